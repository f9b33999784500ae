"""Lesson 13, the exercises about checking: a bug hunt with gradcheck, and a slope that must have a slope."""

import numpy as np

import autograd_lite as torch
from classroom.bank.lesson_13_hunt import Ratio, Sigmoid, Tanh
from classroom.exercises import Exercise, Finding, Unfinished
from classroom.judges import Slip, as_numbers, close
from classroom.operation_judge import OperationJudge
from classroom.wording import show

# 4 · a bug hunt

HUNTED = {"Tanh": (Tanh, 1), "Sigmoid": (Sigmoid, 1), "Ratio": (Ratio, 2)}
LINES = """\
# Tanh.apply(x): the drawer holds t, the result
return grad_out * (1 - t**2)

# Sigmoid.apply(x): the drawer holds s, the result
return grad_out * s * (1 - s)

# Ratio.apply(x, y), which is x / y: the drawer holds x and y
return grad_out / y, -grad_out * x / y"""


def passes(name, numbers):
    """Tell whether gradcheck finds nothing at a point."""
    operation, _ = HUNTED[name]
    inputs = [torch.tensor(float(number), requires_grad=True) for number in numbers]
    return torch.autograd.gradcheck(operation.apply, inputs, raise_exception=False)


def _judge_hunt(answer):
    if not isinstance(answer, dict) or not {"wrong", "at"} <= set(answer):
        return Finding(f"`hunt` is {show(answer)}. Keep the dictionary and fill in its two values.")
    name, at = answer["wrong"], answer["at"]
    if name is ... or at is ... or (isinstance(at, list | tuple) and any(number is ... for number in at)):
        raise Unfinished("A `...` still waits in `hunt`.")
    name = name.__name__ if isinstance(name, type) else name
    name = name.strip().capitalize() if isinstance(name, str) else name
    if not isinstance(name, str) or name not in HUNTED:
        return Finding(f'"wrong" is {show(name)}. Write "Tanh", "Sigmoid" or "Ratio".')
    if name != "Ratio":
        own = {"Tanh": "1 − t², with t = tanh x", "Sigmoid": "s(1 − s), with s the sigmoid"}[name]
        return Finding(f"{name} is sound: its slope really is {own}. gradcheck passes at every point.", name)
    numbers = as_numbers(at)
    if numbers is None or numbers.shape != (2,) or not np.isfinite(numbers).all():
        return Finding(f'The name is right. "at" is {show(at)}: write two numbers, [x, y].')
    if numbers[1] == 0:
        return Finding("The name is right. But x/0 is no number: choose another y.", "y is 0")
    if passes(name, numbers):
        words = f"The name is right. But at x = {show(numbers[0])}, y = {show(numbers[1])} gradcheck finds nothing."
        return Finding(f"{words} Where do −x/y and −x/y² differ?", "hidden")
    return None


ex13_4 = Exercise(
    name="ex13_4",
    task=(
        "Find the bug. All three pass at y = 1, and one of these returns is wrong. Name it, and give a point "
        f"at which gradcheck refuses it.\n\n```python\n{LINES}\n```"
    ),
    answer="hunt",
    stub='hunt = {"wrong": ..., "at": [..., ...]}  # "at" has one number per input',
    judge=_judge_hunt,
    why="∂(x/y)/∂y = −x/y². At y = 1 the missing factor is 1. A check speaks for its own points only.",
    hints=(
        "Differentiate each by hand: the slope of tanh is 1 − tanh², that of the sigmoid s is s(1 − s).",
        "x/y is x·y⁻¹. Its slope by y is −x·y⁻². At which y do y and y² agree?",
    ),
    solution_code='hunt = {"wrong": "Ratio", "at": [1.0, 2.0]}',
    reasoning="The slope by y is −x/y², the code has −x/y. Any y other than 1 shows it, if x is not 0.",
    inferior="ones as the test point. Every missing power of 1 stays hidden there: check at odd numbers.",
    right=(
        'hunt = {"wrong": "Ratio", "at": (2, -3)}',
        'from classroom.bank.lesson_13_hunt import Ratio\nhunt = {"wrong": Ratio, "at": [1, 0.5]}',
    ),
    wrong={
        "Tanh": 'hunt = {"wrong": "Tanh", "at": [0.5]}',
        "Sigmoid": 'hunt = {"wrong": "Sigmoid", "at": [2.0]}',
        "hidden": 'hunt = {"wrong": "Ratio", "at": [2.0, 1.0]}',
        "y is 0": 'hunt = {"wrong": "Ratio", "at": [2.0, 0.0]}',
    },
)

# 5 · right to the second derivative

AT = [np.array([-2.0, 0.0, 3.0]), np.array(0.7), np.array([[1.0, -1.0], [0.5, 2.5]])]
CASES = [((x,), v * np.ones(x.shape)) for x in AT for v in (1.0, -3.0)]


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


class TwiceJudge(OperationJudge):
    """Judge an operation by its gradients, then by its second derivative."""

    def __call__(self, answer):
        finding = super().__call__(answer)
        if finding:
            return finding
        answer = getattr(answer, "__self__", answer)
        for value in AT:
            x = torch.tensor(value, requires_grad=True)
            (first,) = torch.autograd.grad(answer.apply(x).sum(), x, create_graph=True)
            if not first.requires_grad:
                words = "The first derivative is right. The second does not exist: backward's result has no history."
                return Finding(f"{words} A slope computed in forward is a mere number.", "constant slope")
            (second,) = torch.autograd.grad(first.sum(), x)
            want = _sigmoid(value) * (1 - _sigmoid(value))
            if not close(second, want):
                words = f"The first derivative is right. The second at x = {show(value)} should be {show(want)}"
                return Finding(f"{words}; yours is {show(second)}.", "wrong second derivative")
        return None


_SOFTPLUS = """\
class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.log(1 + torch.exp(x))

    @staticmethod
    def backward(ctx, grad_out):
        (x,) = ctx.saved_tensors
        return grad_out * torch.sigmoid(x)"""

ex13_5 = Exercise(
    name="ex13_5",
    task=(
        "Write `Softplus`: `Softplus.apply(x)` gives log(1 + eˣ), elementwise. Its slope is the sigmoid, "
        "`torch.sigmoid(x)`. It must pass gradcheck and gradgradcheck."
    ),
    answer="Softplus",
    stub=(
        "class Softplus(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x):\n        ...\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        ..."
    ),
    judge=TwiceJudge(
        "Softplus",
        inputs=("x",),
        forward=lambda x: np.log(1 + np.exp(x)),
        backward=lambda v, x: (v * _sigmoid(x),),
        cases=CASES,
        slips={
            "forgot grad_out": Slip(
                "Your backward returns the sigmoid alone. It owes the sigmoid times grad_out.",
                like=lambda v, x: (_sigmoid(x),),
            ),
            "slope too far": Slip(
                "s(1 − s) is the slope of the sigmoid, so it is the second derivative. backward owes the first.",
                like=lambda v, x: (v * _sigmoid(x) * (1 - _sigmoid(x)),),
            ),
            "inner slope": Slip(
                "That is grad_out·eˣ: the slope of the inside. The logarithm divides it by 1 + eˣ.",
                like=lambda v, x: (v * np.exp(x),),
            ),
        },
    ),
    why="backward computes the sigmoid from x, which has a history. So the slope itself can be differentiated.",
    hints=(
        "Save an input or an output: their history is known. Save nothing that forward computed on the way.",
        "forward: ctx.save_for_backward(x), and return torch.log(1 + torch.exp(x)).",
        "backward: (x,) = ctx.saved_tensors, and return grad_out * torch.sigmoid(x).",
    ),
    solution_code=_SOFTPLUS,
    reasoning="x is an input, so it comes back with its history. Its sigmoid is computed while backward is recorded.",
    inferior="save torch.sigmoid(x) in forward. gradcheck passes, and every second derivative lacks a part.",
    right=(
        _SOFTPLUS.replace("torch.log(1 + torch.exp(x))", "torch.log1p(torch.exp(x))").replace(
            "grad_out * torch.sigmoid(x)", "grad_out / (1 + torch.exp(-x))"
        ),
    ),
    wrong={
        "forgot grad_out": _SOFTPLUS.replace("grad_out * torch.sigmoid(x)", "torch.sigmoid(x)"),
        "slope too far": _SOFTPLUS.replace(
            "grad_out * torch.sigmoid(x)", "grad_out * torch.sigmoid(x) * (1 - torch.sigmoid(x))"
        ),
        "inner slope": _SOFTPLUS.replace("grad_out * torch.sigmoid(x)", "grad_out * torch.exp(x)"),
        "constant slope": _SOFTPLUS.replace("ctx.save_for_backward(x)", "ctx.save_for_backward(torch.sigmoid(x))")
        .replace("(x,) = ctx.saved_tensors", "(slope,) = ctx.saved_tensors")
        .replace("grad_out * torch.sigmoid(x)", "grad_out * slope"),
        "wrong second derivative": _SOFTPLUS.replace(
            "grad_out * torch.sigmoid(x)", "grad_out * (0.5 * torch.sigmoid(x) + 0.5 * torch.sigmoid(x.detach()))"
        ),
    },
)
