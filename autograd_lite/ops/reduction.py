"""Many numbers to few: sums, means, products, spreads and lengths, over all elements or along dimensions.

Running sums and products (cumsum, cumprod) live here too: they add up in the same way and keep every stage.
"""

from __future__ import annotations

import math
import warnings

import numpy as np

from .. import dtypes
from ..autograd.operation import Operation, unary
from ..refusals import text
from ..tensor import Tensor
from .axes import axes_of, one_axis
from .choice import where
from .elementary import abs, exp, sign
from .formula import Formula, OfShape, Reduction, like, require, values_of
from .parts import flip
from .promotion import decimal
from .shape import expand_back, reshape


class Sum(Operation):
    """∂(x₁ + … + xₙ)/∂xᵢ = 1: every element gets the gradient of its sum."""

    attributes = ("axes", "keepdim", "shape")

    def forward(ctx, x, axes, keepdim):
        ctx.shape, ctx.axes, ctx.keepdim = x.shape, axes, keepdim
        return x.sum(axis=axes, keepdims=keepdim)

    def backward(ctx, grad):
        return expand_back(grad, ctx.shape, ctx.axes, ctx.keepdim)


class SumAlong(Sum):
    """The sum along named dimensions; the same rule, torch's other name."""

    name = "SumBackward1"


class Mean(Operation):
    """∂mean/∂xᵢ = 1/n: every element gets an equal share."""

    attributes = ("axes", "keepdim", "shape")

    def forward(ctx, x, axes, keepdim):
        ctx.shape, ctx.axes, ctx.keepdim = x.shape, axes, keepdim
        return _mean(x, axes, keepdim)

    def backward(ctx, grad):
        return expand_back(grad / count(ctx.shape, ctx.axes), ctx.shape, ctx.axes, ctx.keepdim)


class MeanAlong(Mean):
    """The mean along named dimensions; the same rule, torch's other name."""

    name = "MeanBackward1"


class Prod(Reduction, value=lambda x, axes, keepdim: np.prod(x, axes, keepdims=keepdim)):
    """∂(x₁⋯xₙ)/∂xᵢ = the product of all the others."""

    def rule(grad, x, out, axes):
        if np.all(values_of(out)):
            return grad * (out / x)
        if axes is None:
            return grad * reshape(others(reshape(x, (-1,))), x.shape)
        return grad * others(x.swapaxes(axes[0], -1)).swapaxes(axes[0], -1) if axes else grad


class ProdAlong(Prod, name="ProdBackward1"):
    """The product along one dimension; the same rule, torch's other name."""


class Var(Reduction, rule=lambda grad, x, out, axes, freedom: grad * 2 / freedom * (x - mean(x, axes, True))):
    """Σ(xᵢ − mean)²/(n − c): ∂/∂xᵢ = 2(xᵢ − mean)/(n − c); the mean's own share adds up to 0."""

    def value(x, axes, keepdim, freedom):
        distance = x - _mean(x, axes, True)
        return (distance * distance).sum(axes, keepdims=keepdim) / x.dtype.type(freedom)

    def save(ctx, out, *args):
        Reduction.save(ctx, out.copy(), *args)  # the rule does not use the result: overwriting that is allowed


class Std(Reduction, value=lambda x, axes, keepdim, freedom: np.sqrt(Var.value(x, axes, keepdim, freedom))):
    """√var: ∂/∂xᵢ = (xᵢ − mean)/((n − c)·std), and 0 where the spread is 0."""

    def rule(grad, x, out, axes, freedom):
        return where(out == 0, 0.0, grad / (out * freedom)) * (x - mean(x, axes, True))


class Logsumexp(Reduction, rule=lambda grad, x, out, axes: grad * exp(x - out)):
    """ln(e^x₁ + … + e^xₙ): ∂/∂xᵢ = e^(xᵢ − result), the softmax."""

    def value(x, axes, keepdim):
        largest = np.max(x, axes, keepdims=True)
        largest = np.where(np.isfinite(largest), largest, 0)  # taken out first, so that no power overflows
        out = largest + np.log(np.sum(np.exp(x - largest), axes, keepdims=True))
        return out if keepdim else out.squeeze(axes)[()]


class Norm(Reduction, name="LinalgVectorNormBackward0"):
    """‖x‖₂ = √Σxᵢ²: ∂/∂xᵢ = xᵢ/‖x‖. For other p, sign(xᵢ)·(|xᵢ|/‖x‖)ᵖ⁻¹. At 0 the choice is 0."""

    def value(x, axes, keepdim, p):
        size = np.abs(x)
        if math.isinf(p):
            return (np.max if p > 0 else np.min)(size, axes, keepdims=keepdim)
        if p == 0:
            return np.sum(size != 0, axes, dtype=x.dtype, keepdims=keepdim)
        return np.sum(size**p, axes, keepdims=keepdim) ** (1 / p)

    def rule(grad, x, out, axes, p):
        if p == 2:
            return grad * where(out == 0, 0.0, x / out)
        if math.isinf(p):
            return sign(x) * shared(grad, abs(x) == out, axes)
        if p in (0, 1):
            return grad * sign(x) * p
        return grad * sign(x) * abs(x) ** (p - 1) / where(out == 0, 1.0, out) ** (p - 1)


class Cumsum(OfShape, value=lambda x, dim: np.cumsum(x, dim).reshape(x.shape)[()]):
    """Running sums: xᵢ is in every later sum, so its gradient is the sum of the later gradients."""

    def rule(grad, shape, dim):
        return flip(cumsum(flip(grad, dim), dim), dim)


class Cumprod(Formula, value=lambda x, dim: np.cumprod(x, dim).reshape(x.shape)[()]):
    """Running products: ∂pᵢ/∂xₖ = pᵢ/xₖ for k ≤ i; where a factor is 0, the product of the others."""

    def save(ctx, out, x, dim):
        ctx.save_for_backward(x, out)
        ctx.options = (dim,)

    def rule(grad, x, out, dim):
        if not x.ndim or np.all(values_of(x)):
            return Cumsum.rule(grad * out, x.shape, dim) / x if x.ndim else grad
        x, grad = x.swapaxes(dim, -1), grad.swapaxes(dim, -1)
        upto = np.tri(x.shape[-1], dtype=bool)
        rows = where(upto, x[..., None, :], 1.0)  # row i holds x₁ … xᵢ, then ones
        return sum(where(upto, others(rows) * grad[..., :, None], 0.0), -2).swapaxes(dim, -1)


def others(x):
    """Return, for each element along the last dimension, the product of all the others."""
    return prod(where(np.eye(x.shape[-1], dtype=bool), 1.0, x[..., None, :]), -1)


def shared(grad, chosen, axes):
    """Return `grad` (reduced axes kept) split evenly among the chosen places, 0 elsewhere."""
    counts = values_of(chosen).sum(axes, keepdims=True).astype(values_of(grad).dtype)
    return where(chosen, grad / like(counts, grad), 0.0)


def _mean(x, axes, keepdim):
    """Return the mean of NumPy values; of none at all it is nan, about which NumPy's own would warn."""
    return x.sum(axes, keepdims=keepdim) / x.dtype.type(count(x.shape, axes))


def count(shape, axes) -> int:
    """Return how many elements are reduced to one."""
    return math.prod(shape if axes is None else [shape[a] for a in axes])


def sum(input, dim=None, keepdim=False, *, dtype=None):
    """Return the sum of all elements, or along `dim` (a number or a tuple). Booleans are counted."""
    if dtype is not None or (isinstance(input, Tensor) and input._data.dtype.kind == "b"):
        input = input.to(dtype or dtypes.int64)
    axes = axes_of(input, dim)
    return unary(Sum if axes is None else SumAlong, input, axes, keepdim)


def mean(input, dim=None, keepdim=False, *, dtype=None):
    """Return the mean of all elements, or along `dim`. Raises RuntimeError for integers and booleans."""
    input = input if dtype is None else input.to(dtype)
    kind = values_of(input).dtype.kind
    require(kind == "f", "mean_dtype", dtype={"i": "Long", "b": "Bool"}.get(kind))
    axes = axes_of(input, dim)
    return unary(Mean if axes is None else MeanAlong, input, axes, keepdim)


def prod(input, dim=None, keepdim=False, *, dtype=None):
    """Return the product of all elements, or along one dimension `dim`."""
    input = input if dtype is None else input.to(dtype)
    axes = axes_of(input, dim)
    return unary(Prod if axes is None else ProdAlong, input, axes, keepdim)


def var(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
    """Return the variance of all elements, or along `dim`; divided by n − 1 unless told otherwise.

    Raises RuntimeError for integers.
    """
    return _spread(Var, input, dim, unbiased, keepdim, correction)


def std(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
    """Return the standard deviation, the root of `var`."""
    return _spread(Std, input, dim, unbiased, keepdim, correction)


def _spread(op, input, dim, unbiased, keepdim, correction):
    if isinstance(dim, bool):  # torch's old form, x.var(False)
        dim, unbiased = None, dim
    require(input._data.dtype.kind == "f", "spread_dtype")
    axes = axes_of(input, dim)
    freedom = count(input.shape, axes) - (int(unbiased) if correction is None else correction)
    if freedom <= 0:
        warnings.warn(text("no_freedom", function=op.__name__.lower()), UserWarning, stacklevel=3)
    return unary(op, input, axes, keepdim, max(freedom, 0))


def logsumexp(input, dim, keepdim=False):
    """Return ln Σeˣ along `dim`, computed so that it cannot overflow."""
    return unary(Logsumexp, decimal(input), axes_of(input, dim), keepdim)


def norm(input, p="fro", dim=None, keepdim=False):
    """Return the length of all elements taken as one vector, or along `dim`: (Σ|x|ᵖ)^(1/p), p = 2 unless told."""
    require(input._data.dtype.kind == "f", "norm_dtype", dtype=dtypes.scalar_name(input._data))
    return unary(Norm, input, axes_of(input, dim), keepdim, 2 if p in ("fro", None) else p)


def cumsum(input, dim):
    """Return the running sums along `dim`."""
    return unary(Cumsum, input, one_axis(input, dim))


def cumprod(input, dim):
    """Return the running products along `dim`."""
    return unary(Cumprod, input, one_axis(input, dim))
