"""Lesson 14, the capstone exercise: a whole training loop, judged by five assertions on real penguins."""

import numpy as np

import autograd_lite as torch
from classroom.exercises import Exercise, Finding, Unfinished, only_dots
from classroom.judges import as_numbers, ask
from classroom.wording import show
from figures.species_network import measured

SPLITS = (4, 6)  # seeds of the two splits that the check uses
TRAINED = 274
SHARE = 0.96


def _split(seed):
    birds, label = measured()
    order = np.random.default_rng(seed).permutation(len(birds))
    return birds, label, order[:TRAINED], order[TRAINED:]


def _judge_teach(answer):
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`teach` is {show(answer)}. Write a function: def teach(x, label):")
    if only_dots(answer):
        raise Unfinished("The body of `teach` is still `...`.")
    right, total = [], 0
    for seed in SPLITS:
        birds, label, seen, held = _split(seed)
        given = ask(answer, (birds[seen], label[seen]), f"teach on {TRAINED} birds")
        if given is ...:
            raise Unfinished("teach still gives `...`.")
        fault = _form(given) or _weights(given[1]) or _losses(given[2], given[1])
        if fault:
            return fault
        answers = _answers(given[0], birds[held])
        if isinstance(answers, Finding):
            return answers
        right.append(int((answers == label[held]).sum()))
        total += len(held)
    if sum(right) < SHARE * total:
        return Finding(
            f"Assertion 5: {sum(right)} of {total} held-out birds are right, {show(100 * sum(right) / total)} %. "
            "Train longer, or with a larger rate.",
            "too few right",
        )
    return None


def _form(given):
    if not (isinstance(given, tuple | list) and len(given) == 3):
        return Finding("teach should return three things: predict, weights, losses.")
    predict, weights, losses = given
    lists = isinstance(weights, list | tuple) and isinstance(losses, list | tuple | np.ndarray)
    if not callable(predict) or not lists:
        return Finding(
            "predict is a function of measurements, weights and losses are lists. Return them in this order."
        )
    if not weights or not all(isinstance(w, torch.Tensor) for w in weights):
        return Finding("`weights` should be a list of the tensors that were trained.")
    return None


def _weights(weights):
    """Assertions 1 and 2: leaves that still ask for gradients, and none of them holds an old one."""
    for place, w in enumerate(weights):
        if not (w.is_leaf and w.requires_grad):
            what = "is the result of a recorded operation" if not w.is_leaf else "no longer asks for a gradient"
            return Finding(
                f"Assertion 1: weights[{place}] {what}. Update in place, under no_grad: w -= rate * w.grad.", "no leaf"
            )
    left = [place for place, w in enumerate(weights) if w.grad is not None and as_numbers(w.grad).any()]
    if left:
        return Finding(
            f"Assertion 2: weights[{left[0]}].grad still holds numbers. Clear it after each step, or the next backward "
            "adds to it. The birds would not tell you: such a loop can still score well.",
            "left over",
        )
    return None


def _losses(losses, weights):
    """Assertion 3: plain numbers that end below 0.2."""
    if any(isinstance(loss, torch.Tensor) and loss.grad_fn is not None for loss in losses):
        return Finding(
            "`losses` holds tensors, and each of them keeps its whole graph alive. Store loss.item().", "whole graphs"
        )
    numbers = as_numbers(list(losses))
    if numbers is None or numbers.ndim != 1 or len(numbers) < 2:
        return Finding("`losses` should hold one number for each step, two or more.")
    first, last = numbers[0], numbers[-1]
    told = f"Assertion 3: the loss goes from {show(first)} to {show(last)}."
    if first > 20:
        return Finding(f"{told} That is a sum over the birds. Take the mean: then the rate fits any number.", "sum")
    if last < 0.2:
        return None
    if first == last:
        return Finding(f"{told} No weight moves. `w = w - …` gives the name to a new tensor; write `w -= …`.", "still")
    if not last < first:
        return Finding(f"{told} It climbs: a step goes against the gradient, w −= rate · w.grad.", "uphill")
    first_layer = as_numbers(weights[0])
    if first_layer.ndim == 2 and first_layer.shape[1] > 1 and np.ptp(first_layer, axis=1).max() < 1e-9:
        return Finding(
            f"{told} All columns of weights[0] are alike, so all hidden numbers are. Start from different numbers.",
            "alike",
        )
    return Finding(
        f"{told} It should end below 0.2. Are the measurements standardised? Are there enough steps?", "slow"
    )


def _answers(predict, birds):
    """Assertion 4: one bird alone gets the answer it gets in company."""
    together = _species(ask(predict, (birds,), f"predict on {len(birds)} birds"), len(birds))
    if together is None:
        return Finding("predict should return one species 0, 1 or 2 for each row that it gets.")
    alone = [_species(ask(predict, (birds[k : k + 1],), "predict on one bird"), 1) for k in range(12)]
    if any(one is None or one[0] != k for one, k in zip(alone, together, strict=False)):
        return Finding(
            "Assertion 4: a bird alone gets another answer than among others. Its numbers must not depend on "
            "its company: use the mean and the spread of the training birds.",
            "company",
        )
    return together


def _species(given, count):
    numbers = as_numbers(given)
    if numbers is None or numbers.shape != (count,) or not set(numbers) <= {0.0, 1.0, 2.0}:
        return None
    return numbers.astype(int)


TEACH = """\
import numpy as np


def teach(x, label):
    mean, spread, rng = x.mean(0), x.std(0), np.random.default_rng(0)
    W1 = torch.tensor(rng.uniform(-0.5, 0.5, (4, 8)), requires_grad=True)
    b1 = torch.zeros(8, requires_grad=True)
    W2 = torch.tensor(rng.uniform(-0.5, 0.5, (8, 3)), requires_grad=True)
    b2 = torch.zeros(3, requires_grad=True)
    weights, losses = [W1, b1, W2, b2], []

    def scores(rows):
        return torch.tanh(torch.tensor((rows - mean) / spread) @ W1 + b1) @ W2 + b2

    for step in range(200):
        s = scores(x)
        own = s[torch.arange(len(label)), torch.tensor(label)]
        loss = (torch.logsumexp(s, 1) - own).mean()
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            for w in weights:
                w -= 0.5 * w.grad
                w.grad = None
    return lambda rows: scores(rows).argmax(1).numpy(), weights, losses"""
_HEAD = "    def scores(rows):\n"
_REBIND = """\
        slopes = torch.autograd.grad(loss, weights)
        losses.append(loss.item())
        weights[:] = [w - 0.5 * slope for w, slope in zip(weights, slopes)]"""
_STEP = TEACH[TEACH.index("        loss.backward()") : TEACH.index("\n    return lambda")]
_UPDATE = "                w -= 0.5 * w.grad\n                w.grad = None"

ex14_4 = Exercise(
    name="ex14_4",
    task=(
        "Write the whole loop, about 20 lines: `teach(x, label)` gets NumPy arrays: raw measurements, one row of four "
        "per bird, and species 0, 1 or 2. It returns `predict, weights, losses`: a function from raw rows to species, "
        "the trained tensors, one number per step. Five assertions: (1) every weight is still a leaf that asks for "
        "gradients; (2) no `.grad` is left over; (3) the mean loss ends below 0.2; "
        "(4) a bird alone is named as among others; (5) 96 % of held-out birds are right, over two splits."
    ),
    answer="teach",
    stub="def teach(x, label):\n    return ...",
    judge=_judge_teach,
    why="A loop with its own data, network, loss, gradients and steps. All of it is yours, and all of it was checked.",
    hints=(
        "Mean and spread of x first; keep both, predict needs them. Then four leaves, and a function scores(rows).",
        "In the loop: loss, backward, losses.append(loss.item()). Then under no_grad w -= 0.5 * w.grad, w.grad = None.",
        "Return lambda rows: scores(rows).argmax(1).numpy(), then the list of weights, then the losses.",
    ),
    solution_code=TEACH,
    reasoning="Every line stands above on this page. New is that predict carries the training birds' mean.",
    inferior="The same loop without w.grad = None. It names the birds well, and its steps are no gradient descent.",
    right=(
        TEACH.replace("torch.tanh(", "torch.relu("),
        TEACH.replace("loss.backward()", "slopes = torch.autograd.grad(loss, weights)").replace(
            "for w in weights:\n" + _UPDATE,
            "for w, slope in zip(weights, slopes):\n                w -= 0.5 * slope",
        ),
    ),
    wrong={
        "no leaf": TEACH.replace(_HEAD, _HEAD + "        W1, b1, W2, b2 = weights\n").replace(_STEP, _REBIND),
        "left over": TEACH.replace("\n                w.grad = None", ""),
        "whole graphs": TEACH.replace("loss.item()", "loss"),
        "sum": TEACH.replace(".mean()\n        loss", ".sum()\n        loss").replace("0.5 * w.grad", "0.01 * w.grad"),
        "still": TEACH.replace(_UPDATE, "                w = w - 0.5 * w.grad")
        .replace("loss.backward()", "for w in weights:\n            w.grad = None\n        loss.backward()")
        .replace("    return lambda", "    for w in weights:\n        w.grad = None\n    return lambda"),
        "uphill": TEACH.replace("w -= 0.5", "w += 0.001"),
        "alike": TEACH.replace("rng.uniform(-0.5, 0.5, (4, 8))", "np.zeros((4, 8))").replace(
            "rng.uniform(-0.5, 0.5, (8, 3))", "np.zeros((8, 3))"
        ),
        "slow": TEACH.replace("range(200)", "range(5)"),
        "company": TEACH.replace("(rows - mean) / spread", "(rows - rows.mean(0)) / (rows.std(0) + 1e-9)"),
        "too few right": TEACH.replace("return lambda rows: scores(rows)", "return lambda rows: (-scores(rows))"),
    },
)
