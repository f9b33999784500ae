"""The loss of the birds a network learns from and of birds it never sees, and its wrong answers, step by step."""

import numpy as np

from . import style
from .species_network import trained
from .style import CARD, GREY, INK, PLUM, math, math_number, number

BOTTOM, TALL = 0.55, 2.55
HIGH = 3.8


def learning(train, held, wrong, count):
    """Draw both losses against the step k on a log axis, and how many of `count` held-out birds are wrong.

    The three series hold one number per step. Raises ValueError if their lengths differ or a loss is not above 0.

        learning(train, held, wrong, count=68)
    """
    train, held, wrong = (np.asarray(series, float).ravel() for series in (train, held, wrong))
    if not len(train) == len(held) == len(wrong) >= 2:
        raise ValueError(f"three series of one length are needed, not {len(train)}, {len(held)} and {len(wrong)}")
    if not (train.min() > 0 and held.min() > 0):
        raise ValueError("a log axis needs losses above 0")
    with style.canvas(HIGH) as fig:
        _losses(fig, train, held)
        _wrong(fig, wrong)
        return style.Picture(fig, _alt(train, held, wrong, count))


learning.example = lambda: {
    k: v for k, v in {**trained(3), "count": 68}.items() if k in ("train", "held", "wrong", "count")
}


def _alt(train, held, wrong, count):
    return (
        f"Left, log axis: in {len(train)} steps the loss of the training birds falls from {number(train[0], 2)} to "
        f"{number(train[-1], 2)}, that of held-out birds stays above, at {number(held[-1], 2)}. Right: of {count} "
        f"held-out birds {int(wrong[0])} are wrong at first, {int(wrong[-1])} at last."
    )


def _losses(fig, train, held):
    ax = style.ax_in(fig, 0.75, BOTTOM, 3.2, TALL)
    steps, last = np.arange(len(train)), len(train) - 1
    low = 10.0 ** np.floor(np.log10(min(train.min(), held.min())))
    top = 1.25 * max(train.max(), held.max())
    ax.set(yscale="log", xlim=(-0.03 * last, 1.03 * last), ylim=(low, top))
    ax.fill_between(steps, train, np.maximum(held, train), color=GREY, alpha=0.1, lw=0, zorder=2)
    ax.plot(steps, held, color=INK, lw=1.6, ls=(0, (1, 1.6)), zorder=5)
    ax.plot(steps, train, color=PLUM, lw=2.6, zorder=6)
    style.dot(ax, 0, train[0], PLUM, 8, hollow=True)
    for series, color in ((train, PLUM), (held, INK)):
        style.dot(ax, last, series[-1], color, 7)
    decades = [10.0**k for k in range(int(np.log10(low)), 2) if low <= 10.0**k <= top]
    style.ticks(ax, [0, (last + 1, str(last + 1))], [(d, f"${_decade(d)}$") for d in decades])
    style.name_axes(ax, "k", "L")
    gap = np.log10(held[-1] / train[-1])
    places = 10 ** style.spread(np.log10([train[-1], held[-1]]), max(0.18, min(gap, 0.2)))
    for place, series, color in zip(places, (train, held), (PLUM, INK), strict=True):
        text = math_number(series[-1], 2)
        math(ax, last * 1.045, place, text, 15, color, CARD, va="center")
    at = round(0.42 * last)
    math(ax, at, held[at] * 1.35, r"\mathrm{held\ out}", 13.5, INK, CARD, ha="center", va="bottom")
    math(ax, at, train[at] * 0.72, r"\mathrm{train}", 13.5, PLUM, CARD, ha="center", va="top")


def _decade(value):
    power = round(np.log10(value))
    return "1" if power == 0 else f"10^{{{power}}}"


def _wrong(fig, wrong):
    ax = style.ax_in(fig, 5.2, BOTTOM, 1.75, TALL)
    last, top = len(wrong) - 1, max(wrong.max(), 1)
    ax.set(xlim=(-0.04 * last, 1.04 * last), ylim=(0, 1.1 * top))
    style.guide(ax, y=wrong[-1])
    ax.step(np.arange(len(wrong)), wrong, where="post", color=PLUM, lw=2.0, zorder=6)
    style.dot(ax, 0, wrong[0], PLUM, 8, hollow=True)
    style.dot(ax, last, wrong[-1], PLUM, 7)
    style.ticks(ax, [0, (last + 1, str(last + 1))], [(0, "0"), int(wrong[0])])
    style.name_axes(ax, "k")
    math(ax, last, wrong[-1] + 0.07 * top, math_number(wrong[-1]), 16, PLUM, CARD, ha="right", va="bottom")
    style.words(fig, 5.2, BOTTOM + TALL + 0.18, "wrong", 10, GREY, ha="center", va="bottom")
