"""Hooks on saving: a learner's functions that pack what a node saves, and unpack it again for the rule."""

from __future__ import annotations

import threading

from ..refusals import refuse
from ..tensor import Tensor
from .grad_mode import no_grad


class Packed:
    """A saved tensor in the form that a pack hook gave it."""

    __slots__ = ("unpack", "value")

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
