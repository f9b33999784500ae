"""The names under which torch shows what a built-in node has saved: `y.grad_fn._saved_self`."""

from __future__ import annotations

import numpy as np

from ..dtypes import whole
from ..tensor import wrap
from .saved import SavedOutput, saved_as_tensors


def saved_names(labels: tuple) -> dict:
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
