"""What comes out of a learner's Function: results of forward become recorded tensors, results of backward are checked.

Forward may return its inputs, changed or not, views of them, numbers, and tensors without derivative; each needs its
own treatment, and every mistake its own sentence.
"""

from __future__ import annotations

from ..refusals import refuse
from ..tensor import GradientEdge, Tensor
from .graph import connect, edge_of
from .saved import SavedOutput, seal
from .views import as_view


def finish(ctx, inputs: tuple, outputs: tuple, recorded: bool) -> tuple:
    """Turn what forward returned into recorded tensors, and store what it saved."""
    for position, tensor in enumerate(ctx._to_save):
        if tensor is not None and not isinstance(tensor, Tensor):
            raise refuse("save_type", position=position, type=type(tensor).__name__)
    for tensor in ctx._dirty:
        if not isinstance(tensor, Tensor):
            raise refuse("dirty_type")
        if not _holds(outputs, tensor):
            raise refuse("dirty_not_returned")
        if recorded and tensor._requires_grad and tensor._edge is None:
            raise refuse("dirty_leaf")
    ctx._num_outputs = len(outputs)
    if recorded:
        connect(ctx, tuple([edge_of(a) if isinstance(a, Tensor) else None for a in inputs]))
        ctx._output_metas, ctx._metas = (_metas(tensors) for tensors in (outputs, inputs))
    finished = tuple([_output(ctx, inputs, o, i, recorded) for i, o in enumerate(outputs)])
    if recorded and ctx._to_save:
        ctx._saved = tuple([None if t is None else t._data for t in ctx._to_save])
        own = {id(o): i for i, o in enumerate(outputs) if not _holds(inputs, o)}
        ctx._owners = tuple(
            [SavedOutput(finished[own[id(t)]], own[id(t)]) if id(t) in own else t for t in ctx._to_save]
        )
        seal(ctx)
    ctx._to_save = ctx._dirty = ctx._non_differentiable = ()
    return finished


def _metas(values) -> tuple:
    return tuple([(v._data.shape, v._data.dtype) if isinstance(v, Tensor) else None for v in values])


def _holds(values, tensor) -> bool:
    return any([v is tensor for v in values])


def _output(ctx, inputs, output, number: int, recorded: bool):
    """Return one output with its history. An input that came back unchanged is handed out as a twin."""
    if not isinstance(output, Tensor):
        return output
    dirty = _holds(ctx._dirty, output)
    if dirty:
        output._bump_version()
    elif _holds(inputs, output):
        output = as_view(output.detach(), output, ())
    if recorded and output._data.dtype.kind == "f" and not _holds(ctx._non_differentiable, output):
        edge = ctx if ctx._num_outputs == 1 else GradientEdge(ctx, number)
        if dirty:
            output._rebase(edge)
            return output
        if output._base is not None:
            output._extras.creation = "inplace_custom" if ctx._num_outputs == 1 else "inplace_multi"
        output._requires_grad, output._edge = True, edge
    return output


def checked_gradient(ctx, index: int, gradient):
    """Return one gradient from backward if it fits its input; the engine sums away broadcast axes afterwards."""
    if gradient is not None:
        if ctx._metas[index] is None:
            raise refuse("gradient_of_number", name=type(ctx).__name__, position=index + 1)
        if not isinstance(gradient, Tensor):
            raise refuse("gradient_type", type=type(gradient).__name__)
        shape, got = ctx._metas[index][0], gradient._data.shape
        tail = list(zip(shape[::-1], got[::-1], strict=False))
        if len(shape) > len(got) or any(n not in (1, m) for n, m in tail):
            raise refuse("gradient_shape", name=type(ctx).__name__, index=index, got=got, expected=shape)
    return gradient
