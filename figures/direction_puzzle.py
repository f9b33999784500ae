"""Four maps and four curves D(θ), in another order: which belongs to which? (lesson 03)"""

import numpy as np

from . import style
from .style import BLUE, CARD, INK, listing, math, number, words
from .surface_maps import draw_map, label_levels
from .surface_values import heights, slopes_along

AT = (1.0, 0.0)
TURN = np.arange(0, 361.0)
WIDE, GAP, LEFT = 1.5, 0.28, 0.5
UPPER, LOWER, HIGH = 2.42, 0.5, 1.3  # bottoms of the maps and of the curves, height of the curves; inches
HEIGHT = 4.5


def bowl(x, y):
    return x**2 + y**2


def ridge(x, y):
    return 4 - x**2 - y**2


def saddle(x, y):
    return x * y


def top(x, y):
    return 6 - (x - 1) ** 2 - y**2


MAPS = {"1": bowl, "2": top, "3": saddle, "4": ridge}
CURVES = {"a": ridge, "b": bowl, "c": saddle, "d": top}  # From where to where heights are written on a map.
LABELS = {bowl: ((0, 0), (2.1, -1)), top: ((1, 0), (2.2, -1.2)), ridge: ((0, 0), (2.1, -1))}
LABELS[saddle] = (1.7, 1.2), (1.7, -1.2)
STEP = 0.5  # of height, from one level line to the next


def puzzle(maps="1234"):
    """Draw the maps of four surfaces around A = (1, 0), and below them, shuffled, their curves D(θ).

    `maps` gives the order of the upper row. Raises ValueError if it is not made of the digits 1 to 4.

        puzzle("4321")
    """
    if not maps or not set(maps) <= set(MAPS) or len(maps) > 4:
        raise ValueError(f"give up to four of the maps {listing(MAPS)}, such as '1234'")
    with style.canvas(HEIGHT) as fig:
        for k, name in enumerate(maps):
            _terrain(fig, LEFT + k * (WIDE + GAP), name)
        for k, name in enumerate(CURVES):
            _curve(fig, LEFT + k * (WIDE + GAP), name, first=k == 0, last=k == 3)
        return style.Picture(fig, _alt())


def amplitude(f):
    """Return the largest slope of f at A over all directions."""
    return float(np.round(slopes_along(f, AT, TURN).max(), 3) + 0.0)


def _alt():
    sizes = listing(f"{name}: {number(amplitude(f))}" for name, f in CURVES.items())
    return (
        f"Above, four maps, 1 to 4, with numbered level lines around A = (1, 0). "
        f"Below, four curves D(θ) for θ from 0° to 360°; their largest values are {sizes}. Each belongs to one map."
    )


def _terrain(fig, left, name):
    """Draw one map, with A in the middle and the heights written on its level lines."""
    f, ax = MAPS[name], style.ax_in(fig, left, UPPER, WIDE, WIDE)
    height = float(heights(f, *AT))
    x, y = (AT[0] - 1.25, AT[0] + 1.25), (AT[1] - 1.25, AT[1] + 1.25)
    levels = height + STEP * np.arange(-8, 9)
    found = draw_map(ax, f, x, y, [level for level in levels if level != height], None if f is top else height)
    whole = {level: paths for level, paths in found.items() if level == round(level) and abs(level - height) <= 3}
    label_levels(ax, whole, *LABELS[f], size=10.5)
    for spine in ax.spines.values():
        spine.set_visible(False)
    style.ticks(ax)
    style.dot(ax, *AT, size=8)
    math(ax, AT[0] - 0.07, AT[1] + 0.13, "A", 13.5, INK, CARD, ha="right", va="bottom")
    words(fig, left + 0.02, UPPER + WIDE + 0.2, name, 13, INK, va="center", weight="bold")
    return ax


def _curve(fig, left, name, first, last):
    """Draw one curve D(θ); all four have the same limits."""
    ax = style.ax_in(fig, left, LOWER, WIDE, HIGH)
    ax.set(xlim=(0, 360), ylim=(-2.4, 2.4))
    style.guide(ax, y=0)
    ax.plot(TURN, slopes_along(CURVES[name], AT, TURN), **style.DERIVATIVE)
    style.ticks(ax, [(angle, f"{angle}°") for angle in ((0, 180, 360) if last else (0, 180))], (-2, 0, 2))
    if not first:
        ax.set_yticklabels([])
    words(fig, left + 0.1, LOWER + HIGH + 0.17, name, 13, BLUE, va="center", weight="bold")
    math(fig, left + 0.32, LOWER + HIGH + 0.17, r"D(\theta)", 12.5, BLUE, va="center")
    return ax
