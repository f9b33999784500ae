"""The engine: one backward pass. Collect the nodes, sort them newest first, sweep.

Gradients in flight live here, in a dictionary from edge to running sum; only leaves (and tensors that asked with
`retain_grad`) get a `.grad`. Nothing recurses: a chain of a million operations is as safe as one of ten.
"""

from __future__ import annotations

from numpy import ndarray

from ..tensor import GradientEdge
from .fitting import fit
from .function import FunctionCtx
from .grad_mode import anomaly, mode
from .graph import AccumulateGrad, Recorded, node_of, walk
from .hooks import NodeHooks, leaves_when_ready
from .nesting import nestable
from .saved import RELEASED
from .trace import state, step_of, trace  # noqa: F401 - `engine.trace` is the name to use


@nestable
def run_backward(roots, gradients, retain_graph: bool, create_graph: bool, capture=None, deposit=None) -> list:
    """Send `gradients` back from `roots` (edges), and return what arrives.

    Without `capture`: the pairs (AccumulateGrad node, gradient), or none if `deposit(node, gradient)` takes them as
    they come. With `capture`, a list of edges: only the nodes on the way to them run, and the result is the gradient
    at each (None where no path leads). Gradients are NumPy values, or tensors when the pass itself is recorded.
    """
    sums: dict = {}
    for edge, gradient in zip(roots, gradients, strict=True):
        sums[edge] = sums[edge] + gradient if edge in sums else gradient
    order = walk(roots)
    hooked = NodeHooks.in_use and any([node.hooks is not None for node in order])
    if hooked:
        order = leaves_when_ready(order)
    arrived: list = []
    captured, ends = dict.fromkeys(capture or ()), ()
    if capture is not None:
        order, ends = _on_the_way(order, capture)
    enabled_before, mode.enabled = mode.enabled, create_graph
    try:
        deposit = deposit or (lambda node, gradient, owned: arrived.append((node, gradient)))
        _sweep(order, sums, captured, ends, hooked, retain_graph, deposit)
    finally:
        mode.enabled = enabled_before
    return arrived if capture is None else [captured[edge] for edge in capture]


def _on_the_way(order, capture) -> tuple[list, set]:
    """Return the nodes from which a captured edge can be reached, and those of them where the way ends."""
    ends = {node_of(edge) for edge in capture}
    wanted = set(ends)
    for node in reversed(order):  # oldest first: inputs are decided before their users
        for edge in node.edges:
            if node_of(edge) in wanted:
                wanted.add(node)
                ends.discard(node)
                break
    return [node for node in order if node in wanted], ends


def _sweep(order, sums: dict, captured: dict, ends, hooked: bool, retain_graph: bool, deposit) -> None:
    """Run every node's rule once, newest first. `owned` collects the leaves whose gradient nobody else holds."""
    recording, checked, steps, owned = mode.enabled, anomaly.check, state.steps, set()
    for node in order:
        if node.num_outputs == 1:
            gradient = sums.pop(node, None)
            if gradient is None and not isinstance(node, FunctionCtx):
                continue
        else:
            gradient = [sums.pop(GradientEdge(node, nr), None) for nr in range(node.num_outputs)]
        if hooked:
            gradient = _show(node, gradient, captured, ends)
        elif captured:
            _capture(node, gradient, captured)
        if node in ends:
            continue
        if node.__class__ is AccumulateGrad:
            deposit(node, gradient, node in owned and steps is None and not hooked)
            returned = ()
        else:
            ctx = Recorded(node) if recording and not isinstance(node, FunctionCtx) else node
            returned = node.rule(ctx, gradient) if checked is None else checked(node, ctx, gradient)
        if node.metas is not None:
            returned = _fitted(node, returned)
        if hooked and node.hooks is not None:
            returned = node.hooks.leaving(node, returned, gradient)
        for edge, part in zip(node.edges, returned if returned.__class__ is tuple else (returned,)):  # noqa: B905
            if part is not None and edge is not None:
                held = sums.get(edge)
                sums[edge] = part if held is None else held + part
                if part.__class__ is ndarray and edge.__class__ is AccumulateGrad and (node.fresh or held is not None):
                    owned.add(edge)
        if steps is not None:
            steps.append(step_of(node, gradient, returned, sums))
        if not retain_graph and node.saved is not None:
            node.saved, node.owners = RELEASED, None


def _show(node, gradient, captured: dict, ends):
    """Show what arrives to the hooks before the node, and keep it if it was asked for, in torch's order."""
    if node.edges:  # grad() shows a computed tensor's gradient before its hooks,
        _capture(node, gradient, captured)
    if node.hooks is not None:
        gradient = node.hooks.arriving(gradient)
    if not node.edges:  # and a leaf's after them
        _capture(node, gradient, captured)
    return gradient if node.hooks is None or node in ends else node.hooks.entering(gradient)


def _capture(node, gradient, captured: dict) -> None:
    """Keep the gradient if it was asked for."""
    if node in captured:
        captured[node] = gradient
    elif node.num_outputs > 1:
        captured.update({e: part for i, part in enumerate(gradient) if (e := GradientEdge(node, i)) in captured})


def _fitted(node, returned) -> tuple:
    """Return what a rule gave, with broadcasting undone."""
    parts = returned if returned.__class__ is tuple else (returned,)
    metas = zip(parts, node.edges, node.metas)  # noqa: B905 - a rule may leave out trailing constants
    return tuple([None if edge is None or part is None else fit(part, *meta) for part, edge, meta in metas])
