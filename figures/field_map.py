"""The gradient field of the hill on its map: the arrow at A, the right angle, and the summit it misses."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from . import style
from .field_arrows import between, clear_of, draw_field, draw_gradient, field, lattice, turn_of
from .style import GREY, INK, RED, math, math_number, number, words
from .surface_maps import DIGITS, draw_map, label_levels
from .surface_values import direction, heights, hill, slopes

X, Y = (-3.25, 3.25), (-1.9, 1.9)
PLACE = (0.55, 0.48, 6.5, 3.8)
SCALE, STRONG = 0.07, 0.33  # how much the arrows of the field, and the one at A, are shortened
STEP, GAP = 0.5, 0.16  # of the lattice, and how far an arrow of the field keeps from what is written or drawn
FILL = LinearSegmentedColormap.from_list("height", ["#F3F2EE", "#D5DCE8"])
TINTS = FILL(np.linspace(0, 1, 7))


def gradient_field(at=(2.0, 1.0)):
    """Draw ∇f of the hill 5 − x²/2 − 2y² all over its map, and at A with the level line's tangent.

    Dotted, the direction of the summit, with the angle between it and ∇f(A). Raises ValueError for a point A
    near the edge of the map.

        gradient_field(at=(-2, 0.5))
    """
    at = tuple(float(a) for a in at)
    if not (abs(at[0]) <= 3 and abs(at[1]) <= 1.5):
        raise ValueError("A must lie on the map: x from −3 to 3, y from −1.5 to 1.5")
    gradient = np.array([float(one) for one in slopes(hill, *at)])
    height = float(heights(hill, *at))
    with style.canvas(style.MAP) as fig:
        ax = style.ax_in(fig, *PLACE)
        levels = height + np.arange(-14.0, 8, 2)
        grid = np.linspace(*X, 131), np.linspace(*Y, 77)
        ax.contourf(*grid, heights(hill, *np.meshgrid(*grid)), levels, colors=TINTS[_tones(levels)], zorder=0)
        found = draw_map(ax, hill, X, Y, levels, height)
        tip = draw_gradient(ax, at, gradient, STRONG)
        marks = [*_names(ax, at, gradient, tip), *_summit(ax, at, gradient), *_levels(ax, found, height, at)]
        arrows = field(hill, lattice(X, Y, STEP), SCALE)
        kept = clear_of(*arrows, np.concatenate(marks), GAP)
        draw_field(ax, arrows[0][kept], arrows[1][kept], 1.0)
        style.ticks(ax, (-2, 0, 2), (-1, 0, 1))
        style.name_axes(ax, "x", "y")
        return style.Picture(fig, _alt(at, gradient))


def _tones(levels):
    """Give each band between two levels its tint, the higher the darker."""
    return np.clip(np.arange(len(levels) - 1) - len(levels) + 1 + len(TINTS), 0, len(TINTS) - 1)


def _alt(at, gradient):
    size = float(np.hypot(*gradient))
    place = f"A = ({number(at[0])}, {number(at[1])})"
    if size < 1e-9:
        return (
            f"Map of a hill with level lines and an arrow field of gradients, all pointing uphill at right angles to "
            f"the lines. At {place}, the summit, the gradient is (0, 0) and has no arrow."
        )
    return (
        f"Map of a hill with level lines and an arrow field of gradients. At {place} the gradient "
        f"({number(gradient[0])}, {number(gradient[1])}) stands at a right angle on the level line's tangent, "
        f"{number(between(gradient, -np.asarray(at)))}° off the direction of the summit."
    )


def _stretch(start, end):
    """Return marked points along a straight line."""
    return np.asarray(start) + np.linspace(0, 1, 40)[:, None] * (np.asarray(end) - np.asarray(start))


def _block(left, bottom, wide, high):
    """Return marked points that fill a rectangle of text."""
    grid = np.meshgrid(np.linspace(left, left + wide, 9), np.linspace(bottom, bottom + high, 4))
    return np.stack(grid, axis=-1).reshape(-1, 2)


def _names(ax, at, gradient, tip):
    """Mark A, name it and its gradient, and return what the field's arrows must keep clear of."""
    style.dot(ax, *at)
    name = f"A = ({math_number(at[0])},\\,{math_number(at[1])})"
    if tip is None:
        math(ax, at[0] + 0.14, at[1] - 0.12, name, 15, INK, style.CARD, ha="left", va="top")
        return [_block(at[0], at[1] - 0.4, 1.0, 0.4)]
    up = gradient / np.hypot(*gradient)
    size = rf"\nabla f(A) = ({math_number(gradient[0])},\,{math_number(gradient[1])})"
    behind, beyond = _beside(at, -up, 0.55), _beside(tip, up, 0.78)
    math(ax, *behind, name, 15, INK, style.CARD, ha="center", va="center")
    math(ax, *beyond, size, 16, RED, style.CARD, ha="center", va="center")
    level = 1.1 * np.array([-up[1], up[0]])
    return [
        _stretch(at, tip),
        _stretch(np.asarray(at) - level, np.asarray(at) + level),
        _block(behind[0] - 0.5, behind[1] - 0.06, 1.0, 0.12),
        _block(beyond[0] - 0.73, beyond[1] - 0.07, 1.46, 0.14),
    ]


def _beside(place, way, half):
    """Return the middle of a text `2 * half` wide that stands off a place in one direction, inside the map."""
    x = place[0] + 0.25 * way[0] + half * np.clip(1.6 * way[0], -1, 1)
    y = place[1] + 0.25 * way[1]
    return float(np.clip(x, X[0] + half + 0.05, X[1] - half - 0.05)), float(np.clip(y, Y[0] + 0.15, Y[1] - 0.15))


def _summit(ax, at, gradient):
    """Mark the summit, the dotted way to it, and the angle between this way and the gradient."""
    away = np.hypot(*at)
    if away < 0.3:
        return [np.array([[0.0, 0.0]])]
    style.dot(ax, 0, 0, INK, 8, hollow=True, behind="#DBE1EB")
    left = 1 if at[0] >= 0 else -1
    ha = "right" if left > 0 else "left"
    words(ax, -0.13 * left, 0.08, "max", 10.5, INK, "#DBE1EB", ha=ha, va="bottom")
    ax.plot([at[0], 0], [at[1], 0], color=GREY, lw=2, ls=(0, (1, 1.7)), zorder=5)
    marks = [_stretch(at, (0, 0)), _block(-0.5 if left > 0 else 0.1, 0.08, 0.4, 0.2)]
    angle, home, up = between(gradient, -np.asarray(at)), turn_of((-at[0], -at[1])), turn_of(gradient)
    if angle > 3 and away > 1:
        swing = (up - home + 180) % 360 - 180
        arc = direction(home + np.linspace(0, swing, 40))
        ax.plot(*(np.asarray(at) + 0.62 * arc).T, color=INK, lw=1.3, zorder=6)
        out = min(0.31 / np.sin(np.radians(angle / 2)), 1.6)  # where the wedge is wide enough for the number
        middle = np.asarray(at) + out * direction(home + swing / 2)
        text = {"family": DIGITS, "ha": "center", "va": "center"}
        words(ax, *middle, f"{number(angle)}°", 15, INK, style.CARD, **text)
        marks.append(_block(middle[0] - 0.27, middle[1] - 0.08, 0.54, 0.16))
    return marks


def _levels(ax, found, height, at):
    """Write the heights on the level lines, along a ray away from A, and return what the arrows must keep clear of."""
    reach = np.array([-3.1 if at[0] >= 0 else 3.1, -1.25])
    label_levels(ax, {level: paths for level, paths in found.items() if level != height}, (0, 0), reach)
    label_levels(ax, {height: found[height]}, (0, 0), reach, INK, 12.5)
    written = [t.get_position() for t in ax.texts if t.get_zorder() == 4]
    return [_block(x - 0.1, y - 0.05, 0.2, 0.1) for x, y in written]
