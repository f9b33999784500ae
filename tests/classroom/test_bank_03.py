"""The facts that lesson 03's exercises and prompts state, computed again from scratch."""

import re

import numpy as np
import pytest
import sympy

from classroom import derivative
from classroom.bank import lesson_03, lesson_03_circle, lesson_03_slopes
from figures import direction_puzzle

t = sympy.Symbol("t", real=True)


def height(x, y):
    return 5 - x**2 / 2 - 2 * y**2


def rise(v, f=height, at=(2, 1)):
    """g′(0) along the arrow v, by SymPy alone."""
    return sympy.diff(f(at[0] + t * v[0], at[1] + t * v[1]), t).subs(t, 0)


def test_the_slopes_that_prompts_name():
    fifth = sympy.Rational(1, 5)
    assert rise((-4 * fifth, -3 * fifth)) == 4 and rise((4 * fifth, 3 * fifth)) == -4
    assert rise((-8 * fifth, -6 * fifth)) == 8
    assert rise((0, -3)) == 12 and "12 / 3 = 4" in lesson_03.exit03_2.why
    assert rise((-2, 1)) == 0 and rise((-sympy.Rational(1, 2), -1)) == 5 and "climbs 5" in lesson_03.p03_3.why


def test_the_second_tangent_piece_is_longer():
    pieces = [float(sympy.sqrt(v[0] ** 2 + v[1] ** 2 + rise(v) ** 2)) for v in ((-2, 1), (-0.5, -1))]
    assert pieces[1] > 2 * pieces[0]


def test_one_slope_is_right_to_the_last_step():
    assert int(rise((3, 4))) == int(lesson_03_slopes.RISE) == -22
    assert abs(lesson_03_slopes.STEEP + 4.4) < 1e-12
    hinted = sympy.expand(height(2 + 3 * t, 1 + 4 * t))
    assert hinted == 1 - 22 * t - sympy.Rational(73, 2) * t**2 and "36.5t²" in lesson_03_slopes.ex03_3.hints[1]


def run_buggy(repair=False):
    code = re.sub(r"^\d ", "", lesson_03_slopes.BUGGY, flags=re.MULTILINE)
    code = re.sub(r"^ ", "", code, flags=re.MULTILINE)
    if repair:
        code = code.replace("np.hypot(x, b)", "np.hypot(a, b)")
    cell = {"np": np, "derivative": derivative}
    exec(code, cell)
    return cell["slope_along"]


def test_the_buggy_function_fails_as_told_and_one_line_mends_it():
    buggy, mended = run_buggy(), run_buggy(repair=True)
    assert f"{buggy(height, (2, 1), (3, 4)):.4g}".replace("-", "−") in lesson_03_slopes.ex03_5.task
    assert buggy(height, (2, 1), (1, 0)) == mended(height, (2, 1), (1, 0)) == -2
    assert buggy(height, (2, 1), (0, 1)) == mended(height, (2, 1), (0, 1)) == -4
    assert mended(height, (2, 1), (3, 4)) == pytest.approx(-4.4)
    assert "np.hypot(x, b)" in lesson_03_slopes.BUGGY.splitlines()[3]


def test_the_level_directions_are_the_zeros_of_the_limit():
    theta = sympy.Symbol("theta", real=True)
    wave = rise((sympy.cos(theta), sympy.sin(theta)), at=(1, 1))
    for angle in (lesson_03_circle.LEVEL, lesson_03_circle.LEVEL + 180):
        assert float(wave.subs(theta, np.radians(angle))) == pytest.approx(0, abs=1e-12)
    signs = np.sign([float(wave.subs(theta, sympy.rad(k) + sympy.Rational(1, 99))) for k in range(0, 360, 5)])
    assert (signs != np.roll(signs, 1)).sum() == 2  # and there are no others


def test_the_pairs_are_those_of_the_drawn_puzzle():
    for map_, curve in lesson_03_circle.PAIRS.items():
        assert direction_puzzle.MAPS[map_] is direction_puzzle.CURVES[curve]
    written = {"1": "x² + y²", "2": "6 - (x - 1)² - y²", "3": "xy", "4": "4 - x² - y²"}
    x, y = sympy.symbols("x y")
    for map_, formula in written.items():
        assert f"{map_}: {formula}" in lesson_03_circle.ex03_4.hints[2]
        source = formula.replace("²", "**2").replace("xy", "x*y")
        assert sympy.simplify(sympy.sympify(source) - direction_puzzle.MAPS[map_](x, y)) == 0


def test_the_pass_is_level_every_way_and_no_top():
    f, at = (lambda x, y: x**2 - y**2), (0, 0)
    assert [float(rise((np.cos(a), np.sin(a)), f, at)) for a in np.linspace(0, 6, 9)] == [0.0] * 9
    assert f(0.01, 0) > 0 > f(0, 0.01)
