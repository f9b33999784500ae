"""A loss with more than one lowest point: where descent ends depends on where it starts (lesson 06)."""

import numpy as np

import autograd_lite as torch

from . import style
from .descent_runs import descend, settled
from .style import CARD, INK, PLUM, math, math_number, number

X = (1.0, 2.0, 3.0)  # the data are three points of the wave sin(2x)
RHYTHM = 2.0
RANGE = (0.55, 3.5)
ETA, STEPS = 0.1, 120
BOTTOM, HIGH, HEADING = 0.55, 2.6, 3.42  # in inches
DATA, LOSS = (0.6, 2.45), (3.75, 3.3)  # left and width of the two panels


def wave_loss(w):
    """Run on a tensor of any shape: the mean squared error of the wave sin(w·x) at the three points."""
    total = 0.0
    for x in X:
        total = total + (torch.sin(w * x) - np.sin(RHYTHM * x)) ** 2
    return total / len(X)


def landscape(start=(1.0, 3.4)):
    """Draw the loss of the wave y = sin(w·x) and descent on it from each start, with the waves it ends at.

    `start` is one number between 0.55 and 3.5, or up to three. Raises ValueError for any others.

        landscape(start=(1.0, 3.4))
    """
    starts = [float(one) for one in np.atleast_1d(start)]
    if not 1 <= len(starts) <= 3 or not all(RANGE[0] <= one <= RANGE[1] for one in starts):
        raise ValueError(f"start must hold 1 to 3 numbers between {number(RANGE[0])} and {number(RANGE[1])}")
    paths = [descend(wave_loss, one, ETA, STEPS) for one in starts]
    with style.canvas(style.ROW) as fig:
        _waves(fig, [path[-1] for path in paths])
        _curve(fig, paths)
        return style.Picture(fig, _alt(paths))


def losses_at(w):
    """Return the loss at every number of w, as floats."""
    with torch.no_grad():
        return settled(wave_loss(torch.tensor(np.asarray(w, float))).numpy())


def _alt(paths):
    runs = "; ".join(
        f"from w = {number(path[0])} it stops at w = {number(path[-1])}, loss {number(losses_at(path[-1]))}"
        for path in paths
    )
    found = "three points and the waves sin(w·x) that were found"
    return f"Left: {found}. Right: the loss with two valleys; descent: {runs}."


def _waves(fig, found):
    """Draw the data and the waves that descent found; one that misses the points is dotted."""
    left, wide = DATA
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH)
    ax.set(xlim=(0, 3.4), ylim=(-1.35, 1.35))
    style.guide(ax, y=0)
    x = np.linspace(0, 3.4, 241)
    for w in sorted(set(np.round(found, 3))):
        good = losses_at(w) < 0.01
        look = style.TANGENT if good else {**style.CONTEXT, "ls": (0, (1, 1.6)), "lw": 1.9}
        ax.plot(x, np.sin(w * x), **look)
    for at in X:
        style.dot(ax, at, float(np.sin(RHYTHM * at)), INK, 8.5)
    style.ticks(ax, [1, 2, 3], [-1, 0, 1])
    style.name_axes(ax, "x", "y")
    math(fig, left + 0.22, HEADING, r"y = \sin(w\,x)", 14, INK, va="center")


def _curve(fig, paths):
    """Draw the loss, and each path on it from its hollow start to where it stops."""
    left, wide = LOSS
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH)
    w = np.linspace(*RANGE, 361)
    curve = losses_at(w)
    ax.set(xlim=RANGE, ylim=(0, 1.08 * curve.max()))
    ax.plot(w, curve, **style.FUNCTION)
    for path in paths:
        heights = losses_at(path)
        ax.plot(path, heights, **{**style.PATH, "ls": "none", "ms": 4.4, "clip_on": False})
        style.dot(ax, path[0], heights[0], PLUM, 9, hollow=True)
        style.dot(ax, path[-1], heights[-1], INK, 10)
        shift, edge = (0.09, "bottom") if heights[-1] < 0.3 else (-0.08, "top")
        math(ax, path[-1], heights[-1] + shift, math_number(heights[-1]), 15, INK, CARD, ha="center", va=edge)
    stops = sorted({float(np.round(path[-1], 2)) for path in paths})
    style.ticks(ax, [(stop, number(stop)) for stop in stops], [0, 1])
    style.name_axes(ax, "w", "L")
