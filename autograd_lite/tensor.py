"""Tensor: an array of numbers that can remember how it was computed.

Everything autograd needs to know about a value is in a few slots: the numbers, whether gradients are wanted, the
edge to the node that computed it, and the gradient that arrived. This file knows nothing of derivatives: operations
and `backward` attach themselves from the rooms to its right (`autograd`, `ops`).
"""

from __future__ import annotations

import itertools
import threading
import warnings
from collections import namedtuple

import numpy as np

from . import dtypes
from ._tensor_str import tensor_str
from .conversion import Numbers, Size
from .refusals import refuse, text

new = object.__new__
next_number = itertools.count(1).__next__  # the clock of this package: it numbers nodes, and writes into memory
_write_lock = threading.Lock()


class GradientEdge(namedtuple("GradientEdge", "node output_nr")):
    """One output of a node: the door through which a gradient enters it."""

    __slots__ = ()


class Version:
    """How often shared memory was written to: one counter for a tensor, its views and its detached twins.

    `last_write` is the number of the latest write to anything. What an operation with a higher number saved is as it
    was, so a backward pass need not look.
    """

    __slots__ = ("value",)
    last_write = 0

    def __init__(self):
        self.value = 0

    def bump(self) -> None:
        """Count a write."""
        with _write_lock:
            self.value += 1
            Version.last_write = next_number()


INFERENCE = Version()  # the counter of every tensor made in inference_mode: nobody counts


class Extras:
    """What few tensors have: hooks, the tensor they are a view of, the views that look into them."""

    accumulator = None  # weak reference to this leaf's AccumulateGrad node
    hooks = post_accumulate = None
    retains_grad = False
    base, chain = None, ()  # whose memory a view looks into, and the operations that lead to it
    creation = None  # why an in-place operation on this view is refused: a key of the catalogue
    views = None  # weak references to the views that look into this tensor, by address


class Tensor(Numbers):
    """An n-dimensional array of one dtype, with an optional history.

    Make one with `tensor(...)`. `grad` holds what `backward` put there (None before), `grad_fn` the node that will
    run in the backward pass (None for leaves).
    """

    __slots__ = ("__weakref__", "_counter", "_data", "_edge", "_extras", "_grad", "_requires_grad")

    dtype = property(lambda self: dtypes.FROM_NUMPY[self._data.dtype], doc="The number type: torch.float64, ...")
    shape = property(lambda self: Size(self._data.shape), doc="The length of each dimension.")
    ndim = property(lambda self: self._data.ndim, doc="The number of dimensions.")
    is_leaf = property(lambda self: self._edge is None, doc="True if no recorded operation made this tensor.")
    output_nr = property(lambda self: getattr(self._edge, "output_nr", 0), doc="Which output of grad_fn this is.")
    _base = property(lambda self: self._extras and self._extras.base, doc="The tensor that this one is a view of.")
    retains_grad = property(lambda self: bool(self._extras and self._extras.retains_grad), doc="See retain_grad().")

    @property
    def grad_fn(self):
        """The node that runs in the backward pass for the operation that made this tensor; None for leaves."""
        return self._edge.node if self._edge.__class__ is GradientEdge else self._edge

    @property
    def requires_grad(self) -> bool:
        """True if backward should compute a gradient for this tensor, or pass one through it."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        if self._edge is not None:
            raise refuse("flag_of_nonleaf" if wanted else "unflag_nonleaf")
        self._set_flag(wanted, "flag_of_integers")

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Set the flag of a leaf and return it. Raises RuntimeError for integers, and to clear a computed tensor."""
        if self._edge is not None and not requires_grad:
            raise refuse("unflag_nonleaf")
        self._set_flag(requires_grad, "flag_of_integers_")
        return self

    def _set_flag(self, wanted: bool, integers: str) -> None:
        if not isinstance(wanted, bool):
            raise refuse("flag_of_no_bool")
        if wanted and self._data.dtype.kind != "f":
            raise refuse(integers)
        if wanted and self._counter is INFERENCE:
            raise refuse("inference_flag")
        self._requires_grad = bool(wanted)

    @property
    def data(self) -> Tensor:
        """The numbers without history. Writes through `.data` are not noticed by saved tensors: prefer no_grad()."""
        self._shared_counter()  # from now on saved tensors are read anew, so they see such writes
        return wrap(self._shared_array())

    @data.setter
    def data(self, value: Tensor) -> None:
        if not isinstance(value, Tensor):
            raise refuse("data_type", type=type(value).__name__)
        if self._requires_grad and value._data.dtype.kind != "f":
            raise refuse("data_integers")
        self._shared_counter()
        self._data = value._shared_array()

    @property
    def grad(self) -> Tensor | None:
        """The gradient collected by `backward`; None as long as none has arrived."""
        if self._grad is None and self._edge is not None and not self.retains_grad:
            warnings.warn(text("grad_of_nonleaf"), UserWarning, stacklevel=2)
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is not None:
            _check_assigned_grad(self, value)
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    @property
    def _version(self) -> int:
        if self._counter is INFERENCE:
            raise refuse("inference_version")
        return self._counter.value if self._counter else 0

    def is_inference(self) -> bool:
        """Return True for a tensor made in inference_mode()."""
        return self._counter is INFERENCE

    def _shared_counter(self) -> Version:
        """Return the version counter in a form that views can share."""
        if not self._counter:
            self._counter = Version()
        return self._counter

    def _bump_version(self) -> None:
        self._shared_counter().bump()

    def _shared_array(self) -> np.ndarray:
        """Return the numbers as an array others may look into; a lone NumPy number is put into one first."""
        if self._data.__class__ is not np.ndarray:
            self._data = np.asarray(self._data)
        return self._data

    def _extra(self) -> Extras:
        if self._extras is None:
            self._extras = Extras()
        return self._extras

    def __array_wrap__(self, array, context=None, return_scalar=False) -> Tensor:
        return wrap(array[()])  # np.sin(x) of a tensor that nobody differentiates is a tensor

    def __repr__(self) -> str:
        return tensor_str(self)

    __hash__ = object.__hash__  # == compares elements, but a tensor is a key by what it is


def _check_assigned_grad(tensor: Tensor, value) -> None:
    """Refuse a `.grad` that does not fit its tensor, in torch's words."""
    if not isinstance(value, Tensor):
        raise refuse("grad_type", type=type(value).__name__)
    if value is tensor:
        raise refuse("grad_itself")
    if value._data.dtype != tensor._data.dtype:
        raise refuse("grad_dtype", given=dtypes.C_NAMES[value.dtype], wanted=dtypes.SCALAR_NAMES[tensor.dtype])
    if value._data.shape != tensor._data.shape:
        raise refuse("grad_shape", given=value._data.shape, wanted=tensor._data.shape)


def wrap(data, edge=None) -> Tensor:
    """Return a tensor around an array or NumPy number, with the history that leads to `edge`, or without any."""
    t = new(Tensor)
    t._data, t._edge, t._requires_grad = data, edge, edge is not None
    t._counter, t._grad, t._extras = 0, None, None
    return t


def wrap_for_inference(data) -> Tensor:
    """Return a tensor made in inference_mode: without history, and without a count of writes."""
    t = wrap(data)
    t._counter = INFERENCE
    return t
