"""The trace of a backward pass: what every step received and sent, for pictures, notebooks and tests."""

from __future__ import annotations

import threading
from collections import namedtuple

from ..tensor import Tensor
from .graph import node_of

Step = namedtuple("Step", "node incoming outgoing sums")


class _State(threading.local):
    steps = None  # the list that steps are written to, or None


state = _State()


class trace:
    """Record every step of the backward passes in this block: `with trace() as steps: loss.backward()`.

    Each step tells the node, the gradients that arrived (`incoming`, one per output), what its rule sent along each
    edge (`outgoing`) and the running sums waiting there afterwards (`sums`), as NumPy values or None.
    """

    def __enter__(self) -> list:
        self._outer = state.steps
        state.steps = []
        return state.steps

    def __exit__(self, *exception) -> None:
        state.steps = self._outer


def note(place, gradient, returned, sums: dict) -> None:
    """Write down what just happened at a node or a leaf, if anybody wants to know."""
    if state.steps is None:
        return
    node = node_of(place)
    sent = returned if returned.__class__ is tuple else (returned,)
    outgoing = [None if edge is None else _value(part) for edge, part in zip(node._edges, sent, strict=False)]
    outgoing += [None] * (len(node._edges) - len(outgoing))
    waiting = [None if edge is None else _value(sums.get(edge)) for edge in node._edges]
    incoming = [_value(g) for g in (gradient if gradient.__class__ is list else [gradient])]
    state.steps.append(Step(node, tuple(incoming), tuple(outgoing), tuple(waiting)))


def _value(gradient):
    return gradient._data if isinstance(gradient, Tensor) else gradient
