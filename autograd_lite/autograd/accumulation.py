"""Accumulation: what arrives at a leaf is added to its `.grad`, pass after pass, until somebody clears it."""

from __future__ import annotations

import threading

import numpy as np

from ..refusals import refuse
from ..tensor import Tensor, wrap

_grad_lock = threading.Lock()


def add_to_grad(tensor: Tensor, gradient, owned: bool = False) -> None:
    """Add a gradient (NumPy value, or tensor when the pass was recorded) to `tensor.grad`.

    The first one is copied, unless nobody else holds it (`owned`): x + y sends the same array to both, and x.grad
    must not be y.grad. A lone number cannot be written into, so it needs no copy.
    """
    with _grad_lock:
        held = tensor._grad
        if held is None and (owned or gradient.__class__ is np.float64):
            tensor._grad = wrap(gradient)
            return
        if isinstance(gradient, Tensor):
            tensor._grad = wrap(np.empty_like(gradient._data)).copy_(gradient) if held is None else held + gradient
        elif held is None:
            tensor._grad = wrap(gradient.copy())
        elif held._data.__class__ is np.ndarray:
            np.add(held._data, gradient, out=held._data)
            held._bump_version()
        else:
            held._data = held._data + gradient
            held._bump_version()


def accumulate(leaf: Tensor, gradient, owned: bool = False) -> None:
    """Add what arrived at a leaf to its `.grad`, and run the hooks that wait for that.

    A leaf whose mark was taken off after the graph was recorded keeps nothing, as in torch.
    """
    if leaf._requires_grad:
        add_to_grad(leaf, gradient, owned)
    if leaf._extras is not None and leaf._extras.post_accumulate:
        for hook in tuple(leaf._extras.post_accumulate.values()):
            if (returned := hook(leaf)) is not None:
                raise refuse("hook_type", type=type(returned).__name__)
