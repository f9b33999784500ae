"""Dead ends: a history that can be recorded, and refuses only when a gradient comes that way."""

from __future__ import annotations

import functools

from ..refusals import refuse
from ..tensor import Tensor, wrap
from .grad_mode import mode, no_grad
from .graph import Node, connect


class Dead(Node):
    """A node that can be recorded and never run: its rule is a refusal."""

    __slots__ = ("key", "values")

    def __init__(self, edges: tuple, key: str, **values):
        connect(self, edges)
        self.key, self.values = key, values

    def _rule(self, gradient):
        raise refuse(self.key, **self.values)


def as_tuple(value) -> tuple:
    """Return a tuple as it is, anything else as a tuple of one."""
    return value if isinstance(value, tuple) else (value,)


def once_differentiable(backward):
    """Decorate a backward that computes without being recorded: a second derivative through it raises."""

    @functools.wraps(backward)
    def once(ctx, *grads):
        with no_grad():
            returned = backward(ctx, *grads)
        if not mode.enabled or not any(isinstance(g, Tensor) and g._requires_grad for g in grads):
            return returned
        values = [v._data if isinstance(v, Tensor) else v for v in as_tuple(returned)]
        cut = [v if v is None else wrap(v, Dead((), "once_differentiable")) for v in values]
        return tuple(cut) if isinstance(returned, tuple) else cut[0]

    return once
