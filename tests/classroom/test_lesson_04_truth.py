"""The facts that the exercises and prompts of lesson 04 state, computed again from scratch."""

import re

import numpy as np
import pytest
import sympy

from classroom.bank import lesson_04, lesson_04_planes, lesson_04_slopes

x, y, t = sympy.symbols("x y t", real=True)
f = x**2 * y + y**2


def at(expression, a, b):
    return expression.subs({x: a, y: b})


def test_the_slopes_that_prompts_and_tickets_name():
    by_x, by_y = sympy.diff(f, x), sympy.diff(f, y)
    assert (at(by_x, 1, 1), at(by_y, 1, 1)) == (2, 3)  # p04_1
    assert sympy.expand(f.subs(y, 2)) == 2 * x**2 + 4 and at(by_x, 1, 2) == 4  # p04_2
    assert (at(by_x, 3, 1), at(by_y, 3, 1)) == (6, 11)  # exit04_1
    assert lesson_04.exit04_1.options[lesson_04.exit04_1.right] == "11"
    plane = 2 + 2 * sympy.Rational(1, 10) + 3 * sympy.Rational(-1, 10)
    assert lesson_04.exit04_2.options[lesson_04.exit04_2.right] == str(float(plane))


def test_the_wire():
    area = x * (3 - x)
    assert sympy.diff(area, x).subs(x, 2) == -1 and sympy.diff(x * y, x).subs(y, 1) == 1
    assert lesson_04.p04_3.right == "B"


def test_the_exercises_use_the_surface_of_the_lesson():
    assert sympy.expand(lesson_04_slopes.SURFACE - f.subs({x: lesson_04_slopes.x, y: lesson_04_slopes.y})) == 0
    assert f.subs({x: 2, y: 1}) == 5
    assert float(f.subs({x: sympy.Rational(21, 10), y: sympy.Rational(12, 10)})) == pytest.approx(6.732)
    assert [case.want for case in lesson_04_planes.PLANE.cases[:2]] == pytest.approx([6.6, 5])


def test_the_right_partials_match_a_difference_quotient():
    number = sympy.lambdify((x, y), f, "math")
    for case in lesson_04_slopes.ex04_1.judge.judge.cases:
        a, b = case.args
        h = 1e-5
        quotients = [
            (number(a + h, b) - number(a - h, b)) / (2 * h),
            (number(a, b + h) - number(a, b - h)) / (2 * h),
        ]
        assert quotients == pytest.approx(list(case.want), rel=1e-4)


def test_the_cases_of_partial_have_all_sizes_and_tell_the_slips_apart():
    cases = lesson_04_slopes.ex04_2.judge.cases
    assert {len(case.args[2]) for case in cases} == {2, 3, 4, 5} and len(cases) >= 5
    for case in cases:
        g, i, place = case.args
        h = 1e-6
        ahead, behind = ([p + side * h * (k == i) for k, p in enumerate(place)] for side in (1, -1))
        assert (g(*ahead) - g(*behind)) / (2 * h) == pytest.approx(case.want, rel=1e-4, abs=1e-4)
    wants = [case.want for case in cases]
    for other in (lesson_04_slopes._all_slopes, lambda *args: 2 * lesson_04_slopes._slope(*args)):
        assert [other(*case.args) for case in cases] != wants


def test_the_bug_is_where_and_what_we_say():
    source = re.sub(r"^\d  ", "", lesson_04_slopes.BUGGY, flags=re.MULTILINE)
    buggy, mended = {}, {}
    exec(source, buggy)
    exec(source.replace("[a + h for a in at]", "[a + h * (k == i) for k, a in enumerate(at)]"), mended)
    surface = lambda a, b: a**2 * b + b**2  # noqa: E731
    assert buggy["slopes"](surface, [2, 1]) == pytest.approx([10, 10], abs=1e-4)
    assert mended["slopes"](surface, [2, 1]) == pytest.approx([4, 6], abs=1e-4)
    assert source.splitlines()[3].strip().startswith("ahead")


FIVE = {
    "xy/(x² + y²)": lambda a, b: np.divide(a * b, a**2 + b**2, out=np.zeros_like(a), where=a**2 + b**2 > 0),
    "√|xy|": lambda a, b: np.sqrt(np.abs(a * b)),
    "|x| + y": lambda a, b: np.abs(a) + b,
    "x² + y": lambda a, b: a**2 + b,
    "x·|y|": lambda a, b: a * np.abs(b),
}


def what_happens(g):
    """Decide from values on small circles alone; no code of the exercise takes part."""
    turn = np.radians(np.arange(0, 360, 1.0))
    rings = [(r, g(r * np.cos(turn), r * np.sin(turn))) for r in (1e-3, 1e-5, 1e-7)]
    slopes = np.array([[z[0], -z[180], z[90], -z[270]] for r, z in rings]) / np.array([[r] for r, _ in rings])
    if not np.allclose(slopes[-1, ::2], slopes[-1, 1::2], atol=1e-5) or not np.allclose(slopes, slopes[-1], atol=1e-2):
        return "missing"
    if np.abs(rings[-1][1]).max() > 1e-3:
        return "torn"
    r, z = rings[-1]
    plane = slopes[-1][0] * r * np.cos(turn) + slopes[-1][2] * r * np.sin(turn)
    return "creased" if np.abs(z - plane).max() > 1e-3 * r else "plane"


@pytest.mark.parametrize("name", FIVE)
def test_the_five_points(name):
    assert lesson_04_planes.FIVE[name] == what_happens(FIVE[name])


def test_the_solution_of_the_torn_surface_is_torn_with_the_slopes():
    cell = {}
    exec(lesson_04_planes.ex04_6.solution_code, cell)
    many = np.vectorize(cell["torn"], otypes=[float])
    assert what_happens(many) == "torn"
    assert [cell["torn"](1e-6, 0) / 1e-6, cell["torn"](0, 1e-6) / 1e-6] == pytest.approx([2, 3])
