"""A tangent may cross its curve: what makes a tangent is not on which side the curve lies."""

import numpy as np

from . import functions, style
from .style import BLUE, INK, math

CASES = ((functions.cube, "x^3", 0.0), (functions.square, "x^2", 1.0))


def crossing():
    """Draw the tangent of x³ at 0, which crosses the curve, beside the tangent of x² at 1, which does not.

    Plus and minus say where the curve is above and below its tangent.
    """
    with style.canvas(style.ROW) as fig:
        slopes = [_panel(fig, 0.45 + 3.75 * k, *case) for k, case in enumerate(CASES)]
        return style.Picture(fig, _alt(*(style.number(slope) for slope in slopes)))


def _alt(first, second):
    return (
        f"Two curves with dashed tangents. The tangent of x³ at 0, slope {first}, crosses: the curve is "
        f"below it on the left and above it on the right. The tangent of x² at 1, slope {second}, stays "
        f"below on both sides."
    )


def _panel(fig, left, f, name, a):
    ax = style.ax_in(fig, left, 0.5, 2.95, 2.62)
    half = 1.25
    x = np.linspace(a - half, a + half, 321)
    slope, at = functions.slope_at(f, a).value, float(functions.values(f, [a])[0])
    y, line = functions.values(f, x), at + slope * (x - a)
    low, high = min(y.min(), line.min()), max(y.max(), line.max())
    ax.set(xlim=(x[0], x[-1]), ylim=(low - 0.06 * (high - low), high + 0.06 * (high - low)))
    style.guide(ax, a, at)
    ax.fill_between(x, line, y, color=INK, alpha=0.07, lw=0, zorder=2)
    ax.plot(x, y, **style.FUNCTION)
    ax.plot(x, line, **style.TANGENT)
    style.dot(ax, a, at)
    for k in (len(x) // 11, -len(x) // 11):
        gap = y[k] - line[k]
        math(ax, x[k], (y[k] + line[k]) / 2, "+" if gap > 0 else "{-}", 18, INK, ha="center", va="center")
    style.ticks(ax, [a - 1, a, a + 1], sorted({0.0, at, float(functions.values(f, [a + 1])[0])}))
    style.name_axes(ax, x="x")
    math(fig, left + 0.12, 3.42, f"f(x) = {name}", 13.5, INK, va="center")
    math(fig, left + 2.95, 3.42, f"f'({style.math_number(a)}) = {style.math_number(slope)}", 15, BLUE,
         ha="right", va="center")  # fmt: skip
    return slope
