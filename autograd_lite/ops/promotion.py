"""What a number becomes when it meets a tensor: torch's rules of promotion, for one operand at a time."""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..tensor import Tensor, wrap


def decimal(x):
    """Return integers and booleans in the default dtype, as roots and divisions need them; decimals as they are."""
    if isinstance(x, Tensor) and x._data.dtype.kind != "f":
        return x.to(dtypes.get_default_dtype())
    return x


def constant(value, beside=None) -> Tensor:
    """Return a number as a 0-d tensor of the dtype that it takes beside the tensor `beside`; a tensor as it is."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, np.ndarray):
        return wrap(value)
    kind = dtypes.bool if isinstance(value, bool) else dtypes.int64 if isinstance(value, int) else dtypes.Default.dtype
    if isinstance(beside, Tensor):
        kind = dtypes.common([(beside.dtype, 2), (kind, 0)])
    return wrap(kind.numpy.type(value))


def beside_number(x, k):
    """Return tensor `x` in the dtype that it takes beside the Python number `k`."""
    kind = x._data.dtype.kind
    if kind != "f" and isinstance(k, float):
        return x.to(dtypes.get_default_dtype())
    return x.to(dtypes.int64) if kind == "b" and not isinstance(k, bool) else x
