"""Choosing between values: where, maximum, minimum, clamp.

The gradient goes to the value that was chosen. At a tie `maximum` and `minimum` share it, `clamp` lets it through.
"""

from __future__ import annotations

import numpy as np

from ..autograd.operation import Operation, binary, promoted, unary
from ..tensor import Tensor, wrap


class Where(Operation):
    """∂where(c, x, y)/∂x = 1 where c, else 0; ∂/∂y = 1 where not c, else 0."""

    @staticmethod
    def forward(ctx, x, y, condition):
        ctx.save_for_backward(condition)
        return np.where(condition, x, y)[()]

    @staticmethod
    def backward(ctx, grad):
        (condition,) = ctx.saved_tensors
        return where(condition, grad, 0.0), where(condition, 0.0, grad)


class Maximum(Operation):
    """∂max(x, y)/∂x = 1 where x > y, ½ at a tie."""

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return np.maximum(x, y)

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        tie = grad * 0.5 * (x == y)
        return grad * (x > y) + tie, grad * (y > x) + tie


class Minimum(Operation):
    """∂min(x, y)/∂x = 1 where x < y, ½ at a tie."""

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return np.minimum(x, y)

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        tie = grad * 0.5 * (x == y)
        return grad * (x < y) + tie, grad * (y < x) + tie


class Clamp(Operation):
    """d clamp(x)/dx = 1 between the bounds and on them, 0 outside."""

    name = "ClampBackward1"

    @staticmethod
    def forward(ctx, x, low, high):
        inside = np.ones_like(x, dtype=bool)
        if low is not None:
            inside = inside & (x >= low)
        if high is not None:
            inside = inside & (x <= high)
        ctx.save_for_backward(inside)
        return np.clip(x, low, high)

    @staticmethod
    def backward(ctx, grad):
        (inside,) = ctx.saved_tensors
        return grad * inside


def where(condition, input, other):
    """Return `input` where `condition` is True, `other` elsewhere; shapes broadcast."""
    if not any(isinstance(v, Tensor) for v in (condition, input, other)):
        return np.where(condition, input, other)[()]
    x, y = _as_tensor(input, other), _as_tensor(other, input)
    x, y = promoted(x, y)
    return Where.apply(x, y, condition._data if isinstance(condition, Tensor) else condition)


def maximum(input, other):
    """Return the larger of each pair of elements; shapes broadcast."""
    return binary(Maximum, input, other)


def minimum(input, other):
    """Return the smaller of each pair of elements; shapes broadcast."""
    return binary(Minimum, input, other)


def clamp(input, min=None, max=None):
    """Return each element moved into the interval from `min` to `max` (either may be left out).

    Raises RuntimeError if both bounds are missing.
    """
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    return unary(Clamp, input, min, max)


def _as_tensor(value, beside):
    if isinstance(value, Tensor):
        return value
    if isinstance(beside, Tensor) and (beside._data.dtype.kind == "f" or not isinstance(value, float)):
        return wrap(beside._data.dtype.type(value))
    return wrap(np.asarray(value)[()])
