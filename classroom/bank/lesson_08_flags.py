"""Lesson 08, the exercises about flags: read them off the code, make a leaf, and find the line that loses it."""

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import LineJudge, Slip, TableJudge, as_flag, ask, causes, close
from classroom.wording import show

# 1 · the flags of eight tensors


def made():
    """Return the eight tensors of the exercise, each under its code."""
    w, x = torch.tensor(3.0, requires_grad=True), torch.tensor(2.0)
    return {
        "x * x": x * x,
        "w * x": w * x,
        "w.clone()": w.clone(),
        "w.float()": w.float(),
        "w.double()": w.double(),
        "w.detach()": w.detach(),
        "w > x": w > x,
        "x.float().requires_grad_()": x.float().requires_grad_(),
    }


FLAGS = {text: (tensor.is_leaf, tensor.requires_grad) for text, tensor in made().items()}


def _two_flags(value):
    flags = tuple(map(as_flag, value)) if isinstance(value, list | tuple) else ()
    return flags if len(flags) == 2 and None not in flags else None


_STUB = "flags = {  # (is_leaf, requires_grad)\n" + "".join(f'    "{text}": ...,\n' for text in FLAGS) + "}"


def _with(**changed):
    """Write an answer: the right flags, but for the entries named by their place, as in at0=(True, True)."""
    answer = {text: changed.get(f"at{k}", flags) for k, (text, flags) in enumerate(FLAGS.items())}
    return f"flags = {answer!r}"


ex08_1 = Exercise(
    name="ex08_1",
    task=(
        "w is `torch.tensor(3.0, requires_grad=True)` and x is `torch.tensor(2.0)`, both float64. Predict the flags "
        "of eight tensors, each as a pair `(is_leaf, requires_grad)` such as `(True, False)`."
    ),
    answer="flags",
    stub=_STUB,
    judge=TableJudge(
        "flags",
        FLAGS,
        _two_flags,
        {
            "the empty field": (
                lambda entry, value: value == (False, False),
                "that pair does not exist. What is not recorded is a leaf, computed or not.",
            ),
            "leaf means marked": (
                lambda entry, value: value == (True, True) and not FLAGS[entry][1],
                "a leaf need not be marked. Is there a marked input, and can the result have slopes?",
            ),
            "computed means not a leaf": (
                lambda entry, value: value == (False, True) and not FLAGS[entry][1],
                "computed or converted, yes, but not recorded. Without a record a tensor is a leaf.",
            ),
            "all inputs": (
                lambda entry, value: value == (True, False) and FLAGS[entry] == (False, True),
                "one marked input is enough: the operation is recorded, and the result is marked.",
            ),
            "made by me": (
                lambda entry, value: value == (True, True) and FLAGS[entry] == (False, True),
                "this makes a new tensor out of a marked one, by a recorded operation. So it is no leaf.",
            ),
            "nothing to convert": (
                lambda entry, value: entry == "w.double()" and value == (False, True),
                "w is float64 already. With nothing to convert, w itself comes back.",
            ),
            "marked last": (
                lambda entry, value: entry == "x.float().requires_grad_()" and value != FLAGS[entry],
                "the conversion ran unrecorded, and the mark came after it.",
            ),
        },
    ),
    why="Two questions decide: was a marked tensor put in, and did an operation make a new tensor of it?",
    hints=(
        "First ask of each line: is one of its inputs marked? If not, the result is unmarked, and a leaf.",
        "`w > x` is True or False, and has no slopes. `detach()` gives the same number without history.",
        "A conversion to the type a tensor has already gives that tensor back.",
    ),
    solution_code=_with(),
    reasoning="Recorded: w * x, w.clone() and w.float(). Everything else is a leaf, and two of those are marked.",
    inferior='(False, False) for "x * x". It was computed, but no record of that exists, so it is a leaf.',
    right=(f"flags = {({text: list(pair) for text, pair in FLAGS.items()})!r}",),
    wrong={
        "the empty field": _with(at0=(False, False)),
        "leaf means marked": _with(at0=(True, True)),
        "computed means not a leaf": _with(at6=(False, True)),
        "all inputs": _with(at1=(True, False)),
        "made by me": _with(at2=(True, True)),
        "nothing to convert": _with(at4=(False, True)),
        "marked last": _with(at7=(False, True)),
    },
)  # fmt: skip

# 3 · make a leaf


def _inputs():
    """Return one tensor of each kind that data come in, with its name for the reply."""
    w = torch.tensor([3.0, 5.0], requires_grad=True)
    return {
        "an integer tensor": torch.tensor([1, 2, 4]),
        "a float32 tensor": torch.tensor([1.0, 2.0], dtype=torch.float32),
        "a float64 tensor": torch.tensor([0.5, -2.0, 8.0]),
        "a marked float32 leaf": torch.tensor([1.0, 4.0], dtype=torch.float32, requires_grad=True),
        "a recorded result": w * 2,
    }


_MARK_LAST = Slip(
    "Integers refuse the mark. Convert to float64 first, and mark last.",
    raises="can require gradients",
)


def _leaf_fault(kind, given, got):
    """Say what is missing in what came back for one input, as (slip, words); None if nothing is."""
    before = f"For {kind} your function gives"
    if not isinstance(got, torch.Tensor):
        return "no tensor", f"{before} {show(got)}. Return the new tensor."
    if got.dtype != torch.float64:
        return "not float64", f"{before} numbers of type {got.dtype}. Asked is torch.float64."
    if not close(got, given.detach().double()):
        return "other numbers", f"{before} other numbers than it was given."
    if not got.requires_grad:
        return "not marked", f"{before} a tensor that does not require grad, so no gradient would be kept."
    if not got.is_leaf:
        return "not a leaf", f"{before} a non-leaf: an operation ran on a marked tensor. Leave its history first."
    if got is given:
        return "marks the data", f"{before} the very tensor it was given, and so marks the caller's data."
    return None


def _judge_leaf(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`make_leaf` is {show(answer)}. Write a function: def make_leaf(t):")
    if only_dots(answer):
        raise Unfinished("The body of `make_leaf` is still `...`.")
    for kind, given in _inputs().items():
        marked = given.requires_grad
        try:
            got = ask(answer, (given,), f"make_leaf of {kind}")
        except AnswerRaised as raised:
            if causes(_MARK_LAST, raised.error):
                return Finding(_MARK_LAST.say, "mark first")
            raise
        if got is ...:
            raise Unfinished("make_leaf still gives `...`.")
        fault = _leaf_fault(kind, given, got)
        if fault is None and given.requires_grad != marked:
            fault = (
                "marks the data",
                f"After the call, {kind} that came in is marked too. Leave it as it was.",
            )
        if fault:
            return Finding(fault[1], fault[0])
    return None


_LEAF = "def make_leaf(t):\n    return t.detach().double().requires_grad_()"

ex08_3 = Exercise(
    name="ex08_3",
    task=(
        "Write `make_leaf(t)`. It gets any tensor: integers, float32, float64, marked or not, recorded or not. It "
        "returns a new tensor with the same numbers that is a float64 leaf and collects gradients. The tensor t "
        "keeps its own mark."
    ),
    answer="make_leaf",
    stub="def make_leaf(t):\n    return ...",
    judge=_judge_leaf,
    why="Off the history, into the type, and the mark last: in this order each step meets an unmarked tensor.",
    hints=(
        "Three calls in a row are enough. Which one must be the last?",
        "`.detach()` gives the same numbers without history; it is a new tensor, so marking it leaves t alone.",
        "`.double()` converts to float64. Put it after detach and before requires_grad_.",
    ),
    solution_code=_LEAF,
    reasoning="After detach() nothing is recorded, so double() is not either. What is then marked is a leaf.",
    inferior="t.double().requires_grad_(). On float64 data double() gives t itself, and the mark lands on the data.",
    right=(
        "def make_leaf(t):\n    return torch.tensor(t.tolist(), dtype=torch.float64, requires_grad=True)",
        "def make_leaf(t):\n    return t.detach().clone().to(torch.float64).requires_grad_(True)",
    ),
    wrong={
        "mark first": "def make_leaf(t):\n    return t.requires_grad_().double()",
        "not float64": "def make_leaf(t):\n    return t.detach().float().requires_grad_()",
        "not marked": "def make_leaf(t):\n    return t.detach().double()",
        "not a leaf": "def make_leaf(t):\n    return t.clone().double().requires_grad_()",
        "marks the data": "def make_leaf(t):\n    return t.double().requires_grad_()",
    },
)

# 5 · a bug hunt

BUGGY = """\
1  x = torch.tensor([1, 2, 4])
2  w = torch.tensor(2.0, dtype=torch.float32, requires_grad=True)
3  b = torch.tensor(1.0, requires_grad=True)
4  w = w.double()
5  L = ((w * x + b - 3) ** 2).sum()
6  L.backward()
7  print(w.grad, b.grad)"""

_judge_bug = LineJudge(
    wrong=4,
    replies={
        1: "Line 1 is sound: data may be integers, and need no mark.",
        2: "Line 2 is sound: this tensor is a leaf and marked.",
        3: "Line 3 is sound, and b does get its gradient.",
        5: "Line 5 is sound: one number, made from w, x and b, and recorded.",
        6: "Line 6 is sound: the pass runs, and b gets its part.",
        7: "Line 7 shows the fault and does not make it.",
    },
    question="Which tensor does the name w stand for in line 7?",
)


ex08_5 = Exercise(
    name="ex08_5",
    task=(
        "Find the bug. A program trains w and b, and w never moves: line 7 prints `None tensor(16.)`. "
        f"Which line takes w its gradient?\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=_judge_bug,
    why="Line 4 gives the name w to a non-leaf. The gradient, 56, goes to the float32 leaf, which has no name left.",
    hints=(
        "After which lines is the tensor called w a leaf? Go through them with is_leaf.",
        "A conversion of a marked tensor is recorded. What does that make of its result?",
    ),
    solution_code="bug = 4",
    reasoning="Convert before marking: line 2 with dtype=torch.float64, and line 4 can go.",
    inferior="7, because there the None appears. Or 1: integers in the data are no obstacle, w * x is float64.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in _judge_bug.replies},
)
