"""The marks of a graph drawing: squares, circles, two-track wires, halos, the pill with the rule, progress dots.

Every function adds marks to bare axes whose units are inches, and `scale` shrinks a mark for dense graphs.
"""

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle

from .graph_text import Label
from .graph_wires import Spot, Wire
from .style import AMBER, CARD, GUIDE, INK, RED, math

TRACK = 0.045  # half the distance between the forward and the backward track
MATH, HERO, LETTER, BIG_LETTER = 13, 17, 16, 19


def write(ax, label: Label, x: float, y: float, color=INK, halo=None) -> None:
    """Write a block of formulas with its ink centred on (x, y)."""
    for source, left, baseline in label.rows(x, y):
        math(ax, left, baseline, source, label.size, color, halo, ha="left", va="baseline")


def write_at(ax, spot: Spot, label: Label, color) -> None:
    """Write a label at its spot; where it had to cover a wire, the card shows between the two."""
    write(ax, label, spot.x, spot.y, color, CARD if spot.covers else None)


def square(ax, x, y, half_w, half_h, filled, scale=1.0, now=False) -> None:
    """Draw a leaf: filled if it collects a gradient, hollow if it is data or frozen."""
    look = {"fc": INK if filled else AMBER if now else CARD, "ec": INK, "lw": 1.8 * scale, "zorder": 10}
    _rounded(ax, x, y, half_w, half_h, 0.05, **look)


def _rounded(ax, x, y, half_w, half_h, radius, **look) -> None:
    style = f"round,pad=0,rounding_size={radius}"
    ax.add_patch(FancyBboxPatch((x - half_w, y - half_h), 2 * half_w, 2 * half_h, boxstyle=style, **look))


def stadium(ax, x, y, half_w, half_h, scale=1.0, now=False) -> None:
    """Draw an operation: a circle, drawn out sideways when its name needs the room."""
    look = {"fc": AMBER if now else CARD, "ec": INK, "lw": (3.4 if now else 1.8) * scale, "zorder": 10}
    if half_w <= half_h + 1e-9:
        ax.add_patch(Circle((x, y), half_h, **look))
        return
    _rounded(ax, x, y, half_w, half_h, half_h, **look)


def halo_round(ax, x, y, half_w, half_h) -> None:
    """Lay a marker-pen halo behind a leaf."""
    _rounded(ax, x, y, half_w + 0.07, half_h + 0.07, 0.11, fc=AMBER, ec="none", zorder=1)


def halo_wire(ax, wire: Wire, width=15.0) -> None:
    """Lay a marker-pen halo behind both tracks of a wire."""
    ax.plot(*wire.line.T, color=AMBER, lw=width, solid_capstyle="round", zorder=1)


def forward(ax, wire: Wire, both: bool, scale=1.0) -> None:
    """Draw the forward track; it keeps to its side only where a backward track can come."""
    line = wire.track(TRACK * scale) if both else wire.line
    ax.plot(*line.T, color=INK, lw=1.5 * max(scale, 0.8), solid_capstyle="round", zorder=4)


def backward(ax, wire: Wire, now=False, scale=1.0) -> None:
    """Draw the backward track with its own head, from the wire's end to its start."""
    line = wire.track(-TRACK * scale)[::-1]
    width, length, half = (4.2, 0.17, 0.075) if now else (2.0, 0.1, 0.045)
    shrink = max(scale, 0.75)
    head(ax, line, width * shrink, length * shrink, half * shrink)


def head(ax, line, width, length, half, zorder=6) -> None:
    """Draw a red line that ends in an arrow head of the given length and half width, in inches."""
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    length = min(length, 0.6 * along[-1])
    stop = along[-1] - length
    base = np.array([np.interp(stop, along, line[:, 0]), np.interp(stop, along, line[:, 1])])
    shaft = np.vstack([line[along < stop - 1e-9], base + 0.3 * (line[-1] - base)])
    ax.plot(*shaft.T, color=RED, lw=width, solid_capstyle="butt", zorder=zorder)
    way = (line[-1] - base) / max(np.hypot(*(line[-1] - base)), 1e-9)
    side = np.array([-way[1], way[0]]) * half
    ax.add_patch(Polygon([line[-1], base + side, base - side], closed=True, fc=RED, ec="none", zorder=zorder))


def pill(ax, label: Label, x: float, y: float) -> None:
    """Write the local rule on an amber pill centred on (x, y)."""
    _rounded(ax, x, y, label.width / 2 + 0.12, label.height / 2 + 0.1, 0.06, fc=AMBER, ec="none", zorder=15)
    write(ax, label, x, y, RED)


def _dot_gap(count: int) -> float:
    return min(0.24, 2.9 / count)


def dots_width(count: int) -> float:
    """Return the width of the row of progress dots."""
    return _dot_gap(count) * (count - 1) + 0.2


def dots(ax, right: float, y: float, step: int, count: int) -> None:
    """Show how far the pass is: done filled, now amber, to come hollow."""
    gap = _dot_gap(count)
    shrink = min(1.0, gap / 0.2)
    for n in range(1, count + 1):
        x = right - gap * (count - n) - 0.08
        if n < step:
            look = {"radius": 0.07, "fc": RED, "ec": RED, "lw": 0.8}
        elif n == step:
            look = {"radius": 0.0875, "fc": AMBER, "ec": RED, "lw": 2.0 * shrink}
        else:
            look = {"radius": 0.06, "fc": CARD, "ec": GUIDE, "lw": 1.3 * shrink}
        look["radius"] *= shrink
        ax.add_patch(Circle((x, y), zorder=16, **look))


def small_wire(ax, wire: Wire, unit: float, weight: float, now: bool, sent: bool) -> None:
    """Draw a wire in miniature; `unit` is the inches of the large drawing per inch of the small one."""
    if now:
        ax.plot(*wire.line.T, color=AMBER, lw=9 * weight, solid_capstyle="round", zorder=1)
    beside = 0.012 * unit * weight
    ax.plot(*wire.track(beside if sent else 0).T, color=INK, lw=1.1 * weight, solid_capstyle="round", zorder=4)
    if sent:
        width, length, half = (2.6, 0.1, 0.045) if now else (1.3, 0.065, 0.028)
        head(ax, wire.track(-beside)[::-1], width * weight, length * unit * weight, half * unit * weight)


def small_vertex(ax, x: float, y: float, half: float, weight: float, kind: str, now: bool) -> None:
    """Draw a vertex in miniature."""
    look = {"fc": AMBER if now else CARD, "ec": INK, "lw": (2.0 if now else 1.1) * weight, "zorder": 10}
    if kind == "op":
        ax.add_patch(Circle((x, y), half, **look))
    elif kind != "out":
        look["fc"] = INK if kind == "leaf" else look["fc"]
        ax.add_patch(Rectangle((x - 0.9 * half, y - 0.9 * half), 1.8 * half, 1.8 * half, **look))
