"""Operation: the form of the built-in Functions, and the two doors through which they are recorded.

forward and backward of an Operation are the textbook lines, run on plain NumPy values because that is twice as
fast as running them on tensors. When the backward pass is itself recorded (`create_graph=True`), the same backward
lines run on tensors instead. So a rule may use operators, and functions of `ops` that take either.
"""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..refusals import refuse
from ..tensor import GradientEdge, Tensor, new, wrap
from .function import Function
from .grad_mode import mode
from .graph import Node, connect, edge_of, next_sequence_nr
from .saved import RELEASED, SavedOutput, hooks, saved_as_arrays, saved_as_tensors, seal

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
                if owner is not None and owner._counter != 0:
                    return saved_as_arrays(self)
        if self.saved is RELEASED:
            return saved_as_arrays(self)
        return self.saved

    @property
    def needs_input_grad(self) -> tuple:
        """One flag per input: is its gradient wanted?"""
        return tuple(e is not None for e in self.edges)

    def __getattr__(self, name: str):
        """Show saved values under torch's names: `_saved_self`, `_saved_other`, `_saved_result`."""
        if name.startswith("_saved_") and self.saved is not None:
            labels = ("other",) if self.constants else self.function.saves
            for position, value in enumerate(saved_as_tensors(self)):
                is_output = self.owners and self.owners[position].__class__ is SavedOutput
                if name == "_saved_" + ("result" if is_output else labels[position]):
                    return wrap(np.asarray(value)[()]) if self.constants else value
        raise AttributeError(f"'{self.name()}' object has no attribute '{name}'")


class Unrecorded:
    """The ctx of an operation that nobody will differentiate: takes everything, keeps what forward asks back."""

    needs_input_grad = (False, False)

    def save_for_backward(self, *values) -> None:
        pass


class Operation(Function):
    """A Function on plain NumPy values. Tensor arguments come first; backward returns one gradient for each.

    `attributes` names what forward keeps on ctx besides saved values, `saves` the saved ones. `needs_itself` says,
    per input, whether its own gradient uses it: only then does overwriting it matter when the other inputs want no
    gradient.
    """

    name = None
    attributes = ()
    saves = ("self", "other", "result")
    needs_itself = (True, True)

    def __init_subclass__(cls, **kwargs):
        cls.node_type = type(
            cls.name or cls.__name__ + "Backward0",
            (OperationNode,),
            {"__slots__": cls.attributes, "rule": staticmethod(cls.backward), "function": cls},
        )

    @classmethod
    def apply(cls, *args):
        """Run the operation on tensors and record it; on plain NumPy values (inside a rule) compute the value."""
        tensors = [a for a in args if isinstance(a, Tensor)]
        if not tensors:
            return cls.forward(Unrecorded(), *require_values(cls, args))
        raw = [a._data if isinstance(a, Tensor) else a for a in args]
        if not (mode.enabled and any([t._requires_grad for t in tensors])):
            return _wrapped(cls.forward(Unrecorded(), *raw))
        ctx = cls.node_type()
        ctx.saved = ctx.owners = ctx.versions = None
        connect(ctx, tuple([edge_of(t) for t in tensors]))
        return _recorded(ctx, tensors, cls.forward(ctx, *raw))


def require_values(cls, args):
    """Refuse arguments that are neither tensors nor the NumPy values of a rule, in torch's words."""
    if args and not isinstance(args[0], (ndarray, np.generic)):
        raise refuse("not_a_tensor", function=cls.__name__.lower(), type=type(args[0]).__name__)
    return args


def _wrapped(out):
    return tuple([mode.wrap(o) for o in out]) if out.__class__ is tuple else mode.wrap(out)


def _recorded(ctx, tensors, out):
    """Wrap the results of a general operation: any number of inputs and outputs."""
    ctx.metas = metas_of([t._data for t in tensors], out)
    if out.__class__ is tuple:
        ctx.num_outputs = len(out)
        results = tuple([_result(o, GradientEdge(ctx, nr)) for nr, o in enumerate(out)])
    else:
        results = _result(out, ctx)
    if ctx.saved is not None:
        ctx.owners = tuple([_owner(ctx, s, tensors, results) for s in ctx.saved])
        seal(ctx)
    return results


def _result(out, edge) -> Tensor:
    result = wrap(out)
    if out.dtype.kind == "f":  # indices and masks have no derivative
        result._requires_grad = True
        result._edge = edge
    return result


def _owner(ctx, value, tensors, results):
    """Return whom a saved value belongs to: an input, the output, or nobody (None)."""
    for number, tensor in enumerate(tensors):
        if value is tensor._data:
            return tensor if used_by_rule(ctx, number) else None
    for number, result in enumerate(results if results.__class__ is tuple else (results,)):
        if value is result._data:
            return SavedOutput(result, number)
    return None


def used_by_rule(ctx, number: int) -> bool:
    """Return True if a gradient that is wanted uses input `number`."""
    if ctx.edges[number] is None or ctx.function.needs_itself[number]:
        return any(e is not None for e in ctx.edges)
    return any(e is not None for other, e in enumerate(ctx.edges) if other != number)


def metas_of(arrays, out):
    """Return (shape, dtype) per input if the engine must sum or convert gradients to fit, else None."""
    if out.__class__ is not tuple and all([a.shape == out.shape and a.dtype is out.dtype for a in arrays]):
        return None
    return tuple([(a.shape, a.dtype) for a in arrays])


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
    ctx.mark = 0
    ctx.edges = (x._edge or edge_of(x),)
    out = op.forward(ctx, xd, *constants)
    ctx.sequence_nr = next_sequence_nr()
    result = new(Tensor)
    result._data = out
    result._requires_grad = True
    result._edge = ctx
    result._counter = 0
    result._grad = result._extras = None
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
    ctx.mark = 0
    ctx.edges = (
        x._edge or (edge_of(x) if x._requires_grad else None),
        y._edge or (edge_of(y) if y._requires_grad else None),
    )
    try:
        out = op.forward(ctx, xd, yd)
    except ValueError:
        raise mismatch(xd.shape, yd.shape) from None
    ctx.sequence_nr = next_sequence_nr()
    ctx.metas = None if out.__class__ is not ndarray else metas_of((xd, yd), out)
    result = new(Tensor)
    result._data = out
    result._requires_grad = True
    result._edge = ctx
    result._counter = 0
    result._grad = result._extras = None
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


def mismatch(a: tuple, b: tuple) -> Exception:
    """Return torch's error for two shapes that do not broadcast, naming the last dimension where they differ."""
    n = max(len(a), len(b))
    pairs = [(dim, a[dim - n + len(a)], b[dim - n + len(b)]) for dim in range(n - min(len(a), len(b)), n)]
    dim, one, other = [p for p in pairs if p[1] != p[2] and 1 not in p[1:]][-1]
    return refuse("broadcast", a=one, b=other, dim=dim)


def broadcast(a: tuple, b: tuple) -> tuple:
    """Return the shape that two shapes stretch to. Raises RuntimeError if they do not fit."""
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        raise mismatch(a, b) from None


def promoted(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Return both tensors in the dtype that torch gives the result; a conversion is recorded like any operation."""
    if x._data.dtype is y._data.dtype:
        return x, y
    wanted = dtypes.common([(t.dtype, 2 if t._data.ndim else 1) for t in (x, y)])
    return x.to(wanted), y.to(wanted)
