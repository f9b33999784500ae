"""x − mean(x): the table of slopes whose columns add up to 0."""

import numpy as np

from . import style
from .jacobian_cells import GAP, MIDDLE, across, box, cell, disc, pulled, spaced, table
from .style import GREY, INK, RED, math

SIZE = 4
WIDE, HIGH = 0.92, 0.46
LEFT, DISCS, TABLE = 0.3, 2.1, 2.5
TOP, BAR, SHEET = 2.62, 0.32, 3.9
VALUES = (1.0, 2.0, 4.0, 5.0)


def centred(v=(1.0, 1.0, 1.0, 1.0)):
    """Draw J of y = x − mean(x) for four numbers, its diagonal framed, and the row vᵀJ under it.

    centred(v=(1, 0, 0, 0))  # the first row alone
    """
    v = np.array(v, float)
    if v.shape != (SIZE,):
        raise ValueError(f"v needs {SIZE} numbers, one per result")
    slopes, result = table(_minus_mean, VALUES, SIZE), np.round(pulled(_minus_mean, VALUES, v), 12) + 0.0
    with style.canvas(SHEET) as fig:
        _headings(fig)
        for i, row in enumerate(slopes):
            bottom = TOP - i * (HIGH + GAP)
            color = INK if v[i] else GREY
            math(fig, LEFT, bottom + HIGH / 2, rf"y_{i + 1} = x_{i + 1} - \mathrm{{mean}}", 13, color, va="center")
            disc(fig, DISCS, bottom + HIGH / 2, v[i], radius=0.18)
            for j, slope in enumerate(row):
                cell(fig, TABLE + j * (WIDE + GAP), bottom, slope, v[i] == 0, WIDE, HIGH, limit=1)
        for k in range(SIZE):
            left, bottom = TABLE + k * (WIDE + GAP), TOP - k * (HIGH + GAP)
            style.rounded(fig, left, bottom, WIDE, HIGH, 0.05, fc="none", ec=INK, lw=1.8, zorder=6)
        _sums(fig, result)
        return style.Picture(fig, _alt(v, slopes, result))


def _minus_mean(x):
    return x - x.mean()


def _headings(fig):
    up = TOP + HIGH + 0.2
    math(fig, DISCS, up, "v", 16, RED, **MIDDLE)
    for j in range(SIZE):
        math(fig, TABLE + j * (WIDE + GAP) + WIDE / 2, up, f"x_{j + 1}", 14, INK, **MIDDLE)
    math(fig, TABLE + across(SIZE, WIDE) / 2, up + 0.32, "J", 17, INK, **MIDDLE)


def _sums(fig, result):
    end = TOP - (SIZE - 1) * (HIGH + GAP)
    for j in range(SIZE):
        x = TABLE + j * (WIDE + GAP) + WIDE / 2
        style.arrow(fig, (x, end - 0.05), (x, BAR + HIGH + 0.09), RED, 2.2, 12)
        cell(fig, TABLE + j * (WIDE + GAP), BAR, result[j], False, WIDE, HIGH, 17, limit=1)
    box(fig, TABLE, BAR, across(SIZE, WIDE), HIGH)
    math(fig, TABLE - 0.2, BAR + HIGH / 2, "v^T J", 17, RED, ha="right", va="center")


def _alt(v, slopes, result):
    return (
        f"Table of slopes of y = x − mean(x) for {SIZE} numbers: {style.number(slopes[0, 0])} on the framed diagonal, "
        f"{style.number(slopes[0, 1])} elsewhere. With the weights v = {spaced(v)} beside its rows, the columns "
        f"add up to {spaced(result)}."
    )
