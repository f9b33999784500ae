"""The graph: one node per recorded operation, pointing back to the nodes of its inputs.

A node keeps what its rule will need (`saved`) and where the gradients go (`edges`). Nodes are numbered as they are
made, so a node is younger than everything it points to: sorting by that number is a topological order, and the one
walk below serves the engine, the drawings and the tests.
"""

from __future__ import annotations

import itertools
import threading
import weakref

from ..refusals import refuse
from ..tensor import GradientEdge, Tensor
from .saved import saved_as_tensors
from .saved_hooks import saved_tensors_hooks  # noqa: F401 - torch keeps them here

next_sequence_nr = itertools.count().__next__
_next_walk = itertools.count(1).__next__
_walk_lock = threading.Lock()


class Node:
    """One recorded operation, as the backward pass sees it. `y.grad_fn` is such a node."""

    __slots__ = ("edges", "hooks", "mark", "metas", "owners", "saved", "sequence_nr", "versions")
    num_outputs = 1
    fresh = False  # True if the rule always returns new arrays, so that a leaf may keep one without copying it
    constants = 0  # inputs that are plain numbers: shown in next_functions, never reached by a gradient

    def name(self) -> str:
        """Return the node's name, for example 'MulBackward0'."""
        return type(self).__name__

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"  # no address: the same text on every run

    @property
    def next_functions(self) -> tuple:
        """One (node, output number) per input; (None, 0) where no gradient is wanted."""
        edges = self.edges + (None,) * self.constants
        return tuple(tuple(e) if e.__class__ is GradientEdge else (e, 0) for e in edges)

    def _sequence_nr(self) -> int:
        return self.sequence_nr


def connect(node: Node, edges: tuple) -> None:
    """Give a fresh node its edges and its number; what it saves is filled in by the recorder."""
    node.saved = node.owners = node.versions = node.metas = node.hooks = None
    node.edges, node.mark, node.sequence_nr = edges, 0, next_sequence_nr()


class AccumulateGrad(Node):
    """The end of every path: adds what arrives to the `.grad` of its leaf."""

    __slots__ = ("__weakref__", "variable")

    def __init__(self, variable: Tensor):
        connect(self, ())
        self.variable = variable


def accumulator(leaf: Tensor) -> AccumulateGrad:
    """Return the leaf's AccumulateGrad node, the same one as long as any graph uses it.

    The node holds the leaf and the leaf holds the node weakly, so no cycle keeps either alive.
    """
    extras = leaf._extras or leaf._extra()
    node = extras.accumulator() if extras.accumulator is not None else None
    if node is None:
        node = AccumulateGrad(leaf)
        node.hooks = extras.hooks
        extras.accumulator = weakref.ref(node)
    return node


def edge_of(tensor: Tensor):
    """Return where a gradient for `tensor` goes: a node, a GradientEdge, or None if none is wanted."""
    if tensor._edge is not None or not tensor._requires_grad:
        return tensor._edge
    if tensor._extras is not None and tensor._extras.creation is not None:
        return None  # a view made under no_grad: torch lets gradients for it fall
    return accumulator(tensor)


def node_of(edge) -> Node | None:
    """Return the node an edge leads to."""
    return edge.node if edge.__class__ is GradientEdge else edge


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """Return the edge through which gradients for `tensor` enter the graph.

    Raises RuntimeError for a tensor that does not require grad.
    """
    if not tensor._requires_grad:
        raise refuse("edge_without_grad")
    edge = edge_of(tensor)
    return edge if edge.__class__ is GradientEdge else GradientEdge(edge, 0)


def walk(roots) -> list[Node]:
    """Return every node reachable from `roots` (edges or nodes), newest first.

    Each visit leaves the number of this walk on the node, which is cheaper than a set of visited nodes; the lock
    keeps two threads from overwriting each other's marks.
    """
    found = []
    with _walk_lock:
        this_walk = _next_walk()
        stack = list(roots)
        while stack:
            node = stack.pop()
            if node is None:
                continue
            if node.__class__ is GradientEdge:
                node = node.node
            if node.mark != this_walk:
                node.mark = this_walk
                found.append(node)
                stack.extend(node.edges)
    found.sort(key=_age, reverse=True)
    return found


def _age(node: Node) -> int:
    return node.sequence_nr


class Dead(Node):
    """A node that can be recorded and never run: its rule is a refusal."""

    __slots__ = ("key", "values")

    def __init__(self, edges: tuple, key: str, **values):
        connect(self, edges)
        self.key, self.values = key, values

    @staticmethod
    def rule(ctx, gradient):
        raise refuse(ctx.key, **ctx.values)


class Recorded:
    """A node as a rule sees it when the backward pass is itself recorded: saved values come as tensors."""

    __slots__ = ("_node",)

    def __init__(self, node: Node):
        self._node = node

    @property
    def saved_tensors(self) -> tuple:
        return saved_as_tensors(self._node)

    def __getattr__(self, name: str):
        return getattr(self._node, name)
