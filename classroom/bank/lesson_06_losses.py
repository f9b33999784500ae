"""Lesson 06, the exercises about the loss itself: write it, and differentiate it."""

import numpy as np
import sympy

from classroom.exercises import Exercise
from classroom.judges import Case, FunctionJudge, Slip, points

w = sympy.Symbol("w", real=True)


def _samples():
    """Return five small data sets with a w for each: the last two have other counts of samples."""
    weights = points("ex06 w", 5, -2.0, 3.0)
    for i, (weight, count) in enumerate(zip(weights, (3, 3, 4, 2, 6), strict=True)):
        x = np.array(points(f"ex06 x{i}", count, 0.5, 4.0))
        y = np.array(points(f"ex06 y{i}", count, -3.0, 8.0))
        yield weight, x, y


def exact_loss(x, y):
    """Return the mean squared error of the line w·x as a SymPy expression in w."""
    pairs = [(sympy.Rational(str(a)), sympy.Rational(str(b))) for a, b in zip(x, y, strict=True)]
    return sum((w * a - b) ** 2 for a, b in pairs) / len(pairs)


def _value(expression, weight):
    return float(expression.subs(w, sympy.Rational(str(weight))))


def _loss_cases():
    return [Case((weight, x, y), _value(exact_loss(x, y), weight)) for weight, x, y in _samples()]


def _slope_cases():
    return [Case((weight, x, y), _value(sympy.diff(exact_loss(x, y), w), weight)) for weight, x, y in _samples()]


# 2 · the loss

ex06_2 = Exercise(
    name="ex06_2",
    task=("Write `loss(w, x, y)`: the mean of the squared misses of the line w·x. w is a number, x and y are arrays."),
    answer="loss",
    stub="def loss(w, x, y):\n    return ...",
    judge=FunctionJudge(
        "loss(w, x, y)",
        _loss_cases,
        {
            "absolute": Slip(
                "Those are the absolute misses. A squared miss counts twice the miss four times.",
                like=lambda w, x, y: np.mean(np.abs(w * x - y)),
            ),
            "sum": Slip(
                "That is the sum of the squares. The mean divides by the number of samples.",
                like=lambda w, x, y: np.sum((w * x - y) ** 2),
            ),
            "square of the mean": Slip(
                "You square after averaging, so a miss of +1 and one of -1 cancel. Square each miss first.",
                like=lambda w, x, y: np.mean(w * x - y) ** 2,
            ),
            "no square": Slip(
                "That is the mean miss. Misses above and below cancel in it; squares cannot cancel.",
                like=lambda w, x, y: np.mean(w * x - y),
            ),
            "no mean": Slip(
                "That is one square for each sample. The loss is one number: their mean.",
                like=lambda w, x, y: (w * x - y) ** 2,
            ),
            "root": Slip(
                "You took a root at the end. Its lowest point is the same, but the loss here has no root.",
                like=lambda w, x, y: np.sqrt(np.mean((w * x - y) ** 2)),
            ),
        },
    ),
    why="One number for the whole data set: small when every line value is close to its label.",
    hints=(
        "The miss of one sample is w·x - y. With arrays, `w * x - y` gives all misses at once.",
        "Square the misses, then average: `((...) ** 2).mean()`.",
    ),
    solution_code="def loss(w, x, y):\n    return ((w * x - y) ** 2).mean()",
    reasoning="Inside out: the misses, their squares, the mean of these. The order matters.",
    inferior="abs(w * x - y).mean(). It measures misses too, but it has a corner where the line meets a sample.",
    right=(
        "loss = lambda w, x, y: np.mean((y - w * x) ** 2)",
        "def loss(w, x, y):\n    return sum((w * a - b) ** 2 for a, b in zip(x, y)) / len(x)",
    ),
    wrong={
        "absolute": "def loss(w, x, y):\n    return abs(w * x - y).mean()",
        "sum": "def loss(w, x, y):\n    return ((w * x - y) ** 2).sum()",
        "square of the mean": "def loss(w, x, y):\n    return (w * x - y).mean() ** 2",
        "no square": "def loss(w, x, y):\n    return (w * x - y).mean()",
        "no mean": "def loss(w, x, y):\n    return (y - w * x) ** 2",
        "root": "def loss(w, x, y):\n    return ((w * x - y) ** 2).mean() ** 0.5",
    },
)


# 3 · its slope

ex06_3 = Exercise(
    name="ex06_3",
    task=(
        "Write `grad_loss(w, x, y)`: the derivative of that loss by w, as a formula. "
        "For one sample it is 2wx² − 2xy, and the slope of a mean is the mean of the slopes."
    ),
    answer="grad_loss",
    stub="def grad_loss(w, x, y):\n    return ...",
    judge=FunctionJudge(
        "grad_loss(w, x, y)",
        _slope_cases,
        {
            "missing 2": Slip(
                "Every value is half of what it should be: the 2 that comes down from the square is missing.",
                like=lambda w, x, y: np.mean(x * (w * x - y)),
            ),
            "missing 1/n": Slip(
                "That is the slope of the sum. The loss is a mean, so its slope is a mean too: divide by n.",
                like=lambda w, x, y: np.sum(2 * x * (w * x - y)),
            ),
            "missing 2 and 1/n": Slip(
                "Two things are missing: the 2 from the square, and the division by n.",
                like=lambda w, x, y: np.sum(x * (w * x - y)),
            ),
            "missing x": Slip(
                "Each miss w·x - y grows by x when w grows by 1. That factor x is missing.",
                like=lambda w, x, y: np.mean(2 * (w * x - y)),
            ),
            "sign": Slip(
                "The sign is turned round. For a w that is too small, L falls as w grows: the slope is negative.",
                like=lambda w, x, y: np.mean(2 * x * (y - w * x)),
            ),
            "no mean": Slip(
                "That is one slope for each sample. The slope of a mean is the mean of the slopes.",
                like=lambda w, x, y: 2 * x * (w * x - y),
            ),
        },
    ),
    why="The slope of a sum is the sum of the slopes, so the derivative may go inside the mean.",
    hints=(
        "2wx² - 2xy is 2x·(wx - y). That is the slope of one sample.",
        "The loss is a mean over samples. So its slope is the mean of their slopes.",
    ),
    solution_code="def grad_loss(w, x, y):\n    return (2 * x * (w * x - y)).mean()",
    reasoning="For each sample 2wx² - 2xy = 2x·(wx - y), and then the mean over all samples.",
    inferior="(2 * (w * x - y)).mean(). It forgets that w is multiplied by x inside the square.",
    right=(
        "def grad_loss(w, x, y):\n    return 2 * w * (x * x).mean() - 2 * (x * y).mean()",
        "def grad_loss(w, x, y):\n    v = torch.tensor(float(w), requires_grad=True)\n"
        "    ((v * torch.tensor(x) - torch.tensor(y)) ** 2).mean().backward()\n    return v.grad.item()",
    ),
    wrong={
        "missing 2": "def grad_loss(w, x, y):\n    return (x * (w * x - y)).mean()",
        "missing 1/n": "def grad_loss(w, x, y):\n    return (2 * w * x**2 - 2 * x * y).sum()",
        "missing 2 and 1/n": "def grad_loss(w, x, y):\n    return (x * (w * x - y)).sum()",
        "missing x": "def grad_loss(w, x, y):\n    return 2 * (w * x - y).mean()",
        "sign": "def grad_loss(w, x, y):\n    return (2 * x * (y - w * x)).mean()",
        "no mean": "def grad_loss(w, x, y):\n    return 2 * w * x**2 - 2 * x * y",
    },
)
