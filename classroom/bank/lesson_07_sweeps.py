"""Lesson 07, the exercises about the backward pass: its order, a bug in it, and the whole sweep."""

import math

import sympy

from classroom.exercises import Exercise, Finding, Unfinished, only_dots
from classroom.judges import Case, FunctionJudge, LineJudge, Slip, ask, points
from classroom.wording import show

# 3 · an order for the backward pass

FORK = {"x": (), "s": ("x",), "p": ("s",), "q": ("s", "s"), "z": ("p", "q")}
SHORTCUT = {"a": (), "b": ("a",), "c": ("b",), "z": ("a", "c")}
TWO = {"a": (), "b": (), "c": ("a", "b"), "d": ("b",), "e": ("c", "d")}
ASIDE = {"x": (), "y": ("x",), "unused": ("x", "y"), "z": ("y", "x")}
LADDER = {"y0": (), **{f"y{k + 1}": (f"y{k}", f"y{k}") for k in range(6)}}
GRAPHS = ((FORK, "z"), (SHORTCUT, "z"), (TWO, "e"), (ASIDE, "z"), (LADDER, "y6"))


def _behind(inputs, last):
    """Return the nodes that `last` was computed from, itself included."""
    found, waiting = set(), [last]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(inputs[node])
    return found


def _too_early(inputs, order):
    """Return (node, user) where a node stands before one that uses it, or None."""
    place = {node: k for k, node in enumerate(order)}
    for user in order:
        for node in inputs[user]:
            if place[node] < place[user]:
                return node, user
    return None


def _order_fault(inputs, last, order):
    """Say what is wrong with an order on one graph, as (slip, words); None for a good one."""
    text = f"On the graph of {last} = {'·'.join(inputs[last])} you give {show(order)[:150]}"
    if not isinstance(order, list | tuple) or any(not isinstance(n, str) or n not in inputs for n in order):
        return None, f"{text}. Give a list of names."
    wanted = _behind(inputs, last)
    if len(set(order)) < len(order):
        twice = next(n for n in order if list(order).count(n) > 1)
        return "twice", f"{text}. {twice} stands there more than once, and each node is visited once."
    if set(order) - wanted:
        return "strangers", f"{text}. {min(set(order) - wanted)} does not lead to {last}."
    if wanted - set(order):
        return "missing", f"{text}. {min(wanted - set(order))} is missing."
    early = _too_early(inputs, order)
    if early is None:
        return None
    if _too_early(inputs, order[::-1]) is None:
        return "oldest first", f"{text}. That is the way forward, inputs first. Backward starts at {last}."
    return "too early", f"{text}. {early[0]} stands before {early[1]}, which uses it and still has a share to send."


def _judge_order(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`backward_order` is {show(answer)}. Write a function: def backward_order(inputs, last):")
    if only_dots(answer):
        raise Unfinished("The body of `backward_order` is still `...`.")
    for inputs, last in GRAPHS:
        order = ask(answer, (dict(inputs), last), f"backward_order on the graph of {last}")
        if order is ...:
            raise Unfinished("backward_order still gives `...`.")
        fault = _order_fault(inputs, last, order)
        if fault:
            return Finding(fault[1], fault[0])
    return None


_ORDER = """\
def backward_order(inputs, last):
    done = []

    def visit(node):
        if node not in done:
            for source in inputs[node]:
                visit(source)
            done.append(node)

    visit(last)
    return done[::-1]"""
_READY = """\
def backward_order(inputs, last):
    behind, waiting = set(), [last]
    while waiting:
        node = waiting.pop()
        if node not in behind:
            behind.add(node)
            waiting.extend(inputs[node])
    order = []
    while len(order) < len(behind):
        for node in sorted(behind - set(order)):
            users = [u for u in behind if node in inputs[u]]
            if all(u in order for u in users):
                order.append(node)
                break
    return order"""

ex07_3 = Exercise(
    name="ex07_3",
    task=(
        "Write `backward_order(inputs, last)`. `inputs` tells for each node which nodes it was computed from, as in "
        '`{"x": (), "s": ("x",), "z": ("s", "s")}`. Return a list of all nodes behind `last`, `last` first, each '
        "after all nodes that use it. Several orders can be right."
    ),
    answer="backward_order",
    stub="def backward_order(inputs, last):\n    return ...",
    judge=_judge_order,
    why="Each node comes after everything that uses it, so one visit is enough. That is a topological order.",
    hints=(
        "Forward is easier: a node may be written down once all its inputs are. Then turn the list round.",
        "visit(node): visit each of its inputs first, then append the node. Skip nodes you have already.",
        "After visit(last) return the list from its end: `done[::-1]`.",
    ),
    solution_code=_ORDER,
    reasoning="visit appends a node after all its inputs, so inputs come first. Turned round, users come first.",
    inferior="Appending each node before its inputs. That is right on a chain, and too early where two ways meet.",
    right=(_READY,),
    wrong={
        "oldest first": _ORDER.replace("done[::-1]", "done"),
        "too early": (
            "def backward_order(inputs, last):\n    order, waiting = [], [last]\n    while waiting:\n"
            "        node = waiting.pop()\n        if node not in order:\n            order.append(node)\n"
            "            waiting.extend(inputs[node])\n    return order"
        ),
        "twice": (
            "def backward_order(inputs, last):\n    order = [last]\n    for source in inputs[last]:\n"
            "        order += backward_order(inputs, source)\n    return order"
        ),
        "missing": "def backward_order(inputs, last):\n    return [last, *dict.fromkeys(inputs[last])]",
        "strangers": (
            "def backward_order(inputs, last):\n    return [last] + [n for n in list(inputs)[::-1] if n != last]"
        ),
    },
)

# 4 · the sweep


class Tape(list):
    """A tape that can be named: one row (result, operation, inputs) per step."""

    def __init__(self, text, rows):
        super().__init__(rows)
        self.text = text


TAPES = (
    Tape("e = (a + b)·sin(b)", [("c", "add", ("a", "b")), ("d", "sin", ("b",)), ("e", "mul", ("c", "d"))]),
    Tape("z = y·y with y = x + x", [("y", "add", ("x", "x")), ("z", "mul", ("y", "y"))]),
    Tape("z = sin(a·b)", [("p", "mul", ("a", "b")), ("z", "sin", ("p",))]),
    Tape("z = s + s·sin(s), s = a·b",
         [("s", "mul", ("a", "b")), ("t", "sin", ("s",)), ("m", "mul", ("s", "t")), ("z", "add", ("s", "m"))]),
    Tape("z = a·b + c", [("p", "mul", ("a", "b")), ("z", "add", ("p", "c"))]),
)  # fmt: skip
RULES = {"add": lambda p, q: p + q, "mul": lambda p, q: p * q, "sin": sympy.sin}


def _inputs_of(tape):
    made = {row[0] for row in tape}
    return sorted({name for row in tape for name in row[2]} - made)


def _run(tape, values, frozen=None):
    """Compute the tape; the value of `frozen` is not computed but taken from `values`."""
    values = dict(values)
    for out, op, inputs in tape:
        if out != frozen:
            values[out] = RULES[op](*(values[name] for name in inputs))
    return values


def _sweep_cases():
    """Expect, for each name, SymPy's derivative of the last value by that name."""
    cases = []
    for i, tape in enumerate(TAPES):
        names = _inputs_of(tape)
        start = dict(zip(names, points(f"ex07_4 {i}", len(names), 0.4, 2.0), strict=True))
        value = {name: float(number) for name, number in _run(tape, start).items()}
        last, wanted = tape[-1][0], []
        for name in value:
            symbol = sympy.Symbol("v", real=True)
            result = _run(tape, {**start, name: symbol}, frozen=name)[last]
            wanted.append(float(sympy.diff(result, symbol).subs(symbol, value[name])))
        cases.append(Case((tape, value), wanted))
    return cases


def _reverse(tape, value, add=True, newest=True, other=True, came=True, slope=math.cos):
    """Sweep with one thing changed, to know that slip again."""
    grad = dict.fromkeys(value, 0.0)
    grad[tape[-1][0]] = 1.0
    for out, op, inputs in tape[::-1] if newest else tape:
        g = grad[out] if came else 1.0
        v = [value[name] for name in inputs]
        if op == "add":
            sent = [g, g]
        elif op == "sin":
            sent = [g * slope(v[0])]
        else:
            sent = [g * v[1], g * v[0]] if other else [g * v[0], g * v[1]]
        for name, number in zip(inputs, sent, strict=True):
            grad[name] = number + (grad[name] if add else 0.0)
    return list(grad.values())


class SweepJudge(FunctionJudge):
    """Judge a sweep: the dictionary it returns is read in the order of the values."""

    def __call__(self, answer):
        if isinstance(answer, type) or not callable(answer) or only_dots(answer):
            return super().__call__(answer)

        strange = []

        def listed(tape, value):
            grad = answer(list(tape), dict(value))
            if isinstance(grad, list | tuple):
                strange.append(grad)
            return [grad[name] for name in value] if isinstance(grad, dict) and set(value) <= set(grad) else grad

        problem = super().__call__(listed)
        if problem is None and strange:
            return Finding(f"The numbers are right, but they stand in {show(strange[0])}. Return a dictionary.")
        return problem

    def call_text(self, args):
        return f"For {args[0].text} the gradients of {', '.join(args[1])}: the sweep"


_SWEEP = """\
import math


def reverse(tape, value):
    grad = dict.fromkeys(value, 0.0)
    grad[tape[-1][0]] = 1.0
    for out, op, names in reversed(tape):
        g = grad[out]
        if op == "add":
            sent = [g, g]
        elif op == "mul":
            sent = [g * value[names[1]], g * value[names[0]]]
        else:
            sent = [g * math.cos(value[names[0]])]
        for name, number in zip(names, sent):
            grad[name] += number
    return grad"""

ex07_4 = Exercise(
    name="ex07_4",
    task=(
        "Write `reverse(tape, value)`: the sweep back. `tape` lists the steps in the order they ran, each as "
        '`("c", "add", ("a", "b"))`: result, operation, inputs. The operations are `"add"`, `"mul"` and `"sin"`. '
        "`value` holds the value of every name. Return a dictionary with the gradient of every name; the last "
        "result has gradient 1."
    ),
    answer="reverse",
    stub="def reverse(tape, value):\n    return ...",
    judge=SweepJudge(
        "reverse(tape, value)",
        _sweep_cases,
        {
            "overwrites": Slip(
                "Where a name is used twice, the second share replaces the first. Write += in place of =.",
                like=lambda tape, value: _reverse(tape, value, add=False),
            ),
            "oldest first": Slip(
                "Your sweep runs in the program's own order. Start at the end: reversed(tape).",
                like=lambda tape, value: _reverse(tape, value, newest=False),
            ),
            "own factor": Slip(
                "In a product each factor gets its own value. It should get the other one: ∂(p·q)/∂p = q.",
                like=lambda tape, value: _reverse(tape, value, other=False),
            ),
            "forgot what came": Slip(
                "You send local slopes alone. Multiply each by grad[out], the gradient that came.",
                like=lambda tape, value: _reverse(tape, value, came=False),
            ),
            "sine": Slip(
                "The sine sends back its value. Its slope is the cosine of its input.",
                like=lambda tape, value: _reverse(tape, value, slope=math.sin),
            ),
        },
    ),
    why="This loop is the backward pass: newest first, local slope times what came, added up.",
    hints=(
        "Begin with grad = dict.fromkeys(value, 0.0), and grad[tape[-1][0]] = 1.0.",
        "Then: for out, op, names in reversed(tape). What came is g = grad[out]; send g times each local slope.",
        "mul sends g times the other factor. Add with +=, because a name may be used several times.",
    ),
    solution_code=_SWEEP,
    reasoning="The tape is in the order of the program, so its reverse visits every result after all its uses.",
    inferior="grad[name] = number. It passes every test on a chain, and loses a path wherever a name is used twice.",
    right=(_SWEEP.replace("for out, op, names in reversed(tape)", "for out, op, names in tape[::-1]"),),
    wrong={
        "overwrites": _SWEEP.replace("grad[name] += number", "grad[name] = number"),
        "oldest first": _SWEEP.replace("reversed(tape)", "tape"),
        "own factor": _SWEEP.replace("[g * value[names[1]], g * value[names[0]]]", "[g * value[n] for n in names]"),
        "forgot what came": _SWEEP.replace("g = grad[out]", "g = 1.0"),
        "sine": _SWEEP.replace("math.cos", "math.sin"),
    },
)

# 6 · a bug hunt

BUGGY = """\
1  def run_backward(last):
2      last.grad = 1.0
3      nodes = everything_behind(last)
4      nodes = sorted(nodes, key=lambda node: node.number)
5      for node in nodes:
6          for source, slope in node.wires:
7              source.grad += slope * node.grad"""


_judge_bug = LineJudge(
    wrong=4,
    replies={
        1: "Line 1 is sound: one argument, the result to start from.",
        2: "Line 2 is sound: the result changes as fast as itself, so it starts with 1.",
        3: "Line 3 is sound: every node behind the result takes part, each once.",
        5: "Line 5 is sound: each node has one visit. But in which order do they come?",
        6: "Line 6 is sound: each node knows its wires and their slopes.",
        7: "Line 7 is sound: slope times what came, added up. But what has come to node by then?",
    },
    question="Which node is visited first, and what is its grad then?",
)


ex07_6 = Exercise(
    name="ex07_6",
    task=(
        "Find the bug. Nodes are numbered 1, 2, 3, … as the program makes them, and every grad starts at 0. "
        f"After this pass the grad of x is still 0. Which line is wrong?\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=_judge_bug,
    why="Smallest number first is the way forward. With reverse=True every node runs after all its users.",
    hints=(
        "Follow the pass for y = 2x, z = y·y. Which node is the first in the list?",
        "x has the smallest number. When it is visited, and y after it, nothing has arrived there yet.",
    ),
    solution_code="bug = 4",
    reasoning="Sorted by number, x comes first and z last. Newest first needs sorted(..., reverse=True).",
    inferior="7, with = in place of +=. That would lose paths, but here nothing arrives at all.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 5, 6, 7)},
)
