"""Lesson 14, the exercises about corners and nan: a table, a repair, a counter-example."""

import math

import numpy as np

import autograd_lite as torch
from classroom.exercises import Exercise, Finding, Unfinished, only_dots
from classroom.judges import TableJudge, as_numbers, ask, close
from classroom.wording import show

# 1 · slopes on both sides, and the one returned

PROGRAMS = {
    "relu(-x)": lambda x: torch.relu(-x),
    "3 * relu(x)": lambda x: 3 * torch.relu(x),
    "clamp(x, max=0)": lambda x: torch.clamp(x, max=0),
    "minimum(x, 0)": lambda x: torch.minimum(x, torch.zeros_like(x)),
    "x + abs(x)": lambda x: x + torch.abs(x),
    "x * abs(x)": lambda x: x * torch.abs(x),
}
TABLE = {
    "relu(-x)": (-1.0, 0.0, 0.0),
    "3 * relu(x)": (0.0, 3.0, 0.0),
    "clamp(x, max=0)": (1.0, 0.0, 1.0),
    "minimum(x, 0)": (1.0, 0.0, 0.5),
    "x + abs(x)": (0.0, 2.0, 1.0),
    "x * abs(x)": (0.0, 0.0, 0.0),
}


def _three(value):
    if isinstance(value, tuple | list) and any(part is ... for part in value):
        raise Unfinished("A `...` in `slopes` still waits.")
    numbers = as_numbers(value)
    if numbers is None or numbers.shape != (3,):
        return None
    return tuple(round(float(number), 6) + 0.0 for number in numbers)


def _swapped(entry, value):
    left, right, chosen = TABLE[entry]
    return left != right and value == (right, left, chosen)


def _always_zero(entry, value):
    return TABLE[entry][2] != 0 and value == (*TABLE[entry][:2], 0.0)


def _always_middle(entry, value):
    left, right, chosen = TABLE[entry]
    return value == (left, right, (left + right) / 2) != (left, right, chosen)


ex14_1 = Exercise(
    name="ex14_1",
    task=(
        "For each program write three numbers: the limit of its slope at 0 from the left, then from the right, "
        "and what `x.grad` holds after `backward` at x = 0. Guess first, then run them."
    ),
    answer="slopes",
    stub="slopes = {\n" + "".join(f'    "{name}": (..., ..., ...),\n' for name in TABLE) + "}",
    judge=TableJudge(
        "slopes",
        TABLE,
        _three,
        {
            "swapped": (_swapped, "left and right have changed places. Left is where x < 0."),
            "too far": (
                lambda entry, value: entry == "x * abs(x)" and value == (2.0, 2.0, 0.0),
                "2 is the slope at −1 and at 1. This graph is curved, so go close to 0.",
            ),
            "always 0": (_always_zero, "backward does not return 0 at every corner. Run this one."),
            "the middle": (_always_middle, "backward does not take the middle here. Each operation has its own rule."),
        },
    ),
    why="The first two numbers are mathematics. The third is a choice, except in the last row, where no corner is.",
    hints=(
        "Left and right: put x = −1e-9 and x = 1e-9 into the program, and differentiate there.",
        "For the third number run it: x = torch.tensor(0.0, requires_grad=True), then the program, then backward.",
        "Rules add up: x + abs(x) gets 1 from x, and the number that abs has chosen.",
    ),
    solution_code="slopes = {\n" + "".join(
        f'    "{name}": ({", ".join(format(part, "g") for part in row)}),\n' for name, row in TABLE.items()) + "}",
    reasoning=(
        "relu chooses 0, clamp passes the slope on at its border, minimum shares it, abs chooses 0. "
        "x·|x| has the derivative 2|x|, which is 0 at 0: there is no corner."
    ),
    inferior="0 in every row: it is right for relu and abs, and people have met these most often.",
    right=(
        "programs = {\n"
        '    "relu(-x)": lambda x: torch.relu(-x),\n    "3 * relu(x)": lambda x: 3 * torch.relu(x),\n'
        '    "clamp(x, max=0)": lambda x: torch.clamp(x, max=0),\n'
        '    "minimum(x, 0)": lambda x: torch.minimum(x, torch.tensor(0.0)),\n'
        '    "x + abs(x)": lambda x: x + torch.abs(x),\n    "x * abs(x)": lambda x: x * torch.abs(x),\n}\n'
        "slopes = {}\nfor name, f in programs.items():\n    slopes[name] = []\n    for at in (-1e-9, 1e-9, 0.0):\n"
        "        x = torch.tensor(at, requires_grad=True)\n        f(x).backward()\n"
        '        slopes[name].append(x.grad.item())',
    ),
    wrong={
        "swapped": f'slopes = {TABLE!r}\nslopes["relu(-x)"] = (0, -1, 0)',
        "too far": f'slopes = {TABLE!r}\nslopes["x * abs(x)"] = (2, 2, 0)',
        "always 0": f'slopes = {TABLE!r}\nslopes["clamp(x, max=0)"] = (1, 0, 0)',
        "the middle": f'slopes = {TABLE!r}\nslopes["3 * relu(x)"] = (0, 3, 1.5)',
    },
)  # fmt: skip

# 2 · a root that keeps its nan to itself

ROOTS = ([4.0, 0.0], [0.25, 1.0, 9.0], [0.0, 0.0, 16.0], [-1.0, 4.0, 0.0], [100.0, -3.0])


def _judge_root(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`safe_root` is {show(answer)}. Write a function: def safe_root(x):")
    if only_dots(answer):
        raise Unfinished("The body of `safe_root` is still `...`.")
    for numbers in ROOTS:
        fault = _root_fault(answer, numbers)
        if fault:
            return fault
    return None


def _root_fault(answer, numbers):
    """Compare values and gradients on one vector."""
    x = torch.tensor(numbers, requires_grad=True)
    text = f"safe_root at x = {show(numbers)}"
    y = ask(answer, (x,), text)
    if y is ...:
        raise Unfinished("safe_root still gives `...`.")
    if not isinstance(y, torch.Tensor):
        return Finding(f"{text} gives {show(y)}. Return a tensor, computed from x.")
    values = [math.sqrt(v) if v > 0 else 0.0 for v in numbers]
    if y.shape != x.shape:
        return Finding(f"{text} gives {show(y)}. Keep the places that are not positive, with the value 0.", "shape")
    if not close(y, values):
        return Finding(f"{text} should give {show(values)}; yours gives {show(y)}.", "value")
    if not y.requires_grad:
        return Finding(f"{text} has the right values, but no history: nothing was recorded. Use x itself.", "cut off")
    wanted = [0.5 / math.sqrt(v) if v > 0 else 0.0 for v in numbers]
    (got,) = torch.autograd.grad(y.sum(), x, materialize_grads=True)
    return None if close(got, wanted) else _root_slope(text, got, wanted)


def _root_slope(text, got, wanted):
    example = f"{text}: the gradient should be {show(wanted)}; yours is {show(got)}."
    if np.isnan(as_numbers(got)).any():
        return Finding(f"The values are right, but nan comes back: √ still meets a number without slope.\n{example}",
                       "nan")  # fmt: skip
    if np.isinf(as_numbers(got)).any():
        return Finding(f"√ still meets the 0, and its slope there is ∞. Give it another number instead.\n{example}",
                       "inf")  # fmt: skip
    return Finding(example, "slope")


_ROOT = """\
def safe_root(x):
    safe = torch.where(x > 0, x, 1.0)
    return torch.where(x > 0, torch.sqrt(safe), 0.0)"""

ex14_2 = Exercise(
    name="ex14_2",
    task=(
        "Repair the masked √. Write `safe_root(x)` for a vector x: √x where x is positive, 0 elsewhere, and the "
        "gradient of the sum is finite everywhere. At (4, 0) it is (0.25, 0). Negative numbers may come too."
    ),
    answer="safe_root",
    stub="def safe_root(x):\n    return ...",
    judge=_judge_root,
    why="√ never meets a place without slope, so the 0 that where sends stays 0.",
    hints=(
        "The outer where chooses values. What must be changed is the number that √ gets.",
        "Put a harmless number where x is not positive: torch.where(x > 0, x, 1.0).",
    ),
    solution_code=_ROOT,
    reasoning="At masked places √ sees 1, with the slope 1/2. where sends 0 there, and 0·1/2 is 0. x gets nothing.",
    inferior="√(x + 1e-12): at 0 it hides the nan, at −1 it does not, and every value is a little off.",
    right=(
        "def safe_root(x):\n    y = torch.zeros(len(x))\n    y[x > 0] = torch.sqrt(x[x > 0])\n    return y",
        "def safe_root(x):\n    m = x > 0\n    return m * torch.sqrt(torch.where(m, x, torch.ones_like(x)))",
    ),
    wrong={
        "nan": "def safe_root(x):\n    return torch.where(x > 0, torch.sqrt(x), 0.0)",
        "inf": "def safe_root(x):\n    return torch.sqrt(torch.clamp(x, min=0))",
        "shape": "def safe_root(x):\n    return torch.sqrt(x[x > 0])",
        "cut off": "def safe_root(x):\n    return torch.where(x > 0, torch.sqrt(x.detach()), 0.0)",
        "value": "def safe_root(x):\n    return torch.sqrt(torch.where(x > 0, x, 1.0))",
        "slope": "def safe_root(x):\n    m = x > 0\n    r = torch.sqrt(torch.where(m, x, 1.0))\n"
        "    return torch.where(m, (r + r.detach()) / 2, 0.0)",
    },
)

# 3 · where √(x²) and |x| part


def _slope(f, at):
    x = torch.tensor(at, requires_grad=True)
    return torch.autograd.grad(f(x), x)[0].item()


def _judge_parting(answer):
    number = as_numbers(answer)
    if number is None or number.shape != () or not np.isfinite(number):
        return Finding(f"`x` is {show(answer)}. Write one finite number.")
    at = float(number)
    if at == 0:
        return Finding("At 0 they part, as you saw. The sentence speaks of every other number.", "zero")
    root, corner = _slope(lambda x: torch.sqrt(x * x), at), _slope(torch.abs, at)
    if not close(root, corner):
        return None
    square = at * at
    if 1e-3 < abs(at) < 1e3:
        return Finding(f"At x = {show(at)} both give {show(corner)}. What does the computer store for x·x?", "ordinary")
    return Finding(
        f"At x = {show(at)} x·x is {show(square)}, which a float still holds; both give {show(corner)}. Go further.",
        "not far enough",
    )


ex14_3 = Exercise(
    name="ex14_3",
    task=(
        'Disprove the sentence "√(x·x) and |x| have the same gradient at every x except 0". '
        "Give a number x, not 0, at which `torch.sqrt(x * x)` and `torch.abs(x)` send different gradients."
    ),
    answer="x",
    stub="x = ...",
    judge=_judge_parting,
    why="x·x leaves the range of floats long before x does: it becomes 0 or inf, and √ has no slope of use there.",
    hints=(
        "The sentence is true for real numbers. A float is none: it has a smallest and a largest value.",
        "The smallest float above 0 is about 5e-324. Which x has a square below that?",
    ),
    solution_code="x = 1e-200",
    reasoning="(1e-200)² would be 1e-400, which is stored as 0. √ sends ∞, and ∞·x, added twice, is ∞ and not 1.",
    inferior="x = 1e-6: small for us, but its square 1e-12 is an ordinary float.",
    right=("x = 1e-170", "x = -1e200", "x = torch.tensor(1e-300)"),
    wrong={
        "zero": "x = 0.0",
        "ordinary": "x = -3",
        "not far enough": "x = 1e-100",
    },
)
