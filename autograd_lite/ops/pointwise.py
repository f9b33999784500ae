"""Arithmetic, element by element: + − × ÷ and powers, of two tensors or of a tensor and a number.

The rules are the school's, times the gradient that arrives. `Mul` is the class that lesson 13 opens.
"""

from __future__ import annotations

import math

from .. import dtypes
from ..autograd.operation import Operation, binary, unary
from ..tensor import Tensor, wrap
from .choice import where
from .elementary import log


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

    @staticmethod
    def forward(ctx, x, k):
        return x + k

    @staticmethod
    def backward(ctx, grad):
        return grad


class Sub(Operation):
    """∂(x − y)/∂x = 1, ∂(x − y)/∂y = −1."""

    @staticmethod
    def forward(ctx, x, y):
        return x - y

    @staticmethod
    def backward(ctx, grad):
        return grad, -grad


class SubNumber(Operation):
    """∂(x − k)/∂x = 1."""

    name = "SubBackward0"

    @staticmethod
    def forward(ctx, x, k):
        return x - k

    @staticmethod
    def backward(ctx, grad):
        return grad


class Rsub(Operation):
    """∂(k − x)/∂x = −1."""

    name = "RsubBackward1"

    @staticmethod
    def forward(ctx, x, k):
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


class Div(Operation):
    """∂(x/y)/∂x = 1/y, ∂(x/y)/∂y = −x/y²."""

    needs_itself = (False, True)

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x / y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        return grad / y, -grad * ((x / y) / y)


class DivNumber(Operation):
    """∂(x/k)/∂x = 1/k."""

    name = "DivBackward0"

    @staticmethod
    def forward(ctx, x, k):
        ctx.save_for_backward(k)
        return x / k

    @staticmethod
    def backward(ctx, grad):
        (k,) = ctx.saved_tensors
        return grad / k


class Reciprocal(Operation):
    """d(1/x)/dx = −1/x² = −(1/x)²."""

    @staticmethod
    def forward(ctx, x):
        out = 1.0 / x
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return -grad * (out * out)


class Neg(Operation):
    """d(−x)/dx = −1."""

    @staticmethod
    def forward(ctx, x):
        return -x

    @staticmethod
    def backward(ctx, grad):
        return -grad


class PowNumber(Operation):
    """d(xᵏ)/dx = k·xᵏ⁻¹; for k = 0 the function is constant, so the slope is 0 also at x = 0."""

    name = "PowBackward0"

    @staticmethod
    def forward(ctx, x, k):
        ctx.save_for_backward(x, k)
        return x**k

    @staticmethod
    def backward(ctx, grad):
        x, k = ctx.saved_tensors
        if k == 0:
            return grad * 0.0
        return grad * (k * x ** (k - 1))


class Pow(Operation):
    """∂(xʸ)/∂x = y·xʸ⁻¹, ∂(xʸ)/∂y = xʸ·ln x; the latter is 0 where x = 0 and y ≥ 0, as in torch."""

    name = "PowBackward1"

    @staticmethod
    def forward(ctx, x, y):
        out = x**y
        ctx.save_for_backward(x, y, out)
        return out

    @staticmethod
    def backward(ctx, grad):
        x, y, out = ctx.saved_tensors
        slope_x = where(y == 0, 0.0, y * x ** (y - 1))
        slope_y = where((x == 0) & (y >= 0), 0.0, out * log(x))
        return grad * slope_x, grad * slope_y


class NumberPow(Operation):
    """d(kˣ)/dx = kˣ·ln k."""

    name = "PowBackward2"

    @staticmethod
    def forward(ctx, x, k):
        out = k**x
        ctx.save_for_backward(out, k)
        return out

    @staticmethod
    def backward(ctx, grad):
        out, k = ctx.saved_tensors
        return grad * (out * (math.log(k) if k > 0 else 0.0 if k == 0 else math.nan))


for _op in (AddNumber, SubNumber, MulNumber, DivNumber):
    _op.node_type.constants = 1  # torch shows the number as a second input without gradient


# --- the functions -------------------------------------------------------------------------------------------


def add(input, other, *, alpha=1):
    """Return input + alpha·other; shapes broadcast."""
    return _two(Add, AddNumber, input, other if alpha == 1 else alpha * other)


def sub(input, other, *, alpha=1):
    """Return input − alpha·other; shapes broadcast."""
    return _two(Sub, SubNumber, input, other if alpha == 1 else alpha * other)


def rsub(input, other):
    """Return other − input."""
    return _two(Sub, None, other, input) if isinstance(other, Tensor) else _number(Rsub, input, other)


def mul(input, other):
    """Return input·other; shapes broadcast."""
    return _two(Mul, MulNumber, input, other)


def div(input, other):
    """Return input/other as a decimal; shapes broadcast."""
    return _two(Div, DivNumber, _decimal(input), other)


def reciprocal(input):
    """Return 1/input."""
    return unary(Reciprocal, _decimal(input))


def neg(input):
    """Return −input."""
    return unary(Neg, input)


def pow(input, exponent):
    """Return input to the power `exponent`; either may be a number."""
    if not isinstance(input, Tensor) and isinstance(exponent, Tensor):
        return _number(NumberPow, exponent, input)
    return _two(Pow, PowNumber, input, exponent)


def square(input):
    """Return input²."""
    return pow(input, 2)


def _two(op, number_op, x, y):
    """Apply `op` to two tensors, or `number_op` to a tensor and a number."""
    if isinstance(y, Tensor):
        return binary(op, x, y) if isinstance(x, Tensor) else binary(op, _constant(x, y), y)
    if isinstance(y, (float, int)):
        return _number(number_op, x, y)
    if isinstance(x, Tensor):
        raise TypeError(f"unsupported operand type(s): 'Tensor' and '{type(y).__name__}'")
    return op.apply(x, y)


def _number(op, x, k):
    """Apply `op` to a tensor and a Python number, which takes the tensor's dtype unless it is of a higher kind."""
    if isinstance(x, Tensor) and not x._requires_grad and x._data.dtype.kind != "f":
        if k.__class__ is float or op is DivNumber:
            x = x.to(dtypes.get_default_dtype())
        elif k.__class__ is int and x._data.dtype.kind == "b":
            x = x.to(dtypes.int64)
    return unary(op, x, k)


def _constant(value, beside: Tensor) -> Tensor:
    """Return a number as a 0-d tensor of the dtype that it takes beside `beside`."""
    kind = dtypes.Default.dtype if isinstance(value, float) else dtypes.int64
    return wrap(dtypes.common([(beside.dtype, 2), (kind, 0)]).numpy.type(value))


def _decimal(x):
    """Return integers and booleans as decimals, as division and roots need them."""
    return x.to(dtypes.get_default_dtype()) if isinstance(x, Tensor) and x._data.dtype.kind != "f" else x
