"""The tables of lesson 10: slopes, weights, sums and saved numbers that are drawn are those of the mathematics."""

import math

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyArrowPatch

from figures import jacobian_cells, jacobian_drawers, jacobians
from figures.style import AMBER, INK, PLUM, RED

J = np.array([[2, 0], [2, 1], [0, math.cos(2)]])


def cells(picture):
    """Return the numbers in the picture, as they are written, with their places."""
    found = []
    for text in picture.figure.texts:
        plain = text.get_text().strip("$").replace("{-}", "-")
        try:
            found.append((float(plain), *text.get_position()))
        except ValueError:
            continue
    return found


def at(picture, left, bottom, high=jacobian_cells.CELL_H, wide=jacobian_cells.CELL_W):
    """Return the number written in the cell with this lower left corner."""
    (value,) = [n for n, x, y in cells(picture) if left < x < left + wide and bottom < y < bottom + high]
    return value


def discs(picture, color):
    circles = [p for p in picture.figure.findobj(Circle) if to_hex(p.get_edgecolor()).upper() == color]
    return [p for p in circles if to_hex(p.get_facecolor()).upper() == color]


def arrows(picture, color):
    found = picture.figure.findobj(FancyArrowPatch)
    return [p for p in found if to_hex(p.get_edgecolor()).upper() == color]


WEIGHTS = [(1, 2, 0), (0, 0, 0), (-1.5, 2, -2), (0.5, -0.5, 1.5), (-2, -2, -2), (1, 1, 1)]


@pytest.mark.parametrize("v", WEIGHTS)
def test_weighted_rows_add_up_to_the_result(look, v):
    from figures import jacobian_weights as module

    picture = jacobians.weighted(*v)
    step, wide = module.CELL_H + module.GAP, module.CELL_W + module.GAP
    table = [[at(picture, module.FIRST + j * wide, module.TOP - i * step) for j in (0, 1)] for i in range(3)]
    copy = [[at(picture, module.SECOND + j * wide, module.TOP - i * step) for j in (0, 1)] for i in range(3)]
    result = [at(picture, module.SECOND + j * wide, module.BAR) for j in (0, 1)]
    assert np.array(table) == pytest.approx(J, abs=5e-4)
    assert np.array(copy) == pytest.approx(np.array(v)[:, None] * J, abs=5e-3)
    assert result == pytest.approx(np.array(v) @ J, abs=5e-3)
    assert len(discs(picture, RED)) == np.count_nonzero(v)
    assert len(arrows(picture, RED)) == 2
    assert look.flaws(picture) == []


def test_every_slider_position_is_legible(look):
    for v1 in np.arange(-2, 2.1, 0.5):
        for v3 in (-2, -0.5, 1.5):
            assert look.flaws(jacobians.weighted(v1, -v1, v3)) == [], (v1, v3)


@pytest.mark.parametrize("v", [(1, 1, 1, 1), (1, 0, 0, 0), (0, 4, 0, 0), (1, 2, 3, 4)])
def test_minus_the_mean_takes_the_mean_from_v(look, v):
    from figures import jacobian_mean as module

    picture = jacobians.centred(v)
    step, wide = module.HIGH + module.GAP, module.WIDE + module.GAP
    table = [
        [at(picture, module.TABLE + j * wide, module.TOP - i * step, module.HIGH, module.WIDE) for j in range(4)]
        for i in range(4)
    ]
    assert np.array(table) == pytest.approx(np.eye(4) - 0.25)
    result = [at(picture, module.TABLE + j * wide, module.BAR, module.HIGH, module.WIDE) for j in range(4)]
    assert result == pytest.approx(np.array(v) - np.mean(v), abs=5e-3)
    assert len(discs(picture, RED)) == np.count_nonzero(v)
    assert look.flaws(picture) == []


@pytest.mark.parametrize("k", range(4))
def test_each_pass_fills_one_row(look, k):
    picture = jacobians.passes(k)
    waiting = [t for t in picture.figure.texts if t.get_text() == "$?$"]
    assert len(waiting) == 2 * (3 - k)
    assert len(discs(picture, RED)) == len(arrows(picture, RED)) == (k > 0)
    assert f"after {k} of 3 passes" in picture.alt
    values = sorted(n for n, x, _ in cells(picture) if x > 5)
    assert values == pytest.approx(sorted(J[:k].ravel()), abs=5e-4)
    assert look.flaws(picture) == []


def test_the_two_sides_give_a_row_and_a_column(look):
    picture = jacobians.sides((1, 2, -1), (2, -1))
    assert "(6, 2.416)" in picture.alt and "(4, 3, 0.4161)" in picture.alt
    row, column = np.array([1, 2, -1]) @ J, J @ np.array([2, -1])
    written = [n for n, _, _ in cells(picture)]
    for number in (*row, *column):
        assert any(abs(number - n) < 5e-3 for n in written)
    assert (len(discs(picture, RED)), len(discs(picture, PLUM))) == (3, 2)
    assert (len(arrows(picture, RED)), len(arrows(picture, PLUM))) == (2, 3)
    assert look.flaws(picture) == []
    assert look.flaws(jacobians.sides()) == []


@pytest.mark.parametrize("first, ends, held", [("default", (2, None, None), 0), ("retain_graph=True", (2, 4, 12), 3)])
def test_the_drawers_hold_what_the_nodes_saved(look, first, ends, held):
    picture = jacobians.drawers(first)
    kept = [p for p in picture.figure.patches + picture.figure.artists if _filled(p)]
    assert len(kept) == 3 + held
    runs = [jacobian_drawers.tried(f, first != "default") for _, f in jacobian_drawers.OPERATIONS]
    assert [run[0] for run in runs] == [[], [2], [3, 3]]
    assert [len(run[1]) for run in runs] == ([0, 1, 2] if held else [0, 0, 0])
    assert tuple(run[2] for run in runs) == ends
    words = [t.get_text() for t in picture.figure.texts if t.get_color() == INK]
    assert words.count("RuntimeError") == ends.count(None)
    assert look.flaws(picture) == []


def _filled(patch):
    return to_hex(patch.get_facecolor()).upper() == AMBER


@pytest.mark.parametrize(
    "call",
    [
        lambda: jacobians.centred((1, 2)),
        lambda: jacobians.passes(4),
        lambda: jacobians.sides((1, 1), (1, 1)),
        lambda: jacobians.drawers("sometimes"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call):
    with pytest.raises(ValueError):
        call()
