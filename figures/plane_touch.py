"""The tangent plane: two tangent lines span it, and up close its map becomes the map of the surface."""

import numpy as np
from contourpy import contour_generator

from . import style
from .plane_block import draw_block
from .plane_slices import bent, partial
from .style import BLUE, INK, math, math_number, number
from .surface_values import heights

PATCH = 0.62  # side of the drawn piece of the plane
ZOOMS = (1.0, 0.1)  # half the side of each map
HIGH = 4.9


def touch(at=(2.0, 1.0)):
    """Draw x²y + y² with the plane that its two tangents at A span, and two maps of both, one ten times closer.

    Raises ValueError for a point A too near the edge of the drawn block.

        touch(at=(1, 1))
    """
    at = tuple(float(a) for a in at)
    with style.canvas(HIGH) as fig:
        _space(fig, at)
        found = [_map(fig, at, half, bottom) for half, bottom in zip(ZOOMS, (2.72, 0.45), strict=True)]
        return style.Picture(fig, _alt(at, found))


def plane(at, x, y):
    """Return the height of the tangent plane at `at` over the points (x, y)."""
    rise = partial(bent, at, "x") * (x - at[0]) + partial(bent, at, "y") * (y - at[1])
    return float(heights(bent, *at)) + rise


def miss(at, half):
    """Return the largest difference in height between surface and plane over a square around A."""
    x, y = np.meshgrid(at[0] + half * np.linspace(-1, 1, 41), at[1] + half * np.linspace(-1, 1, 41))
    return float(np.round(np.abs(heights(bent, x, y) - plane(at, x, y)).max(), 9))


def _alt(at, found):
    return (
        f"Left: the surface x²y + y², cut open at A = ({number(at[0])}, {number(at[1])}); two tangents span the plane. "
        f"Right: level lines of both. Within 1 of A the heights differ by up to {number(found[0])}; within 0.1, where "
        f"the lines almost coincide, by {number(found[1])}."
    )


def _space(fig, at):
    """Draw the block, and the piece of the plane between the two tangents, over the quarter that is cut out."""
    ax = style.ax_in(fig, 0.2, 0.15, 4.35, 4.6, bare=True)
    body = draw_block(ax, at, named=False)
    s = np.array([0.0, 1.0, 1.0, 0.0, 0.0]) * PATCH, np.array([0.0, 0.0, 1.0, 1.0, 0.0]) * PATCH
    x, y = at[0] - s[0], at[1] - s[1]
    corners = body.place(x, y, plane(at, x, y))
    ax.fill(*corners, fc=BLUE, alpha=0.22, ec="none", zorder=7)
    for share in np.linspace(0, PATCH, 5)[1:]:
        for x, y in ((at[0] - share, [at[1], at[1] - PATCH]), ([at[0], at[0] - PATCH], at[1] - share)):
            x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
            ax.plot(*body.place(x, y, plane(at, x, y)), color=BLUE, lw=0.9, zorder=7)
    math(ax, corners[0][2], corners[1][2] - 0.08, "z", 14, BLUE, ha="center", va="top")
    return ax


def _map(fig, at, half, bottom):
    """Draw the level lines of the surface (solid) and of its tangent plane (dashed) around A."""
    ax = style.ax_in(fig, 5.25, bottom, 1.6, 1.6)
    x, y = (at[k] + half * np.linspace(-1, 1, 121) for k in (0, 1))
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), aspect="equal")
    grid, height = np.meshgrid(x, y), float(heights(bent, *at))
    looks = {"color": INK, "lw": 1.6, "zorder": 4}, {**style.TANGENT, "lw": 1.6, "zorder": 5}
    for z, look in zip((heights(bent, *grid), plane(at, *grid)), looks, strict=True):
        lines = contour_generator(x, y, z)
        for step in range(-4, 5):
            for path in lines.lines(height + 2 * half * step):
                ax.plot(*path.T, **look)
    style.dot(ax, *at, size=8)
    style.ticks(ax, (at[0] - half, at[0], at[0] + half), (at[1] - half, at[1], at[1] + half))
    style.name_axes(ax, "x", "y")
    worst = miss(at, half)
    math(fig, 7.3, bottom + 1.84, rf"|f - z| \leq {math_number(worst)}", 14, BLUE, ha="right", va="center")
    return worst
