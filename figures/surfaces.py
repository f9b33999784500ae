"""A hill with every tangent line at one point, and beside it the map of their directions (lesson 03)."""

import numpy as np

from . import style
from .dashes import whole_dashes
from .style import BLUE, CARD, INK, PLUM, math, math_number, number
from .surface_maps import draw_map, draw_step, label_levels
from .surface_projection import Camera, Surface, cap, upright
from .surface_values import direction, heights, hill, slopes_along

BASE = -1.5  # the hill is drawn where it is higher than this
LEVELS = (-1, 0, 1, 2, 3, 4)
CAMERA = Camera(turn=190, tilt=30, lift=0.46)
ROD = 1.0  # half the length of a tangent line, measured on the map
HEIGHT = 3.9


def fan(theta=216.87, lines=12, at=(2.0, 1.0)):
    """Draw the hill 5 − x²/2 − 2y² with `lines` tangent lines at A, and the map with their directions.

    The slice in direction `theta` (degrees, from the x axis towards the y axis) is cut free, and its tangent
    line is drawn strong. Raises ValueError for a point A that is not on the drawn hill, or for no lines.

        fan(theta=36.87, lines=6)
    """
    theta, at, lines = float(theta), tuple(float(a) for a in at), int(lines)
    if lines < 1:
        raise ValueError("draw at least one tangent line")
    if not heights(hill, *at) > BASE + 0.2:
        raise ValueError(f"A must lie on the drawn hill: f(A) greater than {number(BASE + 0.2)}")
    angles = theta + 180 * np.arange(lines) / lines
    rises = np.round(slopes_along(hill, at, angles), 3) + 0.0
    with style.canvas(HEIGHT) as fig:
        _hill(fig, at, angles, rises)
        _compass(fig, at, angles, rises[0])
        return style.Picture(fig, _alt(at, theta, rises))


def _alt(at, theta, rises):
    place = f"({number(at[0])}, {number(at[1])})"
    return (
        f"Left: a hill in space with {len(rises)} dashed tangent lines at A = {place}. The slice towards "
        f"θ = {number(theta)}° is cut out; its tangent has slope {number(rises[0])}. "
        f"Right: the map, with one direction per tangent line."
    )


def _hill(fig, at, angles, rises):
    """Draw the hill, the slicing plane with its slice, and the tangent lines, all of one length on the map."""
    ax = style.ax_in(fig, 0.12, 0.14, 4.75, 3.62, bare=True)
    body = Surface(hill, cap(hill, BASE), CAMERA)
    body.paint(ax)
    body.rim(ax)
    height = float(heights(hill, *at))
    for level in {*LEVELS, height}:
        body.ring(ax, level, **({"color": INK, "lw": 1.4} if level == height else {}))
    u = direction(angles[0])
    t = np.linspace(-8, 8, 961)
    on = np.flatnonzero(body.region.contains(at[0] + t * u[0], at[1] + t * u[1]))
    t = t[on[0] : on[-1] + 1]
    body.sheet(ax, *upright(at, u, (t[0], t[-1]), (BASE, 5.7)))
    body.curve(ax, at[0] + t * u[0], at[1] + t * u[1], behind=0.3, **style.FUNCTION)
    s = np.linspace(-ROD, ROD, 41)
    for angle, rise in zip(angles[1:], rises[1:], strict=True):
        look = {**style.TANGENT, "lw": 1.0, "alpha": 0.55, "clip_on": False}
        body.curve(ax, *_line(at, direction(angle), height, rise, s), behind=0.5, **look)
    strong = _line(at, u, height, rises[0], 1.3 * s)
    dashes = whole_dashes(ax, *body.place(*strong), 2.7)
    body.curve(ax, *strong, behind=0.5, **{**style.TANGENT, "lw": 2.7, "ls": dashes, "clip_on": False})
    place = body.place(*at)
    style.dot(ax, *place)
    math(ax, place[0] - 0.16, place[1] - 0.06, "A", 15, INK, "#C9D1DE", ha="right", va="top")
    return ax


def _line(at, u, height, rise, s):
    """Return the points of a tangent line: `s` steps from A along u, rising by `rise` per step."""
    return at[0] + s * u[0], at[1] + s * u[1], height + rise * s


def _compass(fig, at, angles, rise):
    """Draw the map: level lines, the walk through A, and a spoke for every tangent line."""
    ax = style.ax_in(fig, 5.12, 0.46, 2.16, 2.16)
    height = float(heights(hill, *at))
    x, y = (at[0] - 2.6, at[0] + 1.6), (at[1] - 2.1, at[1] + 2.1)
    found = draw_map(ax, hill, x, y, LEVELS, height)
    for angle in angles[1:]:
        spoke_x, spoke_y, _ = _line(at, direction(angle), 0.0, 0.0, np.array([-ROD, ROD]))
        ax.plot(spoke_x, spoke_y, color=BLUE, lw=0.9, alpha=0.55, zorder=4)
    walk_x, walk_y, _ = _line(at, direction(angles[0]), 0.0, 0.0, np.array([-9.0, 9.0]))
    ax.plot(walk_x, walk_y, color=INK, lw=1.6, zorder=5)
    tip = draw_step(ax, at, angles[0])
    aside = tip + 0.36 * direction(angles[0] + 90)
    math(ax, *aside, r"\mathbf{u}", 13.5, PLUM, CARD, ha="center", va="center")
    style.dot(ax, *at)
    style.ticks(ax, sorted({0, at[0]}), sorted({0, at[1]}))
    style.name_axes(ax, "x", "y")
    math(fig, 5.12, 3.46, rf"\theta = {math_number(angles[0])}^\circ", 14, PLUM, va="center")
    math(fig, 5.12, 3.13, rf"D_\mathbf{{u}}\,f(A) = {math_number(rise)}", 15.5, BLUE, va="center")
    label_levels(ax, {level: found[level] for level in (-1, 1, 3) if level in found}, (0, 0), (3.0, -1.0))
    return ax


FIGURES = (fan,)
