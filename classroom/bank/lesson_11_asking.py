"""Lesson 11, the exercises about calling grad: one gradient per output, and the three answers for a missing path."""

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import Slip, TableJudge, as_numbers, ask, causes, close
from classroom.wording import show


def in_a_tuple(got):
    """Tell whether a result is the tuple that grad returns, with one tensor in it."""
    return isinstance(got, tuple) and len(got) == 1


def one_value(got):
    """Read a result as numbers; None where it is still in its tuple."""
    return None if in_a_tuple(got) else as_numbers(got)


class RecordingJudge:
    """Judge a function of recorded tensors: each case makes its arguments anew, and an error may be a known slip.

    A case is (text, make, want): `make()` gives the arguments, `want` the value as an array. `after(i, args)` may
    look for more, once the value is right. A slip's `like` gets the case's place i in the list.
    """

    def __init__(self, signature, cases, slips, read=one_value, after=None):
        self.signature, self.cases, self.slips, self.read, self.after = signature, cases, slips, read, after
        self.name = signature.partition("(")[0]

    def __call__(self, answer):
        if isinstance(answer, type) or not callable(answer):
            return Finding(f"`{self.name}` is {show(answer)}. Write a function: def {self.signature}:")
        if only_dots(answer):
            raise Unfinished(f"The body of `{self.name}` is still `...`.")
        runs = []
        for i, (text, make, _) in enumerate(self.cases):
            args = make()
            try:
                got = ask(answer, args, f"{self.name} for {text}")
            except AnswerRaised as raised:
                return self._known(raised)
            if got is ...:
                raise Unfinished(f"{self.name} still gives `...`.")
            more = self.after(i, args) if self.after else None
            runs.append((got, more))
        return self._compare(runs)

    def _known(self, raised):
        key = next((key for key, slip in self.slips.items() if causes(slip, raised.error)), None)
        if key is None:
            raise raised
        return Finding(f"{self.slips[key].say}\nIt raised: {str(raised.error).splitlines()[0][:120]}", key)

    def _compare(self, runs):
        values = [None if got is None else self.read(got) for got, _ in runs]
        off = [i for i, value in enumerate(values) if value is None or not close(value, self.cases[i][2])]
        if not off:
            return next((more for _, more in runs if more is not None), None)
        for key, slip in self.slips.items():
            if slip.when and any(slip.when(got) for got, _ in runs):
                return Finding(slip.say, key)
            if slip.like and all(v is not None and close(v, slip.like(i)) for i, v in enumerate(values)):
                return Finding(f"{slip.say}\n{self._example(off[0], values)}", key)
        return Finding(self._example(off[0], values, runs[off[0]][0]))

    def _example(self, i, values, got=None):
        found = show(got) if values[i] is None else show(values[i])
        return f"For {self.cases[i][0]} it should give {show(np.asarray(self.cases[i][2]))}; yours gives {found}."


# 1 · one gradient per output

PLACE = (1.0, 2.0)


def _plain(x):
    return [(x * x).sum(), (3 * x).sum()]


def _shared(x):
    u = x * x
    return [u.sum(), (u * u).sum(), u[0] * u[1]]


def _rows(got):
    """Read a list of gradients as a table, one row per output."""
    if not isinstance(got, list | tuple):
        return as_numbers(got)
    rows = [as_numbers(row[0] if in_a_tuple(row) else row) for row in got]
    shapes = {None if row is None else row.shape for row in rows}
    return np.array(rows) if rows and None not in shapes and len(shapes) == 1 else None


def _made(program, place):
    def make():
        x = torch.tensor(place, requires_grad=True)
        return program(x), x

    return make


SEPARATE = [
    ("y₁ = x₁² + x₂² and y₂ = 3x₁ + 3x₂ at (1, 2)", _made(_plain, [1.0, 2.0]), [[2, 4], [3, 3]]),
    ("the same outputs at (−1, 3)", _made(_plain, [-1.0, 3.0]), [[-2, 6], [3, 3]]),
    ("three outputs that share u = x² at (1, 2)", _made(_shared, [1.0, 2.0]), [[2, 4], [4, 32], [8, 4]]),
    ("three outputs that share u = x² at (3, −1)", _made(_shared, [3.0, -1.0]), [[6, -2], [108, -4], [6, -18]]),
    ("one output alone at (2, 5)", _made(lambda x: [(x * x).sum()], [2.0, 5.0]), [[4, 10]]),
]

_SEPARATE = """\
def separate(outputs, x):
    gradients = []
    for y in outputs:
        gradients.append(torch.autograd.grad(y, x, retain_graph=True)[0])
    return gradients"""

ex11_1 = Exercise(
    name="ex11_1",
    task=(
        "Write `separate(outputs, x)`: a list with the gradient of each output by x, one after the other. "
        "The outputs are numbers, and may share a part of their graph."
    ),
    answer="separate",
    stub="def separate(outputs, x):\n    return ...",
    judge=RecordingJudge(
        "separate(outputs, x)",
        SEPARATE,
        {
            "in tuples": Slip(
                "Each entry is a tuple with one tensor in it. Take the tensor: grad(...)[0].",
                when=lambda got: isinstance(got, list) and any(in_a_tuple(row) for row in got),
            ),
            "summed": Slip(
                "That is one gradient, the sum over all outputs. Call grad once per output.",
                like=lambda i: np.sum(SEPARATE[i][2], axis=0, keepdims=True),
            ),
            "accumulated": Slip(
                "Each entry holds the ones before it too: backward adds to x.grad. grad does not.",
                like=lambda i: np.cumsum(SEPARATE[i][2], axis=0),
            ),
            "same tensor": Slip(
                "All entries are one tensor, x.grad, which backward went on adding to.",
                like=lambda i: np.repeat(np.sum(SEPARATE[i][2], axis=0, keepdims=True), len(SEPARATE[i][2]), axis=0),
            ),
            "freed": Slip(
                "The first call freed what the shared part had saved. Keep it with retain_graph=True.",
                raises="second time",
            ),
        },
        read=lambda got: None if any(map(in_a_tuple, got if isinstance(got, list) else ())) else _rows(got),
    ),
    why="One call per output, and the graph kept until the last of them.",
    hints=(
        "One call with all outputs gives their sum. So loop over the outputs.",
        "grad frees the graph as backward does. Which option keeps it for the next output?",
        "grad returns a tuple, here with one entry: `torch.autograd.grad(...)[0]`.",
    ),
    solution_code=_SEPARATE,
    reasoning="Each call walks back from one output. retain_graph=True keeps what the shared part saved.",
    inferior="`list(torch.autograd.grad(outputs, x))`: a list with one entry, the sum over all outputs.",
    right=(
        "def separate(outputs, x):\n"
        "    last = len(outputs) - 1\n"
        "    return [torch.autograd.grad(y, x, retain_graph=i < last)[0] for i, y in enumerate(outputs)]",
    ),
    wrong={
        "in tuples": _SEPARATE.replace("True)[0]", "True)"),
        "summed": "def separate(outputs, x):\n    return list(torch.autograd.grad(outputs, x))",
        "accumulated": (
            "def separate(outputs, x):\n    found = []\n    for y in outputs:\n"
            "        y.backward(retain_graph=True)\n        found.append(x.grad.clone())\n    return found"
        ),
        "same tensor": (
            "def separate(outputs, x):\n    found = []\n    for y in outputs:\n"
            "        y.backward(retain_graph=True)\n        found.append(x.grad)\n    return found"
        ),
        "freed": _SEPARATE.replace(", retain_graph=True", ""),
    },
)

# 2 · error, None or 0

CALLS = {
    "grad(x**2, [x, y])": "error",
    "grad(x**2, [x, y], allow_unused=True)": "None",
    "grad(x**2, [x, y], materialize_grads=True)": "0",
    "grad(x**2 + 0 * y, [x, y])": "0",
    "grad(x**2 * y.detach(), [x, y], allow_unused=True)": "None",
    "grad(c * x**2, [x, c], allow_unused=True)": "error",
}
CUT, CONSTANT = [call for call in CALLS if "detach" in call or "c *" in call]


def _outcome(value):
    """Read an answer as "error", "None" or a number in words."""
    if value is None:
        return "None"
    if isinstance(value, str) and value.strip().lower() in ("error", "none"):
        return "None" if value.strip().lower() == "none" else "error"
    number = as_numbers(float(value) if isinstance(value, str) and value.strip().isdigit() else value)
    return None if number is None or number.shape != () else f"{float(number):g}"


def _stub(calls):
    return "second = {\n" + "".join(f'    "{call}": ...,\n' for call in calls) + "}"


def _filled(**changed):
    answers = {**CALLS, **{list(CALLS)[int(k[1:])]: v for k, v in changed.items()}}
    return "second = " + repr({call: int(v) if v.isdigit() else v for call, v in answers.items()})


ex11_2 = Exercise(
    name="ex11_2",
    task=(
        "x = 2 and y = 3 are leaves that ask for gradients, c = 5 does not. What does each call give as its second "
        'entry? Write `"error"`, `"None"` or a number.'
    ),
    answer="second",
    stub=_stub(CALLS),
    judge=TableJudge(
        "second",
        CALLS,
        _outcome,
        {
            "c needs no excuse": (
                lambda call, value: call == CONSTANT and value in ("None", "0"),
                "allow_unused excuses a missing path. c asks for no gradient at all, and that stays an error.",
            ),
            "through detach": (
                lambda call, value: call == CUT and value not in ("None", "error"),
                "the number depends on y, but detach cut the path. Nothing leads back to y.",
            ),
            "None is 0": (
                lambda call, value: CALLS[call] == "None" and value == "0",
                "no path was recorded, and allow_unused says so with None. 0 would be a slope.",
            ),
            "0 is None": (
                lambda call, value: CALLS[call] == "0" and value == "None",
                "here a tensor comes back: a slope along a path, or zeros that you asked for.",
            ),
            "not asked": (
                lambda call, value: call == next(iter(CALLS)) and value in ("None", "0"),
                "nobody allowed a missing path here.",
            ),
        },
        none_counts=True,
    ),
    why="A path gives a number, 0 among them. A missing path gives an error, None or zeros, as you choose.",
    hints=(
        "First ask: does a recorded path lead from the output to the second input?",
        "If not: the default is an error, allow_unused gives None, materialize_grads gives zeros.",
        "0·y is a recorded multiplication. detach cuts. c was never marked with requires_grad.",
    ),
    solution_code=_filled(),
    reasoning="Only 0·y has a path, of slope 0. y and the detached y have none. c asks for nothing: always an error.",
    inferior='"None" for c. allow_unused speaks about paths, not about inputs that never asked for a gradient.',
    right=(_filled().replace(": 0", ": 0.0"), _filled().replace("'None'", "None")),
    wrong={
        "c needs no excuse": _filled(_5="None"),
        "through detach": _filled(_4="4"),
        "None is 0": _filled(_1="0"),
        "0 is None": _filled(_3="None"),
        "not asked": _filled(_0="None"),
    },
)
