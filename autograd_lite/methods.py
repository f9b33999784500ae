"""What a tensor can do: every operation that torch also offers as a method or operator, attached to Tensor.

Tensor itself knows no operation, so that imports point one way only; this page is where the two meet. A word per
operation: those of the first table are methods and functions of the package alike, those of the second only functions.
"""

from __future__ import annotations

from importlib import import_module

from . import dtypes
from .devices import CPU
from .ops import comparison, copying, elementary, indexing, inplace, linalg, pointwise, shape
from .ops.arguments import door
from .tensor import Tensor

words = str.split
BOTH = {
    "pointwise": "add sub mul neg atan2",
    "division": "div floor_divide remainder reciprocal",
    "powers": "pow square",
    "elementary": "exp expm1 log log2 log10 log1p sqrt rsqrt sin cos tan asin acos atan sinh cosh tanh abs sign floor "
    "ceil trunc round",
    "activation": "sigmoid relu softmax log_softmax erf",
    "bounds": "maximum minimum clamp clip clamp_min clamp_max masked_fill",
    "reduction": "sum mean prod var std logsumexp norm cumsum cumprod",
    "extreme": "max min amax amin median sort topk argsort argmax argmin gather index_select masked_select",
    "shape": "reshape permute transpose t unsqueeze squeeze",
    "parts": "split chunk unbind narrow flatten movedim flip roll tile tril triu diag trace",
    "linalg": "matmul mm mv bmm dot outer det addmm",
    "comparison": "eq ne lt le gt ge logical_and logical_or logical_xor logical_not isnan isinf isfinite all any equal "
    "isclose allclose",
    "copying": "clone detach",
}
METHODS = {
    "shape": "expand",
    "parts": "repeat contiguous expand_as view_as",
    "copying": "to detach_",
}
FUNCTIONS = {
    "choice": "where",
    "shape": "cat stack",
    "parts": "hstack vstack",
}


def named(tables, first: int) -> dict:
    """Return the operations of the tables by their names, each behind its door."""
    found = {}
    for room, names in [entry for table in tables for entry in table.items()]:
        found |= {name: door(getattr(import_module(f".ops.{room}", __package__), name), first) for name in words(names)}
    return found


FUNCTIONS_BY_NAME = named((BOTH, FUNCTIONS), 1)
FUNCTIONS_BY_NAME |= {"inverse": door(linalg.inv), "absolute": door(elementary.abs), "swapaxes": door(shape.transpose)}

for _name, _function in named((BOTH, METHODS), 0).items():
    setattr(Tensor, _name, _function)
for _name in words("eq ne lt le gt ge"):
    setattr(Tensor, f"__{_name}__", getattr(comparison, _name))
for _name in words("and or xor"):
    setattr(Tensor, f"__{_name}__", getattr(comparison, "bitwise_" + _name))
    setattr(Tensor, f"__r{_name}__", getattr(comparison, "bitwise_" + _name))
Tensor.__neg__, Tensor.__abs__, Tensor.__invert__ = pointwise.neg, elementary.abs, comparison.bitwise_not
Tensor.__pos__ = lambda x: x
Tensor.__getitem__, Tensor.__setitem__ = indexing.getitem, indexing.setitem
Tensor.__matmul__ = lambda x, y: linalg.matmul(x, y) if isinstance(y, Tensor) else NotImplemented
Tensor.view, Tensor.inverse, Tensor.swapaxes = door(shape.view, 0), linalg.inv, shape.transpose
Tensor.nelement, Tensor.ndimension = Tensor.numel, Tensor.dim
Tensor.T = property(shape.matrix_transpose, doc="The view with dimensions in reverse order.")
Tensor.mT = property(lambda x: shape.transpose(x, -1, -2), doc="The view with the last two dimensions swapped.")
Tensor.double = lambda x: copying.to(x, dtypes.float64)
Tensor.float = lambda x: copying.to(x, dtypes.float32)
Tensor.long = Tensor.int = lambda x: copying.to(x, dtypes.int64)
Tensor.bool = lambda x: copying.to(x, dtypes.bool)
Tensor.device, Tensor.is_cuda = property(lambda x: CPU, doc="Where the numbers are: the CPU."), False
Tensor.cpu = lambda x: x
Tensor.cuda = lambda x: copying.to(x, "cuda")
Tensor.type = lambda x: f"torch.{dtypes.TYPE_NAMES[x.dtype]}"
Tensor.is_contiguous = lambda x: x._shared_array().flags.c_contiguous
Tensor.data_ptr = lambda x: x._shared_array().ctypes.data
Tensor.stride = lambda x: tuple([n // x._shared_array().itemsize for n in x._shared_array().strides])
Tensor.type_as = lambda x, other: copying.to(x, other.dtype)
inplace.attach(Tensor)
