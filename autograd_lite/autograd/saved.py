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
from ..tensor import Tensor, wrap
from .grad_mode import no_grad

RELEASED = ("released",)

SECOND_TIME = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
    "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
    "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "
    "saved tensors after calling backward.\n"
    "Why: the first pass freed what this operation had saved. What to do: run the forward lines again, or add the "
    "losses and call backward once. See lesson 10."
)


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

    def __init__(self, value, unpack):
        self.value = value
        self.unpack = unpack

    def fetch(self) -> Tensor:
        """Return what the unpack hook makes of it. Raises TypeError unless that is a tensor."""
        with no_grad():
            tensor = self.unpack(self.value)
        if not isinstance(tensor, Tensor):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
                f"{type(tensor).__name__}\nWhat to do: return from unpack what pack was given."
            )
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
        pack, unpack = hooks.stack[-1]
        with no_grad():
            packed = [None if o is None else Packed(pack(_owned(node, i)), unpack) for i, o in enumerate(node.owners)]
        node.saved = tuple([v if p is None else None for v, p in zip(node.saved, packed, strict=True)])
        node.owners = packed


def _version(owner) -> int:
    counter = owner._counter
    return counter if counter.__class__ is int else counter.value


def saved_as_arrays(node) -> tuple:
    """Return the saved values for a rule that runs on plain values.

    Raises RuntimeError if they were freed, or if one was overwritten in place.
    """
    if node.saved is RELEASED:
        raise RuntimeError(SECOND_TIME)
    for owner in node.owners or ():
        if owner is not None and owner._counter != 0:
            return tuple([_checked(node, i) for i in range(len(node.saved))])
    return node.saved


def saved_as_tensors(node) -> tuple:
    """Return the saved values as tensors with their history, for a rule that is itself recorded."""
    if node.saved is RELEASED:
        raise RuntimeError(SECOND_TIME)
    return tuple([_owned(node, i, check=True) for i in range(len(node.saved or ()))])


def _checked(node, position: int):
    """Return one saved value after looking at its owner's version."""
    value = _owned(node, position, check=True)
    return value._data if isinstance(value, Tensor) else value


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
            raise RuntimeError(_overwritten(node, tensor, expected))
    return node.output_again(value, owner.output_nr) if owner.__class__ is SavedOutput else tensor


def _overwritten(node, tensor: Tensor, expected: int) -> str:
    maker = tensor.grad_fn
    source = ""
    if maker is not None:
        label = maker.name().rstrip("0123456789").removesuffix("Backward")
        source = f", which is output {tensor.output_nr} of {label},"
    return (
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[torch.{TYPE_NAMES[tensor.dtype]} {list(tensor.shape)}]{source} is at version {tensor._version}; expected "
        f"version {expected} instead. Hint: enable anomaly detection to find the operation that failed to compute "
        "its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).\n"
        f"Why: {node.name()} saved this tensor for its rule, and an in-place line has since overwritten it. What to "
        "do: replace that line (x += 1, x[0] = 1, x.add_(1)) by one that makes a new tensor. See lesson 12."
    )
