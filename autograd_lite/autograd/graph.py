"""The graph: one node per recorded operation, pointing back to where the gradients of its inputs go.

A node keeps what its rule will need (`_saved`) and where the gradients go (`_edges`): to the node of an input, to
one output of it (`GradientEdge`), to a leaf, or nowhere (None). A leaf ends the way, so it is its own edge; the node
that torch shows for it, `AccumulateGrad`, is made when somebody looks. Nodes are numbered as they are made, so a node
is younger than everything it points to: sorting by that number is a topological order.

Names of our own begin with an underscore: every other attribute of a ctx belongs to the learner.
"""

from __future__ import annotations

import operator
import threading
import weakref

from ..refusals import refuse
from ..tensor import GradientEdge, Tensor, next_number
from .saved import saved_as_arrays, saved_as_tensors
from .saved_hooks import saved_tensors_hooks  # noqa: F401 - torch keeps them here

next_sequence_nr = next_number
_walk_lock = threading.Lock()
_by_number = operator.attrgetter("_number")


class Node:
    """One recorded operation, as the backward pass sees it. `y.grad_fn` is such a node."""

    __slots__ = ("_edges", "_hooks", "_mark", "_metas", "_number", "_owners", "_saved")
    _num_outputs = 1
    _fresh = False  # True if the rule always returns new arrays, so that a leaf may keep one without copying it
    _learners = False  # True if the rule is a learner's own
    _constants = 0  # inputs that are plain numbers: shown in next_functions, never reached by a gradient

    def name(self) -> str:
        """Return the node's name, for example 'MulBackward0'."""
        return type(self).__name__

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"  # no address: the same text on every run

    @property
    def next_functions(self) -> tuple:
        """One (node, output number) per input; (None, 0) where no gradient is wanted."""
        edges = self._edges + (None,) * self._constants
        return tuple(tuple(e) if e.__class__ is GradientEdge else (node_of(e), 0) for e in edges)

    def _sequence_nr(self) -> int:
        return self._number


def connect(node: Node, edges: tuple) -> None:
    """Give a fresh node its edges and its number; what it saves is filled in by the recorder."""
    node._saved = node._owners = node._metas = node._hooks = None
    node._edges, node._mark, node._number = edges, 0, next_sequence_nr()


class AccumulateGrad(Node):
    """What a leaf looks like as a node: it adds what arrives to the `.grad` of its `variable`."""

    __slots__ = ("__weakref__", "variable")

    def __init__(self, variable: Tensor):
        connect(self, ())
        self.variable = variable


def accumulator(leaf: Tensor) -> AccumulateGrad:
    """Return the leaf's AccumulateGrad node, the same one as long as anybody holds it.

    The node holds the leaf and the leaf holds the node weakly, so no cycle keeps either alive.
    """
    extras = leaf._extra()
    node = extras.accumulator() if extras.accumulator is not None else None
    if node is None:
        node = AccumulateGrad(leaf)
        extras.accumulator = weakref.ref(node)
    return node


def edge_of(tensor: Tensor):
    """Return where a gradient for `tensor` goes: a node, a GradientEdge, a leaf, or None if none is wanted."""
    if tensor._edge is not None or not tensor._requires_grad:
        return tensor._edge
    if tensor._extras is not None and tensor._extras.creation is not None:
        return None  # a view made under no_grad: torch lets gradients for it fall
    return tensor


def node_of(edge) -> Node | None:
    """Return the node an edge leads to."""
    return edge.node if edge.__class__ is GradientEdge else edge if not isinstance(edge, Tensor) else accumulator(edge)


def doors(place) -> tuple:
    """Return the edges through which gradients enter a node with several outputs; nothing for others and for leaves."""
    if place.__class__ is Tensor or place._num_outputs == 1:
        return ()
    return tuple([GradientEdge(place, nr) for nr in range(place._num_outputs)])


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """Return the edge through which gradients for `tensor` enter the graph.

    Raises RuntimeError for a tensor that does not require grad.
    """
    if not tensor._requires_grad:
        raise refuse("edge_without_grad")
    edge = edge_of(tensor)
    return edge if edge.__class__ is GradientEdge else GradientEdge(node_of(edge), 0)


def explore(roots) -> tuple[list[Node], set]:
    """Return every node of an operation reachable from `roots` (edges or nodes), newest first, and where ways end.

    Ways end at leaves, and at nodes without inputs. Each visit leaves the number of this walk on the node, which is
    cheaper than a set of visited nodes; the lock keeps two threads from overwriting each other's marks.
    """
    found, ends, stack = [], set(), list(roots)
    with _walk_lock:
        this_walk = next_number()
        while stack:
            node = stack.pop()
            kind = node.__class__
            if kind is Tensor:
                ends.add(node)
            elif node is not None:
                if kind is GradientEdge:
                    node = node.node
                if node._mark != this_walk:
                    node._mark = this_walk
                    found.append(node)
                    edges = node._edges
                    stack.extend(edges)
                    if not edges:
                        ends.add(node)
    found.sort(key=_by_number, reverse=True)
    return found, ends


def with_leaves(order: list, roots=(), step: int = 1) -> list:
    """Return nodes and leaves: every leaf right after the last of the nodes that send it a gradient, as in torch.

    With `step` −1 the leaves of one node come last input first, for a picture that is read from the oldest node on.
    """
    last = dict.fromkeys([r for r in roots if isinstance(r, Tensor)])
    last.update({edge: node for node in order for edge in node._edges if isinstance(edge, Tensor)})
    full = [leaf for leaf, node in last.items() if node is None]
    for node in order:
        full.append(node)
        full += [edge for edge in node._edges[::step] if last.get(edge) is node and last.pop(edge)]
    return full


def walk(roots) -> list[Node]:
    """Return every node reachable from `roots`, newest first, with the nodes of the leaves."""
    roots = [edge.variable if isinstance(edge, AccumulateGrad) else edge for edge in roots]
    return [node_of(part) for part in with_leaves(explore(roots)[0], roots, -1)]


class StandIn:
    """A node as its rule sees it when the saved values must be looked at first.

    They may have been overwritten since; or the backward pass is itself recorded, and the rule needs tensors.
    """

    __slots__ = ("_as_needed", "_node")

    def __init__(self, node: Node, recording: bool):
        self._node, self._as_needed = node, saved_as_tensors if recording else saved_as_arrays

    @property
    def saved_tensors(self) -> tuple:
        return self._as_needed(self._node)

    def __getattr__(self, name: str):
        return getattr(self._node, name)
