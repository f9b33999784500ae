"""Two operands: a tensor meets a tensor, a Python number, a NumPy value, or something it cannot be combined with.

Every operator of arithmetic enters here and leaves through the doors of `autograd.operation`. An operation says with
`decimals = True` that integers become decimals first, and with `bools = False` that it refuses booleans.
"""

from __future__ import annotations

import numpy as np

from ..autograd.operation import Operation, binary, unary
from ..refusals import refuse
from ..tensor import Tensor, wrap
from .promotion import beside_number, constant, decimal

Operation.decimals = False
Operation.bools = True


def two(op, number_op, x, y):
    """Apply `op` to two tensors, or `number_op` to a tensor and a number; NotImplemented for anything else."""
    if isinstance(y, Tensor):
        if x.__class__ is not Tensor or op.decimals:
            x = constant(x, y)
            x = decimal(x) if op.decimals and y._data.dtype.kind != "f" else x
        if not op.bools:
            refuse_bools(x._data.dtype.kind == "b", y._data.dtype.kind == "b")
        return binary(op, x, y)
    if isinstance(y, (float, int)):
        return number(number_op, x, y)
    if isinstance(y, np.generic):
        return number(number_op, x, y.item())
    if isinstance(y, np.ndarray):
        x.numpy()  # refuses a tensor that requires grad, as torch does
        return two(op, number_op, x, wrap(y))
    return NotImplemented


def number(op, x, k):
    """Apply `op` to a tensor and a Python number, which takes the tensor's dtype unless it is of a higher kind."""
    if not op.bools and (k is True or k is False or x._data.dtype.kind == "b"):
        refuse_bools(x._data.dtype.kind == "b", isinstance(k, bool))
    if k.__class__ is not float and k.__class__ is not int and k.__class__ is not bool:
        k = float(k)  # np.float64 would drag a float32 tensor along
    if not x._requires_grad and x._data.dtype.kind != "f":
        x = decimal(x) if op.decimals else beside_number(x, k)
    return unary(op, x, k)


def refuse_bools(a: bool, b: bool) -> None:
    """Raise torch's error for a subtraction where the one, the other or both are boolean."""
    if a or b:
        raise refuse("bool_minus" if a and b else "bool_minus_number")


def operators(name: str, op, number_op, reflected_op) -> None:
    """Attach the methods behind an operator, `x * y` and `2 * y`; Python itself refuses what they do not know.

    `reflected_op` takes (tensor, number) when the number is on the left; without it the number becomes a tensor.
    """

    plain = op.bools and not op.decimals

    def method(x, y):  # a tensor that requires grad is of decimals: nothing to prepare, nothing to refuse
        if y.__class__ is Tensor and (plain or (x._requires_grad and y._requires_grad)):
            return binary(op, x, y)
        if y.__class__ is float and x._requires_grad:
            return unary(number_op, x, y)
        return two(op, number_op, x, y)

    def reflected(x, y):
        if y.__class__ is float and x._requires_grad and reflected_op is not None:
            return unary(reflected_op, x, y)
        if not isinstance(y, (float, int, np.generic)):
            return NotImplemented
        y = y.item() if isinstance(y, np.generic) else y
        return number(reflected_op, x, y) if reflected_op is not None else two(op, None, constant(y, x), x)

    setattr(Tensor, f"__{name}__", method)
    setattr(Tensor, f"__r{name}__", reflected)
