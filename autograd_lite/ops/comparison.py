"""Questions with a yes or no for every element. Their results are boolean, so nothing is recorded."""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..autograd.operation import mismatch
from ..tensor import Tensor, wrap
from .axes import axes_of
from .formula import require


def _of_two(numpy_function, sentence: str):
    """Return the comparison of a tensor with a tensor, a number or an array; NotImplemented for anything else."""

    def compare(input, other):
        if not isinstance(other, (Tensor, float, int, np.ndarray, np.generic)):
            return NotImplemented
        other = other._data if isinstance(other, Tensor) else other
        try:
            return wrap(numpy_function(input._data, other))
        except ValueError:
            raise mismatch(input._data.shape, other.shape) from None
        except TypeError:
            require(False, "bits_of_decimals", function=numpy_function.__name__)

    compare.__doc__ = f"Return, element by element, {sentence}; shapes broadcast."
    return compare


def _of_one(numpy_function, sentence: str):
    def question(input):
        require(numpy_function is not np.invert or input._data.dtype.kind != "f", "opposite_of_decimals")
        return wrap(numpy_function(input._data))

    question.__doc__ = f"Return, element by element, {sentence}."
    return question


eq, ne = _of_two(np.equal, "whether both are equal"), _of_two(np.not_equal, "whether they differ")
lt, le = _of_two(np.less, "whether input is below other"), _of_two(np.less_equal, "whether input is at most other")
gt, ge = _of_two(np.greater, "whether input is above other"), _of_two(np.greater_equal, "whether it is at least other")
logical_and, logical_or = _of_two(np.logical_and, "whether both hold"), _of_two(np.logical_or, "whether one holds")
logical_xor = _of_two(np.logical_xor, "whether exactly one holds")
bitwise_and, bitwise_or = _of_two(np.bitwise_and, "input and other"), _of_two(np.bitwise_or, "input or other")
bitwise_xor, bitwise_not = _of_two(np.bitwise_xor, "either input or other"), _of_one(np.invert, "the opposite")
isnan, isinf = _of_one(np.isnan, "whether it is not a number"), _of_one(np.isinf, "whether it is infinite")
isfinite, logical_not = _of_one(np.isfinite, "whether it is finite"), _of_one(np.logical_not, "whether it is zero")


def all(input, dim=None, keepdim=False):
    """Return whether every element is nonzero, of all or along `dim`."""
    return wrap(np.all(input._data, axes_of(input, dim), keepdims=keepdim))


def any(input, dim=None, keepdim=False):
    """Return whether some element is nonzero, of all or along `dim`."""
    return wrap(np.any(input._data, axes_of(input, dim), keepdims=keepdim))


def equal(input, other) -> bool:
    """Return True if shapes and all elements agree."""
    return bool(np.array_equal(input._data, other._data))


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Return, element by element, whether both agree within atol + rtol·abs(other).

    Raises RuntimeError for two different dtypes.
    """
    a, b = dtypes.scalar_name(input._data), dtypes.scalar_name(other._data)
    require(a == b, "dtype_match", a=a, b=b)
    return wrap(np.isclose(input._data, other._data, rtol, atol, equal_nan))


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False) -> bool:
    """Return True if all elements agree within atol + rtol·abs(other). Raises RuntimeError for different dtypes."""
    return bool(all(isclose(input, other, rtol, atol, equal_nan)))
