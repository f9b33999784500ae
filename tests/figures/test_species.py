"""The penguins' network: curves, table and map show the numbers they are given."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from figures import species
from figures.style import AMBER, INK, PLUM

TRAIN, HELD, WRONG = np.geomspace(1.1, 0.02, 50), np.geomspace(1.1, 0.05, 50), np.linspace(40, 2, 50).round()


def written(picture):
    texts = [t for ax in picture.figure.axes for t in ax.texts] + picture.figure.texts
    return [t.get_text().strip("$") for t in texts]


def test_learning_draws_the_series_it_is_given(look):
    picture = species.learning(TRAIN, HELD, WRONG, count=68)
    losses, wrong = picture.figure.axes
    assert np.allclose(look.lines(losses, PLUM)[0][1], TRAIN)
    assert np.allclose(look.lines(losses, INK, dashed=True)[0][1], HELD)
    assert np.allclose(look.lines(wrong, PLUM)[0][1], WRONG)
    assert {"0.02", "0.05", "2"} <= set(written(picture))
    assert look.flaws(picture) == []


@pytest.mark.parametrize("held", [HELD, TRAIN * 1.02, TRAIN * 20])
def test_learning_keeps_its_labels_apart(look, held):
    assert look.flaws(species.learning(TRAIN, held, WRONG, count=68)) == []


@pytest.mark.parametrize("train, held", [(TRAIN[:3], HELD), (-TRAIN, HELD)])
def test_learning_refuses_series_that_do_not_fit(train, held):
    with pytest.raises(ValueError):
        species.learning(train, held, WRONG, count=68)


def marked(picture):
    boxes = [a for a in picture.figure.get_children() if isinstance(a, FancyBboxPatch)]
    return sum(to_hex(box.get_facecolor()).upper() == AMBER for box in boxes)


@pytest.mark.parametrize("table", [np.diag([30, 14, 24]), [[29, 1, 0], [3, 10, 1], [0, 2, 22]], np.zeros((3, 3), int)])
def test_answers_write_every_count_and_mark_the_wrong_ones(look, table):
    table = np.asarray(table)
    picture = species.answers(table)
    cells = [text for text in written(picture) if re.fullmatch(r"\d+", text)]
    assert sorted(map(int, cells)) == sorted(table.ravel().tolist())
    off = table - np.diag(np.diag(table))
    assert marked(picture) == np.count_nonzero(off)
    assert rf"{table[0, 0]}\ /\ {table[0].sum()}" in written(picture)
    assert look.flaws(picture) == []


@pytest.mark.parametrize("table", [np.ones((2, 3)), np.full((3, 3), -1), np.full((3, 3), 0.5)])
def test_answers_refuse_what_is_no_table_of_counts(table):
    with pytest.raises(ValueError):
        species.answers(table)


def test_birds_are_all_drawn_and_the_wrong_ones_ringed(look):
    rng = np.random.default_rng(1)
    points, label = rng.uniform((33, 13), (60, 21), (40, 2)), np.arange(40) % 3
    answer = label.copy()
    answer[[4, 9]] = (label[[4, 9]] + 1) % 3
    picture = species.birds(points, label, answer)
    (ax,) = picture.figure.axes
    groups = [line for line in ax.get_lines() if len(line.get_xdata()) > 1]
    assert sum(len(line.get_xdata()) for line in groups) == 40
    rings = [line for line in ax.get_lines() if to_hex(line.get_markerfacecolor()).upper() == AMBER]
    assert {(line.get_xdata()[0], line.get_ydata()[0]) for line in rings} == {tuple(points[4]), tuple(points[9])}
    assert "the 2 wrong answers" in picture.alt
    assert look.flaws(picture) == []


def test_birds_without_a_wrong_answer_and_birds_that_do_not_pair(look):
    points, label = np.random.default_rng(2).uniform((33, 13), (60, 21), (12, 2)), np.arange(12) % 3
    assert look.flaws(species.birds(points, label, label)) == []
    with pytest.raises(ValueError):
        species.birds(points[:5], label, label)
