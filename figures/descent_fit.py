"""A line through data beside its loss: moved by hand, and with the whole curve of the loss (lesson 06)."""

import numpy as np

from . import style
from .descent_runs import LineLoss
from .style import BLUE, CARD, GREY, INK, math, math_number, number

BOTTOM, HIGH, HEADING = 0.55, 2.6, 3.42  # in inches
DATA, LOSS = (0.6, 2.9), (4.35, 2.7)  # left and width of the two panels
FEW = 12  # so many points still show how far each one is missed
REACH = 1.25  # the panel of the loss reaches this far beyond the best w; 1 is the distance of w = 0


def by_hand(w=0.2, x=(1, 2, 3), y=(2, 4, 6)):
    """Draw the line y = w·x through the data and, as a ball, how large its loss is; no curve gives the way.

    `x` and `y` are numbers of equal count. Raises ValueError if they are not, or if w is not finite.

        by_hand(w=0.5, x=(1, 2, 3), y=(2, 4, 6))
    """
    return _picture(w, LineLoss(x, y), whole=False)


def fit(w=0.5, x=(1, 2, 3), y=(2, 4, 6)):
    """Draw the line y = w·x through the data; beside it the loss of every w, with the slope at this one.

    Raises ValueError as `by_hand` does.

        fit(w=0.5, x=(1, 2, 3), y=(2, 4, 6))
    """
    return _picture(w, LineLoss(x, y), whole=True)


def _picture(w, loss, whole):
    w = float(w)
    if not np.isfinite(w):
        raise ValueError(f"w must be a finite number, not {number(w)}")
    height = float(loss.values([w])[0])
    with style.canvas(style.ROW) as fig:
        _data(fig, loss, w)
        _ball(fig, loss, w, height, whole)
        return style.Picture(fig, _alt(loss, w, height, whole))


def _alt(loss, w, height, whole):
    count = "1 point" if len(loss.x) == 1 else f"{len(loss.x)} points"
    left = f"Left: {count} and the dashed line y = {number(w)}·x."
    if not whole:
        return f"{left} Right: one ball at w = {number(w)}, as high as the loss of this line: {number(height)}."
    slope = float(loss.slopes([w])[0])
    return (
        f"{left} Right: the loss against w, a parabola with its lowest point at w = {number(loss.best)}; "
        f"a ball on it at w = {number(w)}, loss {number(height)}, slope {number(slope)}."
    )


def _data(fig, loss, w):
    """Draw the data and the line; a few points also show by how much the line misses them."""
    left, wide = DATA
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH)
    ends = window(loss, span(loss.x))
    ax.set(xlim=ends[0], ylim=ends[1])
    places = np.array(ends[0])
    ax.plot(places, w * places, **style.TANGENT)
    if len(loss.x) <= FEW:
        for one, label in zip(loss.x, loss.y, strict=True):
            _miss(ax, one, label, w * one, ends[1][1] - ends[1][0])
            style.dot(ax, one, label, INK, 8.5)
    else:
        ax.plot(loss.x, loss.y, "o", ms=4.2, mfc="none", mec=INK, mew=0.9, alpha=0.42, zorder=3)
    style.ticks(ax, round_places(*ends[0]), round_places(*ends[1]))
    style.name_axes(ax, "x", "y")
    math(fig, left + 0.22, HEADING, rf"y = {math_number(w)}\,x", 15, BLUE, va="center")


def _miss(ax, x, y, line, high):
    """Draw how far the line passes from one point, with the number where there is room for it."""
    ax.plot([x, x], [y, line], **{**style.CONTEXT, "lw": 1.6})
    if abs(line - y) > 0.09 * high:
        room = {"xytext": (-6, 0), "textcoords": "offset points", "ha": "right", "va": "center"}
        ax.annotate(f"${math_number(line - y, 3)}$", (x, (y + line) / 2), fontsize=12, color=GREY, **room)


def span(values):
    """Return the range of the values and of 0, with a margin."""
    low, high = min(values.min(), 0.0), max(values.max(), 0.0)
    pad = 0.08 * (high - low)
    return (low - pad if low < 0 else low, high + pad)


def window(loss, across):
    """Return the limits of the data panel: all points, and room for lines somewhat too steep or too flat."""
    low, high = span(loss.y)
    room = 0.12 * (high - low)
    return across, (low - room if low < 0 else low, high + room)


def reach(loss):
    """Return how far the panel of the loss goes from the best w to either side."""
    return REACH * (abs(loss.best) or 1.0)


def _ball(fig, loss, w, height, whole):
    """Draw the ball at (w, L); with `whole` also the curve it lies on and its slope there."""
    left, wide = LOSS
    ax = style.ax_in(fig, left, BOTTOM, wide, HIGH)
    half = max(reach(loss), 1.05 * abs(w - loss.best))
    top = float(loss.values([loss.best + half])[0])
    ax.set(xlim=(loss.best - half, loss.best + half), ylim=(0, 1.04 * top))
    heading = rf"L = {math_number(height)}"
    if whole:
        curve = np.linspace(loss.best - half, loss.best + half, 241)
        ax.plot(curve, loss.values(curve), **style.FUNCTION)
        slope = float(loss.slopes([w])[0])
        ax.plot(*rod(ax, w, height, slope, (wide, HIGH), 0.62), **style.TANGENT)
        math(fig, left + wide - 0.02, HEADING, f"L'(w) = {math_number(slope)}", 15, BLUE, ha="right", va="center")
    style.guide(ax, w, height)
    style.dot(ax, w, height, size=11)
    marks = [(0.0, "0"), (w, number(w))] if not whole else [(0.0, "0"), (loss.best, number(loss.best))]
    if len(marks) == 2 and abs(marks[0][0] - marks[1][0]) < 0.2 * half:
        marks = marks[1:]
    style.ticks(ax, marks, [0])
    style.name_axes(ax, "w")
    math(fig, left - 0.1, HEADING, heading, 16, INK, CARD, va="center")


def rod(ax, x, y, slope, size, length):
    """Return the ends of a tangent through (x, y), `length` inches to either side on axes of this size."""
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    across, up = size[0] / (high - low), size[1] / (top - bottom)
    step = length / np.hypot(across, slope * up)
    ends = np.array([x - step, x + step])
    return ends, y + slope * (ends - x)


def round_places(low, high):
    """Return two to four round numbers from low to high, as ticks."""
    decade = np.floor(np.log10(high - low))
    for step in (10.0 ** (decade + k) * m for k in (-1, 0, 1) for m in (1, 2, 5)):
        first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
        if last - first < 4:
            return [(float(k * step), number(k * step)) for k in np.arange(first, last + 1)]
    return []
