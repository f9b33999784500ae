"""The facts that lesson 13's prompts, exercises and prose state, computed again; and the Functions of its page."""

import inspect
import warnings

import nbformat
import numpy as np
import pytest
import sympy

import autograd_lite as torch
from autograd_lite.ops.pointwise import Mul
from classroom.bank import lesson_13, lesson_13_checks, lesson_13_hunt
from tools.kernel_env import ROOT


def page(*starts):
    """Run those cells of the notebook that start with these words, and return their names."""
    cells = nbformat.read(ROOT / "notebooks/13_write_a_function.ipynb", as_version=4).cells
    names = {"torch": torch, "np": np}
    for start in starts:
        # the last cell of that beginning: an error card is followed by its fix
        cell = [c for c in cells if c.cell_type == "code" and c.source.startswith(start)][-1]
        body = cell.source.partition("\n\n\n")[0].partition("\n\ntorch.")[0].partition("\n\nx = ")[0]
        exec(body, names)
    return names


def point(*values):
    return torch.tensor(list(values), requires_grad=True)


def test_the_operations_of_the_page_are_right_to_the_second_derivative():
    own = page("class Root(", "class Power(", "class line(", "class Clip(", "class Clip2(")
    for f, inputs in (
        (own["Root"].apply, (point(8.0, -1.0, 0.3),)),
        (lambda x: own["Power"].apply(x, 3), (point(1.0, -2.0),)),
        (own["line"].apply, (point(2.0, 3.0), point(5.0, -7.0), torch.tensor(1.5, requires_grad=True))),
        (lambda x: own["Clip2"].apply(x, -1.0, 1.0), (point(-2.0, 0.5, 3.0),)),
    ):
        assert torch.autograd.gradcheck(f, inputs)
        assert torch.autograd.gradgradcheck(f, inputs)


def test_the_cube_root_has_the_slope_of_the_formula():
    own = page("class Root(")
    x = point(8.0, -1.0)
    (slope,) = torch.autograd.grad(own["Root"].apply(x).sum(), x)
    assert slope.numpy() == pytest.approx([1 / 12, 1 / 3])


def test_kept_passes_gradcheck_and_loses_half_of_the_second_derivative():
    own = page("class Kept(", "class Power(")
    x = torch.tensor(2.0, requires_grad=True)
    assert torch.autograd.gradcheck(own["Kept"].apply, (x,))
    assert not torch.autograd.gradgradcheck(own["Kept"].apply, (x,), raise_exception=False)
    t = sympy.Symbol("t")
    truth = float(sympy.diff(t * t**3, t, 2).subs(t, 2))
    for operation, wanted in ((own["Kept"].apply, truth / 2), (lambda x: own["Power"].apply(x, 3), truth)):
        (first,) = torch.autograd.grad(x * operation(x), x, create_graph=True)
        assert torch.autograd.grad(first, x)[0].item() == wanted
    assert "48" in lesson_13.p13_8.question and "24" in lesson_13.p13_8.options["C"]


def test_a_right_rule_fails_in_float32_and_passes_in_float64():
    own = page("class line(")
    for kind, wanted in ((torch.float64, True), (torch.float32, False)):
        inputs = [torch.tensor(v, dtype=kind, requires_grad=True) for v in ([2.0, 3.0], [5.0, 7.0], [1.0, 1.0])]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert torch.autograd.gradcheck(own["line"].apply, inputs, raise_exception=False) is wanted


def test_only_one_of_the_hunted_is_wrong_and_only_away_from_one():
    assert all(lesson_13_checks.passes(name, [number]) for name in ("Tanh", "Sigmoid") for number in (-2, 0, 0.5, 3))
    assert all(lesson_13_checks.passes("Ratio", (x, 1.0)) for x in (-3, 0.5, 2))
    assert not any(lesson_13_checks.passes("Ratio", (x, y)) for x in (-3, 0.5, 2) for y in (-2, -1, 0.5, 3))


def test_the_returns_in_the_hunt_are_those_that_run():
    returns = [line for line in lesson_13_checks.LINES.splitlines() if line.startswith("return")]
    for operation, line in zip(("Tanh", "Sigmoid", "Ratio"), returns, strict=True):
        assert line in inspect.getsource(getattr(lesson_13_hunt, operation).backward)


def test_the_weights_of_a_tripled_sum_are_threes():
    y = torch.tensor([2.0, -1.0], requires_grad=True)
    (arrived,) = torch.autograd.grad((3 * y).sum(), y)
    assert arrived.tolist() == [3.0, 3.0]


def test_the_librarys_product_is_eight_lines():
    lines = inspect.getsource(Mul.forward).splitlines() + inspect.getsource(Mul.backward).splitlines()
    assert len(lines) == 8
    assert [line.strip() for line in lines if "def " in line or "save" in line] == [
        "def forward(ctx, x, y):",
        "ctx.save_for_backward(x, y)",
        "def backward(ctx, grad):",
        "x, y = ctx.saved_tensors",
    ]
