"""Largest, smallest, middle, in order: operations that pick some of the elements they are given.

The gradient goes to the picked places. Over all elements (`max()`, `amax`, `median()`) ties share it evenly; along a
dimension (`max(dim)`, `sort`, `topk`), where the places are part of the result, the place named gets it whole.
"""

from __future__ import annotations

from collections import namedtuple

import numpy as np

from .. import dtypes
from ..autograd.operation import unary
from ..tensor import Tensor, wrap
from .axes import axes_of, one_axis
from .bounds import maximum, minimum
from .formula import Formula, OfInput, OfShape, Reduction, require
from .indexing import Index, put
from .reduction import shared
from .shape import expand


class Amax(Reduction, value=lambda x, axes, keepdim: np.max(x, axes, keepdims=keepdim)):
    """The largest value: the gradient is shared evenly among all places that hold it."""

    def rule(grad, x, out, axes):
        return shared(grad, x == out, axes)


class Amin(Amax, value=lambda x, axes, keepdim: np.min(x, axes, keepdims=keepdim)):
    """The smallest value: the gradient is shared evenly among all places that hold it."""


class MaxAll(Amax, name="MaxBackward1"):
    """The largest of all elements."""


class MinAll(Amin, name="MinBackward1"):
    """The smallest of all elements."""


class MedianAll(Amax, name="MedianBackward0"):
    """The middle one of all elements in order; the lower one of two."""

    def value(x, axes, keepdim):
        row = np.sort(x, axis=None)
        return np.nan * np.sum(row) if not row.size or np.isnan(row[-1]) else row[(row.size - 1) // 2]


class Gather(OfInput, rule=lambda grad, x, dim, index: unary(ScatterAdd, grad, dim, index, x.shape)):
    """The element that an index names, along a dimension: the gradient is added up where it was read."""

    def value(x, dim, index):
        row, places = x.reshape(x.shape or (1,)), index.reshape(index.shape or (1,))
        return np.take_along_axis(row, places, dim).reshape(index.shape)[()]


class ScatterAdd(OfShape, rule=lambda grad, own_shape, dim, index, shape: unary(Gather, grad, dim, index)):
    """The reverse of gather: zeros, with each element added at the place its index names."""

    def value(x, dim, index, shape):
        out = np.zeros(shape, x.dtype)
        places = list(np.indices(index.shape, sparse=True))
        places[dim : dim + 1] = [index] if places else []
        np.add.at(out, tuple(places), x)
        return out[()]


class Along(Formula):
    """A pick along one dimension, with its places: `places(x, dim, *options)` names them, the gradient goes there."""

    attributes = ("dim", "index", "_num_outputs", "shape")

    @classmethod
    def forward(cls, ctx, x, dim, keepdim, *options):
        index = dtypes.whole(cls.places(x.reshape(x.shape or (1,)), dim, *options))
        ctx.index = index = index if x.ndim else index.reshape(())
        ctx.shape, ctx.dim = x.shape, dim
        picked = Gather.value(x, dim, index)
        return (picked, index) if keepdim or not x.ndim else (picked.squeeze(dim)[()], index.squeeze(dim)[()])

    def backward(ctx, grads):
        return unary(ScatterAdd, grads[0].reshape(ctx.index.shape), ctx.dim, ctx.index, ctx.shape)


class Max(Along, places=lambda x, dim: np.argmax(x, dim, keepdims=True)):
    """The largest along a dimension, and its place (the first, at a tie)."""


class Min(Along, places=lambda x, dim: np.argmin(x, dim, keepdims=True)):
    """The smallest along a dimension, and its place (the first, at a tie)."""


class Sort(Along):
    """All elements in order along a dimension, and where they came from."""

    def places(x, dim, descending):
        x = x.astype(np.int64) if x.dtype.kind == "b" else x
        return np.argsort(-x if descending else x, dim, kind="stable")


class Topk(Along, places=lambda x, dim, k, largest: np.take(Sort.places(x, dim, largest), range(k), dim)):
    """The k largest (or smallest) in order along a dimension, and their places."""


class Median(
    Along,
    name="MedianBackward1",
    places=lambda x, dim: np.take(Sort.places(x, dim, False), [(x.shape[dim] - 1) // 2], dim),
):
    """The middle one along a dimension (the lower one of two), and its place."""


class IndexSelect(Index):
    """Whole slices by their numbers; a slice taken twice collects twice."""


class MaskedSelect(OfInput, value=lambda x, key: x[key], rule=lambda grad, x, key: put(grad, key, x.shape)):
    """The elements where a mask is True, in a row; the gradient goes back to their places."""


class Pair(namedtuple("Pair", "values indices")):
    """What `max(dim)` and its like return; it prints as torch's does, under the function's name."""

    __slots__ = ()

    def __repr__(self) -> str:
        name = type(self).__name__.lower()
        return f"torch.return_types.{name}(\nvalues={self.values!r},\nindices={self.indices!r})"


for _op in (Max, Min, Sort, Topk, Median):
    _op.pair = type(_op.__name__.lower(), (Pair,), {"__slots__": ()})


def _along(op, input, dim, keepdim, *options):
    dim = one_axis(input, dim)
    return op.pair(*op.apply(input, dim, keepdim, *options))


def _extreme(op, op_all, op_pair, word: str):
    """Return `max` or `min`, which have three meanings: of all, along a dimension, of two tensors."""
    name = op.__name__.lower()

    def extreme(input, dim=None, keepdim=False, *, other=None):
        dim = other if dim is None else dim
        if isinstance(dim, Tensor):
            return op_pair(input, dim)
        if dim is None:
            require(input._data.size > 0, "empty_extreme", function=name)
            return unary(op_all, input, None, False)
        axis = one_axis(input, dim)
        require(not input.ndim or input._data.shape[axis] > 0, "empty_dim", function=name, dim=axis)
        return _along(op, input, dim, keepdim)

    extreme.__name__ = name
    extreme.__doc__ = f"Return the {word} element, or values and places along `dim`, or element by element of two."
    return extreme


def _place(numpy_function, word: str):
    """Return `argmax` or `argmin`."""

    def place(input, dim=None, keepdim=False):
        require(dim is not None or input._data.size > 0, "empty_place", function=numpy_function.__name__)
        axis = None if dim is None or not input.ndim else one_axis(input, dim)
        require(axis is None or input._data.shape[axis] > 0, "empty_dim", function=numpy_function.__name__, dim=axis)
        return wrap(dtypes.whole(numpy_function(input._data, axis, keepdims=keepdim)))

    place.__name__ = numpy_function.__name__
    place.__doc__ = f"Return the place of the {word} element, counted in reading order, or the places along `dim`."
    return place


max, min = _extreme(Max, MaxAll, maximum, "largest"), _extreme(Min, MinAll, minimum, "smallest")
argmax, argmin = _place(np.argmax, "largest"), _place(np.argmin, "smallest")


def amax(input, dim=(), keepdim=False):
    """Return the largest elements along `dim` (a number or a tuple); ties share the gradient."""
    return unary(Amax, input, axes_of(input, dim), keepdim)


def amin(input, dim=(), keepdim=False):
    """Return the smallest elements along `dim` (a number or a tuple); ties share the gradient."""
    return unary(Amin, input, axes_of(input, dim), keepdim)


def median(input, dim=None, keepdim=False):
    """Return the middle element (the lower one of two), or values and places along `dim`."""
    return unary(MedianAll, input, None, False) if dim is None else _along(Median, input, dim, keepdim)


def sort(input, dim=-1, descending=False, stable=False):
    """Return the elements in order along `dim`, and where they came from."""
    return _along(Sort, input, dim, True, descending)


def topk(input, k, dim=-1, largest=True, sorted=True):
    """Return the k largest (or smallest) along `dim`, and their places. Raises RuntimeError if k is too large."""
    require(0 <= k <= (input.shape[dim] if input.ndim else 1), "topk_range")
    return _along(Topk, input, dim, True, k, largest)


def argsort(input, dim=-1, descending=False):
    """Return the places in the order of their elements along `dim`."""
    return sort(input.detach(), dim, descending).indices


def gather(input, dim, index):
    """Return, for each place of `index`, the element of `input` that the index names along `dim`.

    Raises RuntimeError for an index that is no integer tensor, or that names a place beyond the end.
    """
    require(index._data.dtype.kind == "i", "gather_dtype")
    dim = one_axis(input, dim)
    n = input._data.shape[dim] if input.ndim else 1
    for place in index._data[(index._data < 0) | (index._data >= n)].reshape(-1).tolist()[:1]:
        require(False, "gather_range", index=place, dim=dim, size=n)
    cut = tuple(slice(None) if d == dim else slice(0, length) for d, length in enumerate(index.shape))
    return unary(Gather, input[cut] if input.ndim else input, dim, index._data)


def index_select(input, dim, index):
    """Return the slices of `input` along `dim` whose numbers are in `index`. Raises IndexError beyond the end."""
    dim = one_axis(input, dim)
    require(not ((index._data < 0) | (index._data >= input.shape[dim])).any(), "index_select_range")
    return unary(IndexSelect, input, (slice(None),) * dim + (index._data,))


def masked_select(input, mask):
    """Return, in a row, the elements where `mask` is True. Raises RuntimeError for a mask that is not boolean."""
    require(mask._data.dtype.kind == "b", "masked_select_mask")
    shape = np.broadcast_shapes(input.shape, mask.shape)
    x = input if input._data.shape == shape else expand(input, shape)
    return unary(MaskedSelect, x, (np.broadcast_to(mask._data, shape),))
