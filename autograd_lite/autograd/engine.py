"""The engine: one backward pass. Collect the nodes, sort them newest first, sweep.

Gradients in flight live here, in a dictionary from edge to running sum; only leaves (and tensors that asked with
`retain_grad`) get a `.grad`. Nothing recurses: a chain of a million operations is as safe as one of ten.
"""

from __future__ import annotations

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
    wanted, captured = None, dict.fromkeys(capture or ())
    if capture is not None:
        wanted = _on_the_way(order, capture)
        order = [node for node in order if node in wanted]
    enabled_before, mode.enabled = mode.enabled, create_graph
    try:
        _sweep(order, sums, wanted, captured, hooked, retain_graph, deposit or (lambda *pair: arrived.append(pair)))
    finally:
        mode.enabled = enabled_before
    return arrived if capture is None else [captured[edge] for edge in capture]


def _on_the_way(order, capture) -> set:
    """Return the nodes from which a captured edge can be reached; oldest first, so inputs are decided before users."""
    wanted = {node_of(edge) for edge in capture}
    for node in reversed(order):
        if node not in wanted and any([node_of(e) in wanted for e in node.edges]):
            wanted.add(node)
    return wanted


def _sweep(order, sums: dict, wanted, captured: dict, hooked: bool, retain_graph: bool, deposit) -> None:
    """Run every node's rule once, newest first."""
    recording, checked, steps = mode.enabled, anomaly.check, state.steps
    plain = not (captured or hooked)
    for node in order:
        if node.num_outputs == 1:
            gradient = sums.pop(node, None)
            if gradient is None and not isinstance(node, FunctionCtx):
                continue
        else:
            gradient = [sums.pop(GradientEdge(node, nr), None) for nr in range(node.num_outputs)]
        if not plain:
            if node.edges:  # grad() shows a computed tensor's gradient before its hooks,
                _capture(node, gradient, captured)
            if node.hooks is not None:
                gradient = node.hooks.arriving(gradient)
            if not node.edges:  # and a leaf's after them, as torch does
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
        if not plain and node.hooks is not None:
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
            steps.append(step_of(node, gradient, returned, sums))
        if not retain_graph and node.saved is not None:
            node.saved, node.owners = RELEASED, None


def _capture(node, gradient, captured: dict) -> None:
    """Keep the gradient if it was asked for."""
    single = node.num_outputs == 1
    parts = [(node, gradient)] if single else [(GradientEdge(node, i), g) for i, g in enumerate(gradient)]
    captured.update({edge: part for edge, part in parts if edge in captured})


def _fitted(node, returned, wanted) -> tuple:
    """Return what a rule gave with broadcasting undone, and None along edges that lead nowhere wanted."""
    parts = list(returned) if returned.__class__ is tuple else [returned]
    for position, edge in enumerate(node.edges[: len(parts)]):
        if edge is None or (wanted is not None and node_of(edge) not in wanted):
            parts[position] = None
        elif parts[position] is not None and node.metas is not None:
            parts[position] = fit(parts[position], *node.metas[position])
    return tuple(parts)
