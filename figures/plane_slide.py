"""The slider of lesson 04: a point on the map, the variable that moves, and the slice that it walks along."""

import numpy as np

from . import style
from .frames import Frame
from .plane_slices import AXES, bent, draw_slice, moved, name_slice, name_slope, partial
from .style import INK, PLUM, math, math_number, number
from .surface_maps import draw_map, label_levels
from .surface_values import heights

REACH = (-2.5, 3.1)  # the map in both directions, and every slice
LEVELS = (-12, -8, -5, -3, -1, 1, 3, 5, 8, 12, 16)
SPAN = (-8.0, 17.0)  # heights that a slice panel shows
SMALL_SPAN = (-11.0, 14.0)
MAP, SLICE = (0.6, 0.5, 2.85, 2.85), (4.1, 0.5, 2.7, 2.85)  # left, bottom, width, height in inches
HIGH = 4.1


def slide(x0=2.0, y0=1.0, moves="x"):
    """Draw the map of x²y + y² with the line on which `moves` ("x" or "y") moves, and the slice over this line.

    Raises ValueError for a point off the map, or for another variable.

        slide(x0=1, y0=-1, moves="y")
    """
    at = tuple(round(float(a), 9) + 0.0 for a in (x0, y0))
    if moves not in AXES:
        raise ValueError('the variable that moves is "x" or "y"')
    if max(abs(a) for a in at) > 2:
        raise ValueError("x0 and y0 must be between −2 and 2")
    with style.canvas(HIGH) as fig:
        _map(fig, at, moves)
        slope = _slice(fig, at, moves)
        return style.Picture(fig, _alt(at, moves, slope))


def _alt(at, moves, slope):
    frozen = "y" if moves == "x" else "x"
    stays = f"{frozen} = {number(at[AXES[frozen]])}"
    return (
        f"Left: the map of x²y + y² with A = ({number(at[0])}, {number(at[1])}) and the line {stays}, on which only "
        f"{moves} moves. Right: the slice over this line; its tangent at A gives ∂f/∂{moves} = {number(slope)}."
    )


def _map(fig, at, moves):
    """Draw the level lines, the line of the slice, and an arrow along it from A."""
    ax = style.ax_in(fig, *MAP)
    height = float(heights(bent, *at))
    found = draw_map(ax, bent, REACH, REACH, LEVELS, height)
    written = {level: paths for level, paths in found.items() if level in LEVELS}
    label_levels(ax, written, (-1.75, -2.5), (-1.75, 3.1))
    label_levels(ax, {level: paths for level, paths in written.items() if level > 0}, (0.3, -0.4), (0.3, -2.4))
    ax.plot(*moved(at, moves, REACH), color=INK, lw=2.6, zorder=5)
    style.arrow(ax, at, _tip(at, moves, 0.95), PLUM, 2.6, 15, zorder=9)
    style.dot(ax, *at)
    frozen = "y" if moves == "x" else "x"
    text = rf"{frozen} = {math_number(at[AXES[frozen]])}"
    math(fig, MAP[0] + MAP[2], MAP[1] + MAP[3] + 0.22, text, 14, PLUM, ha="right", va="center")
    style.ticks(ax, (-2, 0, 2), (-2, 0, 2))
    style.name_axes(ax, "x", "y")
    return ax


def _tip(at, moves, length):
    tip = list(at)
    tip[AXES[moves]] += length
    return tuple(tip)


def _slice(fig, at, moves):
    """Draw the slice with its tangent; the scales stay the same for every point and either variable."""
    ax = style.ax_in(fig, *SLICE)
    ax.set(xlim=REACH, ylim=SPAN)
    slope = draw_slice(ax, bent, at, moves, REACH, inches=1.15)
    here, height = at[AXES[moves]], float(heights(bent, *at))
    style.ticks(ax, _clear(here, (-2, 0, 2), 0.5), _clear(height, (0,), 1.5))
    style.name_axes(ax, moves)
    top = SLICE[1] + SLICE[3] + 0.22
    name_slice(fig, SLICE[0], top, at, moves)
    name_slope(fig, SLICE[0] + SLICE[2] + 0.1, top, moves, slope, ha="right")
    return slope


def _clear(here, others, gap):
    """Return the ticks: this number, and the others where they stay clear of it."""
    return [here, *(tick for tick in others if abs(tick - here) > gap)]


def small_slide(ax, x0=2.0, y0=1.0, moves="x"):
    """Draw the slice and its tangent in miniature, with the same limits for every point."""
    at = (float(x0), float(y0))
    slope, here, height = partial(bent, at, moves), at[AXES[moves]], float(heights(bent, *at))
    ax.set(xlim=REACH, ylim=SMALL_SPAN)
    s = np.linspace(*REACH, 121)
    ax.plot(s, heights(bent, *moved(at, moves, s)), **{**style.FUNCTION, "lw": 1.6})
    half = 1.7 / np.hypot(1, slope * (REACH[1] - REACH[0]) / (SMALL_SPAN[1] - SMALL_SPAN[0]))
    ends = np.array([-half, half])
    ax.plot(here + ends, height + slope * ends, **{**style.TANGENT, "lw": 2.0, "ls": (0, (3, 1.3))})
    style.dot(ax, here, height, size=6)
    return Frame(rf"\partial f/\partial {moves} = {math_number(slope)}", number(slope), f"∂f/∂{moves}")


slide.miniature = small_slide
