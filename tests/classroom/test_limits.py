"""Limits beside a singular point: SymPy and bare numbers must see the same thing, and say it in words."""

import numpy as np
import pytest
import sympy

from classroom.limits import Side, continued, exact_side, measured_side, sides, verdict

x = sympy.Symbol("x", real=True)
cbrt = sympy.sign(x) * sympy.Abs(x) ** sympy.Rational(1, 3)
CORNER = "the limit does not exist: -1 from the left, +1 from the right"

# name: expression, the same function on floats, value at 0, the words of the verdict
CASES = {
    "corner": (sympy.Abs(x), abs, 0, CORNER),
    "corner on a hill": (sympy.Abs(x) + sympy.cos(x), lambda t: abs(t) + np.cos(t), 1, CORNER),
    "vertical": (cbrt, np.cbrt, 0, "the quotient grows without bound (inf): there is no derivative"),
    "slow": (x * sympy.log(sympy.Abs(x)), lambda t: t * np.log(abs(t)), 0, "grows without bound (-inf)"),
    "cusp": (sympy.sqrt(sympy.Abs(x)), lambda t: abs(t) ** 0.5, 0, "-inf from the left, +inf from the right"),
    "jump": (sympy.sign(x), np.sign, 0, "grows without bound"),
    "swings": (x * sympy.sin(1 / x), lambda t: t * np.sin(1 / t), 0, "swings between -1 and 1"),
    "wild": (sympy.sin(1 / x), lambda t: np.sin(1 / t), 0, "swings between -inf and inf"),
    "squeezed": (
        x**2 * sympy.sin(1 / x),
        lambda t: t * t * np.sin(1 / t),
        0,
        "the derivative exists and is 0",
    ),
    "edge": (sympy.sqrt(x), np.sqrt, 0, "to the left the function has no real value"),
    "pieces": (
        sympy.Piecewise((x**2, x > 0), (-x, True)),
        lambda t: t * t if t > 0 else -t,
        0,
        "-1 from the left, 0 from the right",
    ),
    "smooth": (sympy.exp(x), np.exp, 1, "the derivative exists and is 1"),
}


@pytest.mark.parametrize("name", CASES)
def test_algebra_and_numbers_see_the_same(name):
    expression, g, value, words = CASES[name]
    with np.errstate(all="ignore"):
        exact = [exact_side(expression, x, sympy.Integer(0), sympy.Integer(value), s) for s in (-1, 1)]
        measured = [measured_side(g, 0.0, float(value), s) for s in (-1, 1)]
    assert all(a.matches(b) for a, b in zip(exact, measured, strict=True)), (exact, measured)
    assert words in verdict(*exact)


@pytest.mark.parametrize("name", ["corner", "vertical", "swings", "squeezed"])
def test_another_function_does_not_match(name):
    expression, _, value, _ = CASES[name]
    for other, (_, g, start, _) in CASES.items():
        if other in (name, "corner on a hill", "jump", "pieces", "smooth", "edge", "cusp", "slow", "wild"):
            continue
        with np.errstate(all="ignore"):
            exact = [exact_side(expression, x, sympy.Integer(0), sympy.Integer(value), s) for s in (-1, 1)]
            measured = [measured_side(g, 0.0, float(start), s) for s in (-1, 1)]
        assert not all(a.matches(b) for a, b in zip(exact, measured, strict=True)), other


def test_a_small_difference_is_a_difference():
    assert Side("number", 1, 1).matches(Side("number", 1 + 1e-6, 1 + 1e-6))
    assert not Side("number", 1, 1).matches(Side("number", 1 + 1e-4, 1 + 1e-4))
    assert not Side("swings", -1, 1).matches(Side("swings", -1, 1.0002))
    assert not Side("unknown").matches(Side("unknown"))


def test_what_cannot_be_decided_is_said():
    assert verdict(Side("unknown"), Side("number", 1, 1)) == "the limit could not be decided"
    assert exact_side(sympy.Function("q")(x), x, sympy.Integer(0), sympy.Integer(0), 1).kind == "unknown"
    with np.errstate(all="ignore"):
        assert measured_side(lambda t: np.nan if t > 1e-6 else t, 0.0, 0.0, 1).kind == "unknown"


def test_both_sides_are_written_once_if_equal():
    assert sides(Side("number", 2, 2), Side("number", 2, 2)) == "2"
    assert sides(Side("number", 0, 0), Side("number", 1, 1)) == "0 from the left, +1 from the right"


def test_a_gap_is_filled_by_its_limit_and_nothing_else():
    zero = sympy.Integer(0)
    assert continued(x * sympy.sin(1 / x), x, zero) == 0
    assert continued(sympy.pi * sympy.sin(x) / x, x, zero) == sympy.pi  # exact: a rounded pi would spoil the quotient
    for gone in (1 / x, sympy.sin(1 / x), sympy.sign(x) * sympy.cos(x), sympy.log(x)):
        assert continued(gone, x, zero) is None
