"""Lesson 09, the exercises about loops that train: find the missing line, take a step, write the loop."""

import ast

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import Case, FunctionJudge, Slip, as_numbers, close, points
from classroom.wording import show

# 2 · a bug hunt: the loss falls, then climbs

X, Y = (1.0, 2.0, 3.0, 4.0), (1.0, 5.0, 5.0, 9.0)
BUGGY = """\
def train(x, y, eta=0.01, steps=30):
    w = torch.tensor(0.0, requires_grad=True)
    losses = []
    for step in range(steps):
        loss = ((w * x - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= eta * w.grad
        losses.append(loss.item())
    return losses"""
LINES = BUGGY.splitlines()
BEST = sum(x * y for x, y in zip(X, Y, strict=True)) / sum(x * x for x in X)
LOWEST = sum((BEST * x - y) ** 2 for x, y in zip(X, Y, strict=True)) / len(X)


def with_line(after, line):
    """Return the program with one more line after line number `after`, as deep as the lines around it."""
    above = LINES[after - 1]
    depth = len(above) - len(above.lstrip()) + 4 * above.endswith(":")
    return "\n".join([*LINES[:after], " " * depth + line, *LINES[after:]])


def losses_of(source):
    """Run a version of the program on the data of the page; return its losses."""
    cell = {"torch": torch, "np": np}
    exec(compile(source, "<cell>", "exec"), cell)
    return cell["train"](torch.tensor(X), torch.tensor(Y), steps=60)


def _judge_missing(answer):
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        return Finding(f"`missing` is {show(answer)}. Give two things: a line number, and the line in quotes.")
    if any(part is ... for part in answer):
        raise Unfinished("A `...` in `missing` still waits.")
    after, line = answer
    if isinstance(after, bool) or not isinstance(after, int | np.integer) or not 1 <= after <= len(LINES):
        return Finding(f"The first entry is {show(after)}. Write a line number from 1 to {len(LINES)}.")
    if not isinstance(line, str) or not line.strip():
        return Finding("The second entry is the line itself, in quotes.")
    line = line.strip()
    try:
        ast.parse(line)
    except (SyntaxError, ValueError, RecursionError):
        return Finding(f"{show(line)} is not one whole line of Python.")
    return _try_line(after, line)


def _try_line(after, line):
    try:
        losses = losses_of(with_line(after, line))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if after in (6, 7) and isinstance(error, TypeError):
            return Finding("Cleared there, the slope is gone before the step can use it.", "before the step")
        if "zero_" in str(error):
            return Finding(
                "In the first round w.grad is None, and None has no zero_(). Set it to None.", "zero_ of None"
            )
        if "assigned grad" in str(error):
            return Finding("`.grad` holds a tensor or None. A plain number is refused.", "a number")
        raise AnswerRaised(f"With {line!r} after line {after}, train(x, y)", error) from error
    if not isinstance(losses, list) or not losses:
        return Finding(f"With that line, train(x, y) gives {show(losses)} in place of its losses.")
    if losses[-1] <= 1.01 * min(losses) and losses[-1] <= 1.01 * LOWEST:
        return None
    ends = f"After 60 steps the loss is {show(losses[-1])}; it could be {show(LOWEST)}."
    if "eta" in line:
        return Finding(f"Another step size swings more slowly, and climbs all the same. {ends}", "step size")
    if after < 4:
        return Finding(f"There it runs once, before the loop. Each round needs it. {ends}", "before the loop")
    if after == len(LINES):
        return Finding(f"Nothing runs after `return`. {ends}", "after return")
    if after in (6, 7):
        return Finding(f"Cleared there, the slope is gone before the step can use it: w never moves. {ends}", "no move")
    return Finding(f"With that line it still goes wrong. {ends} What does w.grad hold in round two?")


ex09_2 = Exercise(
    name="ex09_2",
    task=(
        "Find the missing line. Hand in the number of the line after which it belongs, and the line itself in quotes. "
        "It is put there, as deep as its neighbours, and the program runs.\n\n```python\n"
        + "\n".join(f"{number:>2}  {line}" for number, line in enumerate(LINES, 1))
        + "\n```"
    ),
    answer="missing",
    stub='missing = (..., ...)  # a line number, and "the line"',
    judge=_judge_missing,
    why="Cleared once per round, anywhere but between backward and the step.",
    hints=(
        "Print w.grad in the first three rounds. Is it the slope at that w?",
        "backward adds. After the step has used w.grad, the slope has done its work.",
        "The line sets w.grad to None. It may stand after the step, or before backward.",
    ),
    solution_code='missing = (8, "w.grad = None")',
    reasoning="After line 8 the step is taken, and the next backward finds an empty place. After 4, 5 or 9 works too.",
    inferior="A smaller eta. Then the loss climbs later, which looks like a cure if you stop early.",
    right=(
        'missing = (4, "w.grad = None")',
        'missing = (9, "w.grad.zero_()")',
        'missing = [5, "  w.grad = None  "]',
    ),
    wrong={
        "before the step": 'missing = (6, "w.grad = None")',
        "no move": 'missing = (6, "w.grad.zero_()")',
        "zero_ of None": 'missing = (5, "w.grad.zero_()")',
        "a number": 'missing = (9, "w.grad = 0")',
        "before the loop": 'missing = (2, "w.grad = None")',
        "after return": 'missing = (10, "w.grad = None")',
        "step size": 'missing = (2, "eta = eta / 10")',
    },
)

# 5 · one step of one leaf

_STARTS = ((3.0, 0.1), (-1.5, 0.25), ([1.0, 2.0], 0.1), ([0.5, -4.0, 2.0], 0.05), (8.0, 0.3))


def _judge_step(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`step` is {show(answer)}. Write a function: def step(w, eta):")
    if only_dots(answer):
        raise Unfinished("The body of `step` is still `...`.")
    for start, eta in _STARTS:
        finding = _one_step(answer, start, eta)
        if finding:
            return finding
    return None


def _one_step(answer, start, eta):
    """Let the learner take one step on (w·w).sum(), whose gradient is 2w."""
    w = torch.tensor(start, requires_grad=True)
    with torch.enable_grad():
        (w * w).sum().backward()
    before, gradient = w.detach().numpy().copy(), 2 * w.detach().numpy()
    call = f"step(w, {show(eta)}) at w = {show(before)}, w.grad = {show(gradient)}"
    try:
        with torch.enable_grad():
            answer(w, eta)
            left_on = torch.is_grad_enabled()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if "in-place operation" in str(error):
            return Finding(
                "backward could not follow a leaf that is overwritten. Take the step under no_grad.", "recorded"
            )
        if "NoneType" in str(error):
            return Finding("w.grad was cleared before the step could use it.", "cleared first")
        raise AnswerRaised(call, error) from error
    if not left_on:
        return Finding("After your step recording is still off. Use a block: it puts the switch back.", "left off")
    after, want = w.detach().numpy(), before - eta * gradient
    return _read_step(w, call, before, after, want, gradient, eta)


def _read_step(w, call, before, after, want, gradient, eta):
    if not w.requires_grad:
        return Finding("w no longer asks for gradients. The next backward would leave it out.", "frozen")
    if close(after, before):
        return Finding(
            f"{call}: w still is {show(after)}. In the function `w = …` names another tensor; the leaf stays.",
            "another tensor",
        )
    if close(after, before + eta * gradient):
        return Finding(f"{call}: w went to {show(after)}, uphill. The step needs a minus.", "uphill")
    if not close(after, want):
        return Finding(f"{call}: w should be {show(want)}; yours is {show(after)}.")
    if w.grad is not None and np.any(w.grad.numpy() != 0):
        return Finding(
            f"The step is right, but w.grad still is {show(w.grad)}. The next slope will be added to it.", "kept"
        )
    return None


ex09_5 = Exercise(
    name="ex09_5",
    task=(
        "`w = w - eta * w.grad` does not train. Write `step(w, eta)`: it moves the leaf w itself by −eta·w.grad, and "
        "leaves w.grad cleared. Return nothing."
    ),
    answer="step",
    stub="def step(w, eta):\n    # write into w, then clear\n    ...",
    judge=_judge_step,
    why="The leaf keeps its place in the program: same tensor, new number, ready for the next backward.",
    hints=(
        "`w -= …` writes into the tensor that w names. `w = …` takes another one.",
        "Recorded, `w -= …` is refused on a leaf. Put it under `with torch.no_grad():`.",
        "Then clear: w.grad = None.",
    ),
    solution_code="def step(w, eta):\n    with torch.no_grad():\n        w -= eta * w.grad\n    w.grad = None",
    reasoning="In place, so that w stays the leaf; under no_grad, because the step is no part of the loss.",
    inferior="`w = w - eta * w.grad` under no_grad. No error comes, and the leaf outside never moves.",
    right=(
        "def step(w, eta):\n    with torch.no_grad():\n        w.sub_(eta * w.grad)\n        w.grad.zero_()",
        "def step(w, eta):\n    optimizer = torch.optim.SGD([w], lr=eta)\n    optimizer.step()\n"
        "    optimizer.zero_grad()",
    ),
    wrong={
        "another tensor": (
            "def step(w, eta):\n    with torch.no_grad():\n        w = w - eta * w.grad\n    w.grad = None\n"
            "    return w"
        ),
        "recorded": "def step(w, eta):\n    w -= eta * w.grad\n    w.grad = None",
        "cleared first": "def step(w, eta):\n    w.grad = None\n    with torch.no_grad():\n        w -= eta * w.grad",
        "uphill": "def step(w, eta):\n    with torch.no_grad():\n        w += eta * w.grad\n    w.grad = None",
        "kept": "def step(w, eta):\n    with torch.no_grad():\n        w -= eta * w.grad",
        "left off": "def step(w, eta):\n    torch.set_grad_enabled(False)\n    w -= eta * w.grad\n    w.grad = None",
        "frozen": ("def step(w, eta):\n    w.requires_grad_(False)\n    w -= eta * w.grad\n    w.grad = None"),
    },
)

# 6 · the whole loop, with two leaves


def _fit(x, y, eta, steps, keep=(0.0, 0.0), mean=True, sign=-1.0):
    """Descend by formulas; `keep` says which share of w.grad and b.grad stays from round to round."""
    place, held = np.zeros(2), np.zeros(2)
    for _ in range(steps):
        miss = place[0] * x + place[1] - y
        slopes = np.array([(2 * x * miss).sum(), (2 * miss).sum()]) / (len(x) if mean else 1)
        held = np.array(keep) * held + slopes
        place = place + sign * eta * held
    return place


def _fit_cases():
    cases = []
    for i, steps in enumerate((1, 2, 5, 12, 30)):
        x = np.array(points(f"ex09_6 x{i}", 4 + i, -2.0, 2.0))
        y = np.array(points(f"ex09_6 y{i}", 4 + i, -1.0, 4.0))
        cases.append(Case((x, y, 0.1, steps), _fit(x, y, 0.1, steps)))
    return cases


class PairJudge(FunctionJudge):
    """A FunctionJudge for a pair: its two entries may be tensors of any kind."""

    def _compare(self, results):
        return super()._compare([(case, _plain(got), text) for case, got, text in results])


def _plain(got):
    if isinstance(got, tuple | list) and len(got) == 2:
        numbers = [as_numbers(part) for part in got]
        if all(part is not None and part.shape == () for part in numbers):
            return np.array(numbers)
    return got


def _like(**how):
    return lambda x, y, eta, steps: _fit(x, y, eta, steps, **how)


_FIT = """\
def fit(x, y, eta, steps):
    x, y = torch.tensor(x), torch.tensor(y)
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for step in range(steps):
        loss = ((w * x + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= eta * w.grad
            b -= eta * b.grad
        w.grad = None
        b.grad = None
    return w.item(), b.item()"""

ex09_6 = Exercise(
    name="ex09_6",
    task=(
        "Write the loop with two leaves. `fit(x, y, eta, steps)` starts at w = b = 0 and takes that many steps on the "
        "mean squared miss of w·x + b. Return w and b. x and y are NumPy arrays."
    ),
    answer="fit",
    stub="def fit(x, y, eta, steps):\n    return ...",
    judge=PairJudge(
        "fit(x, y, eta, steps)",
        _fit_cases,
        {
            "never cleared": Slip("One step is right, more are not: nothing is cleared.", like=_like(keep=(1.0, 1.0))),
            "only w cleared": Slip("b.grad is never cleared. Each leaf has its own.", like=_like(keep=(0.0, 1.0))),
            "only b cleared": Slip("w.grad is never cleared. Each leaf has its own.", like=_like(keep=(1.0, 0.0))),
            "sum": Slip("The steps are n times too long: that is the sum. Take the mean.", like=_like(mean=False)),
            "uphill": Slip("w and b climb: the step needs a minus.", like=_like(sign=1.0)),
            "no step": Slip("w and b are still 0. backward moves nothing.", like=lambda x, y, eta, steps: np.zeros(2)),
        },
    ),
    why="Loss, backward, step, clear: the four lines of every training loop, for as many leaves as you like.",
    hints=(
        "Before the loop: two leaves, and x and y as tensors.",
        "In the loop: the loss, `.backward()`, then both updates under `with torch.no_grad():`.",
        "Then clear both: w.grad = None and b.grad = None.",
    ),
    solution_code=_FIT,
    reasoning="One backward fills both leaves. Both are moved in place, and both are cleared.",
    inferior="The same with b.grad never cleared. w looks healthy, so the fault is searched in the data.",
    right=(
        "def fit(x, y, eta, steps):\n    x, y = torch.tensor(x), torch.tensor(y)\n"
        "    w, b = (torch.tensor(0.0, requires_grad=True) for _ in range(2))\n"
        "    optimizer = torch.optim.SGD([w, b], lr=eta)\n    for step in range(steps):\n"
        "        optimizer.zero_grad()\n        ((w * x + b - y) ** 2).mean().backward()\n"
        "        optimizer.step()\n    return w, b",
    ),
    wrong={
        "never cleared": _FIT.replace("        w.grad = None\n        b.grad = None\n", ""),
        "only w cleared": _FIT.replace("        b.grad = None\n", ""),
        "only b cleared": _FIT.replace("        w.grad = None\n", ""),
        "sum": _FIT.replace(".mean()", ".sum()"),
        "uphill": _FIT.replace("-= eta", "+= eta"),
        "no step": _FIT.replace("w -= eta * w.grad", "pass").replace("            b -= eta * b.grad\n", ""),
    },
)
