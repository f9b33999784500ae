"""The facts that lesson 06's exercises and prompts state, computed again from scratch."""

import re

import numpy as np
import pytest

from classroom import derivative, gradient
from classroom.bank import lesson_06, lesson_06_data, lesson_06_losses, lesson_06_steps

x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])


def loss(w):
    return sum((w * a - b) ** 2 for a, b in zip(x, y, strict=True)) / 3


def steps(eta, count, x=x, y=y, w=0.0):
    for _ in range(count):
        w = w - eta * (2 * x * (w * x - y)).mean()
    return w


def test_the_numbers_in_the_prompts():
    slope = derivative(loss, at=0.5)
    assert round(slope, 9) == -14 and "slope of L is −14" in lesson_06.p06_3.question
    ends = {"A": 0.5 - 0.1 * slope, "B": 0.5 + 0.1 * slope}
    for letter, end in ends.items():
        assert f"= {end:.4g}:".replace("-", "−") in lesson_06.p06_3.options[letter]
    assert f"from {loss(0.5):.4g} to about {loss(ends['B']):.4g}" in lesson_06.p06_3.replies["B"]
    assert f"{3 * slope:.4g} at w = 0.5" in lesson_06.p06_2.replies["C"]
    assert [round(steps(3 / 14, k), 9) for k in range(4)] == [0, 4, 0, 4]
    assert abs(steps(0.22, 50)) > 10
    assert [round(1 - eta * 8, 9) for eta in (0.2, 0.3)] == [-0.6, -1.4]


def test_the_saddle():
    def saddle(u, v):
        return (u * v - 1) ** 2

    assert np.allclose(gradient(saddle, at=(0, 0)), 0)
    assert saddle(0.1, 0.1) < saddle(0, 0) < saddle(0.1, -0.1)
    assert (saddle(0, 0), saddle(1, 1)) == (1, 0)


def test_the_expected_slopes_are_those_of_a_difference_quotient():
    for case in lesson_06_losses.ex06_3.judge.cases:
        w, a, b = case.args
        ahead, behind = (((w + h) * a - b) ** 2 for h in (1e-5, -1e-5))
        assert case.want == pytest.approx((ahead.mean() - behind.mean()) / 2e-5, rel=1e-4)
    for case in lesson_06_losses.ex06_2.judge.cases:
        w, a, b = case.args
        assert case.want == pytest.approx(((w * a - b) ** 2).mean())


def test_the_step_sizes():
    a, b = lesson_06_steps.X, lesson_06_steps.Y
    assert (a * b).sum() / (a * a).sum() == lesson_06_steps.BEST
    assert 2 * (a * a).mean() == lesson_06_steps.CURVATURE
    assert steps(0.05, 1, a, b) == 3 and [round(steps(0.1, k, a, b), 9) for k in range(3)] == [0, 6, 0]
    for eta in np.linspace(0.001, 0.15, 150):
        arrived = abs(steps(eta, 10, a, b) - 3) < 0.01
        assert lesson_06_steps.ex06_7.check(eta).ok == arrived


def test_the_closed_form_of_the_descent_is_the_loop():
    for case in lesson_06_steps.ex06_4.judge.cases:
        a, b, eta, count = case.args
        assert case.want == pytest.approx(steps(eta, count, a, b))
        assert 0 < eta < 2 / (2 * (a * a).mean())


def test_the_bug_is_where_and_what_we_say():
    lines = [line[3:] for line in lesson_06_steps.BUGGY.splitlines()]
    buggy, mended = {}, {}
    exec("\n".join(lines), buggy)
    assert lines[3].strip().startswith("slope = ")
    exec("\n".join([*lines[:3], lines[4], "    " + lines[3], *lines[5:]]), mended)
    assert f"{buggy['train'](x, y):.4g}" == "37.33"
    assert mended["train"](x, y) == pytest.approx(2)
    assert re.search(r"20·1\.867 = 37\.33", lesson_06_steps.ex06_5.why)


def test_the_counter_example():
    w = 0 - 0.3 * derivative(loss, at=0)
    assert w == pytest.approx(5.6) and loss(w) > loss(0)
    for start, eta in ((0, 0.22), (5, 0.2), (1.5, 0.3), (-3, 0.21)):
        grows = loss(steps(eta, 1, w=start)) > loss(start)
        assert lesson_06_steps.ex06_6.check((start, eta)).ok == grows == (eta > 3 / 14)


def test_two_data_sets_of_each_kind():
    kinds = list(lesson_06_data.SIX.values())
    assert sorted({kinds.count(kind) for kind in kinds}) == [2] and len(kinds) == 6
