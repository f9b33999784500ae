"""Four operations and what their drawers keep: nothing, the place, the height, or the side of a limit (lesson 13)."""

from dataclasses import dataclass

import numpy as np

import autograd_lite as torch

from . import style
from .style import AMBER, CARD, GREY, INK, RED, math, math_number, number, words

TOP, PANEL, WIDE = 3.75, 1.3, 1.36
COLUMNS = (0.34, 2.16, 3.98, 5.8)
LOW, HIGHEST = -1.0, 1.0  # the limits of Clip


class Shift(torch.autograd.Function):
    """x + 2: its slope is 1 everywhere, so it keeps nothing."""

    @staticmethod
    def forward(ctx, x):
        return x + 2

    @staticmethod
    def backward(ctx, grad_out):
        return grad_out


class Square(torch.autograd.Function):
    """x²: its slope 2x needs the place."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, grad_out):
        (x,) = ctx.saved_tensors
        return grad_out * 2 * x


class Exp(torch.autograd.Function):
    """The exponential function: its slope is its height."""

    @staticmethod
    def forward(ctx, x):
        out = torch.exp(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad_out):
        (out,) = ctx.saved_tensors
        return grad_out * out


class Clip(torch.autograd.Function):
    """x held between two limits: its slope is 1 inside and 0 outside."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward((x >= LOW) & (x <= HIGHEST))
        return x.clamp(LOW, HIGHEST)

    @staticmethod
    def backward(ctx, grad_out):
        (inside,) = ctx.saved_tensors
        return grad_out * inside


@dataclass(frozen=True)
class Case:
    """One column: the operation, where it is shown, its limits on the axes, and its words."""

    function: type
    at: tuple
    x: tuple
    y: tuple
    heading: str
    kept: str
    rule: str


CASES = (
    Case(Shift, (1.0,), (-1, 3), (0, 5), "x + 2", "", "g"),
    Case(Square, (3.0,), (-0.6, 4), (0, 14), "x^2", "x", r"g \cdot 2x"),
    Case(Exp, (1.0,), (-2, 2), (0, 6), "e^x", r"\mathrm{out}", r"g \cdot \mathrm{out}"),
    Case(
        Clip,
        (-2.0, 0.5, 3.0),
        (-3, 4),
        (-1.6, 1.9),
        r"\mathrm{clip}(x)",
        r"\mathrm{inside}",
        r"g \cdot \mathrm{inside}",
    ),
)


def drawers():
    """Draw four operations, each with its tangent, what it keeps for backward, and the rule that uses it."""
    with style.canvas(4.3) as fig:
        read = []
        for left, case in zip(COLUMNS, CASES, strict=True):
            kept, slopes = measured(case)
            read.append((kept, slopes))
            math(fig, left, TOP + 0.26, case.heading, 15, INK, va="center")
            _curve(fig, left, case, slopes)
            _drawer(fig, left, case, kept)
            math(fig, left + WIDE / 2, 0.82, case.rule, 15, RED, ha="center", va="center")
            shown = ",\\,".join(math_number(slope) for slope in slopes)
            math(fig, left + WIDE / 2, 0.42, rf"g \cdot {_brackets(shown, slopes)}", 13, RED, ha="center", va="center")
        return style.Picture(fig, _alt(read))


def measured(case):
    """Run the operation: return what it kept (None for nothing) and its slope at every point."""
    x = torch.tensor(list(case.at), requires_grad=True)
    out = case.function.apply(x)
    kept = out.grad_fn.saved_tensors
    (slopes,) = torch.autograd.grad(out.sum(), x)
    kept = [float(value) for value in kept[0].detach().numpy()] if kept else None
    return kept, [float(slope) for slope in slopes.numpy()]


def _brackets(text, values):
    return f"[{text}]" if len(values) > 1 else text


def _curve(fig, left, case, slopes):
    """Draw the function, its tangents, and on amber what will be kept."""
    ax = style.ax_in(fig, left, TOP - PANEL - 0.05, WIDE, PANEL)
    ax.set(xlim=case.x, ylim=case.y)
    places = np.linspace(*case.x, 281)
    with torch.no_grad():
        heights = case.function.apply(torch.tensor(places)).numpy()
        at = case.function.apply(torch.tensor(list(case.at))).numpy()
    ax.plot(places, heights, **style.FUNCTION, clip_on=True)
    marks = {"color": AMBER, "lw": 9, "solid_capstyle": "butt", "zorder": 1}
    for x, y, slope in zip(case.at, at, slopes, strict=True):
        share = 0.26 if len(slopes) == 1 else 0.12
        reach = share * min(case.x[1] - case.x[0], (case.y[1] - case.y[0]) / max(abs(slope), 1e-9))
        ax.plot([x - reach, x + reach], [y - slope * reach, y + slope * reach], **style.TANGENT)
        style.dot(ax, x, y, size=8)
    if case.function is Square:
        ax.plot([case.at[0]] * 2, [case.y[0], at[0]], **marks)
    elif case.function is Exp:
        ax.plot([case.x[0], case.at[0]], [at[0]] * 2, **marks)
    elif case.function is Clip:
        ax.axvspan(LOW, HIGHEST, fc=AMBER, ec="none", zorder=1)
    style.ticks(
        ax, [LOW, HIGHEST] if case.function is Clip else list(case.at), [] if case.function is Clip else [at[0]]
    )


def _drawer(fig, left, case, kept):
    """Draw the drawer below a panel, with what lies in it."""
    style.rounded(fig, left, 1.2, WIDE, 0.66, 0.05, fc=CARD, ec=GREY, lw=1.4)
    middle = left + WIDE / 2
    style.line(fig, [middle - 0.17, middle + 0.17], [1.75] * 2, color=GREY, lw=4, solid_capstyle="round")
    words(fig, left + 0.07, 1.73, "ctx", 9.5, GREY, va="center")
    if kept is None:
        return
    style.rounded(fig, left + 0.08, 1.26, WIDE - 0.16, 0.34, 0.05, fc=AMBER, ec="none", zorder=-40)
    shown = _brackets(",\\,".join(math_number(value) for value in kept), kept)
    text = shown if case.function is Clip else f"{case.kept} = {shown}"
    math(fig, left + WIDE / 2, 1.43, text, 13.5, INK, ha="center", va="center")


def _alt(read):
    (_, square, exp, clip) = [kept for kept, _ in read]
    return (
        "Four operations with their tangents and drawers. x + 2 keeps nothing. "
        f"x² keeps its place, {number(square[0])}. e to the x keeps its height, {number(exp[0])}. "
        f"Clip keeps which numbers lie inside: {style.listing(number(v) for v in clip)}."
    )
