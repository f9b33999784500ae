"""What the figures of lesson 11 share: a function and its derivatives, each computed from the one before it."""

import numpy as np

import autograd_lite as torch

HIGHEST = 5  # the highest derivative that is drawn
NAMES = ("f", "f'", "f''", "f'''", "f^{(4)}", "f^{(5)}", "f^{(6)}")


def derivatives(f, x, count):
    """Return f, f′, f″, … up to order `count` at the numbers x, as arrays; each is the gradient of the last one."""
    place = torch.tensor(np.asarray(x, float), requires_grad=True)
    y = f(place)
    rows = [y]
    for _ in range(count):
        (y,) = torch.autograd.grad(y.sum(), place, create_graph=True)
        rows.append(y)
    return np.round([row.detach().numpy() for row in rows], 9) + 0.0


def recorded(f, at, count):
    """Return how many operations f at one number records, and how many new ones each further derivative adds."""
    x = torch.tensor(float(at), requires_grad=True)
    y, known, added = f(x), set(), []
    for order in range(count + 1):
        if order:
            (y,) = torch.autograd.grad(y, x, create_graph=True)
        found = _operations(y) - known
        known |= found
        added.append(len(found))
    return added


def _operations(y):
    """Return the nodes behind y that stand for an operation: those with inputs of their own."""
    found, waiting = set(), [y.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node.next_functions and node not in found:
            found.add(node)
            waiting += [source for source, _ in node.next_functions]
    return found
