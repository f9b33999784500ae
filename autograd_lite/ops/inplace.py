"""Writing into a tensor: add_, mul_, zero_, x[0] = 1 and the like, with the rules that keep gradients right.

Every in-place operation is its out-of-place twin, followed by a write: the numbers change, and the history becomes
that of the twin's result. A write raises the version of the memory, so that a node which saved the old numbers
notices. A write through a view also changes its base's history, and that of every other view of the base.
Nothing is written before every check has passed.
"""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..autograd.dead_ends import Dead
from ..autograd.fitting import broadcast
from ..autograd.grad_mode import enable_grad, mode
from ..autograd.operation import Operation, unary
from ..autograd.saved import SavedOutput, operation_of
from ..refusals import refuse
from ..tensor import INFERENCE, Tensor, wrap
from .choice import where
from .formula import zeros_of


class CopySlices(Operation):
    """A base into whose view something was written: the view's part of the gradient goes to what was written."""

    name = "CopySlices"
    attributes = ("chain", "covered")

    def forward(ctx, base, written, chain):
        ctx.chain, ctx.covered = chain, np.zeros_like(base, bool)  # like: in the same order in memory
        view_again(ctx.covered, chain)[...] = True
        return base

    def backward(ctx, grad):
        return where(ctx.covered, 0.0, grad), view_again(grad, ctx.chain)


class Fill(Operation):
    """Every element becomes the value, so nothing of the gradient goes to what was there before."""

    name = "FillBackward3"

    def forward(ctx, x, value):
        return np.full_like(x, value)[()]

    def backward(ctx, grad):
        return zeros_of(grad), grad.sum()


class FillNumber(Operation):
    """The same with a number."""

    name = "FillBackward2"

    def forward(ctx, x, value):
        return np.full_like(x, value)[()]

    def backward(ctx, grad):
        return zeros_of(grad)


class Zero(FillNumber):
    """Every element becomes 0."""

    name = "ZeroBackward0"


class Copy(Operation):
    """Every element becomes that of another tensor, which gets the whole gradient."""

    name = "CopyBackwards"

    def forward(ctx, x, source):
        return np.broadcast_to(source, x.shape).astype(x.dtype)[()]

    def backward(ctx, grad):
        return zeros_of(grad), grad


def view_again(x, chain):
    """Return the view of `x` that a chain of view operations leads to."""
    for op, constants in chain:
        x = unary(op, x, *constants)
    return x


def in_place(operation):
    """Return the in-place form of an operation: `in_place(add)` is `add_`."""

    def write(input, *args, **kwargs):
        recorded = mode.enabled and any([t._requires_grad for t in (input, *args) if isinstance(t, Tensor)])
        check_writable(input, recorded)
        before = wrap(input._data, input._edge)
        if recorded:  # the rule may need the old numbers
            before._data = input._data.copy()
        result = operation(before, *args, **kwargs)
        _check_fits(input, result)
        result = result if result._data.dtype == input._data.dtype else result.to(input.dtype)
        store(input, result._data)
        if recorded and result._requires_grad:
            rebase(input, result._edge, result)
        return input

    write.__name__ = operation.__name__ + "_"
    write.__doc__ = f"Write the result of `{operation.__name__}` into `input` and return it."
    return write


def check_writable(tensor: Tensor, recorded: bool) -> None:
    """Raise RuntimeError if an in-place operation on `tensor` is forbidden here."""
    if tensor._counter is INFERENCE and not mode.inference:
        raise refuse("inference_inplace")
    if tensor._data.__class__ is np.ndarray and not tensor._data.flags.writeable:
        raise refuse("overlapping")
    if not mode.enabled or not (recorded or (tensor._extras and tensor._extras.creation == "inplace_inference_view")):
        return
    base = tensor._base
    if base is not None:
        if tensor._extras.creation is not None:
            raise refuse(tensor._extras.creation, output_nr=tensor.output_nr, maker=operation_of(tensor.grad_fn))
        if base._edge is None and base._requires_grad:
            raise refuse("inplace_view_of_leaf")
    elif tensor._edge is None and tensor._requires_grad:
        raise refuse("inplace_leaf")


def _check_fits(tensor: Tensor, result: Tensor) -> None:
    """Raise RuntimeError if a result has another shape than the memory it should go to, or a higher kind."""
    if result._data.shape != tensor._data.shape:
        raise refuse("inplace_shape", shape=tensor._data.shape, result=result._data.shape)
    if result.dtype._category > tensor.dtype._category:
        names = [dtypes.SCALAR_NAMES[t.dtype] for t in (result, tensor)]
        raise refuse("inplace_dtype", result=names[0], wanted=names[1])


def store(tensor: Tensor, value) -> None:
    """Put numbers into the memory of `tensor` and count the write."""
    if tensor._data.__class__ is np.ndarray:
        np.copyto(tensor._data, value, casting="unsafe")
    else:
        tensor._data = tensor._data.dtype.type(value)
    tensor._bump_version()


def rebase(tensor: Tensor, edge, result: Tensor | None = None) -> None:
    """Make `edge` the history of a tensor that was just written to; a view changes its base and all its views."""
    if result is not None:
        _adopt_saved_output(tensor, result)
    base = tensor._base
    if base is None:
        base = tensor
        _move_retained(base, edge)
    else:
        written = wrap(tensor._data, edge)
        _move_retained(base, CopySlices.apply(wrap(base._data, base._edge), written, tensor._extras.chain)._edge)
    for view in [alive for view in (base._extra().views or {}).values() if (alive := view()) is not None]:
        with enable_grad():
            if view._extras.creation is None:
                _move_retained(view, view_again(wrap(base._data, base._edge), view._extras.chain)._edge)
            elif view._edge is not None:
                names = {"maker": operation_of(view.grad_fn), "output_nr": view.output_nr}
                _move_retained(view, Dead((base._edge,), view._extras.creation + "_indirect", **names))


def _move_retained(tensor: Tensor, edge) -> None:
    """Give a tensor another history; a promise made by retain_grad() goes with it."""
    if tensor.retains_grad:
        tensor.grad_fn._hooks.retained.pop(tensor.output_nr, None)
    tensor._edge, tensor._requires_grad = edge, True
    if tensor.retains_grad:
        tensor.retain_grad()


def _adopt_saved_output(tensor: Tensor, result: Tensor) -> None:
    """Let a rule that saved its result (exp_) know that the result lives in `tensor`, so that writes are noticed."""
    node = result.grad_fn
    for owner in node._owners or ():
        if owner.__class__ is SavedOutput and owner.tensor is result:
            owner.live_in(tensor)


Tensor._rebase = rebase


# --- the operations --------------------------------------------------------------------------------------------

NAMES = (
    "add sub mul div pow neg reciprocal square exp log sqrt sin cos tan tanh sigmoid abs sign relu clamp clamp_min "
    "clamp_max masked_fill floor ceil round trunc remainder floor_divide rsqrt exp2 log2 log10 log1p expm1 sinh cosh "
    "asin acos atan logical_not tril triu cumsum cumprod"
)
OPERATORS = {"add": "iadd", "sub": "isub", "mul": "imul", "div": "itruediv", "pow": "ipow", "remainder": "imod"}


def _fill(input, value):
    if not isinstance(value, Tensor):
        return unary(FillNumber, input, value)
    if value._data.ndim:
        raise refuse("fill_dimensions", ndim=value._data.ndim)
    return Fill.apply(input, value)


def _copy(input, src):
    shape = broadcast(input._data.shape, src._data.shape)
    if shape != input._data.shape:
        raise refuse("inplace_shape", shape=input._data.shape, result=shape)
    return Copy.apply(input, src)


def attach(cls) -> None:
    """Give `cls` the in-place form of every operation it has."""
    for name in NAMES.split():
        if hasattr(cls, name):
            setattr(cls, name + "_", in_place(getattr(cls, name)))
    for name, operator in OPERATORS.items():
        if hasattr(cls, name + "_"):
            setattr(cls, f"__{operator}__", getattr(cls, name + "_"))


Tensor.fill_, Tensor.copy_ = in_place(_fill), in_place(_copy)
Tensor.zero_ = in_place(lambda input: unary(Zero, input, 0))
