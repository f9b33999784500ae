"""Function: an operation as two functions, forward and backward, that share a notebook called ctx.

Every operation is one. A learner's own Function computes with tensors; the built-in ones (`Operation`, next door)
differ in that they compute with plain NumPy values. The ctx is the graph node itself, as in torch.
"""

from __future__ import annotations

import functools
import warnings

import numpy as np

from ..refusals import refuse, text
from ..tensor import GradientEdge, Tensor, alias, wrap
from .grad_mode import mode, no_grad
from .graph import Node, connect, edge_of
from .saved import SavedOutput, saved_as_tensors, seal
from .views import as_view


class FunctionCtx(Node):
    """The ctx of a learner's Function: keeps what forward saves, and is the node that backward runs on."""

    function = None  # the Function class; set on the subclass made for each Function
    materialize_grads = True
    to_save = dirty = non_differentiable = output_metas = ()

    def __init__(self):
        self.saved = self.owners = self.versions = self.metas = None

    def save_for_backward(self, *tensors) -> None:
        """Keep tensors for backward; they come back, checked, as `ctx.saved_tensors`. None is allowed.

        Raises TypeError for anything but a tensor: keep numbers as attributes, `ctx.k = 2`.
        """
        self.to_save = tensors

    @property
    def saved_tensors(self) -> tuple:
        """The tensors that forward saved. Raises RuntimeError if they were freed or overwritten."""
        return saved_as_tensors(self)

    def mark_non_differentiable(self, *outputs) -> None:
        """Say that these outputs have no derivative (indices, for example)."""
        self.non_differentiable = outputs

    def mark_dirty(self, *inputs) -> None:
        """Say that forward changed these inputs in place and returns them."""
        self.dirty = inputs

    def set_materialize_grads(self, value: bool) -> None:
        """With False, backward gets None instead of zeros for outputs that no gradient reached."""
        self.materialize_grads = value

    @staticmethod
    def rule(ctx: FunctionCtx, gradient) -> tuple:
        """Give the learner's backward its tensors and check what it returns.

        Raises RuntimeError if the number or a shape of the returned gradients does not fit the inputs of forward.
        """
        recording = mode.enabled  # a pass with create_graph=True runs with recording on
        incoming = gradient if isinstance(gradient, list) else [gradient]
        grads = [_incoming(ctx, g, meta) for g, meta in zip(incoming, ctx.output_metas, strict=True)]
        returned = type(ctx).function.pull_back(ctx, *grads)
        returned = _tuple(returned)
        expected = len(ctx.edges)
        if len(returned) < expected or any(g is not None for g in returned[expected:]):
            raise refuse("gradient_count", name=ctx.name(), expected=expected, got=len(returned))
        return tuple([_returned(ctx, i, g, recording) for i, g in enumerate(returned[:expected])])


def _incoming(ctx, gradient, meta):
    if gradient is None:
        return wrap(np.zeros(*meta)) if ctx.materialize_grads and meta is not None else None
    return gradient if isinstance(gradient, Tensor) else wrap(gradient)


def _returned(ctx, index: int, gradient, recording: bool):
    """Check one returned gradient against its input's shape; the engine sums away broadcast axes afterwards."""
    if gradient is None:
        return None
    if not isinstance(gradient, Tensor):
        raise refuse("gradient_type", type=type(gradient).__name__)
    if ctx.metas[index] is None:
        raise refuse("gradient_of_number", name=ctx.name(), position=index + 1)
    shape, got = ctx.metas[index][0], gradient._data.shape
    if got != shape and (len(shape) > len(got) or any(s not in (1, n) for s, n in zip(shape[::-1], got[::-1]))):  # noqa: B905 - the tail decides
        raise refuse("gradient_shape", name=ctx.name(), index=index, got=got, expected=shape)
    return gradient if recording else gradient._data


class Function:
    """Base class for your own operation: write `forward(ctx, ...)` and `backward(ctx, *grad_outputs)`, call `apply`.

    `forward` returns the result (a tensor or a tuple); `backward` receives the gradient of the loss with respect to
    each output and returns one gradient per argument of forward, None where there is none.

    >>> class Square(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x * x
    ...     @staticmethod
    ...     def backward(ctx, grad_output):
    ...         (x,) = ctx.saved_tensors
    ...         return grad_output * 2 * x
    >>> Square.apply(torch.tensor(3.0, requires_grad=True))
    tensor(9., grad_fn=<SquareBackward>)
    """

    node_type = FunctionCtx

    def __init__(self, *args, **kwargs):
        warnings.warn(text("function_instance", cls=type(self)), DeprecationWarning, stacklevel=2)

    def __call__(self, *args, **kwargs):
        raise refuse("function_called", name=type(self).__name__)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        # The node type belongs to this class object: a re-run cell makes a new class with its own.
        cls.node_type = type(cls.__name__ + "Backward", (FunctionCtx,), {"function": cls})

    @staticmethod
    def forward(*args, **kwargs):
        raise refuse("no_forward")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise refuse("no_backward")

    vjp = backward  # torch's other name for it
    setup_context = None

    @classmethod
    def pull_back(cls, ctx, *grads):
        """Run the learner's `backward`, or `vjp` if that is what was written."""
        if cls.vjp is not Function.vjp and cls.backward is not Function.backward:
            raise refuse("backward_and_vjp")
        return (cls.backward if cls.vjp is Function.vjp else cls.vjp)(ctx, *grads)

    @classmethod
    def apply(cls, *args, **kwargs):
        """Run forward on `args` and record the operation. Returns what forward returns."""
        ctx = cls.node_type()
        inputs = (*args, *kwargs.values())
        ctx.needs_input_grad = tuple([isinstance(a, Tensor) and a._requires_grad for a in inputs])
        with no_grad():
            if cls.setup_context is None:
                result = cls.forward(ctx, *args, **kwargs)
            else:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, result)
        outputs = _tuple(result)
        outputs = _finish(ctx, inputs, outputs, mode.enabled and any(ctx.needs_input_grad))
        return outputs if isinstance(result, tuple) else outputs[0]


def _tuple(value) -> tuple:
    return value if isinstance(value, tuple) else (value,)


def _finish(ctx, args: tuple, outputs: tuple, recorded: bool) -> tuple:
    """Turn what forward returned into recorded tensors, and store what it saved."""
    for position, tensor in enumerate(ctx.to_save):
        if tensor is not None and not isinstance(tensor, Tensor):
            raise refuse("save_type", position=position, type=type(tensor).__name__)
    _check_dirty(ctx, args, outputs, recorded)
    ctx.num_outputs = len(outputs)
    if recorded:
        connect(ctx, tuple([edge_of(a) if isinstance(a, Tensor) else None for a in args]))
        ctx.output_metas, ctx.metas = (_metas(tensors) for tensors in (outputs, args))
    finished = tuple([_output(ctx, args, o, nr, recorded) for nr, o in enumerate(outputs)])
    if recorded and ctx.to_save:
        ctx.saved = tuple([None if t is None else t._data for t in ctx.to_save])
        ctx.owners = tuple([_owner(t, args, outputs, finished) for t in ctx.to_save])
        seal(ctx)
    ctx.to_save = ctx.dirty = ctx.non_differentiable = ()
    return finished


def _metas(values) -> tuple:
    return tuple([(v._data.shape, v._data.dtype) if isinstance(v, Tensor) else None for v in values])


def _check_dirty(ctx, args, outputs, recorded: bool) -> None:
    """Refuse inputs that were changed in place and not returned, and leaves that would lose their place."""
    for tensor in ctx.dirty:
        if not isinstance(tensor, Tensor):
            raise refuse("dirty_type")
        if not _holds(outputs, tensor):
            raise refuse("dirty_not_returned")
        if recorded and tensor._requires_grad and tensor._edge is None:
            raise refuse("dirty_leaf")


def _holds(values, tensor) -> bool:
    return any([v is tensor for v in values])


def _output(ctx, args, output, number: int, recorded: bool):
    """Return one output with its history. An input that came back unchanged is handed out as a twin."""
    if not isinstance(output, Tensor):
        return output
    dirty = _holds(ctx.dirty, output)
    if dirty:
        output._bump_version()
    elif _holds(args, output):
        output = as_view(alias(output, share_version=True), output, ())
    if recorded and output._data.dtype.kind == "f" and not _holds(ctx.non_differentiable, output):
        edge = ctx if ctx.num_outputs == 1 else GradientEdge(ctx, number)
        if dirty:
            output._rebase(edge)
            return output
        if output._base is not None:
            output._extras.creation = "inplace_custom" if ctx.num_outputs == 1 else "inplace_multi"
        output._requires_grad, output._edge = True, edge
    return output


def _owner(tensor, args, outputs, finished):
    for number, output in enumerate(outputs):
        if tensor is output and not _holds(args, tensor):
            return SavedOutput(finished[number], number)
    return tensor


def once_differentiable(backward):
    """Decorate a backward that computes without being recorded: a second derivative through it raises."""

    @functools.wraps(backward)
    def once(ctx, *grads):
        with no_grad():
            returned = backward(ctx, *grads)
        if not mode.enabled or not any(isinstance(g, Tensor) and g._requires_grad for g in grads):
            return returned
        cut = [_Cut.apply(v.detach().requires_grad_()) if isinstance(v, Tensor) else v for v in _tuple(returned)]
        return tuple(cut) if isinstance(returned, tuple) else cut[0]

    return once


class _Cut(Function):
    """Pass a value on; refuse to be differentiated."""

    @staticmethod
    def forward(ctx, value):
        return value.clone()

    @staticmethod
    def backward(ctx, grad):
        raise refuse("once_differentiable")
