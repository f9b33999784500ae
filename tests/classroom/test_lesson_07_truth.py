"""The facts that lesson 07's exercises and prompts state, computed again from scratch; and its engine, taken out."""

import math

import nbformat
import numpy as np
import pytest

import autograd_lite as torch
from classroom import derivative, gradient
from classroom.bank import lesson_07, lesson_07_paths, lesson_07_sweeps
from tools.kernel_env import ROOT


def test_the_numbers_in_the_prompts():
    assert derivative(lambda x: (x**2 + 1) ** 2, at=2) == 40
    assert derivative(lambda y: y * y, at=6) == 12
    assert gradient(lambda a, b: (a + b) * (b + 1), at=(2, 1)) == [2, 5]
    assert derivative(lambda x: x * x**2, at=2) == 12
    assert gradient(lambda x, y: x * y, at=(2, 4))[0] == 4
    assert derivative(lambda x: 3 * (2 * x) + (2 * x) ** 2, at=3) == 30
    assert derivative(lambda x: (2 * x) * (2 * x), at=3) == 24
    assert derivative(lambda x: torch.sin(x**2), at=0.7) == pytest.approx(math.cos(0.49) * 1.4)
    assert 2 - 1 + 4 == 5 and "5" in lesson_07.exit07_2.options["B"]


def test_the_wires_of_exercise_1_give_the_whole_slope():
    s = lesson_07_paths.WIRES
    whole = s["x to u"] * s["u to v"] * s["v to z"] + s["x to u"] * s["u to z"]
    assert whole == derivative(lambda x: (3 * x) ** 2 + 3 * x, at=2) == 39


@pytest.mark.parametrize("case", lesson_07_sweeps.ex07_4.judge.cases, ids=lambda case: case.args[0].text)
def test_the_expected_sweeps_are_those_of_autograd(case):
    tape, value = case.args
    rules = {"add": lambda p, q: p + q, "mul": lambda p, q: p * q, "sin": torch.sin}
    inputs = lesson_07_sweeps._inputs_of(tape)
    t = {name: torch.tensor(value[name], requires_grad=True) for name in inputs}
    for out, op, names in tape:
        t[out] = rules[op](*(t[name] for name in names))
    last = t[tape[-1][0]]
    got = torch.autograd.grad(last, [t[name] for name in value])
    assert [g.item() for g in got] == pytest.approx(case.want)
    assert {name: t[name].item() for name in value} == pytest.approx(value)


def test_the_buggy_pass_leaves_x_at_0_and_one_word_mends_it():
    body = "\n".join(line[3:] for line in lesson_07_sweeps.BUGGY.splitlines())

    class Node:
        def __init__(self, number, wires=()):
            self.number, self.wires, self.grad = number, wires, 0.0

    for source, wanted in ((body, 0), (body.replace("node.number)", "node.number, reverse=True)"), 24)):
        x = Node(1)
        y = Node(2, [(x, 2.0)])
        z = Node(3, [(y, 6.0), (y, 6.0)])
        cell = {"everything_behind": lambda last, nodes=(y, x, z): nodes}
        exec(source, cell)
        cell["run_backward"](z)
        assert x.grad == wanted


def engine():
    """Run the cells of the notebook that make the engine, and return its names."""
    cells = nbformat.read(ROOT / "notebooks/07_follow_the_chain.ipynb", as_version=4).cells
    wanted = ("class Number:", "def number(a):", "def sin(a):", "def behind(z):", "def backward(z):")
    names = {"math": math}
    for start in wanted:
        (cell,) = [c for c in cells if c.cell_type == "code" and c.source.startswith(start)]
        exec(cell.source.partition("\nprint(")[0], names)
    return names


def test_the_engine_of_the_page_agrees_with_autograd_on_random_programs():
    own, rng = engine(), np.random.default_rng(7)
    for _ in range(60):
        start = rng.uniform(-1, 1, 3)
        plan = [(rng.choice(["add", "mul", "sin", "relu", "exp"]), *rng.integers(0, 3 + k, 2)) for k in range(12)]
        mine = [own["Number"](float(v)) for v in start]
        theirs = [torch.tensor(float(v), requires_grad=True) for v in start]
        for op, i, j in plan:
            for row, home in ((mine, own), (theirs, None)):
                a, b = row[i], row[j]
                act = {"add": lambda a=a, b=b: a + b, "mul": lambda a=a, b=b: 0.5 * a * b}
                act["sin"] = lambda a=a, h=home: h["sin"](a) if h else torch.sin(a)
                act["relu"] = lambda a=a, h=home: h["relu"](a) if h else torch.relu(a)
                act["exp"] = lambda a=a, h=home: h["exp"](-1 * (a * a)) if h else torch.exp(-1 * (a * a))
                row.append(act[op]())
        last_mine, last_theirs = mine[0] * mine[-1] + mine[-2], theirs[0] * theirs[-1] + theirs[-2]
        own["backward"](last_mine)
        wanted = torch.autograd.grad(last_theirs, theirs[:3], materialize_grads=True, allow_unused=True)
        assert [n.grad for n in mine[:3]] == pytest.approx([g.item() for g in wanted])


def test_the_engine_has_no_depth_limit():
    own = engine()
    x = y = own["Number"](1.0)
    for _ in range(5000):
        y = y + 1
    own["backward"](y)
    assert x.grad == 1
