"""What the graphs of lesson 07 share: vertices at fixed places, wires with a slope above them, arrows along a wire."""

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path

from . import graph_paint, style
from .graph_wires import Wire, bezier, bowed, normals
from .style import AMBER, BLUE, CARD, GREY, INK, math

RADIUS = 0.25
SIDE = 0.24  # half the side of a leaf's square
BESIDE = 0.055  # inches from a wire's middle to the arrow beside it


@dataclass(frozen=True)
class Vertex:
    """A leaf (square) or an operation (circle): what stands in it, and where, in inches."""

    sign: str
    x: float
    y: float
    leaf: bool = False


def sheet(fig):
    """Lay bare axes over the whole card, in inches."""
    width, height = fig.get_size_inches()
    ax = style.ax_in(fig, 0, 0, width, height, bare=True)
    ax.set(xlim=(0, width), ylim=(0, height))
    return ax


def put(ax, vertex, now=False, note=None, under=False):
    """Draw one vertex; `note` stands above it, or under it."""
    if vertex.leaf:
        graph_paint.square(ax, vertex.x, vertex.y, SIDE, SIDE, True)
    else:
        graph_paint.stadium(ax, vertex.x, vertex.y, RADIUS, RADIUS, now=now)
    math(ax, vertex.x, vertex.y - 0.01, vertex.sign, 15, CARD if vertex.leaf else INK, ha="center", va="center")
    if note:
        y, way = (vertex.y - 0.33, "top") if under else (vertex.y + 0.33, "bottom")
        math(ax, vertex.x, y, note, 13, INK, CARD, ha="center", va=way)


def wire(tail, head, up=0.0, down=0.0, side=None) -> Wire:
    """Return the wire between two vertices; `up` and `down` move its two doors, `side` bends it out of the way."""
    if side is not None:
        return bowed(((tail.x + 0.24, tail.y + 0.15 * side), (head.x - 0.24, head.y + 0.15 * side)), side)
    room = RADIUS + 0.04
    line = bezier((tail.x + room, tail.y + up), (head.x - room, head.y + down))
    return Wire(line, np.ones(len(line), bool))


def strand(ax, course, strong=True):
    """Draw a wire in ink, or thin and grey where it takes no part."""
    color, width = (INK, 1.7) if strong else (style.GUIDE, 1.2)
    ax.plot(*course.line.T, color=color, lw=width, solid_capstyle="round", zorder=4)


def beside(course, share, distance):
    """Return the point at a share of a wire's length, moved `distance` inches to its left (up)."""
    k = round(share * (len(course.line) - 1))
    return course.line[k] + distance * normals(course.line)[k]


def slope_label(ax, course, text, share=0.5, strong=True, above=True):
    """Write a local slope beside a wire."""
    x, y = beside(course, share, 0.19 if above else -0.19)
    math(ax, x, y, text, 14, BLUE if strong else GREY, CARD, ha="center", va="center")


def arrow_along(ax, course, color, back, now):
    """Draw an arrow beside a wire: with it, or back along it."""
    line = course.track(-BESIDE)
    line = line[::-1] if back else line
    width, head = (3.6, 20) if now else (1.9, 12)
    style.arrow(ax, None, color=color, width=width, head=head, path=Path(line), zorder=6)


def pill(ax, label, left, y, color):
    """Write a formula on the marker-pen colour, its ink beginning at `left`."""
    box = (left - 0.13, y - label.height / 2 - 0.11, label.width + 0.26, label.height + 0.22)
    style.rounded(ax.figure, *box, 0.06, fc=AMBER, ec="none")
    graph_paint.write(ax, label, left + label.width / 2, y, color)
