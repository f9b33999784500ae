"""One area, one growing width, two slopes: what else is frozen decides."""

import numpy as np

import autograd_lite as torch

from . import style
from .dashes import whole_dashes
from .plane_slices import draw_triangle, rod
from .style import INK, PLUM, TINT, math, math_number, number

WIRE = 6.0  # length of the wire around the rectangle
GROWTH = 0.5  # by how much the drawn rectangle grows wider
HIGH = 4.7
ROWS = (2.62, 0.45)  # bottoms of the panels, in inches


def wire(x0=2.0):
    """Draw a rectangle inside a wire of length 6 growing wider, once with its height frozen and once with the wire.

    Beside each: its area as the width x moves, with the tangent at `x0`. Raises ValueError for a width that
    leaves no height.

        wire(x0=1.5)
    """
    x0 = float(x0)
    if not 0.5 <= x0 <= 2.5:
        raise ValueError("the width x0 must be between 0.5 and 2.5")
    y0 = WIRE / 2 - x0
    tall = lambda x: 0 * x + y0  # noqa: E731  (the height, as a function of the width)
    wired = lambda x: WIRE / 2 - x  # noqa: E731
    with style.canvas(HIGH) as fig:
        found = []
        for height, bottom, kept, area in (
            (tall, ROWS[0], f"y = {math_number(y0)}", rf"x \cdot {math_number(y0)}"),
            (wired, ROWS[1], rf"2x + 2y = {math_number(WIRE)}", rf"x\,({math_number(WIRE / 2)} - x)"),
        ):
            _rectangle(fig, x0, height, bottom, kept)
            found.append(_area(fig, x0, height, bottom, area))
        return style.Picture(fig, _alt(x0, y0, found))


def _alt(x0, y0, found):
    return (
        f"A rectangle of width {number(x0)} and height {number(y0)} grows wider. With its height frozen the area has "
        f"slope {number(found[0])} in the width; with the wire around it frozen at length {number(WIRE)} the same area "
        f"has slope {number(found[1])}."
    )


def _rectangle(fig, x0, height, bottom, kept):
    """Draw the rectangle now (solid) and a little wider (dashed), with what it gains and what it loses."""
    ax = style.ax_in(fig, 0.45, bottom, 3.4, 1.55, bare=True)
    ax.set(xlim=(-0.3, 3.1), ylim=(-0.25, 1.3), aspect="equal")
    scale = min(1.0, 1.25 / float(height(x0)))
    now, then = (np.array([(0, 0), (x, 0), (x, height(x)), (0, height(x)), (0, 0)]) * scale for x in (x0, x0 + GROWTH))
    ax.fill(*now.T, fc=INK, alpha=TINT, ec="none")
    ax.fill(*then.T, fc=PLUM, alpha=TINT, ec="none")
    ax.plot(*then.T, color=PLUM, lw=1.7, ls=(0, (3, 1.8)), zorder=4)
    ax.plot(*now.T, color=INK, lw=2.4, solid_joinstyle="miter", zorder=5)
    (x, y), (wide, low) = now[2], then[2]
    middle = {"ha": "center", "va": "center"}
    math(ax, (x + wide) / 2, low / 2, "+", 15, PLUM, **middle)
    if y > low:
        math(ax, x / 2, (y + low) / 2, "{-}", 15, INK, **middle)
    math(ax, x / 2, -0.15, "x", 13.5, INK, **middle)
    math(ax, -0.15, y / 2, "y", 13.5, INK, **middle)
    math(fig, 0.45, bottom + 1.78, kept, 14, PLUM, va="center")
    return ax


def _area(fig, x0, height, bottom, formula):
    """Draw the area as a function of the width, with its tangent; the slope comes from autograd_lite."""
    ax = style.ax_in(fig, 4.5, bottom, 2.45, 1.55)
    ax.set(xlim=(0, 3.6), ylim=(0, 3.3))
    x = torch.tensor(x0, requires_grad=True)
    area = x * height(x)
    area.backward()
    slope, here = round(x.grad.item(), 9) + 0.0, area.item()
    style.guide(ax, x0, here)
    s = np.linspace(0, 3, 121)
    ax.plot(s, s * height(s), **style.FUNCTION)
    half = rod(ax, slope, 0.85)
    ends = x0 + np.array([-half, half])
    dashes = whole_dashes(ax, ends, here + slope * (ends - x0), style.TANGENT["lw"])
    ax.plot(ends, here + slope * (ends - x0), **{**style.TANGENT, "ls": dashes})
    draw_triangle(ax, x0, here, slope)
    style.dot(ax, x0, here)
    style.ticks(ax, (0, x0, 3), (here,))
    style.name_axes(ax, "x")
    math(fig, 4.5, bottom + 1.78, f"S = {formula}", 14, INK, va="center")
    return slope
