"""The graphs of lesson 07: slopes, products, sums and counts that are drawn are those of the mathematics."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle

from figures import chain_ladder, chain_paths, chain_sweep, chains
from figures.style import AMBER, BLUE, GREY, PLUM, RED


def written(picture, color=None):
    """Return the formulas on a picture, without their dollar signs; of one colour if told."""
    texts = [t for ax in picture.figure.axes for t in ax.texts] + picture.figure.texts
    return [t.get_text().strip("$") for t in texts if color in (None, t.get_color())]


def marked(picture):
    """Return how many wires lie on the marker-pen colour."""
    lines = [line for ax in picture.figure.axes for line in ax.get_lines()]
    return sum(to_hex(line.get_color()).upper() == AMBER for line in lines)


@pytest.mark.parametrize("a, b", [(2, 1), (-3, 1), (0, -1), (3, 3), (-3, -3), (1, -2)])
def test_paths_multiply_and_add_to_the_derivative(look, a, b):
    for into, wanted, count in (("a", b + 1, 1), ("b", (b + 1) + (a + b), 2)):
        picture = chains.paths(into, a, b)
        (total,) = [text for text in written(picture, BLUE) if "dfrac" in text]
        assert float(re.sub(r"[{}]", "", total.rpartition("=")[2])) == wanted
        products = [text for text in written(picture, BLUE) if r"\cdot" in text]
        assert len(products) == count
        shares = [float(re.sub(r"[{}]", "", text.rpartition("=")[2])) for text in products]
        assert sum(shares) == wanted
        assert f"∂e/∂{into}, is {wanted}".replace("-", "−") in picture.alt
        assert marked(picture) == 2 * count
        assert look.flaws(picture) == []


def test_the_local_slopes_are_those_of_each_operation():
    _, slopes = chain_paths.measured(2.0, 1.0)
    assert slopes == {("a", "c"): 1, ("b", "c"): 1, ("b", "d"): 1, ("c", "e"): 2, ("d", "e"): 3}


def test_another_input_is_refused():
    with pytest.raises(ValueError, match='"a" or "b"'):
        chains.paths("c")


def test_both_ways_end_with_the_same_slopes():
    values, slopes = chain_sweep.measured()
    assert values["L"] == 16
    gradient = {"w": 2 * 4 * 2, "x": 2 * 4 * 3, "b": 2 * 4}
    back = {step.wire[0]: step.sent for step in chain_sweep.backward(slopes)}
    assert {name: back[name] for name in gradient} == gradient
    onward = {step.sweep: step.sent for step in chain_sweep.forward(slopes)}
    assert onward == gradient
    assert (len(chain_sweep.backward(slopes)), len(chain_sweep.forward(slopes))) == (5, chains.MOST)


@pytest.mark.parametrize("way, color, whole", [("reverse", RED, 5), ("forward", PLUM, 8)])
def test_each_step_fills_one_disc(look, way, color, whole):
    for step in range(chains.MOST + 1):
        picture = chains.sweep(step, way)
        discs = [p for ax in picture.figure.axes for p in ax.patches if isinstance(p, Circle) and p.get_radius() < 0.1]
        filled = [p for p in discs if to_hex(p.get_facecolor()).upper() == color]
        assert (len(discs), len(filled)) == (13, min(step, whole))
        assert str(min(step, whole)) in written(picture)
        assert marked(picture) == (step > 0)
        assert look.flaws(picture) == [], step


@pytest.mark.parametrize("step, way", [(-1, "reverse"), (2, "sideways")])
def test_an_unknown_sweep_is_refused(step, way):
    with pytest.raises(ValueError):
        chains.sweep(step, way)


@pytest.mark.parametrize("k", range(1, chains.LONGEST_DRAWN + 1))
def test_the_ladder_has_two_to_the_k_paths_and_k_visits(look, k):
    assert chain_ladder.counted(k) == (2**k, k)
    picture = chains.ladder(k)
    drawing, growth = picture.figure.axes
    assert len(look.lines(drawing, PLUM)) == k
    assert sum(isinstance(p, Circle) for p in drawing.patches) == k
    (paths,), (visits,) = look.lines(growth, PLUM), look.lines(growth, RED)
    assert 2 ** paths[1] == pytest.approx(2.0 ** np.arange(1, 11))
    assert 2 ** visits[1] == pytest.approx(np.arange(1, 11))
    assert {str(2**k), str(k)} <= set(written(picture))
    assert f"{2**k} paths" in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize("k", [0, 7, 2.5])
def test_a_ladder_that_cannot_be_drawn_is_refused(k):
    with pytest.raises(ValueError):
        chains.ladder(k)


@pytest.mark.parametrize("x0", np.round(np.arange(0, 2.21, 0.1), 1))
def test_the_second_machine_stands_at_the_height_of_the_first(look, x0):
    picture = chains.machines(x0)
    first, second = picture.figure.axes[:2]
    u0 = x0**2 + 1
    ((left,), (right,)) = look.lines(first, BLUE, dashed=True), look.lines(second, BLUE, dashed=True)
    assert (look.slope(left), look.slope(right)) == pytest.approx((2 * x0, 2 * u0), abs=1e-6)
    assert np.interp(u0, *right) == pytest.approx(u0**2)
    ghost = look.lines(second, GREY)[0]
    assert look.slope(ghost) == pytest.approx(2 * x0, abs=1e-6)
    assert look.flaws(picture) == []


@pytest.mark.parametrize("x0", [-0.1, 2.3])
def test_a_point_off_the_axis_is_refused(x0):
    with pytest.raises(ValueError):
        chains.machines(x0)
