"""Two orders of differentiation, two answers: xy(x² − y²)/(x² + y²) around its point 0 (lesson 11)."""

import numpy as np

import autograd_lite as torch

from . import style
from .style import BLUE, CARD, INK, LEVEL, PLUM, math, number

SIDE, LEFT, BOTTOM = 2.75, 0.35, 0.55
LARGEST = 1.0


def saddle(x, y):
    """Return xy(x² − y²)/(x² + y²)."""
    return x * y * (x**2 - y**2) / (x**2 + y**2)


def mixed_partial(x, y):
    """Return the slope by y of the slope by x, at arrays of places away from 0."""
    x, y = (torch.tensor(np.asarray(v, float), requires_grad=True) for v in (x, y))
    (by_x,) = torch.autograd.grad(saddle(x, y).sum(), x, create_graph=True)
    (by_xy,) = torch.autograd.grad(by_x.sum(), y)
    return np.round(by_xy.numpy(), 9) + 0.0


def mixed(r=0.5):
    """Draw the level sets with a circle of radius r around 0, and the mixed partial along that circle.

    Raises ValueError if r is not above 0 and at most 1.
    """
    r = round(float(r), 9)
    if not 0 < r <= LARGEST:
        raise ValueError(f"r must be above 0 and at most {LARGEST:g}")
    angles = np.linspace(0, 360, 361)
    turn = np.radians(angles)
    values = mixed_partial(r * np.cos(turn), r * np.sin(turn))
    with style.canvas(style.ROW) as fig:
        _map(fig, r, turn)
        _around(fig, angles, values)
        return style.Picture(fig, _alt(r, values))


def _map(fig, r, turn):
    ax = style.ax_in(fig, LEFT, BOTTOM, SIDE, SIDE, bare=True)
    ax.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), aspect="equal")
    ticks = np.linspace(-1.15, 1.15, 200)  # an even count: 0 itself is left out
    x, y = np.meshgrid(ticks, ticks)
    z = saddle(x, y)
    ax.contourf(x, y, z, levels=[-1, 0, 1], colors=[style.SIGNED[1], style.SIGNED[3]], alpha=0.35, zorder=0)
    levels = [-0.2, -0.1, -0.03, 0.03, 0.1, 0.2]
    ax.contour(x, y, z, levels=levels, colors=LEVEL, linewidths=0.8, linestyles="solid", zorder=1)
    for k in range(8):
        angle = np.radians(22.5 + 45 * k)
        sign = "+" if k % 2 == 0 else "{-}"
        math(ax, 1.02 * np.cos(angle), 1.02 * np.sin(angle), sign, 14, INK, ha="center", va="center")
    ax.plot(r * np.cos(turn), r * np.sin(turn), color=PLUM, lw=1.7, zorder=5)
    for k, hollow in ((0, False), (1, True), (2, False), (3, True)):
        place = r * np.array([np.cos(np.pi / 2 * k), np.sin(np.pi / 2 * k)])
        style.dot(ax, *place, BLUE, 7.5, hollow=hollow)
    style.dot(ax, 0, 0, INK, 5.5)
    math(ax, 1.2, 0, "x", 12.5, INK, CARD, va="center", ha="left")
    math(ax, 0, 1.2, "y", 12.5, INK, CARD, va="bottom", ha="center")


def _around(fig, angles, values):
    ax = style.ax_in(fig, 4.0, BOTTOM, 2.95, SIDE)
    ax.set(xlim=(0, 360), ylim=(-1.75, 1.75))
    style.guide(ax, y=0)
    ax.plot(angles, values, **style.DERIVATIVE)
    for angle in (0, 90, 180, 270, 360):
        style.dot(ax, angle, float(np.interp(angle, angles, values)), BLUE, 8, hollow=angle % 180 == 90)
    style.ticks(ax, [(0, "0°"), (90, "90°"), (180, "180°"), (270, "270°"), (360, "360°")], [-1, 0, 1])
    ax.tick_params(axis="y", pad=9)  # the dots at 0° reach over the axis
    style.name_axes(ax, None, "f_{xy}")
    math(ax, 372, -1.75, r"\theta", 12.5, INK, va="center")


def _alt(r, values):
    return (
        f"Left, level sets of xy(x² − y²)/(x² + y²) in eight sectors of changing sign, with a circle of radius "
        f"{number(r)}. Right, its mixed partial along the circle: {number(values[0])} on the x axis, "
        f"{number(values[90])} on the y axis."
    )
