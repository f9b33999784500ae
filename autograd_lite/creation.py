"""Making tensors: from numbers, filled, spaced, and at random."""

from __future__ import annotations

import numpy as np

from . import dtypes
from .tensor import Tensor, wrap

INTEGER_GRAD = (
    "Only Tensors of floating point and complex dtype can require gradients\n"
    "Why: a slope needs arbitrarily small steps, and integers have none. What to do: write 3.0 instead of 3, or "
    "dtype=torch.float64. See lesson 08."
)


def tensor(data, *, dtype=None, requires_grad=False) -> Tensor:
    """Return a new leaf tensor with a copy of `data` (numbers, nested lists, an array).

    Raises ValueError for ragged lists, TypeError for text, RuntimeError for integers that should require gradients.
    """
    array = _array(data)
    if dtype is not None:
        array = array.astype(dtype.numpy)
    elif not isinstance(data, (np.ndarray, np.generic, Tensor)) and array.dtype.kind == "f":
        array = array.astype(dtypes.get_default_dtype().numpy)
    dtypes.from_numpy_dtype(array.dtype)
    return leaf(array.copy() if array is data else array, requires_grad)


def leaf(array, requires_grad: bool) -> Tensor:
    """Return a leaf around `array`; a single number is kept as a NumPy number, which is faster."""
    made = wrap(array[()])
    if requires_grad:
        if array.dtype.kind != "f":
            raise RuntimeError(INTEGER_GRAD)
        made._requires_grad = True
    return made


def _array(data) -> np.ndarray:
    if isinstance(data, Tensor):
        return data.detach().numpy().copy()
    if isinstance(data, str) or (isinstance(data, (list, tuple)) and _holds_text(data)):
        if isinstance(data, str):
            raise TypeError("new(): invalid data type 'str'\nWhat to do: give numbers, torch.tensor(3.0).")
        raise TypeError("new(): invalid data type 'str'\nWhat to do: give numbers, torch.tensor([1.0, 2.0]).")
    if isinstance(data, (list, tuple)):
        _check_lengths(data, 0, _lengths(data))
    array = np.asarray(_plain(data))
    if array.dtype.kind == "i":
        array = array.astype(np.int64)
    if array.size == 0 and isinstance(data, (list, tuple)):
        array = array.astype(dtypes.get_default_dtype().numpy)
    return array


def _plain(data):
    """Return nested lists with tensors replaced by their numbers: tensor([a, b]) copies, and cuts the history."""
    if isinstance(data, Tensor):
        return data.item() if data._data.size == 1 and not data._requires_grad else float(data)
    return [_plain(d) for d in data] if isinstance(data, (list, tuple)) else data


def _holds_text(data) -> bool:
    return any(isinstance(d, str) or (isinstance(d, (list, tuple)) and _holds_text(d)) for d in data)


def _lengths(data) -> list[int]:
    lengths = []
    while isinstance(data, (list, tuple)):
        lengths.append(len(data))
        data = data[0] if data else None
    return lengths


def _check_lengths(data, dim: int, lengths: list[int]) -> None:
    """Raise torch's ValueError where rows differ in length."""
    for row in data:
        is_row = isinstance(row, (list, tuple))
        if dim + 1 < len(lengths) and not is_row:
            raise TypeError(
                f"not a sequence\nWhy: the first entry is a list, so every entry at depth {dim + 1} must be."
            )
        if is_row and (dim + 1 >= len(lengths) or len(row) != lengths[dim + 1]):
            expected = lengths[dim + 1] if dim + 1 < len(lengths) else 0
            raise ValueError(
                f"expected sequence of length {expected} at dim {dim + 1} (got {len(row)})\n"
                "Why: a tensor is a full box of numbers. What to do: make all rows equally long."
            )
        if is_row:
            _check_lengths(row, dim + 1, lengths)


def _shape(size) -> tuple:
    return tuple(size[0]) if len(size) == 1 and isinstance(size[0], (tuple, list)) else tuple(int(n) for n in size)


def _numpy_type(dtype):
    return (dtype or dtypes.get_default_dtype()).numpy


def zeros(*size, dtype=None, requires_grad=False) -> Tensor:
    """Return zeros of the given shape."""
    return leaf(np.zeros(_shape(size), _numpy_type(dtype)), requires_grad)


def ones(*size, dtype=None, requires_grad=False) -> Tensor:
    """Return ones of the given shape."""
    return leaf(np.ones(_shape(size), _numpy_type(dtype)), requires_grad)


def full(size, fill_value, *, dtype=None, requires_grad=False) -> Tensor:
    """Return a tensor of the given shape, filled with one number."""
    kind = (
        dtype.numpy if dtype else _array(fill_value).dtype if not isinstance(fill_value, float) else _numpy_type(None)
    )
    return leaf(np.full(_shape((size,)), fill_value, kind), requires_grad)


def eye(n, m=None, *, dtype=None, requires_grad=False) -> Tensor:
    """Return the n × m matrix with ones on the diagonal."""
    return leaf(np.eye(n, m, dtype=_numpy_type(dtype)), requires_grad)


def arange(start, end=None, step=1, *, dtype=None, requires_grad=False) -> Tensor:
    """Return start, start + step, … up to but without end; integers stay integers."""
    if end is None:
        start, end = 0, start
    decimal = any(isinstance(v, float) for v in (start, end, step))
    kind = dtype.numpy if dtype else _numpy_type(None) if decimal else np.int64
    count = max(0, int(np.ceil((end - start) / step)))
    return leaf((start + step * np.arange(count)).astype(kind), requires_grad)


def linspace(start, end, steps, *, dtype=None, requires_grad=False) -> Tensor:
    """Return `steps` evenly spaced numbers from start to end, both included."""
    return leaf(np.linspace(float(start), float(end), steps).astype(_numpy_type(dtype)), requires_grad)


def zeros_like(input, *, dtype=None, requires_grad=False) -> Tensor:
    """Return zeros of the shape and dtype of `input`."""
    return zeros(input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


def ones_like(input, *, dtype=None, requires_grad=False) -> Tensor:
    """Return ones of the shape and dtype of `input`."""
    return ones(input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


def from_numpy(array) -> Tensor:
    """Return a tensor that shares memory with a NumPy array."""
    dtypes.from_numpy_dtype(array.dtype)
    return wrap(array)


class _Random:
    generator = np.random.default_rng(0)


def manual_seed(seed: int) -> None:
    """Start the random numbers at `seed`. They are NumPy's: the same seed gives other numbers than torch."""
    _Random.generator = np.random.default_rng(seed)


def rand(*size, dtype=None, requires_grad=False) -> Tensor:
    """Return random numbers, uniform between 0 and 1."""
    return leaf(np.asarray(_Random.generator.random(_shape(size))).astype(_numpy_type(dtype)), requires_grad)


def randn(*size, dtype=None, requires_grad=False) -> Tensor:
    """Return random numbers from the standard normal distribution."""
    return leaf(np.asarray(_Random.generator.standard_normal(_shape(size))).astype(_numpy_type(dtype)), requires_grad)
