"""Lesson 11, the exercises about differentiating again: a second derivative, and a third that leaves .grad alone."""

import math

import autograd_lite as torch
from classroom.bank.lesson_11_asking import RecordingJudge, in_a_tuple
from classroom.exercises import Exercise, Finding
from classroom.judges import Named, Slip, close

NO_HISTORY = "does not require grad"


class Program(Named):
    """A function on tensors that prints as its formula and knows its first three derivatives."""

    def __init__(self, text, function, *slopes):
        super().__init__(text, function)
        self.slopes = slopes


SINE = Program("sin x", torch.sin, math.cos, lambda x: -math.sin(x), lambda x: -math.cos(x))
CUBE = Program("x³", lambda x: x**3, lambda x: 3 * x**2, lambda x: 6 * x, lambda x: 6.0)
GROWTH = Program(
    "e²ˣ",
    lambda x: torch.exp(2 * x),
    lambda x: 2 * math.exp(2 * x),
    lambda x: 4 * math.exp(2 * x),
    lambda x: 8 * math.exp(2 * x),
)
LINE = Program("3x", lambda x: 3 * x, lambda x: 3.0, lambda x: 0.0, lambda x: 0.0)

# 3 · the second derivative

SECOND = [(SINE, 1.0), (SINE, -0.5), (CUBE, 2.0), (CUBE, -1.0), (GROWTH, 0.5), (LINE, 2.0)]


class SecondJudge(RecordingJudge):
    """Judge second(f, at): the error of an unrecorded pass, and that of the straight line, are told apart."""

    def _known(self, raised):
        if NO_HISTORY not in str(raised.error):
            raise raised
        key = "straight line" if LINE.text in raised.call else "not recorded"
        return Finding(self.slips[key].say, key)


_SECOND = """\
def second(f, at):
    x = torch.tensor(float(at), requires_grad=True)
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    if not slope.requires_grad:
        return 0.0
    return torch.autograd.grad(slope, x)[0]"""

ex11_3 = Exercise(
    name="ex11_3",
    task=(
        "Write `second(f, at)`: f″ at the number `at`. It must give −sin 1 for `second(torch.sin, 1)`, "
        "and 0 for the straight line 3x."
    ),
    answer="second",
    stub="def second(f, at):\n    return ...",
    judge=SecondJudge(
        "second(f, at)",
        [(f"{f.text} at {at:g}", lambda f=f, at=at: (f, at), f.slopes[1](at)) for f, at in SECOND],
        {
            "in a tuple": Slip("grad returns a tuple, also for one input. Take its first entry.", when=in_a_tuple),
            "first": Slip(
                "That is f′. Differentiate the slope once more.", like=lambda i: SECOND[i][0].slopes[0](SECOND[i][1])
            ),
            "squared": Slip(
                "That is f′ times f′. The second derivative is the slope of f′, not its square.",
                like=lambda i: SECOND[i][0].slopes[0](SECOND[i][1]) ** 2,
            ),
            "not recorded": Slip(
                "The slope has no history. Record the first pass with create_graph=True.", raises=NO_HISTORY
            ),
            "straight line": Slip(
                "It works for curves. The slope of 3x is not made from x: ask slope.requires_grad first.",
                raises=NO_HISTORY,
            ),
        },
    ),
    why="A recorded slope can be differentiated; one without history does not depend on x, and has slope 0.",
    hints=(
        "Make x from `at`. Get the slope with create_graph=True. Then call grad on the slope.",
        "For 3x the slope has no history. `slope.requires_grad` tells you before the second call.",
    ),
    solution_code=_SECOND,
    reasoning="The first pass is recorded. If nothing in it came from x, the slope is constant and f″ is 0.",
    inferior="The same without the if: right for every curve, and an error for each straight line.",
    right=(
        "def second(f, at):\n"
        "    x = torch.tensor(float(at), requires_grad=True)\n"
        "    return torch.autograd.functional.hessian(f, x)",
    ),
    wrong={
        "in a tuple": _SECOND.replace("(slope, x)[0]", "(slope, x)"),
        "first": (
            "def second(f, at):\n    x = torch.tensor(float(at), requires_grad=True)\n"
            "    return torch.autograd.grad(f(x), x, create_graph=True)[0]"
        ),
        "squared": (
            "def second(f, at):\n    x = torch.tensor(float(at), requires_grad=True)\n"
            "    return torch.autograd.grad(f(x), x)[0] ** 2"
        ),
        "not recorded": _SECOND.replace(", create_graph=True", "").replace(
            "    if not slope.requires_grad:\n        return 0.0\n", ""
        ),
        "straight line": _SECOND.replace("    if not slope.requires_grad:\n        return 0.0\n", ""),
    },
)

# 4 · the third derivative, and .grad as it was

THIRD = [(SINE, 1.0, None), (SINE, 2.0, 7.0), (CUBE, 2.0, -5.0), (GROWTH, 0.5, None), (GROWTH, -1.0, 3.0)]


def _leaf(f, at, held):
    def make():
        x = torch.tensor(at, requires_grad=True)
        x.grad = None if held is None else torch.tensor(held)
        return f, x

    return make


def _left_alone(i, args):
    held, now = THIRD[i][2], args[1].grad
    same = now is None if held is None else now is not None and close(now, held)
    words = "The value is right, but x.grad has changed on the way. Use grad, which leaves it alone."
    return None if same else Finding(words, "changed .grad")


def _accumulated(i):
    """Return what three calls of backward leave: the second time f′ is still there, the third time f″ twice."""
    f, at, held = THIRD[i]
    first, second, third = (slope(at) for slope in f.slopes)
    return (held or 0.0) + first + 2 * second + third


_THIRD = """\
def third(f, x):
    y = f(x)
    for _ in range(3):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
    return y"""
_BACKWARD = """\
def third(f, x):
    y = f(x)
    for _ in range(3):
        y.backward(create_graph=True)
        y = x.grad
    return y"""

ex11_4 = Exercise(
    name="ex11_4",
    task=(
        "Write `third(f, x)`: f‴ at the leaf x. x.grad may hold something from earlier work. It must not enter your "
        "result, and must be the same afterwards."
    ),
    answer="third",
    stub="def third(f, x):\n    return ...",
    judge=RecordingJudge(
        "third(f, x)",
        [(f"{f.text} at {at:g} with x.grad = {held}", _leaf(f, at, held), f.slopes[2](at)) for f, at, held in THIRD],
        {
            "in a tuple": Slip("grad returns a tuple, also for one input. Take its first entry.", when=in_a_tuple),
            "second": Slip("That is f″. One more time.", like=lambda i: THIRD[i][0].slopes[1](THIRD[i][1])),
            "accumulated": Slip(
                "backward adds to x.grad each time. So f′, f″ and what was there before are mixed in.",
                like=_accumulated,
            ),
            "not recorded": Slip(
                "A slope has no history. Every pass but the last must be recorded: create_graph=True.",
                raises=NO_HISTORY,
            ),
        },
        after=_left_alone,
    ),
    why="Three passes by grad: nothing is stored on x, so nothing old can mix in.",
    hints=(
        "One pass per derivative, each starting from the result of the one before.",
        "In a loop: (y,) = torch.autograd.grad(y, x, create_graph=True).",
    ),
    solution_code=_THIRD,
    reasoning="grad returns each derivative and touches no .grad, so old contents neither enter nor change.",
    inferior="Three times backward. Each adds to x.grad, so f′, f″, f‴ and what was there before are mixed.",
    right=(
        "def third(f, x):\n"
        "    (first,) = torch.autograd.grad(f(x), x, create_graph=True)\n"
        "    (second,) = torch.autograd.grad(first, x, create_graph=True)\n"
        "    return torch.autograd.grad(second, x)[0]",
    ),
    wrong={
        "in a tuple": _THIRD.replace("range(3)", "range(2)").replace(
            "return y", "return torch.autograd.grad(y, x, create_graph=True)"
        ),
        "second": _THIRD.replace("range(3)", "range(2)"),
        "accumulated": _BACKWARD,
        "changed .grad": _BACKWARD.replace("        y.backward", "        x.grad = None\n        y.backward"),
        "not recorded": _THIRD.replace(", create_graph=True", ""),
    },
)
