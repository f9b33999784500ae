"""Views: tensors that look into the memory of another, their base.

A view shares its base's count of writes. It remembers the operations that lead to it, because a write into the base,
or through another view, gives it a new history; the base knows its views, weakly, for the same reason.
"""

from __future__ import annotations

import weakref

from ..tensor import Tensor
from .grad_mode import mode


def as_view(result: Tensor, input: Tensor, step: tuple, creation: str | None = None) -> Tensor:
    """Note that `result` is a view of `input`: `step` leads there, `creation` says why writing into it is refused.

    An operation with several views as outputs gives the creation 'inplace_multi' and an empty step.
    """
    result._counter = input._shared_counter()
    extras, above = result._extra(), input._extra()
    extras.base = input if above.base is None else above.base
    extras.chain = (*above.chain, *step)
    extras.creation = creation or above.creation
    if not mode.enabled:
        extras.creation = "inplace_inference_view" if mode.inference else "inplace_no_grad_view"
        result._requires_grad = input._requires_grad and not mode.inference  # torch's flag; no gradient follows it
    family = above if extras.base is input else extras.base._extra()
    if family.views is None:
        family.views = {}
    family.views[id(result)] = weakref.ref(result)  # the next tensor at this address takes a dead view's place
    return result
