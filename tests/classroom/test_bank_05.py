"""The facts that lesson 05's exercises and prompts state, computed again from scratch."""

import re

import numpy as np
import pytest
import sympy

from classroom import gradient
from classroom.bank import lesson_05, lesson_05_arrows, lesson_05_fields
from figures import field_puzzle

x, y = sympy.symbols("x y", real=True)
HILL = 5 - x**2 / 2 - 2 * y**2


def height(x, y):
    return 5 - x**2 / 2 - 2 * y**2


def slopes(surface, at):
    return [sympy.diff(surface, v).subs({x: at[0], y: at[1]}) for v in (x, y)]


def test_the_numbers_that_prompts_name():
    assert slopes(HILL, (2, 1)) == [-2, -4] and slopes(3 * HILL, (2, 1)) == [-6, -12]
    u = sympy.Matrix([-4, -3]) / 5
    assert u.norm() == 1 and sympy.Matrix([-2, -4]).dot(u) == 4
    unit = sympy.Matrix([-2, -4]).normalized()
    shown = "(" + ", ".join(f"{float(part):.4f}".replace("-", "−") for part in unit) + ")"
    assert shown in lesson_05.p05_3.options["B"]
    assert unit.dot(sympy.Matrix([-2, -1]).normalized()) < 1 and "(-2, -1)" in lesson_05.p05_1.why


def test_two_points_of_one_level_line_with_unlike_arrows():
    for at, long in (((0, sympy.Rational(3, 2)), 6), ((3, 0), 3)):
        assert HILL.subs({x: at[0], y: at[1]}) == sympy.Rational(1, 2)
        assert sympy.Matrix(slopes(HILL, at)).norm() == long


def test_the_exit_ticket():
    arrow = sympy.Matrix([3, -4])
    u = sympy.Matrix([-3, 4]) / 5
    assert u.norm() == 1 and arrow.dot(u) == -arrow.norm() == -5
    assert arrow.dot(sympy.Matrix([-3, 4])) == -25


def test_the_slopes_of_q_do_not_come_from_its_gradient():
    t, theta = sympy.symbols("t theta", real=True)
    a, b = t * sympy.cos(theta), t * sympy.sin(theta)
    assert sympy.simplify(a**2 * b / (a**2 + b**2) / t - sympy.cos(theta) ** 2 * sympy.sin(theta)) == 0
    assert sympy.simplify(b**3 / (a**2 + b**2) / t - sympy.sin(theta) ** 3) == 0
    assert float(sympy.sin(sympy.pi / 4) ** 3) == pytest.approx(0.3536, abs=5e-5)
    assert "0.3536 against 0.7071" in lesson_05_fields.ex05_5.reasoning


def run_buggy(repair=False):
    code = re.sub(r"^\d  ", "", lesson_05_arrows.BUGGY, flags=re.MULTILINE)
    cell = {"np": np, "gradient": gradient}
    exec(code.replace("np.hypot(a, b)", "np.hypot(vx, vy)") if repair else code, cell)
    return cell["slope_towards"]


def test_the_buggy_function_fails_as_told_and_one_line_mends_it():
    buggy, mended = run_buggy(), run_buggy(repair=True)
    assert f"gives {buggy(height, (2, 1), (0, 0)):.4g} towards" in lesson_05_arrows.ex05_6.task
    assert f"is (4 + 4)/√5 = {mended(height, (2, 1), (0, 0)):.4g}" in lesson_05_arrows.ex05_6.reasoning
    assert buggy(height, (2, 1), (0, -3)) == mended(height, (2, 1), (0, -3)) == pytest.approx(20**0.5)
    assert "np.hypot(a, b)" in lesson_05_arrows.BUGGY.splitlines()[3]


def test_the_pairs_are_those_of_the_drawn_puzzle():
    for map_, field in lesson_05_fields.PAIRS.items():
        assert field_puzzle.MAPS[map_] is field_puzzle.FIELDS[field]
    slips = lesson_05_fields.ex05_3.judge.slips
    crossed = {(m, f) for m in "1234" for f in "abcd" if slips["along the lines"][0](m, f)}
    turned = {(m, f) for m in "1234" for f in "abcd" if slips["downhill"][0](m, f)}
    for m, own in field_puzzle.MAPS.items():
        for f, other in field_puzzle.FIELDS.items():
            (a, b), (c, d) = ([sympy.diff(s(x, y), v) for v in (x, y)] for s in (own, other))
            assert ((m, f) in crossed) == (sympy.expand(a * c + b * d) == 0)
            assert ((m, f) in turned) == (sympy.expand(a + c) == sympy.expand(b + d) == 0)


def test_the_cone_rises_by_one_outward_and_has_no_slope_at_its_tip():
    cone = sympy.sqrt(x**2 + y**2)
    for at in ((3, 4), (sympy.Rational(3, 100), sympy.Rational(4, 100))):
        assert [float(s) for s in slopes(cone, at)] == pytest.approx([0.6, 0.8])
    sides = [sympy.limit(cone.subs(y, 0) / x, x, 0, dir=side) for side in "-+"]
    assert sides == [-1, 1]
