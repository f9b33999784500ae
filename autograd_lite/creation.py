"""Making tensors: from numbers, filled, spaced, and at random."""

from __future__ import annotations

import math
import operator
import warnings

import numpy as np

from . import dtypes
from .autograd.grad_mode import mode
from .devices import on_cpu
from .ops.arguments import door
from .refusals import refuse, text
from .tensor import Tensor, wrap

__all__ = str.split(  # what the package offers of this room
    "tensor as_tensor from_numpy is_tensor zeros zeros_like ones ones_like empty empty_like full full_like eye arange "
    "linspace meshgrid rand rand_like randn randn_like randint randperm manual_seed"
)
ROWS = (list, tuple, range, np.ndarray)


def tensor(data, *, dtype=None, device=None, requires_grad=False) -> Tensor:
    """Return a new leaf tensor with a copy of `data` (numbers, nested lists, an array).

    Raises ValueError for ragged lists, TypeError for text, RuntimeError for integers that should require gradients.
    """
    if isinstance(data, Tensor):
        warnings.warn(text("copy_construct"), UserWarning, stacklevel=3)
        data = data.numpy(force=True)
    array = _array(data)
    if dtype is not None:
        array = _converted(array, _numpy_type(dtype))
    dtypes.from_numpy_dtype(array.dtype)
    return leaf(array.copy() if isinstance(data, np.ndarray) else array, requires_grad, device)


def as_tensor(data, dtype=None, device=None) -> Tensor:
    """Return `data` as a tensor, without a copy where it is a tensor or an array already."""
    made = data if isinstance(data, Tensor) else from_numpy(data) if isinstance(data, np.ndarray) else tensor(data)
    return made.to(dtype, device)


def from_numpy(array) -> Tensor:
    """Return a tensor that shares memory with a NumPy array. Raises TypeError for anything else."""
    if not isinstance(array, np.ndarray):
        raise refuse("from_numpy", type=str(type(array))[8:-2])
    dtypes.from_numpy_dtype(array.dtype)
    return wrap(array)


def is_tensor(obj) -> bool:
    """Return True for a tensor."""
    return isinstance(obj, Tensor)


def leaf(array, requires_grad: bool, device=None) -> Tensor:
    """Return a leaf around `array`; a single number is kept as a NumPy number, which is faster."""
    if device is not None:
        on_cpu(device)
    if type(requires_grad) is not bool:
        raise TypeError  # the door of the factory says which argument it is
    made = mode.wrap(array[()])
    if requires_grad:
        if array.dtype.kind != "f":
            raise refuse("integer_grad")
        made._requires_grad = True
    return made


def _array(data) -> np.ndarray:
    """Return numbers, nested lists or an array as an array of a type that tensors can have."""
    if isinstance(data, (np.ndarray, np.generic)):
        return dtypes.whole(np.asarray(data))
    if isinstance(data, ROWS):
        _check_rows(data, 0, _lengths(data))
    else:
        _check_number(data)
    try:
        array = np.asarray(_plain(data))
    except OverflowError:
        array = np.asarray(None)
    if array.dtype.kind in "Ou":
        raise refuse("tensor_overflow")
    return (
        array.astype(dtypes.Default.dtype.numpy) if array.dtype.kind == "f" or not array.size else dtypes.whole(array)
    )


def _plain(data):
    """Return nested lists with tensors replaced by their numbers: tensor([a, b]) copies, and cuts the history."""
    if isinstance(data, Tensor):
        return float(data) if data._requires_grad or data._data.size != 1 else data.item()
    return [_plain(d) for d in data] if isinstance(data, ROWS) else data


def _lengths(data) -> list[int]:
    lengths = []
    while isinstance(data, ROWS) and getattr(data, "ndim", 1):
        lengths.append(len(data))
        data = data[0] if len(data) else None
    return lengths


def _check_rows(data, dim: int, lengths: list[int]) -> None:
    """Raise torch's errors where rows differ in length, or hold something that is no number."""
    if len(data) != lengths[dim]:
        raise refuse("ragged", wanted=lengths[dim], dim=dim, got=len(data))
    for item in data:
        if dim + 1 == len(lengths):
            _check_number(item)
        elif isinstance(item, ROWS):
            _check_rows(item, dim + 1, lengths)
        else:
            raise refuse("not_a_sequence")


def _check_number(value) -> None:
    if isinstance(value, str):
        raise refuse("tensor_text")
    if isinstance(value, complex) or not isinstance(value, (int, float, np.generic, np.ndarray, Tensor)):
        raise refuse("tensor_kind", type=type(value).__name__)


def _converted(array, numpy_type):
    if numpy_type.kind == "i" and array.dtype.kind == "f" and not np.isfinite(array).all():
        raise refuse("nan_to_integer")
    return array.astype(numpy_type)


def _numpy_type(dtype=None):
    """Return the NumPy type of a dtype; Python's float, int and bool are taken too, None is the default."""
    return (dtypes.Default.dtype if dtype is None else dtypes.named(dtype)).numpy


def _shape(size, function: str) -> tuple:
    lengths = size[0] if len(size) == 1 and isinstance(size[0], (tuple, list)) else size
    try:
        lengths = tuple([operator.index(n) for n in lengths])
    except TypeError:
        raise refuse("size_type", function=function, type=type(lengths[0]).__name__) from None
    if any(n < 0 for n in lengths):
        raise refuse("size_negative", function=function)
    return lengths


def _filler(function: str, make, sentence: str):
    """Return a function of a shape, and its twin with `_like`: `make(shape, numpy_type)` fills the array."""

    def filled(*size, dtype=None, device=None, requires_grad=False) -> Tensor:
        return leaf(np.asarray(make(_shape(size, function), _numpy_type(dtype))), requires_grad, device)

    def filled_like(input, *, dtype=None, device=None, requires_grad=False) -> Tensor:
        return filled(tuple(input.shape), dtype=dtype or input.dtype, device=device, requires_grad=requires_grad)

    filled.__name__, filled.__doc__ = function, f"Return {sentence} of the given shape."
    filled_like.__name__ = function + "_like"
    filled_like.__doc__ = f"Return {sentence} of the shape and dtype of `input`."
    return filled, filled_like


def _random(draw):
    """Return how to fill a shape from the generator; random numbers are decimals."""

    def make(shape, numpy_type):
        if numpy_type.kind != "f":
            raise refuse("random_dtype")
        return np.asarray(draw(_source(), shape)).astype(numpy_type)

    return make


class Random:
    """Where random numbers come from; `manual_seed` puts a fresh source here. Made at first use: it is slow to load."""

    source = None


def _source():
    if Random.source is None:
        manual_seed(0)
    return Random.source


zeros, zeros_like = _filler("zeros", np.zeros, "zeros")
ones, ones_like = _filler("ones", np.ones, "ones")
empty, empty_like = _filler("empty", np.zeros, "zeros (torch leaves whatever was in memory)")
rand, rand_like = _filler("rand", _random(lambda g, n: g.random(n)), "random numbers, uniform between 0 and 1,")
randn, randn_like = _filler("randn", _random(lambda g, n: g.standard_normal(n)), "standard normal random numbers")


def manual_seed(seed: int) -> None:
    """Start the random numbers at `seed`. They are NumPy's: the same seed gives other numbers than torch."""
    Random.source = np.random.default_rng(seed)


def randint(low, high=None, size=None, *, dtype=dtypes.int64, device=None, requires_grad=False) -> Tensor:
    """Return random whole numbers from `low` (0 if left out) up to but without `high`."""
    if size is None:
        low, high, size = 0, low, high
    if low >= high:
        raise refuse("randint_range", low=low, high=high)
    numbers = _source().integers(low, high, _shape((size,), "randint"))
    return leaf(np.asarray(numbers).astype(_numpy_type(dtype)), requires_grad, device)


def randperm(n, *, device=None) -> Tensor:
    """Return the numbers 0 … n − 1 in random order."""
    return leaf(dtypes.whole(_source().permutation(n)), False, device)


def full(size, fill_value, *, dtype=None, device=None, requires_grad=False) -> Tensor:
    """Return a tensor of the given shape, filled with one number."""
    value = _array(fill_value)
    value = value if dtype is None else _converted(value, _numpy_type(dtype))
    return leaf(np.full(_shape((size,), "full"), value), requires_grad, device)


def full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False) -> Tensor:
    """Return a tensor of the shape and dtype of `input`, filled with one number."""
    dtype = dtype or input.dtype
    return full(tuple(input.shape), fill_value, dtype=dtype, device=device, requires_grad=requires_grad)


def eye(n, m=None, *, dtype=None, device=None, requires_grad=False) -> Tensor:
    """Return the n × m matrix with ones on the diagonal."""
    return leaf(np.eye(*_shape((n, n if m is None else m), "eye"), dtype=_numpy_type(dtype)), requires_grad, device)


def arange(start, end=None, step=1, *, dtype=None, device=None, requires_grad=False) -> Tensor:
    """Return start, start + step, … up to but without end; integers stay integers."""
    if end is None:
        start, end = 0, start
    start, end, step = (v.item() if isinstance(v, Tensor) else v for v in (start, end, step))
    if step == 0:
        raise refuse("arange_step")
    if (end - start) * step < 0:
        raise refuse("arange_bounds")
    decimal = any(isinstance(v, float) for v in (start, end, step))
    kind = _numpy_type(dtype) if dtype is not None or decimal else np.int64
    count = math.ceil((end - start) / step)
    return leaf((start + step * np.arange(count)).astype(kind), requires_grad, device)


def linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False) -> Tensor:
    """Return `steps` evenly spaced numbers from start to end, both included."""
    if steps < 0:
        raise refuse("linspace_steps")
    return leaf(np.linspace(float(start), float(end), steps).astype(_numpy_type(dtype)), requires_grad, device)


def meshgrid(*tensors, indexing=None) -> tuple:
    """Return, for each vector, the grid of all combinations that holds its values: rows first ("ij") or "xy"."""
    tensors = tensors[0] if isinstance(tensors[0], (tuple, list)) else tensors
    if indexing is None:
        warnings.warn(text("meshgrid_indexing"), UserWarning, stacklevel=3)
    if len({t.dtype for t in tensors}) > 1:
        raise refuse("meshgrid_dtype")
    order = list(range(len(tensors)))
    if indexing == "xy":
        order[:2] = order[1::-1]
    lengths = [tensors[d].numel() for d in order]
    return tuple(
        t.reshape([n if d == i else 1 for d, n in zip(order, lengths, strict=True)]).expand(lengths)
        for i, t in enumerate(tensors)
    )


globals().update({name: door(globals()[name], arrays=True) for name in __all__})
