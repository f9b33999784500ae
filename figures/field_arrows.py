"""Gradient arrows on a map: whole fields of them, thinned by a rule, and one strong arrow with its right angle."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from . import style
from .dashes import whole_dashes
from .style import INK, RED
from .surface_values import slopes

HEAD = 0.09  # inches


def lattice(x, y, step):
    """Return the points of a square lattice that fills a window, in the middle of it."""
    counts = [round((high - low) / step) for low, high in (x, y)]
    across, up = (step * (np.arange(n) - (n - 1) / 2) + sum(ends) / 2 for n, ends in zip(counts, (x, y), strict=True))
    return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)


def field(f, points, scale, behind=0.0):
    """Return the arrows of ∇f at points, `scale` times their true length: starts and tips.

    The share `behind` of each arrow lies before its point: 0 starts it there, 1/2 centres it.
    """
    arrows = scale * np.stack(slopes(f, *points.T), axis=-1)
    return points - behind * arrows, points + (1 - behind) * arrows


def clear_of(starts, tips, marks, gap):
    """Tell which arrows keep a distance of `gap` from all marked points, at seven places along each arrow."""
    share = np.linspace(0, 1, 7)[:, None, None]
    along = starts + share * (tips - starts)
    apart = np.hypot(*np.moveaxis(along[..., None, :] - np.asarray(marks), -1, 0))
    return apart.min(axis=(0, 2)) >= gap


def draw_field(ax, starts, tips, per_inch, width=0.9, alpha=0.5):
    """Draw many arrows with heads of one size; `per_inch` is how many units of the map one inch holds.

    Arrows too short for half a head are left out. Returns the drawn starts and tips.
    """
    way = tips - starts
    long = np.hypot(*way.T)
    kept = long > 0.5 * HEAD * per_inch
    starts, tips, way, long = starts[kept], tips[kept], way[kept], long[kept, None]
    ahead = way / np.where(long == 0, 1, long)
    aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=-1)
    head = np.minimum(HEAD * per_inch, 0.9 * long)
    neck = tips - head * ahead
    look = {"alpha": alpha, "zorder": 4}
    ax.add_collection(LineCollection(np.stack([starts, neck], axis=1), colors=RED, linewidths=width, **look))
    wings = np.stack([tips, neck + 0.36 * head * aside, neck - 0.36 * head * aside], axis=1)
    ax.add_collection(PolyCollection(wings, facecolors=RED, edgecolors="none", **look))
    return starts, tips


def draw_gradient(ax, at, gradient, scale, tangent=1.1, side=0.17):
    """Draw ∇f at A, `scale` times its length, the tangent of the level line, and the right angle between them.

    The mark of the right angle lies on the side that does not look to (0, 0). Returns the tip of the arrow, or
    None where the gradient is 0 and there is nothing to draw.
    """
    at, size = np.asarray(at, float), float(np.hypot(*gradient))
    if size < 1e-9:
        return None
    up = np.asarray(gradient) / size
    level = np.array([-up[1], up[0]])
    level = -level if level @ at < 0 else level
    ends = np.stack([at - tangent * level, at + tangent * level])
    dashes = whole_dashes(ax, *ends.T, 2.4)
    ax.plot(*ends.T, **{**style.TANGENT, "ls": dashes})
    corner = at + side * np.stack([level, up + level, up])
    ax.plot(*corner.T, color=INK, lw=1.3, zorder=7, solid_joinstyle="miter")
    tip = at + scale * np.asarray(gradient)
    style.arrow(ax, tuple(at), tuple(tip), RED, 3.0, 17, zorder=9)
    return tip


def turn_of(vector):
    """Return the direction of a vector in degrees, from 0 to 360."""
    return float(np.degrees(np.arctan2(vector[1], vector[0])) % 360)


def between(a, b):
    """Return the angle between two vectors in degrees, from 0 to 180."""
    return float(np.degrees(np.arctan2(abs(a[0] * b[1] - a[1] * b[0]), np.dot(a, b))))
