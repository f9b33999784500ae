"""Lesson 08, the exercises that mend programs: three that lost their record, and one from the time of Variable."""

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import Slip, ask, causes, close
from classroom.wording import show

NO_RECORD = Slip(
    "Still no way back: nothing that this loss depends on was recorded.",
    raises="does not require grad and does not have a grad_fn",
)

# 2 · three programs without a way back

PROGRAMS = """\
def one(x):
    w = torch.tensor(2.0)
    return w, (w * x - 9) ** 2
def two(x):
    w = torch.tensor(2.0, requires_grad=True)
    return w, torch.tensor([w * x, w * w]).sum()
def three(x):
    w = torch.tensor(2.0, requires_grad=True)
    return w, x * torch.tensor(np.sin(w.detach().numpy()))"""
LOSSES = {
    "one": lambda w, x: (w * x - 9) ** 2,
    "two": lambda w, x: w * x + w * w,
    "three": lambda w, x: x * torch.sin(w),
}
POINTS = (1.0, -3.0, 2.5)


def expected(name, x):
    """Return loss and gradient of one of the programs at w = 2."""
    w = torch.tensor(2.0, requires_grad=True)
    loss = LOSSES[name](w, x)
    return loss.item(), torch.autograd.grad(loss, w)[0].item()


def _run_fault(name, function, x):
    """Run one repaired program and say what is still wrong with it, as (slip, words); None if nothing is."""
    text = f"{name}({show(x)})"
    got = ask(function, (x,), text)
    if not isinstance(got, tuple | list) or len(got) != 2 or not all(isinstance(t, torch.Tensor) for t in got):
        return None, f"{text} gives {show(got)}. Return the two tensors w and loss, as before."
    w, loss = got
    want, slope = expected(name, x)
    if not close(loss, want) or not close(w, 2.0):
        return "another program", f"{text} should keep w = 2 and the loss {show(want)}; yours is {show(loss)}."
    w.grad = None  # what backward puts there counts, and nothing else
    try:
        loss.backward()
    except Exception as error:
        if causes(NO_RECORD, error):
            return "no way back", f"{name}: {NO_RECORD.say}"
        raise AnswerRaised(f"backward of the loss of {text}", error) from error
    return _gradient_fault(name, text, w, loss, slope)


def _gradient_fault(name, text, w, loss, slope):
    """Say what is wrong with the gradient that the pass left at w."""
    if not w.is_leaf:
        return "w is no leaf", f"{name}: w is a non-leaf now, so its gradient passes through and is not kept."
    if w.grad is None and loss.is_leaf:
        return "marked the loss", (
            f"{name}: backward runs, but it starts and ends at the loss, a leaf that you marked. "
            "w.grad is None, so w would never learn."
        )
    if w.grad is None:
        return "a new leaf", f"{name}: backward ends at a tensor that was marked on the way. w.grad is None."
    if not close(w.grad, slope):
        return "half a record", f"{text} gives w.grad = {show(w.grad)}, not {show(slope)}. One way is still cut."
    return None


def _judge_repairs(answer):
    if not isinstance(answer, list | tuple) or len(answer) != 3 or not all(callable(f) for f in answer):
        return Finding(f"`repaired` is {show(answer)}. Hand in the three functions: [one, two, three].")
    for name, function in zip(LOSSES, answer, strict=True):
        for x in POINTS:
            fault = _run_fault(name, function, x)
            if fault:
                return Finding(fault[1], fault[0])
    return None


_ONE = "def one(x):\n    w = torch.tensor(2.0, requires_grad=True)\n    return w, (w * x - 9) ** 2\n"
_TWO = """\
def two(x):
    w = torch.tensor(2.0, requires_grad=True)
    return w, torch.stack([w * x, w * w]).sum()
"""
_THREE = "def three(x):\n    w = torch.tensor(2.0, requires_grad=True)\n    return w, x * torch.sin(w)\n"
_HAND_IN = "repaired = [one, two, three]"
_ALL = _ONE + _TWO + _THREE + _HAND_IN

ex08_2 = Exercise(
    name="ex08_2",
    task=(
        "Repair three programs. Each returns w and a loss, and `loss.backward()` is refused. Change as little as "
        "you can: w stays 2, the loss keeps its value, and after backward w must hold its gradient. "
        "Then hand in `[one, two, three]`."
    ),
    answer="repaired",
    stub=PROGRAMS + "\nrepaired = ...  # [one, two, three]",
    judge=_judge_repairs,
    why="Three cuts: a mark never set, numbers copied into a new tensor, and a detour through NumPy.",
    hints=(
        "In each program follow w to the loss. Where does requires_grad turn False?",
        "torch.tensor copies numbers. torch.stack joins tensors, and that is recorded.",
        "For what NumPy computes there is nearly always a torch function of the same name.",
    ),
    solution_code=_ALL,
    reasoning="One is marked. In two, stack or a plain + keeps both records. In three, torch.sin replaces the detour.",
    inferior="`loss.requires_grad_()` before backward. The refusal is gone, w.grad stays None, and w never moves.",
    right=(
        _ALL.replace("torch.tensor(2.0, requires_grad=True)\n    return w, (w", "torch.tensor(2.0).requires_grad_()\n"
                     "    return w, (w").replace("torch.stack([w * x, w * w]).sum()", "w * x + w * w"),
    ),
    wrong={
        "no way back": _ALL.replace(_ONE, "def one(x):\n    w = torch.tensor(2.0)\n    return w, (w * x - 9) ** 2\n"),
        "marked the loss": _ALL.replace(
            _ONE, "def one(x):\n    w = torch.tensor(2.0)\n    return w, ((w * x - 9) ** 2).requires_grad_()\n"),
        "a new leaf": _ALL.replace(
            "x * torch.sin(w)", "x * torch.tensor(np.sin(w.detach().numpy()), requires_grad=True)"),
        "half a record": _ALL.replace("torch.stack([w * x, w * w]).sum()", "w * x + w.item() * w.item()"),
        "w is no leaf": _ALL.replace(_ONE, _ONE.replace("=True)\n", "=True) * 1\n")),
        "another program": _ALL.replace("w * x - 9", "w * x - 8"),
    },
)  # fmt: skip

# 4 · from Variable to Tensor

OLD = """\
def old(number, label):
    w = Variable(torch.tensor(3.0), requires_grad=True)
    x = Variable(torch.tensor(number))
    loss = (w * x - Variable(torch.tensor(label))) ** 2
    loss.backward()
    return w, x, loss"""
CASES = ((2.0, 10.0), (-1.0, 4.0), (5.0, 0.5))


def _uses_variable(function):
    code = getattr(function, "__code__", None)
    return "Variable" in (*getattr(code, "co_names", ()), *getattr(code, "co_freevars", ()))


def _modern_fault(number, label, got):
    """Say what is wrong with what the new program returned, as (slip, words); None if nothing is."""
    text = f"modern({show(number)}, {show(label)})"
    if not isinstance(got, tuple | list) or len(got) != 3 or not all(isinstance(t, torch.Tensor) for t in got):
        return None, f"{text} gives {show(got)}. Return the three tensors w, x and loss, as before."
    w, x, loss = got
    if not close(w, 3.0) or not close(x, number) or not close(loss, (3 * number - label) ** 2):
        return "another program", f"{text} should give the values of old: w = 3, x and the loss."
    if x.requires_grad:
        return "marked the data", "x is marked, and in the old program it is not: Variable(t) alone marks nothing."
    if w.grad is None:
        return "no backward", f"{text} leaves w.grad at None. The old program ran backward before it returned."
    if not close(w.grad, 2 * (3 * number - label) * number):
        return "another program", f"{text} leaves w.grad = {show(w.grad)}, not what the old program leaves."
    return None


def _judge_modern(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`modern` is {show(answer)}. Write a function: def modern(number, label):")
    if only_dots(answer):
        raise Unfinished("The body of `modern` is still `...`.")
    if _uses_variable(answer):
        return Finding("It runs, and `Variable` still stands in it. Say the same with tensors alone.", "still Variable")
    for number, label in CASES:
        try:
            got = ask(answer, (number, label), f"modern({show(number)}, {show(label)})")
        except AnswerRaised as raised:
            if causes(NO_RECORD, raised.error):
                return Finding("Backward is refused: w lost its mark. Who marks w now?", "lost the mark")
            raise
        if got is ...:
            raise Unfinished("modern still gives `...`.")
        fault = _modern_fault(number, label, got)
        if fault:
            return Finding(fault[1], fault[0])
    return None


_MODERN = """\
def modern(number, label):
    w = torch.tensor(3.0, requires_grad=True)
    x = torch.tensor(number)
    loss = (w * x - label) ** 2
    loss.backward()
    return w, x, loss"""

ex08_4 = Exercise(
    name="ex08_4",
    task=f"Write this old program without `Variable`. Nothing else may change.\n\n```python\n{OLD}\n```",
    answer="modern",
    stub="def modern(number, label):\n    return ...",
    judge=_judge_modern,
    why="The mark moves into torch.tensor. A Variable without it was a plain tensor, and so it is now.",
    hints=(
        "Where the old line says requires_grad=True, the new one says it too, inside torch.tensor.",
        "Variable(t) without a mark is t.",
        "w = torch.tensor(3.0, requires_grad=True), x = torch.tensor(number), and the rest as it stands.",
    ),
    solution_code=_MODERN,
    reasoning="Only w was marked, so only w is. A Python number such as label needs no tensor around it.",
    inferior="requires_grad=True everywhere. It runs, computes slopes by the data, and keeps them for nobody.",
    right=(_MODERN.replace("- label", "- torch.tensor(label)").replace("3.0, requires_grad=True)",
                                                                      "3.0).requires_grad_()"),),
    wrong={
        "still Variable": OLD.replace("def old", "Variable = torch.autograd.Variable\ndef modern"),
        "marked the data": _MODERN.replace("torch.tensor(number)", "torch.tensor(number, requires_grad=True)"),
        "lost the mark": _MODERN.replace("3.0, requires_grad=True", "3.0"),
        "no backward": _MODERN.replace("    loss.backward()\n", ""),
        "another program": _MODERN.replace("- label", "+ label"),
    },
)  # fmt: skip
