"""Two products with one table: weights come in from the side of the results, a step from the side of the inputs."""

import numpy as np

import autograd_lite as torch

from . import style
from .jacobian_cells import CELL_H, GAP, MIDDLE, POINT, across, box, cell, disc, pulled, spaced, table, three
from .style import GREY, PLUM, RED, math

WIDE = 0.8
BACK, AHEAD = 1.1, 4.35  # left edges of the two tables
TOP, BAR, HIGH = 2.4, 0.34, 4.15


def sides(v=(1.0, 1.0, 1.0), u=(1.0, 1.0)):
    """Draw vᵀJ and Ju beside each other: v has the shape of the results, u that of the inputs.

    Raises ValueError if v is not three numbers or u not two.
    """
    v, u = np.array(v, float), np.array(u, float)
    if (v.shape, u.shape) != ((3,), (2,)):
        raise ValueError("v needs 3 numbers, one per result, and u needs 2, one per input")
    slopes, row = table(three, POINT, 3), pulled(three, POINT, v)
    column = torch.autograd.functional.jvp(three, torch.tensor(list(POINT)), torch.tensor(u.tolist()))[1].numpy() + 0.0
    with style.canvas(HIGH) as fig:
        for left, name in ((BACK, "v^T J"), (AHEAD, "J u")):
            _table(fig, left, slopes)
            math(fig, left + across(2, WIDE) / 2, TOP + 1.37, name, 17, RED if left == BACK else PLUM, **MIDDLE)
        _back(fig, v, row)
        _ahead(fig, u, column)
        return style.Picture(fig, _alt(v, u, row, column))


def _table(fig, left, slopes):
    for i, row in enumerate(slopes):
        for j, slope in enumerate(row):
            cell(fig, left + j * (WIDE + GAP), TOP - i * (CELL_H + GAP), slope, wide=WIDE, size=14)


def _back(fig, v, row):
    """Draw v to the left of the table and what falls out under it: a row like x."""
    for i, weight in enumerate(v):
        middle = TOP - i * (CELL_H + GAP) + CELL_H / 2
        math(fig, BACK - 0.85, middle, f"y_{i + 1}", 13, GREY, **MIDDLE)
        disc(fig, BACK - 0.42, middle, weight)
    for j, number in enumerate(row):
        x = BACK + j * (WIDE + GAP)
        math(fig, x + WIDE / 2, TOP + CELL_H + 0.17, f"x_{j + 1}", 13, GREY, **MIDDLE)
        end = TOP - 2 * (CELL_H + GAP)
        style.arrow(fig, (x + WIDE / 2, end - 0.06), (x + WIDE / 2, BAR + CELL_H + 0.1), RED, 2.4, 14)
        cell(fig, x, BAR, number, wide=WIDE, size=16)
    box(fig, BACK, BAR, across(2, WIDE), CELL_H)
    math(fig, BACK - 0.42, BAR + CELL_H / 2, "[2]", 12, GREY, **MIDDLE)
    math(fig, BACK - 0.42, TOP + CELL_H + 0.17, "[3]", 12, GREY, **MIDDLE)


def _ahead(fig, u, column):
    """Draw u above the table and what comes out beside it: a column like y."""
    for j, part in enumerate(u):
        x = AHEAD + j * (WIDE + GAP) + WIDE / 2
        disc(fig, x, TOP + CELL_H + 0.27, part, PLUM)
        math(fig, x, TOP + CELL_H + 0.62, f"x_{j + 1}", 13, GREY, **MIDDLE)
    left = AHEAD + across(2, WIDE) + 0.5
    for i, number in enumerate(column):
        bottom = TOP - i * (CELL_H + GAP)
        middle = bottom + CELL_H / 2
        math(fig, AHEAD - 0.25, middle, f"y_{i + 1}", 13, GREY, **MIDDLE)
        style.arrow(fig, (left - 0.44, middle), (left - 0.1, middle), PLUM, 2.4, 14)
        cell(fig, left, bottom, number, wide=WIDE, size=15)
    low = TOP - 2 * (CELL_H + GAP)
    box(fig, left, low, WIDE, 3 * CELL_H + 2 * GAP, PLUM)
    math(fig, left + WIDE / 2, TOP + CELL_H + 0.27, "[3]", 12, GREY, **MIDDLE)
    math(fig, AHEAD - 0.25, TOP + CELL_H + 0.27, "[2]", 12, GREY, **MIDDLE)


def _alt(v, u, row, column):
    return (
        f"The same table of slopes, three rows and two columns, twice. Left, weights v = {spaced(v)} beside its rows "
        f"give a row of two, {spaced(row)}. Right, a step u = {spaced(u)} above its columns gives a column of three, "
        f"{spaced(column)}."
    )
