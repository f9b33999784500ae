"""Arithmetic, element by element: + − × and the angle of a point, of two tensors or of a tensor and a number.

The rules are the school's, times the gradient that arrives. `Mul` is the class that lesson 13 opens.
"""

from __future__ import annotations

import numpy as np

from ..autograd.operation import Operation, unary
from ..tensor import Tensor
from .choice import where
from .formula import OfBoth, require
from .operands import number, operators, two
from .promotion import decimal


class Add(Operation):
    """∂(x + y)/∂x = 1, ∂(x + y)/∂y = 1."""

    @staticmethod
    def forward(ctx, x, y):
        return x + y

    @staticmethod
    def backward(ctx, grad):
        return grad, grad


class AddNumber(Operation):
    """∂(x + k)/∂x = 1."""

    name = "AddBackward0"
    attributes = ("k",)

    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k  # only to be shown: the rule does not need it
        return x + k

    @staticmethod
    def backward(ctx, grad):
        return grad


class Sub(Operation):
    """∂(x − y)/∂x = 1, ∂(x − y)/∂y = −1."""

    bools = False

    @staticmethod
    def forward(ctx, x, y):
        return x - y

    @staticmethod
    def backward(ctx, grad):
        return grad, -grad


class SubNumber(AddNumber):
    """∂(x − k)/∂x = 1."""

    name = "SubBackward0"
    bools = False

    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x - k


class Rsub(Operation):
    """∂(k − x)/∂x = −1."""

    name = "RsubBackward1"
    attributes = ("k",)
    bools = False

    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return k - x

    @staticmethod
    def backward(ctx, grad):
        return -grad


class Mul(Operation):
    """∂(x·y)/∂x = y, ∂(x·y)/∂y = x."""

    needs_itself = (False, False)

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        return grad * y, grad * x


class MulNumber(Operation):
    """∂(x·k)/∂x = k."""

    name = "MulBackward0"

    @staticmethod
    def forward(ctx, x, k):
        ctx.save_for_backward(k)
        return x * k

    @staticmethod
    def backward(ctx, grad):
        (k,) = ctx.saved_tensors
        return grad * k


class Neg(Operation):
    """d(−x)/dx = −1."""

    @staticmethod
    def forward(ctx, x):
        return -x

    @staticmethod
    def backward(ctx, grad):
        return -grad


class Atan2(OfBoth, value=np.arctan2):
    """The angle of the point (x, y): ∂/∂y = x/(x² + y²), ∂/∂x = −y/(x² + y²)."""

    def rule(grad, y, x):
        square = x * x + y * y
        scaled = grad * where(square == 0, 0.0, 1.0 / square)
        return scaled * x, scaled * -y


for _op in (AddNumber, SubNumber, MulNumber):
    _op.node_type._constants = 1  # torch shows the number as a second input without gradient


def add(input, other, *, alpha=1):
    """Return input + alpha·other; shapes broadcast."""
    return two(Add, AddNumber, input, other if alpha == 1 else alpha * other)


def sub(input, other, *, alpha=1):
    """Return input − alpha·other; shapes broadcast."""
    return two(Sub, SubNumber, input, other if alpha == 1 else alpha * other)


def rsub(input, other):
    """Return other − input."""
    return sub(other, input) if isinstance(other, Tensor) else number(Rsub, input, other)


def mul(input, other):
    """Return input·other; shapes broadcast."""
    return two(Mul, MulNumber, input, other)


def neg(input):
    """Return −input. Raises RuntimeError for booleans."""
    require(not isinstance(input, Tensor) or input._data.dtype.kind != "b", "bool_negative")
    return unary(Neg, input)


def atan2(input, other):
    """Return the angle of the point (other, input), in radians from −π to π."""
    return two(Atan2, None, decimal(input), other)


operators("add", Add, AddNumber, AddNumber)
operators("sub", Sub, SubNumber, Rsub)
operators("mul", Mul, MulNumber, MulNumber)
