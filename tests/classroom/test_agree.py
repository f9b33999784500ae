"""agree(): it says yes to right derivatives, no to wrong ones, and names the odd one out."""

import doctest
import inspect
import re

import numpy as np
import pytest
import sympy

import autograd_lite as torch
from classroom import agree, crosscheck, derivative, derivatives, gradient
from classroom.crosscheck import perturb, recording

x, y = sympy.symbols("x y")


def cube(x):
    return x**3 - 1 / x


def bowl(x, y):
    return x**2 * y + torch.sin(y)


def root(x):
    return torch.sign(x) * torch.abs(x) ** (1 / 3)


def test_the_recipe():
    assert derivative(cube, at=1) == 4.0
    assert type(derivative(cube, at=1)) is float
    assert gradient(lambda x, y: x * y, at=(2, 5)) == [5.0, 2.0]
    assert gradient(lambda x, y: x**2, at=(3, 1)) == [6.0, 0.0]
    assert doctest.testmod(derivatives).failed == 0


def test_the_table_reads_as_promised():
    assert repr(agree(cube, at=1, exact=x**3 - 1 / x)) == (
        "Derivative of cube at x = 1\n"
        "                    value   relative error   allowed\n"
        "autograd_lite           4           < 1e-9      1e-9\n"
        "SymPy                   4        reference\n"
        "finite difference       4           < 1e-6      1e-6\n"
        "They agree."
    )


def test_beside_0_the_table_claims_no_relative_error():
    found = agree(lambda x: 3 * x * x - 4 * x + 5, at=sympy.Rational(2, 3), exact=3 * x**2 - 4 * x + 5)
    assert [row[2] for row in found.rows] == ["within noise", "reference", "within noise"]
    both = agree(lambda x, y: x**2 + y**2, (1, 0), x**2 + y**2, wrt="all")
    assert [row[2] for row in both.rows] == ["< 1e-9 or noise", "reference", "< 1e-6 or noise"]
    wrong = agree(lambda x: (x - 1) ** 2, 1, (x - 1) ** 2 + x - 1)  # slope 0 against slope 1
    assert not wrong.ok and [row[2] for row in wrong.rows] == ["1", "reference", "1"]


RIGHT = [
    (lambda x: x**2, 3, x**2, {}),
    (lambda x: x**2, 0, x**2, {}),
    (lambda x: torch.exp(x), 1, sympy.exp(x), {}),
    (lambda x: torch.sin(x), np.pi / 2, sympy.sin(x), {}),
    (lambda x: torch.sin(x), sympy.pi / 2, sympy.sin(x), {}),
    (lambda x: 1 / x, 0.001, 1 / x, {}),
    (lambda x: 1000 + x, 0.0, 1000 + x, {}),
    (lambda x: 0 * x + 3, 2, sympy.Integer(3), {}),
    (lambda x: torch.abs(x), -2, sympy.Abs(x), {}),
    (lambda x: (x - 1) ** 2, 1, (x - 1) ** 2, {}),
    (lambda t: t**2, 5, x**2, {}),
    (bowl, (1, 0), x**2 * y + sympy.sin(y), {"wrt": 1}),
    (bowl, (1, 2), x**2 * y + sympy.sin(y), {"wrt": "y"}),
    (bowl, (1, 2), x**2 * y + sympy.sin(y), {"wrt": x}),
    (bowl, (1, 2), x**2 * y + sympy.sin(y), {"wrt": "all"}),
    (lambda x, y: x**2, (3, 1), x**2, {"wrt": "all"}),
    (lambda y, x: y - 2 * x, (1, 2), y - 2 * x, {"wrt": "all"}),
    (lambda a, b: a - 2 * b, (1, 2), x - 2 * y, {"wrt": "all"}),
    (lambda a, b: a - 2 * b, (1, 2), y - 2 * x, {"wrt": "all", "symbols": (y, x)}),
]


@pytest.mark.parametrize("case", RIGHT, ids=range(len(RIGHT)))
def test_right_derivatives_agree(case):
    f, at, exact, options = case
    found = agree(f, at, exact, **options)
    assert found.ok, found
    assert repr(found).endswith("They agree.")


@pytest.mark.parametrize("case", RIGHT, ids=range(len(RIGHT)))
def test_a_spoiled_side_never_agrees(case):
    f, at, exact, options = case
    with perturb(autograd=1e-4):
        found = agree(f, at, exact, **options)
        assert not found.ok
        assert "autograd_lite is the odd one out" in found.words
    with perturb(exact=1e-4):
        found = agree(f, at, exact, **options)
        assert not found.ok
        assert "the exact expression is the odd one out" in found.words
    assert agree(f, at, exact, **options).ok


def test_wrong_formulas_are_caught():
    found = agree(lambda x: x**2, at=3, exact=x**2 + x - 3)  # same value at 3, another slope
    assert not found.ok
    assert found.words == "They do not agree: the exact expression is the odd one out."
    other = agree(lambda x: x**2, at=3, exact=x**3)
    assert other.words == "They do not agree: the function gives 9 here, the exact expression 27."


class WrongSquare(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x


def test_a_wrong_rule_is_caught():
    found = agree(WrongSquare.apply, at=3, exact=x**2)
    assert found.words == "They do not agree: autograd_lite is the odd one out."
    assert "0.5" in repr(found)


def test_a_corner_of_the_formula_alone_is_seen():
    found = agree(lambda x: x**2, at=0, exact=sympy.Abs(x))
    assert not found.ok and "-1 from the left and 1 from the right" in found.words
    assert agree(lambda x: torch.abs(x), at=2, exact=sympy.Abs(x)).ok


def test_a_corner_does_not_pass_as_slope_zero():
    found = agree(torch.abs, at=0, exact=sympy.Abs(x))
    assert not found.ok
    assert "-1 from the left and 1 from the right" in found.words.replace("\n", " ")


SINGULAR = [
    (
        torch.abs,
        sympy.Abs(x),
        "the limit does not exist: -1 from the left, +1 from the right",
        "a convention",
    ),
    (
        root,
        sympy.sign(x) * sympy.Abs(x) ** sympy.Rational(1, 3),
        "grows without bound",
        "nan, by design, see 14",
    ),
    (
        lambda x: x**2 * torch.sin(1 / x),
        sympy.Piecewise((x**2 * sympy.sin(1 / x), sympy.Ne(x, 0)), (0, True)),
        "the derivative exists and is 0",
        "nan, by design, see 14",
    ),
    (
        lambda x: x**2 * torch.sin(1 / x),
        x**2 * sympy.sin(1 / x),
        "the derivative exists and is 0",
        "nan, by design",
    ),
    (
        lambda x: x * torch.sin(1 / x),
        x * sympy.sin(1 / x),
        "the quotient swings between -1 and 1",
        "nan, by design",
    ),
    (
        lambda x: torch.relu(x) - torch.relu(-x),
        sympy.Max(0, x) - sympy.Max(0, -x),
        "the derivative exists and is 1",
        "0, a convention, see 14",
    ),
]


@pytest.mark.parametrize("case", SINGULAR, ids=range(len(SINGULAR)))
def test_singular_points_are_decided_by_the_limit(case):
    f, exact, words, design = case
    found = agree(f, at=0, exact=exact, singular=True)
    text = repr(found).replace("\n", " ")
    assert found.ok, found
    assert words in text
    assert design in text


@pytest.mark.parametrize("case", SINGULAR, ids=range(len(SINGULAR)))
def test_singular_points_can_fail(case):
    f, exact, _, _ = case
    with perturb(exact=1e-4):
        assert not agree(f, at=0, exact=exact, singular=True).ok
    with perturb(autograd=1e-4):
        assert agree(f, at=0, exact=exact, singular=True).ok


def test_without_a_value_there_is_no_quotient():
    for f, at, exact in ((lambda x: 1 / x, 0, 1 / x), (torch.sqrt, -1, sympy.sqrt(x)), (torch.log, 0, sympy.log(x))):
        found = agree(f, at=at, exact=exact, singular=True)
        assert not found.ok
        assert "has no value here" in repr(found)


def test_nan_sends_the_reader_to_singular():
    for f, exact in ((lambda x: x**2 * torch.sin(1 / x), x**2 * sympy.sin(1 / x)), (torch.sqrt, sympy.sqrt(x))):
        found = agree(f, at=0, exact=exact)
        assert not found.ok
        assert "singular=True" in found.words
        assert "none" in repr(found)


def test_a_partial_derivative_at_a_hole():
    def saddle(x, y):
        return torch.where(x**2 + y**2 > 0, x * y / (x**2 + y**2), 0.0)

    for wrt in (0, 1):
        found = agree(saddle, at=(0, 0), exact=x * y / (x**2 + y**2), wrt=wrt, singular=True)
        assert found.ok, found
        assert "the derivative exists and is 0" in found.words


def test_no_noise_is_printed():
    for f, at, exact, options in RIGHT:
        for value in re.findall(r"\d[\d.]*(?:e-?\d+)?", repr(agree(f, at, exact, **options))):
            digits = value.partition("e")[0].replace(".", "").lstrip("0")
            assert len(digits) <= 4, value


def test_recording_sees_every_call_and_nests():
    with recording() as outer:
        agree(cube, 1, x**3 - 1 / x)
        with recording() as inner:
            agree(cube, 2, x**3 - 1 / x)
    agree(cube, 3, x**3 - 1 / x)
    assert (len(outer), len(inner)) == (2, 1)
    assert outer[1] is inner[0]


def test_perturb_ends_with_its_block_even_after_an_error():
    with pytest.raises(ZeroDivisionError), perturb(autograd=1e-4):
        raise ZeroDivisionError
    assert agree(cube, 1, x**3 - 1 / x).ok


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: agree(lambda x: 3.0, 1, x), TypeError, "returns a tensor"),
        (lambda: agree(cube, (1, 2), x * y + sympy.Symbol("z")), ValueError, "Pass symbols"),
        (lambda: agree(bowl, (1, 2), x * y, wrt=2), ValueError, "names no variable"),
        (lambda: agree(bowl, (1, 2), x * y, wrt="q"), ValueError, "names no variable"),
        (lambda: agree(bowl, (1, 2), x * y, symbols=(x,)), ValueError, "one per number"),
        (lambda: agree(bowl, (1, 2), x * y, wrt="all", singular=True), ValueError, "one variable at a time"),
    ],
)
def test_a_question_that_does_not_fit_is_an_error(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_agree_leaves_nothing_behind():
    at = torch.tensor(2.0, requires_grad=True)
    agree(lambda x: x * at, at=1, exact=2 * x)
    assert torch.is_grad_enabled()
    assert doctest.testmod(crosscheck).failed == 0


@pytest.mark.parametrize("compute", [derivative, lambda f, at: gradient(f, at=(at,))])
def test_a_function_that_gives_no_tensor_is_told_so(compute):
    with pytest.raises(TypeError, match="f gave 3, which is not a tensor"):
        compute(lambda x: 3, 1)


def test_a_point_of_one_number_and_a_program_in_place_of_a_formula_are_named():
    with pytest.raises(TypeError, match="Give one for each variable"):
        gradient(bowl, at=2)
    with pytest.raises(TypeError, match="exact is the function cube, no formula"):
        agree(cube, at=1, exact=cube)


def test_lesson_01_still_prints_the_three_lines_of_derivative():
    lines = inspect.getsource(derivative).splitlines()
    assert lines[0] == "def derivative(f, at):"
    assert [line.strip() for line in lines[-3:]] == [
        "x = torch.tensor(float(at), requires_grad=True)",
        "f(x).backward()",
        "return x.grad.item()",
    ]
