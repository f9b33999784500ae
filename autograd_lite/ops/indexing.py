"""Picking elements and writing to them: x[i], x[a:b], x[mask], x[i] = v. Gradients go to the places picked."""

from __future__ import annotations

import re

import numpy as np

from .. import dtypes
from ..autograd.operation import Operation, unary
from ..refusals import refuse
from ..tensor import Tensor, wrap
from .choice import where
from .formula import OfShape
from .inplace import in_place
from .shape import Unsqueeze, take_view


class Select(Operation):
    """∂x[i]/∂x: the gradient at the place that was picked, 0 elsewhere."""

    attributes = ("key", "shape")

    def forward(ctx, x, key):
        ctx.key, ctx.shape = key, x.shape
        return x[key]

    def backward(ctx, grad):
        return put(grad, ctx.key, ctx.shape, Put)


class Slice(Select):
    """A range of places, under torch's name."""


class Alias(Select):
    """Every place: x[:] is x under another name."""


class Index(Select):
    """Places listed by integers or a mask; a place listed twice collects twice."""

    def backward(ctx, grad):
        return put(grad, ctx.key, ctx.shape)


class Put(OfShape, name="IndexPutBackward0", rule=lambda grad, own_shape, key, shape: grad[key]):
    """The reverse of picking: zeros, with `x` at the places `key`, none of which occurs twice."""

    def value(x, key, shape):
        out = np.zeros(shape, x.dtype)
        out[key] = x
        return out


class PutListed(Put, name=Put.name):
    """The same for places that are listed, so that one may occur twice: what is put there adds up."""

    def value(x, key, shape):
        if all([k.dtype == bool for k in key if isinstance(k, np.ndarray)]):
            return Put.value(x, key, shape)  # a mask names no place twice, and this is much faster
        out = np.zeros(shape, x.dtype)
        np.add.at(out, key, x)
        return out


class IndexPut(Operation):
    """x with the places `key` replaced: their gradient goes to the new values, that of the others to x."""

    attributes = ("covered", "key")

    def forward(ctx, x, value, key):
        ctx.key, ctx.covered = key, np.zeros(x.shape, bool)
        ctx.covered[key] = True
        out = x.copy()
        out[key] = value
        return out

    def backward(ctx, grad):
        return where(ctx.covered, 0.0, grad), unary(Index, grad, ctx.key)


def getitem(input, key):
    """Return `input[key]`: a view for integers, ranges and None; a copy for lists of places and masks.

    Raises IndexError for a place that does not exist.
    """
    keys = (key,) if key.__class__ is int else _plain_key(key)
    try:
        if key.__class__ is int:  # the commonest key, by the shortest way
            return take_view(Select, input, (key, ...))
        kinds = {type(k) for k in keys}
        if np.ndarray in kinds:
            return unary(Index, input, keys)
        if kinds <= {type(None), type(...)} and None in keys:
            return take_view(Unsqueeze, input, input._shared_array()[keys].shape)
        if kinds & {int, bool, type(None)}:
            kind = Select
        else:
            same = input._shared_array()[keys].shape == input._data.shape
            kind = Alias if same and (len(keys) != 1 or keys[0] is Ellipsis) else Slice
        return take_view(kind, input, keys if Ellipsis in keys else (*keys, Ellipsis))
    except IndexError as error:
        raise _refused(input, keys, str(error)) from None


def setitem(input, key, value) -> None:
    """Write `value` to the places `key` of `input`; recorded where either requires grad.

    Raises RuntimeError for a leaf that requires grad, and where shapes do not fit; IndexError, TypeError.
    """
    if not isinstance(value, (Tensor, int, float, np.generic)):
        raise refuse(
            "assigned_type",
            type=f"{type(value).__module__}.{type(value).__name__}".removeprefix("builtins."),
            tensor=dtypes.TYPE_NAMES[input.dtype],
        )
    if not isinstance(value, Tensor):
        value = wrap(input._data.dtype.type(value))
    value = value if value._data.dtype == input._data.dtype else value.to(input.dtype)
    keys = _plain_key(key)
    if input._data.ndim == 0 and all(k is Ellipsis for k in keys):
        input.copy_(value)
    elif any(isinstance(k, np.ndarray) for k in keys):
        shape = getitem(input.detach(), key)._data.shape
        if not _stretches(value._data.shape, shape):
            raise refuse("assigned_to_index", shape=value._data.shape, wanted=shape)
        in_place(IndexPut.apply)(input, value, keys)
    else:
        place = getitem(input, key)
        extra = max(value.ndim - place.ndim, 0)
        if all(n == 1 for n in value._data.shape[:extra]):
            value = value.reshape(value.shape[extra:])
        place.copy_(value.expand(place.shape))


def _stretches(shape: tuple, wanted: tuple) -> bool:
    try:
        return np.broadcast_shapes(shape, wanted) == wanted
    except ValueError:
        return False


def put(grad, key, shape, op=PutListed):
    """Return zeros of `shape` with `grad` added at the places `key`."""
    return unary(op, grad, key, shape) if isinstance(grad, Tensor) else op.value(grad, key, shape)


def _plain_key(key) -> tuple:
    """Return a key in NumPy's terms, as a tuple."""
    return tuple([_plain(k) for k in (key if isinstance(key, tuple) else (key,))])


def _plain(key):
    """Return one part of a key in NumPy's terms."""
    if isinstance(key, (list, range, np.ndarray)):
        key = wrap(dtypes.whole(np.asarray(key)))
    if isinstance(key, Tensor):
        array = key.numpy(force=True)
        if array.dtype.kind == "f" and array.size:
            raise refuse("index_decimals")
        array = array.astype(np.int64) if array.dtype.kind == "f" else array  # an empty list is made of decimals
        return array if array.ndim or array.dtype == bool else int(array)
    if isinstance(key, np.integer):
        return int(key)
    if isinstance(key, slice) and key.step is not None and key.step <= 0:
        raise refuse("index_step")
    if not (key is None or key is Ellipsis or isinstance(key, (int, slice))):
        raise refuse("index_type", type=type(key).__name__)
    return key


def _refused(input, keys, words: str) -> Exception:
    """Return torch's error where NumPy says that a place does not exist."""
    numbers = [int(n) for n in re.findall(r"-?\d+", words)]
    lists = [k for k in keys if isinstance(k, np.ndarray)]
    if "out of bounds" in words:
        return refuse("index_bounds", index=numbers[0], dim=numbers[1], size=numbers[2])
    if "too many" in words:
        return refuse("index_count" if input.ndim or lists else "index_0d", ndim=input.ndim)
    if "boolean" in words:
        mask = next(k for k in lists if k.dtype == bool)
        return refuse("index_mask", mask=mask.shape, dim=numbers[0], shape=input._data.shape)
    return refuse("index_shapes", shapes=", ".join(str(list(k.shape)) for k in lists))
