"""Numbers: how a tensor behaves as a Python number, as a sequence, and beside NumPy arrays.

Tensor inherits these doors out of the package. Where a number leaves without its history, torch refuses or warns,
and so do we.
"""

from __future__ import annotations

import math
import warnings

import numpy as np

from .refusals import refuse, text


class Size(tuple):
    """The shape of a tensor: a tuple that prints as `torch.Size([2, 3])` and counts its elements."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def numel(self) -> int:
        """Return the product of the lengths."""
        return math.prod(self)


class Numbers:
    """The part of Tensor that gives its numbers to others."""

    __slots__ = ()
    __array_priority__ = 1000  # NumPy on the left of an operator lets the tensor answer

    def size(self, dim: int | None = None):
        """Return the shape, or the length of one dimension. Raises IndexError for one that does not exist."""
        n = self._data.ndim
        if dim is not None and not -n <= dim < n:
            raise refuse("dim_range" if n else "dim_of_number", low=-n, high=n - 1, dim=dim)
        return self.shape if dim is None else self._data.shape[dim]

    def dim(self) -> int:
        """Return the number of dimensions."""
        return self._data.ndim

    def numel(self) -> int:
        """Return the number of elements."""
        return self._data.size

    def element_size(self) -> int:
        """Return the bytes of one element."""
        return self._data.dtype.itemsize

    def is_floating_point(self) -> bool:
        """Return True for float32 and float64."""
        return self._data.dtype.kind == "f"

    def item(self):
        """Return the only element as a Python number. Raises RuntimeError unless there is exactly one."""
        if self._data.size != 1:
            raise refuse("item", size=self._data.size)
        return self._data.item()

    def tolist(self):
        """Return the numbers as (nested) Python lists."""
        return self._data.tolist()

    def numpy(self, *, force: bool = False) -> np.ndarray:
        """Return the numbers as a NumPy array that shares memory.

        Raises RuntimeError when gradients are wanted: NumPy cannot carry the history (`force=True` detaches first).
        """
        if self._requires_grad and not force:
            raise refuse("numpy")
        return self._shared_array()

    def __array__(self, dtype=None, copy=None):
        array = self.numpy()
        return array.copy() if copy else array if dtype is None else array.astype(dtype, copy=False)

    def __format__(self, spec: str) -> str:
        if self._data.ndim == 0:
            return format(self._data.item(), spec)
        if spec:
            raise refuse("format")
        return repr(self)

    def __len__(self) -> int:
        if self._data.ndim == 0:
            raise refuse("len_0d")
        return len(self._data)

    def __iter__(self):
        if self._data.ndim == 0:
            raise refuse("iterate_0d")
        return iter(self.unbind())

    def __contains__(self, value) -> bool:
        if not isinstance(value, (Numbers, int, float)):
            raise refuse("contains", type=type(value))
        return bool((self == value)._data.any())

    def __bool__(self) -> bool:
        if self._data.size != 1:
            raise refuse("bool", count="more than one value" if self._data.size else "no values")
        return bool(self._data)

    def __float__(self) -> float:
        number = self._one_number()
        if self._requires_grad:
            warnings.warn(text("to_scalar"), UserWarning, stacklevel=2)
        return float(number)

    def __int__(self) -> int:
        return int(self._one_number())

    def __index__(self) -> int:
        if self._data.dtype.kind not in "ib" or self._data.size != 1:
            raise refuse("index")
        return int(self._data)

    def _one_number(self):
        if self._data.size != 1:
            raise refuse("one_element")
        return self._data.item()
