"""Lesson 09, the exercises about what .grad holds: a table, the leaves behind a node, and mini-batches."""

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import TableJudge, as_numbers, close, points
from classroom.wording import show

# 1 · None, 0 or a number

PROGRAM = """\
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
c = torch.tensor(4.0, requires_grad=True)
d = torch.tensor(5.0)
for call in (1, 2):
    s = a * d
    z = s * s + (b - 3) ** 2
    z.backward()"""

HELD = {"a.grad": 200.0, "b.grad": 0.0, "c.grad": "None", "d.grad": "None", "s.grad": "None", "after zero_()": 0.0}


def _held(value):
    if value is None:
        return "None"
    if isinstance(value, str):
        return "None" if value.strip() == "None" else None
    number = as_numbers(value)
    return None if number is None or number.shape != () else round(float(number), 9) + 0.0


ex09_1 = Exercise(
    name="ex09_1",
    task=(
        'What does each `.grad` hold after this program? Write a number, or `"None"` in quotes. '
        "The last entry asks for a.grad once more, after `a.grad.zero_()`.\n\n```python\n" + PROGRAM + "\n```"
    ),
    answer="held",
    stub="held = {\n" + "".join(f'    "{entry}": ...,\n' for entry in HELD) + "}",
    judge=TableJudge(
        "held",
        HELD,
        _held,
        {
            "one call": (
                lambda entry, value: (entry, value) == ("a.grad", 100.0),
                "100 is what one pass brings. The loop makes two, and nothing clears.",
            ),
            "None for 0": (
                lambda entry, value: (entry, value) == ("b.grad", "None"),
                "the pass does reach b, and finds the slope 2(b − 3) = 0. That is a computed number.",
            ),
            "cleared to None": (
                lambda entry, value: (entry, value) == ("after zero_()", "None"),
                "zero_() writes a 0 into the tensor that is there. Only `= None` takes it away.",
            ),
            "0 for None": (
                lambda entry, value: entry in ("c.grad", "d.grad") and value == 0.0,
                "0 would be a slope that was computed. No gradient ever came here.",
            ),
            "data": (
                lambda entry, value: entry == "d.grad" and value != "None",
                "d does not ask for a gradient, so the pass sends nothing that way.",
            ),
            "not a leaf": (
                lambda entry, value: entry == "s.grad",
                "s is computed. The pass goes through it, and keeps a gradient there only if asked (§5).",
            ),
        },
        none_counts=True,
    ),
    why="A number: reached, and added up. 0: reached, flat. None: not reached, not asked, or not a leaf.",
    hints=(
        "First ask of each name: is it a leaf, does it ask for gradients, does z depend on it?",
        "dz/da = 2s·d = 2·10·5 in one pass. How many passes are there?",
        "b is used, and (b − 3)² has its lowest point at b = 3.",
    ),
    solution_code=(
        'held = {\n    "a.grad": 200,\n    "b.grad": 0,\n    "c.grad": "None",\n    "d.grad": "None",\n'
        '    "s.grad": "None",\n    "after zero_()": 0,\n}'
    ),
    reasoning="a gets 100 twice. b gets 0 twice. c is not used, d did not ask, s is no leaf. zero_() leaves a 0.",
    inferior="0 for c and d. A 0 says that the slope was computed; here nobody computed anything.",
    right=(
        'held = {"a.grad": 200.0, "b.grad": -0.0, "c.grad": " None", "d.grad": "None", "s.grad": "None", '
        '"after zero_()": torch.tensor(0.0)}',
        'held = {"a.grad": 200, "b.grad": 0, "c.grad": None, "d.grad": None, "s.grad": None, "after zero_()": 0}',
    ),
    wrong={},
)

_RIGHT = ex09_1.solution_code
ex09_1.wrong = {
    "one call": _RIGHT.replace("200", "100"),
    "None for 0": _RIGHT.replace('"b.grad": 0', '"b.grad": "None"'),
    "cleared to None": _RIGHT.replace('"after zero_()": 0', '"after zero_()": "None"'),
    "0 for None": _RIGHT.replace('"c.grad": "None"', '"c.grad": 0'),
    "data": _RIGHT.replace('"d.grad": "None"', '"d.grad": 80'),
    "not a leaf": _RIGHT.replace('"s.grad": "None"', '"s.grad": 20'),
}

# 3 · the leaves behind a node


def _chains():
    """Give five results with their names: (what was computed, the result, the names, the names of its leaves)."""
    w, b, v = (torch.tensor(value, requires_grad=True) for value in (3.0, -2.0, 3.0))
    x = torch.tensor(2.0)
    names = {"w": w, "x": x, "b": b, "v": v}
    return [
        ("w * v", w * v, names, {"w", "v"}),
        ("w * w", w * w, names, {"w"}),
        ("w * x + b", w * x + b, names, {"w", "b"}),
        ("torch.exp(w * x)", torch.exp(w * x), names, {"w"}),
        ("(w * x + b) ** 2 + w * v", (w * x + b) ** 2 + w * v, names, {"w", "b", "v"}),
        ("torch.sin(2 * (b + 1))", torch.sin(2 * (b + 1)), names, {"b"}),
    ]


_ERRORS = {
    "None edges": ("'NoneType' object", "A None among the next_functions is an input that asks for nothing: skip it."),
    "pairs": ("'tuple' object", "Each entry of next_functions is a pair: the node, and a number. Take the node."),
    "no variable": ("attribute 'variable'", "Only an AccumulateGrad has `.variable`; other nodes lead on instead."),
}


def _judge_leaves(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`leaves` is {show(answer)}. Write a function: def leaves(node, names):")
    if only_dots(answer):
        raise Unfinished("The body of `leaves` is still `...`.")
    for text, result, names, want in _chains():
        call = f"leaves(node of {text}, names)"
        try:
            got = answer(result.grad_fn, dict(names))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            slip = next((key for key, (words, _) in _ERRORS.items() if words in str(error)), None)
            if isinstance(error, AttributeError) and slip:
                return Finding(f"{call} raised AttributeError: {error}.\n{_ERRORS[slip][1]}", slip)
            raise AnswerRaised(call, error) from error
        if got is ...:
            raise Unfinished(f"{call} gives `...`: a line still waits.")
        finding = _read_leaves(call, got, want)
        if finding:
            return finding
    return None


def _read_leaves(call, got, want):
    """Compare one answer with the names that are wanted."""
    if not isinstance(got, list | tuple | set | frozenset) or not all(isinstance(name, str) for name in got):
        return Finding(f"{call} gives {show(got)}. Return the names in a set or a list.")
    text = f"{call} should give {', '.join(sorted(want))}; yours gives {', '.join(sorted(got)) or 'nothing'}."
    if len(set(got)) < len(got):
        return Finding(f"A leaf that is used twice has one name: collect names in a set.\n{text}", "twice")
    if "x" in got:
        return Finding(f"x asks for no gradient, so no node stands for it.\n{text}", "data")
    if set(got) > want:
        return Finding(f"w and v hold the same number, and are two leaves. Compare with `is`.\n{text}", "equal numbers")
    if set(got) < want:
        return Finding(
            f"A leaf lies further down: go on from each node to its own next_functions.\n{text}", "one level"
        )
    return None if set(got) == want else Finding(text)


_LEAVES = """\
def leaves(node, names):
    if node is None:
        return set()
    if hasattr(node, "variable"):
        return {name for name, tensor in names.items() if tensor is node.variable}
    found = set()
    for source, _ in node.next_functions:
        found |= leaves(source, names)
    return found"""

_FLAT = """\
def leaves(node, names):
    found = set()
    for source, _ in node.next_functions:
        if hasattr(source, "variable"):
            found |= {name for name, tensor in names.items() if tensor is source.variable}
    return found"""

ex09_3 = Exercise(
    name="ex09_3",
    task=(
        "Write `leaves(node, names)`. `node` is a `grad_fn`, `names` a dictionary from names to tensors. "
        "Follow `next_functions` to all ends, and return the set of the names of the leaves found there. "
        "For L above it gives w and b."
    ),
    answer="leaves",
    stub="def leaves(node, names):\n    return ...",
    judge=_judge_leaves,
    why="This walk is how backward finds its way, and how a graph is drawn.",
    hints=(
        'Three kinds of node: None, one with `hasattr(node, "variable")`, and all others.',
        "None gives an empty set. A node with a variable gives the name whose tensor `is` that variable.",
        "Any other node: join what `leaves(source, names)` gives for every pair `source, _` in its next_functions.",
    ),
    solution_code=_LEAVES,
    reasoning="The function calls itself for each source. A None ends the way with nothing, a leaf with its name.",
    inferior="The same without the test for None. It works until one input is data.",
    right=(
        "def leaves(node, names):\n    waiting, found = [node], []\n    while waiting:\n        node = waiting.pop()\n"
        '        if hasattr(node, "variable"):\n            found += [n for n in names if names[n] is node.variable]\n'
        "        elif node is not None:\n            waiting += [source for source, _ in node.next_functions]\n"
        "    return sorted(set(found))",
    ),
    wrong={
        "None edges": _LEAVES.replace("    if node is None:\n        return set()\n", ""),
        "pairs": _LEAVES.replace("for source, _ in", "for source in"),
        "no variable": (
            "def leaves(node, names):\n    found = set()\n    for source, _ in node.next_functions:\n"
            "        if source is not None:\n"
            "            found |= {name for name in names if names[name] is source.variable}\n    return found"
        ),
        "twice": (
            "def leaves(node, names):\n    if node is None:\n        return []\n"
            '    if hasattr(node, "variable"):\n        return [n for n in names if names[n] is node.variable]\n'
            "    found = []\n    for source, _ in node.next_functions:\n        found += leaves(source, names)\n"
            "    return found"
        ),
        "data": "def leaves(node, names):\n    return list(names)",
        "equal numbers": _LEAVES.replace("tensor is node.variable", "tensor.item() == node.variable.item()"),
        "one level": _FLAT,
    },
)

# 4 · four mini-batches, one gradient


def _batches(seed, sizes):
    start = points(f"ex09_4 w{seed}", 1, -2.0, 2.0)[0]
    pairs = []
    for k, size in enumerate(sizes):
        x = np.array(points(f"ex09_4 x{seed} {k}", size, 0.5, 3.0))
        y = np.array(points(f"ex09_4 y{seed} {k}", size, -1.0, 6.0))
        pairs.append((x, y))
    return start, pairs


SIZES = ((3, 3, 3, 3), (4, 2, 1, 5), (1, 2, 3, 4), (2, 6, 1, 1), (5, 1, 4, 2))
RUNS = tuple(_batches(seed, sizes) for seed, sizes in enumerate(SIZES))


def _slopes(w, x, y):
    return 2 * x * (w * x - y)


def _whole(w, pairs):
    return np.concatenate([_slopes(w, x, y) for x, y in pairs]).mean()


_SAME = {
    "nothing": ("w.grad is still None. Call `.backward()` on the loss of each batch.", None),
    "sum": (
        "That is the slope of the sum of all squares. Divide by the number of all samples.",
        lambda w, pairs: sum(_slopes(w, x, y).sum() for x, y in pairs),
    ),
    "sum of means": (
        "You add four means, so the slope is about four times too large. Weigh each batch by its share of the samples.",
        lambda w, pairs: sum(_slopes(w, x, y).mean() for x, y in pairs),
    ),
    "mean of means": (
        "Right only while all batches have one size. A small batch must count less: weigh it by its share of samples.",
        lambda w, pairs: np.mean([_slopes(w, x, y).mean() for x, y in pairs]),
    ),
    "last batch": (
        "That is the share of the last batch alone: the earlier ones were cleared. Here they should stay.",
        lambda w, pairs: _slopes(w, *pairs[-1]).sum() / sum(len(x) for x, _ in pairs),
    ),
}


def _judge_gather(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`gather` is {show(answer)}. Write a function: def gather(w, batches):")
    if only_dots(answer):
        raise Unfinished("The body of `gather` is still `...`.")
    got, passes = zip(*[_gathered(answer, start, pairs) for start, pairs in RUNS], strict=True)
    wants = [_whole(start, pairs) for start, pairs in RUNS]
    off = [i for i, (value, want) in enumerate(zip(got, wants, strict=True)) if value is None or not close(value, want)]
    if not off:
        if all(count == 4 for count in passes):
            return None
        return Finding(
            f"The slope is right, but it came in {passes[0]} pass{'es' * (passes[0] != 1)}. "
            "Make one pass per batch, so that a batch may be forgotten before the next one comes.",
            "one pass",
        )
    slip = next((key for key, (_, like) in _SAME.items() if _explains(like, got)), None)
    sizes = ", ".join(str(size) for size in SIZES[off[0]])
    example = f"Batches of {sizes}: w.grad should be {show(wants[off[0]])}; yours is {show(got[off[0]])}."
    return Finding(f"{_SAME[slip][0]}\n{example}" if slip else example, slip)


def _gathered(answer, start, pairs):
    """Run the learner's function on a fresh leaf; return w.grad, and how many passes reached w."""
    w, seen = torch.tensor(start, requires_grad=True), []
    w.register_hook(lambda gradient: seen.append(1))
    batches = [(torch.tensor(x), torch.tensor(y)) for x, y in pairs]
    try:
        answer(w, batches)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise AnswerRaised("gather(w, batches) with four batches", error) from error
    return (None if w.grad is None else w.grad.item()), len(seen)


def _explains(like, got):
    """Tell whether a slip gives what the learner's function gave, in every run."""
    if like is None:
        return all(value is None for value in got)
    return all(
        value is not None and close(value, like(start, pairs)) for value, (start, pairs) in zip(got, RUNS, strict=True)
    )


_GATHER = """\
def gather(w, batches):
    n = sum(len(x) for x, y in batches)
    for x, y in batches:
        loss = ((w * x - y) ** 2).sum() / n
        loss.backward()"""

ex09_4 = Exercise(
    name="ex09_4",
    task=(
        "The samples come in four **mini-batches**, of different sizes. Write `gather(w, batches)`: for each pair "
        "(x, y) in `batches` one backward pass, through that batch alone. At the end w.grad holds the slope of the "
        "mean squared miss of w·x over *all* samples. Return nothing."
    ),
    answer="gather",
    stub="def gather(w, batches):\n    # one backward per batch\n    ...",
    judge=_judge_gather,
    why="Memory for one batch, the gradient of all. Big models are trained this way.",
    hints=(
        "The mean over all n samples is a sum of squares, divided by n. A sum can be split into batches.",
        "n is the number of all samples: sum(len(x) for x, y in batches).",
        "Each batch adds ((w * x - y) ** 2).sum() / n. One .backward() each, and nothing cleared in between.",
    ),
    solution_code=_GATHER,
    reasoning="The slope of a sum is the sum of the slopes, and `.grad` adds them for you.",
    inferior="The mean of each batch, divided by 4. It is right for equal sizes, so a first test does not notice.",
    right=(
        "def gather(w, batches):\n    n = sum(len(x) for x, y in batches)\n    for x, y in batches:\n"
        "        (((w * x - y) ** 2).mean() * (len(x) / n)).backward()\n    return w.grad",
    ),
    wrong={
        "nothing": "def gather(w, batches):\n    return sum(((w * x - y) ** 2).sum() for x, y in batches)",
        "sum": _GATHER.replace(" / n", ""),
        "sum of means": _GATHER.replace(".sum() / n", ".mean()"),
        "mean of means": _GATHER.replace(".sum() / n", ".mean() / 4"),
        "last batch": _GATHER.replace("        loss = ", "        w.grad = None\n        loss = "),
        "one pass": (
            "def gather(w, batches):\n    n = sum(len(x) for x, y in batches)\n"
            "    loss = sum(((w * x - y) ** 2).sum() / n for x, y in batches)\n    loss.backward()"
        ),
    },
)
