"""Tensor: an array of numbers that can remember how it was computed.

Everything autograd needs to know about a value is in seven slots: the numbers, whether gradients are wanted, the
node that computed it, and the gradient that arrived. This file knows nothing of derivatives: operations and
`backward` attach themselves from the rooms to its right (`autograd`, `ops`).
"""

from __future__ import annotations

import warnings

import numpy as np

from . import dtypes
from ._tensor_str import tensor_str

new = object.__new__


class Size(tuple):
    """The shape of a tensor: a tuple that prints as `torch.Size([2, 3])` and counts its elements."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def numel(self) -> int:
        """Return the product of the lengths."""
        return int(np.prod(self, dtype=np.int64))


class Version:
    """How often shared memory was written to: one counter for a tensor, its views and its detached twins."""

    __slots__ = ("value",)

    def __init__(self, value: int):
        self.value = value


class Extras:
    """What few tensors have: hooks, the tensor they are a view of, their gradient accumulator."""

    __slots__ = (
        "accumulator",
        "base",
        "hooks",
        "inference",
        "output_nr",
        "post_accumulate",
        "retains_grad",
        "view",
    )

    def __init__(self):
        self.accumulator = None  # weak reference to this leaf's AccumulateGrad node
        self.hooks = None  # gradient hooks of a leaf, waiting for its accumulator
        self.post_accumulate = None
        self.retains_grad = False
        self.base = None  # the tensor whose memory a view looks into
        self.view = None  # how to take the same view again
        self.inference = False


class Tensor:
    """An n-dimensional array of one dtype, with an optional history.

    Make one with `tensor(...)`. `data` holds the numbers, `grad` what `backward` put there (None before),
    `grad_fn` the node that will run in the backward pass (None for leaves).
    """

    __slots__ = ("__weakref__", "_counter", "_data", "_edge", "_extras", "_grad", "_requires_grad")
    __array_priority__ = 1000  # NumPy on the left of an operator lets the tensor answer

    # --- what it holds -------------------------------------------------------------------------------------

    @property
    def dtype(self) -> dtypes.dtype:
        """The number type, for example torch.float64."""
        return dtypes.FROM_NUMPY[self._data.dtype]

    @property
    def shape(self) -> Size:
        """The length of each dimension; empty for a single number."""
        return Size(self._data.shape)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return self._data.ndim

    def size(self, dim: int | None = None):
        """Return the shape, or the length of one dimension."""
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
        """Return the only element as a Python number.

        Raises RuntimeError unless the tensor has exactly one element.
        """
        if self._data.size != 1:
            raise RuntimeError(
                f"a Tensor with {self._data.size} elements cannot be converted to Scalar\n"
                "Why: item() gives one number. What to do: pick an element, or use tolist(). See lesson 08."
            )
        return self._data.item()

    def tolist(self):
        """Return the numbers as (nested) Python lists."""
        return self._data.tolist()

    def numpy(self, *, force: bool = False) -> np.ndarray:
        """Return the numbers as a NumPy array that shares memory.

        Raises RuntimeError when gradients are wanted: NumPy cannot carry the history (`force=True` detaches first).
        """
        if self._requires_grad and not force:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.\n"
                "Why: NumPy would lose the history that backward needs. What to do: detach first. See lesson 08."
            )
        return self._shared_array()

    def __array__(self, dtype=None, copy=None):
        array = self.numpy()
        if dtype is not None and array.dtype != dtype:
            return array.astype(dtype)
        return array.copy() if copy else array

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        """Let `array * tensor` reach `__rmul__`, and refuse `np.sin(tensor)` where history would be lost."""
        if method == "__call__" and not kwargs and len(inputs) == 2 and ufunc.__name__ in _REFLECTED:
            array, tensor = inputs
            if not isinstance(array, Tensor):
                return getattr(tensor, _REFLECTED[ufunc.__name__])(array)
        arrays = [i.numpy() if isinstance(i, Tensor) else i for i in inputs]
        return getattr(ufunc, method)(*arrays, **kwargs)

    def _shared_array(self) -> np.ndarray:
        """Return the numbers as an array others may look into; a lone NumPy number is put into one first."""
        if self._data.__class__ is not np.ndarray:
            self._data = np.asarray(self._data)
        return self._data

    # --- what it remembers ---------------------------------------------------------------------------------

    @property
    def is_leaf(self) -> bool:
        """True if no recorded operation made this tensor."""
        return self._edge is None

    @property
    def output_nr(self) -> int:
        """Which output of `grad_fn` this tensor is."""
        return getattr(self._edge, "output_nr", 0)

    @property
    def grad(self) -> Tensor | None:
        """The gradient collected by `backward`; None as long as none has arrived."""
        if self._grad is None and self._edge is not None and not self.retains_grad:
            warnings.warn(
                "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute "
                "won't be populated during autograd.backward(). If you indeed want the .grad field to be populated "
                "for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. See lesson 08.",
                UserWarning,
                stacklevel=2,
            )
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is not None:
            check_assigned_grad(self, value)
        self._grad = value

    @property
    def retains_grad(self) -> bool:
        """True if `retain_grad()` was called on this non-leaf tensor."""
        return self._extras is not None and self._extras.retains_grad

    @property
    def _version(self) -> int:
        counter = self._counter
        return counter if counter.__class__ is int else counter.value

    def _bump_version(self) -> None:
        if self._counter.__class__ is int:
            self._counter += 1
        else:
            self._counter.value += 1

    def _shared_counter(self) -> Version:
        """Return the version counter in a form that views can share."""
        if self._counter.__class__ is int:
            self._counter = Version(self._counter)
        return self._counter

    def _extra(self) -> Extras:
        if self._extras is None:
            self._extras = Extras()
        return self._extras

    # --- how it behaves in Python --------------------------------------------------------------------------

    def __repr__(self) -> str:
        return tensor_str(self)

    def __format__(self, spec: str) -> str:
        if self._data.ndim == 0:
            return format(self._data.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to Tensor.__format__")
        return repr(self)

    def __hash__(self) -> int:
        return id(self)

    def __len__(self) -> int:
        if self._data.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return len(self._data)

    def __bool__(self) -> bool:
        if self._data.size != 1:
            described = "no" if self._data.size == 0 else "more than one"
            raise RuntimeError(
                f"Boolean value of Tensor with {described} value{'s' if described == 'no' else ''} is ambiguous\n"
                "Why: `if` needs one yes or no. What to do: ask .any() or .all()."
            )
        return bool(self._data)

    def __float__(self) -> float:
        return float(self._to_number())

    def __int__(self) -> int:
        return int(self._to_number())

    def __index__(self) -> int:
        if self._data.dtype.kind not in "ib" or self._data.size != 1:
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._data)

    def _to_number(self):
        if self._requires_grad:
            warnings.warn(
                "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
                "Consider using tensor.detach() first. See lesson 08.",
                UserWarning,
                stacklevel=3,
            )
        return self.item()


_REFLECTED = {
    "add": "__radd__",
    "subtract": "__rsub__",
    "multiply": "__rmul__",
    "divide": "__rtruediv__",
    "power": "__rpow__",
    "matmul": "__rmatmul__",
    "equal": "__eq__",
    "not_equal": "__ne__",
    "less": "__gt__",
    "less_equal": "__ge__",
    "greater": "__lt__",
    "greater_equal": "__le__",
}


def check_assigned_grad(tensor: Tensor, value) -> None:
    """Refuse a `.grad` that does not fit its tensor, in torch's words."""
    if not isinstance(value, Tensor):
        raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(value).__name__}")
    if value is tensor:
        raise RuntimeError("can't assign Variable as its own grad")
    if value._data.dtype != tensor._data.dtype:
        raise RuntimeError(
            f"attempting to assign a gradient with dtype '{value.dtype}' to a tensor with grad_dtype "
            f"'{tensor.dtype}'. The gradient must match the tensor's grad_dtype."
        )
    if value._data.shape != tensor._data.shape:
        raise RuntimeError(
            f"assigned grad has data of a different size\nWhy: the tensor has shape {list(tensor.shape)}, "
            f"the gradient {list(value.shape)}; there is one slope per element."
        )


def wrap(data) -> Tensor:
    """Return a tensor around an array or NumPy number, without history."""
    t = new(Tensor)
    t._data = data
    t._requires_grad = False
    t._edge = t._grad = t._extras = None
    t._counter = 0
    return t


def alias(tensor: Tensor, share_version: bool) -> Tensor:
    """Return a tensor without history on the same memory; with the same version counter if asked."""
    t = wrap(tensor._shared_array())
    if share_version:
        t._counter = tensor._shared_counter()
    return t
