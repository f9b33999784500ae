"""Division, whole-number division and its remainder, and the reciprocal."""

from __future__ import annotations

import numpy as np

from ..autograd.operation import Operation
from ..refusals import refuse
from ..tensor import Tensor
from .elementary import floor, trunc
from .formula import OfBoth, OfResult, OfShape, function_of, require
from .operands import operators, two
from .pointwise import mul


class Div(Operation):
    """∂(x/y)/∂x = 1/y, ∂(x/y)/∂y = −x/y²."""

    decimals = True

    needs_itself = (False, True)

    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x / y

    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        return grad / y, -grad * ((x / y) / y)


class DivNumber(Operation):
    """∂(x/k)/∂x = 1/k."""

    name = "DivBackward0"
    decimals = True

    def forward(ctx, x, k):
        ctx.save_for_backward(k)
        return x / k

    def backward(ctx, grad):
        (k,) = ctx.saved_tensors
        return grad / k


class Reciprocal(OfResult, value=lambda x: 1.0 / x, rule=lambda grad, out: -grad * (out * out)):
    """Return 1/x of each element: d(1/x)/dx = −1/x² = −(1/x)²."""


class Remainder(OfBoth, name="RemainderBackward1", rule=lambda grad, x, y: (grad, -grad * floor(x / y))):
    """x − y·⌊x/y⌋: ∂/∂x = 1, ∂/∂y = −⌊x/y⌋ (between the jumps)."""

    def value(x, y):
        return np.remainder(x, checked_divisor(x, y, "remainder_cpu"))


class RemainderNumber(OfShape, value=Remainder.value, name="RemainderBackward0", rule=lambda grad, shape, k: grad):
    """x − k·⌊x/k⌋ has slope 1 between the jumps."""


class FloorDivide(OfShape, name="NotImplemented"):
    """⌊x/y⌋: torch has no rule for it, so a backward pass that meets it is refused."""

    def value(x, y):
        return np.floor_divide(x, checked_divisor(x, y, "div_floor_cpu"))

    def rule(grad, shape, y):
        raise refuse("no_derivative", operation="floor_divide")


DivNumber.node_type._constants = 1


def checked_divisor(x, y, kernel: str):
    """Return `y`. Raises torch's errors for booleans, and for an integer division by zero."""
    require(x.dtype.kind != "b", "not_for_bool", function=kernel)
    require(x.dtype.kind != "i" or isinstance(y, float) or np.all(y), "integer_zero_division")
    return y


def div(input, other, *, rounding_mode=None):
    """Return input/other as a decimal; with rounding_mode "floor" or "trunc" the whole part of it."""
    if rounding_mode is None:
        return two(Div, DivNumber, input, other)
    require(rounding_mode in ("floor", "trunc"), "rounding_mode", mode=rounding_mode)
    return floor_divide(input, other) if rounding_mode == "floor" else trunc(div(input, other))


def floor_divide(input, other):
    """Return the largest whole number not above input/other; integers stay integers."""
    return two(FloorDivide, FloorDivide, input, other)


def remainder(input, other):
    """Return what is left of input after whole multiples of other; it has the sign of other."""
    return two(Remainder, RemainderNumber, input, other)


reciprocal = function_of(Reciprocal)


def _divided_into(x, y):
    """The method behind `k / x`: torch takes the reciprocal and multiplies."""
    return mul(reciprocal(x), y) if isinstance(y, (float, int, np.generic)) else NotImplemented


operators("truediv", Div, DivNumber, None)
operators("floordiv", FloorDivide, FloorDivide, None)
operators("mod", Remainder, RemainderNumber, None)
Tensor.__rtruediv__ = _divided_into
