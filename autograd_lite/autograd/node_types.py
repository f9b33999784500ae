"""Node types: the class of a built-in operation's nodes, and the names under which torch shows what they saved."""

from __future__ import annotations

import numpy as np

from ..dtypes import whole
from ..tensor import wrap
from .saved import SavedOutput, saved_as_tensors


class NodeType:
    """Stands where an operation's node type will be, until it is first asked for: most programs use few operations."""

    def __init__(self, base: type):
        self.base = base

    def __get__(self, _, op) -> type:
        members = {"__slots__": op.attributes, "_rule": op.backward, "function": op, "_fresh": op.fresh}
        members |= _saved_names(op.saves)
        op.node_type = type(op.name or op.__name__ + "Backward0", (self.base,), members)
        return op.node_type


def _saved_names(labels: tuple) -> dict:
    """Return one property per label, `_saved_self` for "self", for the class of a node."""
    return {"_saved_" + label: _shown(label) for label in {*labels, "other", "result"}}


def _shown(label: str) -> property:
    def show(node):
        own = ("other",) if node._constants else node.function.saves
        for position, value in enumerate(saved_as_tensors(node)):
            is_output = node._owners and node._owners[position].__class__ is SavedOutput
            if label == ("result" if is_output else own[position]):
                return wrap(whole(np.asarray(value)[()])) if node._constants else value
        raise AttributeError(f"'{type(node).__name__}' object has no attribute '_saved_{label}'")

    return property(show)
