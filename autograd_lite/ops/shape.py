"""The same numbers in another shape: reshape, transpose, expand, squeeze, and joining tensors.

Most of these are views: the result looks into the memory of its input, so the two share a version counter.
"""

from __future__ import annotations

import functools
import math

import numpy as np

from .. import dtypes
from ..autograd.operation import Operation, unary
from ..autograd.views import as_view
from ..refusals import refuse
from ..tensor import Tensor
from .axes import at


class View(Operation):
    """Another shape moves no number: the gradient is reshaped back."""

    attributes = ("shape",)

    def forward(ctx, x, shape):
        ctx.shape = x.shape
        return x.reshape(shape)

    def backward(ctx, grad):
        return reshape(grad, ctx.shape)


class UnsafeView(View):
    """A reshape that had to copy, under torch's name."""


class Unsqueeze(View):
    """A dimension of length 1 added: the gradient loses it again."""


class Squeeze(View):
    """Dimensions of length 1 dropped: the gradient gets them back."""


class SqueezeAt(View):
    """The dimension named in `squeeze(dim)`, under torch's name."""

    name = "SqueezeBackward1"


class Permute(Operation):
    """Dimensions in another order: the gradient takes them back."""

    attributes = ("order",)

    def forward(ctx, x, order):
        ctx.order = order
        return np.transpose(x, order)

    def backward(ctx, grad):
        return permute(grad, tuple(np.argsort(ctx.order).tolist()))


class Transpose(Operation):
    """Two dimensions swapped: swapping again takes the gradient back."""

    attributes = ("dims",)

    def forward(ctx, x, a, b):
        ctx.dims = (a, b)
        return np.swapaxes(x, a, b)

    def backward(ctx, grad):
        return transpose(grad, *ctx.dims)


class T(Transpose):
    """The matrix transpose `t()`, under torch's own name."""

    name = "TBackward0"


class Expand(Operation):
    """One number read many times: its gradient is the sum over the readers."""

    attributes = ("shape",)

    def forward(ctx, x, shape):
        ctx.shape = x.shape
        return np.broadcast_to(x, shape)

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
    return as_view(unary(op, input, *constants), input, ((op, constants),))


def lengths(size) -> tuple:
    """Return sizes or dimensions given one by one or as one sequence as a tuple of integers."""
    return tuple([int(n) for n in (size[0] if len(size) == 1 and isinstance(size[0], (tuple, list)) else size)])


def reshape(input, *shape):
    """Return the same elements in the given shape; one length may be −1, to be worked out.

    Raises RuntimeError if the number of elements does not fit.
    """
    wanted = lengths(shape)
    size = input.numel() if isinstance(input, Tensor) else input.size
    known = math.prod([n for n in wanted if n != -1])
    for position, n in enumerate(wanted):
        if n < -1:
            raise refuse("reshape_negative", n=n, index=position, shape=wanted)
    if wanted.count(-1) > 1:
        raise refuse("reshape_two_unknown")
    if (known != size) if -1 not in wanted else (known == 0 or size % known):
        raise refuse("reshape_size", shape=wanted, size=size)
    if isinstance(input, Tensor) and not (array := input._shared_array()).flags.c_contiguous:
        copied = not np.may_share_memory(array, array.reshape(wanted))
        return unary(UnsafeView, input, wanted) if copied else take_view(View, input, wanted)
    return take_view(View, input, wanted)


def view(input, *shape):
    """Return a view in the given shape (or dtype). Raises RuntimeError if the numbers would have to be copied."""
    if isinstance(shape[0], (dtypes.dtype, Tensor)):
        return input.to(shape[0])
    result = reshape(input, *shape)
    if result._base is None and result._data.size:
        raise refuse("view_copies")
    return result


def permute(input, *dims):
    """Return a view with the dimensions in the given order."""
    order = tuple([at(d, input.ndim) for d in lengths(dims)])
    if len(order) != input.ndim:
        raise refuse("permute_count", ndim=input.ndim, given=len(order))
    if len(set(order)) != len(order):
        raise refuse("permute_twice")
    return take_view(Permute, input, order)


def transpose(input, dim0, dim1):
    """Return a view with two dimensions swapped."""
    return take_view(Transpose, input, at(dim0, input.ndim), at(dim1, input.ndim)) if input.ndim else input


def t(input):
    """Return the transpose of a matrix (a vector stays a vector). Raises RuntimeError beyond two dimensions."""
    if input.ndim > 2:
        raise refuse("t_dimensions", ndim=input.ndim)
    return take_view(T, input, 0, max(input.ndim - 1, 0)) if input.ndim else input


def matrix_transpose(input):
    """Return `x.T`: the dimensions in reverse order."""
    return take_view(Permute, input, tuple(range(input.ndim))[::-1])


def unsqueeze(input, dim):
    """Return a view with a dimension of length 1 inserted at `dim`."""
    dim = at(dim, input.ndim + 1)
    return take_view(Unsqueeze, input, (*input.shape[:dim], 1, *input.shape[dim:]))


def squeeze(input, dim=None):
    """Return a view without the dimensions of length 1, or without that one at `dim`."""
    dims = range(input.ndim) if dim is None else [at(d, input.ndim) for d in lengths((dim,))]
    kept = tuple([n for i, n in enumerate(input.shape) if i not in dims or n != 1])
    return take_view(Squeeze if dim is None else SqueezeAt, input, kept)


def expand(input, *sizes):
    """Return a view that repeats dimensions of length 1; −1 keeps a length. Raises RuntimeError if it cannot."""
    wanted, shape = lengths(sizes), tuple(input.shape)
    extra = len(wanted) - len(shape)
    if extra < 0:
        raise refuse(
            "expand_fewer",
            type=dtypes.TYPE_NAMES[input.dtype],
            shape=shape,
            size=wanted,
            given=len(wanted),
            ndim=len(shape),
        )
    full = tuple([shape[i - extra] if n == -1 and i >= extra else n for i, n in enumerate(wanted)])
    for i, n in enumerate(full[:extra]):
        if n < 0:
            raise refuse("expand_new", n=n, dim=i)
    for i, n in enumerate(full[extra:]):
        if shape[i] not in (1, n):
            raise refuse("expand_size", wanted=n, size=shape[i], dim=i + extra, target=wanted, shape=shape)
    return take_view(Expand, input, full)


def expand_back(grad, shape: tuple, axes, keepdim: bool):
    """Return the gradient of a reduction spread over the reduced axes; no number is copied."""
    if axes is not None and not keepdim and len(shape):
        grad = reshape(grad, tuple([1 if i in axes else n for i, n in enumerate(shape)]))
    return take_view(Expand, grad, shape) if len(shape) else grad


class Stack(Operation):
    """Tensors laid side by side: each gets its slice of the gradient."""

    attributes = ("dim",)

    def forward(ctx, *arrays_and_dim):
        *arrays, ctx.dim = arrays_and_dim
        return np.stack(arrays, ctx.dim)

    def backward(ctx, grad):
        index = (slice(None),) * ctx.dim
        return tuple(grad[(*index, i)] for i in range(grad.shape[ctx.dim]))


class Cat(Operation):
    """Tensors laid end to end: each gets its part of the gradient."""

    attributes = ("dim", "lengths")

    def forward(ctx, *arrays_and_dim):
        *arrays, ctx.dim = arrays_and_dim
        ctx.lengths = [a.shape[ctx.dim] for a in arrays]
        return np.concatenate(arrays, ctx.dim)

    def backward(ctx, grad):
        index = (slice(None),) * ctx.dim
        ends = np.cumsum(ctx.lengths).tolist()
        return tuple(grad[(*index, slice(e - n, e))] for e, n in zip(ends, ctx.lengths, strict=True))


def stack(tensors, dim=0):
    """Return the tensors, all of one shape, along a new dimension. Raises RuntimeError if a shape differs."""
    if not len(tensors):
        raise refuse("stack_nothing")
    for position, tensor in enumerate(tensors):
        if tensor.shape != tensors[0].shape:
            raise refuse("stack_shapes", first=tuple(tensors[0].shape), shape=tuple(tensor.shape), position=position)
    return Stack.apply(*_same_dtype(tensors), at(dim, tensors[0].ndim + 1))


def cat(tensors, dim=0):
    """Return the tensors joined along an existing dimension. Raises RuntimeError if the others differ."""
    if not len(tensors):
        raise refuse("cat_nothing")
    if len({t.ndim for t in tensors}) > 1:
        tensors = [t for t in tensors if t.shape != (0,)]  # torch skips an empty start of a collection
    first = tuple(tensors[0].shape)
    dim = at(dim, len(first))
    for position, tensor in enumerate(tensors):
        if tensor.ndim == 0:
            raise refuse("cat_0d", position=position)
        if tensor.ndim != len(first):
            raise refuse("cat_dimensions", first=len(first), got=tensor.ndim)
        for d, (a, b) in enumerate(zip(first, tensor.shape, strict=True)):
            if d != dim and a != b:
                raise refuse("cat_shapes", dim=dim, first=a, got=b, position=position)
    return Cat.apply(*_same_dtype(tensors), dim)


def _same_dtype(tensors):
    if isinstance(tensors, Tensor):
        raise TypeError  # the door of `cat` and `stack` says what is wanted
    dtype = functools.reduce(dtypes.promote_types, [t.dtype for t in tensors])
    return [t if t.dtype is dtype else t.to(dtype) for t in tensors]
