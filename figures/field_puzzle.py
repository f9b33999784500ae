"""Four maps and four fields of arrows, in another order: which belongs to which? (lesson 05)"""

import numpy as np

from . import style
from .field_arrows import draw_field, field, lattice
from .style import INK, RED, listing, words
from .surface_maps import draw_map, label_levels

SIDE = (-2.0, 2.0)
WIDE, GAP, LEFT = 1.6, 0.22, 0.27
UPPER, LOWER, HEIGHT = 2.42, 0.3, 4.45  # inches
SCALE, STEP, APART = 0.19, 0.5, 0.5  # of the arrows; of the lattice; of height between level lines


def bowl(x, y):
    return (x**2 + y**2) / 2


def dome(x, y):
    return 4 - (x**2 + y**2) / 2


def turned_pass(x, y):
    return x * y


def straight_pass(x, y):
    return (x**2 - y**2) / 2


MAPS = {"1": dome, "2": turned_pass, "3": bowl, "4": straight_pass}
FIELDS = {"a": turned_pass, "b": bowl, "c": straight_pass, "d": dome}
PASSES = (turned_pass, straight_pass)
RAYS = {  # along which heights are written, and which
    bowl: [((1.9, -1.3), (1, 2))],
    dome: [((1.9, -1.3), (3, 2))],
    turned_pass: [((1.9, 1.9), (1, 2, 3)), ((1.9, -1.9), (-1, -2, -3))],
    straight_pass: [((1.95, 0.0), (0.5, 1.5)), ((0.0, -1.95), (-0.5, -1.5))],
}


def puzzle(maps="1234"):
    """Draw the maps of four surfaces with their heights, and below them, shuffled, their gradient fields.

    `maps` gives the order of the upper row. Raises ValueError if it is not made of the digits 1 to 4.

        puzzle("4321")
    """
    if not maps or not set(maps) <= set(MAPS) or len(maps) > 4:
        raise ValueError(f"give up to four of the maps {listing(MAPS)}, such as '1234'")
    with style.canvas(HEIGHT) as fig:
        for k, name in enumerate(maps):
            _terrain(fig, LEFT + k * (WIDE + GAP), name)
        for k, name in enumerate(FIELDS):
            _arrows(fig, LEFT + k * (WIDE + GAP), name)
        return style.Picture(fig, ALT)


ALT = (
    "Above, four maps, 1 to 4: rings with heights 3 and 2 outward, hyperbolas between the axes, rings with heights 1 "
    "and 2 outward, hyperbolas around the axes. Below, four fields of arrows, a to d, longer the farther from the "
    "middle."
)


def _panel(fig, left, bottom, name, color):
    """Open a square without axes, with its name above it."""
    ax = style.ax_in(fig, left, bottom, WIDE, WIDE)
    ax.set(xlim=SIDE, ylim=SIDE, aspect="equal")
    for spine in ax.spines.values():
        spine.set_visible(False)
    style.ticks(ax)
    words(fig, left + 0.02, bottom + WIDE + 0.17, name, 13, color, va="center", weight="bold")
    return ax


def _terrain(fig, left, name):
    """Draw one map, with heights on its level lines."""
    f, ax = MAPS[name], _panel(fig, left, UPPER, name, INK)
    levels = APART * np.arange(-4, 9)
    found = draw_map(ax, f, SIDE, SIDE, [level for level in levels if level not in (0.0, 4.0) or f in PASSES])
    for ray, written in RAYS[f]:
        label_levels(ax, {k: v for k, v in found.items() if k in written}, (0, 0), ray, size=10.5)


def _arrows(fig, left, name):
    """Draw one field; each arrow is centred on its point of the lattice."""
    ax = _panel(fig, left, LOWER, name, RED)
    style.dot(ax, 0, 0, INK, 4)
    arrows = field(FIELDS[name], lattice(SIDE, SIDE, STEP), SCALE, behind=0.5)
    draw_field(ax, *arrows, 4.0 / WIDE, width=1.1, alpha=0.85)
