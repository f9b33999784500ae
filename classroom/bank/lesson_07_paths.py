"""Lesson 07, the exercises about slopes and paths: fill in, add up, disprove, and make an expression of your own."""

import math

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished
from classroom.judges import Case, FunctionJudge, Slip, TableJudge, as_numbers, close, points
from classroom.wording import show

# 1 · the slope on each wire

WIRES = {"x to u": 3.0, "u to v": 12.0, "v to z": 1.0, "u to z": 1.0}
VALUES = {("x to u", 6.0), ("u to v", 36.0), ("v to z", 36.0), ("v to z", 42.0), ("u to z", 6.0), ("u to z", 42.0)}


def _one_number(value):
    number = as_numbers(value)
    return None if number is None or number.shape != () else round(float(number), 9)


ex07_1 = Exercise(
    name="ex07_1",
    task=(
        "At x = 2 a program computes u = 3x, then v = u², then z = v + u. "
        "Write the slope on each wire: of the operation it enters, by the value it carries, with all else frozen."
    ),
    answer="slope",
    stub='slope = {\n    "x to u": ...,\n    "u to v": ...,\n    "v to z": ...,\n    "u to z": ...,\n}',
    judge=TableJudge(
        "slope",
        WIRES,
        _one_number,
        {
            "at x": (
                lambda entry, value: (entry, value) == ("u to v", 4.0),
                "that is 2·2, the slope at x = 2. The square gets u = 6, so its slope is taken there.",
            ),
            "the value": (
                lambda entry, value: (entry, value) in VALUES,
                "that is a value of the computation. Asked is a slope: how fast the result changes.",
            ),
            "all paths": (
                lambda entry, value: (entry, value) == ("u to z", 13.0),
                "13 is dz/du over both ways. This wire is the addition alone, with v frozen.",
            ),
            "from the start": (
                lambda entry, value: (entry, value) == ("v to z", 12.0),
                "that is the product of several wires. Write the slope of this operation alone.",
            ),
        },
    ),
    why="A wire knows its own operation and nothing else. Multiplied and added, 3·12·1 + 3·1 = 39 is dz/dx.",
    hints=(
        "For each wire freeze the other input of the operation it enters.",
        "u is 6 at x = 2. The slope of u² is 2u, taken at the u that comes in.",
        "An addition passes changes on unchanged: slope 1 on both of its wires.",
    ),
    solution_code='slope = {"x to u": 3, "u to v": 12, "v to z": 1, "u to z": 1}',
    reasoning="3x has slope 3. u² has slope 2·6 = 12 at u = 6. A sum has slope 1 by each of its terms.",
    inferior="4 on the wire from u to v: the slope of the square at x = 2, a place where it never stands.",
    right=('slope = {"x to u": 3.0, "u to v": 2 * 6, "v to z": 1.0, "u to z": 1.0}',),
    wrong={
        "at x": 'slope = {"x to u": 3, "u to v": 4, "v to z": 1, "u to z": 1}',
        "the value": 'slope = {"x to u": 3, "u to v": 36, "v to z": 1, "u to z": 1}',
        "all paths": 'slope = {"x to u": 3, "u to v": 12, "v to z": 1, "u to z": 13}',
        "from the start": 'slope = {"x to u": 3, "u to v": 12, "v to z": 12, "u to z": 1}',
    },
)

# 2 · products along paths, added


def _path_cases():
    shapes = ((2, 2), (1, 3), (3,), (2, 2, 2), (1, 1, 3, 2))
    cases = []
    for i, lengths in enumerate(shapes):
        paths = [points(f"ex07_2 {i} {k}", length, -3.0, 3.0) for k, length in enumerate(lengths)]
        cases.append(Case((paths,), sum(math.prod(path) for path in paths)))
    return cases


ex07_2 = Exercise(
    name="ex07_2",
    task=(
        "Write `over_paths(paths)`. `paths` is a list with one entry per path; each entry is the list of the slopes "
        "along that path. Return the derivative. For b above it is `over_paths([[1, 2], [1, 3]])`, which is 5."
    ),
    answer="over_paths",
    stub="def over_paths(paths):\n    return ...",
    judge=FunctionJudge(
        "over_paths(paths)",
        _path_cases,
        {
            "one path": Slip(
                "That is the first path alone. Every path brings its share: add them all.",
                like=lambda paths: math.prod(paths[0]),
            ),
            "last path": Slip(
                "That is the last path alone. Add the products, do not overwrite: += where you have =.",
                like=lambda paths: math.prod(paths[-1]),
            ),
            "all multiplied": Slip(
                "Everything is multiplied. Multiply along a path; add from path to path.",
                like=lambda paths: math.prod(math.prod(path) for path in paths),
            ),
            "all added": Slip(
                "Everything is added. Along one path the slopes are multiplied.",
                like=lambda paths: sum(sum(path) for path in paths),
            ),
            "the other way round": Slip(
                "Sums along paths, multiplied from path to path: it is the other way round.",
                like=lambda paths: math.prod(sum(path) for path in paths),
            ),
        },
    ),
    why="Multiply along each path, add over all paths: the chain rule for any graph of differentiable operations.",
    hints=(
        "For one path: start with 1 and multiply by each slope in turn. `math.prod` does that.",
        "Then take the sum of these products over all paths.",
    ),
    solution_code="import math\n\n\ndef over_paths(paths):\n    return sum(math.prod(path) for path in paths)",
    reasoning="Slopes in a row are rates of rates, so they multiply. Paths side by side are changes that add up.",
    inferior="The product of all slopes of all paths. It is right for a single path, so a chain hides the mistake.",
    right=(
        "def over_paths(paths):\n    total = 0\n    for path in paths:\n        along = 1\n"
        "        for slope in path:\n            along *= slope\n        total += along\n    return total",
        "over_paths = lambda paths: float(sum(np.prod(path) for path in paths))",
    ),
    wrong={
        "one path": "def over_paths(paths):\n    return np.prod(paths[0])",
        "last path": (
            "def over_paths(paths):\n    for path in paths:\n        total = np.prod(path)\n    return total"
        ),
        "all multiplied": "def over_paths(paths):\n    return np.prod([np.prod(path) for path in paths])",
        "all added": "def over_paths(paths):\n    return sum(sum(path) for path in paths)",
        "the other way round": "def over_paths(paths):\n    return np.prod([sum(path) for path in paths])",
    },
)

# 5 · a step at which the short proof divides by zero


def _wriggle(h):
    return h * h * math.sin(1 / h)


def _judge_step(answer):
    number = as_numbers(answer)
    if number is None or number.shape != () or not np.isfinite(number):
        return Finding(f"`h` is {show(answer)}. Write one number.")
    h = float(number)
    if h == 0:
        return Finding("h = 0 is no step: every difference quotient needs h ≠ 0. Find one beside it.", "no step")
    turns = 1 / (h * math.pi)
    if abs(turns - round(turns)) < 1e-6 and abs(h) < 0.01:
        return None
    if abs(turns - round(turns)) < 1e-6:
        return Finding(f"Δu is 0 at h = {show(h)}, but the step is not below 0.01. Go on toward 0.", "too long")
    if abs(1 / h - round(1 / h)) < 1e-6:
        return Finding(
            f"1/h is the whole number {show(1 / h)}, and its sine is {show(math.sin(1 / h))}. "
            "The sine is 0 at multiples of π.",
            "without π",
        )
    if abs(h / math.pi * round(math.pi / h) - 1) < 1e-6:
        return Finding(
            f"h = {show(h)} is π over a whole number. It is 1/h that must be a multiple of π.", "upside down"
        )
    return Finding(f"At h = {show(h)} Δu is {show(_wriggle(h))}, small but not 0. Only an exact 0 breaks the division.",
                   "small")  # fmt: skip


ex07_5 = Exercise(
    name="ex07_5",
    task=(
        'Disprove the sentence "if h ≠ 0 is small enough, Δu is not 0" for u = x²·sin(1/x) at x = 0. '
        "Give a step h with 0 < |h| < 0.01 at which Δu is exactly 0."
    ),
    answer="h",
    stub="h = ...",
    judge=_judge_step,
    why="1/h is a multiple of π there, so the sine is 0. Such steps lie as close to 0 as you like.",
    hints=(
        "h² is not 0, so sin(1/h) has to be. Where is a sine 0?",
        "At multiples of π. So 1/h = nπ, with a whole number n large enough for h < 0.01.",
    ),
    solution_code="import math\n\nh = 1 / (100 * math.pi)",
    reasoning="sin(100π) = 0, so Δu = h²·0 = 0, and h is about 0.003. Any n from 32 on will do.",
    inferior="π/1000: small, but then 1/h is 1000/π, which is no multiple of π.",
    right=("h = 1 / (32 * np.pi)", "h = -1 / (1000 * np.pi)", "h = sympy.Rational(1, 50) / sympy.pi"),
    wrong={
        "no step": "h = 0",
        "too long": "h = 1 / np.pi",
        "without π": "h = 0.001",
        "upside down": "h = np.pi / 1000",
        "small": "h = 0.0012345",
    },
)

# 7 · an expression of your own


def _nodes(root):
    """Return how many wires leave each recorded operation, by operation."""
    uses, waiting = {root: 1}, [root]
    while waiting:
        for source, _ in waiting.pop().next_functions:
            if source is not None:
                if source not in uses:
                    waiting.append(source)
                uses[source] = uses.get(source, 0) + 1
    return uses


def _judge_own(answer):
    if not (isinstance(answer, tuple | list) and len(answer) == 3):
        return Finding(f"`mine` is {show(answer)}. Give three things: (f, at, slope).")
    if any(part is ... for part in answer):
        raise Unfinished("A `...` in `mine` still waits.")
    f, at, slope = answer[0], as_numbers(answer[1]), as_numbers(answer[2])
    if not callable(f) or at is None or slope is None or at.shape != () or slope.shape != ():
        return Finding("Give a function of x, then the number x, then the slope as a number: (f, at, slope).")
    at, slope = float(at), float(slope)
    x = torch.tensor(at, requires_grad=True)
    z = _run(f, x, at)
    if getattr(z, "grad_fn", None) is None or z.shape != ():
        return Finding("f did not give one recorded number. Compute with the x that f receives.")
    uses = _nodes(z.grad_fn)
    if not any(node.name().startswith("Relu") for node in uses):
        return Finding("There is no relu in the graph. Use torch.relu(...) somewhere.", "no relu")
    if not any(count > 1 and node.name() != "AccumulateGrad" for node, count in uses.items()):
        return Finding("No intermediate result is used twice. Give one a name, and use that name twice.", "none shared")
    return _compare_own(f, z, x, at, slope)


def _compare_own(f, z, x, at, slope):
    """Compare the slope found by hand with backward and with difference quotients from both sides."""
    z.backward()
    got = x.grad.item()
    right, left = ((_run(f, torch.tensor(at + h), at).item() - z.item()) / h for h in (1e-6, -1e-6))
    if abs(right - left) > 1e-3 * (1 + abs(right)):
        return Finding(
            f"At x = {show(at)} the slope is {show(left)} from the left and {show(right)} from the right: a corner. "
            "Choose another point.",
            "corner",
        )
    if not close(slope, got) and slope != 0 and close(got / slope, round(got / slope)) and abs(got / slope) > 1.5:
        return Finding(
            f"backward gives {show(got)}, a whole multiple of your {show(slope)}. Is a path missing?", "a path missing"
        )
    if not close(slope, got, 1e-4):
        return Finding(
            f"backward gives {show(got)} at x = {show(at)}; by hand you have {show(slope)}.", "another slope"
        )
    return None


def _run(f, x, at):
    try:
        return f(x)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise AnswerRaised(f"f at x = {show(at)}", error) from error


OWN = "def f(x):\n    s = 3 * x\n    return s * torch.relu(s - 1)\n\n\n"

ex07_7 = Exercise(
    name="ex07_7",
    task=(
        "Make an expression of your own, as a function f of one x. It uses some intermediate result twice, and "
        "`torch.relu` (max(u, 0): slope 1 right of 0, slope 0 left of it). "
        "Choose a point, draw the graph, find the slope by hand. Hand in function, point and slope."
    ),
    answer="mine",
    stub="def f(x):\n    return ...\n\n\nmine = (f, ..., ...)  # the function, the point, the slope by hand",
    judge=_judge_own,
    why="Your paths, backward, and the quotient of small steps agree.",
    hints=(
        "For example s = 3 * x, used twice: return s * torch.relu(s - 1).",
        "At x = 1, s is 3 and relu passes 2 on. One path goes straight to the product, the other through relu.",
        "The product has slope 2 on one wire and 3 on the other. Times 3 for s: 3·2 + 3·3 = 15.",
    ),
    solution_code=OWN + "mine = (f, 1, 15)",
    reasoning="s = 3 reaches the product directly, slope 2, and through relu, slope 3. Both times 3: 6 + 9 = 15.",
    inferior="6: the path through relu is forgotten, because relu looks like a switch and not like an operation.",
    right=(
        OWN + "mine = [f, 0.0, 0]",
        "def f(x):\n    u = x * x\n    return u + torch.relu(u)\n\n\nmine = (f, 2, 8.0)",
    ),
    wrong={
        "no relu": "def f(x):\n    s = 3 * x\n    return s * s\n\n\nmine = (f, 1, 18)",
        "none shared": "def f(x):\n    return torch.relu(3 * x)\n\n\nmine = (f, 1, 3)",
        "corner": "def f(x):\n    s = 3 * x\n    return s + torch.relu(s)\n\n\nmine = (f, 0, 3)",
        "a path missing": "def f(x):\n    s = 3 * x\n    return s + torch.relu(s)\n\n\nmine = (f, 2, 3)",
        "another slope": OWN + "mine = (f, 1, 6)",
    },
)
