"""The figures of lesson 11: every height, slope and count that is drawn is that of the mathematics."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyArrowPatch

import autograd_lite as torch
from figures import order_functions, order_mixed, orders
from figures.style import BLUE, GREY, INK, RED

X = sp.symbols("x", real=True)
PLACES = np.arange(-2, 2.1, 0.25)


def exact(order, at):
    return float(sp.diff(sp.tanh(X), X, order).subs(X, at).evalf(30))


def written(picture, color=None):
    """Return the formulas and words on the card itself, of one colour if told."""
    return [t.get_text().strip("$") for t in picture.figure.texts if color in (None, t.get_color())]


def as_number(text):
    return float(text.replace("{-}", "-").replace("−", "-"))


@pytest.mark.parametrize("order", range(6))
def test_each_derivative_is_that_of_sympy(order):
    places = [-1.5, 0.0, 0.5, 2.0]
    got = order_functions.derivatives(torch.tanh, places, order)[order]
    assert got == pytest.approx([exact(order, x) for x in places], abs=1e-8)


@pytest.mark.parametrize("x0", PLACES)
def test_the_tower_hands_each_slope_to_the_next_height(look, x0):
    picture = orders.tower(x0)
    numbers = [t for t in written(picture) if t[-1].isdigit()]
    heights = [as_number(t.get_text().strip("$")) for t in picture.figure.texts if t.get_fontsize() == 16]
    slopes = [as_number(t.get_text().strip("$")) for t in picture.figure.texts if t.get_fontsize() == 14]
    assert len(numbers) >= 11 and slopes == heights[1:]
    assert heights == pytest.approx([exact(n, x0) for n in range(6)], rel=6e-3, abs=1e-8)
    for n, ax in enumerate(picture.figure.axes):
        (tangent,) = look.lines(ax, BLUE, dashed=True)
        assert look.slope(tangent) == pytest.approx(exact(n + 1, x0), abs=1e-6)
        (point,) = look.points(ax, INK)
        assert point == pytest.approx((x0, exact(n, x0)), abs=1e-8)
    assert sum(isinstance(a, FancyArrowPatch) for a in picture.figure.artists) == 5
    assert look.flaws(picture) == []


@pytest.mark.parametrize("order", range(6))
@pytest.mark.parametrize("x0", PLACES)
def test_growth_draws_the_derivative_over_the_slope_it_came_from(look, order, x0):
    picture = orders.growth(order, x0)
    (ax,) = picture.figure.axes
    (curve,) = look.lines(ax, BLUE if order else INK, dashed=False)
    k = len(curve[0]) // 3
    assert curve[1][k] == pytest.approx(exact(order, curve[0][k]), abs=1e-8)
    assert look.points(ax, INK)[0] == pytest.approx((x0, exact(order, x0)), abs=1e-8)
    if order:
        (tangent,) = look.lines(ax, BLUE, dashed=True)
        assert look.slope(tangent) == pytest.approx(exact(order, x0), abs=1e-6)
        assert look.points(ax, GREY)[0] == pytest.approx((x0, exact(order - 1, x0)), abs=1e-8)
    assert look.flaws(picture) == []


def operations(order, x0):
    """Count the operations behind tanh and its derivatives by their numbers of inputs, walking back anew."""
    x = torch.tensor(x0, requires_grad=True)
    y, found = torch.tanh(x), []
    for n in range(order + 1):
        if n:
            (y,) = torch.autograd.grad(y, x, create_graph=True)
        waiting = [y.grad_fn]
        while waiting:
            node = waiting.pop()
            if node is not None and node.name() != "AccumulateGrad" and node not in found:
                found.append(node)
                waiting += [source for source, _ in node.next_functions]
    return len(found)


@pytest.mark.parametrize("order", range(6))
def test_one_dot_per_recorded_operation(order):
    picture = orders.growth(order, 0.5)
    dots = [a for a in picture.figure.artists if isinstance(a, Circle)]
    assert len(dots) == operations(order, 0.5)
    assert str(len(dots)) in written(picture)
    assert f"{len(dots)} in all" in picture.alt
    fresh = [d for d in dots if d.get_alpha() == 1]
    assert len(fresh) == len(dots) - (operations(order - 1, 0.5) if order else 0)
    assert {to_hex(d.get_facecolor()).upper() for d in fresh} == {RED if order else INK}


def test_each_further_derivative_records_more_than_the_last():
    added = order_functions.recorded(torch.tanh, 0.5, 5)
    assert all(later > earlier for earlier, later in pairwise(added))


@pytest.mark.parametrize("r", [0.05, 0.3, 0.5, 1])
def test_the_mixed_partial_is_the_same_wave_on_every_circle(look, r):
    x, y = sp.symbols("x y", real=True)
    formula = sp.lambdify((x, y), sp.diff(x * y * (x**2 - y**2) / (x**2 + y**2), x, y))
    picture = orders.mixed(r)
    (wave,) = look.lines(picture.figure.axes[1], BLUE)
    turn = np.radians(wave[0])
    assert wave[1] == pytest.approx(formula(r * np.cos(turn), r * np.sin(turn)), abs=1e-8)
    assert wave[1][[0, 90, 180, 270]] == pytest.approx([1, -1, 1, -1])
    (other,) = look.lines(orders.mixed(0.7).figure.axes[1], BLUE)
    assert wave[1] == pytest.approx(other[1], abs=1e-7)
    assert look.flaws(picture) == []


def test_the_signs_on_the_map_are_those_of_the_function():
    ax = orders.mixed().figure.axes[0]
    signs = [(t.get_position(), t.get_text().strip("$")) for t in ax.texts if t.get_text().strip("$") in "+{-}"]
    assert len(signs) == 8
    assert all((order_mixed.saddle(*place) > 0) == (sign == "+") for place, sign in signs)


@pytest.mark.parametrize(
    "draw, arguments",
    [(orders.tower, (2.5,)), (orders.growth, (6,)), (orders.growth, (1.5,)), (orders.growth, (2, -3)),
     (orders.mixed, (0,)), (orders.mixed, (1.5,))],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(draw, arguments):
    with pytest.raises(ValueError):
        draw(*arguments)
