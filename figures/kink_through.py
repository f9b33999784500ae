"""Walk through 0 on one program: the line that backward's slope draws there, and the slope as a point on its curve."""

import numpy as np

from . import style
from .kink_programs import NAMES, PROGRAMS
from .style import AMBER_EDGE, BLUE, INK, math, math_number, number

HIGH, BOTTOM, TALL = 3.8, 0.5, 2.55
HALF = 1.3  # both panels reach that far to either side
RISE = 1.6  # slopes shown, upward and downward; √ is cut off there


def through(program="relu(x)", x0=0.0):
    """Draw one program with the line of slope f′(x₀) as backward returns it, and that slope beside it.

    `program` is one of the names in the menu. Raises ValueError for another name, for x₀ beyond ±1.2, and for
    a place where the program has no value.

        through("maximum(x, 0)", x0=0)
    """
    if program not in PROGRAMS:
        raise ValueError(f"program must be one of {', '.join(NAMES)}")
    chosen, x0 = PROGRAMS[program], round(float(x0), 9) + 0.0
    if abs(x0) > 1.2:
        raise ValueError("x0 must lie between −1.2 and 1.2")
    if x0 < 0 <= chosen.low:
        raise ValueError(f"{program} has no value left of 0")
    slope = chosen.slope(x0)
    with style.canvas(HIGH) as fig:
        _graph(fig, chosen, x0, slope)
        _slope(fig, chosen, x0, slope)
        return style.Picture(fig, _alt(chosen, x0, slope))


def _alt(program, x0, slope):
    low, high = sorted(program.sides())
    corner = "" if low == high or np.isnan(low) else f" A corner at 0 allows {number(low)} to {number(high)}."
    return (
        f"Left: the graph of {program.name} with a line at x = {number(x0)}. Right: the slope against x. "
        f"At x = {number(x0)} backward returns {number(slope)}.{corner}"
    )


def _graph(fig, program, x0, slope):
    ax = style.ax_in(fig, 0.55, BOTTOM, 3.0, TALL)
    ax.set(xlim=(-HALF, HALF), ylim=(-HALF, HALF), aspect="equal", anchor="SW")
    style.guide(ax, x=0)
    style.guide(ax, y=0)
    x = np.linspace(program.low * HALF, HALF, 521) if program.low < 0 else HALF * np.linspace(0, 1, 521) ** 2
    y0 = float(program.values([x0])[0])
    if x0 == 0 and program.low < 0:
        low, high = sorted(program.sides())
        for end in (-1.15, 1.15):
            ax.fill([0, end, end], [0, low * end, high * end], fc=BLUE, alpha=0.12, ec="none", zorder=2)
    ax.plot(x, program.values(x), **style.FUNCTION)
    if np.isfinite(slope):
        reach = 1.0 / np.hypot(1, slope)
        ends = np.array([-reach, reach])
        ax.plot(x0 + ends, y0 + slope * ends, **style.TANGENT)
    else:
        style.arrow(ax, (0, 0), (0, 1.1), BLUE, 2.4, 13)
    style.dot(ax, x0, y0)
    style.ticks(ax, [-1, (0, "0"), 1], [-1, 1])
    style.name_axes(ax, "x", "f(x)")
    math(fig, 1.15, 3.42, _long(program), 13.5, INK, va="center")


def _slope(fig, program, x0, slope):
    ax = style.ax_in(fig, 4.45, BOTTOM, 2.6, TALL)
    ax.set(xlim=(-HALF, HALF), ylim=(-RISE, RISE))
    style.guide(ax, y=0)
    if program.runs_away():
        x = HALF * np.linspace(1, 0.02, 600) ** 2
        slopes = program.slopes(x)
        ax.plot(x[slopes < RISE], slopes[slopes < RISE], **style.DERIVATIVE)
    else:
        _steps(ax, program)
    if np.isinf(slope):
        style.arrow(ax, (0, 0), (0, 1.05 * RISE), BLUE, 5, 17, clip_on=False)
    else:
        style.dot(ax, x0, min(slope, RISE), INK, 10.5, mec=AMBER_EDGE, mew=2.2)
    style.ticks(ax, [-1, (0, "0"), 1], [-1, (0, "0"), 1])
    style.name_axes(ax, "x", "f'(x)")
    math(fig, 5.05, 3.42, rf"\mathtt{{x.grad}}={math_number(slope)}", 17, INK, va="center")


def _steps(ax, program):
    """Draw the slopes left and right of 0, and between them what a corner allows."""
    left, right = program.sides()
    if left == right:
        for ends in ((-HALF, -0.02), (0.02, HALF)):
            ax.plot(ends, [left, right], **style.DERIVATIVE)
        style.dot(ax, 0, left, BLUE, 7.5, hollow=True, zorder=7)
        return
    for ends, slope in (((-HALF, 0), left), ((0, HALF), right)):
        ax.plot(ends, [slope, slope], **style.DERIVATIVE)
    ax.plot([0, 0], [left, right], color=BLUE, lw=7, alpha=0.28, solid_capstyle="butt", zorder=4)
    for slope in (left, right):
        style.dot(ax, 0, slope, BLUE, 7.5, hollow=True, zorder=7)


def _long(program):
    """Typeset a call: names of functions upright, the letter x in italics."""
    inside = program.name.replace("−", "-")
    for name in ("relu", "clamp", "maximum", "abs", "sqrt", "min"):
        inside = inside.replace(name, rf"\mathtt{{{name}}}")
    return inside.replace(", ", r",\,")
