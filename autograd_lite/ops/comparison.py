"""Questions with a yes or no for every element. Their results are boolean, so nothing is recorded."""

from __future__ import annotations

import numpy as np

from ..tensor import Tensor, wrap


def _compare(numpy_function):
    def compare(input, other):
        return wrap(numpy_function(input._data, other._data if isinstance(other, Tensor) else other))

    compare.__name__ = numpy_function.__name__
    compare.__doc__ = f"Return, element by element, whether input is {numpy_function.__name__.replace('_', ' ')} other."
    return compare


eq, ne = _compare(np.equal), _compare(np.not_equal)
lt, le = _compare(np.less), _compare(np.less_equal)
gt, ge = _compare(np.greater), _compare(np.greater_equal)


def isnan(input):
    """Return which elements are not a number."""
    return wrap(np.isnan(input._data))


def isinf(input):
    """Return which elements are infinite."""
    return wrap(np.isinf(input._data))


def isfinite(input):
    """Return which elements are finite."""
    return wrap(np.isfinite(input._data))


def logical_not(input):
    """Return, element by element, whether input is zero."""
    return wrap(np.logical_not(input._data))


def all(input):
    """Return whether every element is nonzero."""
    return wrap(np.all(input._data))


def any(input):
    """Return whether some element is nonzero."""
    return wrap(np.any(input._data))


def equal(input, other) -> bool:
    """Return True if shapes and all elements agree."""
    return bool(np.array_equal(input._data, other._data))


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False) -> bool:
    """Return True if all elements agree within atol + rtol·|other|."""
    return bool(np.allclose(input._data, other._data, rtol, atol, equal_nan))
