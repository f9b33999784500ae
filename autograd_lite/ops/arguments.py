"""Arguments: the door of every public function. A call that fails inside ends in a sentence about what was given."""

import functools
import itertools

import numpy as np

from .. import dtypes
from ..autograd.fitting import broadcast
from ..refusals import refuse
from ..tensor import Tensor

INTS = (int, np.integer, tuple, list, type(None))
TENSOR, INT, SHAPE = ("Tensor", Tensor), ("int", INTS), ("tuple of ints", INTS)
WANTED = dict.fromkeys(str.split("input other exponent tensor mat2 vec vec2 index mask condition target A B x"), TENSOR)
WANTED |= dict.fromkeys(str.split("dim dim0 dim1 k chunks length start_dim end_dim n m steps"), INT)
WANTED |= dict.fromkeys(str.split("shape dims size sizes shifts"), SHAPE)
WANTED |= dict.fromkeys(str.split("start end step min max"), ("Number", (int, float, np.number, Tensor, type(None))))
WANTED |= {"tensors": ("tuple of Tensors", (tuple, list)), "requires_grad": ("bool", bool)}
WANTED |= {"dtype": ("torch.dtype", (dtypes.dtype, type, type(None)))}  # float, int and bool are taken too


def door(function, first: int = 1, arrays: bool = False):
    """Let a function also take NumPy's names, and let its errors name the argument.

    `first` is the place of the first argument, 0 for the self of a method; `arrays` says that it may be an array.
    """

    @functools.wraps(function)
    def called(*args, **kwargs):
        for name, torch_name in (("axis", "dim"), ("keepdims", "keepdim")) if kwargs else ():
            if name in kwargs:
                kwargs[torch_name] = kwargs.pop(name)
        try:
            if not arrays and args and args[0].__class__ is np.ndarray:
                raise TypeError  # the rules compute with arrays, programs with tensors
            if (result := function(*args, **kwargs)) is NotImplemented:
                raise TypeError  # an operator would try the other operand now
            return result
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            if "\n" not in str(error):  # a refusal has a second line: this is an error from inside
                _explain(error, function, first, args, kwargs)
            raise

    return called


def _explain(error, function, first: int, args, kwargs) -> None:
    """Raise torch's error for the first argument of a wrong kind, or for shapes that do not broadcast."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount] + code.co_varnames[code.co_argcount + code.co_kwonlyargcount :]
    given = {**dict(zip(names, args)), **kwargs}  # noqa: B905 - there may be more names
    for position, (name, value) in enumerate(given.items(), first):
        wanted, types = WANTED.get(name, ("", object))
        several = types is INTS and isinstance(value, (tuple, list))
        if not all([isinstance(v, types) for v in (value if several else (value,))]):
            place = "" if name in kwargs else f" (position {position})"
            seen = {"function": function.__name__, "argument": name, "type": type(value).__name__}
            raise refuse("argument_type", position=place, wanted=wanted, **seen) from None
    for index, value in enumerate(given.get("tensors", ())):
        if not isinstance(value, Tensor):
            raise refuse("element_type", index=index, type=type(value).__name__) from None
    shapes = [v._data.shape for v in given.values() if isinstance(v, Tensor) and "broadcast" in str(error)]
    for a, b in itertools.combinations(shapes, 2):
        broadcast(a, b)
