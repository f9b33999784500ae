"""Operation: the form of the built-in Functions, and the two doors through which they are recorded.

forward and backward of an Operation are the textbook lines, run on plain NumPy values because that is twice as
fast as running them on tensors. When the backward pass is itself recorded (`create_graph=True`), the same backward
lines run on tensors instead. So a rule may use operators, and functions of `ops` that take either.
"""

from __future__ import annotations

import numpy as np

from ..refusals import refuse
from ..tensor import GradientEdge, Tensor, new, wrap
from .fitting import metas_of, mismatch, promoted
from .function import Function
from .grad_mode import mode
from .graph import Node, connect, edge_of, next_sequence_nr
from .saved import RELEASED, SavedOutput, saved_as_arrays, seal
from .saved_hooks import hooks
from .saved_names import saved_names

ndarray = np.ndarray


class OperationNode(Node):
    """The ctx of a built-in operation."""

    __slots__ = ()

    def save_for_backward(self, *values) -> None:
        """Keep values that the rule needs; the recorder finds out which of them are inputs or the output."""
        self.saved = values

    @property
    def saved_tensors(self) -> tuple:
        """The saved values as arrays; a recorded backward pass sees them as tensors (`graph.Recorded`)."""
        if self.owners is not None:
            for owner in self.owners:
                if owner is not None and (c := owner._counter) != 0 and (c.value or self.versions):
                    return saved_as_arrays(self)
        if self.saved is RELEASED:
            return saved_as_arrays(self)
        return self.saved

    @property
    def needs_input_grad(self) -> tuple:
        """One flag per input: is its gradient wanted?"""
        return tuple(e is not None for e in self.edges)


class Unrecorded:
    """The ctx of an operation that nobody will differentiate: takes everything, keeps what forward asks back."""

    needs_input_grad = (False, False)

    def save_for_backward(self, *values) -> None:
        pass


class Operation(Function):
    """A Function on plain NumPy values. Tensor arguments come first; backward returns one gradient for each.

    `attributes` names what forward keeps on ctx besides saved values, `saves` the saved ones. `needs_itself` says,
    per input, whether its own gradient uses it: only then does overwriting it matter when the other inputs want no
    gradient. `fresh` says that backward returns new arrays, never the gradient itself or something saved.
    """

    name = None
    attributes = ()
    saves = ("self", "other", "result")
    needs_itself = (True, True)
    fresh = False

    def __init_subclass__(cls, **kwargs):
        members = {"__slots__": cls.attributes, "rule": staticmethod(cls.backward), "function": cls, "fresh": cls.fresh}
        members |= saved_names(cls.saves)
        cls.node_type = type(cls.name or cls.__name__ + "Backward0", (OperationNode,), members)

    @classmethod
    def apply(cls, *args):
        """Run the operation on tensors and record it; on plain NumPy values (inside a rule) compute the value."""
        tensors = [a for a in args if isinstance(a, Tensor)]
        if not tensors:
            if args and not isinstance(args[0], (ndarray, np.generic)):
                raise refuse("not_a_tensor", function=cls.__name__.lower(), type=type(args[0]).__name__)
            return cls.forward(Unrecorded(), *args)
        raw = [a._data if isinstance(a, Tensor) else a for a in args]
        if not (mode.enabled and any([t._requires_grad for t in tensors])):
            out = cls.forward(Unrecorded(), *raw)
            return tuple([mode.wrap(o) for o in out]) if out.__class__ is tuple else mode.wrap(out)
        ctx = cls.node_type()
        connect(ctx, tuple([edge_of(t) for t in tensors]))
        out = cls.forward(ctx, *raw)
        many = out.__class__ is tuple
        ctx.metas = metas_of([t._data for t in tensors], out)
        if many:
            ctx.num_outputs = len(out)
        results = [_result(o, GradientEdge(ctx, i) if many else ctx) for i, o in enumerate(out if many else (out,))]
        if ctx.saved is not None:
            ctx.owners = tuple([_owner(value, tensors, results) for value in ctx.saved])
            seal(ctx)
        return tuple(results) if many else results[0]


def _result(out, edge) -> Tensor:
    return wrap(out, edge if out.dtype.kind == "f" else None)  # indices and masks have no derivative


def _owner(value, tensors, results):
    """Return whom a saved value belongs to: an input, an output, or nobody (None)."""
    owners = [t for t in tensors if t._data is value]
    owners += [SavedOutput(r, i) for i, r in enumerate(results) if r._data is value]
    return owners[0] if owners else None


# --- the two doors for operators: the steps of `apply`, spelled out for one and for two tensors -----------------


def unary(op, x, *constants):
    """Run and record an operation on one tensor (and constants)."""
    if not isinstance(x, Tensor):
        return op.apply(x, *constants)
    xd = x._data
    if not (x._requires_grad and mode.enabled):
        return mode.wrap(op.forward(Unrecorded(), xd, *constants))
    ctx = op.node_type()
    ctx.saved = ctx.owners = ctx.versions = ctx.metas = ctx.hooks = None  # one input: the rule's gradient fits it
    ctx.edges, ctx.mark = (x._edge or edge_of(x),), 0
    out = op.forward(ctx, xd, *constants)
    ctx.sequence_nr = next_sequence_nr()
    result = new(Tensor)
    result._data, result._requires_grad, result._edge = out, True, ctx
    result._counter, result._grad, result._extras = 0, None, None
    if ctx.saved is not None:
        for saved in ctx.saved:
            if saved is xd or saved is out:
                ctx.owners = tuple([x if s is xd else SavedOutput(result) if s is out else None for s in ctx.saved])
                if x._counter != 0 or hooks.stack:
                    seal(ctx)
                break
    return result


def binary(op, x, y):
    """Run and record an operation on two tensors."""
    xd, yd = x._data, y._data
    if xd.__class__ is not yd.__class__ or (xd.__class__ is ndarray and xd.dtype is not yd.dtype):
        x, y = promoted(x, y)
        xd, yd = x._data, y._data
    if not (mode.enabled and (x._requires_grad or y._requires_grad)):
        try:
            return mode.wrap(op.forward(Unrecorded(), xd, yd))
        except ValueError:
            raise mismatch(xd.shape, yd.shape) from None
    ctx = op.node_type()
    ctx.saved = ctx.owners = ctx.versions = ctx.hooks = None
    x_edge = x._edge or (edge_of(x) if x._requires_grad else None)
    y_edge = y._edge or (edge_of(y) if y._requires_grad else None)
    ctx.edges, ctx.mark = (x_edge, y_edge), 0
    try:
        out = op.forward(ctx, xd, yd)
    except ValueError:
        raise mismatch(xd.shape, yd.shape) from None
    ctx.sequence_nr = next_sequence_nr()
    same = out.__class__ is not ndarray or (xd.__class__ is yd.__class__ and xd.shape == yd.shape == out.shape)
    ctx.metas = None if same else metas_of((xd, yd), out)
    result = new(Tensor)
    result._data, result._requires_grad, result._edge = out, True, ctx
    result._counter, result._grad, result._extras = 0, None, None
    saved = ctx.saved
    if saved is not None:
        keep_x = x if y._requires_grad or op.needs_itself[0] else None
        keep_y = y if x._requires_grad or op.needs_itself[1] else None
        if len(saved) == 2 and saved[0] is xd and saved[1] is yd:
            ctx.owners = (keep_x, keep_y)
        else:
            ctx.owners = tuple(
                [keep_x if s is xd else keep_y if s is yd else SavedOutput(result) if s is out else None for s in saved]
            )
        if x._counter != 0 or y._counter != 0 or hooks.stack:
            seal(ctx)
    return result
