"""The facts that lesson 09's exercises, prompts and prose state, computed again from scratch."""

import numpy as np
import pytest

import autograd_lite as torch
from classroom import derivative
from classroom.bank import lesson_09, lesson_09_grads, lesson_09_loops


def leaf(value):
    return torch.tensor(value, requires_grad=True)


def test_the_numbers_in_the_prompts():
    assert derivative(lambda x: (2 * x) * (2 * x), at=3) == 24
    assert 3 * 24 == 72 and "72" in lesson_09.p09_5.options["B"]
    assert 24**3 == 13824 and "13824" in lesson_09.p09_5.options["C"]
    assert derivative(lambda y: y * y, at=6) == 12
    assert derivative(lambda x: 2 * x + 2 * x + 2 * x, at=5) == 6
    assert derivative(lambda w: w * w, at=0.5) == 1
    assert 5 - 2 == 3 and lesson_09.exit09_2.options["A"].startswith("3")


def test_the_last_round_of_the_rebound_name_comes_back_to_the_leaf():
    w = leaf(0.5)
    (w * w).backward()
    moved = w - 0.1 * w.grad.item()
    (moved * moved).backward()
    assert not moved.is_leaf and moved.grad_fn is not None
    assert w.grad.item() == pytest.approx(1 + 2 * 0.4)


def test_the_table_of_exercise_1_is_what_its_program_leaves():
    names = {"torch": torch}
    exec(lesson_09_grads.PROGRAM, names)
    held = {f"{name}.grad": names[name].grad for name in "abcd"}
    assert not names["s"].retains_grad and not names["s"].is_leaf
    held["s.grad"] = None
    names["a"].grad.zero_()
    held["after zero_()"] = names["a"].grad.clone()
    wanted = dict(lesson_09_grads.HELD)
    assert wanted.pop("a.grad") == 2 * 2 * 10 * 5
    held.pop("a.grad")  # zero_ has changed it too: it is the same tensor
    assert {entry: "None" if value is None else value.item() for entry, value in held.items()} == wanted


def looped(after=None, line=None, **settings):
    """Run the program of the bug hunt, with one more line if told; return its losses."""
    source = lesson_09_loops.BUGGY if after is None else lesson_09_loops.with_line(after, line)
    names = {"torch": torch}
    exec(source, names)
    return np.array(names["train"](torch.tensor(lesson_09_loops.X), torch.tensor(lesson_09_loops.Y), **settings))


def test_the_bug_is_that_large():
    """The right loop ends within 1 % of its minimum, the buggy one at least 50 % above its own."""
    right, buggy = looped(8, "w.grad = None"), looped()
    assert right[-1] <= 1.01 * right.min()
    assert right[-1] <= 1.01 * lesson_09_loops.LOWEST
    assert buggy[-1] >= 1.5 * buggy.min()


def test_the_buggy_loss_falls_faster_and_then_climbs_to_its_start():
    right, buggy = looped(8, "w.grad = None"), looped()
    assert (buggy[:2] == right[:2]).all() and (buggy[2:5] < right[2:5]).all()
    assert (np.diff(buggy[:5]) < 0).all() and (np.diff(buggy[4:9]) > 0).all()
    assert buggy[8] > buggy[0]
    for eta in (0.01, 0.001, 0.0001):
        losses = looped(eta=eta, steps=200)
        low = int(np.argmax(np.diff(losses) > 0))
        assert losses[low] < 0.1 * losses[0] and losses[low:].max() > losses[0]


def test_never_clearing_is_momentum_of_share_1():
    w = leaf(0.0)
    x, y = torch.tensor(lesson_09_loops.X), torch.tensor(lesson_09_loops.Y)
    optimizer, losses = torch.optim.SGD([w], lr=0.01, momentum=1), []
    for _ in range(30):
        loss = ((w * x - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses == pytest.approx(looped())


def test_the_swing_does_not_fade():
    """On a parabola the loop is u ← 2u − u₋₁ − η·L″·u, whose factors have modulus 1: no friction."""
    curvature = 2 * np.mean(np.square(lesson_09_loops.X))
    factors = np.roots([1, -(2 - 0.01 * curvature), 1])
    assert np.abs(factors) == pytest.approx(1)
    losses = looped(steps=2000)
    assert losses[-40:].max() > losses[0]


@pytest.mark.parametrize("after", range(1, 11))
def test_where_the_missing_line_may_stand(after):
    verdict = lesson_09.ex09_2.check((after, "w.grad = None"))
    assert verdict.ok == (after in (4, 5, 8, 9)), verdict


def test_a_line_that_prints_or_nothing_is_no_repair():
    for line in ("pass", "w.requires_grad_()", "loss = loss / 2"):
        assert lesson_09.ex09_2.check((5, line)).kind == "Not yet"


def test_the_batches_are_of_one_size_only_once():
    assert [len(set(sizes)) == 1 for sizes in lesson_09_grads.SIZES] == [True, False, False, False, False]
    for start, pairs in lesson_09_grads.RUNS:
        x, y = (np.concatenate(part) for part in zip(*pairs, strict=True))
        whole = derivative(lambda w, x=x, y=y: ((w * torch.tensor(x) - torch.tensor(y)) ** 2).mean(), at=start)
        assert whole == pytest.approx(lesson_09_grads._whole(start, pairs))


def test_the_fits_of_exercise_6_are_those_of_autograd():
    for case in lesson_09.ex09_6.judge.cases:
        x, y, eta, steps = case.args
        w, b = leaf(0.0), leaf(0.0)
        for _ in range(steps):
            slopes = torch.autograd.grad(((w * torch.tensor(x) + b - torch.tensor(y)) ** 2).mean(), (w, b))
            w, b = (leaf(p.item() - eta * slope.item()) for p, slope in zip((w, b), slopes, strict=True))
        assert [w.item(), b.item()] == pytest.approx(list(case.want))
