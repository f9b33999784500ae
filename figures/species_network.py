"""The network of lesson 14, as the registered pictures need it: the same split, start and steps as on the page."""

from pathlib import Path

import numpy as np

import autograd_lite as torch

PENGUINS = Path(__file__).parents[1] / "notebooks" / "data" / "penguins.csv"
NAMES = ("Adelie", "Chinstrap", "Gentoo")
MARKS = ("o", "s", "^")
TRAINED, HIDDEN, STEPS, RATE = 274, 8, 200, 0.5


def measured():
    """Return four measurements of each complete bird, and its species 0, 1 or 2."""
    table = np.genfromtxt(PENGUINS, delimiter=",", skip_header=1, usecols=(2, 3, 4, 5))
    names = np.genfromtxt(PENGUINS, delimiter=",", skip_header=1, usecols=0, dtype=str)
    complete = ~np.isnan(table).any(axis=1)
    return table[complete], np.array([NAMES.index(name) for name in names[complete]])


def trained(seed):
    """Train on one split; return both losses and the wrong answers per step, the held-out birds, and the answers."""
    birds, label = measured()
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(birds))
    seen, held = order[:TRAINED], order[TRAINED:]
    x = (birds - birds[seen].mean(0)) / birds[seen].std(0)
    shapes = ((4, HIDDEN), HIDDEN, (HIDDEN, 3), 3)
    weights = [
        torch.tensor(rng.uniform(-0.5, 0.5, shape) if isinstance(shape, tuple) else np.zeros(shape), requires_grad=True)
        for shape in shapes
    ]
    curve = {"train": [], "held": [], "wrong": []}
    for _ in range(STEPS):
        loss = _loss(weights, x[seen], label[seen])
        with torch.no_grad():
            curve["held"].append(_loss(weights, x[held], label[held]).item())
            curve["wrong"].append(int((_answers(weights, x[held]) != label[held]).sum()))
        curve["train"].append(loss.item())
        slopes = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            for weight, slope in zip(weights, slopes, strict=True):
                weight -= RATE * slope
    with torch.no_grad():
        return {**curve, "birds": held, "label": label[held], "answer": _answers(weights, x[held])}


def _scores(weights, x):
    first, shift, second, last = weights
    return torch.tanh(torch.tensor(x) @ first + shift) @ second + last


def _loss(weights, x, label):
    scores = _scores(weights, x)
    own = scores[torch.arange(len(label)), torch.tensor(label)]
    return (torch.logsumexp(scores, 1) - own).mean()


def _answers(weights, x):
    return _scores(weights, x).argmax(1).numpy()
