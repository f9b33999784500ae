"""What a tensor can do: every operation that torch also offers as a method or operator, attached to Tensor.

Tensor itself knows no operation, so that imports point one way only; this page is where the two meet.
"""

from __future__ import annotations

import warnings

from . import dtypes
from .autograd.grad_mode import mode
from .autograd.graph import node_of
from .creation import INTEGER_GRAD
from .ops import (
    choice,
    comparison,
    copying,
    elementary,
    indexing,
    inplace,
    linalg,
    pointwise,
    reduction,
    shape,
)
from .tensor import Tensor, alias

METHODS = {
    pointwise: "add sub mul div reciprocal neg pow square",
    elementary: "exp log sqrt sin cos tan tanh sigmoid abs sign relu",
    choice: "maximum minimum clamp",
    reduction: "sum mean",
    shape: "reshape permute transpose t unsqueeze squeeze expand",
    linalg: "matmul",
    comparison: "eq ne lt le gt ge isnan isinf isfinite logical_not all any equal allclose",
    copying: "clone to detach",
    inplace: "add_ sub_ mul_ div_ zero_",
}

OPERATORS = {
    "__add__": pointwise.add,
    "__radd__": lambda x, y: pointwise.add(x, y),
    "__sub__": pointwise.sub,
    "__rsub__": pointwise.rsub,
    "__mul__": pointwise.mul,
    "__rmul__": lambda x, y: pointwise.mul(x, y),
    "__truediv__": pointwise.div,
    "__rtruediv__": lambda x, y: pointwise.mul(pointwise.reciprocal(x), y),
    "__pow__": pointwise.pow,
    "__rpow__": lambda x, y: pointwise.pow(y, x),
    "__matmul__": linalg.matmul,
    "__neg__": pointwise.neg,
    "__pos__": lambda x: x,
    "__abs__": elementary.abs,
    "__eq__": comparison.eq,
    "__ne__": comparison.ne,
    "__lt__": comparison.lt,
    "__le__": comparison.le,
    "__gt__": comparison.gt,
    "__ge__": comparison.ge,
    "__invert__": comparison.logical_not,
    "__getitem__": indexing.getitem,
    "__iadd__": inplace.add_,
    "__isub__": inplace.sub_,
    "__imul__": inplace.mul_,
    "__itruediv__": inplace.div_,
}

for _room, _names in METHODS.items():
    for _name in _names.split():
        setattr(Tensor, _name, getattr(_room, _name))
for _name, _function in OPERATORS.items():
    setattr(Tensor, _name, _function)

Tensor.view = shape.reshape
Tensor.T = property(shape.matrix_transpose, doc="The view with dimensions in reverse order.")
Tensor.mT = property(lambda x: shape.transpose(x, -1, -2), doc="The view with the last two dimensions swapped.")
Tensor.double = lambda x: copying.to(x, dtypes.float64)
Tensor.float = lambda x: copying.to(x, dtypes.float32)
Tensor.long = lambda x: copying.to(x, dtypes.int64)
Tensor.bool = lambda x: copying.to(x, dtypes.bool)


def _iterate(self):
    if self.ndim == 0:
        raise TypeError("iteration over a 0-d tensor")
    return (self[i] for i in range(len(self)))


def _grad_fn(self):
    """The node that runs in the backward pass for the operation that made this tensor; None for leaves."""
    return node_of(self._edge)


def _get_requires_grad(self) -> bool:
    """True if backward should compute a gradient for this tensor, or pass one through it."""
    return self._requires_grad


def _set_requires_grad(self, wanted: bool) -> None:
    if self._edge is not None and not wanted:
        raise RuntimeError(
            "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
            "subgraph that doesn't require differentiation use var_no_grad = var.detach().\n"
            "Why: a computed tensor inherits the flag from its inputs. See lesson 08."
        )
    if wanted and self._data.dtype.kind != "f":
        raise RuntimeError(INTEGER_GRAD.replace("Only", "only", 1) if False else INTEGER_GRAD)
    self._requires_grad = bool(wanted)


def _requires_grad_(self, requires_grad: bool = True):
    """Set the flag of a leaf and return it. Raises RuntimeError for computed tensors and integers."""
    self.requires_grad = requires_grad
    return self


def _get_data(self):
    """The numbers without history. Writes through `.data` are not noticed by saved tensors; prefer no_grad()."""
    return alias(self, share_version=False)


Tensor.__iter__ = _iterate
Tensor.grad_fn = property(_grad_fn)
Tensor.requires_grad = property(_get_requires_grad, _set_requires_grad)
Tensor.requires_grad_ = _requires_grad_
Tensor.data = property(_get_data)

__all__ = ["METHODS", "OPERATORS", "mode", "warnings"]
