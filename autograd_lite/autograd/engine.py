"""The engine: one backward pass. Collect the nodes, sort them newest first, sweep.

Gradients in flight live here, in a dictionary from edge to running sum; only leaves (and tensors that asked with
`retain_grad`) get a `.grad`. Nothing recurses: a chain of a million operations is as safe as one of ten.
"""

from __future__ import annotations

import threading
from collections import namedtuple

from ..dtypes import FROM_NUMPY
from ..tensor import GradientEdge, Tensor
from .function import FunctionCtx
from .grad_mode import anomaly, mode
from .graph import AccumulateGrad, Recorded, add_to_grad, node_of, walk
from .hooks import NodeHooks, run_post_accumulate
from .saved import RELEASED, hooks

MAX_DEPTH = 40  # passes inside passes on one thread; deeper ones go on in a thread with a fresh stack, as in torch

Step = namedtuple("Step", "node incoming outgoing sums")


class _State(threading.local):
    trace = None  # the list that steps are written to, or None
    depth = 0  # how many passes are running inside each other


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


def run_backward(roots, gradients, retain_graph: bool, create_graph: bool, capture=None, deposit=None) -> list:
    """Send `gradients` back from `roots` (edges), and return what arrives.

    Without `capture`: the pairs (AccumulateGrad node, gradient), or none if `deposit(node, gradient)` takes them as
    they come. With `capture`, a list of edges: only the nodes on the way to them run, and the result is the gradient
    at each (None where no path leads). Gradients are NumPy values, or tensors when the pass itself is recorded.
    """
    if state.depth == MAX_DEPTH:
        return _in_fresh_thread(run_backward, roots, gradients, retain_graph, create_graph, capture, deposit)
    sums: dict = {}
    for edge, gradient in zip(roots, gradients, strict=True):
        sums[edge] = sums[edge] + gradient if edge in sums else gradient
    order = walk(roots)
    if NodeHooks.in_use:
        order = _leaves_when_ready(order)
    enabled_before = mode.enabled
    mode.enabled = create_graph
    state.depth += 1
    try:
        if capture is None:
            arrived: list = []
            _sweep(order, sums, None, {}, retain_graph, deposit or (lambda *pair: arrived.append(pair)))
            return arrived
        wanted = _on_the_way(order, capture)
        captured = dict.fromkeys(capture)
        _sweep([n for n in order if n in wanted], sums, wanted, captured, retain_graph, None)
        return [captured[edge] for edge in capture]
    finally:
        mode.enabled = enabled_before
        state.depth -= 1


def accumulate(node: AccumulateGrad, gradient) -> None:
    """Add what arrived at a leaf to its `.grad`, and run the hooks that wait for that."""
    add_to_grad(node.variable, gradient)
    run_post_accumulate(node.variable)


def _on_the_way(order, capture) -> set:
    """Return the nodes from which a captured edge can be reached; oldest first, so inputs are decided before users."""
    wanted = {node_of(edge) for edge in capture}
    for node in reversed(order):
        if node not in wanted and any([node_of(e) in wanted for e in node.edges]):
            wanted.add(node)
    return wanted


def _leaves_when_ready(order) -> list:
    """Return the order with every leaf right after its last user, as torch runs them: a hook could tell."""
    last_user = {e: node for node in order for e in node.edges if e.__class__ is AccumulateGrad}
    ready: dict = {}
    for leaf, node in last_user.items():
        ready.setdefault(node, []).append(leaf)
    return [n for node in order if node not in last_user for n in (node, *ready.get(node, ()))]


def _sweep(order, sums: dict, wanted, captured: dict, retain_graph: bool, deposit) -> None:
    """Run every node's rule once, newest first."""
    recording, checked, steps = mode.enabled, anomaly.check, state.trace
    for node in order:
        if node.num_outputs == 1:
            gradient = sums.pop(node, None)
            if gradient is None and not isinstance(node, FunctionCtx):
                continue
        else:
            gradient = [sums.pop(GradientEdge(node, nr), None) for nr in range(node.num_outputs)]
        if captured and node.edges:  # grad() shows a computed tensor's gradient before its hooks,
            _capture(node, gradient, captured)
        if node.hooks is not None:
            gradient = node.hooks.arriving(gradient)
        if captured and not node.edges:  # and a leaf's after them, as torch does
            _capture(node, gradient, captured)
        if captured and not any([node_of(e) in wanted for e in node.edges]):
            continue
        if node.hooks is not None:
            gradient = node.hooks.entering(gradient)
        if node.__class__ is AccumulateGrad:
            deposit(node, gradient)
            returned = ()
        else:
            ctx = Recorded(node) if recording and not isinstance(node, FunctionCtx) else node
            returned = node.rule(ctx, gradient) if checked is None else checked(node, ctx, gradient)
        if node.metas is not None or wanted is not None:
            returned = _fitted(node, returned, wanted)
        if node.hooks is not None:
            returned = node.hooks.leaving(node, returned, gradient)
        if returned.__class__ is tuple:
            for edge, part in zip(node.edges, returned):  # noqa: B905 - a rule may leave out trailing constants
                if part is not None and edge is not None:
                    held = sums.get(edge)
                    sums[edge] = part if held is None else held + part
        elif returned is not None and (edge := node.edges[0]) is not None:
            held = sums.get(edge)
            sums[edge] = returned if held is None else held + returned
        if steps is not None:
            steps.append(_step(node, gradient, returned, sums))
        if not retain_graph and node.saved is not None:
            node.saved, node.owners = RELEASED, None


def _capture(node, gradient, captured: dict) -> None:
    """Keep the gradient if it was asked for."""
    if node.num_outputs == 1:
        if node in captured:
            captured[node] = gradient
    else:
        for nr, part in enumerate(gradient):
            if (edge := GradientEdge(node, nr)) in captured:
                captured[edge] = part


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
        stretched = [i + extra for i, n in enumerate(shape) if n == 1 and gradient.shape[i + extra] != 1]
        axes = (*range(extra), *stretched)
        gradient = (gradient.sum(axes) if axes else gradient).reshape(shape)
    if gradient.__class__ is Tensor:
        return gradient if gradient._data.dtype == dtype else gradient.to(FROM_NUMPY[dtype])
    return gradient if gradient.dtype == dtype else gradient.astype(dtype)


def _in_fresh_thread(function, *arguments):
    """Call a function in a new thread, whose stack is empty, with this thread's modes; wait for its result."""
    outcome, modes = [], (mode.enabled, hooks.stack, state.trace)

    def run():
        mode.enabled, hooks.stack, state.trace = modes
        try:
            outcome[:] = function(*arguments), None
        except BaseException as error:
            outcome[:] = None, error

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if outcome[1] is not None:
        raise outcome[1]
    return outcome[0]


def _step(node, gradient, returned, sums: dict) -> Step:
    """Return what just happened, for the trace."""
    incoming = tuple(_value(g) for g in (gradient if gradient.__class__ is list else [gradient]))
    sent = returned if returned.__class__ is tuple else (returned,)
    outgoing = [None if g is None or e is None else _value(g) for e, g in zip(node.edges, sent, strict=False)]
    outgoing += [None] * (len(node.edges) - len(outgoing))
    waiting = tuple(None if e is None else _value(sums.get(e)) for e in node.edges)
    return Step(node, incoming, tuple(outgoing), waiting)


def _value(gradient):
    return gradient._data if isinstance(gradient, Tensor) else gradient
