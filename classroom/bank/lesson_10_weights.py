"""Lesson 10, the exercises about choosing v: weights for samples, and a v that shows what a sum hides."""

import numpy as np
import sympy

import autograd_lite as torch
from classroom.bank.lesson_10_tables import PassJudge
from classroom.exercises import Exercise, Finding, Unfinished
from classroom.judges import Case, Slip, as_numbers, close, points
from classroom.wording import show

# 3 · weights for samples


def _weight_cases():
    cases = []
    for i, count in enumerate((3, 4, 2, 5, 3)):
        (at,) = points(f"ex10_3 w{i}", 1, -2.0, 3.0)
        x, y, c = (
            points(f"ex10_3 {letter}{i}", count, low, 4.0) for letter, low in (("x", 0.5), ("y", -3.0), ("c", 0))
        )
        cases.append(Case((at, torch.tensor(x), torch.tensor(y), torch.tensor(c)), weighted_slope(at, x, y, c)))
    return cases


def weighted_slope(at, x, y, c):
    """Return the slope by w of Σ cᵢ(w·xᵢ − yᵢ)², by SymPy."""
    w = sympy.Symbol("w", real=True)
    rows = [[sympy.Rational(str(number)) for number in row] for row in zip(x, y, c, strict=True)]
    total = sum(weight * (w * a - b) ** 2 for a, b, weight in rows)
    return float(sympy.diff(total, w).subs(w, sympy.Rational(str(at))))


def _slopes(at, x, y):
    x, y = as_numbers(x), as_numbers(y)
    return 2 * x * (at * x - y)


_LOSSES = """\
def weighted_slope(at, x, y, c):
    w = torch.tensor(at, requires_grad=True)
    losses = (w * x - y) ** 2
"""

ex10_3 = Exercise(
    name="ex10_3",
    task=(
        "Some samples count more than others. Finish `weighted_slope(at, x, y, c)`: the slope by w of "
        "c₁·loss₁ + c₂·loss₂ + …, where c, a tensor, holds one weight per sample. Leave `losses` as it is."
    ),
    answer="weighted_slope",
    stub=_LOSSES + "    losses.backward(...)\n    return w.grad",
    judge=PassJudge(
        "weighted_slope(at, x, y, c)",
        _weight_cases,
        {
            "ones": Slip(
                "That is the slope of the plain sum. The weights c have not been used: they are the v.",
                like=lambda at, x, y, c: _slopes(at, x, y).sum(),
            ),
            "mean": Slip(
                "That is a mean: everything is divided by the number of samples. Asked is the weighted sum.",
                like=lambda at, x, y, c: (as_numbers(c) * _slopes(at, x, y)).mean(),
            ),
            "inside": Slip(
                "The weights went into the square, so each counts squared. Weight the losses, after the square.",
                like=lambda at, x, y, c: (as_numbers(c) ** 2 * _slopes(at, x, y)).sum(),
            ),
            "one factor": Slip(
                "One common factor c₁ + c₂ + … for all samples: each loss needs its own weight.",
                like=lambda at, x, y, c: as_numbers(c).sum() * _slopes(at, x, y).sum(),
            ),
            "scalar outputs": Slip(
                "losses holds one number per sample, so backward needs a v.", raises="only for scalar outputs"
            ),
        },
    ),
    why="v is the row of factors in front of the results. A weighted loss has them ready.",
    hints=(
        "Weighted and added: that is what backward does with v.",
        "losses.backward(c), and then the slope is in w.grad.",
    ),
    solution_code=_LOSSES + "    losses.backward(c)\n    return w.grad",
    reasoning="vᵀJ with v = c is the slope of c₁·loss₁ + c₂·loss₂ + …, in one pass.",
    inferior="(c * losses).sum().backward(): the same number, with the weights written into the graph.",
    right=(_LOSSES + "    (c * losses).sum().backward()\n    return w.grad.item()",),
    wrong={
        "ones": _LOSSES + "    losses.sum().backward()\n    return w.grad",
        "mean": _LOSSES + "    (c * losses).mean().backward()\n    return w.grad",
        "inside": _LOSSES + "    losses = (c * (w * x - y)) ** 2\n    losses.sum().backward()\n    return w.grad",
        "one factor": _LOSSES + "    losses.backward(c.sum() * torch.ones_like(losses))\n    return w.grad",
        "scalar outputs": _LOSSES + "    losses.backward()\n    return w.grad",
    },
)

# 5 · a v under which x matters

WANTED = np.array([3.0, -1.0, -1.0, -1.0])


def centred_pass(v):
    """Return x.grad after (x − mean(x)).backward(v), for four numbers x."""
    x = torch.tensor([1.0, 2.0, 4.0, 5.0], requires_grad=True)
    (x - x.mean()).backward(torch.tensor(list(map(float, v))))
    return x.grad.numpy() + 0.0


def _judge_v(answer):
    if isinstance(answer, list | tuple) and any(item is ... for item in answer):
        raise Unfinished("A `...` in `v` still waits.")
    v = as_numbers(answer)
    if v is None or v.shape != (4,) or not np.isfinite(v).all():
        return Finding(f"`v` is {show(answer)}. Write four numbers in a list, one per result of y.", "four weights")
    got = np.round(centred_pass(v), 9) + 0.0
    if close(got, WANTED):
        return None
    gives = f"x.grad becomes {show(got)}."
    if np.all(v == v[0]):
        return Finding(f"All weights are equal, so each column of J adds up to 0 again. {gives}", "all equal")
    factor = got[0] / WANTED[0]
    if factor and close(got, factor * WANTED):
        word = "upside down" if factor < 0 else "scaled"
        say = f"that is {show(factor)} times what is asked. vᵀJ scales with v."
        return Finding(f"{gives} Right in its pattern, but {say}", word)
    if close(np.sort(got), np.sort(WANTED)):
        return Finding(f"{gives} The 3 belongs to x₁: which row of J has its largest number there?", "another row")
    return Finding(f"{gives} Each row of J counts as often as its weight says.", "another")


ex10_5 = Exercise(
    name="ex10_5",
    task=(
        'Disprove "x.grad is 0, so y does not depend on x". For y = x − mean(x), with x = (1, 2, 4, 5), '
        "give four weights v. `y.backward(v)` must leave (3, −1, −1, −1) in x.grad."
    ),
    answer="v",
    stub="v = [..., ..., ..., ...]",
    judge=_judge_v,
    why="Ones see column sums alone. This v looks at one row, and there the slopes are.",
    hints=(
        "The rows of J are (0.75, −0.25, −0.25, −0.25) and its like. What is the first one, times 4?",
        "Only the first row should count, and four times: one weight is 4, the others are 0.",
    ),
    solution_code="v = [4, 0, 0, 0]",
    reasoning="4·(0.75, −0.25, −0.25, −0.25) = (3, −1, −1, −1). One number added to all weights changes nothing.",
    inferior="[0.75, 0.75, 0.75, 0.75], the diagonal. All weights are equal, so every column cancels.",
    right=("v = [3, -1, -1, -1]", "v = torch.tensor([5.0, 1.0, 1.0, 1.0])", "v = np.array([0, -4, -4, -4])"),
    wrong={
        "four weights": "v = [4, 0]",
        "all equal": "v = [0.75, 0.75, 0.75, 0.75]",
        "scaled": "v = [1, 0, 0, 0]",
        "upside down": "v = [-4, 0, 0, 0]",
        "another row": "v = [0, 4, 0, 0]",
        "another": "v = [1, 2, 3, 4]",
    },
)
