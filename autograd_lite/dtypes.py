"""Number types: the four kinds of number a tensor can hold, and which kind wins when two meet.

A dtype prints as torch prints it (`torch.float64`) and wraps the NumPy type that does the work. The default for
decimal numbers is float64, because the lessons compare with exact results; `set_default_dtype` changes it.
"""

from __future__ import annotations

import builtins

import numpy as np

from .refusals import refuse

__all__ = str.split(
    "bool double dtype float float32 float64 int64 long get_default_dtype promote_types set_default_dtype"
)


class dtype:
    """A number type. `float64.is_floating_point` is True; only such types can require gradients."""

    __slots__ = ("_category", "_name", "is_floating_point", "itemsize", "numpy")

    def __init__(self, name: str, numpy_type: type, category: int):
        self._name = name
        self.numpy = np.dtype(numpy_type)
        self.itemsize = self.numpy.itemsize
        self._category = category  # bool < int < float: torch promotes by category first
        self.is_floating_point = category == 2

    def __repr__(self) -> str:
        return f"torch.{self._name}"

    def __reduce__(self) -> str:
        return self._name


bool = dtype("bool", np.bool_, 0)
int64 = long = dtype("int64", np.int64, 1)
float32 = float = dtype("float32", np.float32, 2)
float64 = double = dtype("float64", np.float64, 2)

PYTHON = {builtins.float: float64, int: int64, builtins.bool: bool}
NATIVE = np.dtype(np.intp)  # how NumPy counts on this machine: 32 bits wide in a browser
FROM_NUMPY = {d.numpy: d for d in (bool, int64, float32, float64)}
TYPE_NAMES = {bool: "BoolTensor", int64: "LongTensor", float32: "FloatTensor", float64: "DoubleTensor"}
SCALAR_NAMES = {bool: "Bool", int64: "Long", float32: "Float", float64: "Double"}
C_NAMES = {bool: "bool", int64: "long int", float32: "float", float64: "double"}


def named(kind) -> dtype:
    """Return a dtype as it is; Python's float, int and bool stand for the widest dtype of their kind."""
    return kind if isinstance(kind, dtype) else PYTHON[kind]


def whole(array):
    """Return whole numbers that NumPy made in its own width as int64, and anything else as it is."""
    return array.astype(np.int64, copy=False) if array.dtype == NATIVE else array


def scalar_name(array) -> str:
    """Return torch's short name of an array's type, as its error texts use it: Float, Double, Long, Bool."""
    return SCALAR_NAMES[FROM_NUMPY[array.dtype]]


class Default:
    """The default dtype of decimal numbers."""

    dtype = float64


def get_default_dtype() -> dtype:
    """Return the dtype that decimal numbers get when none is named."""
    return Default.dtype


def set_default_dtype(d: dtype) -> None:
    """Make `d` the dtype of decimal numbers.

    Raises TypeError for anything that is not a floating-point dtype.
    """
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise refuse("default_dtype" if isinstance(d, dtype) else "default_dtype_object")
    Default.dtype = d


def from_numpy_dtype(numpy_dtype: np.dtype) -> dtype:
    """Return the dtype that wraps a NumPy type.

    Raises TypeError for a type that autograd_lite does not have (complex, text, objects).
    """
    found = FROM_NUMPY.get(numpy_dtype)
    if found is None:
        raise refuse("numpy_type", type=numpy_dtype.type.__name__)
    return found


def promote_types(a: dtype, b: dtype) -> dtype:
    """Return the smallest dtype that can hold both `a` and `b`."""
    if a._category != b._category:
        return a if a._category > b._category else b
    return a if a.itemsize >= b.itemsize else b


def common(pairs) -> dtype:
    """Return torch's result type for operands given as (dtype, rank) pairs.

    The rank says how strongly an operand counts: 2 for tensors with dimensions, 1 for 0-d tensors, 0 for Python
    numbers. A weaker operand changes the result only when it is of a higher category (a decimal among integers).
    Source: PyTorch's notes on type promotion.
    """
    best = None
    for rank in (2, 1, 0):
        at_rank = None
        for d, r in pairs:
            if r == rank:
                at_rank = d if at_rank is None else promote_types(at_rank, d)
        if at_rank is None:
            continue
        if rank == 0 and at_rank.is_floating_point:
            at_rank = Default.dtype  # a Python decimal takes the default type
        if best is None or at_rank._category > best._category:
            best = at_rank
    return best
