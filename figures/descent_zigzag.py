"""Gradient descent with two weights: paths over the level sets of the loss, and the loss below (lesson 06)."""

import numpy as np

import autograd_lite as torch

from . import style
from .descent_runs import LineLoss, descend, gradient, settled
from .descent_steps import decade, signed
from .style import CARD, INK, PLUM, RED, math, math_number, number

HEIGHT, HEADING, FACTORS = 4.9, 4.6, 4.24
MAP, TRACK = (1.98, 2.05), (0.5, 0.95)  # bottom and height of the maps and of the panels of L, in inches
LEFT, WIDE, GAP = 0.66, 1.98, 0.32
ACROSS, UP = (-0.9, 5.1), 3.0  # the maps show b from −0.9 to 5.1, and w up to 3 from the best one
LONGEST = 60
ARROW = 1.3  # length of the drawn gradient


class PlaneLoss:
    """The mean squared error of the line y = w·x + b as a function of the pair (w, b)."""

    def __init__(self, x, y):
        line = LineLoss(x, y)  # checks that they pair up
        self.x, self.y = line.x, line.y
        zero = gradient(self, [0.0, 0.0])
        # Slopes gained along w and along b; the loss being a parabola, they are the same everywhere.
        self.gains = settled([gradient(self, unit) - zero for unit in np.eye(2)])
        self.best = settled(np.linalg.solve(self.gains, -zero))

    def __call__(self, at):
        """Run on a tensor that holds w first and b second; both may be whole maps."""
        total = 0.0
        for x, y in zip(self.x, self.y, strict=True):
            total = total + (at[0] * x + at[1] - y) ** 2
        return total / len(self.x)

    def values(self, w, b):
        """Return the loss for arrays w and b of one shape."""
        with torch.no_grad():
            return settled(self(torch.tensor(np.array([w, b], float))).numpy())


def zigzag(eta=(0.015, 0.09, 0.105), x=(-4, -2, 2, 4), y=(0, 2, 6, 8), steps=24):
    """Draw descent from w = b = 0 over the level sets of the loss, a map for each step size, the loss below.

    `x` must have the mean 0, so that w and b do not disturb each other and each has a curvature of its own.
    Raises ValueError if it has not, for another count of step sizes than 1 to 3, or of steps than 1 to 60.

        zigzag(eta=(0.015, 0.09, 0.105), x=(-4, -2, 2, 4), y=(0, 2, 6, 8))
    """
    sizes = [float(one) for one in np.atleast_1d(eta)]
    loss = PlaneLoss(x, y)
    if not 1 <= len(sizes) <= 3 or not np.isfinite(sizes).all():
        raise ValueError("eta must hold 1 to 3 finite step sizes")
    if not 1 <= steps <= LONGEST:
        raise ValueError(f"steps must be from 1 to {LONGEST}, not {number(steps)}")
    if abs(loss.x.mean()) > 1e-9 * np.abs(loss.x).max():
        raise ValueError(f"x must have the mean 0, not {number(loss.x.mean())}")
    paths = [descend(loss, [0.0, 0.0], one, int(steps)) for one in sizes]
    losses = [loss.values(*path.T) for path in paths]
    with style.canvas(HEIGHT) as fig:
        for place, (one, path, fall) in enumerate(zip(sizes, paths, losses, strict=True)):
            left = LEFT + place * (WIDE + GAP)
            _map(fig, left, loss, path, named=place == 0)
            _track(fig, left, fall, losses, named=place == 0)
            _heading(fig, left, one, _factors(loss, one))
        return style.Picture(fig, _alt(loss, sizes, losses, int(steps)))


def _factors(loss, eta):
    """Return by what each step multiplies the distance from the best point along w, and along b."""
    return np.round(1 - eta * np.diag(loss.gains), 12) + 0.0


def _alt(loss, sizes, losses, steps):
    runs = "; ".join(
        f"η = {number(one)}: × {style.listing(map(number, _factors(loss, one)))}, loss {number(fall[-1], 2)}"
        for one, fall in zip(sizes, losses, strict=True)
    )
    first = number(losses[0][0])
    return (
        f"Paths over oval level lines toward a cross, {steps} steps from loss {first}, the loss below. "
        f"Distance along w and b: {runs}."
    )


def _map(fig, left, loss, path, named):
    """Draw the level sets, the path with its hollow start, and the best point as a cross."""
    ax = style.ax_in(fig, left, MAP[0], WIDE, MAP[1])
    best = loss.best
    high = UP * MAP[1] / WIDE * (ACROSS[1] - ACROSS[0]) / (2 * UP)  # the same units across and up
    ax.set(xlim=ACROSS, ylim=(best[0] - high, best[0] + high))
    b, w = np.meshgrid(np.linspace(*ACROSS, 121), np.linspace(*ax.get_ylim(), 121))
    rings = float(loss.values(*path[:1].T)[0]) * (np.arange(1, 9) / 4) ** 2
    ax.contour(b, w, loss.values(w, b), rings, colors=style.LEVEL, linewidths=0.8, zorder=2)
    for edge in ax.spines.values():
        edge.set_visible(False)
    inside = (np.abs(path[:, 0] - best[0]) <= high) & (path[:, 1] >= ACROSS[0]) & (path[:, 1] <= ACROSS[1])
    last = len(path) if inside.all() else int(np.argmin(inside)) + 1
    _fading(ax, path[:last, 1], path[:last, 0])
    ax.plot(path[inside, 1], path[inside, 0], **{**style.PATH, "ls": "none", "ms": 3.6})
    style.dot(ax, path[0, 1], path[0, 0], PLUM, 9, hollow=True)
    style.dot(ax, best[1], best[0], INK, 10, marker="+", mew=2.2, mec=INK, zorder=7)
    ax.tick_params(length=0)
    style.ticks(ax, [0, (best[1], number(best[1]))], [0, (best[0], number(best[0]))] if named else [])
    if named:
        style.name_axes(ax, "b")
        math(fig, left - 0.25, MAP[0] + MAP[1] - 0.15, "w", 12.5, INK, ha="center")
        _uphill(ax, loss, path[0])


def _uphill(ax, loss, at):
    """Draw the gradient at the start, shortened: it points uphill, and the path sets out against it."""
    slope = gradient(loss, at)
    end = at + ARROW * slope / np.linalg.norm(slope)
    style.arrow(ax, at[::-1], end[::-1], RED, 1.9, 11)
    math(ax, end[1] - 0.12, end[0], r"\nabla L", 13, RED, CARD, ha="right", va="center")


def _fading(ax, x, y):
    """Draw the legs of a path, the later ones fainter where they pile up."""
    for k in range(len(x) - 1):
        look = {**style.PATH, "marker": "", "alpha": max(1 - 0.028 * k, 0.45), "lw": 1.9}
        ax.plot(x[k : k + 2], y[k : k + 2], clip_on=True, **look)


def _track(fig, left, fall, losses, named):
    """Draw the loss after every step; the limits are those of all panels."""
    ax = style.ax_in(fig, left, TRACK[0], WIDE, TRACK[1])
    every = np.concatenate(losses)
    floor = max(every[every > 0].min(), 1e-8 * losses[0][0])
    ax.set(yscale="log", xlim=(-0.4, len(fall) - 0.4), ylim=(floor / 3, 3 * max(every.max(), 10 * losses[0][0])))
    style.guide(ax, y=fall[0])
    ax.plot(np.arange(len(fall)), np.clip(fall, floor, None), **{**style.PATH, "ms": 3.2})
    powers = [(10.0**k, decade(k)) for k in range(-8, 13, 2)]
    low, high = ax.get_ylim()
    marks = [mark for mark in powers if low < mark[0] < high]
    style.ticks(ax, [0, (len(fall) - 1) // 2, len(fall) - 1], [(at, label if named else "") for at, label in marks])
    style.name_axes(ax, "k", "L" if named else None)


def _heading(fig, left, eta, times):
    math(fig, left, HEADING, rf"\eta = {math_number(eta)}", 14, INK, va="center")
    along_w, along_b = (signed(math_number(round(one, 2))) for one in times)
    math(fig, left, FACTORS, rf"w{{:}}\ \times\,{along_w}", 12.5, PLUM, va="center")
    math(fig, left + WIDE, FACTORS, rf"b{{:}}\ \times\,{along_b}", 12.5, PLUM, ha="right", va="center")
