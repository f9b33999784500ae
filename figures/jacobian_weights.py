"""Three sliders for v: the rows of a table of slopes, weighted and added up."""

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
    key,
    pulled,
    spaced,
    table,
    three,
)
from .style import GREY, INK, RED, math, math_number

LEFT, DISCS, FIRST, TIMES, SECOND = 0.25, 1.78, 2.2, 4.5, 5.05
TOP = 2.4  # bottom of the first row
BAR = 0.34  # bottom of the result


def weighted(v1=1.0, v2=2.0, v3=0.0):
    """Draw J of y = (x₁², x₁x₂, sin x₂) at (1, 2), each row times its weight, and the sum vᵀJ that backward gives.

    weighted(v1=0, v2=1, v3=0)  # picks row 2
    """
    v = np.array([v1, v2, v3], float)
    slopes, result = table(three, POINT, 3), pulled(three, POINT, v)
    with style.canvas(style.ROW) as fig:
        _headings(fig)
        for i, (weight, row) in enumerate(zip(v, slopes, strict=True)):
            _row(fig, i, weight, row)
        _result(fig, result, v)
        key(fig, FIRST, 0.55, across(2))
        return style.Picture(fig, _alt(v, result))


def _middles(left):
    return [left + j * (CELL_W + GAP) + CELL_W / 2 for j in range(2)]


def _headings(fig):
    up = TOP + CELL_H + 0.2
    for left, name, shape in ((FIRST, "J", "[3,2]"), (SECOND, r"v_i\,J_{ij}", None)):
        middle = left + across(2) / 2
        math(fig, middle, up + 0.36, name, 17, INK, **MIDDLE)
        if shape:
            math(fig, middle + 0.2, up + 0.35, shape, 12, GREY, ha="left", va="center")
        for j, x in enumerate(_middles(left)):
            math(fig, x, up, f"x_{j + 1}", 14, INK, **MIDDLE)
    math(fig, DISCS, up, "v", 16, RED, **MIDDLE)
    math(fig, DISCS, up + 0.35, "[3]", 12, GREY, **MIDDLE)


def _row(fig, i, weight, row):
    """Draw one result of f: its formula, its weight, its slopes, and these times the weight."""
    bottom, off = TOP - i * (CELL_H + GAP), weight == 0
    middle, color = bottom + CELL_H / 2, GREY if off else INK
    math(fig, LEFT, middle, FORMULAS[i], 14, color, va="center")
    disc(fig, DISCS, middle, weight)
    math(fig, TIMES, middle, rf"\times\, {math_number(weight)}", 14, GREY if off else RED, **MIDDLE)
    for j, slope in enumerate(row):
        cell(fig, FIRST + j * (CELL_W + GAP), bottom, slope, off)
        cell(fig, SECOND + j * (CELL_W + GAP), bottom, weight * slope + 0.0, off)


def _result(fig, result, v):
    """Draw the sums of the weighted columns, boxed."""
    end = TOP - 2 * (CELL_H + GAP)
    for j, x in enumerate(_middles(SECOND)):
        style.arrow(fig, (x, end - 0.06), (x, BAR + CELL_H + 0.12), RED, 2.4, 14)
        math(fig, x + 0.2, (end + BAR + CELL_H) / 2 + 0.03, "+", 15, RED, **MIDDLE)
        cell(fig, SECOND + j * (CELL_W + GAP), BAR, result[j], size=17)
    box(fig, SECOND, BAR, across(2), CELL_H)
    math(fig, SECOND - 0.2, BAR + CELL_H / 2, "v^T J", 17, RED, ha="right", va="center")
    math(fig, SECOND + across(2) + 0.28, BAR + CELL_H / 2, "[2]", 12, GREY, **MIDDLE)


def _alt(v, result):
    return (
        f"Table of slopes of three results by two inputs at x = (1, 2). Weights v = {spaced(v)} stand beside its rows; "
        f"a copy shows each row times its weight. The columns of the copy add up to {spaced(result)}."
    )
