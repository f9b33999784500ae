"""What a node keeps for its rule: saved values, and the check that nobody overwrote them.

`node._saved` holds the values as forward gave them. `node._owners` says, value by value, whom it belongs to: an input
tensor (`SavedInput` if it had been written to before), the node's own output (`SavedOutput`), something a pack hook
made of either (`Packed`), or nobody (None). Owners are checked by their version, the count of writes into their
memory. `node._saved` is RELEASED after a pass has freed it.
"""

from __future__ import annotations

import weakref

from ..dtypes import TYPE_NAMES
from ..refusals import refuse
from ..tensor import INFERENCE, GradientEdge, Tensor, Version, wrap
from .grad_mode import anomaly, no_grad
from .saved_hooks import Packed, hooks


class _Released:
    """What a node has instead of its saved values after a pass freed them: whoever wants to read them is refused."""

    def __iter__(self):
        raise refuse("second_time")


RELEASED = _Released()


class SavedInput:
    """An input that had been written to before it was saved, with its version at that time."""

    __slots__ = ("tensor", "version")

    def __init__(self, tensor: Tensor):
        self.tensor, self.version = tensor, tensor._version


class SavedOutput:
    """A node's own output, kept without its tensor: tensor, node and output would hold each other alive."""

    __slots__ = ("_tensor", "output_nr", "version")

    def __init__(self, tensor: Tensor, output_nr: int = 0):
        self.output_nr = output_nr
        self.live_in(tensor)

    @property
    def tensor(self) -> Tensor | None:
        """The tensor, if it is still there; if not, nobody can write into it either."""
        return self._tensor()

    def live_in(self, tensor: Tensor) -> None:
        """Note which tensor holds the output from now on."""
        self._tensor, self.version = weakref.ref(tensor), tensor._version if tensor._counter else 0


def seal(node) -> None:
    """Note the versions of the inputs that `node` just saved, and let pack hooks take everything it saved."""
    if any([o.__class__ is Tensor and o._counter is INFERENCE for o in node._owners]):
        raise refuse("inference_saved")
    node._owners = tuple([SavedInput(o) if o.__class__ is Tensor and o._version else o for o in node._owners])
    if hooks.stack:
        with no_grad():
            owned = [None if o is None else _owned(node, i) for i, o in enumerate(node._owners)]
            node._owners = tuple([None if t is None else Packed(t, *hooks.stack[-1]) for t in owned])
        node._saved = tuple([v if o is None else None for v, o in zip(node._saved, node._owners, strict=True)])
        Version().bump()  # as if written to: the values must be fetched


def saved_as_arrays(node) -> tuple:
    """Return the saved values for a rule that runs on plain values.

    Raises RuntimeError if they were freed, or if one was overwritten in place.
    """
    return tuple([v._data if isinstance(v, Tensor) else v for v in saved_as_tensors(node)])


def saved_as_tensors(node) -> tuple:
    """Return the saved values as tensors with their history, for a rule that is itself recorded."""
    return tuple([_owned(node, i, check=True) for i, _ in enumerate(node._saved or ())])


def _owned(node, position: int, check: bool = False):
    """Return one saved value as the tensor it belongs to; plain arrays are wrapped, numbers stay numbers."""
    value, owner = node._saved[position], node._owners[position] if node._owners else None
    if owner is None:
        return wrap(value) if hasattr(value, "dtype") else value
    if owner.__class__ is Packed:
        return owner.fetch()
    tensor, expected = (owner, 0) if owner.__class__ is Tensor else (owner.tensor, owner.version)
    is_output = owner.__class__ is SavedOutput
    if check and tensor is not None and tensor._counter and tensor._version != expected:
        raise _overwritten(node, tensor, expected, node if is_output else tensor.grad_fn)
    if not is_output:
        return tensor
    return wrap(value, node if node._num_outputs == 1 else GradientEdge(node, owner.output_nr))


def operation_of(node) -> str:
    """Return the name of the operation behind a node, 'Mul' for MulBackward0; '' for a leaf's None."""
    return "" if node is None else type(node).__name__.rstrip("0123456789").removesuffix("Backward")


def _overwritten(node, tensor: Tensor, expected: int, maker) -> Exception:
    """Return torch's error for a saved tensor that was written to, naming the operation that made it."""
    key = "overwritten_anomaly" if anomaly.check else "overwritten"
    source = f", which is output {tensor.output_nr} of {operation_of(maker)}," if maker else ""
    seen = {"shape": tensor._data.shape, "version": tensor._version, "expected": expected}
    return refuse(key, type=TYPE_NAMES[tensor.dtype], source=source, node=type(node).__name__, **seen)
