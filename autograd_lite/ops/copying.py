"""Copies, conversions, and cutting the history."""

from __future__ import annotations

from .. import dtypes
from ..autograd.operation import Operation, unary
from ..devices import on_cpu
from ..refusals import refuse
from ..tensor import Tensor, wrap


class Clone(Operation):
    """A copy in new memory; the gradient passes through."""

    def forward(ctx, x):
        return x.copy()

    def backward(ctx, grad):
        return grad


class ToCopy(Operation):
    """A copy in another dtype; the gradient is converted back."""

    attributes = ("dtype",)

    def forward(ctx, x, dtype):
        ctx.dtype = dtypes.from_numpy_dtype(x.dtype)
        return x.astype(dtype.numpy)

    def backward(ctx, grad):
        return to(grad, ctx.dtype)


def clone(input):
    """Return a copy with its own memory, recorded."""
    return unary(Clone, input)


def to(input, *wanted, dtype=None, device=None):
    """Return `input` in another dtype, named or that of a tensor; the same tensor if it has that dtype already.

    A device may be named too: there is one, the CPU.
    """
    for one in (*wanted, device):
        if isinstance(one, (dtypes.dtype, type, Tensor)):
            dtype = one.dtype if isinstance(one, Tensor) else dtypes.named(one)
        elif one is not None:
            on_cpu(one)
    if not isinstance(input, Tensor):
        return input.astype(dtype.numpy)
    if dtype is None or input._data.dtype == dtype.numpy:
        return input
    if not dtype.is_floating_point and input._requires_grad:
        input = detach(input)
    return unary(ToCopy, input, dtype)


def detach(input):
    """Return a tensor without history that shares memory: writes are seen, and noticed, by both."""
    twin = wrap(input._shared_array())
    twin._counter = input._shared_counter()
    return twin


def detach_(input):
    """Cut the history of `input` itself and return it. Raises RuntimeError for a view: it would keep its base's."""
    if input._base is not None:
        raise refuse("detach_view")
    input._edge, input._requires_grad = None, False
    return input
