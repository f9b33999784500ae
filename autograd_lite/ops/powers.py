"""Powers, with a number in the exponent, a number in the base, or tensors in both."""

from __future__ import annotations

import math

import numpy as np

from ..autograd.operation import Operation
from ..tensor import Tensor
from .choice import where
from .elementary import log
from .formula import Formula, require, zeros_of
from .operands import number, operators, two


class PowNumber(Operation):
    """d(xᵏ)/dx = k·xᵏ⁻¹; for k = 0 the function is constant, so the slope is 0 also at x = 0."""

    name = "PowBackward0"
    saves = ("self", "exponent")

    def forward(ctx, x, k):
        if x.dtype.kind != "f":
            require(x.dtype.kind != "b", "not_for_bool", function="pow")
            require(k >= 0 or isinstance(k, float), "integer_negative_power")
        ctx.save_for_backward(x, k)
        return x**k

    def backward(ctx, grad):
        x, k = ctx.saved_tensors
        if k == 0:
            return zeros_of(grad)
        return grad * (k * x ** (k - 1))


class Pow(Formula, name="PowBackward1"):
    """∂(xʸ)/∂x = y·xʸ⁻¹, ∂(xʸ)/∂y = xʸ·ln x; the latter is 0 where x = 0 and y ≥ 0, as in torch."""

    def value(x, y):
        require(x.dtype.kind != "b" or y.dtype.kind != "b", "not_for_bool", function="pow")
        require(y.dtype.kind != "i" or np.all(y >= 0), "integer_negative_power")
        return x**y

    def save(ctx, out, x, y):
        ctx.save_for_backward(x, y, out)
        ctx.options = ()

    def rule(grad, x, y, out):
        slope_x = where(y == 0, 0.0, y * x ** (y - 1))
        slope_y = where((x == 0) & (y >= 0), 0.0, out * log(x))
        return grad * slope_x, grad * slope_y


class NumberPow(Formula, name="PowBackward2"):
    """d(kˣ)/dx = kˣ·ln k."""

    def value(x, k):
        require(x.dtype.kind != "b", "not_for_bool", function="pow")
        return k**x

    def save(ctx, out, x, k):
        ctx.save_for_backward(x, out)  # torch keeps x too, and notices when it is overwritten
        ctx.options = (k,)

    def rule(grad, x, out, k):
        return grad * (out * (math.log(k) if k > 0 else 0.0 if k == 0 else math.nan))


def pow(input, exponent):
    """Return input to the power `exponent`; either may be a number."""
    if not isinstance(input, Tensor) and isinstance(exponent, Tensor):
        return number(NumberPow, exponent, input)
    return two(Pow, PowNumber, input, exponent)


def square(input):
    """Return input²."""
    return pow(input, 2)


operators("pow", Pow, PowNumber, NumberPow)
