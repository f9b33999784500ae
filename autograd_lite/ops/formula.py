"""Formula: an operation that is two lines, `value` to compute and `rule` to differentiate.

Most operations save one of a few things for their rule, so that is said once here. `value(x, *options)` works on
NumPy values. `rule(grad, ..., *options)` is the chain rule: the gradient that arrives times the slope, in terms of
the input, the result, both inputs, or the input's shape. Both are called on the class, never on an object.
"""

from __future__ import annotations

import numpy as np

from ..autograd.operation import Operation, unary
from ..refusals import refuse
from ..tensor import Tensor, wrap
from .promotion import decimal
from .shape import reshape


class Formula(Operation):
    """The common part. Short formulas stand in the first line: `class Exp(OfResult, value=np.exp, rule=...)`."""

    attributes = ("options",)

    def __init_subclass__(cls, name=None, **formulas):
        cls.name = name
        for role, formula in formulas.items():
            setattr(cls, role, formula)
        super().__init_subclass__()

    @classmethod
    def forward(cls, ctx, *args):
        out = cls.value(*args)
        cls.save(ctx, out, *args)
        return out

    def backward(ctx, grad):
        return ctx.function.rule(grad, *ctx.saved_tensors, *ctx.options)


class OfInput(Formula):
    """The slope is written in terms of the input: `rule(grad, x, *options)`."""

    @classmethod
    def forward(cls, ctx, x, *options):
        ctx._saved, ctx.options = (x,), options
        return cls.value(x, *options)


class OfResult(Formula):
    """The slope is cheapest in terms of the result: `rule(grad, out, *options)`."""

    @classmethod
    def forward(cls, ctx, x, *options):
        out = cls.value(x, *options)
        ctx._saved, ctx.options = (out,), options
        return out


class OfBoth(Formula):
    """Of two tensors, the two slopes in terms of both: `rule(grad, x, y, *options)`."""

    def save(ctx, out, x, y, *options):
        ctx.save_for_backward(x, y)
        ctx.options = options


class OfShape(Formula):
    """Numbers are moved or added, not changed: the rule needs only the input's shape, `rule(grad, shape, *options)`."""

    def save(ctx, out, x, *options):
        ctx.options = (x.shape, *options)

    def backward(ctx, grad):
        return ctx.function.rule(grad, *ctx.options)


class Step(OfShape):
    """Flat between its jumps: the slope is 0, and a jump has no derivative."""

    def rule(grad, shape):
        return zeros_of(grad)


class Reduction(Formula):
    """Many numbers to few: `value(x, axes, keepdim, *options)`, and `rule(grad, x, out, axes, *options)`.

    The rule gets the gradient and the result with the reduced axes kept at length 1, to broadcast against x.
    """

    def save(ctx, out, x, axes, keepdim, *options):
        ctx.save_for_backward(x, out)
        ctx.options = (axes, *options)

    def backward(ctx, grad):
        x, out = ctx.saved_tensors
        axes = ctx.options[0]
        kept = tuple(1 if axes is None or i in axes else n for i, n in enumerate(x.shape))
        return ctx.function.rule(reshape(grad, kept), x, reshape(out, kept), *ctx.options)


def zeros_of(grad):
    """Return zeros like `grad`: a flat function sends them back."""
    return like(np.zeros(grad.shape, values_of(grad).dtype)[()], grad)


def values_of(x):
    """Return the NumPy values of a tensor, or of a value that is one already."""
    return x._data if isinstance(x, Tensor) else x


def like(values, grad):
    """Return NumPy values as a rule needs them beside `grad`: as a tensor if the backward pass is recorded."""
    return wrap(values) if isinstance(grad, Tensor) else values


def function_of(op, prepare=decimal):
    """Return the public function of a class: it has the class's name and docstring, and takes one tensor."""

    def function(input):
        if isinstance(input, Tensor):
            return unary(op, input if input._requires_grad else prepare(input))
        return op.value(input) if isinstance(input, (np.ndarray, np.generic)) else op.apply(input)

    function.__name__ = function.__qualname__ = op.__name__.lower()
    function.__doc__ = op.__doc__
    return function


def no_bool(kernel: str):
    """Return how to prepare a tensor of any dtype but bool, which torch's `kernel` does not know."""

    def prepare(x):
        require(not isinstance(x, Tensor) or x._data.dtype.kind != "b", "not_for_bool", function=kernel)
        return x

    return prepare


def require(condition: bool, key: str, **values) -> None:
    """Raise the refusal `key` unless the condition holds."""
    if not condition:
        raise refuse(key, **values)
