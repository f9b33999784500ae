"""The whole table by backward: one pass per row, each with a single 1 in v."""

import numpy as np

from . import style
from .jacobian_cells import (
    CELL_H,
    CELL_W,
    FORMULAS,
    GAP,
    MIDDLE,
    POINT,
    across,
    box,
    cell,
    disc,
    pulled,
    spaced,
    three,
    waiting,
)
from .style import GREY, INK, RED, math

ROWS = 3
LEFT, DISCS, GRAD, TABLE = 0.25, 1.85, 2.55, 5.25
TOP, HIGH = 1.78, 3.15


def passes(k=2):
    """Draw the table of slopes after k passes: each pass sends one row back, and the rest is still unknown.

    Raises ValueError unless k is 0, 1, 2 or 3.
    """
    if k not in range(ROWS + 1):
        raise ValueError(f"k must be a whole number from 0 to {ROWS}")
    unit = np.eye(ROWS)
    rows = [pulled(three, POINT, unit[i]) for i in range(int(k))]
    with style.canvas(HIGH) as fig:
        _headings(fig, k)
        for i in range(ROWS):
            middle = _middle(i)
            math(fig, LEFT, middle, FORMULAS[i], 14, INK if i < k else GREY, va="center")
            disc(fig, DISCS, middle, unit[k - 1][i] if k else 0.0)
            for j in range(2):
                place = (TABLE + j * (CELL_W + GAP), middle - CELL_H / 2)
                cell(fig, *place, rows[i][j]) if i < k else waiting(fig, *place)
        if k:
            _sent(fig, k - 1, rows[-1])
        _count(fig, k)
        return style.Picture(fig, _alt(k, rows))


def _middle(i):
    return TOP - i * (CELL_H + GAP) + CELL_H / 2


def _headings(fig, k):
    up = TOP + CELL_H + 0.24
    math(fig, DISCS, up, "v", 16, RED if k else GREY, **MIDDLE)
    style.words(fig, GRAD + across(2) / 2, up, "x.grad", 10.5, RED if k else GREY, family="monospace", **MIDDLE)
    math(fig, TABLE + across(2) / 2, up + 0.34, "J", 17, INK, **MIDDLE)
    for j in range(2):
        math(fig, TABLE + j * (CELL_W + GAP) + CELL_W / 2, up, f"x_{j + 1}", 14, INK, **MIDDLE)


def _sent(fig, i, row):
    """Draw what the latest pass left in x.grad, and the row of the table it becomes."""
    middle = _middle(i)
    style.arrow(fig, (DISCS + 0.28, middle), (GRAD - 0.1, middle), RED, 2.4, 14)
    for j, slope in enumerate(row):
        cell(fig, GRAD + j * (CELL_W + GAP), middle - CELL_H / 2, slope)
    box(fig, GRAD, middle - CELL_H / 2, across(2), CELL_H)
    style.arrow(fig, (GRAD + across(2) + 0.14, middle), (TABLE - 0.08, middle), GREY, 1.3, 10)


def _count(fig, k):
    """Draw one dot per pass, red once it is done."""
    x = DISCS
    for i in range(ROWS):
        look = {"fc": RED, "ec": RED} if i < k else {"fc": "none", "ec": GREY}
        style.rounded(fig, x + 0.22 * i - 0.06, 0.26, 0.12, 0.12, 0.06, lw=1.4, zorder=5, **look)
    style.words(fig, x + 0.22 * ROWS, 0.32, f"{k} of {ROWS} passes", 10, GREY, va="center")


def _alt(k, rows):
    known = f"Row {k}, {spaced(rows[-1])}, came last, with the 1 of v at its place." if k else "No row is known yet."
    return (
        f"A table of slopes, three results by two inputs, filled by backward passes: after {k} of {ROWS} passes "
        f"{k} of its rows are known. {known}"
    )
