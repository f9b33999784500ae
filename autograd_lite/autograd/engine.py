"""The engine: one backward pass. Collect the nodes, sort them newest first, sweep.

Gradients in flight live here, in a dictionary from edge to running sum; only leaves (and tensors that asked with
`retain_grad`) get a `.grad`, and they get it when the sweep is over, so a pass that fails changes none of them.
Nothing recurses: a chain of a million operations is as safe as one of ten.
"""

from __future__ import annotations

import threading
from collections import namedtuple

import numpy as np

from ..tensor import Tensor, wrap
from .function import FunctionCtx
from .grad_mode import mode
from .graph import AccumulateGrad, GradientEdge, Recorded, node_of, walk
from .saved import RELEASED

ndarray = np.ndarray

Step = namedtuple("Step", "node incoming outgoing sums")


class _State(threading.local):
    trace = None  # the list that steps are written to, or None
    check = None  # called after every rule when anomaly mode is on
    raw = False  # True while rules run on plain NumPy values


state = _State()


class trace:
    """Record every step of the backward passes in this block: `with trace() as steps: loss.backward()`.

    Each step tells the node, the gradients that arrived (`incoming`, one per output), what its rule sent along each
    edge (`outgoing`) and the running sums waiting there afterwards (`sums`), as NumPy values or None.
    """

    def __enter__(self) -> list:
        self._outer = state.trace
        state.trace = []
        return state.trace

    def __exit__(self, *exception) -> None:
        state.trace = self._outer


def run_backward(roots, gradients, retain_graph: bool, create_graph: bool, capture=None) -> list:
    """Send `gradients` back from `roots` (edges), and return what arrives.

    Without `capture`: the pairs (AccumulateGrad node, gradient), for the caller to add up. With `capture`, a list of
    edges: only the nodes on the way to them run, and the result is the gradient at each (None where no path leads).
    Gradients are NumPy values, or tensors when the pass itself is recorded.
    """
    sums: dict = {}
    for edge, gradient in zip(roots, gradients, strict=True):
        sums[edge] = sums[edge] + gradient if edge in sums else gradient
    order = walk(roots)
    wanted = None if capture is None else _on_the_way(order, capture)
    before = (mode.enabled, state.raw)
    mode.enabled, state.raw = create_graph, not create_graph
    try:
        if capture is None:
            return _sweep(order, sums, None, {}, retain_graph)
        captured = dict.fromkeys(capture)
        _sweep([n for n in order if n in wanted], sums, wanted, captured, retain_graph)
        return [captured[edge] for edge in capture]
    finally:
        mode.enabled, state.raw = before


def _on_the_way(order, capture) -> set:
    """Return the nodes from which a captured edge can be reached; oldest first, so inputs are decided before users."""
    wanted = {node_of(edge) for edge in capture}
    for node in reversed(order):
        if node not in wanted and any([node_of(e) in wanted for e in node.edges]):
            wanted.add(node)
    return wanted


def _sweep(order, sums: dict, wanted, captured: dict, retain_graph: bool) -> list:
    """Run every node's rule once, newest first. Returns (AccumulateGrad node, gradient) pairs."""
    arrived = []
    recording = mode.enabled
    watched = state.trace is not None or state.check is not None
    for node in order:
        if node.num_outputs == 1:
            gradient = sums.pop(node, None)
            if gradient is None:
                continue
        else:
            gradient = [sums.pop(GradientEdge(node, nr), None) for nr in range(node.num_outputs)]
        if node.hooks is not None:
            gradient = node.hooks.before(node, gradient)
        if captured and _capture(node, gradient, captured, wanted):
            continue
        if node.__class__ is AccumulateGrad:
            arrived.append((node, gradient))
            if watched:
                _watch(node, gradient, (), sums)
            continue
        ctx = Recorded(node) if recording and not isinstance(node, FunctionCtx) else node
        returned = node.rule(ctx, gradient)
        if node.metas is not None or wanted is not None:
            returned = _fitted(node, returned, wanted)
        if returned.__class__ is tuple:
            for edge, part in zip(node.edges, returned):  # noqa: B905 - a rule may leave out trailing constants
                if part is not None and edge is not None:
                    held = sums.get(edge)
                    sums[edge] = part if held is None else held + part
        elif returned is not None:
            (edge,) = node.edges
            held = sums.get(edge)
            sums[edge] = returned if held is None else held + returned
        if watched:
            _watch(node, gradient, returned, sums)
        if node.hooks is not None:
            node.hooks.after(node, returned, gradient)
        if not retain_graph and node.saved is not None:
            node.saved = RELEASED
    return arrived


def _capture(node, gradient, captured: dict, wanted) -> bool:
    """Keep the gradient if it was asked for; return True if nothing behind this node was."""
    if node.num_outputs == 1:
        if node in captured:
            captured[node] = gradient
    else:
        for nr, part in enumerate(gradient):
            if (edge := GradientEdge(node, nr)) in captured:
                captured[edge] = part
    return not any([node_of(e) in wanted for e in node.edges])


def _fitted(node, returned, wanted) -> tuple:
    """Return what a rule gave with broadcasting undone, and None along edges that lead nowhere wanted."""
    parts = list(returned) if returned.__class__ is tuple else [returned]
    for position, edge in enumerate(node.edges[: len(parts)]):
        if parts[position] is None:
            continue
        if edge is None or (wanted is not None and node_of(edge) not in wanted):
            parts[position] = None
        elif node.metas is not None:
            parts[position] = fit(parts[position], node.metas[position])
    return tuple(parts)


def fit(gradient, meta):
    """Undo broadcasting and conversion: sum `gradient` over the axes that were stretched, in the input's dtype."""
    shape, dtype = meta
    if gradient.shape != shape:
        extra = len(gradient.shape) - len(shape)
        axes = (
            *range(extra),
            *[i + extra for i, n in enumerate(shape) if n == 1 and gradient.shape[i + extra] != 1],
        )
        if axes:
            gradient = gradient.sum(axes)
        gradient = gradient.reshape(shape)
    if gradient.__class__ is Tensor:
        return gradient if gradient._data.dtype == dtype else gradient.to(dtype)
    return gradient if gradient.dtype == dtype else gradient.astype(dtype)


def _watch(node, gradient, returned, sums: dict) -> None:
    """Write the step to the trace, and let anomaly mode look at it."""
    if state.trace is not None:
        incoming = tuple(_value(g) for g in (gradient if gradient.__class__ is list else [gradient]))
        sent = returned if returned.__class__ is tuple else (returned,)
        outgoing = [None if g is None or e is None else _value(g) for e, g in zip(node.edges, sent, strict=False)]
        outgoing += [None] * (len(node.edges) - len(outgoing))
        waiting = tuple(None if e is None else _value(sums.get(e)) for e in node.edges)
        state.trace.append(Step(node, incoming, tuple(outgoing), waiting))
    if state.check is not None:
        state.check(node, returned)


def _value(gradient):
    return gradient._data if isinstance(gradient, Tensor) else gradient


def accumulate(arrived) -> None:
    """Add each gradient to the `.grad` of its leaf: a first one is copied, because a rule may have sent it twice."""
    for node, gradient in arrived:
        add_to_grad(node.variable, gradient)
        if node.variable._extras.post_accumulate:
            for hook in tuple(node.variable._extras.post_accumulate.values()):
                hook(node.variable)


def add_to_grad(tensor: Tensor, gradient) -> None:
    """Add a gradient (NumPy value, or tensor when the pass was recorded) to `tensor.grad`."""
    held = tensor._grad
    if isinstance(gradient, Tensor):
        tensor._grad = gradient.clone() if held is None else held + gradient
    elif held is None:
        tensor._grad = wrap(gradient.copy())
    elif held._data.__class__ is ndarray:
        np.add(held._data, gradient, out=held._data)
        held._bump_version()
    else:
        held._data = held._data + gradient
        held._bump_version()
