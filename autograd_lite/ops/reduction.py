"""Many numbers to few: sum and mean, over all elements or along dimensions."""

from __future__ import annotations

import math

from .. import dtypes
from ..autograd.operation import Operation, unary
from ..tensor import Tensor
from .shape import expand_back


class Sum(Operation):
    """∂(x₁ + … + xₙ)/∂xᵢ = 1: every element gets the gradient of its sum."""

    attributes = ("axes", "keepdim", "shape")

    @staticmethod
    def forward(ctx, x, axes, keepdim):
        ctx.shape, ctx.axes, ctx.keepdim = x.shape, axes, keepdim
        return x.sum(axis=axes, keepdims=keepdim)

    @staticmethod
    def backward(ctx, grad):
        return expand_back(grad, ctx.shape, ctx.axes, ctx.keepdim)


class SumAlong(Sum):
    """The sum along named dimensions; the same rule, torch's other name."""

    name = "SumBackward1"


class Mean(Operation):
    """∂mean/∂xᵢ = 1/n: every element gets an equal share."""

    attributes = ("axes", "keepdim", "shape")

    @staticmethod
    def forward(ctx, x, axes, keepdim):
        ctx.shape, ctx.axes, ctx.keepdim = x.shape, axes, keepdim
        return x.mean(axis=axes, keepdims=keepdim)

    @staticmethod
    def backward(ctx, grad):
        n = math.prod(ctx.shape if ctx.axes is None else [ctx.shape[a] for a in ctx.axes])
        return expand_back(grad / n, ctx.shape, ctx.axes, ctx.keepdim)


class MeanAlong(Mean):
    """The mean along named dimensions; the same rule, torch's other name."""

    name = "MeanBackward1"


def sum(input, dim=None, keepdim=False, *, dtype=None):
    """Return the sum of all elements, or along `dim` (a number or a tuple)."""
    if dtype is not None:
        input = input.to(dtype)
    elif isinstance(input, Tensor) and input._data.dtype.kind == "b":
        input = input.to(dtypes.int64)
    axes = axes_of(input, dim)
    return unary(Sum if axes is None else SumAlong, input, axes, keepdim)


def mean(input, dim=None, keepdim=False, *, dtype=None):
    """Return the mean of all elements, or along `dim`. Raises RuntimeError for integers and booleans."""
    if dtype is not None:
        input = input.to(dtype)
    if input.dtype.kind != "f" if not isinstance(input, Tensor) else input._data.dtype.kind != "f":
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
            f"Got: {dtypes.SCALAR_NAMES[input.dtype]}\n"
            "What to do: convert first, x.to(torch.float64).mean()."
        )
    axes = axes_of(input, dim)
    return unary(Mean if axes is None else MeanAlong, input, axes, keepdim)


def axes_of(input, dim):
    """Return `dim` as a tuple of axes from 0, or None for all. Raises IndexError for one that does not exist."""
    if dim is None or (isinstance(dim, (tuple, list)) and len(dim) == 0):
        return None
    n = max(input.ndim, 1)
    axes = []
    for d in dim if isinstance(dim, (tuple, list)) else (dim,):
        if not -n <= d < n:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-n}, {n - 1}], but got {d})")
        axes.append(d % n)
    return tuple(axes) if input.ndim else ()
