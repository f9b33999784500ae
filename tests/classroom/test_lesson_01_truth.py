"""The facts that the first lessons' exercises and prompts state, computed again from scratch."""

import re

import numpy as np
import pytest
import sympy

from classroom import derivative
from classroom.bank import lesson_00, lesson_01, lesson_01_points, lesson_01_slopes
from classroom.limits import exact_side

x = sympy.Symbol("x", real=True)
SIX = {
    "|x|": sympy.Abs(x),
    "∛x": sympy.sign(x) * sympy.Abs(x) ** sympy.Rational(1, 3),
    "sign x": sympy.sign(x),
    "x sin(1/x)": x * sympy.sin(1 / x),
    "x² sin(1/x)": x**2 * sympy.sin(1 / x),
    "x³": x**3,
}


def what_happens(expression):
    """Decide from limits and values alone; no code of the exercise takes part."""
    left, right = (exact_side(expression, x, sympy.Integer(0), sympy.Integer(0), side) for side in (-1, 1))
    if left.kind == right.kind == "swings":
        return False, "swings"
    if "infinite" in (left.kind, right.kind):
        continuous = all(sympy.limit(expression, x, 0, dir=d) == 0 for d in "+-")
        return False, "vertical" if continuous else "jump"
    if left.low != right.low:
        return False, "corner"
    f = sympy.lambdify(x, expression, "numpy")
    near = np.linspace(1e-4, 1e-2, 5000)
    values = np.concatenate([f(-near), f(near)])
    return True, "extremum" if (values >= 0).all() or (values <= 0).all() else "flat"


@pytest.mark.parametrize("name", SIX)
def test_the_six_points(name):
    assert lesson_01_points.SIX[name] == what_happens(SIX[name])


def test_the_decision_knows_extrema():
    assert what_happens(x**2) == (True, "extremum")


def test_the_tangent():
    line = sympy.series(lesson_01_slopes.CUBE, lesson_01_slopes.x, 1, 2).removeO()
    assert sympy.expand(line - lesson_01_slopes.TANGENT) == 0


def test_the_bug_is_where_and_what_we_say():
    source = re.sub(r"^\d  ", "", lesson_01_points.BUGGY, flags=re.MULTILINE)
    buggy, mended = {}, {}
    exec(source, buggy)
    exec(source.replace("time = t + h", "time = h"), mended)
    s = lambda t: 3 * t**2 + 2 * t  # noqa: E731
    assert f"{buggy['velocity_at'](s, 2):.4g}" == "0.006998"
    assert f"{mended['velocity_at'](s, 2):.5g}" == "14.003"
    assert buggy["velocity_at"](s, 0) == mended["velocity_at"](s, 0)  # the bug hides at t = 0


def test_the_numbers_in_the_prompts():
    loss = lambda w: (2 * w - 10) ** 2  # noqa: E731
    assert (loss(3), round(loss(3.1), 2), derivative(loss, 3)) == (16, 14.44, -16)
    assert "14.44" in lesson_00.p00_1.why and "-16" in lesson_00.p00_1.why
    bowl = lambda x: (x - 1) ** 2 + 2  # noqa: E731
    assert [round(derivative(bowl, at), 6) for at in (0.9, 1, 1.1)] == [-0.2, 0, 0.2]
    assert "f′(0.9) = -0.2, f′(1.1) = 0.2" in lesson_01.p01_1.replies["C"]
