"""Two functions in a row: the height of the first curve is the place on the second one's axis (lesson 07)."""

import numpy as np

from . import functions, style
from .style import AMBER, BLUE, GREY, INK, math, math_number, number

LEFT, RIGHT, BOTTOM, WIDE, HIGH = 0.6, 3.45, 0.55, 2.2, 2.5
LATEST = 2.2


def inner(x):
    """Return u = x² + 1."""
    return x**2 + 1


def outer(u):
    """Return z = u²."""
    return u**2


def machines(x0=2.0):
    """Draw u = x² + 1 at x0, and z = u² at the u that comes out: there, not at x0, its slope counts.

    Raises ValueError if x0 is not between 0 and 2.5.
    """
    x0 = round(float(x0), 9) + 0.0
    if not 0 <= x0 <= LATEST:
        raise ValueError(f"x0 must be between 0 and {LATEST}")
    u0 = float(functions.values(inner, [x0])[0])
    z0 = float(functions.values(outer, [u0])[0])
    slopes = functions.slope_at(inner, x0).value, functions.slope_at(outer, u0).value
    wrong = functions.slope_at(outer, x0).value
    with style.canvas(style.ROW) as fig:
        first = _panel(fig, LEFT, inner, x0, u0, slopes[0], (0, 3.25), (0, 10))
        second = _panel(fig, RIGHT, outer, u0, z0, slopes[1], (0, 7), (0, 46))
        second.plot([x0 - 1.1, x0 + 1.1], [x0**2 - 1.1 * wrong, x0**2 + 1.1 * wrong], color=GREY, lw=1.6, zorder=7)
        style.dot(second, x0, x0**2, GREY, 7, hollow=True)
        if x0 > 1.65:  # below, it would meet the axis
            style.words(second, x0 + 0.4, x0**2 - 1.4, f"slope {number(wrong)}", 9.5, GREY, va="center")
        _axes(first, second, x0, u0, z0)
        _headings(fig, slopes)
        return style.Picture(fig, _alt(x0, u0, slopes, wrong))


def _panel(fig, left, f, at, height, slope, x, y):
    """Draw one curve with its tangent at one point: run 1, rise the slope."""
    ax = style.ax_in(fig, left, BOTTOM, WIDE, HIGH)
    ax.set(xlim=x, ylim=y)
    places = np.linspace(*x, 141)
    heights = functions.values(f, places)
    ax.plot(places[heights <= y[1]], heights[heights <= y[1]], **style.FUNCTION)
    ends = np.clip(np.array([at - x[1] / 4, at + max(1, x[1] / 4)]), *x)
    line = ax.plot(ends, height + slope * (ends - at), **style.TANGENT)[0]
    line.set_clip_path(ax.patch)
    if slope:
        style.slope_triangle(ax, at, height, slope, 1 if at + 1 <= x[1] else x[1] - at)
    style.guide(ax, at, height)
    style.dot(ax, at, height)
    return ax


def _axes(first, second, x0, u0, z0):
    style.ticks(first, [(0, "0"), (x0, number(x0))] if x0 > 0.2 else [(x0, number(x0))], [0, u0])
    near = abs(x0 - u0) < 1.1
    style.ticks(second, [(u0, number(u0))] + ([] if near else [(x0, number(x0), GREY)]), [0, z0] if z0 > 4 else [z0])
    style.name_axes(first, "x", "u")
    style.name_axes(second, "u", "z")


def _headings(fig, slopes):
    """Write each formula with its slope above its panel, and their product on the right."""
    up = BOTTOM + HIGH + 0.4
    first, second = (math_number(slope) for slope in slopes)
    for left, name, slope in ((LEFT, "u = x^2 + 1", first), (RIGHT, "z = u^2", second)):
        math(fig, left + 0.25, up, name, 13, INK, va="center")
        style.words(fig, left + 1.3, up, "slope", 10, BLUE, va="center")
        math(fig, left + 1.75, up, slope, 15, BLUE, va="center")
    middle, high = 6.8, BOTTOM + HIGH / 2
    style.rounded(fig, middle - 0.58, high - 0.45, 1.16, 0.9, 0.06, fc=AMBER, ec="none")
    for y, formula in (
        (high + 0.19, rf"{first} \cdot {second}"),
        (high - 0.19, f"= {math_number(slopes[0] * slopes[1])}"),
    ):
        math(fig, middle, y, formula, 16, BLUE, ha="center", va="center")


def _alt(x0, u0, slopes, wrong):
    first, second = (number(slope) for slope in slopes)
    return (
        f"Left, u = x² + 1 with its tangent at x = {number(x0)}: height {number(u0)}, slope {first}. "
        f"Right, z = u² with its tangent at u = {number(u0)}, slope {second}; the product is "
        f"{number(slopes[0] * slopes[1])}. A grey tangent at u = {number(x0)} has slope {number(wrong)}."
    )
