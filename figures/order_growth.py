"""One more derivative, one more recorded pass: the curve, and the operations behind one of its points (lesson 11)."""

import numpy as np
from matplotlib.patches import Circle

import autograd_lite as torch

from . import style
from .order_functions import HIGHEST, NAMES, derivatives, recorded
from .style import BLUE, GREY, INK, RED, math, number, words

LEFT, BOTTOM, WIDE, HIGH = 0.7, 0.6, 2.75, 2.45
HALF, WHERE = 3.0, 2.0
TALL = 14  # dots in a column of the right panel
GAP = 0.125  # inches from dot to dot


def growth(order=4, x0=0.5):
    """Draw a derivative of tanh with the one before it, and a dot for every operation recorded on the way there.

    Raises ValueError if order is not one of 0 to 5, or x0 not between −2 and 2.
    """
    x0 = round(float(x0), 9) + 0.0
    if int(order) != order or not 0 <= order <= HIGHEST:
        raise ValueError(f"order must be one of 0 to {HIGHEST}")
    if not -WHERE <= x0 <= WHERE:
        raise ValueError(f"x0 must be between {-WHERE} and {WHERE}")
    order = int(order)
    x = np.linspace(-HALF, HALF, 301)
    curves, at = derivatives(torch.tanh, x, order), derivatives(torch.tanh, [x0], order)[:, 0]
    added = recorded(torch.tanh, x0, HIGHEST)
    with style.canvas(style.ROW) as fig:
        _curves(fig, order, x, curves, x0, at)
        _dots(fig, order, added)
        return style.Picture(fig, _alt(order, x0, at, added))


def _curves(fig, order, x, curves, x0, at):
    """Draw the derivative, and thin below it the one before with the tangent whose slope is the new height."""
    ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH)
    shown = curves[max(order - 1, 0) :]
    top = 1.15 * float(np.max(np.abs(shown)))
    ax.set(xlim=(-HALF, HALF), ylim=(-top, top))
    ax.spines["bottom"].set_visible(False)
    style.guide(ax, y=0)
    if order:
        ax.plot(x, curves[order - 1], **style.CONTEXT)
        run = 0.9
        ends = np.array([x0 - run, x0 + run])
        ax.plot(ends, at[order - 1] + at[order] * (ends - x0), **{**style.TANGENT, "lw": 1.9})
        style.dot(ax, x0, at[order - 1], GREY, 7)
    ax.plot(x, curves[order], **(style.DERIVATIVE if order else style.FUNCTION))
    ax.plot([x0, x0], [0, at[order]], **style.GUIDE_LINE)
    style.dot(ax, x0, at[order])
    height = (at[order], number(at[order], 3), BLUE if order else INK)
    style.ticks(ax, [(x0, number(x0))], [height] if abs(at[order]) < 0.12 * top else [0, height])
    style.name_axes(ax, "x")
    up = BOTTOM + HIGH + 0.3
    math(fig, LEFT, up, NAMES[order], 16, BLUE if order else INK, va="center")
    if order:
        words(fig, LEFT + 0.48, up - 0.02, "slope of", 10.5, GREY, va="center")
        math(fig, LEFT + 1.12, up, NAMES[order - 1], 14, GREY, va="center")


def _dots(fig, order, added):
    """Draw one block of dots per pass: the operations it recorded, later passes hollow."""
    columns = [-(-n // TALL) for n in added]
    x = 4.1
    for n, (count, wide) in enumerate(zip(added, columns, strict=True)):
        width = max(wide, 2) * GAP
        if n <= order:
            for k in range(count):
                place = (x + GAP * (k // TALL), BOTTOM + 0.06 + GAP * (k % TALL))
                _dot(fig, place, INK if n == 0 else RED, n == order)
        centre = x + GAP * (wide - 1) / 2
        color = GREY if n > order else (INK if n == 0 else RED)
        math(fig, centre, BOTTOM - 0.22, NAMES[n], 12.5, color, ha="center", va="center")
        x += width + 0.22
    total = sum(added[: order + 1])
    math(fig, 4.03, BOTTOM + HIGH + 0.3, str(total), 22, RED if order else INK, va="center")
    words(
        fig,
        4.12 + 0.155 * len(str(total)),
        BOTTOM + HIGH + 0.27,
        "operation" if total == 1 else "operations",
        10.5,
        GREY,
        va="center",
    )


def _dot(fig, place, color, now):
    look = {"fc": color, "ec": "none", "alpha": 1 if now else 0.45, "transform": fig.dpi_scale_trans, "zorder": 5}
    fig.add_artist(Circle(place, 0.042, **look))


def _alt(order, x0, at, added):
    name = "tanh" if order == 0 else f"derivative {order} of tanh"
    total = sum(added[: order + 1])
    beside = "" if order == 0 else f", above the derivative before it with a tangent of slope {number(at[order], 3)}"
    return (
        f"Left, the curve of {name}{beside}; at x = {number(x0)} its height is {number(at[order], 3)}. "
        f"Right, one dot for each recorded operation, in blocks by pass: {total} in all."
    )
