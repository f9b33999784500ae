"""Two chords of exp: the one that starts at the point, and the one that straddles it."""

import numpy as np

from . import error_numbers as numbers
from . import style
from .style import BLUE, CARD, DARK_GREEN, GREEN, INK, math, math_number, number, words

LEFT, BOTTOM, WIDE, HIGH = 0.5, 0.5, 3.0, 2.72  # of the left panel, in inches
HEADING = BOTTOM + HIGH + 0.26
KINDS = {"forward": (GREEN, "o", 8.0), "central": (DARK_GREEN, "D", 7.2)}
FINEST = 1e-4


def chords(h=0.8):
    """Draw exp at 1 with the chord from 1 to 1 + h, the chord from 1 − h to 1 + h, and the tangent.

    Beside them, the error of both slopes against the step, in decades on both axes.
    Raises ValueError if h is not between 0.1 and 1.

        chords(h=0.8)
    """
    h = float(h)
    if not 0.1 <= h <= 1:
        raise ValueError("h must be between 0.1 and 1")
    f = numbers.nearest_exp
    slopes = {kind: numbers.METHODS[kind](f, 1.0, h) for kind in KINDS}
    slope = numbers.by_autograd(numbers.MENU["exp x"].program, 1.0)
    with style.canvas(style.ROW) as fig:
        _lines(fig, h, slopes, slope)
        factors = _errors(fig, h)
        return style.Picture(fig, _alt(h, slopes, slope, factors))


def _alt(h, slopes, slope, factors):
    return (
        f"Left: exp with its dashed tangent at 1, slope {number(slope)}, the chord from 1 to {number(1 + h)}, slope "
        f"{number(slopes['forward'])}, and the chord from {number(1 - h)} to {number(1 + h)}, slope "
        f"{number(slopes['central'])}. Right: a step ten times smaller divides their errors by "
        f"{factors['forward']:g} and {factors['central']:g}."
    )


def _lines(fig, h, slopes, slope):
    """Draw the curve, the tangent and both chords, each with its slope at its end."""
    ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH)
    low, high = 1 - 1.3 * h, 1 + 1.3 * h
    x = np.linspace(low, high, 241)
    top = max(np.e + slopes["forward"] * 1.3 * h, np.exp(high))
    bottom = min(np.exp(low), np.e - slope * 1.3 * h) - 0.02 * top
    ax.set(xlim=(low, high), ylim=(bottom, top))
    starts = {"forward": (1.0, np.e), "central": (1 - h, np.exp(1 - h))}
    beyond = np.array([1 - 0.25 * h, high])
    ax.fill_between([1, high], np.e + slope * np.array([0, 1.3 * h]),
                    np.e + slopes["forward"] * np.array([0, 1.3 * h]), color=GREEN, alpha=style.TINT, lw=0)  # fmt: skip
    ends = []
    for kind, (color, mark, size) in KINDS.items():
        x0, y0 = starts[kind]
        line = beyond if kind == "forward" else np.array([low, high])
        ax.plot(line, y0 + slopes[kind] * (line - x0), **{**style.SECANT, "color": color, "zorder": 4})
        style.dot(ax, 1 + h, np.exp(1 + h), color, size + 2.6 * (kind == "central"), True, mark, zorder=9)
        ends.append(y0 + slopes[kind] * (high - x0))
    style.dot(ax, *starts["central"], DARK_GREEN, 7.2, True, "D", zorder=9)
    ax.plot(x, np.exp(x), **style.FUNCTION)
    ax.plot(x, np.e + slope * (x - 1), **style.TANGENT)
    style.dot(ax, 1, np.e)
    ends.append(np.e + slope * (high - 1))
    style.ticks(ax, [(1 - h, "$1-h$"), (1, "$1$"), (1 + h, "$1+h$")], [(np.e, "$e$")])
    style.name_axes(ax, x="x")
    math(fig, LEFT + 0.12, HEADING, r"f(x) = \exp\,x", 13.5, INK, va="center")
    places = style.spread(BOTTOM + HIGH * (np.array(ends) - bottom) / (top - bottom), 0.3, BOTTOM, BOTTOM + HIGH)
    for value, color, y in zip([*slopes.values(), slope], (GREEN, DARK_GREEN, BLUE), places, strict=True):
        math(fig, LEFT + WIDE + 0.1, y, math_number(value), 14.5 if color != BLUE else 17, color, va="center")
    words(fig, LEFT + WIDE + 0.1, HEADING, "slope", 10.5, va="center")


def _errors(fig, h):
    """Draw the errors of both slopes against h with their triangles; return what a tenth of h divides them by."""
    ax = style.ax_in(fig, 4.86, BOTTOM, 1.84, HIGH)
    steps = np.logspace(np.log10(FINEST), 0, 49)
    ax.set(xscale="log", yscale="log", xlim=(0.7 * FINEST, 1.5), ylim=(1e-10, 3))
    style.ticks(ax, [(10.0**k, f"$10^{{{k}}}$" if k else "$1$") for k in (-4, -2, 0)],
                [(10.0**k, f"$10^{{{k}}}$" if k else "$1$") for k in (-8, -4, 0)])  # fmt: skip
    style.name_axes(ax, x="h")
    words(fig, 4.86, HEADING, "relative error", 10.5, va="center")
    factors = {}
    for kind, (color, mark, size) in KINDS.items():
        error = np.array(numbers.errors("exp x", kind, 1.0, tuple(steps)))
        ax.plot(steps, error, **{**style.SECANT, "color": color, "lw": 2.2})
        style.dot(ax, h, numbers.errors("exp x", kind, 1.0, (h,))[0], color, size, True, mark)
        factors[kind] = _triangle(ax, steps, error, 10**-2.6 if kind == "central" else 10**-3.2, color)
        y = BOTTOM + HIGH * (np.log10(error[-1]) + 10) / (np.log10(3) + 10)
        words(fig, 6.75, y + (0.06 if kind == "forward" else -0.1), kind, 10, color, weight="bold", va="center")
    return factors


def _triangle(ax, steps, error, start, color):
    """Show on the decades what a tenth of h divides an error by, and return that factor."""
    h = np.array([start, 10 * start])
    e = np.exp(np.interp(np.log(h), np.log(steps), np.log(error)))
    upper = color == GREEN
    corner = (h[0], e[1]) if upper else (h[1], e[0])
    x, y = [h[0], corner[0], h[1]], [e[0], corner[1], e[1]]
    ax.fill(x, y, fc=color, alpha=style.TINT, ec="none", zorder=2)
    ax.plot(x, y, color=color, lw=1.2, solid_joinstyle="miter", zorder=4)
    factor = float(f"{e[1] / e[0]:.2g}")
    middle, across = np.sqrt(e[0] * e[1]), np.sqrt(h[0] * h[1])
    side = {"x": corner[0] / 1.2, "ha": "right"} if upper else {"x": corner[0] * 1.25, "ha": "left"}
    level = {"y": corner[1] * 2.4, "va": "bottom"} if upper else {"y": corner[1] / 2.4, "va": "top"}
    words(ax, y=middle, source=f"÷ {factor:g}", color=color, halo=CARD, va="center", **side)
    words(ax, x=across, source="÷ 10", color=color, halo=CARD, ha="center", **level)
    return factor
