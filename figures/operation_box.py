"""One operation as a box: values go in, its drawer `ctx` keeps some, gradients come back (lesson 13).

The box is w·x + b on 2×2 numbers. Its backward can be spoiled on purpose; every gradient is then compared with that
of the built-in operations, and marked ✓ or ✕.
"""

from dataclasses import dataclass

import numpy as np

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import sheet
from .graph_text import Label, value_lines, value_words
from .graph_wires import Wire
from .style import AMBER, CARD, GREY, INK, RED, math, words

AT = {"w": [[1.0, 2.0], [3.0, 4.0]], "x": [[5.0, 6.0], [7.0, 8.0]], "b": [[9.0, 10.0], [11.0, 12.0]]}
LOSSES = {"sum": [[1.0, 1.0], [1.0, 1.0]], "weighted sum": [[1.0, -2.0], [0.0, 3.0]]}
RULES = {
    "as in the notes": (lambda g, w, x: (g * x, g * w, g), (r"g \cdot x", r"g \cdot w", "g")),
    "forgot grad_out": (lambda g, w, x: (x, w, torch.ones_like(g)), ("x", "w", "1")),
    "swapped": (lambda g, w, x: (g * w, g * x, g), (r"g \cdot w", r"g \cdot x", "g")),
    "wrong sign": (lambda g, w, x: (g * x, g * w, -g), (r"g \cdot x", r"g \cdot w", "{-}g")),
}
STEPS = 5
HIGH = 4.6
LEFT, RIGHT, LOW, TOP = 2.85, 5.3, 0.4, 3.95  # the box
LANES = {"w": 3.3, "x": 2.15, "b": 1.0}
OUT = 2.15  # the height of the wire of the result
DRAWER = (4.05, 1.02, 1.05, 2.05)  # left, bottom, width, height
SHELVES = {"w": 2.47, "x": 1.72}


@dataclass(frozen=True)
class Run:
    """What one forward and one backward gave: `got` by the rule, `truth` by the built-in operations."""

    out: np.ndarray
    arrived: np.ndarray
    saved: tuple
    got: tuple
    truth: tuple


def box(step=5, rule="as in the notes", loss="sum"):
    """Draw w·x + b as a box after `step` of 5 steps: forward, grad_out arrives, then one gradient per input.

    `rule` spoils backward on purpose, `loss` decides what arrives: `sum` sends ones, `weighted sum` 1, −2, 0 and 3.
    Raises ValueError for a step outside 0 to 5, or another rule or loss.
    """
    if rule not in RULES or loss not in LOSSES or not 0 <= step <= STEPS:
        raise ValueError(f"step is 0 to {STEPS}, rule one of {', '.join(RULES)}, loss one of {', '.join(LOSSES)}")
    run = measured(rule, loss)
    with style.canvas(HIGH) as fig:
        ax = sheet(fig)
        math(ax, 0.42, HIGH - 0.36, r"\mathrm{out} = w\,x + b", 14, INK, va="center")
        graph_paint.dots(ax, 7.3, HIGH - 0.36, step, STEPS)
        _cabinet(fig, ax, run, step, rule)
        for place, name in enumerate(LANES):
            _lane(ax, run, step, place, name, RULES[rule][1][place])
        _result(ax, run, step, loss)
        return style.Picture(fig, _alt(run, step, rule, loss))


def measured(rule, loss):
    """Run the operation with this backward, and the built-in operations beside it."""
    back = RULES[rule][0]

    class line(torch.autograd.Function):
        @staticmethod
        def forward(ctx, w, x, b):
            ctx.save_for_backward(w, x)
            return w * x + b

        @staticmethod
        def backward(ctx, grad_out):
            return back(grad_out, *ctx.saved_tensors)

    inputs = [torch.tensor(value, requires_grad=True) for value in AT.values()]
    arrived = torch.tensor(LOSSES[loss])
    out = line.apply(*inputs)
    saved = out.grad_fn.saved_tensors
    w, x, b = inputs
    got, truth = (torch.autograd.grad(result, inputs, arrived) for result in (out, w * x + b))
    arrays = [tuple([t.detach().numpy() for t in part]) for part in (saved, got, truth)]
    return Run(out.detach().numpy(), arrived.numpy(), *arrays)


def _cabinet(fig, ax, run, step, rule):
    """Draw the box with its formula and its drawer."""
    look = {"fc": CARD, "ec": INK, "lw": 3.0 if step == 1 else 1.8, "zorder": -40}
    style.rounded(fig, LEFT, LOW, RIGHT - LEFT, TOP - LOW, 0.12, **look)
    if step == 1:
        style.rounded(fig, 3.95, 3.33, 1.2, 0.42, 0.06, fc=AMBER, ec="none", zorder=-30)
    math(ax, 4.55, 3.54, r"w \cdot x + b", 15, INK, ha="center", va="center")
    left, bottom, wide, high = DRAWER
    style.rounded(fig, left, bottom, wide, high, 0.05, fc=CARD, ec=GREY, lw=1.4, zorder=-30)
    ax.plot([left + wide / 2 - 0.17, left + wide / 2 + 0.17], [bottom + 0.15] * 2, color=GREY, lw=4, zorder=4)
    words(ax, left + 0.1, bottom + high - 0.2, "ctx", 10.5, GREY, va="center")
    used = {3: "x", 4: "w"} if rule != "swapped" else {3: "w", 4: "x"}
    for (name, y), value in zip(SHELVES.items(), run.saved, strict=True):
        if step:
            now = step == 1 or used.get(step) == name
            if now:
                style.rounded(fig, left + 0.06, y - 0.34, wide - 0.12, 0.6, 0.06, fc=AMBER, ec="none", zorder=-20)
            math(ax, left + 0.24, y - 0.04, name, 15, INK, ha="center", va="center")
            graph_paint.write(ax, Label(value_lines(value), 13), left + 0.68, y - 0.04)


def _lane(ax, run, step, place, name, formula):
    """Draw one input: its square, its value above the wire, its gradient below."""
    y, sent, now = LANES[name], step >= place + 3, step == place + 3
    course = Wire(np.array([[0.72, y], [LEFT, y]]), np.ones(2, bool))
    graph_paint.square(ax, 0.46, y, 0.24, 0.24, True)
    math(ax, 0.46, y - 0.01, name, 15, CARD, ha="center", va="center")
    _tracks(ax, course, step == 1, sent, now)
    graph_paint.write(ax, Label(value_lines(np.array(AT[name])), 13), 1.4, y + 0.3)
    if not sent:
        return
    if now:
        wide = Label((formula,), 15).width + 0.2
        style.rounded(ax.figure, LEFT + 0.12, y - 0.2, wide, 0.4, 0.06, fc=AMBER, ec="none", zorder=-30)
    math(ax, LEFT + 0.22, y - 0.01, formula, 15, RED, va="center")
    got, truth = run.got[place], run.truth[place]
    same = np.allclose(got, truth)
    graph_paint.write(ax, Label(value_lines(got), 14.5 if now else 13), 1.4, y - 0.34, RED)
    words(ax, 1.98, y - 0.35, "✓" if same else "✕", 15, INK, ha="center", va="center")
    if not same:
        graph_paint.write(ax, Label(value_lines(truth), 12), 2.43, y - 0.34, GREY)


def _tracks(ax, course, forward_now, sent, sent_now):
    """Draw the two tracks of a wire; what happens now lies on a halo."""
    if forward_now or sent_now:
        inner = course.line + np.array([[0.1, 0], [-0.1, 0]])
        graph_paint.halo_wire(ax, Wire(inner, course.free), 13)
    up = course.track(graph_paint.TRACK)
    ax.plot(*up.T, color=INK, lw=2.6 if forward_now else 1.5, zorder=4)
    style.arrow(ax, up[-1] - [0.2, 0], up[-1], INK, 1.5, 11, zorder=5)
    if sent:
        graph_paint.backward(ax, course, sent_now)


def _result(ax, run, step, loss):
    """Draw the result, what arrives there, and the loss it comes from."""
    course = Wire(np.array([[RIGHT, OUT], [6.72, OUT]]), np.ones(2, bool))
    _tracks(ax, course, step == 1, step >= 2, step == 2)
    math(ax, 6.83, OUT - 0.01, r"\mathrm{out}", 15, INK, va="center")
    if step:
        graph_paint.write(ax, Label(value_lines(run.out), 13), 6.0, OUT + 0.3)
    if step >= 2:
        graph_paint.write(ax, Label(value_lines(run.arrived), 14.5 if step == 2 else 13), 6.0, OUT - 0.34, RED)
        math(ax, 6.0, OUT - 0.78, r"g = \mathrm{grad\_out}", 12.5, RED, ha="center", va="center")
        text = r"L = \sum\,\mathrm{out}" if loss == "sum" else r"L = \sum\,g \cdot \mathrm{out}"
        math(ax, 7.3, OUT - 1.2, text, 12.5, GREY, ha="right", va="center")


def _alt(run, step, rule, loss):
    opening = "The operation w x + b as a box with a drawer, ctx."
    if step < 3:
        said = (
            "Nothing has run.",
            "Forward has run: the drawer keeps w and x.",
            "The gradient of the result has come.",
        )
        return f"{opening} {said[step]} Three inputs of two by two numbers stand on the left, the result on the right."
    names, shown = list(LANES)[: step - 2], range(step - 2)
    off = [names[k] for k in shown if not np.allclose(run.got[k], run.truth[k])]
    verdict = f"wrong for {style.listing(off)}" if off else "all right"
    return (
        f"{opening} Backward, {rule}, loss {loss}: {value_words(run.arrived)} arrives, "
        f"{names[-1]} gets {value_words(run.got[step - 3])}. Gradients so far: {verdict}."
    )
