"""A surface that is level along both axes and torn where they meet: xy/(x² + y²)."""

import numpy as np

from . import style
from .plane_slices import torn
from .style import INK, PLUM, math, math_number, number
from .surface_projection import Camera, Region, Surface
from .surface_values import direction, heights

RADIUS = 1.5
CAMERA = Camera(turn=38, tilt=35, lift=1.3)
INNER = 0.004  # the seam: nearer to the origin than this nothing is drawn
HIGH = 4.1
PATH = {"color": PLUM, "lw": 2.4, "solid_capstyle": "round", "zorder": 6}


def tear(m=1.0):
    """Draw xy/(x² + y²) in space, and its slices along the x axis and along the line y = m·x.

    tear(m=-2)
    """
    m = float(m)
    angle = float(np.degrees(np.arctan2(m, 1)))
    with style.canvas(HIGH) as fig:
        _space(fig, angle, m)
        _slice(fig, 0.0, 2.42, style.FUNCTION)
        level = _slice(fig, m, 0.45, PATH)
        return style.Picture(fig, _alt(m, level))


def _line(m):
    """Write the equation of the walk."""
    return {0: "y = 0", 1: "y = x", -1: "y = −x"}.get(m, f"y = {number(m)}x")


def _alt(m, level):
    return (
        "Left: the surface xy/(x² + y²) in space, level at height 0 along both axes and torn at the origin. Right: "
        f"its slice along the x axis is 0 throughout; along {_line(m)} it is {number(level)} everywhere but at the "
        "origin, where it is 0."
    )


def _space(fig, angle, m):
    """Draw the surface with its seam over the origin, both axes and the walk."""
    ax = style.ax_in(fig, 0.15, 0.15, 4.3, 3.8, bare=True)
    radius, turn = np.linspace(INNER, RADIUS, 30)[:, None], np.radians(np.linspace(0, 360, 145))
    region = Region(radius * np.cos(turn), radius * np.sin(turn), lambda x, y: np.hypot(x, y) <= RADIUS)
    body = Surface(torn, region, CAMERA)
    body.paint(ax)
    for edge in body.rim(ax):
        if len(edge.get_xdata()) < 5:  # a glimpse of the far rim beside the seam is a speck, not an edge
            edge.remove()
    for spoke in range(0, 360, 15):
        _spoke(ax, body, spoke, 0.0, color="#7A869C", lw=0.8)
    for spoke in (0, 90, 180, 270):
        _spoke(ax, body, spoke, 0.28, **style.FUNCTION)
    for spoke in (angle, angle + 180):
        _spoke(ax, body, spoke, 0.28, **PATH)
    brink = float(heights(torn, *direction(angle)))
    if abs(brink) > 1e-9:
        ring = body.place(0, 0, brink)
        style.dot(ax, *ring, PLUM, 8, hollow=True)
        math(ax, ring[0], ring[1] + 0.09, _line(m), 13.5, PLUM, style.CARD, ha="center", va="bottom")
    style.dot(ax, *body.place(0, 0, 0))
    for spoke, name in ((0, "x"), (270, "{-}y")):
        math(ax, *body.place(*(1.13 * RADIUS * direction(spoke)), 0), name, 13.5, INK, ha="center", va="center")
    return ax


def _spoke(ax, body, angle, behind, **look):
    """Draw the straight line that the surface holds in one direction; faint where the surface hides it."""
    r, u = np.linspace(INNER, RADIUS, 61), direction(angle)
    x, y = r * u[0], r * u[1]
    hidden = (body.cover(x, y, heights(torn, x, y)) > 1e-3).mean() > 0.3
    if behind or not hidden:
        ax.plot(*body.place(x, y), **{**look, "alpha": behind if hidden else 1.0})


def _slice(fig, m, bottom, look):
    """Draw the slice g(t, m·t), with the value at the origin itself."""
    ax = style.ax_in(fig, 5.0, bottom, 2.2, 1.2)
    ax.set(xlim=(-1, 1), ylim=(-0.65, 0.75))
    r = np.linspace(INNER, 1, 50)
    level = float(np.round(heights(torn, 1, m), 9))
    for t in (-r, r):
        ax.plot(t, heights(torn, t, m * t), **look)
    if level:
        style.dot(ax, 0, level, PLUM, hollow=True)
    style.dot(ax, 0, 0)
    style.ticks(ax, (0,), (0, level) if abs(level) > 0.1 else (0,))
    style.name_axes(ax, "t")
    second = {0: "0", 1: "t", -1: "{-}t"}.get(m, f"{math_number(m)}t")
    math(fig, 5.0, bottom + 1.42, f"g(t, {second})", 14, look["color"], va="center")
    return level
