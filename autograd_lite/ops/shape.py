"""The same numbers in another shape: reshape, transpose, expand, squeeze, and joining tensors.

Most of these are views: the result looks into the memory of its input, so the two share a version counter.
"""

from __future__ import annotations

import math

import numpy as np

from ..autograd.operation import Operation, unary
from ..tensor import Tensor


class View(Operation):
    """A reshape moves no number: the gradient is reshaped back."""

    attributes = ("shape",)

    @staticmethod
    def forward(ctx, x, shape):
        ctx.shape = x.shape
        return x.reshape(shape)

    @staticmethod
    def backward(ctx, grad):
        return reshape(grad, ctx.shape)


class Permute(Operation):
    """Dimensions in another order: the gradient takes them back."""

    attributes = ("order",)

    @staticmethod
    def forward(ctx, x, order):
        ctx.order = order
        return np.transpose(x, order)

    @staticmethod
    def backward(ctx, grad):
        return permute(grad, tuple(np.argsort(ctx.order).tolist()))


class Transpose(Operation):
    """Two dimensions swapped: swapping again takes the gradient back."""

    attributes = ("dims",)

    @staticmethod
    def forward(ctx, x, a, b):
        ctx.dims = (a, b)
        return np.swapaxes(x, a, b)

    @staticmethod
    def backward(ctx, grad):
        return transpose(grad, *ctx.dims)


class T(Transpose):
    """The matrix transpose `t()`, under torch's own name."""

    name = "TBackward0"


class Unsqueeze(Operation):
    """A dimension of length 1 added: the gradient loses it again."""

    attributes = ("shape",)

    @staticmethod
    def forward(ctx, x, dim):
        ctx.shape = x.shape
        return np.expand_dims(x, dim)

    @staticmethod
    def backward(ctx, grad):
        return reshape(grad, ctx.shape)


class Squeeze(Operation):
    """Dimensions of length 1 dropped: the gradient gets them back."""

    attributes = ("shape",)

    @staticmethod
    def forward(ctx, x, axes):
        ctx.shape = x.shape
        return np.squeeze(x, axes)

    @staticmethod
    def backward(ctx, grad):
        return reshape(grad, ctx.shape)


class Expand(Operation):
    """One number read many times: its gradient is the sum over the readers."""

    attributes = ("shape",)

    @staticmethod
    def forward(ctx, x, shape):
        ctx.shape = x.shape
        return np.broadcast_to(x, shape)

    @staticmethod
    def backward(ctx, grad):
        extra = grad.ndim - len(ctx.shape)
        stretched = [i + extra for i, n in enumerate(ctx.shape) if n == 1 and grad.shape[i + extra] != 1]
        axes = (*range(extra), *stretched)
        return reshape(grad.sum(axes), ctx.shape) if axes else grad


def take_view(op, input, *constants):
    """Apply an operation whose result looks into its input's memory; note the base and share the version."""
    if not isinstance(input, Tensor):
        return unary(op, input, *constants)
    input._shared_array()
    result = unary(op, input, *constants)
    result._counter = input._shared_counter()
    extras = result._extra()
    base = input._extras.base if input._extras is not None else None
    extras.base = input if base is None else base
    extras.view = (*(input._extras.view if base is not None else ()), (op, constants))
    return result


def reshape(input, *shape):
    """Return the same elements in the given shape; one length may be −1, to be worked out.

    Raises RuntimeError if the number of elements does not fit.
    """
    wanted = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
    wanted = tuple(int(n) for n in wanted)
    size = input.numel() if isinstance(input, Tensor) else input.size
    known = math.prod(n for n in wanted if n != -1)
    if (known != size) if -1 not in wanted else (known == 0 or size % known):
        raise RuntimeError(
            f"shape '{list(wanted)}' is invalid for input of size {size}\n"
            "Why: reshaping keeps every element, so the lengths must multiply to the same number."
        )
    return take_view(View, input, wanted)


def permute(input, *dims):
    """Return a view with the dimensions in the given order."""
    order = dims[0] if len(dims) == 1 and isinstance(dims[0], (tuple, list)) else dims
    return take_view(Permute, input, tuple(d % input.ndim for d in order))


def transpose(input, dim0, dim1):
    """Return a view with two dimensions swapped."""
    return take_view(Transpose, input, dim0, dim1)


def t(input):
    """Return the transpose of a matrix (a vector stays a vector). Raises RuntimeError beyond two dimensions."""
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")
    return take_view(T, input, 0, input.ndim - 1)


def matrix_transpose(input):
    """Return `x.T`: the dimensions in reverse order."""
    return take_view(Permute, input, tuple(range(input.ndim))[::-1])


def unsqueeze(input, dim):
    """Return a view with a dimension of length 1 inserted at `dim`."""
    return take_view(Unsqueeze, input, dim % (input.ndim + 1))


def squeeze(input, dim=None):
    """Return a view without the dimensions of length 1, or without that one at `dim`."""
    dims = range(input.ndim) if dim is None else (dim,) if isinstance(dim, int) else dim
    return take_view(Squeeze, input, tuple(d % input.ndim for d in dims if input.shape[d] == 1) if input.ndim else ())


def expand(input, *sizes):
    """Return a view that repeats dimensions of length 1; −1 keeps a length. Raises RuntimeError if it cannot."""
    wanted = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)) else sizes
    shape = tuple(input.shape)
    extra = len(wanted) - len(shape)
    full = tuple(shape[i - extra] if n == -1 and i >= extra else n for i, n in enumerate(wanted))
    for i, n in enumerate(full):
        if i >= extra and shape[i - extra] not in (1, n):
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) must match the existing size ({shape[i - extra]}) at "
                f"non-singleton dimension {i}.  Target sizes: {list(wanted)}.  Tensor sizes: {list(shape)}"
            )
    return take_view(Expand, input, full)


def expand_back(grad, shape: tuple, axes, keepdim: bool):
    """Return the gradient of a reduction spread over the reduced axes; no number is copied."""
    if axes is not None and not keepdim and len(shape):
        grad = reshape(grad, tuple(1 if i in axes else n for i, n in enumerate(shape)))
    return expand(grad, shape) if len(shape) else grad


class Stack(Operation):
    """Tensors laid side by side: each gets its slice of the gradient."""

    attributes = ("dim",)

    @staticmethod
    def forward(ctx, *arrays_and_dim):
        *arrays, ctx.dim = arrays_and_dim
        return np.stack(arrays, ctx.dim)

    @staticmethod
    def backward(ctx, grad):
        index = (slice(None),) * ctx.dim
        return tuple(grad[(*index, i)] for i in range(grad.shape[ctx.dim]))


class Cat(Operation):
    """Tensors laid end to end: each gets its part of the gradient."""

    attributes = ("dim", "lengths")

    @staticmethod
    def forward(ctx, *arrays_and_dim):
        *arrays, ctx.dim = arrays_and_dim
        ctx.lengths = [a.shape[ctx.dim] for a in arrays]
        return np.concatenate(arrays, ctx.dim)

    @staticmethod
    def backward(ctx, grad):
        index = (slice(None),) * ctx.dim
        ends = np.cumsum(ctx.lengths).tolist()
        return tuple(grad[(*index, slice(e - n, e))] for e, n in zip(ends, ctx.lengths, strict=True))


def stack(tensors, dim=0):
    """Return the tensors, all of one shape, along a new dimension."""
    return Stack.apply(*tensors, dim % (tensors[0].ndim + 1))


def cat(tensors, dim=0):
    """Return the tensors joined along an existing dimension."""
    return Cat.apply(*tensors, dim % tensors[0].ndim)
