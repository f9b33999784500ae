"""Taking tensors apart, turning and repeating them: split, unbind, flip, roll, repeat, triangles and diagonals.

`split`, `chunk` and `unbind` give views: their parts look into the memory of the input. The rest are copies.
"""

from __future__ import annotations

import math

import numpy as np

from ..autograd.operation import Operation, unary
from ..tensor import Tensor, wrap
from .axes import axes_of, one_axis
from .formula import OfShape, require
from .indexing import put
from .shape import Cat, Stack, as_view, cat, expand, permute, reshape


class Flip(OfShape, value=lambda x, axes: np.flip(x, axes).copy(), rule=lambda grad, shape, axes: flip(grad, axes)):
    """Elements in reverse order: the gradient is reversed too."""


class Roll(OfShape, value=np.roll):
    """Elements moved round in a circle: the gradient moves back."""

    def rule(grad, shape, shifts, axes):
        return unary(Roll, grad, tuple([-s for s in shifts]), axes)


class Repeat(OfShape, value=np.tile):
    """Copies side by side: the gradient is the sum over the copies."""

    def rule(grad, shape, times):
        full = (1,) * (len(times) - len(shape)) + shape
        both = [n for pair in zip(times, full, strict=True) for n in pair]
        return reshape(reshape(grad, both).sum(tuple(range(0, len(both), 2))), shape)


class Tril(OfShape, value=np.tril, rule=lambda grad, shape, diagonal: unary(Tril, grad, diagonal)):
    """The lower triangle of a matrix, zeros above: the gradient is cut in the same way."""


class Triu(OfShape, value=np.triu, rule=lambda grad, shape, diagonal: unary(Triu, grad, diagonal)):
    """The upper triangle of a matrix, zeros below: the gradient is cut in the same way."""


class Diagonal(OfShape, name="DiagonalBackward0_copy", value=lambda x, offset: np.diagonal(x, offset).copy()):
    """The diagonal of a matrix: the gradient goes back to the diagonal."""

    def rule(grad, shape, offset):
        places = np.arange(grad.shape[0])
        return put(grad, (places + max(-offset, 0), places + max(offset, 0)), shape)


class DiagEmbed(OfShape, value=np.diag, rule=lambda grad, shape, offset: unary(Diagonal, grad, offset)):
    """A vector laid on the diagonal of a matrix of zeros: its gradient is that diagonal."""


class Trace(OfShape, value=np.trace, rule=lambda grad, shape: Diagonal.rule(expand(grad, (min(shape),)), shape, 0)):
    """The sum of the diagonal of a matrix: every diagonal element gets the gradient."""


class Split(Operation):
    """Neighbouring pieces: the gradient of the whole is the gradients of the pieces, end to end."""

    attributes = ("dim", "_num_outputs", "pieces")

    def forward(ctx, x, lengths, dim):
        ctx.dim = dim
        ctx.pieces = tuple(np.split(x, np.cumsum(lengths)[:-1].tolist(), dim))
        return ctx.pieces

    def backward(ctx, grads):
        return Cat.apply(*_without_gaps(grads, ctx.pieces), ctx.dim)


class SplitWithSizes(Split):
    """Pieces of named lengths; the same rule, torch's other name."""


class Unbind(Operation):
    """The slices along a dimension: the gradient of the whole is the stack of theirs."""

    attributes = ("dim", "_num_outputs", "pieces")

    def forward(ctx, x, dim):
        first = np.moveaxis(x, dim, 0)
        ctx.dim = dim
        ctx.pieces = tuple([first[i, ...] for i in range(len(first))])
        return ctx.pieces

    def backward(ctx, grads):
        return Stack.apply(*_without_gaps(grads, ctx.pieces), ctx.dim)


def _without_gaps(grads, pieces):
    """Return the gradients of all pieces: zeros for a piece that nobody used. To a lone piece comes a lone gradient."""
    grads = grads if grads.__class__ is list else [grads]
    filled = [np.zeros_like(p) if g is None else g for g, p in zip(grads, pieces, strict=True)]
    recorded = any(isinstance(g, Tensor) for g in grads)
    return [wrap(g) if recorded and not isinstance(g, Tensor) else g for g in filled]


def _views(op, input, *constants):
    """Return several views of one tensor: they share its memory and its version."""
    input._shared_array()
    results = op.apply(input, *constants)
    for result in results:
        as_view(result, input, (), "inplace_multi")
    return results


def split(tensor, split_size_or_sections, dim=0):
    """Return views of neighbouring pieces along `dim`: of one length, or of the lengths in a list.

    Raises RuntimeError if the lengths do not add up.
    """
    lengths, dim = split_size_or_sections, one_axis(tensor, dim)
    n = tensor._data.shape[dim]
    if isinstance(lengths, int):
        require(lengths >= 0, "split_negative", size=lengths)
        require(lengths or not n, "split_zero", n=n)
        return _views(Split, tensor, [min(lengths, n - start) for start in range(0, n, lengths or 1)] or [0], dim)
    require(sum(lengths) == n, "split_lengths", n=n, dim=dim, lengths=list(lengths))
    return _views(SplitWithSizes, tensor, lengths, dim)


def chunk(input, chunks, dim=0):
    """Return views of (at most) `chunks` pieces of equal length along `dim`; the last may be shorter."""
    require(chunks > 0, "chunk_count", chunks=chunks)
    return split(input, max(1, math.ceil(input.shape[one_axis(input, dim)] / chunks)), dim)


def unbind(input, dim=0):
    """Return views of the slices along `dim`, without that dimension."""
    return _views(Unbind, input, one_axis(input, dim))


def narrow(input, dim, start, length):
    """Return the view of `length` slices from `start` along `dim`."""
    dim = one_axis(input, dim)
    n = input._data.shape[dim]
    start = start + n if start < 0 else start  # counted from the end
    require(start >= 0 and start + length <= n, "narrow_range", start=start, length=length, size=n)
    return input[(slice(None),) * dim + (slice(start, start + length),)]


def flatten(input, start_dim=0, end_dim=-1):
    """Return the same elements with the dimensions from `start_dim` to `end_dim` made one."""
    first, last = one_axis(input, start_dim), one_axis(input, end_dim)
    require(first <= last, "flatten_order")
    return reshape(input, (*input.shape[:first], -1, *input.shape[last + 1 :]))


def movedim(input, source, destination):
    """Return the view with one dimension moved to another place."""
    source, destination = one_axis(input, source), one_axis(input, destination)
    order = [d for d in range(input.ndim) if d != source]
    order.insert(destination, source)
    return permute(input, order)


def contiguous(input):
    """Return the tensor with its elements in reading order: itself, or a copy if they are not."""
    return input if np.asarray(input._data).flags.c_contiguous else input.clone()


def expand_as(input, other):
    """Return a view of `input` that repeats dimensions of length 1 until it has the shape of `other`."""
    return input.expand(*other.shape)


def view_as(input, other):
    """Return the same elements in the shape of `other`."""
    return reshape(input, other.shape)


def flip(input, dims, *more):
    """Return a copy with the order of elements reversed along `dims`."""
    return unary(Flip, input, axes_of(input, (dims, *more) if more else dims) or ())


def roll(input, shifts, dims=None):
    """Return a copy with elements moved by `shifts` along `dims`, the last ones coming round to the front."""
    return unary(Roll, input, (shifts,) if isinstance(shifts, int) else tuple(shifts), axes_of(input, dims))


def repeat(input, *sizes):
    """Return `sizes[i]` copies side by side along each dimension. Raises RuntimeError for too few sizes."""
    sizes = sizes if isinstance(sizes[0], int) else tuple(sizes[0])
    require(len(sizes) >= input.ndim, "repeat_sizes")
    return unary(Repeat, input, sizes)


def tile(input, *dims):
    """Return copies as `repeat` does; missing leading sizes count as 1."""
    dims = dims if isinstance(dims[0], int) else tuple(dims[0])
    return repeat(input, (1,) * (input.ndim - len(dims)) + dims)


def hstack(tensors):
    """Return the tensors joined side by side: along the second dimension, vectors along the first."""
    return cat([t if t.ndim else reshape(t, (1,)) for t in tensors], 0 if tensors[0].ndim < 2 else 1)


def vstack(tensors):
    """Return the tensors on top of each other; a vector is a row."""
    return cat([t if t.ndim > 1 else reshape(t, (1, -1)) for t in tensors], 0)


def tril(input, diagonal=0):
    """Return the lower triangle, zeros above. Raises RuntimeError below two dimensions."""
    require(input.ndim >= 2, "triangle_dims", function="tril")
    return unary(Tril, input, diagonal)


def triu(input, diagonal=0):
    """Return the upper triangle, zeros below. Raises RuntimeError below two dimensions."""
    require(input.ndim >= 2, "triangle_dims", function="triu")
    return unary(Triu, input, diagonal)


def diag(input, diagonal=0):
    """Return the diagonal of a matrix, or the matrix with a vector on its diagonal."""
    require(input.ndim in (1, 2), "diag_dims", ndim=input.ndim)
    return unary(DiagEmbed if input.ndim == 1 else Diagonal, input, diagonal)


def trace(input):
    """Return the sum of the diagonal of a matrix. Raises RuntimeError for anything else."""
    require(input.ndim == 2, "trace_dims", ndim=input.ndim)
    return unary(Trace, input)
