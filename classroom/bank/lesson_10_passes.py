"""Lesson 10, the exercises about a second pass: three ways for two losses on one trunk, and a misplaced line."""

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import LineJudge, as_numbers, ask, close
from classroom.wording import show

# 4 · two losses, one trunk

# What each way must do: how often it runs the trunk forward, and how often backward.
WAYS = {"one_pass": (1, 1), "keep": (1, 2), "run_again": (2, 2)}
AT = (1.0, 2.0)


class Trunk:
    """A function that counts how often it runs, and how often a pass comes back through it."""

    def __init__(self):
        self.made, self.passes = [], 0

    def __call__(self, x):
        h = torch.sin(x) * x
        h.register_hook(self._count)
        self.made.append(h)
        return h

    def _count(self, gradient):
        self.passes += 1

    def kept(self):
        """Tell whether another pass could still run."""
        for h in self.made:
            try:
                h.backward(torch.ones_like(h))
            except RuntimeError:
                continue
            return True
        return False


def first(h):
    return (h * h).sum()


def second(h):
    return (3 * h).sum()


def slopes(*losses):
    """Return the slopes of the sum of some losses at AT."""
    x = torch.tensor(list(AT), requires_grad=True)
    h = torch.sin(x) * x
    sum(loss(h) for loss in losses).backward()
    return x.grad.numpy()


def _judge_ways(answer):
    if not (isinstance(answer, tuple | list) and len(answer) == len(WAYS)):
        return Finding("`ways` holds three functions: (one_pass, keep, run_again).")
    for name, function in zip(WAYS, answer, strict=True):
        if isinstance(function, type) or not callable(function):
            return Finding(f"{name} is {show(function)}. Write a function: def {name}(x, trunk, first, second):")
    waiting = [name for name, function in zip(WAYS, answer, strict=True) if only_dots(function)]
    if len(waiting) == len(WAYS):
        raise Unfinished("The bodies of all three functions are still `...`.")
    if waiting:
        return Finding(f"{len(waiting)} of 3 still wait: {', '.join(waiting)}.")
    findings = (_judge_way(name, function) for name, function in zip(WAYS, answer, strict=True))
    return next((finding for finding in findings if finding), None)


def _judge_way(name, function):
    x, trunk = torch.tensor(list(AT), requires_grad=True), Trunk()
    try:
        got = ask(function, (x, trunk, first, second), f"{name}(x, trunk, first, second)")
    except AnswerRaised as raised:
        if "a second time" not in str(raised.error):
            raise
        return Finding(
            f"{name}: the first pass freed what the trunk had saved, and the second one needs it. "
            "What the last call keeps comes too late.",
            "on the last call",
        )
    if got is ...:
        raise Unfinished(f"{name} gives `...`: a line still waits.")
    return _wrong_slopes(name, x) or _wrong_way(name, trunk)


def _wrong_slopes(name, x):
    got = None if x.grad is None else as_numbers(x.grad)
    if got is None:
        return Finding(f"{name}: x.grad is None. Call backward; nothing needs to be returned.", "no backward")
    if close(got, slopes(first, second)):
        return None
    for lost, alone in (("second", slopes(first)), ("first", slopes(second))):
        if close(got, alone):
            return Finding(f"{name}: the slopes of {lost}(h) are missing in x.grad.", "one loss")
    if close(got, 2 * slopes(first, second)):
        return Finding(f"{name}: x.grad is twice as large as it should be. Each call adds to it.", "twice")
    return Finding(f"{name}: x.grad is {show(got)}; it should be {show(slopes(first, second))}.")


def _wrong_way(name, trunk):
    """Say so where the slopes are right and the way is another one, or more is kept than needed."""
    found = (len(trunk.made), trunk.passes)
    if found != WAYS[name]:
        runs, passes = ("once" if n == 1 else f"{n} times" for n in found)
        return Finding(
            f"{name}: the slopes are right, but the trunk runs {runs} and is walked back {passes}. "
            f"That is not what `{name}` asks for.",
            "another way",
        )
    if trunk.kept():
        return Finding(
            f"{name}: the slopes are right, but after the last call the trunk still holds all it saved. "
            "Only a call that another one follows needs retain_graph=True.",
            "still kept",
        )
    return None


_ONE = "def one_pass(x, trunk, first, second):\n    h = trunk(x)\n    (first(h) + second(h)).backward()\n\n\n"
_KEEP = (
    "def keep(x, trunk, first, second):\n    h = trunk(x)\n"
    "    first(h).backward(retain_graph=True)\n    second(h).backward()\n\n\n"
)
_AGAIN = (
    "def run_again(x, trunk, first, second):\n    first(trunk(x)).backward()\n    second(trunk(x)).backward()\n\n\n"
)
_HANDED_IN = "ways = (one_pass, keep, run_again)"
_STUB = "\n\n\n".join(f"def {name}(x, trunk, first, second):\n    ..." for name in WAYS)
_LAST = "second(h).backward(retain_graph=True)"
_BOTH = "torch.autograd.backward([first(h), second(h)])"


def _handed_in(one=_ONE, keep=_KEEP, again=_AGAIN):
    return one + keep + again + _HANDED_IN


ex10_4 = Exercise(
    name="ex10_4",
    task=(
        "Write three functions. Each must leave in x.grad the slopes of first(h) + second(h), with h = trunk(x), and "
        "leave nothing saved at its end. `one_pass` walks back through the trunk once. "
        "`keep` walks back twice over one graph. `run_again` runs the trunk twice. "
        "first(h) and second(h) are single numbers."
    ),
    answer="ways",
    stub=_STUB + "\n\n\n" + _HANDED_IN,
    judge=_judge_ways,
    why="Three ways, one sum of slopes. The first does the least work; the third keeps the least at a time.",
    hints=(
        "one_pass: h = trunk(x), and backward on the sum of both losses.",
        "keep: call backward twice. The first call must leave something for the second: retain_graph=True.",
        "run_again: no h is shared. Each loss gets a trunk(x) of its own.",
    ),
    solution_code=_handed_in(),
    reasoning="Slopes of a sum are sums of slopes, and .grad adds over calls. So all three leave the same numbers.",
    inferior="retain_graph=True in both calls. It runs, and the graph stays in memory as long as h does.",
    right=(
        _handed_in(one=_ONE.replace("(first(h) + second(h)).backward()", _BOTH)),
        _handed_in(
            keep=_KEEP.replace("first(h)", "third(h)").replace("second(h)", "first(h)").replace("third", "second")
        ),
    ),
    wrong={
        "on the last call": _handed_in(
            keep=_KEEP.replace("retain_graph=True", "").replace("second(h).backward()", _LAST)
        ),
        "still kept": _handed_in(keep=_KEEP.replace("second(h).backward()", _LAST)),
        "one loss": _handed_in(one=_ONE.replace(" + second(h)", "")),
        "twice": _handed_in(again=_AGAIN.replace("(x)).backward()", "(x)).backward(torch.tensor(2.0))")),
        "no backward": _handed_in(one=_ONE.replace("(first(h) + second(h)).backward()", "return first(h) + second(h)")),
        "another way": _handed_in(again=_ONE.replace("one_pass", "run_again")),
    },
)

# 6 · a bug hunt

BUGGY = """\
1   x = torch.tensor([1.0, 2.0, 3.0])
2   y = torch.tensor([5.0, 7.0, 9.0])
3   a = torch.tensor(0.0, requires_grad=True)
4   b = torch.tensor(0.0, requires_grad=True)
5   rise = a * x
6   for step in range(200):
7       loss = ((rise + b - y) ** 2).mean()
8       a.grad = b.grad = None
9       loss.backward()
10      with torch.no_grad():
11          a -= 0.1 * a.grad
12          b -= 0.1 * b.grad"""


_judge_bug = LineJudge(
    wrong=5,
    replies={
        1: "Line 1 is sound: data, never changed.",
        2: "Line 2 is sound: labels, never changed.",
        3: "Line 3 is sound: a leaf, made once, that is trained.",
        4: "Line 4 is sound: b is made once and trained.",
        6: "Line 6 is sound. But which lines should it repeat?",
        7: "Line 7 is sound, and it runs afresh in every step. What does it use that does not?",
        8: "Line 8 is sound: each step starts without old gradients.",
        9: "With retain_graph=True in line 9 the loop runs, and is wrong: every step uses the a·x of the start.",
        10: "Line 10 is sound: the update is no part of the graph.",
        11: "Line 11 is sound: a step down, in place.",
        12: "Line 12 is sound: b takes a step down too.",
    },
    question="Which part of the graph is walked back a second time?",
)


ex10_6 = Exercise(
    name="ex10_6",
    task=(
        "Find the bug. This loop should fit the line a·x + b to the labels y. Its second step raises "
        '"Trying to backward through the graph a second time". Which line stands in the wrong place?'
        f"\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=_judge_bug,
    why="Inside the loop, a·x is computed anew with the new a, and each step has a graph of its own.",
    hints=(
        "The first step frees what its graph saved. What does the second step share with it?",
        "loss is computed in every step. From what, and where was that computed?",
    ),
    solution_code="bug = 5",
    reasoning="a * x saved x once, before the loop. Step 1 frees it. Below line 6 it would be saved in each step.",
    inferior="9, with retain_graph=True. The error goes away, and a * x keeps the value it had for a = 0.",
    right=("bug = 5", "bug = 5.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12)},
)
