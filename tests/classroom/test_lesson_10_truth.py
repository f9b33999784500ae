"""The facts that lesson 10's exercises and prompts state, computed again from scratch."""

import re

import numpy as np
import pytest
import sympy

import autograd_lite as torch
from classroom import derivative
from classroom.bank import lesson_10, lesson_10_passes, lesson_10_tables, lesson_10_weights


def three(x):
    return torch.stack([x[0] ** 2, x[0] * x[1], torch.sin(x[1])])


def pulled(f, at, v):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward(torch.tensor(v))
    return x.grad.numpy()


def numbers(text):
    return [float(part.replace("−", "-")) for part in re.findall(r"[-−]?\d+(?:\.\d+)?", text)]


def test_weights_add_rows_and_a_step_adds_along_them():
    x1, x2 = sympy.symbols("x1 x2", real=True)
    table = sympy.Matrix([x1**2, x1 * x2, sympy.sin(x2)]).jacobian([x1, x2])
    table = np.array(table.subs({x1: 1, x2: 2}).evalf(), float)
    options = lesson_10.p10_3.options
    assert numbers(options["B"]) == pytest.approx(pulled(three, [1.0, 2.0], [0.0, 1.0, 1.0]), abs=5e-4)
    assert numbers(options["A"]) == pytest.approx(table.sum(axis=1)[1:], abs=5e-4)
    assert numbers(options["C"]) == pytest.approx(table[1:].ravel(), abs=5e-4)
    assert pulled(three, [1.0, 2.0], [1.0, 1.0, 1.0]) == pytest.approx(table.sum(axis=0))
    assert pulled(three, [1.0, 2.0], [1.0, 2.0, 0.0]) == pytest.approx([6, 2])


def test_quarters_are_the_mean_and_ones_are_not():
    quarters = numbers(lesson_10.p10_4.options["B"])
    mean = torch.ones(4, requires_grad=True)
    (mean * mean).mean().backward()
    assert pulled(lambda x: x * x, [1.0] * 4, quarters) == pytest.approx(mean.grad.numpy())
    assert pulled(lambda x: x * x, [1.0] * 4, [1.0] * 4) == pytest.approx(4 * mean.grad.numpy())


def test_minus_the_mean_has_column_sums_of_zero_and_its_own_slope_is_three_quarters():
    symbols = sympy.symbols("x1:5")
    table = sympy.Matrix([s - sum(symbols) / 4 for s in symbols]).jacobian(symbols)
    assert table == sympy.eye(4) - sympy.ones(4, 4) / 4
    assert sympy.ones(1, 4) * table == sympy.zeros(1, 4)
    assert pulled(lambda x: x - x.mean(), [1.0, 2.0, 4.0, 5.0], [1.0] * 4) == pytest.approx(np.zeros(4))
    assert pulled(lambda x: x - x.mean(), [1.0, 2.0, 4.0, 5.0], [4.0, 0, 0, 0]) == pytest.approx(
        lesson_10_weights.WANTED
    )


def test_a_broadcast_number_gets_the_weighted_sum():
    b = torch.tensor(10.0, requires_grad=True)
    (torch.tensor([1.0, 2.0, 3.0]) + b).backward(torch.tensor([1.0, 2.0, 3.0]))
    assert (b.grad.shape, b.grad.item()) == ((), numbers(lesson_10.p10_6.options["B"])[0])


@pytest.mark.parametrize("f, again", [(lambda x: x + 2, True), (lambda x: 2 * x, False), (lambda x: x * x, False)])
def test_which_second_call_runs(f, again):
    x = torch.tensor(3.0, requires_grad=True)
    y = f(x)
    y.backward()
    if again:
        y.backward()
        assert x.grad.item() == 2
    else:
        with pytest.raises(RuntimeError, match="a second time"):
            y.backward()


def test_a_shared_trunk_fails_in_the_second_call_and_runs_in_one():
    x = torch.tensor(3.0, requires_grad=True)
    h = x * x
    a, b = 3 * h, h + 1
    a.backward()
    with pytest.raises(RuntimeError, match="a second time"):
        b.backward()
    assert derivative(lambda x: 3 * (x * x) + (x * x + 1), at=3) == 24


@pytest.mark.parametrize("text, inputs, formulas", lesson_10_tables.PROGRAMS, ids=lambda v: v if v is str else None)
def test_no_table_is_square_and_each_is_that_of_a_central_difference(text, inputs, formulas):
    at = np.linspace(0.7, 1.9, inputs)
    table = lesson_10_tables.exact_table(formulas, [round(float(a), 6) for a in at])
    assert table.shape[0] != table.shape[1] == inputs
    f = lesson_10_tables.program(formulas)
    run = lambda x: f(torch.tensor(x)).numpy()  # noqa: E731
    steps = 1e-6 * np.eye(inputs)
    columns = [(run(at + step) - run(at - step)) / 2e-6 for step in steps]
    measured = np.array(columns).T
    assert measured == pytest.approx(table, abs=1e-5)


def test_the_weighted_slope_is_that_of_the_written_out_sum():
    x, y, c = [1.0, 2.0, 3.5], [2.0, -1.0, 0.5], [0.5, 2.0, 1.0]
    by_hand = sum(2 * weight * a * (0.3 * a - b) for a, b, weight in zip(x, y, c, strict=True))
    assert lesson_10_weights.weighted_slope(0.3, x, y, c) == pytest.approx(by_hand)


def test_the_slopes_of_both_losses_are_those_of_sympy():
    x = sympy.Symbol("x", real=True)
    h = sympy.sin(x) * x
    total = sympy.diff(h**2 + 3 * h, x)
    wanted = [float(total.subs(x, a)) for a in lesson_10_passes.AT]
    assert lesson_10_passes.slopes(lesson_10_passes.first, lesson_10_passes.second) == pytest.approx(wanted)


def run_buggy(change):
    """Run the program of the bug hunt, changed; return a, b and the last loss."""
    source = "\n".join(line[4:] for line in lesson_10_passes.BUGGY.splitlines())
    cell = {"torch": torch}
    exec(change(source), cell)
    return cell["a"].item(), cell["b"].item(), cell["loss"].item()


def test_the_buggy_loop_fails_and_moving_one_line_mends_it():
    with pytest.raises(RuntimeError, match="a second time"):
        run_buggy(lambda source: source)
    lines = lesson_10_passes.BUGGY.splitlines()
    assert lines[4].endswith("rise = a * x")
    a, b, loss = run_buggy(
        lambda source: source.replace("rise = a * x\n", "").replace("    loss =", "    rise = a * x\n    loss =")
    )
    assert (a, b) == pytest.approx((2, 3), abs=0.05) and loss < 1e-3


def test_keeping_the_graph_hides_the_bug():
    a, b, loss = run_buggy(lambda source: source.replace("backward()", "backward(retain_graph=True)"))
    misses = np.array([a + b, 2 * a + b, 3 * a + b]) - [5, 7, 9]
    assert loss > 1 and (misses**2).mean() > 100
