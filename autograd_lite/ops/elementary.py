"""The elementary functions: exponential, logarithm, roots, trigonometry, absolute value.

Where the derivative is cheapest in terms of the result (exp, tanh, sqrt), forward saves the result instead of the
input. At a corner or a pole the rule gives what torch gives; lesson 14 shows which choices those are.
"""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..autograd.operation import Operation, unary
from ..tensor import Tensor


class Exp(Operation):
    """d eˣ/dx = eˣ."""

    @staticmethod
    def forward(ctx, x):
        out = np.exp(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return grad * out


class Log(Operation):
    """d ln x/dx = 1/x."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return np.log(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad / x


class Sqrt(Operation):
    """d √x/dx = 1/(2√x)."""

    @staticmethod
    def forward(ctx, x):
        out = np.sqrt(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return grad / (2 * out)


class Sin(Operation):
    """d sin x/dx = cos x."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return np.sin(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * cos(x)


class Cos(Operation):
    """d cos x/dx = −sin x."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return np.cos(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * -sin(x)


class Tan(Operation):
    """d tan x/dx = 1 + tan² x."""

    @staticmethod
    def forward(ctx, x):
        out = np.tan(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return grad * (1 + out * out)


class Tanh(Operation):
    """d tanh x/dx = 1 − tanh² x."""

    @staticmethod
    def forward(ctx, x):
        out = np.tanh(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return grad * (1 - out * out)


class Abs(Operation):
    """d|x|/dx = sign x; at the corner x = 0 the choice is 0."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return np.abs(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * sign(x)


class Sign(Operation):
    """d sign x/dx = 0: a step is flat on both sides, and the jump has no derivative."""

    @staticmethod
    def forward(ctx, x):
        return np.sign(x)

    @staticmethod
    def backward(ctx, grad):
        return grad * 0.0


class Relu(Operation):
    """d relu(x)/dx = 1 for x > 0, else 0; at the corner x = 0 the choice is 0."""

    @staticmethod
    def forward(ctx, x):
        out = np.maximum(x, 0)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return grad * (out > 0)


class Sigmoid(Operation):
    """dσ/dx = σ(1 − σ) with σ(x) = 1/(1 + e⁻ˣ)."""

    @staticmethod
    def forward(ctx, x):
        out = 0.5 * (1 + np.tanh(0.5 * x))  # the same function, and e⁻ˣ cannot overflow
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return grad * (out * (1 - out))


def _decimal(x):
    return x.to(dtypes.get_default_dtype()) if isinstance(x, Tensor) and x._data.dtype.kind != "f" else x


def exp(input):
    """Return e to the power of each element."""
    return unary(Exp, _decimal(input))


def log(input):
    """Return the natural logarithm of each element."""
    return unary(Log, _decimal(input))


def sqrt(input):
    """Return the square root of each element."""
    return unary(Sqrt, _decimal(input))


def sin(input):
    """Return the sine of each element, in radians."""
    return unary(Sin, _decimal(input))


def cos(input):
    """Return the cosine of each element, in radians."""
    return unary(Cos, _decimal(input))


def tan(input):
    """Return the tangent of each element, in radians."""
    return unary(Tan, _decimal(input))


def tanh(input):
    """Return the hyperbolic tangent of each element."""
    return unary(Tanh, _decimal(input))


def sigmoid(input):
    """Return 1/(1 + e⁻ˣ) of each element."""
    return unary(Sigmoid, _decimal(input))


def abs(input):
    """Return the absolute value of each element."""
    return unary(Abs, input)


def sign(input):
    """Return −1, 0 or 1 according to the sign of each element."""
    return unary(Sign, input)


def relu(input):
    """Return the positive part of each element."""
    return unary(Relu, input)
