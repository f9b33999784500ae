"""Measured data, the line fitted to it, and how the loss fell while it was fitted (lessons 00 and 06)."""

from pathlib import Path

import numpy as np

import autograd_lite as torch

from . import style
from .style import BLUE, CARD, GREY, INK, PLUM, math, math_number, number, words

PENGUINS = Path(__file__).parents[1] / "notebooks" / "data" / "penguins.csv"
GRAMS_PER_MM = 100  # w in kg per 10 mm is this many g per mm
BOTTOM, HIGH, HEADING = 0.55, 2.6, 3.42  # in inches


def penguin_fit(flipper, mass, w, losses):
    """Draw penguins with their fitted line, and the loss after every step.

    `flipper` (mm) and `mass` (g) are arrays of equal length; `w` is the fitted slope in kg per 10 mm, on
    centred data, so the line passes through both means; `losses` holds the loss before the first step and
    after each one. Raises ValueError for unequal lengths, numbers that are missing, or a single loss.

        penguin_fit(flipper, mass, w=0.4969, losses=[0.641, 0.21, 0.155])
    """
    flipper, mass, losses = (np.asarray(given, float).ravel() for given in (flipper, mass, losses))
    if len(flipper) != len(mass) or len(flipper) < 2:
        raise ValueError(f"flipper and mass must pair up: {len(flipper)} lengths, {len(mass)} masses")
    if not (np.isfinite(flipper).all() and np.isfinite(mass).all()):
        raise ValueError("flipper and mass must have no missing numbers: leave such penguins out")
    if len(losses) < 2 or not np.isfinite(losses).all():
        raise ValueError("losses must hold two numbers or more, the first from before any step")
    slope = float(w) * GRAMS_PER_MM
    with style.canvas(style.ROW) as fig:
        _fit(fig, flipper, mass, slope)
        _fall(fig, losses)
        return style.Picture(fig, _alt(len(flipper), slope, losses))


def _alt(count, slope, losses):
    steps = len(losses) - 1
    return (
        f"Left: {count} penguins as small rings, flipper length in mm against body mass in g, with a dashed line "
        f"of slope {number(slope)} g per mm. Right: the loss goes from {number(losses[0], 3)} to "
        f"{number(losses[-1], 3)} in {steps} step{'s' * (steps > 1)}."
    )


def _fit(fig, flipper, mass, slope):
    """Draw the data, hollow and grey, and over it the fitted line with its slope."""
    left, wide = 0.72, 3.35
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH)
    for limits, data in ((ax.set_xlim, flipper), (ax.set_ylim, mass)):
        pad = 0.06 * (np.ptp(data) or 1)
        limits(data.min() - pad, data.max() + pad)
    ax.plot(flipper, mass, "o", ms=4.2, mfc="none", mec=INK, mew=0.9, alpha=0.42, zorder=3)
    ends = np.array([flipper.min(), flipper.max()])
    line = mass.mean() + slope * (ends - flipper.mean())
    ax.plot(ends, line, **style.TANGENT)
    style.ticks(ax, _round(*ax.get_xlim()), _round(*ax.get_ylim()))
    words(fig, left + wide + 0.05, BOTTOM, "mm", 10, GREY, va="center")
    words(fig, left, BOTTOM + HIGH + 0.1, "g", 10, GREY, ha="center", va="bottom")
    math(fig, left + 0.22, HEADING, rf"{math_number(slope)}\ \mathrm{{g/mm}}", 16, BLUE, va="center")


def _fall(fig, losses):
    """Draw the loss before the first step, hollow, and after each step."""
    left, wide = 4.95, 2.0
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH)
    steps = np.arange(len(losses))
    top = max(losses.max(), 1e-12)
    ax.set(xlim=(-0.06 * steps[-1], 1.04 * steps[-1]), ylim=(0, 1.12 * top))
    style.guide(ax, y=losses[-1])
    many = len(losses) > 40
    ax.plot(steps, losses, **{**style.PATH, "ms": 2.6 if many else 4.2}, clip_on=False)
    style.dot(ax, 0, losses[0], PLUM, 8, hollow=True)
    style.ticks(ax, sorted({0, steps[-1]}), [0])
    style.name_axes(ax, "k", "L")
    room = 0.03 * wide * steps[-1]
    math(ax, 1.6 * room, losses[0], math_number(losses[0], 3), 14, PLUM, CARD, va="center")
    below = losses[-1] > 0.2 * top
    shift, edge = (-0.05, "top") if below else (0.05, "bottom")
    place = {"y": losses[-1] + shift * top, "va": edge}
    math(ax, steps[-1], source=math_number(losses[-1], 3), size=16, color=PLUM, halo=CARD, ha="right", **place)


def _round(low, high):
    """Return two to five round numbers between low and high."""
    decade = np.floor(np.log10(high - low))
    for step in (10.0 ** (decade + k) * m for k in (-1, 0, 1) for m in (1, 2, 5)):
        first, last = np.ceil(low / step), np.floor(high / step)
        if last - first < 5:
            places = np.arange(first, last + 1) * step
            return [(float(place), f"{place:g}".replace("-", "−")) for place in places]
    return []


def measured():
    """Return the arguments of the rendered picture: the measured penguins, fitted in 20 steps as in lesson 00."""
    table = np.genfromtxt(PENGUINS, delimiter=",", skip_header=1, usecols=(4, 5))
    flipper, mass = table[~np.isnan(table).any(axis=1)].T
    x, y = torch.tensor((flipper - flipper.mean()) / 10), torch.tensor((mass - mass.mean()) / 1000)
    w, losses = torch.tensor(0.0, requires_grad=True), []
    for _ in range(20):
        loss = ((w * x - y) ** 2).mean()
        losses.append(loss.item())
        (slope,) = torch.autograd.grad(loss, w)
        w = (w - 0.1 * slope).detach().requires_grad_()
    losses.append(((w * x - y) ** 2).mean().item())
    return {"flipper": flipper, "mass": mass, "w": w.item(), "losses": losses}


penguin_fit.example = measured
FIGURES = (penguin_fit,)
