"""Lesson 12, the exercises about values: which writes are refused, a layer that stays, a target that stands still."""

import autograd_lite as torch
from classroom.exercises import Exercise, Finding, Unfinished, only_dots
from classroom.judges import Case, FunctionJudge, Slip, TableJudge, as_flag, ask, points
from classroom.wording import number, show

# 3 · what an operation saved, told by what is refused

EDITS = {
    "exp(u), write into the result": (torch.exp, "result"),
    "exp(u), write into u": (torch.exp, "input"),
    "u**2, write into u": (lambda u: u**2, "input"),
    "2 * u, write into u": (lambda u: 2 * u, "input"),
    "sigmoid(u), write into the result": (torch.sigmoid, "result"),
    "sin(u), write into the result": (torch.sin, "result"),
}


def is_refused(operation, edit):
    """Run an operation, write into its input or its result, and tell whether backward refuses."""
    u = torch.tensor([1.0, 2.0], requires_grad=True) + 0
    y = operation(u)
    {"input": u, "result": y}[edit].add_(1)
    try:
        y.sum().backward()
    except RuntimeError:
        return True
    return False


REFUSED = {entry: is_refused(*edit) for entry, edit in EDITS.items()}
EX_3_SLIPS = {
    "exp needs its input": (
        lambda entry, value: entry == "exp(u), write into u",
        "the rule of exp multiplies by its result. It has no use for u.",
    ),
    "the factor": (
        lambda entry, value: entry == "2 * u, write into u",
        "the slope of 2u is 2. The operation keeps the 2 and forgets u.",
    ),
    "the sine": (
        lambda entry, value: entry == "sin(u), write into the result",
        "the slope of sin(u) is cos(u), so it keeps u. Its result may change.",
    ),
    "nothing is kept": (
        lambda entry, value: value is False,
        "its rule needs these numbers in the backward pass. Write down the slope: what stands in it?",
    ),
}


def _edits(change):
    rows = ", ".join(f'"{entry}": {change.get(entry, value)}' for entry, value in REFUSED.items())
    return f"refused = {{{rows}}}"


ex12_3 = Exercise(
    name="ex12_3",
    task=(
        "u is no leaf. `backward` comes after the write: is it refused, True or False? "
        "Decide by the slope of the operation and by what stands in it. The slope of the sigmoid s is s·(1 − s)."
    ),
    answer="refused",
    stub="refused = {\n" + "".join(f'    "{entry}": ...,\n' for entry in EDITS) + "}",
    judge=TableJudge("refused", REFUSED, as_flag, EX_3_SLIPS),
    why="An operation keeps what its slope is made of. Only a write into that is refused.",
    hints=(
        "Slopes: exp(u), 2u, 2, s·(1 − s), cos(u). Does u stand in it, or the result, or neither?",
        "exp and the sigmoid keep their results, the square and the sine keep u, 2u keeps the number 2.",
    ),
    solution_code="refused = {\n" + "".join(f'    "{e}": {v},\n' for e, v in REFUSED.items()) + "}",
    reasoning="exp′ and the sigmoid's slope are made of the result, (u²)′ and sin′ of u, and (2u)′ of neither.",
    inferior="True everywhere: no writing into recorded tensors. It is safe, and forbids three writes that work.",
    right=(_edits({}),),
    wrong={
        "exp needs its input": _edits({"exp(u), write into u": True}),
        "the factor": _edits({"2 * u, write into u": True}),
        "the sine": _edits({"sin(u), write into the result": True}),
        "nothing is kept": _edits(dict.fromkeys(EDITS, False)),
    },
)

# 4 · a layer that stays

AFTER = 5


def freezing_run(freeze, w1=2.0, w2=-1.0, x=1.0, y=4.0):
    """Train ŷ = w2·w1·x for three steps, freeze w1, train on for five; return w1 and w2 then and in the end."""
    w1, w2 = (torch.tensor(float(w), requires_grad=True) for w in (w1, w2))
    optimizer = torch.optim.SGD([w1, w2], lr=0.02, momentum=0.9)

    def train():
        optimizer.zero_grad(set_to_none=False)
        (w2 * (w1 * x) - y).pow(2).backward()
        optimizer.step()

    for _ in range(3):
        train()
    then = w1.item(), w2.item()
    freeze(w1)
    for _ in range(AFTER):
        train()
    return then, (w1.item(), w2.item()), w1


def _judge_freeze(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`freeze` is {show(answer)}. Write a function: def freeze(w):")
    if only_dots(answer):
        raise Unfinished("The body of `freeze` is still `...`.")

    def asked(w):
        if ask(answer, (w,), "freeze(w1)") is ...:
            raise Unfinished("freeze still gives `...`.")

    for start in ({}, {"w1": -1.0, "w2": 0.5, "x": 2.0}):
        with torch.enable_grad():
            try:
                then, end, w1 = freezing_run(asked, **start)
            except RuntimeError as error:
                if "does not require grad" in str(error):
                    return Finding("Now the whole loss is not recorded. Freeze w1 alone; w2 must learn on.", "all")
                raise
        moved = f"w1 was {number(then[0])} when it was frozen. Five steps later it is {number(end[0])}."
        if end[0] != then[0]:
            return _drift(w1, moved)
        if end[1] == then[1]:
            return Finding("w1 stays, and so does w2. The other layer must learn on.", "w2 stays")
    return None


def _drift(w1, moved):
    """Say why a frozen weight moved."""
    if w1.requires_grad:
        words = "w1 still asks for gradients, so each backward fills its .grad again."
        return Finding(f"{moved} {words} What must change on w1 itself?", "still asks")
    words = "It asks for nothing any more, but its .grad holds zeros, and the optimizer coasts on with its velocity."
    return Finding(f"{moved} {words}", "stale")


ex12_4 = Exercise(
    name="ex12_4",
    task=(
        "Freeze a layer. A model ŷ = w2·(w1·x) trains with momentum, and its loop clears with zeros: "
        "`optimizer.zero_grad(set_to_none=False)`. After three steps it calls your `freeze(w1)`. "
        "Five more steps later w1 must be unchanged, and w2 must have moved."
    ),
    answer="freeze",
    stub="def freeze(w):\n    ...",
    judge=_judge_freeze,
    why="The mark stops new gradients, None makes the optimizer pass w1 by. It takes both.",
    hints=(
        "Two things move a weight: gradients that still arrive, and a `.grad` that lies there from before.",
        "requires_grad_(False) stops the first. For the second, zeros are not enough: what does the optimizer skip?",
    ),
    solution_code="def freeze(w):\n    w.requires_grad_(False)\n    w.grad = None",
    reasoning="Without the mark no gradient arrives. With None the optimizer does nothing to w, whatever it remembers.",
    inferior="requires_grad_(False) alone. It is enough where gradients are cleared to None, which is torch's default.",
    right=("def freeze(w):\n    w.grad = None\n    w.requires_grad = False\n    return w",),
    wrong={
        "stale": "def freeze(w):\n    w.requires_grad_(False)\n    w.grad.zero_()",
        "still asks": "def freeze(w):\n    w.grad = None",
        "all": "def freeze(w):\n    torch.set_grad_enabled(False)\n    w.grad = None",
    },
)

# 5 · a target that stands still


def _target_cases():
    cases = []
    for i in range(5):
        w, x, r, x_next = points(f"ex12_5 {i}", 4, 0.5, 3.0)
        gap = w * x - (r + w * x_next)
        cases.append(Case((w, x, r, x_next), [gap**2, 2 * gap * x]))
    return cases


def _like(factor, power=2):
    """Give the loss and the gradient of a loss whose gap moves as `factor(x, x_next)` says."""

    def pair(w, x, r, x_next):
        gap = w * x - (r + w * x_next)
        return [gap**power, power * gap ** (power - 1) * factor(x, x_next)]

    return pair


class LossJudge(FunctionJudge):
    """Judge a loss by its value and by the gradient that its backward leaves in w.grad; nan if there is none."""

    def __call__(self, answer):
        if isinstance(answer, type) or not callable(answer) or only_dots(answer):
            return super().__call__(answer)

        def listed(w, x, r, x_next):
            w = torch.tensor(w, requires_grad=True)
            got = answer(w, x, r, x_next)
            if not isinstance(got, torch.Tensor) or got.shape != ():
                return got
            if got.requires_grad:
                got.backward()
            return [got.item(), float("nan") if w.grad is None else w.grad.item()]

        with torch.enable_grad():
            return super().__call__(listed)

    def call_text(self, args):
        named = ", ".join(f"{name}={show(value)}" for name, value in zip(self.inputs, args, strict=True))
        return f"At {named} the pair (loss, w.grad)"


_LOSS = "def loss(w, x, r, x_next):\n    target = (r + w * x_next).detach()\n    return (w * x - target) ** 2"

ex12_5 = Exercise(
    name="ex12_5",
    task=(
        "Hold a target still. The prediction w·x shall move toward the target r + w·x_next, which is computed "
        "with the same w. Write `loss(w, x, r, x_next)`: the squared difference, with the target as a constant."
    ),
    answer="loss",
    stub="def loss(w, x, r, x_next):\n    return ...",
    judge=LossJudge(
        "loss(w, x, r, x_next)",
        _target_cases,
        {
            "not cut": Slip(
                "The loss is right, and its gradient also comes through the target. Cut the target with detach.",
                like=_like(lambda x, x_next: x - x_next),
            ),
            "wrong side": Slip(
                "You cut the prediction. The target moves toward it now; it should be the other way round.",
                like=_like(lambda x, x_next: -x_next),
            ),
            "all cut": Slip(
                "Nothing leads back to w: both sides are cut. The prediction must be recorded.",
                like=_like(lambda x, x_next: float("nan")),
            ),
            "no square": Slip(
                "That is the difference itself. Asked is its square.",
                like=_like(lambda x, x_next: x, power=1),
            ),
        },
    ),
    why="The number of the loss is the same, cut or not. Only the gradient knows which side may move.",
    hints=(
        "Compute the target in a line of its own, then think of which tool cuts one value.",
        "target = (r + w * x_next).detach(), and the loss is (w * x - target) ** 2.",
    ),
    solution_code=_LOSS,
    reasoning="detach gives a tensor with the same number and no history, so the only way back leads through w * x.",
    inferior="(w * x - (r + w * x_next)) ** 2. It gives the same loss and another gradient, and nothing warns you.",
    right=(
        "def loss(w, x, r, x_next):\n    with torch.no_grad():\n        target = r + w * x_next\n"
        "    return (w * x - target) ** 2",
        "def loss(w, x, r, x_next):\n    return (w * x - r - w.detach() * x_next) ** 2",
    ),
    wrong={
        "not cut": _LOSS.replace(".detach()", ""),
        "wrong side": "def loss(w, x, r, x_next):\n    return ((w * x).detach() - r - w * x_next) ** 2",
        "all cut": _LOSS.replace("** 2", "** 2\n").replace("return (w * x", "return (w.detach() * x"),
        "no square": _LOSS.replace(" ** 2", ""),
    },
)
