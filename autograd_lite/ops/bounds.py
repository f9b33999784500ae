"""Bounds and masks: maximum, minimum, clamp, masked_fill.

The gradient goes to the value that was chosen. At a tie `maximum` and `minimum` share it, `clamp` lets it through.
"""

from __future__ import annotations

import math

import numpy as np

from .. import dtypes
from ..autograd.operation import binary, unary
from ..tensor import Tensor
from .choice import Where, where
from .formula import OfBoth, OfInput, require
from .promotion import beside_number, constant


class MaskedFill(Where):
    """A mask's places get one value: what stood there gets no gradient."""


class ClampFrom(OfBoth, value=np.maximum, name="ClampBackward0"):
    """A lower bound per element: at a tie the gradient goes to the element, not to the bound."""

    def rule(grad, x, low):
        return where(x >= low, grad, 0.0), where(x < low, grad, 0.0)


class ClampTo(OfBoth, value=np.minimum, name="ClampBackward0"):
    """An upper bound per element."""

    def rule(grad, x, high):
        return where(x <= high, grad, 0.0), where(x > high, grad, 0.0)


class Maximum(OfBoth, value=np.maximum):
    """∂max(x, y)/∂x = 1 where x > y, ½ at a tie."""

    def rule(grad, x, y):
        tie = grad * 0.5 * (x == y)
        return grad * (x > y) + tie, grad * (y > x) + tie


class Minimum(OfBoth, value=np.minimum):
    """∂min(x, y)/∂x = 1 where x < y, ½ at a tie."""

    def rule(grad, x, y):
        tie = grad * 0.5 * (x == y)
        return grad * (x < y) + tie, grad * (y < x) + tie


class Clamp(OfInput, value=np.clip, name="ClampBackward1"):
    """d clamp(x)/dx = 1 between the bounds and on them, 0 outside."""

    def rule(grad, x, low, high):
        above = x >= (-math.inf if low is None else low)
        return where(above & (x <= (math.inf if high is None else high)), grad, 0.0)


class ClampMin(Clamp, name="ClampMinBackward0"):
    """The lower bound alone, under torch's other name."""


class ClampMax(Clamp, name="ClampMaxBackward0"):
    """The upper bound alone, under torch's other name."""


def maximum(input, other):
    """Return the larger of each pair of elements; shapes broadcast."""
    return binary(Maximum, input, other)


def minimum(input, other):
    """Return the smaller of each pair of elements; shapes broadcast."""
    return binary(Minimum, input, other)


def clamp(input, min=None, max=None):
    """Return each element moved into the interval from `min` to `max`: numbers, tensors, or one of them left out.

    Raises RuntimeError if both bounds are missing.
    """
    require(min is not None or max is not None, "clamp_without_bounds")
    if not isinstance(min, Tensor) and not isinstance(max, Tensor):
        return _clamp(Clamp, input, min, max)
    for op, bound in ((ClampFrom, min), (ClampTo, max)):
        input = input if bound is None else binary(op, input, constant(bound, input))
    return input


def _clamp(op, x, low, high):
    for bound in (low, high):
        x = x if bound is None else beside_number(x, bound)
    return unary(op, x, low, high)


clip = clamp  # torch has both names


def clamp_min(input, min):
    """Return each element, or `min` where it is larger."""
    return _clamp(ClampMin, input, min, None)


def clamp_max(input, max):
    """Return each element, or `max` where it is smaller."""
    return _clamp(ClampMax, input, None, max)


def masked_fill(input, mask, value):
    """Return `input` with `value` (a number or a 0-d tensor) where `mask` is True.

    Raises RuntimeError for a mask that is not boolean and for a value with dimensions.
    """
    require(mask._data.dtype.kind == "b", "masked_fill_mask", dtype=dtypes.C_NAMES[mask.dtype])
    value = constant(value, input)
    require(value.ndim == 0, "masked_fill_value", ndim=value.ndim)
    return MaskedFill.apply(value.to(input.dtype), input, mask._data)
