"""Fitting: two tensors to each other by broadcasting and promotion, and their gradients back to each of them."""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..refusals import refuse
from ..tensor import Tensor


def mismatch(a: tuple, b: tuple) -> Exception:
    """Return torch's error for two shapes that do not broadcast, naming the last dimension where they differ."""
    n = max(len(a), len(b))
    pairs = [(dim, a[dim - n + len(a)], b[dim - n + len(b)]) for dim in range(n - min(len(a), len(b)), n)]
    dim, one, other = [p for p in pairs if p[1] != p[2] and 1 not in p[1:]][-1]
    return refuse("broadcast", a=one, b=other, dim=dim)


def broadcast(a: tuple, b: tuple) -> tuple:
    """Return the shape that two shapes stretch to. Raises RuntimeError if they do not fit."""
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        raise mismatch(a, b) from None


def promoted(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Return both tensors in the dtype that torch gives the result; a conversion is recorded like any operation."""
    if x._data.dtype is y._data.dtype:
        return x, y
    wanted = dtypes.common([(t.dtype, 2 if t._data.ndim else 1) for t in (x, y)])
    return x.to(wanted), y.to(wanted)


def metas_of(arrays, out):
    """Return (shape, dtype) per input if the engine must sum or convert gradients to fit, else None."""
    if out.__class__ is not tuple and all([a.shape == out.shape and a.dtype is out.dtype for a in arrays]):
        return None
    return tuple([(a.shape, a.dtype) for a in arrays])


def fit(gradient, shape: tuple, dtype):
    """Undo broadcasting and conversion: sum `gradient` over the axes that were stretched, in the input's dtype."""
    if gradient.shape != shape:
        extra = len(gradient.shape) - len(shape)
        stretched = [i + extra for i, n in enumerate(shape) if n == 1 and gradient.shape[i + extra] != 1]
        axes = (*range(extra), *stretched)
        gradient = (gradient.sum(axes) if axes else gradient).reshape(shape)
    if gradient.__class__ is Tensor:
        return gradient if gradient._data.dtype == dtype else gradient.to(dtypes.FROM_NUMPY[dtype])
    return gradient if gradient.dtype == dtype else gradient.astype(dtype)


def fitted(node, returned: tuple) -> tuple:
    """Return the gradients that a rule gave, each fitted to its input."""
    metas = zip(returned, node._edges, node._metas)  # noqa: B905 - a rule may leave out trailing constants
    return tuple([None if edge is None or part is None else fit(part, *meta) for part, edge, meta in metas])
