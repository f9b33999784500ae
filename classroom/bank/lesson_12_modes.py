"""Lesson 12, the exercises about the switch: nested blocks, an update step, and a switch that stays off."""

import itertools

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import LineJudge, TableJudge, as_flag, as_numbers, ask, close
from classroom.wording import show

# 1 · eight nestings

BLOCKS = {"off": torch.no_grad, "on": torch.enable_grad}


def _recorded(modes):
    """Enter the blocks from the outermost inward, and tell whether an operation in there is recorded."""
    if modes:
        with BLOCKS[modes[0]]():
            return _recorded(modes[1:])
    x = torch.tensor(2.0, requires_grad=True)
    return (x * x).requires_grad


NESTINGS = {" > ".join(modes): _recorded(modes) for modes in itertools.product(BLOCKS, repeat=3)}
RULES = {
    "outermost": (
        lambda outer, middle, inner: outer,
        "Your table follows the outermost block. Each block sets the switch anew when it is entered.",
    ),
    "off wins": (
        lambda outer, middle, inner: "off" if "off" in (outer, middle, inner) else "on",
        "In your table one no_grad is enough to stop all recording. enable_grad inside it turns the switch on again.",
    ),
    "on wins": (
        lambda outer, middle, inner: "on" if "on" in (outer, middle, inner) else "off",
        "In your table one enable_grad is enough. A no_grad inside it turns the switch off again.",
    ),
    "upside down": (
        lambda outer, middle, inner: "off" if inner == "on" else "on",
        "Your table is upside down: True where nothing is recorded.",
    ),
}


class NestingJudge(TableJudge):
    """Judge the table of nestings; a table that follows another rule throughout is told which one."""

    def __call__(self, answer):
        finding = super().__call__(answer)
        if finding is not None and isinstance(answer, dict):
            for slip, (rule, words) in RULES.items():
                if all(as_flag(answer.get(key)) is (rule(*key.split(" > ")) == "on") for key in self.key):
                    return Finding(words, slip)
        return finding


def _table(rule):
    rows = ", ".join(f'"{key}": {rule(*key.split(" > ")) == "on"}' for key in NESTINGS)
    return f"recorded = {{{rows}}}"


ex12_1 = Exercise(
    name="ex12_1",
    task=(
        "Three blocks, one inside the other; `off` is no_grad, `on` is enable_grad, the outermost stands first. "
        "Inside the innermost a program computes x·x with an x that requires grad. "
        "Write for each nesting whether the result requires grad: True or False."
    ),
    answer="recorded",
    stub="recorded = {\n" + "".join(f'    "{key}": ...,\n' for key in NESTINGS) + "}",
    judge=NestingJudge("recorded", NESTINGS, as_flag, {}),
    why="The innermost block decides. The others count again when it is left.",
    hints=(
        "Follow one nesting in time. Entering a block sets the switch, whatever it was.",
        "Only the last word of each row matters.",
    ),
    solution_code="recorded = {\n" + "".join(f'    "{key}": {key.endswith("on")},\n' for key in NESTINGS) + "}",
    reasoning="Each block remembers the old setting, sets its own, and puts the old one back at its end.",
    inferior="False wherever a no_grad stands somewhere. Then enable_grad could never do anything.",
    right=(
        _table(lambda outer, middle, inner: inner),
        "import numpy as np\nrecorded = {k: np.bool_(v) for k, v in " + repr(NESTINGS) + ".items()}",
    ),
    wrong={slip: _table(rule) for slip, (rule, _) in RULES.items()},
)

# 2 · an update step

STARTS = ((2.0, 0.1), (-3.0, 0.25), ([1.0, -2.0], 0.1), ([4.0, 0.5, -1.0], 0.05), (10.0, 0.01))
REFUSED = {
    "in the open": (
        "a leaf Variable that requires grad",
        "You write into a leaf while recording is on. Put the line into `with torch.no_grad():`.",
    ),
    "no call": (
        "context manager",
        "`torch.no_grad` is a class, and a block needs an object of it: `with torch.no_grad():`.",
    ),
}


def _judge_step(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`step` is {show(answer)}. Write a function: def step(w, rate):")
    if only_dots(answer):
        raise Unfinished("The body of `step` is still `...`.")
    for start, rate in STARTS:
        w = torch.tensor(start, requires_grad=True)
        (w * w).sum().backward()
        gradient, text = w.grad.detach().numpy().copy(), f"step(w, {show(rate)}) with w = {show(start)}"
        with torch.enable_grad():
            try:
                got = ask(answer, (w, rate), text)
            except AnswerRaised as raised:
                for slip, (words, reply) in REFUSED.items():
                    if words in str(raised.error):
                        return Finding(reply, slip)
                raise
            left_on = torch.is_grad_enabled()
        if got is ...:
            raise Unfinished("step still gives `...`.")
        finding = _step_fault(w, np.asarray(start), gradient, rate, text, left_on)
        if finding:
            return finding
    return None


def _step_fault(w, start, gradient, rate, text, left_on):
    """Say what is wrong with w after a step, as a Finding; None if nothing is."""
    now, wanted = as_numbers(w), start - rate * gradient
    if not left_on:
        return Finding("After your step recording is still off. Use a block: it puts the switch back.", "left off")
    if not (w.requires_grad and w.is_leaf):
        return Finding(f"After {text} w is no leaf that requires grad any more.", "lost")
    if close(now, start):
        words = f"After {text} the caller's w still holds {show(start)}. A new tensor got the name w inside `step`."
        return Finding(f"{words} Write into the old one: -= or sub_.", "rebinding")
    if close(now, start + rate * gradient):
        return Finding(f"{text} goes uphill: it adds the gradient. Descent subtracts it.", "uphill")
    if not close(now, wanted):
        return Finding(f"After {text} w should hold {show(wanted)}; it holds {show(now)}.")
    if w._version == 0:
        words = "The number is right, but the write was not counted: that is what `.data` does."
        return Finding(f"{words} A pass that still needs the old w would then be silently wrong (§5).", ".data")
    return None


_STEP = "def step(w, rate):\n    with torch.no_grad():\n        w -= rate * w.grad"

ex12_2 = Exercise(
    name="ex12_2",
    task=(
        "Write `step(w, rate)`: one step of gradient descent. It takes `w.grad`, which is filled, and writes "
        "the new number into w itself. Afterwards w is still a leaf that requires grad, and recording is on. "
        "Nothing needs to be returned."
    ),
    answer="step",
    stub="def step(w, rate):\n    ...",
    judge=_judge_step,
    why="The same tensor, new numbers, no record of the step, and the counter knows of it.",
    hints=(
        "Writing into w while it is recorded is refused. Which block stops recording?",
        "Inside the block: `w -= rate * w.grad`. A plain = would make a new tensor.",
    ),
    solution_code=_STEP,
    reasoning="Under no_grad the write is no operation to differentiate, so the leaf may be changed.",
    inferior="w.data -= rate * w.grad. The number is right, and the counter that guards saved tensors is left out.",
    right=(
        "def step(w, rate):\n    with torch.no_grad():\n        w.sub_(rate * w.grad)\n    w.grad = None",
        "@torch.no_grad()\ndef step(w, rate):\n    w.copy_(w - rate * w.grad)\n    return w",
    ),
    wrong={
        "in the open": "def step(w, rate):\n    w -= rate * w.grad",
        "no call": "def step(w, rate):\n    with torch.no_grad:\n        w -= rate * w.grad",
        "rebinding": "def step(w, rate):\n    with torch.no_grad():\n        w = w - rate * w.grad\n    return w",
        ".data": "def step(w, rate):\n    w.data.sub_(rate * w.grad)",
        "left off": "def step(w, rate):\n    torch.set_grad_enabled(False)\n    w -= rate * w.grad",
        "uphill": _STEP.replace("-=", "+="),
        "lost": "def step(w, rate):\n    w.requires_grad_(False)\n    w -= rate * w.grad",
    },
)

# 6 · a bug hunt

BUGGY = """\
1  def test_loss(w):
2      torch.set_grad_enabled(False)
3      return loss(w).item()
4
5  for step in range(3):
6      loss(w).backward()
7      with torch.no_grad():
8          w -= 0.1 * w.grad
9      w.grad = None
10     print(test_loss(w))"""


_judge_bug = LineJudge(
    wrong=2,
    replies={
        1: "Line 1 is sound: a function may stand before the loop.",
        3: "Line 3 is sound: a number for the reader needs no history.",
        4: "Line 4 is empty.",
        5: "Line 5 is sound: three rounds, all alike.",
        6: "Line 6 raises the error, but it is sound: in the first round it worked.",
        7: "Line 7 is sound: a block, and it puts the switch back to what it was.",
        8: "Line 8 is sound: it writes into the leaf, under no_grad.",
        9: "Line 9 is sound: the gradient is cleared for the next round.",
        10: "Line 10 is sound in itself.",
    },
    question="What is different when the second round begins?",
)


ex12_6 = Exercise(
    name="ex12_6",
    task=(
        "Find the bug. `loss(w)` is (w·2 − 6)², and w requires grad. The first round prints a number. "
        "The second stops with `element 0 of tensors does not require grad`. Which line is wrong?"
        f"\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=_judge_bug,
    why="The plain call has no end, so the loss of the second round is not recorded. A block or a decorator has one.",
    hints=(
        "The first round works. What is different when the second begins?",
        "One line moves the switch and nobody moves it back.",
    ),
    solution_code="bug = 2",
    reasoning="`with torch.no_grad():` around line 3, or `@torch.no_grad()` above line 1, is undone by itself.",
    inferior="6, because the error is raised there. An error shows where a program stops, not where it went wrong.",
    right=("bug = 2", "bug = 2.0"),
    wrong={f"line {line}": f"bug = {line}" for line in _judge_bug.replies},
)
