"""What a node keeps for its rule: saved values, and the check that nobody overwrote them.

`node.saved` holds the values as forward gave them. `node.owners` says, value by value, whom it belongs to: an input
tensor, the node's own output (`SavedOutput`), something a pack hook made of either (`Packed`), or nobody (None).
Owners are checked by their version, the count of writes into their memory; `node.versions` is None while every
expected version is 0, and `node.saved` is RELEASED after a pass has freed it.
"""

from __future__ import annotations

import weakref

from ..dtypes import TYPE_NAMES
from ..refusals import refuse
from ..tensor import INFERENCE, GradientEdge, Tensor, wrap
from .grad_mode import anomaly, no_grad
from .saved_hooks import Packed, hooks

RELEASED = ("released",)


class SavedOutput:
    """A node's own output, kept without its tensor: tensor, node and output would hold each other alive."""

    __slots__ = ("output_nr", "tensor")

    def __init__(self, tensor: Tensor, output_nr: int = 0):
        self.output_nr = output_nr
        self.tensor = weakref.ref(tensor)

    @property
    def _counter(self):
        tensor = self.tensor()  # gone: then nobody can write into it either
        return 0 if tensor is None else tensor._counter


def seal(node) -> None:
    """Note the versions of what `node` just saved, and let pack hooks take it."""
    counters = [0 if owner is None else owner._counter for owner in node.owners]
    if INFERENCE in counters:
        raise refuse("inference_saved")
    versions = [c.value if c else 0 for c in counters]
    node.versions = versions if any(versions) else None
    if hooks.stack:
        with no_grad():
            owned = [None if o is None else _owned(node, i) for i, o in enumerate(node.owners)]
            node.owners = tuple([None if t is None else Packed(t, *hooks.stack[-1]) for t in owned])
        node.saved = tuple([v if o is None else None for v, o in zip(node.saved, node.owners, strict=True)])


def saved_as_arrays(node) -> tuple:
    """Return the saved values for a rule that runs on plain values.

    Raises RuntimeError if they were freed, or if one was overwritten in place.
    """
    if node.saved is RELEASED:
        raise refuse("second_time")
    for owner in node.owners or ():
        if owner is not None and owner._counter != 0:
            return tuple([v._data if isinstance(v, Tensor) else v for v in saved_as_tensors(node)])
    return node.saved


def saved_as_tensors(node) -> tuple:
    """Return the saved values as tensors with their history, for a rule that is itself recorded."""
    if node.saved is RELEASED:
        raise refuse("second_time")
    return tuple([_owned(node, i, check=True) for i in range(len(node.saved or ()))])


def _owned(node, position: int, check: bool = False):
    """Return one saved value as the tensor it belongs to; plain arrays are wrapped, numbers stay numbers."""
    value, owner = node.saved[position], node.owners[position] if node.owners else None
    if owner is None:
        return wrap(value) if hasattr(value, "dtype") else value
    if owner.__class__ is Packed:
        return owner.fetch()
    is_output = owner.__class__ is SavedOutput
    tensor = owner.tensor() if is_output else owner
    if check and tensor is not None:
        expected = node.versions[position] if node.versions else 0
        if tensor._version != expected:
            raise _overwritten(node, tensor, expected, node if is_output else tensor.grad_fn)
    if not is_output:
        return tensor
    return wrap(value, node if node.num_outputs == 1 else GradientEdge(node, owner.output_nr))


def operation_of(node) -> str:
    """Return the name of the operation behind a node, 'Mul' for MulBackward0; '' for a leaf's None."""
    return "" if node is None else node.name().rstrip("0123456789").removesuffix("Backward")


def _overwritten(node, tensor: Tensor, expected: int, maker) -> Exception:
    """Return torch's error for a saved tensor that was written to, naming the operation that made it."""
    key = "overwritten_anomaly" if anomaly.check else "overwritten"
    source = f", which is output {tensor.output_nr} of {operation_of(maker)}," if maker else ""
    seen = {"shape": tensor._data.shape, "version": tensor._version, "expected": expected}
    return refuse(key, type=TYPE_NAMES[tensor.dtype], source=source, node=node.name(), **seen)
