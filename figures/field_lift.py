"""The gradient lies in the map, below the surface: it has no height, and the climb above it has (lesson 05)."""

import numpy as np

from . import style
from .dashes import whole_dashes
from .style import BLUE, CARD, GREY, INK, LEVEL, RED, math, math_number, number, words
from .surface_maps import DIGITS
from .surface_projection import Camera, Surface, cap
from .surface_values import heights, hill, slopes

BASE, GROUND = -1.5, -6.4  # the heights at which the hill ends, and at which its map is drawn
CAMERA = Camera(turn=190, tilt=30, lift=0.46)
SHARE, HIGH = 0.33, 4.3  # how much the arrow is shortened, on the left alone


def lifted(at=(2.0, 1.0)):
    """Draw the hill 5 − x²/2 − 2y² above its map, with ∇f(A) in the map, and the cut along ∇f(A) beside it.

    Raises ValueError for a point that is not on the drawn hill, or where the gradient is 0.

        lifted(at=(2, -1))
    """
    at = tuple(float(a) for a in at)
    gradient = np.array([float(one) for one in slopes(hill, *at)])
    if not heights(hill, *at) > BASE + 0.2 or not np.hypot(*gradient) > 0.5:
        raise ValueError("A must lie on the drawn hill, with a gradient longer than 0.5")
    with style.canvas(HIGH) as fig:
        _space(fig, at, gradient)
        _cut(fig, at, gradient)
        return style.Picture(fig, _alt(at, gradient))


def _alt(at, gradient):
    return (
        f"Left: a hill in space above its flat map; the gradient ({number(gradient[0])}, {number(gradient[1])}) lies "
        f"in the map under A = ({number(at[0])}, {number(at[1])}), its tangent line climbs above it. Right: the cut "
        f"along the arrow of length {number(np.hypot(*gradient))}; over it the tangent climbs "
        f"{number(float(gradient @ gradient))}."
    )


def _space(fig, at, gradient):
    """Draw the hill, its level rings above and below, the arrow in the map, and the tangent line above the arrow."""
    ax = style.ax_in(fig, 0.1, 0.1, 4.7, HIGH - 0.2, bare=True)
    body = Surface(hill, cap(hill, BASE), CAMERA)
    body.paint(ax)
    height = float(heights(hill, *at))
    _ground(ax, body, height)
    body.rim(ax)
    for level in (-1, 1, 3, 4.5, height):
        body.ring(ax, level, **({"color": INK, "lw": 1.5} if level == height else {}))
    tip = np.asarray(at) + SHARE * gradient
    start, end = (tuple(float(p) for p in body.place(*place, GROUND)) for place in (at, tip))
    for place, top in ((at, height), (tip, height + SHARE * float(gradient @ gradient))):
        foot, head = body.place(*place, GROUND), body.place(*place, top)
        ax.plot([foot[0], head[0]], [foot[1], head[1]], color=GREY, lw=1.1, ls=(0, (1, 1.8)), zorder=8)
    style.arrow(ax, start, end, RED, 3.0, 17, zorder=9)
    share = np.linspace(-0.12, SHARE, 41)[:, None]
    x, y = (np.asarray(at) + share * gradient).T
    z = height + share[:, 0] * float(gradient @ gradient)
    px, py = body.place(x, y, z)
    ax.set_ylim(ax.get_ylim()[0], max(ax.get_ylim()[1], py.max() + 0.2))
    ax.plot(px, py, **{**style.TANGENT, "lw": 2.7, "ls": whole_dashes(ax, px, py, 2.7), "zorder": 9})
    place = body.place(*at)
    style.dot(ax, *place)
    style.dot(ax, *start, INK, 7, hollow=True)
    math(ax, place[0] - 0.2, place[1] + 0.1, "A", 15, INK, "#C9D1DE", ha="right", va="bottom")
    math(ax, end[0] + 0.2, end[1] - 0.12, r"\nabla f(A)", 15, RED, CARD, ha="left", va="top")


def _ground(ax, body, height):
    """Draw the map under the hill: its frame, level lines and axes, and make room for it."""
    wide, deep = 4.0, 2.3
    corners = np.array([(-wide, -deep), (wide, -deep), (wide, deep), (-wide, deep), (-wide, -deep)])
    px, py = body.place(*corners.T, np.full(5, GROUND))
    ax.fill(px, py, fc="#F3F2EE", ec=LEVEL, lw=0.9, zorder=0.5)
    turn = np.linspace(0, 2 * np.pi, 181)
    for level in (-1, 1, 3, 4.5, height):
        x, y = np.sqrt(2 * (5 - level)) * np.cos(turn), np.sqrt((5 - level) / 2) * np.sin(turn)
        look = {"color": INK, "lw": 1.4} if level == height else {"color": LEVEL, "lw": 0.9}
        ax.plot(*body.place(x, y, np.full_like(x, GROUND)), **look, zorder=1)
    (left, right), (_, top) = ax.get_xlim(), ax.get_ylim()
    ax.set(xlim=(min(left, px.min() - 0.1), max(right, px.max() + 0.1)), ylim=(py.min() - 0.15, top + 0.2))


def _cut(fig, at, gradient):
    """Draw the cut along ∇f, the arrow at its full length: below it lies level, above it the tangent climbs."""
    ax = style.ax_in(fig, 5.2, 0.55, 1.85, 2.75)
    size, height = float(np.hypot(*gradient)), float(heights(hill, *at))
    up, rise = gradient / size, float(gradient @ gradient)
    low, high, way = height - 0.16 * rise, height + 1.06 * rise, np.linspace(-0.12, 1.08, 241) * size
    ax.set(xlim=(way[0], way[-1]), ylim=(low, high))
    ax.plot(way, heights(hill, at[0] + way * up[0], at[1] + way * up[1]), **style.FUNCTION)
    ends = np.array([-0.1, 1.0]) * size
    dashes = whole_dashes(ax, ends, height + size * ends, style.TANGENT["lw"])
    ax.plot(ends, height + size * ends, **{**style.TANGENT, "ls": dashes})
    ax.plot([0, size], [height, height], color=BLUE, lw=1.4, zorder=4)
    ax.plot([size, size], [height, height + rise], color=BLUE, lw=1.4, zorder=4)
    words(ax, 0.95 * size, height + 0.42 * rise, number(rise), 15, BLUE, CARD, family=DIGITS, ha="right", va="center")
    style.arrow(ax, (0, low), (size, low), RED, 3.0, 17, zorder=9, clip_on=False)
    for t in (0, size):
        ax.plot([t, t], [low, height], color=GREY, lw=1.1, ls=(0, (1, 1.8)), zorder=2)
    style.dot(ax, 0, height)
    style.ticks(ax, (0, (size, number(size), RED)), (height, (height + rise, number(height + rise), BLUE)))
    style.name_axes(ax, "t", "f")
    text = rf"\|\nabla f(A)\| = {math_number(size)}"
    math(fig, 5.2, HIGH - 0.42, text, 15, RED, va="center")
