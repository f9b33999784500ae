"""The facts that lesson 11's prompts, exercises and prose state, computed again from scratch."""

import inspect
import warnings

import numpy as np
import pytest
import sympy as sp

import autograd_lite as torch
from classroom.bank import lesson_11, lesson_11_again, lesson_11_asking, lesson_11_hessian
from figures import order_functions

grad = torch.autograd.grad
X, Y = sp.symbols("x y", real=True)


def leaf(value):
    return torch.tensor(value, requires_grad=True)


def repeated(f, at, count):
    """Return f, f′, … as floats, each the gradient of the one before."""
    x = leaf(at)
    y = f(x)
    found = [y.item()]
    for _ in range(count):
        (y,) = grad(y, x, create_graph=True)
        found.append(y.item())
    return found


def test_the_signature_has_the_options_of_the_table():
    options = inspect.signature(grad).parameters
    defaults = {name: p.default for name, p in options.items() if p.default is not p.empty}
    assert list(options)[:2] == ["outputs", "inputs"]
    assert defaults == {
        "grad_outputs": None,
        "retain_graph": None,
        "create_graph": False,
        "only_inputs": True,
        "allow_unused": None,
        "is_grads_batched": False,
        "materialize_grads": False,
    }


def test_the_numbers_in_the_prompts():
    x = leaf([1.0, 2.0])
    y1, y2 = (x * x).sum(), (3 * x).sum()
    each = [grad(y, x, retain_graph=True)[0].tolist() for y in (y1, y2)]
    assert each == [[2, 4], [3, 3]]
    assert [g.tolist() for g in grad([y1, y2], x)] == [[5, 7]]
    assert repeated(lambda x: x**3, 2.0, 3) == [8, 12, 12, 6]
    assert repeated(lambda x: x**3, 1.0, 2) == [1, 3, 6]
    assert np.round(repeated(torch.tanh, 0.0, 5), 9).tolist() == [0, 1, 0, -2, 0, 16]


def test_sympy_says_the_same_of_tanh():
    assert [sp.diff(sp.tanh(X), X, n).subs(X, 0) for n in range(6)] == [0, 1, 0, -2, 0, 16]


def test_the_count_of_operations_more_than_doubles_with_each_order():
    totals = np.cumsum(order_functions.recorded(torch.tanh, 0.5, 5))
    assert (totals[1:] / totals[:-1] > 2).all()


def test_a_recorded_slope_of_a_line_has_no_history_and_that_of_a_curve_has():
    x = leaf(2.0)
    (flat,) = grad(3 * x, x, create_graph=True)
    (bent,) = grad(x**3, x, create_graph=True)
    (bare,) = grad(x**3, x)
    assert (flat.requires_grad, bent.requires_grad, bare.requires_grad) == (False, True, False)
    for output in (flat, bare):
        with pytest.raises(RuntimeError, match="does not require grad"):
            grad(output, x)


def test_backward_twice_leaves_the_sum_and_clearing_leaves_the_second():
    for clear, wanted in ((False, 9), (True, 6)):
        x = leaf(1.0)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            (x**3).backward(create_graph=True)
        assert "reference cycle" in str(seen[0].message)
        slope = x.grad
        if clear:
            x.grad = None
        slope.backward()
        assert x.grad.item() == wanted


def test_relu_has_no_second_derivative_off_its_corners_and_tanh_has():
    W, x = torch.tensor([[1.0, -2.0], [3.0, 1.0]]), leaf([1.0, 1.0])
    assert grad(torch.relu(W @ x).sum(), x)[0].tolist() == [3, 1]
    hessian = torch.autograd.functional.hessian
    assert not hessian(lambda x: torch.relu(W @ x).sum(), x).numpy().any()
    rows, s = np.array([[1.0, -2.0], [3.0, 1.0]]), np.tanh([-1.0, 4.0])
    wanted = rows.T @ np.diag(-2 * s * (1 - s**2)) @ rows
    assert hessian(lambda x: torch.tanh(W @ x).sum(), x).numpy() == pytest.approx(wanted)


def test_the_mixed_partials_at_the_singular_point():
    f = X * Y * (X**2 - Y**2) / (X**2 + Y**2)
    h = sp.symbols("h", real=True, nonzero=True)
    by_x = sp.limit(f.subs(X, h) / h, h, 0, dir="+-")  # f(0, y) is 0
    by_y = sp.limit(f.subs(Y, h) / h, h, 0, dir="+-")
    assert (sp.simplify(by_x + Y), sp.simplify(by_y - X)) == (0, 0)
    assert (sp.diff(by_x, Y), sp.diff(by_y, X)) == (-1, 1)
    assert "−1 and 1" in lesson_11.p11_8.options[lesson_11.p11_8.right]


@pytest.mark.parametrize("call", lesson_11_asking.CALLS)
def test_what_the_six_calls_really_give(call):
    names = {"x": leaf(2.0), "y": leaf(3.0), "c": torch.tensor(5.0), "grad": grad}
    try:
        entry = eval(call, names)[1]
        got = "None" if entry is None else f"{entry.item():g}"
    except RuntimeError:
        got = "error"
    assert got == lesson_11_asking.CALLS[call]


@pytest.mark.parametrize("case", lesson_11_asking.SEPARATE, ids=lambda case: case[0])
def test_the_separate_gradients_are_those_of_difference_quotients(case):
    outputs, x = case[1]()
    place, h = x.detach().numpy(), 1e-6
    program = {2: lesson_11_asking._plain, 3: lesson_11_asking._shared, 1: lambda x: [(x * x).sum()]}[len(outputs)]
    for k, row in enumerate(case[2]):
        for i, slope in enumerate(row):
            step = h * np.eye(len(place))[i]
            ends = [program(torch.tensor(place + sign * step))[k].item() for sign in (1, -1)]
            assert (ends[0] - ends[1]) / (2 * h) == pytest.approx(slope, rel=1e-6, abs=1e-6)


PROGRAMS = (lesson_11_again.SINE, lesson_11_again.CUBE, lesson_11_again.GROWTH, lesson_11_again.LINE)


@pytest.mark.parametrize("program", PROGRAMS, ids=repr)
def test_the_slopes_of_the_programs(program):
    formula = {"sin x": sp.sin(X), "x³": X**3, "e²ˣ": sp.exp(2 * X), "3x": 3 * X}[program.text]
    for at in (-1.0, 0.5, 2.0):
        assert program(torch.tensor(at)).item() == pytest.approx(float(formula.subs(X, at)))
        for order, slope in enumerate(program.slopes, start=1):
            assert slope(at) == pytest.approx(float(sp.diff(formula, X, order).subs(X, at)))


@pytest.mark.parametrize("i", range(len(lesson_11_hessian.PROGRAMS)))
def test_the_tables_are_the_hessians(i):
    _, f, table, p, v = lesson_11_hessian.PROGRAMS[i]
    hessian = torch.autograd.functional.hessian(f, torch.tensor(p)).numpy()
    assert hessian == pytest.approx(np.asarray(table(p), float))
    assert lesson_11_hessian._product(i) == pytest.approx(hessian @ v)


def test_hv_of_the_page():
    assert lesson_11_hessian._product(0).tolist() == [4, 2]
    f = X**2 * Y + sp.sin(Y)
    assert sp.hessian(f, (X, Y)).subs({X: 1, Y: 0}) * sp.Matrix([1, 2]) == sp.Matrix([4, 2])


def test_two_passes_stay_two_and_the_table_grows():
    cell = {"torch": torch}
    exec(lesson_11_hessian.ex11_5.solution_code, cell)
    assert lesson_11_hessian.counted(cell["hvp"], 4) == lesson_11_hessian.counted(cell["hvp"], 16)
    exec(lesson_11_hessian.ex11_5.wrong["table"], cell)
    assert lesson_11_hessian.counted(cell["hvp"], 16) > lesson_11_hessian.counted(cell["hvp"], 4)


def test_the_buggy_product_is_twice_hg_and_one_word_mends_it():
    source = "\n".join(line[3:] for line in lesson_11_hessian.BUGGY.splitlines())
    for text, factor in ((source, 2), (source.replace("v = g", "v = g.detach()"), 1)):
        cell = {"torch": torch}
        exec(text, cell)
        for i in range(len(lesson_11_hessian.PROGRAMS)):
            _, f, table, p, _ = lesson_11_hessian.PROGRAMS[i]
            wanted = factor * np.asarray(table(p)) @ lesson_11_hessian._gradient(i)
            assert cell["along_gradient"](f, leaf(p)).numpy() == pytest.approx(wanted)
