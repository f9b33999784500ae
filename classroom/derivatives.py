"""The three-line recipe of lesson 00, given a name.

Mark the input, compute with it, walk back: every lesson from 01 on gets its numbers through these lines.
"""

import functools

import autograd_lite as torch
from classroom.wording import show


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
    if not hasattr(at, "__iter__"):
        raise TypeError(f"at = {at!r} is one number. Give one for each variable, such as at=(2, 1).")
    point = [torch.tensor(float(a), requires_grad=True) for a in at]
    f(*point).backward()
    return [0.0 if x.grad is None else x.grad.item() for x in point]


def _explained(compute):
    """Say what is wrong with an f that gives no tensor; Python's own words are about an attribute `backward`."""

    @functools.wraps(compute)
    def checked(f, at):
        @functools.wraps(f)
        def asked(*inputs):
            z = f(*inputs)
            if not isinstance(z, torch.Tensor):
                raise TypeError(
                    f"f gave {show(z)}, which is not a tensor. Why: only operations on tensors are "
                    "recorded. What to do: return one tensor, made with + - * / ** or with torch.sin and the like, "
                    "not with those of math or SymPy."
                )
            return z

        return compute(asked, at)

    return checked


# Not as decorators: lesson 01 prints the three lines of `derivative` as they stand.
derivative, gradient = _explained(derivative), _explained(gradient)
