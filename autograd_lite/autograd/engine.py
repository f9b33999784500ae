"""The engine: one backward pass. Collect the nodes, sort them newest first, sweep.

Gradients in flight live here, in a dictionary from edge to running sum; only leaves (and tensors that asked with
`retain_grad`) get a `.grad`. Nothing recurses: a chain of a million operations is as safe as one of ten.
"""

from __future__ import annotations

from operator import length_hint

from ..tensor import GradientEdge, Tensor, Version
from .fitting import fitted
from .function import FunctionCtx
from .grad_mode import anomaly, mode
from .graph import StandIn, doors, explore, with_leaves
from .hooks import hooks_on, others_code, shown
from .nesting import nestable
from .saved import RELEASED
from .trace import note, state, trace  # noqa: F401 - `engine.trace` is the name to use


@nestable
def run_backward(roots, gradients, retain_graph: bool, create_graph: bool, capture=None, deposit=None) -> list:
    """Send `gradients` back from `roots` (edges), and return what arrives at the edges in `capture`.

    With `capture`, only the nodes on the way to these edges run; None stands where no path leads. Without it,
    `deposit(leaf, gradient, owned)` takes what arrives at the leaves. Gradients are NumPy values, or tensors when the
    pass itself is recorded.
    """
    sums: dict = {}
    for edge, gradient in zip(roots, gradients, strict=True):
        sums[edge] = sums[edge] + gradient if edge in sums else gradient
    (order, ends), captured = explore(roots), dict.fromkeys(capture or ())
    watched = state.steps is not None or others_code(order, roots)
    if watched:  # somebody may look on: leaves take their turn, as in torch
        order = with_leaves(order, roots)
    if capture is None:
        ends = ()
    elif not ends <= captured.keys():  # else every way leads to something asked for
        order, ends = _on_the_way(order, capture)
    deposit = deposit or (lambda leaf, gradient, owned: None)
    left, enabled_before, mode.enabled = iter(order), mode.enabled, create_graph
    try:
        owned = _sweep(order, left, sums, captured, ends, watched, retain_graph, deposit)
    except BaseException:  # the node that failed and those whose turn never came: leaves behind them are not ready
        late = order[len(order) - length_hint(left) - 1 :]
        unready = {edge for node in late for edge in getattr(node, "_edges", ())}
        _hand_over({edge: part for edge, part in sums.items() if edge not in unready}, captured, (), deposit)
        raise
    else:
        _hand_over(sums, captured, owned, deposit)
    finally:
        mode.enabled = enabled_before
    return [captured[edge] for edge in capture or ()]


def _on_the_way(order, capture) -> tuple[list, set]:
    """Return the part of the order from which a captured edge can be reached, and the nodes where the way ends."""
    ends = {edge.node if edge.__class__ is GradientEdge else edge for edge in capture}
    leading, kept = ends.union(*[doors(end) for end in ends]), []  # the edges that lead there, the nodes that have one
    for node in reversed(order):  # oldest first: inputs are decided before their users
        if node.__class__ is not Tensor and not leading.isdisjoint(node._edges):
            leading.add(node)
            if node._num_outputs > 1:
                leading.update(doors(node))
            kept.append(node)
        elif node in ends:
            kept.append(node)
    ends = {end for end in ends if end.__class__ is Tensor or leading.isdisjoint(end._edges)}
    return kept[::-1], ends


def _sweep(order, left, sums: dict, captured: dict, ends, watched: bool, retain_graph: bool, deposit) -> set:
    """Run every node's rule once, newest first. Return the leaves whose gradient nobody else holds."""
    recording, tracing, owned = mode.enabled, state.steps is not None, set()
    stops = {getattr(edge, "node", edge) for edge in captured if edge.__class__ is not Tensor}
    looked_at, hooked = watched or bool(stops), watched and any([hooks_on(node) is not None for node in order])
    plain = not (recording or watched or anomaly.check or (order and order[-1]._number < Version.last_write))
    for node in left:
        gradient = sums.pop(node, None)
        if gradient is None:
            if entries := doors(node):
                gradient = [sums.pop(door, None) for door in entries]
            elif not isinstance(node, FunctionCtx):
                continue
        if looked_at and (watched or node in stops):
            gradient = shown(node, gradient, captured, ends)
            if node in ends:
                continue
            if node.__class__ is Tensor:
                deposit(node, gradient, node in owned and not (hooked or recording or tracing))
                note(node, gradient, (), sums)
                continue
        returned = node._rule(gradient) if plain else _run(node, gradient, recording)
        if returned.__class__ is not tuple:
            returned = (returned,)
        if node._metas is not None:
            returned = fitted(node, returned)
        if hooked and node._hooks is not None:
            returned = node._hooks.leaving(node, returned, gradient)
        for edge, part in zip(node._edges, returned):  # noqa: B905 - a rule may leave out trailing constants
            if part is not None and edge is not None:
                held = sums.get(edge)
                if held is None:
                    sums[edge] = part
                    if edge.__class__ is Tensor and node._fresh:
                        owned.add(edge)
                elif plain and edge in owned:
                    held += part
                    sums[edge] = held
                else:
                    sums[edge] = held + part
                    owned.add(edge)
        if tracing:
            note(node, gradient, returned, sums)
        if not retain_graph and node._saved is not None:
            node._saved, node._owners = RELEASED, None
    return set() if recording else owned


def _hand_over(sums: dict, captured: dict, owned, deposit) -> None:
    """Give away what arrived at the leaves: to `captured` if that was asked for, else to `deposit`."""
    for edge, gradient in sums.items():
        if edge in captured:
            captured[edge] = gradient
        elif edge.__class__ is Tensor and not captured:
            deposit(edge, gradient, edge in owned)


def _run(node, gradient, recording: bool):
    """Run a rule that must not simply take the saved values as they are."""
    seen = node if isinstance(node, FunctionCtx) else StandIn(node, recording)
    return type(node)._rule(seen, gradient) if anomaly.check is None else anomaly.check(node, seen, gradient)
