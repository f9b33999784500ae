"""Function: an operation as two functions, forward and backward, that share a notebook called ctx.

Every operation is one. A learner's own Function computes with tensors; the built-in ones (`Operation`, next door)
differ in that they compute with plain NumPy values. The ctx is the graph node itself, as in torch.
"""

from __future__ import annotations

import functools
import warnings

import numpy as np

from ..tensor import Tensor, wrap
from .grad_mode import mode, no_grad
from .graph import GradientEdge, Node, connect, edge_of
from .saved import SavedOutput, saved_as_tensors, seal

LEGACY = (
    "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function "
    "with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)\n"
    "Why: a Function is not an object you make. What to do: call {name}.apply(...) on the class. See lesson 13."
)


class FunctionCtx(Node):
    """The ctx of a learner's Function: keeps what forward saves, and is the node that backward runs on."""

    num_outputs = 1
    function = None  # the Function class; set on the subclass made for each Function

    def __init__(self):
        self.saved = self.owners = self.versions = self.metas = None
        self.to_save = self.dirty = self.non_differentiable = ()
        self.materialize_grads = True
        self.output_metas = ()
        self.needs_input_grad = ()

    def save_for_backward(self, *tensors) -> None:
        """Keep tensors for backward; they come back, checked, as `ctx.saved_tensors`. None is allowed.

        Raises TypeError for anything but a tensor: keep numbers as attributes, `ctx.k = 2`.
        """
        for position, tensor in enumerate(tensors):
            if tensor is not None and not isinstance(tensor, Tensor):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument {position} is of type "
                    f"{type(tensor).__name__}\nWhy: only tensors can be checked for in-place changes. What to do: "
                    "keep it as an attribute, for example ctx.k = k. See lesson 13."
                )
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


class Function:
    """Base class for your own operation: write `forward(ctx, ...)` and `backward(ctx, *grad_outputs)`, call `apply`.

    `forward` returns the result (a tensor or a tuple); `backward` receives the gradient of the loss with respect to
    each output and returns one gradient per argument of forward, None where there is none.
    """

    node_type = FunctionCtx

    def __init__(self, *args, **kwargs):
        warnings.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you should "
            "invoke them on the class itself. Instantiating an autograd function will raise an error in a future "
            "version of PyTorch.",
            DeprecationWarning,
            stacklevel=2,
        )

    def __call__(self, *args, **kwargs):
        raise RuntimeError(LEGACY.format(name=type(self).__name__))

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        # The node type belongs to this class object: a re-run cell makes a new class with its own.
        cls.node_type = type(cls.__name__ + "Backward", (FunctionCtx,), {"function": cls})

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    vjp = backward
    setup_context = None

    @classmethod
    def apply(cls, *args):
        """Run forward on `args` and record the operation. Returns what forward returns."""
        ctx = cls.node_type()
        tensors = [a for a in args if isinstance(a, Tensor)]
        ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a._requires_grad for a in args)
        recorded = mode.enabled and any(ctx.needs_input_grad)
        with no_grad():
            if cls.setup_context is None:
                result = cls.forward(ctx, *args)
            else:
                result = cls.forward(*args)
                cls.setup_context(ctx, args, result)
        outputs = result if isinstance(result, tuple) else (result,)
        outputs = _Outputs(cls, ctx, args, tensors).finish(outputs, recorded)
        return outputs if isinstance(result, tuple) else outputs[0]


class _Outputs:
    """Turn what forward returned into recorded tensors, and store what it saved."""

    def __init__(self, cls, ctx, args, tensors):
        self.cls, self.ctx, self.args, self.tensors = cls, ctx, args, tensors

    def finish(self, outputs: tuple, recorded: bool) -> tuple:
        ctx = self.ctx
        for output in outputs:
            if output is not None and not isinstance(output, Tensor):
                raise TypeError(
                    f"{self.cls.__name__}.forward: expected Variable (got {type(output).__name__}) for return value"
                    "\nWhy: a Function gives tensors. What to do: return a tensor, or a tuple of tensors."
                )
        ctx.num_outputs = len(outputs)
        if recorded:
            connect(ctx, tuple(edge_of(a) if isinstance(a, Tensor) else None for a in self.args))
            ctx.output_metas = tuple(None if o is None else (o._data.shape, o._data.dtype) for o in outputs)
            ctx.metas = tuple((a._data.shape, a._data.dtype) if isinstance(a, Tensor) else None for a in self.args)
        finished = tuple(self._output(o, nr, recorded) for nr, o in enumerate(outputs))
        if recorded and ctx.to_save:
            ctx.saved = tuple(None if t is None else t._data for t in ctx.to_save)
            ctx.owners = tuple(self._owner(t, outputs, finished) for t in ctx.to_save)
            seal(ctx)
        ctx.to_save = ()
        return finished

    def _output(self, output, number: int, recorded: bool):
        ctx = self.ctx
        if output is None:
            return None
        if any(output is d for d in ctx.dirty):
            output._bump_version()
        elif any(output is t for t in self.tensors):
            output = wrap(output._shared_array())  # forward returned its input: hand out a twin
        if recorded and not any(output is n for n in ctx.non_differentiable):
            output._requires_grad = True
            output._edge = ctx if ctx.num_outputs == 1 else GradientEdge(ctx, number)
        return output

    def _owner(self, tensor, outputs, finished):
        for number, output in enumerate(outputs):
            if tensor is output and not any(tensor is t for t in self.tensors):
                return SavedOutput(finished[number], number)
        return tensor


def run_backward_rule(ctx: FunctionCtx, gradient):
    """Give the learner's backward its tensors and check what it returns.

    Raises RuntimeError if the number or a shape of the returned gradients does not fit the inputs of forward.
    """
    recording = mode.enabled  # a pass with create_graph=True runs with recording on
    incoming = gradient if isinstance(gradient, list) else [gradient]
    grads = [_incoming(ctx, g, meta) for g, meta in zip(incoming, ctx.output_metas, strict=True)]
    cls = ctx.function
    rule = cls.vjp if cls.backward is Function.backward else cls.backward
    returned = rule(ctx, *grads)
    returned = returned if isinstance(returned, tuple) else (returned,)
    expected = len(ctx.edges)
    if len(returned) < expected or any(g is not None for g in returned[expected:]):
        raise RuntimeError(
            f"function {ctx.name()} returned an incorrect number of gradients (expected {expected}, got "
            f"{len(returned)})\nWhy: backward returns one gradient per argument of forward, in the same order, and "
            "None for arguments that are not tensors. See lesson 13."
        )
    checked = [_returned(ctx, i, g, recording) for i, g in enumerate(returned[:expected])]
    return tuple(checked)


FunctionCtx.rule = staticmethod(run_backward_rule)


def _incoming(ctx, gradient, meta):
    if gradient is None:
        if not ctx.materialize_grads or meta is None:
            return None
        return wrap(np.zeros(*meta))
    return gradient if isinstance(gradient, Tensor) else wrap(gradient)


def _returned(ctx, index: int, gradient, recording: bool):
    """Check one returned gradient against its input's shape; the engine sums away broadcast axes afterwards."""
    if gradient is None or ctx.edges[index] is None:
        return None
    if not isinstance(gradient, Tensor):
        raise RuntimeError(
            f"{ctx.name()}: expected Variable or None (got {type(gradient).__name__})\n"
            "Why: gradients travel as tensors. What to do: return a tensor, or None. See lesson 13."
        )
    shape = ctx.metas[index][0]
    if gradient._data.shape != shape and not expands_from(shape, gradient._data.shape):
        raise RuntimeError(
            f"Function {ctx.name()} returned an invalid gradient at index {index} - got "
            f"{list(gradient._data.shape)} but expected shape compatible with {list(shape)}\n"
            "Why: a gradient holds one slope per element of its input, so it has the input's shape. See lesson 13."
        )
    return gradient if recording else gradient._data


def expands_from(small: tuple, large: tuple) -> bool:
    """Return True if an array of shape `small` broadcasts to `large`."""
    if len(small) > len(large):
        return False
    return all(s in (1, n) for s, n in zip(reversed(small), reversed(large)))  # noqa: B905 - the tail decides


def once_differentiable(backward):
    """Decorate a backward that computes without being recorded: a second derivative through it raises."""

    @functools.wraps(backward)
    def once(ctx, *grads):
        with no_grad():
            returned = backward(ctx, *grads)
        if not mode.enabled or not any(isinstance(g, Tensor) and g._requires_grad for g in grads):
            return returned
        values = returned if isinstance(returned, tuple) else (returned,)
        cut = tuple(_Cut.apply(v, *grads) if isinstance(v, Tensor) else v for v in values)
        return cut if isinstance(returned, tuple) else cut[0]

    return once


class _Cut(Function):
    """Pass a value on; refuse to be differentiated."""

    @staticmethod
    def forward(ctx, value, *grads):
        return value

    @staticmethod
    def backward(ctx, *grads):
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable\n"
            "Why: its backward was not recorded. What to do: write backward with tensor operations and drop the mark."
        )
