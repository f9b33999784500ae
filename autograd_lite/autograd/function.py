"""Function: an operation as two functions, forward and backward, that share a notebook called ctx.

Every operation is one. A learner's own Function computes with tensors; the built-in ones (`Operation`, next door)
differ in that they compute with plain NumPy values. The ctx is the graph node itself, as in torch.
"""

from __future__ import annotations

import warnings

import numpy as np

from ..refusals import refuse, text
from ..tensor import Tensor, wrap
from .dead_ends import as_tuple, once_differentiable  # noqa: F401 - torch keeps it here
from .grad_mode import mode, no_grad
from .graph import Node, connect
from .hooks import NodeHooks
from .outputs import checked_gradient, finish
from .saved import saved_as_tensors


class FunctionCtx(Node):
    """The ctx of a learner's Function: keeps what forward saves, and is the node that backward runs on."""

    function = None  # the Function class; set on the subclass made for each Function
    _learners = _materialize_grads = True
    _to_save = _dirty = _non_differentiable = _output_metas = ()

    def __init__(self):
        connect(self, ())

    def save_for_backward(self, *tensors) -> None:
        """Keep tensors for backward; they come back, checked, as `ctx.saved_tensors`. None is allowed.

        Anything but a tensor is refused when forward is done: keep numbers as attributes, `ctx.k = 2`.
        """
        self._to_save = tensors

    @property
    def saved_tensors(self) -> tuple:
        """The tensors that forward saved. Raises RuntimeError if they were freed or overwritten."""
        return saved_as_tensors(self)

    def mark_non_differentiable(self, *outputs) -> None:
        """Say that these outputs have no derivative (indices, for example)."""
        self._non_differentiable = outputs

    def mark_dirty(self, *inputs) -> None:
        """Say that forward changed these inputs in place and returns them."""
        self._dirty = inputs

    def set_materialize_grads(self, value: bool) -> None:
        """With False, backward gets None instead of zeros for outputs that no gradient reached."""
        self._materialize_grads = value

    def _rule(ctx, gradient) -> tuple:
        """Give the learner's backward its tensors and check what it returns.

        Raises RuntimeError if the number or a shape of the returned gradients does not fit the inputs of forward.
        """
        recording = mode.enabled  # a pass with create_graph=True runs with recording on
        grads = list(gradient) if isinstance(gradient, list) else [gradient]
        for i, (g, meta) in enumerate(zip(grads, ctx._output_metas, strict=True)):
            if g is None and ctx._materialize_grads and meta is not None:
                g = np.zeros(*meta)
            grads[i] = g if g is None or isinstance(g, Tensor) else wrap(g)
        returned = as_tuple(type(ctx).function.pull_back(ctx, *grads))
        expected = len(ctx._edges)
        if len(returned) < expected or any(g is not None for g in returned[expected:]):
            raise refuse("gradient_count", name=type(ctx).__name__, expected=expected, got=len(returned))
        checked = [checked_gradient(ctx, i, g) for i, g in enumerate(returned[:expected])]
        return tuple([g if recording or g is None else g._data for g in checked])


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
        ctx, inputs = cls.node_type(), (*args, *kwargs.values())
        NodeHooks.in_use = True
        ctx.needs_input_grad = wanted = tuple([isinstance(a, Tensor) and a._requires_grad for a in inputs])
        with no_grad():
            if cls.setup_context is None:
                result = cls.forward(ctx, *args, **kwargs)
            else:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, result)
        outputs = finish(ctx, inputs, as_tuple(result), mode.enabled and any(wanted))
        return outputs if isinstance(result, tuple) else outputs[0]
