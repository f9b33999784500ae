"""Choosing between two values by a condition. The gradient goes to the value that was chosen."""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..autograd.operation import Operation, promoted
from ..refusals import refuse
from ..tensor import Tensor, wrap
from .promotion import constant


class Where(Operation):
    """∂where(c, x, y)/∂x = 1 where c, else 0; ∂/∂y = 1 where not c, else 0."""

    def forward(ctx, x, y, condition):
        ctx.save_for_backward(condition)
        return np.where(condition, x, y)[()]

    def backward(ctx, grad):
        (condition,) = ctx.saved_tensors
        return where(condition, grad, 0.0), where(condition, 0.0, grad)


def where(condition, input=None, other=None):
    """Return `input` where `condition` is True, `other` elsewhere; with a condition alone, the places of its Trues.

    Raises RuntimeError for a condition that is not boolean.
    """
    if (input is None) != (other is None):
        raise refuse("where_one")
    if input is None:
        return tuple(wrap(dtypes.whole(places)) for places in np.nonzero(condition._data))
    if not any(isinstance(v, Tensor) for v in (condition, input, other)):
        return np.where(condition, input, other)[()]
    mask = condition._data if isinstance(condition, Tensor) else condition
    if mask.dtype.kind != "b":
        raise refuse("where_condition", dtype=dtypes.scalar_name(mask))
    return Where.apply(*promoted(constant(input, other), constant(other, input)), mask)
