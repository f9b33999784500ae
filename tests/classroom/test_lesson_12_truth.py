"""The facts that lesson 12's prompts, exercises and page state, computed again from scratch."""

import math

import pytest

import autograd_lite as torch
from classroom.bank import lesson_12, lesson_12_modes, lesson_12_values


def leaf(value):
    return torch.tensor(value, requires_grad=True)


@pytest.fixture(autouse=True)
def the_switch_is_put_back():
    yield
    left_on = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    assert left_on


def test_the_innermost_block_decides_in_all_eight_nestings():
    assert len(lesson_12_modes.NESTINGS) == 8
    for nesting, recorded in lesson_12_modes.NESTINGS.items():
        assert recorded == nesting.endswith("on")


def test_no_two_rules_of_the_nesting_table_agree():
    rows = [key.split(" > ") for key in lesson_12_modes.NESTINGS]
    tables = {slip: tuple(rule(*row) for row in rows) for slip, (rule, _) in lesson_12_modes.RULES.items()}
    assert len({*tables.values(), tuple(row[2] for row in rows)}) == len(tables) + 1


def test_the_answers_of_the_prompts():
    x = leaf(3.0)
    with torch.no_grad():
        y, w = x * x, leaf(2.0)
        z = 3 * w
    assert (y.item(), y.requires_grad, x.requires_grad) == (9, False, True)
    assert (w.requires_grad, z.requires_grad) == (True, False)

    x = leaf(2.0)
    ((x * x).detach() * x).backward()
    assert x.grad.item() == 4
    assert 3 * x.item() ** 2 == 12

    x = leaf([1.0, 2.0])
    y = x**2
    x.data.add_(1)
    y.sum().backward()
    assert x.grad.tolist() == [4, 6]


def test_exp_alone_refuses_a_write_into_its_result():
    refused = [lesson_12_values.is_refused(f, "result") for f in (torch.exp, lambda u: u**2, lambda u: 2 * u)]
    assert refused == [True, False, False]
    assert lesson_12.p12_6.right == "B"


def test_what_the_exercise_says_is_what_the_slopes_say():
    """A write is refused exactly where the slope, as a formula, holds the tensor that was written."""
    holds = {"exp(u)": "result", "u**2": "input", "2 * u": None, "sigmoid(u)": "result", "sin(u)": "input"}
    for entry, refused in lesson_12_values.REFUSED.items():
        name, _, place = entry.partition(", write into ")
        assert refused == (holds[name] == ("input" if place == "u" else "result")), entry


def test_the_slope_of_the_sigmoid_in_the_task():
    u = leaf(0.7)
    torch.sigmoid(u).backward()
    s = 1 / (1 + math.exp(-0.7))
    assert u.grad.item() == pytest.approx(s * (1 - s))


def test_momentum_moves_a_frozen_weight_whose_gradient_is_0():
    w = leaf(2.0)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    (w * w).backward()
    optimizer.step()
    assert w.item() == pytest.approx(1.6)
    w.requires_grad_(False)
    w.grad.zero_()
    optimizer.step()
    assert w.item() == pytest.approx(1.6 - 0.1 * 3.6) == 1.24
    w.grad = None
    optimizer.step()
    assert w.item() == pytest.approx(1.24)


def test_freezing_both_ways_in_the_run_of_the_exercise():
    def freeze(w):
        w.requires_grad_(False)
        w.grad = None

    then, end, _ = lesson_12_values.freezing_run(freeze)
    assert end[0] == then[0] and end[1] != then[1]
    then, end, _ = lesson_12_values.freezing_run(lambda w: w.requires_grad_(False))
    assert end[0] != then[0]


def test_three_layers_and_three_tools():
    def z(w, tool):
        h = w[0] * 1.0
        with torch.set_grad_enabled(tool != "no_grad"):
            p = w[1] * h
        return w[2] * (p.detach() if tool == "detach" else p)

    for tool, wanted in (("no_grad", [None, None, 6]), ("detach", [None, None, 6]), ("mark", [15, None, 6])):
        w = [leaf(v) for v in (2.0, 3.0, 5.0)]
        w[1].requires_grad_(tool != "mark")
        z(w, tool).backward()
        assert [None if t.grad is None else t.grad.item() for t in w] == wanted


@pytest.mark.parametrize("mended", [False, True])
def test_the_buggy_program_stops_in_its_second_round_and_a_block_mends_it(mended, capsys):
    body = "\n".join(line[3:] for line in lesson_12_modes.BUGGY.splitlines())
    if mended:
        body = body.replace(
            "    torch.set_grad_enabled(False)\n    return", "    with torch.no_grad():\n        return"
        )
    names = {"torch": torch, "w": leaf(1.0), "loss": lambda w: (w * 2 - 6) ** 2}
    if mended:
        exec(body, names)
        assert len(capsys.readouterr().out.split()) == 3
        return
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        exec(body, names)
    torch.set_grad_enabled(True)
    assert len(capsys.readouterr().out.split()) == 1


def test_a_checker_leaves_the_switch_on():
    for code in lesson_12_modes.ex12_2.wrong.values():
        names = {"torch": torch}
        exec(code, names)
        lesson_12_modes.ex12_2.check(names["step"])
        assert torch.is_grad_enabled()
    for code in lesson_12_values.ex12_4.wrong.values():
        names = {"torch": torch}
        exec(code, names)
        lesson_12_values.ex12_4.check(names["freeze"])
        assert torch.is_grad_enabled()


@pytest.mark.parametrize("case", lesson_12_values.ex12_5.judge.cases, ids=lambda case: f"w={case.args[0]}")
def test_the_expected_losses_are_those_of_a_held_target(case):
    w, x, r, x_next = case.args
    t = leaf(w)
    target = r + w * x_next  # a plain number
    loss = (t * x - target) ** 2
    loss.backward()
    assert [loss.item(), t.grad.item()] == pytest.approx(case.want)
