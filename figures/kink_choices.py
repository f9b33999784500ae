"""Five programs at 0: the slopes that a corner allows, as an interval, and the one that backward returns, as a dot."""

import numpy as np

from . import style
from .kink_programs import NAMES, PROGRAMS
from .style import AMBER_EDGE, BLUE, INK, math, math_number, number

SHOWN = NAMES[:5]
HIGH = 4.7
LEFT, WIDE, STEP = 0.78, 1.14, 1.32  # of a column, in inches
TOP, LOW = (2.55, 1.3), (0.92, 1.3)  # bottom and height of the two rows
SLOPES = 1.45  # the lower row shows slopes up to this, upward and downward


def choices():
    """Draw relu, clamp and maximum, which are one function, then abs and √: each with its slope at 0 as run."""
    programs = [PROGRAMS[name] for name in SHOWN]
    with style.canvas(HIGH) as fig:
        for place, program in enumerate(programs):
            left = LEFT + STEP * place
            draw_function(_panel(fig, left, TOP, (-0.9, 0.9)), program)
            draw_slopes(_panel(fig, left, LOW, (-SLOPES, SLOPES)), program)
            math(fig, left + WIDE / 2, 4.0, program.typeset, 12.5, INK, ha="center", va="baseline")
            math(fig, left + WIDE / 2, 0.45, math_number(program.slope(0.0)), 17, INK, ha="center", va="center")
        _same_function(fig)
        _row_names(fig)
        return style.Picture(fig, _alt(programs))


def _alt(programs):
    relu, clamp, maximum, corner, root = [number(program.slope(0.0)) for program in programs]
    return (
        "Five programs at 0, graph above, slope below. relu, clamp and maximum draw one corner whose slopes fill the "
        f"interval 0 to 1; backward returns {relu}, {clamp} and {maximum}. abs fills −1 to 1, returned: {corner}. "
        f"sqrt runs up without end: {root}."
    )


def _panel(fig, left, row, limits):
    ax = style.ax_in(fig, left, row[0], WIDE, row[1], bare=True)
    ax.set(xlim=(-1, 1), ylim=limits)
    style.guide(ax, x=0)
    style.guide(ax, y=0)
    return ax


def draw_function(ax, program):
    """Draw the graph; at a corner the fan of lines that lie between both sides, and the line with the slope chosen."""
    x = np.linspace(program.low, 1, 401) if program.low < 0 else np.linspace(0, 1, 401) ** 2
    chosen = program.slope(0.0)
    if program.low < 0:
        low, high = sorted(program.sides())
        ends = np.array([-0.88, 0.88])
        for end in ends:
            ax.fill([0, end, end], [0, low * end, high * end], fc=BLUE, alpha=0.13, ec="none", zorder=2)
        ax.plot(ends, chosen * ends, **{**style.TANGENT, "lw": 2.2, "zorder": 6})
    else:
        style.arrow(ax, (0, 0.02), (0, 0.82), BLUE, 2.2, 12, zorder=4)
    ax.plot(x, program.values(x), **{**style.FUNCTION, "lw": 2.2})
    style.dot(ax, 0, 0, INK, 6.5)


def draw_slopes(ax, program, dot=10):
    """Draw the slopes on both sides of 0, what may be chosen between them, and what backward returns at 0."""
    top = ax.get_ylim()[1]
    if program.runs_away():
        x = np.linspace(1, 0.05, 400) ** 2
        slopes = program.slopes(x)
        kept = slopes < 0.66 * top
        ax.plot(x[kept], slopes[kept], **style.DERIVATIVE)
        style.arrow(ax, (0, 0), (0, 1.02 * top), BLUE, 5, 17, clip_on=False)
        return
    left, right = program.sides()
    for ends, slope in (((-1, 0), left), ((0, 1), right)):
        ax.plot(ends, [slope, slope], **style.DERIVATIVE)
    ax.plot([0, 0], [left, right], color=BLUE, lw=7, alpha=0.28, solid_capstyle="butt", zorder=4)
    for slope in (left, right):
        style.dot(ax, 0, slope, BLUE, 6.5, hollow=True, zorder=7)
    style.dot(ax, 0, program.slope(0.0), INK, dot, mec=AMBER_EDGE, mew=2.2)


def _same_function(fig):
    """Bracket the three programs that are one function."""
    left, right, y = LEFT + 0.08, LEFT + 2 * STEP + WIDE - 0.08, 4.36
    middle = (left + right) / 2
    for end, inner in ((left, middle - 0.5), (right, middle + 0.5)):
        style.line(fig, [end, end, inner], [y - 0.06, y, y], color=style.AXIS)
    math(fig, middle, y, r"\mathrm{max}(x,\,0)", 13.5, INK, ha="center", va="center")


def _row_names(fig):
    for y, text in ((TOP[0] + TOP[1] / 2, "f(x)"), (LOW[0] + LOW[1] / 2, "f'(x)")):
        color = INK if text == "f(x)" else BLUE
        math(fig, 0.44, y, text, 13.5, color, ha="center", va="center")
    math(fig, 0.46, 0.45, r"\mathtt{x.grad}", 12, INK, ha="center", va="center")
