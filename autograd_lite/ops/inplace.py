"""Writing into a tensor: add_, mul_, zero_ and the like, with the rules that keep gradients right.

A write raises the version of the memory, so that a node which saved the old numbers notices. It is refused where it
would cut a leaf from its own history. Nothing is written before every check has passed.
"""

from __future__ import annotations

import numpy as np

from ..autograd.grad_mode import mode
from ..tensor import Tensor
from . import pointwise

WHY_LEAF = (
    "\nWhy: a recorded leaf is where gradients arrive; overwriting it inside the recording would lose that place. "
    "What to do: update under `with torch.no_grad():`, or work on x.clone(). See lesson 12."
)


def check_writable(tensor: Tensor) -> None:
    """Raise RuntimeError if an in-place operation on `tensor` is forbidden here."""
    if not (mode.enabled and tensor._requires_grad):
        return
    if tensor._edge is None:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation." + WHY_LEAF)


def write(tensor: Tensor, result: Tensor) -> Tensor:
    """Put the numbers of `result` into `tensor` and let its history be that of `result`."""
    shape = tensor._data.shape
    if result._data.shape != shape and np.broadcast_shapes(result._data.shape, shape) != shape:
        raise RuntimeError(
            f"output with shape {list(tensor.shape)} doesn't match the broadcast shape {list(result.shape)}\n"
            "Why: writing in place cannot change the shape. What to do: make a new tensor, x = x + y."
        )
    if tensor._data.__class__ is np.ndarray:
        tensor._data[...] = result._data
    else:
        tensor._data = tensor._data.dtype.type(result._data)
    tensor._bump_version()
    if result._requires_grad:
        tensor._requires_grad = True
        tensor._edge = result._edge
    return tensor


def add_(input, other, *, alpha=1):
    """Add `other` to `input` in place."""
    check_writable(input)
    return write(input, pointwise.add(input, other, alpha=alpha))


def sub_(input, other, *, alpha=1):
    """Subtract `other` from `input` in place."""
    check_writable(input)
    return write(input, pointwise.sub(input, other, alpha=alpha))


def mul_(input, other):
    """Multiply `input` by `other` in place."""
    check_writable(input)
    return write(input, pointwise.mul(input, other))


def div_(input, other):
    """Divide `input` by `other` in place."""
    check_writable(input)
    return write(input, pointwise.div(input, other))


def zero_(input):
    """Set every element to 0 in place."""
    check_writable(input)
    return write(input, pointwise.mul(input.detach(), 0))
