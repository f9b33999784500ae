"""The block under the surface x²y + y², cut open along the axes like a cake: the picture in space of lesson 04."""

import numpy as np

from . import style
from .dashes import whole_dashes
from .plane_slices import AXES, bent, moved, partial
from .style import GREY, INK, PLUM, math, math_number
from .surface_projection import EDGE, Camera, Region, Surface
from .surface_values import heights

X, Y = (0.0, 2.9), (0.0, 1.7)  # the block stands on this piece of the map
ROOF, FLOOR = 10.5, -1.8  # it is drawn where the surface is lower than ROOF
CAMERA = Camera(turn=-40, tilt=27, lift=0.2)
SIDE, CUT = "#A9B2C4", {"x": "#F1E7ED", "y": "#E9DDE5"}  # the block's walls; the faces of the cut: card under plum


def draw_block(ax, at, named=True):
    """Draw the block without the quarter before A, with its cut edges and their tangents; return the surface.

    `named` writes the frozen variable on each cut face. Raises ValueError for a point A too near the edge of the block.
    """
    if not (0.5 <= at[0] <= 2.1 and 0.4 <= at[1] <= 1.4):
        raise ValueError("A must lie between x = 0.5 and 2.1, and between y = 0.4 and 1.4")
    back, front = _piece(at, X[0], at[1]), _piece(at, at[0], Y[0])
    for piece, outer in ((back, np.s_[0, :]), (front, np.s_[:, 0])):
        body = Surface(bent, piece, CAMERA)
        body.paint(ax)
        for level in range(1, 11, 2):
            body.ring(ax, level, lw=0.8, alpha=0.7)
        _wall(ax, body, piece.x[outer], piece.y[outer], SIDE, EDGE)
    _frame(ax, back, front)
    for moves in "xy":
        s = np.linspace(0.0, at[AXES[moves]], 97)
        _wall(ax, body, *moved(at, moves, s), CUT[moves])
    body.curve(ax, *moved(at, "x", np.linspace(*X, 241)), **style.FUNCTION)
    body.curve(ax, *moved(at, "y", np.linspace(*Y, 241)), **style.FUNCTION)
    for moves in "xy":
        _tangent(ax, body, at, moves)
        if named:
            _name_wall(ax, body, at, moves)
    _name_directions(ax, at)
    place = body.place(*at)
    style.dot(ax, *place)
    math(ax, place[0] + 0.02, place[1] + 0.2, "A", 15, INK, "#CBD2DF", ha="center", va="bottom")
    return body


def _piece(at, left, near, count=44):
    """Return a piece of the surface, from x = left and y = near to the far edge, without the quarter before A."""
    corner = np.sqrt((ROOF - Y[1] ** 2) / Y[1])  # here the far edge begins to follow the roof
    x = np.union1d(np.linspace(left, X[1], count), [max(corner, left)])[:, None]
    far = np.minimum(at[1] if near < at[1] else Y[1], (np.sqrt(x**4 + 4 * ROOF) - x**2) / 2)
    share = np.linspace(0, 1, count)
    return Region(x + 0 * share, near + share * (far - near), lambda x, y: _solid(at, x, y))


def _solid(at, x, y):
    """Tell where the block stands. Its cut faces count as outside, so that what lies on them is seen."""
    edge = 1e-6
    within = (x >= X[0]) & (x <= X[1]) & (y >= Y[0]) & (y <= Y[1]) & (heights(bent, x, y) <= ROOF + edge)
    return within & ~((x < at[0] + edge) & (y < at[1] + edge))


def _wall(ax, body, x, y, color, edge=None):
    """Fill the upright wall from a path on the surface down to the floor."""
    top, foot = body.place(x, y), body.place(x, y, np.full_like(x, FLOOR))
    corners = [np.concatenate([t, f[::-1]]) for t, f in zip(top, foot, strict=True)]
    ax.fill(*corners, fc=color, ec="none", zorder=3)
    if edge:
        ax.plot(*top, **edge)


def _frame(ax, *pieces):
    """Fit the axes to the whole block."""
    x, y = (np.concatenate([np.ravel(getattr(piece, name)) for piece in pieces]) for name in ("x", "y"))
    ends = [CAMERA.project(x, y, z) for z in (heights(bent, x, y), np.full_like(x, FLOOR))]
    across, up = (np.concatenate(part) for part in zip(*ends, strict=True))
    pad = 0.03 * np.ptp(across)
    ax.set(xlim=(across.min() - pad, across.max() + pad), ylim=(up.min() - pad, up.max() + pad))


def _name_directions(ax, at):
    """Draw the directions of x and y along the foot of the block."""
    edges = (("x", (at[0], 0.0), (X[1], 0.0), (0.0, -0.13)), ("y", (0.0, at[1]), (0.0, Y[1]), (-0.15, 0.0)))
    for name, start, end, aside in edges:
        start, end = np.array(start), np.array(end)
        places = [CAMERA.project(*(start + share * (end - start) + aside), FLOOR) for share in (0.1, 0.9)]
        style.arrow(ax, *places, GREY, 1.2, 9, clip_on=False)
        beside = CAMERA.project(*((start + end) / 2 + np.multiply(aside, 2.1)), FLOOR)
        math(ax, *beside, name, 13.5, INK, ha="center", va="center")


def _name_wall(ax, body, at, moves):
    """Write on a cut face which variable is frozen there."""
    frozen = "y" if moves == "x" else "x"
    x, y = moved(at, moves, np.array([(0.55 if moves == "x" else 0.68) * at[AXES[moves]]]))
    text = f"{frozen} = {math_number(at[AXES[frozen]])}"
    math(ax, *body.place(x[0], y[0], 0.35 * FLOOR), text, 13.5, PLUM, ha="center", va="center")


def _tangent(ax, body, at, moves, half=0.8):
    """Draw the tangent line; the half that runs inside the block is faint."""
    slope, height = partial(bent, at, moves), float(heights(bent, *at))
    for s in (np.array([-half, 0.0]), np.array([0.0, min(half, Y[1] - at[1]) if moves == "y" else half])):
        x, y = moved(at, moves, at[AXES[moves]] + s)
        ends = body.place(x, y, height + slope * s)
        hidden = body.cover(x.mean(), y.mean(), height + slope * s.mean()) > 0
        look = {**style.TANGENT, "lw": 2.7, "ls": whole_dashes(ax, *ends, 2.7), "alpha": 0.45 if hidden else 1.0}
        ax.plot(*ends, **{**look, "zorder": 5.5 if hidden else 6})
