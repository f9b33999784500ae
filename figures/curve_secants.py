"""Secants that close on a tangent, and the panel that measures how fast."""

import numpy as np

from . import functions, style
from .style import BLUE, CARD, GREEN, GREY, INK, math, math_number, number, words

FINEST = 1e-4  # the smallest step of the error panel
LEFT, BOTTOM, WIDE, HIGH = 0.62, 0.5, 3.1, 2.62  # of the left panel, in inches
HEADING = BOTTOM + HIGH + 0.3


def secants(f=functions.square, a=1.0, h=(1, 0.5, 0.1), name="x^2"):
    """Draw secants through (a, f(a)) closing on the tangent; beside them, the error of the tangent against h.

    `f` runs on autograd_lite tensors, `h` holds the steps or one step, `name` is f(x) as mathematics. The error of
    another line through the point stands in grey for comparison.
    Raises ValueError if f has no derivative at `a`, or a step is not between 0.0001 and 1000.

        secants(lambda x: x**3, a=1, h=(1, 0.5, 0.1), name="x^3")
    """
    a, h = float(a), sorted((float(step) for step in np.atleast_1d(h)), reverse=True)
    if not h or h[-1] < FINEST or h[0] > 1000:
        raise ValueError("every step h must be between 0.0001 and 1000")
    slope = functions.slope_at(f, a).value
    if not np.isfinite(slope):
        raise ValueError(f"f has no derivative at {number(a)}, so its secants close on no tangent")
    chords = [float(q) for q in functions.quotients(f, a, h)]
    with style.canvas(style.ROW) as fig:
        _closing(fig, f, a, h, name, slope, chords)
        factor = _measured(fig, f, a, h, slope)
        return style.Picture(fig, _alt(name, a, slope, chords, factor))


def _alt(name, a, slope, chords, factor):
    slopes = style.listing(number(chord) for chord in chords)
    right = f"a step ten times smaller divides it by {_whole(factor)}" if factor else "it is 0 for every step"
    return (
        f"Left: graph of {style.plain(name)} with dotted secants through x = {number(a)}, slopes {slopes}, "
        f"closing on the dashed tangent of slope {number(slope)}. "
        f"Right, log-log: the error of the tangent; {right}."
    )


def _closing(fig, f, a, h, name, slope, chords):
    """Draw the curve, its secants, and the tangent they close on, each with its slope at its end."""
    ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH)
    x = np.linspace(a - 1.2 * h[0], a + 1.2 * h[0], 481)
    y, at = functions.values(f, x), float(functions.values(f, [a])[0])
    ends = np.array([a - 0.8 * h[0], x[-1]])
    low, high = _window(y[x >= ends[0]], at + slope * (ends - a), at + max(chords) * (ends[1] - a))
    ax.set(xlim=(x[0], x[-1]), ylim=(low, high))
    style.guide(ax, a, at)
    for chord, step in zip(chords, h, strict=True):
        line, base = at + chord * (ends - a), at + slope * (ends - a)
        ax.fill_between(ends, base, line, color=GREEN, alpha=style.TINT, lw=0, zorder=2)
        ax.plot(ends, line, **style.SECANT)
        style.dot(ax, a + step, at + chord * step, GREEN, 7.5, hollow=True, zorder=9)
    ax.plot(x, y, **style.FUNCTION)
    ax.plot(ends, at + slope * (ends - a), **style.TANGENT)
    style.dot(ax, a, at)
    math(fig, LEFT + 0.12, HEADING, f"f(x) = {name}", 13.5, INK, va="center")
    inch = (x[-1] - x[0]) / WIDE, (high - low) / HIGH
    style.ticks(ax, _apart([a, a + h[0], 0, a - h[0]], x[0], x[-1], 0.3 * inch[0]),
                _apart([at, at + chords[0] * h[0], 0], low, high, 0.22 * inch[1]))  # fmt: skip
    style.name_axes(ax, x="x")
    _slopes(fig, a, h, slope, chords, [(at + m * (ends[1] - a) - low) / inch[1] for m in [*chords, slope]])


def _window(curve, tangent, steepest):
    low, high = min(curve.min(), tangent.min()), max(curve.max(), tangent.max(), steepest)
    pad = 0.06 * (high - low)
    return low - pad, high + pad


def _apart(wanted, low, high, gap):
    """Keep the places inside the axes that are not too near one already kept."""
    kept = []
    for place in wanted:
        if low <= place <= high and all(abs(place - other) >= gap for other in kept):
            kept.append(place)
    return [(place, number(place, 3)) for place in kept]


def _slopes(fig, a, h, slope, chords, heights):
    """Write the slopes in a column at the right edge, in the order of the lines."""
    left = LEFT + WIDE + 0.11
    places = BOTTOM + style.spread(heights, 0.215, 0.2, HIGH)
    is_sum = np.allclose(np.subtract(chords, slope), h, rtol=0, atol=1e-9)
    for chord, step, y in zip(chords, h, places, strict=False):
        label = f"{math_number(slope)} + {math_number(step)}" if is_sum else math_number(chord)
        math(fig, left, y, label, 13, GREEN, va="center")
    math(fig, left, places[-1], math_number(slope), 17, BLUE, va="center")
    heading = f"slope ${math_number(slope)} + h$" if is_sum else "slope"
    words(fig, left, HEADING, heading, 10.5, GREEN, va="center")


def _measured(fig, f, a, h, slope):
    """Draw the error of the tangent and of a line turned by 0.5; return what a tenth of h divides it by."""
    ax = style.ax_in(fig, 5.05, BOTTOM, 2.15, HIGH)
    ax.set(xscale="log", yscale="log")
    steps = np.logspace(-4, np.log10(max(h[0], 1)), 241)
    error = np.abs(functions.quotients(f, a, steps) - slope) * steps
    bend = float(functions.quotients(f, a, [0.01])[0]) - slope
    other = slope - 0.5 if bend >= 0 else slope + 0.5
    worse = np.abs(functions.quotients(f, a, steps) - other) * steps
    exact = error.max() < 1e-13
    floor = worse.min() / 200 if exact else max(error.min(), 1e-16)
    ax.set(xlim=(10**-4.15, 1.3 * steps[-1]), ylim=(floor / 2.2, 2.5 * worse.max()))
    ax.plot(steps, worse, **style.CONTEXT)
    ax.plot(steps, np.full_like(steps, floor) if exact else error, **style.TANGENT)
    for step in h:
        style.dot(ax, step, floor if exact else np.interp(step, steps, error), BLUE, 7.5)
    decades = [(10.0**k, f"${_power(k)}$") for k in range(-16, 7, 2)]
    zero = [(floor, "$0$")] if exact else []
    seen = [mark for mark in decades if floor * (3 if exact else 0.5) <= mark[0] <= ax.get_ylim()[1]]
    style.ticks(ax, [mark for mark in decades if FINEST <= mark[0] <= steps[-1]], zero + seen)
    style.name_axes(ax, x="h")
    words(fig, 5.05, HEADING, rf"error of the line at ${math_number(a)} + h$", 10.5, va="center")
    words(ax, 0.09, 3.5 * np.interp(0.1, steps, worse), f"slope {number(other)}", 10, GREY, CARD, ha="right")
    _triangle(ax, steps, worse, 10**-3.25, GREY, upper=True)
    if exact:
        return None
    words(ax, 10**-3.45, np.interp(10**-3.5, steps, error) / 5, "tangent", 10, BLUE, CARD, va="center")
    return _triangle(ax, steps, error, 10**-2.25, BLUE, upper=False)


def _power(k):
    return "1" if k == 0 else f"10^{{{k}}}"


def _triangle(ax, steps, error, start, color, upper):
    """Show on log axes what a tenth of h divides the error by, and return that factor."""
    h = np.array([start, 10 * start])
    e = np.exp(np.interp(np.log(h), np.log(steps), np.log(error)))
    corner = (h[0], e[1]) if upper else (h[1], e[0])
    x, y = [h[0], corner[0], h[1]], [e[0], corner[1], e[1]]
    ax.fill(x, y, fc=color, alpha=style.TINT, ec="none", zorder=2)
    ax.plot(x, y, color=color, lw=1.2, solid_joinstyle="miter", zorder=4)
    middle = np.sqrt(h[0] * h[1]), np.sqrt(e[0] * e[1])
    aside, beyond = (1 / 1.18, 1.45) if upper else (1.18, 1 / 1.45)
    side, edge = ("right", "bottom") if upper else ("left", "top")
    words(ax, corner[0] * aside, middle[1], f"÷ {_whole(e[1] / e[0])}", 10, color, CARD, ha=side, va="center")
    words(ax, middle[0], corner[1] * beyond, "÷ 10", 10, color, CARD, ha="center", va=edge)
    return e[1] / e[0]


def _whole(factor):
    """A factor in two significant digits, written out: 103 is `100`."""
    return f"{float(f'{factor:.2g}'):g}"
