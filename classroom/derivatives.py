"""The three-line recipe of lesson 00, given a name.

Mark the input, compute with it, walk back: every lesson from 01 on gets its numbers through these lines.
"""

import autograd_lite as torch


def derivative(f, at):
    """Compute f′(at) for a function f of one number, as a float.

    >>> derivative(lambda x: x**2, at=3)
    6.0
    """
    x = torch.tensor(float(at), requires_grad=True)
    f(x).backward()
    return x.grad.item()


def gradient(f, at):
    """Compute the partial derivatives of f at a point, as a list with one float per variable.

    A variable that f does not use has slope 0.

    >>> gradient(lambda x, y: x * y, at=(2, 5))
    [5.0, 2.0]
    """
    point = [torch.tensor(float(a), requires_grad=True) for a in at]
    f(*point).backward()
    return [0.0 if x.grad is None else x.grad.item() for x in point]
