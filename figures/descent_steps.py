"""Steps of gradient descent on the parabola of one weight, and what becomes of the loss (lesson 06)."""

import numpy as np

from . import style
from .descent_fit import reach, rod
from .descent_runs import LineLoss, descend
from .frames import Frame
from .style import GREY, INK, PLUM, math, math_number, number

LEFT, WIDE, BOTTOM, HIGH, HEADING = 0.45, 3.5, 0.55, 2.6, 3.42  # of the parabola, in inches
TRACK = (4.75, 2.35)  # left and width of the panel of the losses
LONGEST = 20  # steps that the panel of the losses has room for
LOWEST = 1e-9  # share of the first loss below which a loss is drawn on the floor, where the tick says ≈ 0


def steps(eta=0.18, k=8, x=(1, 2, 3), y=(2, 4, 6), start=0.0):
    """Draw k steps of size eta on the loss of the line y = w·x; beside them what is left of it above its minimum.

    `start` is the first w. Raises ValueError if k is no whole number from 0 to 20, if eta or start is not
    finite, or if x and y do not pair up.

        steps(eta=0.18, k=8, x=(1, 2, 3), y=(2, 4, 6))
    """
    loss, eta, start = LineLoss(x, y), float(eta), float(start)
    if k != int(k) or not 0 <= k <= LONGEST:
        raise ValueError(f"k must be a whole number from 0 to {LONGEST}, not {number(k)}")
    if not (np.isfinite(eta) and np.isfinite(start)):
        raise ValueError("eta and start must be finite numbers")
    path = descend(lambda w: loss(w).sum(), start, eta, int(k))
    losses = loss.values(path)
    with style.canvas(style.ROW) as fig:
        _path(fig, loss, path, losses)
        _track(fig, losses - loss.values([loss.best]))
        _headings(fig, eta, factor(loss, eta), losses)
        return style.Picture(fig, _alt(eta, path, losses, factor(loss, eta)))


def factor(loss, eta):
    """Return by what every step multiplies the distance from the best w: 1 − eta·L″."""
    return float(np.round(1 - eta * loss.curvature, 12)) + 0.0


def _alt(eta, path, losses, times):
    count = len(path) - 1
    return (
        f"Left: the parabola of the loss and {count} step{'s' * (count != 1)} of size {number(eta)} from "
        f"w = {number(path[0])} to {number(path[-1])}; each multiplies the distance from the best w by "
        f"{number(times)}. Right: the loss goes from {number(losses[0])} to {number(losses[-1])}."
    )


def _path(fig, loss, path, losses):
    """Draw the parabola, the path on it, and the slope at its end with the step that the slope asks for."""
    ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH)
    half = max(reach(loss), 1.05 * abs(path[0] - loss.best))
    top = float(loss.values([loss.best + half])[0])
    ax.set(xlim=(loss.best - half, loss.best + half), ylim=(-0.03 * top, 1.04 * top))
    ax.spines["left"].set_visible(False)
    curve = np.linspace(loss.best - half, loss.best + half, 241)
    ax.plot(curve, loss.values(curve), **style.FUNCTION)
    trail(ax, path, losses, top, 4.6)
    w, height = path[-1], losses[-1]
    if height <= top:
        slope = float(loss.slopes([w])[0])
        ax.plot(*rod(ax, w, height, slope, (WIDE, HIGH), 0.5), **style.TANGENT)
        style.dot(ax, w, height, size=10)
    marks = {float(path[0]): GREY, float(loss.best): INK}
    style.ticks(ax, [(place, number(place), color) for place, color in marks.items()], [])
    style.name_axes(ax, "w")


def trail(ax, path, losses, top, size):
    """Draw the steps as chords with a dot at each w, hollow at the start; outside the panel they are cut off."""
    look = {**style.PATH, "marker": "", "clip_on": True}
    ax.plot(path, losses, **look)
    inside = losses <= top
    ax.plot(path[inside], losses[inside], **{**style.PATH, "ls": "none", "ms": size})
    if inside[0]:
        style.dot(ax, path[0], losses[0], PLUM, 1.9 * size, hollow=True, zorder=7)


def _track(fig, excess):
    """Draw by how much the loss exceeds its minimum after every step, on a log scale: on a parabola a line."""
    left, wide = TRACK
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH - 0.3)
    first = excess[0] if excess[0] > 0 else 1.0
    floor = LOWEST * first
    shown = np.clip(excess, floor, None)
    ax.set(yscale="log", xlim=(-0.5, LONGEST + 0.6), ylim=(floor / 5, 1e3 * first))
    style.guide(ax, y=first)
    ax.plot(np.arange(len(shown)), shown, **style.PATH, clip_on=True)
    style.dot(ax, 0, shown[0], PLUM, 8, hollow=True)
    lowest = [(floor, r"$\approx 0$")] if (excess < floor).any() else []
    powers = [k for k in range(-30, 31, 3) if 4 * floor < 10.0**k < 1e3 * first]
    style.ticks(ax, [0, 5, 10, 15, 20], lowest + [(10.0**k, decade(k)) for k in powers])
    style.name_axes(ax, "k")
    math(fig, left - 0.1, BOTTOM + HIGH - 0.12, r"L - \min L", 12.5, INK, va="center")


def decade(k):
    """Write a power of ten as a tick."""
    return "$1$" if k == 0 else f"$10^{{{k}}}$"


def _headings(fig, eta, times, losses):
    math(fig, LEFT, HEADING, rf"\eta = {math_number(eta)}", 16, INK, va="center")
    source = rf"w - \hat w{{:}}\ \ \times\,{signed(math_number(times))}"
    math(fig, LEFT + WIDE, HEADING, source, 15, PLUM, ha="right", va="center")
    left, wide = TRACK
    source = rf"L_{{{len(losses) - 1}}} = {math_number(losses[-1])}"
    math(fig, left + wide, HEADING, source, 15, INK, ha="right", va="center")


def signed(text):
    """Put a negative factor into brackets, so that its minus is not read as a difference."""
    return rf"({text})" if text.startswith("{-}") else text


def small_steps(ax, eta=0.18, k=8, x=(1, 2, 3), y=(2, 4, 6), start=0.0):
    """Draw the parabola and the path in miniature."""
    loss = LineLoss(x, y)
    path = descend(lambda w: loss(w).sum(), float(start), float(eta), int(k))
    losses = loss.values(path)
    half = max(reach(loss), 1.05 * abs(path[0] - loss.best))
    top = float(loss.values([loss.best + half])[0])
    ax.set(xlim=(loss.best - half, loss.best + half), ylim=(-0.05 * top, 1.06 * top))
    curve = np.linspace(loss.best - half, loss.best + half, 121)
    ax.plot(curve, loss.values(curve), **{**style.FUNCTION, "lw": 1.4})
    trail(ax, path, losses, top, 3.4)
    times = factor(loss, float(eta))
    what = "the distance from the best w is multiplied by"
    return Frame(rf"\times\,{signed(math_number(times, 3))}", number(times), what, PLUM)


steps.miniature = small_steps
