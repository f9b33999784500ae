"""The names under which torch shows what a built-in node has saved: `y.grad_fn._saved_self`."""

from __future__ import annotations

import numpy as np

from ..tensor import wrap
from .saved import SavedOutput, saved_as_tensors


def saved_under_name(node, name: str):
    """Return what `node` saved under a name like `_saved_result`. Raises AttributeError if it saved no such thing."""
    if name.startswith("_saved_") and node.saved is not None:
        labels = ("other",) if node.constants else node.function.saves
        for position, value in enumerate(saved_as_tensors(node)):
            is_output = node.owners and node.owners[position].__class__ is SavedOutput
            if name == "_saved_" + ("result" if is_output else labels[position]):
                return wrap(np.asarray(value)[()]) if node.constants else value
    raise AttributeError(f"'{node.name()}' object has no attribute '{name}'")
