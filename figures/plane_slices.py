"""One variable moves, the others stay: the functions of lesson 04, and a slice of one drawn with its tangent."""

import numpy as np

import autograd_lite as torch

from . import style
from .dashes import whole_dashes
from .style import BLUE, CARD, INK, math, math_number, number, words
from .surface_maps import DIGITS
from .surface_values import heights, slopes

AXES = {"x": 0, "y": 1}


def bent(x, y):
    """The surface of lesson 04, x²y + y²: at (2, 1) its height is 5, its slopes along the axes are 4 and 6."""
    return x**2 * y + y**2


def torn(x, y):
    """The surface xy/(x² + y²), with the value 0 at (0, 0): flat along both axes, and torn at that point."""
    square = x**2 + y**2
    return torch.where(square == 0, 0.0, x * y / torch.where(square == 0, 1.0, square))


def moved(at, moves, values):
    """Return the arrays x and y of the points where the variable `moves` takes the values, the other frozen."""
    point = [np.full_like(np.asarray(values, float), a) for a in at]
    point[AXES[moves]] = np.asarray(values, float)
    return point


def partial(f, at, moves):
    """Return the slope of f at a point when the variable `moves` moves, by autograd_lite."""
    return float(slopes(f, *at)[AXES[moves]])


def heading(at, moves):
    """Write the slice as a formula: the frozen variable's number stands in its place, f(x, 1)."""
    shown = [name if name == moves else math_number(a) for name, a in zip(AXES, at, strict=True)]
    return f"f({shown[0]}, {shown[1]})"


def rod(ax, slope, inches):
    """Return half the run of a tangent that is `inches` long on paper to either side, whatever its slope."""
    ax.apply_aspect()
    left, right, low, high = *ax.get_xlim(), *ax.get_ylim()
    wide, tall = ax.get_window_extent().size / style.DPI
    return inches / np.hypot(wide / (right - left), slope * tall / (high - low))


def draw_slice(ax, f, at, moves, reach, inches=1.2):
    """Draw the slice of f through a point, with its tangent and a triangle of run 1; return the slope.

    Set the axes' limits first. `reach` = (low, high) are the values that the moving variable takes.
    """
    here, height, slope = at[AXES[moves]], float(heights(f, *at)), partial(f, at, moves)
    s = np.linspace(*reach, 301)
    style.guide(ax, here, height)
    ax.plot(s, heights(f, *moved(at, moves, s)), **style.FUNCTION)
    half = rod(ax, slope, inches)
    ends = here + np.array([-half, half])
    dashes = whole_dashes(ax, ends, height + slope * (ends - here), style.TANGENT["lw"])
    ax.plot(ends, height + slope * (ends - here), **{**style.TANGENT, "ls": dashes})
    draw_triangle(ax, here, height, slope)
    style.dot(ax, here, height)
    return slope


def draw_triangle(ax, here, height, slope):
    """Draw run 1 and the rise that belongs to it; a level tangent gets none, a low one no numbers."""
    low, high = ax.get_ylim()
    pad = 0.03 * (high - low)
    if abs(slope) < pad:
        return
    style.slope_triangle(ax, here, height, slope)
    if abs(slope) < 3.5 * pad:
        return
    middle = (height + np.clip(height + slope, low + 3 * pad, high - 3 * pad)) / 2
    under = {"va": "top", "y": height - 0.7 * pad} if slope > 0 else {"va": "bottom", "y": height + 0.6 * pad}
    words(ax, here + 0.5, source="1", size=12, color=BLUE, halo=CARD, ha="center", family=DIGITS, **under)
    beside = {"size": 15, "color": BLUE, "halo": CARD, "ha": "left", "va": "center", "family": DIGITS}
    words(ax, here + 1.08, middle, number(slope), **beside)


def name_slope(fig, x, y, moves, slope, size=17, **text):
    """Write ∂f/∂x and its number, at inches from the card's lower left corner."""
    source = rf"\frac{{\partial f}}{{\partial {moves}}} = {math_number(slope)}"
    return math(fig, x, y, source, size, BLUE, va="center", **text)


def name_slice(fig, x, y, at, moves, size=14, **text):
    """Write the slice's formula over its panel."""
    return math(fig, x, y, heading(at, moves), size, INK, va="center", **text)
