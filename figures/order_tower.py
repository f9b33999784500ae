"""tanh and its first five derivatives side by side: the slope in one panel is the height in the next (lesson 11)."""

import numpy as np

import autograd_lite as torch

from . import style
from .order_functions import HIGHEST, NAMES, derivatives
from .style import BLUE, GREY, INK, RED, math, math_number, number, words

LEFT, ACROSS, WIDE, BOTTOM, HIGH = 0.8, 1.105, 0.96, 1.28, 1.5
HEIGHTS, SLOPES = 0.93, 0.37  # inches: the two rows of numbers
HALF = 3.0
TANGENT = 0.46  # inches from the point to either end of a tangent, in every panel
WHERE = 2.0


def tower(x0=0.0):
    """Draw tanh and five derivatives with their tangents at x0; each slope is carried on to the next height.

    Raises ValueError if x0 is not between −2 and 2.
    """
    x0 = round(float(x0), 9) + 0.0
    if not -WHERE <= x0 <= WHERE:
        raise ValueError(f"x0 must be between {-WHERE} and {WHERE}")
    x = np.linspace(-HALF, HALF, 241)
    curves = derivatives(torch.tanh, x, HIGHEST)
    at = derivatives(torch.tanh, [x0], HIGHEST + 1)[:, 0]
    with style.canvas(3.45) as fig:
        for n in range(HIGHEST + 1):
            _panel(fig, n, x, curves[n], x0, at)
            _numbers(fig, n, at)
        words(fig, 0.2, HEIGHTS, "height", 10, INK, va="center")
        words(fig, 0.2, SLOPES, "slope", 10, BLUE, va="center")
        return style.Picture(fig, _alt(x0, at))


def middle(n):
    return LEFT + ACROSS * n + WIDE / 2


def _panel(fig, n, x, y, x0, at):
    """Draw one derivative on a cross through the origin, with its tangent, which is as long in every panel."""
    ax = style.ax_in(fig, LEFT + ACROSS * n, BOTTOM, WIDE, HIGH, bare=True)
    top = float(np.max(np.abs(y)))
    ax.set(xlim=(-HALF, HALF), ylim=(-1.25 * top, 1.25 * top))
    ax.plot([-HALF, HALF], [0, 0], **style.GUIDE_LINE)
    ax.plot([0, 0], [-1.25 * top, 1.25 * top], **style.GUIDE_LINE)
    ax.plot(x, y, **{**style.FUNCTION, "lw": 2})
    run = TANGENT / np.hypot(WIDE / (2 * HALF), at[n + 1] * HIGH / (2.5 * top))
    if at[n + 1]:  # a steep one stays inside the panel's height
        run = min(run, (1.42 * top - abs(at[n])) / abs(at[n + 1]))
    ends = np.array([x0 - run, x0 + run])
    ax.plot(ends, at[n] + at[n + 1] * (ends - x0), **{**style.TANGENT, "lw": 1.9}, clip_on=False)
    style.dot(ax, x0, at[n], INK, 7.5)
    math(fig, middle(n), BOTTOM + HIGH + 0.36, NAMES[n], 15, INK, ha="center", va="center")
    math(fig, middle(n) + 0.07, BOTTOM + HIGH + 0.04, math_number(top, 2), 10.5, GREY, style.CARD, va="center")


def _numbers(fig, n, at):
    """Write height over slope; an arrow carries the slope to the next panel's height."""
    math(fig, middle(n), HEIGHTS, math_number(at[n], 3), 16, INK, ha="center", va="center")
    if n == HIGHEST:
        return
    math(fig, middle(n), SLOPES, math_number(at[n + 1], 3), 14, BLUE, ha="center", va="center")
    start, end = (middle(n) + 0.33, SLOPES + 0.1), (middle(n + 1) - 0.36, HEIGHTS - 0.13)
    style.arrow(fig, start, end, RED, 2, 12)


def _alt(x0, at):
    heights = style.listing(number(value, 3) for value in at[:-1])
    return (
        f"Six panels in a row: tanh and its first five derivatives, each with its tangent at x = {number(x0)}. "
        f"Their heights there are {heights}. Arrows carry the slope in each panel to the height in the next."
    )
