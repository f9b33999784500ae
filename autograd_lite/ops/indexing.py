"""Picking elements: x[i], x[a:b], x[mask]. The gradient goes back to the places that were picked."""

from __future__ import annotations

import numpy as np

from ..autograd.operation import Operation, unary
from ..tensor import Tensor
from .shape import take_view


class Select(Operation):
    """∂x[i]/∂x: the gradient at the place that was picked, 0 elsewhere."""

    attributes = ("key", "shape")

    @staticmethod
    def forward(ctx, x, key):
        ctx.key, ctx.shape = key, x.shape
        return x[key]

    @staticmethod
    def backward(ctx, grad):
        return put(grad, ctx.key, ctx.shape)


class Slice(Select):
    """A range of places, under torch's name."""


class Index(Select):
    """Places listed by integers or a mask; a place listed twice collects twice."""


class Put(Operation):
    """The reverse of picking: zeros, with `x` added at the places `key`."""

    name = "IndexPutBackward0"
    attributes = ("key",)

    @staticmethod
    def forward(ctx, x, key, shape):
        ctx.key = key
        out = np.zeros(shape, x.dtype)
        np.add.at(out, key, x)
        return out

    @staticmethod
    def backward(ctx, grad):
        return pick(grad, ctx.key)


def getitem(input, key):
    """Return `input[key]`: a view for integers, ranges and None; a copy for lists of places and masks."""
    keys = key if isinstance(key, tuple) else (key,)
    plain = tuple(_plain(k) for k in keys)
    _check_bounds(input, plain)
    if any(isinstance(k, np.ndarray) for k in plain):
        return unary(Index, input, plain)
    kind = Select if any(isinstance(k, int) for k in plain) else Slice
    return take_view(kind, input, plain if Ellipsis in plain else (*plain, Ellipsis))


def pick(x, key):
    """Return `x[key]` for a key that was checked before, on a tensor or an array."""
    return unary(Index, x, key)


def put(grad, key, shape):
    """Return zeros of `shape` with `grad` added at the places `key`."""
    return unary(Put, grad, key, shape)


def _plain(key):
    """Return one part of a key in NumPy's terms."""
    if isinstance(key, Tensor):
        array = key.numpy(force=True)
        return array if array.ndim or array.dtype == bool else int(array)
    if isinstance(key, (list, range)):
        return np.asarray(key)
    if isinstance(key, (np.integer,)):
        return int(key)
    if isinstance(key, slice) and key.step is not None and key.step < 0:
        raise ValueError("step must be greater than zero\nWhat to do: use torch.flip to read backwards.")
    if isinstance(key, str):
        raise IndexError("too many indices for tensor of dimension 1\nWhy: text is no place in a tensor.")
    return key


def _check_bounds(input, keys) -> None:
    """Raise torch's IndexError for a place that does not exist."""
    if input.ndim == 0 and any(isinstance(k, int) and not isinstance(k, bool) for k in keys):
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number"
        )
    used = sum(
        (k.ndim if isinstance(k, np.ndarray) and k.dtype == bool else 1)
        for k in keys
        if k is not None and k is not Ellipsis
    )
    if used > input.ndim:
        raise IndexError(f"too many indices for tensor of dimension {input.ndim}")
    dim = 0
    for k in keys:
        if k is None:
            continue
        if k is Ellipsis:
            break
        if isinstance(k, int) and not isinstance(k, bool) and not -input.shape[dim] <= k < input.shape[dim]:
            raise IndexError(f"index {k} is out of bounds for dimension {dim} with size {input.shape[dim]}")
        dim += 1
