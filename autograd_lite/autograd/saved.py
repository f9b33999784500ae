"""What a node keeps for its rule: saved values, the check that nobody overwrote them, and hooks on saving.

`node.saved` holds the values as forward gave them. `node.owners` says, value by value, whom it belongs to: an input
tensor, the node's own output (`SavedOutput`), something a pack hook made of either (`Packed`), or nobody (None).
Owners are checked by their version, the count of writes into their memory; `node.versions` is None while every
expected version is 0, and `node.saved` is RELEASED after a pass has freed it.
"""

from __future__ import annotations

import threading
import weakref

from ..dtypes import TYPE_NAMES
from ..refusals import refuse
from ..tensor import INFERENCE, Tensor, wrap
from .grad_mode import anomaly, no_grad

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


class Packed:
    """A saved tensor in the form that a pack hook gave it."""

    __slots__ = ("unpack", "value")
    _counter = None  # never 0: the value must be fetched

    def __init__(self, tensor: Tensor, pack, unpack):
        before = tensor._version
        self.value, self.unpack = pack(tensor), unpack
        if tensor._version != before:
            raise refuse("pack_inplace")

    def fetch(self) -> Tensor:
        """Return what the unpack hook makes of it. Raises TypeError unless that is a tensor."""
        with no_grad():
            tensor = self.unpack(self.value)
        if not isinstance(tensor, Tensor):
            raise refuse("unpack_type", type=type(tensor).__name__)
        return tensor


class _Hooks(threading.local):
    stack = ()  # pairs (pack, unpack), innermost last


hooks = _Hooks()


class saved_tensors_hooks:
    """Within this block, `pack` sees every tensor that a node saves, and `unpack` gives it back to the rule."""

    def __init__(self, pack_hook, unpack_hook):
        self.pair = (pack_hook, unpack_hook)

    def __enter__(self) -> None:
        hooks.stack = (*hooks.stack, self.pair)

    def __exit__(self, *exception) -> None:
        hooks.stack = hooks.stack[:-1]


def seal(node) -> None:
    """Note the versions of what `node` just saved, and let pack hooks take it."""
    versions = [0 if o is None else _version(o) for o in node.owners]
    node.versions = versions if any(versions) else None
    if hooks.stack:
        with no_grad():
            owned = [None if o is None else _owned(node, i) for i, o in enumerate(node.owners)]
            node.owners = tuple([None if t is None else Packed(t, *hooks.stack[-1]) for t in owned])
        node.saved = tuple([v if o is None else None for v, o in zip(node.saved, node.owners, strict=True)])


def _version(owner) -> int:
    counter = owner._counter
    if counter is INFERENCE:
        raise refuse("inference_saved")
    return counter if counter.__class__ is int else counter.value


def saved_as_arrays(node) -> tuple:
    """Return the saved values for a rule that runs on plain values.

    Raises RuntimeError if they were freed, or if one was overwritten in place.
    """
    if node.saved is RELEASED:
        raise refuse("second_time")
    for owner in node.owners or ():
        if owner is not None and owner._counter != 0:
            values = [_owned(node, i, check=True) for i in range(len(node.saved))]
            return tuple([v._data if isinstance(v, Tensor) else v for v in values])
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
    tensor = owner.tensor() if owner.__class__ is SavedOutput else owner
    if check and tensor is not None:
        expected = node.versions[position] if node.versions else 0
        if tensor._version != expected:
            raise _overwritten(node, tensor, expected, owner.__class__ is SavedOutput)
    return node.output_again(value, owner.output_nr) if owner.__class__ is SavedOutput else tensor


def operation_of(node) -> str:
    """Return the name of the operation behind a node, 'Mul' for MulBackward0; '' for a leaf's None."""
    return "" if node is None else node.name().rstrip("0123456789").removesuffix("Backward")


def _overwritten(node, tensor: Tensor, expected: int, is_output: bool) -> Exception:
    """Return torch's error for a saved tensor that was written to, naming the operation that made it."""
    maker = operation_of(node if is_output else tensor.grad_fn)
    return refuse(
        "overwritten_anomaly" if anomaly.check else "overwritten",
        source=f", which is output {tensor.output_nr} of {maker}," if maker else "",
        type=TYPE_NAMES[tensor.dtype],
        shape=tensor._data.shape,
        version=tensor._version,
        expected=expected,
        node=node.name(),
    )
