"""The map of a function of two variables: level lines at equal steps of height, and directions on it."""

import numpy as np
from contourpy import contour_generator

from . import style
from .style import CARD, DPI, GREY, INK, LEVEL, PLUM, number, words
from .surface_values import direction, heights

GRID = 161
DIGITS = "STIXGeneral"  # a number alone, in the type of the mathematics, without the time a formula takes


def draw_map(ax, f, x, y, levels, through=None):
    """Draw the level lines of f over the window x = (low, high), y = (low, high), with equal scales.

    The level `through` is drawn in ink, as the line on which the point under discussion lies. Returns a dict
    from level to its paths, each an array of points.
    """
    grid = np.linspace(*x, GRID), np.linspace(*y, GRID)
    generator = contour_generator(*grid, heights(f, *np.meshgrid(*grid)))
    ax.set(xlim=x, ylim=y, aspect="equal")
    found = {float(level): generator.lines(level) for level in levels}
    if through is not None:
        found[float(through)] = generator.lines(through)
    for level, paths in found.items():
        look = {"color": LEVEL, "lw": 0.9, "zorder": 2}
        if level == through:
            look = {"color": INK, "lw": 1.4, "zorder": 3}
        for path in paths:
            ax.plot(*path.T, **look)
    return found


def label_levels(ax, found, start, end, color=GREY, size=10.5):
    """Write each level where its line first crosses the stretch from `start` to `end`, if there is room for it."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    length = np.hypot(*(end - start))
    along = (end - start) / length
    across = np.array([-along[1], along[0]])
    ax.apply_aspect()
    per_unit = np.hypot(*np.subtract(*ax.transData.transform([end, start]))) * 72 / DPI / length
    taken = []
    for level, paths in found.items():
        crossings = [place for path in paths for place in _crossings(path, start, along, across)]
        place = min((place for place in crossings if 0 <= place <= length), default=None)
        if place is None or any(abs(place - other) * per_unit < size for other in taken):
            continue
        taken.append(place)
        text = {"family": DIGITS, "ha": "center", "va": "center", "zorder": 4}
        words(ax, *(start + place * along), number(level), size, color, CARD, **text)


def _crossings(path, start, along, across):
    """Return how far along a straight line a path crosses it."""
    side, ahead = (path - start) @ across, (path - start) @ along
    k = np.flatnonzero((side[:-1] < 0) != (side[1:] < 0))
    share = side[k] / (side[k] - side[k + 1])
    return list(ahead[k] + share * (ahead[k + 1] - ahead[k]))


def draw_angle(ax, at, theta, radius=0.5):
    """Draw the arc from the x axis' direction to `theta` at a point, and return the middle of the arc."""
    turn = np.linspace(0, theta, max(2, int(abs(theta)) + 1))
    arc = direction(turn)
    ax.plot([at[0], at[0] + 1.6 * radius], [at[1], at[1]], color=GREY, lw=0.8, zorder=4)
    ax.plot(at[0] + radius * arc[:, 0], at[1] + radius * arc[:, 1], color=PLUM, lw=1.1, zorder=4)
    return np.asarray(at) + radius * direction(theta / 2)


def draw_step(ax, at, theta, length=1.0):
    """Draw the arrow of a direction and a length from a point, and return its tip."""
    tip = np.asarray(at) + length * direction(theta)
    style.arrow(ax, tuple(at), tuple(tip), PLUM, 2.6, 15, zorder=9)
    return tip
