"""The facts that lesson 02's exercises and prompts state, computed again from scratch."""

from math import e, exp

import numpy as np
import pytest
import sympy

import autograd_lite as torch
from classroom import derivative
from classroom.bank import lesson_02, lesson_02_checks, lesson_02_steps

x = sympy.Symbol("x", real=True)
FORMULAS = {
    "A": x * sympy.exp(x),
    "B": x * sympy.sin(x),
    "C": sympy.sqrt(1 + x**2),
    "D": 1 / (1 + x**2),
    "E": sympy.exp(-(x**2)),
}


def forward_error(h):
    slope = (exp(1 + h) - exp(1)) / h
    return abs(slope - e) / max(slope, e)


def test_the_numbers_in_the_prompts():
    assert [f"{forward_error(h):.0e}" for h in (1e-4, 1e-8)] == ["5e-05", "2e-09"]
    assert "5e-05" in lesson_02.p02_1.replies["C"] and "2e-09" in lesson_02.p02_1.replies["C"]
    assert f"{forward_error(1e-15):.0%}" == "13%" and "13 %" in lesson_02.p02_1.replies["A"]
    assert 1e-9 < forward_error(1e-8) < 1e-7 and 1e-5 < forward_error(1e-12) < 1e-3
    assert f"{(3e-6 - 2e-6) / 3e-6:.2f}" == "0.33" and "0.33" in lesson_02.exit02_2.options["A"]
    assert derivative(torch.exp, 1) == e  # the error 0 of exit02_3


def test_float32_spoils_the_difference_and_not_the_derivative():
    a, h = np.float32(1), np.float32(1e-6)
    cube = lambda v: v * v * v  # noqa: E731
    measured = (cube(a + h) - cube(a - h)) / (2 * h)
    point = torch.tensor(1.0, dtype=torch.float32, requires_grad=True)
    cube(point).backward()
    assert point.grad.item() == 3 and point.grad.dtype is torch.float32
    assert abs(measured - 3) > 1e-3 * 3 + 1e-5  # what gradcheck allows
    assert abs((cube(1 + 1e-6) - cube(1 - 1e-6)) / 2e-6 - 3) < 1e-9


@pytest.mark.parametrize("letter", FORMULAS)
def test_one_claim_of_five_is_wrong_and_0_does_not_show_it(letter):
    f, slope = lesson_02_checks.CLAIMS[letter]
    exact = sympy.lambdify(x, sympy.diff(FORMULAS[letter], x), "math")
    value = sympy.lambdify(x, FORMULAS[letter], "math")
    assert [f(at) for at in (0.3, 1, -2)] == pytest.approx([value(at) for at in (0.3, 1, -2)])
    assert slope(0) == pytest.approx(exact(0))
    right = all(slope(at) == pytest.approx(exact(at)) for at in (0.3, 1, -2))
    assert right == (letter != lesson_02_checks.WRONG)


@pytest.mark.parametrize("kind", lesson_02_steps.BEST)
def test_the_accepted_steps_hold_the_best_and_exclude_the_bad(kind):
    steps = 10.0 ** np.arange(-15, 0, 1 / 8)
    error = np.array([lesson_02_steps._error_of(kind, h) for h in steps])
    worst = np.array([error[max(0, i - 4) : i + 5].max() for i in range(len(steps))])
    low, high = lesson_02_steps.BEST[kind]
    assert low < steps[np.argmin(worst)] < high
    outside = worst[(steps < low / 10) | (steps > high * 10)]
    assert outside.min() > 10 * worst.min()


def test_the_order_of_a_central_difference_is_two():
    central = lambda h: abs((exp(1 + h) - exp(1 - h)) / (2 * h) - e)  # noqa: E731
    steps = lesson_02_steps.FALLING
    assert lesson_02_steps.measured_order([central(h) for h in steps]) == pytest.approx(2, abs=0.01)
    assert lesson_02_steps.measured_order([forward_error(h) for h in steps]) == pytest.approx(1, abs=0.02)


def test_a_huge_number_swallows_the_step():
    assert 1e12 + 1e-6 == 1e12 == 1e12 - 1e-6
    assert derivative(lambda v: v * v, 1e12) == 2e12
