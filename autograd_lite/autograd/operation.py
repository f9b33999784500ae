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
from .node_types import NodeType
from .saved import SavedOutput, seal
from .saved_hooks import hooks

ndarray = np.ndarray


class OperationNode(Node):
    """The ctx of a built-in operation."""

    __slots__ = ()
    saved_tensors = Node._saved  # as they were saved; where that is not safe to use, the rule gets a `graph.StandIn`

    def save_for_backward(self, *values) -> None:
        """Keep values that the rule needs; the recorder finds out which of them are inputs or the output."""
        self._saved = values

    @property
    def needs_input_grad(self) -> tuple:
        """One flag per input: is its gradient wanted?"""
        return tuple([e is not None for e in self._edges])


class Unrecorded:
    """The ctx of an operation that nobody will differentiate: takes everything, keeps what forward asks back."""

    needs_input_grad = (False, False, False)

    def save_for_backward(self, *values) -> None:
        pass


class Operation(Function):
    """A Function on plain NumPy values. Tensor arguments come first; backward returns one gradient for each.

    `attributes` names what forward keeps on ctx besides saved values, `saves` the saved ones. `needs_itself` says,
    per input, whether its own gradient uses it: only then does overwriting it matter when the other inputs want no
    gradient. `fresh` says that backward returns new arrays, never the gradient itself or something saved; `fits`, that
    they have the shapes of the inputs already, without broadcasting to be undone.
    """

    name = None
    attributes = ()
    saves = ("self", "other", "result")
    needs_itself = (True, True)
    fresh = fits = False

    def __init_subclass__(cls, **kwargs):
        cls.node_type = NodeType(OperationNode)

    @classmethod
    def apply(cls, *args):
        """Run the operation on tensors and record it; on plain NumPy values (inside a rule) compute the value."""
        tensors = [a for a in args if isinstance(a, Tensor)]
        if not tensors:
            return unary(cls, *args) if args else cls.forward(Unrecorded())
        raw = [a._data if isinstance(a, Tensor) else a for a in args]
        if not (mode.enabled and any([t._requires_grad for t in tensors])):
            out = cls.forward(Unrecorded(), *raw)
            return tuple([mode.wrap(o) for o in out]) if out.__class__ is tuple else mode.wrap(out)
        ctx = cls.node_type()
        connect(ctx, tuple([edge_of(t) for t in tensors]))
        out = cls.forward(ctx, *raw)
        many = out.__class__ is tuple
        ctx._metas = metas_of([t._data for t in tensors], out)
        if many:
            ctx._num_outputs = len(out)
        outs = enumerate(out if many else (out,))
        results = [_result(o, GradientEdge(ctx, i) if ctx._num_outputs > 1 else ctx) for i, o in outs]
        if ctx._saved is not None:
            ctx._owners = tuple([_owner(value, tensors, results) for value in ctx._saved])
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
        if not isinstance(x, (ndarray, np.generic)):
            raise refuse("not_a_tensor", function=op.__name__.lower(), type=type(x).__name__)
        return op.forward(Unrecorded(), x, *constants)
    xd = x._data
    if not (x._requires_grad and mode.enabled):
        return mode.wrap(op.forward(Unrecorded(), xd, *constants))
    ctx = op.node_type()
    ctx._saved = ctx._owners = ctx._metas = ctx._hooks = None  # one input: the rule's gradient fits it
    ctx._edges, ctx._mark = (x._edge or edge_of(x),), 0
    out = op.forward(ctx, xd, *constants)
    ctx._number = next_sequence_nr()
    result = new(Tensor)
    result._data, result._requires_grad, result._edge = out, True, ctx
    result._counter, result._grad, result._extras = 0, None, None
    saved = ctx._saved
    if saved and (len(saved) > 1 or saved[0] is xd or saved[0] is out):  # else one number, which is nobody's
        ctx._owners = tuple([x if s is xd else SavedOutput(result) if s is out else None for s in saved])
        if x._counter != 0 or hooks.stack:
            seal(ctx)
    return result


def binary(op, x, y):
    """Run and record an operation on two tensors."""
    xd, yd = x._data, y._data
    if xd.__class__ is not yd.__class__ or (xd.__class__ is ndarray and xd.dtype is not yd.dtype):
        x, y = promoted(x, y)
        xd, yd = x._data, y._data
    recorded = (x._requires_grad or y._requires_grad) and mode.enabled
    ctx = op.node_type() if recorded else Unrecorded()
    ctx._saved = None
    try:
        out = op.forward(ctx, xd, yd)
    except ValueError:
        raise mismatch(xd.shape, yd.shape) from None
    if not recorded:
        return mode.wrap(out)
    ctx._edges, ctx._number, ctx._mark = (x._edge or edge_of(x), y._edge or edge_of(y)), next_sequence_nr(), 0
    ctx._owners = ctx._metas = ctx._hooks = None
    if out.__class__ is ndarray and not (xd.__class__ is yd.__class__ and xd.shape == yd.shape) and not op.fits:
        ctx._metas = metas_of((xd, yd), out)
    result = new(Tensor)
    result._data, result._requires_grad, result._edge = out, True, ctx
    result._counter, result._grad, result._extras = 0, None, None
    saved = ctx._saved
    if saved is not None:
        keep = (x, y)
        if not (x._requires_grad and y._requires_grad):
            keep = tuple([t if op.needs_itself[i] or (y, x)[i]._requires_grad else None for i, t in enumerate(keep)])
        if len(saved) != 2 or saved[0] is not xd or saved[1] is not yd:
            made = SavedOutput(result)
            keep = tuple([keep[0] if s is xd else keep[1] if s is yd else made if s is out else None for s in saved])
        ctx._owners = keep
        if x._counter != 0 or y._counter != 0 or hooks.stack:
            seal(ctx)
    return result
