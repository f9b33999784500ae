"""Lesson 13, Write a function: section 5, the `line` of the notes, and the prompt before it."""

import numpy as np

from classroom.exercises import Exercise, Prompt
from classroom.judges import Slip
from classroom.operation_judge import OperationJudge

__all__ = ["ex13_1", "p13_1", "p13_2"]

W, X = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, -1.0], [2.0, 10.0]])
ONES, MIXED = np.ones((2, 2)), np.array([[1.0, -2.0], [0.0, 3.0]])

CASES = [
    ((W, X, np.array([[1.0, 1.0], [2.0, 2.0]])), ONES),
    ((W, X, np.array([[1.0, 1.0], [2.0, 2.0]])), 3 * ONES),
    ((W, X, np.array([1.0, -2.0])), ONES),
    ((W, X, np.array(5.0)), ONES),
    ((X, W, np.array([0.0, 4.0])), MIXED),
]

ex13_1 = Exercise(
    name="ex13_1",
    task=(
        "Write the `Line` of the notes: `Line.apply(w, x, b)` gives w·x + b, elementwise. "
        "Its backward receives `grad_out` and returns one gradient per input. "
        "It must also work when b has shape (2,) or ()."
    ),
    answer="Line",
    stub=(
        "class Line(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, w, x, b):\n        ...\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        ..."
    ),
    judge=OperationJudge(
        "Line",
        inputs=("w", "x", "b"),
        forward=lambda w, x, b: w * x + b,
        backward=lambda v, w, x, b: (v * x, v * w, v),
        cases=CASES,
        slips={
            "forgot grad_out": Slip(
                "Your backward returns x, w and 1: it leaves out grad_out. With all ones you cannot see it.",
                like=lambda v, w, x, b: (x, w, np.ones_like(v)),
            ),
            "grad_out only for b": Slip(
                "b gets grad_out, but w and x do not. Every local derivative is multiplied by grad_out.",
                like=lambda v, w, x, b: (x, w, v),
            ),
            "swapped": Slip(
                "The gradients of w and x have changed places. Return them in the order of forward's inputs; "
                "the derivative of w·x by w is x.",
                like=lambda v, w, x, b: (v * w, v * x, v),
            ),
            "b not scaled": Slip(
                "The gradient of b is 1 times grad_out, not 1.",
                like=lambda v, w, x, b: (v * x, v * w, np.ones_like(v)),
            ),
            "two gradients": Slip(
                "forward has three inputs, so backward returns three gradients. b counts too.",
                raises=r"incorrect number of gradients",
            ),
        },
    ),
    why="w.grad is x, x.grad is w, b.grad is 1, each times grad_out. The engine summed b's gradient to b's shape.",
    hints=(
        "forward saves what backward will need: ctx.save_for_backward(w, x). Then it returns w*x + b.",
        "backward reads w, x = ctx.saved_tensors. The derivatives of w·x + b by w, x and b are x, w and 1.",
        "Multiply each by grad_out and return all three, in the order w, x, b.",
    ),
    solution_code=(
        "class Line(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, w, x, b):\n"
        "        ctx.save_for_backward(w, x)\n        return w*x + b\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n"
        "        w, x = ctx.saved_tensors\n        return grad_out*x, grad_out*w, grad_out"
    ),
    reasoning=(
        "backward gets the gradient of some scalar by the output and passes it on to the inputs. "
        "b need not be saved: no formula uses its value."
    ),
    inferior="return x, w, 1. For out.sum() the numbers look right; for 3*out.sum() they are three times too small.",
    right=(
        "class line(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, w, x, b):\n        ctx.save_for_backward(w, x, b)\n"
        "        return w*x+b\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        w, x, b = ctx.saved_tensors\n"
        "        grad_w = grad_out*x\n        grad_x = grad_out*w\n        grad_b = grad_out\n"
        "        return grad_w, grad_x, grad_b\n\n\nLine = line",
    ),
)

_WRONG_RETURNS = {
    "forgot grad_out": "x, w, torch.ones_like(grad_out)",
    "grad_out only for b": "x, w, grad_out",
    "swapped": "grad_out*w, grad_out*x, grad_out",
    "b not scaled": "grad_out*x, grad_out*w, torch.ones_like(grad_out)",
    "two gradients": "grad_out*x, grad_out*w",
}
_RETURN = "return grad_out*x, grad_out*w, grad_out"
ex13_1.wrong = {
    slip: ex13_1.solution_code.replace(_RETURN, f"return {values}") for slip, values in _WRONG_RETURNS.items()
}

p13_1 = Prompt(
    name="p13_1",
    question=(
        "A backward ignores `grad_out` and returns x, w and 1. "
        "Are the gradients right for `out.sum()`? And for `(3*out).sum()`?"
    ),
    options={
        "A": "Right for both: x, w and 1 are the derivatives.",
        "B": "Right for the sum, three times too small for the other.",
        "C": "Wrong for both: without `grad_out` nothing is right.",
    },
    right="B",
    why="For a sum every entry of grad_out is 1, so leaving it out changes nothing. That is how the bug hides.",
    replies={
        "A": "x, w and 1 lead from w, x and b to out. The way on to the loss is grad_out, and here it is 3.",
        "C": "For out.sum() grad_out is all ones, and multiplying by one changes nothing. The bug is there, unseen.",
    },
    misconception="A24",
)

p13_2 = Prompt(
    name="p13_2",
    question="out = w·x + b, element by element, and backward starts with all ones. What will `w.grad` be?",
    options={
        "A": "all ones, because all ones were sent back",
        "B": "the numbers of x",
        "C": "the numbers of w",
    },
    right="B",
    why="Where w is multiplied by 5, a small change of w comes out five times as large.",
    replies={
        "A": "Ones arrive at out. On the way to w each is multiplied by the slope there, and that slope is x.",
        "C": "Where w is multiplied by x, the slope by w is x. The numbers of w are the slope by x.",
    },
    misconception="A24",
)
