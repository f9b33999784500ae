"""Read a recorded graph into a scene: what there is to draw, in an order that can be drawn.

Nothing is computed again and nothing is kept alive: a value is shown where the graph still knows it. It knows
its leaves, what the operations saved for their rules, the result itself, and the tensors the caller named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from autograd_lite import Tensor
from autograd_lite.autograd.graph import AccumulateGrad, edge_of, node_of, walk
from autograd_lite.autograd.saved import RELEASED, Packed, SavedOutput

from .graph_rules import Rule, formula, kind_of, rule_of, split_name
from .graph_text import letter, rows, value_lines, value_words

IN_ORDER = {"Mul", "Div", "Maximum", "Minimum", "Mm", "Bmm", "Mv", "Dot"}  # operations that save both operands in order
MOST = 60  # vertices a card can show
NUMBER_ROOM = 6  # characters of a number that fit inside a square


@dataclass(eq=False)
class Vertex:
    """A square (leaf or data), a circle (operation) or the letter of a result.

    `symbol` is the mathematics inside; `letter` the name used in formulas ('' if it has none), `word` the name
    used in sentences.
    """

    kind: str
    symbol: str = ""
    letter: str = ""
    word: str = ""
    node: object = None
    tensor: Tensor | None = None
    value: object = None
    rule: Rule | None = None
    grad_fn: tuple = ("", "")


@dataclass(eq=False)
class Link:
    """One use of a value: from the vertex that made it to one that reads it, as its operand number `slot`."""

    tail: int
    head: int
    slot: int = 0
    output: int = 0
    value: object = None
    letter: str = ""
    lines: tuple | None = None


@dataclass(eq=False)
class Scene:
    """What there is to draw: every link goes from an earlier vertex to a later one."""

    vertices: list[Vertex] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    at: dict = field(default_factory=dict)  # node -> vertex

    def twins(self) -> set[int]:
        """Return the links that join the same two vertices as another link does."""
        ends = [(link.tail, link.head) for link in self.links]
        return {k for k, end in enumerate(ends) if ends.count(end) > 1}

    def bowed(self) -> set[int]:
        """Return the twins that meet no other wire at either end, so that they may swing apart freely."""
        doors = [[(link.tail, link.head) for link in self.links if link.tail == t or link.head == h]
                 for t, h in ((link.tail, link.head) for link in self.links)]  # fmt: skip
        return {k for k in self.twins() if len(set(doors[k])) == 1}

    def into(self, head: int) -> list[Link]:
        """Return the operands of a vertex, in the order they were written."""
        return sorted((link for link in self.links if link.head == head), key=lambda link: link.slot)

    def results(self) -> list[int]:
        """Return the vertices that are results."""
        return [i for i, vertex in enumerate(self.vertices) if vertex.kind == "out"]

    def heading(self) -> str | None:
        """Write the whole computation as one formula; None if it would be too long or an operand is unknown."""
        if len(self.results()) != 1:
            return None
        texts = {}
        for i, vertex in enumerate(self.vertices):
            operands = [texts[link.tail] for link in self.into(i)]
            if vertex.kind in ("leaf", "data"):
                texts[i] = (vertex.symbol, 1 if vertex.symbol.startswith("{-}") else 9) if vertex.symbol else None
            elif any(operand is None for operand in operands):
                texts[i] = None
            elif vertex.kind == "out":
                return f"{vertex.letter}={operands[0][0]}"
            else:
                texts[i] = formula(vertex.rule, operands) if vertex.node._num_outputs == 1 else None
        return None


def read(roots, names: Mapping | None = None) -> Scene:
    """Return the scene behind the tensors `roots`. `names` maps names to tensors; other entries are ignored.

    Raises ValueError for a graph of more than 60 vertices.
    """
    return _Reader(list(roots), names or {}).scene


class _Reader:
    """Walk the graph from its oldest node to its newest and make a vertex of each."""

    def __init__(self, roots, names):
        self.scene, self.roots = Scene(), roots
        named = [(n, t) for n, t in names.items() if isinstance(t, Tensor) and not n.startswith("_")]
        self.names, self.words, self.known, self.data, self.matched = {}, {}, {}, {}, set()
        self.named = [t for _, t in named]
        for name, tensor in named:
            self.names.setdefault(_door(tensor), letter(name))
            self.words.setdefault(_door(tensor), name)
        # A stand-in letter must not be one that the reader already knows as something else.
        taken = {name for name, _ in named} | {"z", "l", "o"}
        self.spare = iter([c for c in ascii_lowercase if c not in taken])
        nodes = walk([edge_of(root) for root in roots])[::-1]
        if len(nodes) > MOST:
            raise ValueError(
                f"this graph has {len(nodes)} nodes; a picture can show {MOST}\n"
                "What to do: draw a part of it, for example the graph behind one term or one sample."
            )
        self._learn_values(nodes)
        for node in nodes:
            self._leaf(node) if node.__class__ is AccumulateGrad else self._operation(node)
        self._name_the_one_left()
        for number, root in enumerate(roots):
            self._result(root, number)
        for link in self.scene.links:
            self._label(link)

    def _learn_values(self, nodes):
        for tensor in [*self.roots, *self.named]:
            self.known.setdefault(_door(tensor), tensor._data)
        for node in nodes:
            if node.__class__ is AccumulateGrad:
                self.known[(node, 0)] = node.variable._data
                continue
            values = operands(node)
            for slot, source in enumerate(node.next_functions):
                if source[0] is not None and slot in values:
                    self.known.setdefault(tuple(source), values[slot][0])
            for value, owner in kept(node):
                if isinstance(owner, SavedOutput):
                    self.known.setdefault((node, owner.output_nr), value)
                elif isinstance(owner, Tensor) and owner.requires_grad:
                    self.known.setdefault(_door(owner), value)

    def _add(self, vertex) -> int:
        self.scene.vertices.append(vertex)
        return len(self.scene.vertices) - 1

    def _leaf(self, node):
        name = self.names.get((node, 0)) or next(self.spare, "")
        word = self.words.get((node, 0), name or "a leaf")
        leaf = Vertex("leaf", name, name, word, node, node.variable, node.variable._data)
        self.scene.at[node] = self._add(leaf)

    def _operation(self, node):
        sources = [*node.next_functions]
        if kind_of(node.name()) == "Rsub":
            sources.append((None, 0))
        tails, values = [], operands(node)
        for slot, (source, output) in enumerate(sources):
            if source is not None:
                tails.append((slot, self.scene.at[source], output))
            elif not _is_plain_argument(node, slot):
                tails.append((slot, self._constant(node, slot, *values.get(slot, (None, None))), 0))
        rule, name = rule_of(node.name(), exponent(node)), node.name()
        word = self.words.get((node, 0), name)
        vertex = Vertex("op", rule.symbol, "", word, node, rule=rule, grad_fn=split_name(name))
        head = self.scene.at[node] = self._add(vertex)
        self.scene.links.extend(Link(tail, head, slot, output) for slot, tail, output in tails)

    def _constant(self, node, slot, value, owner) -> int:
        """Return the square of an input that wants no gradient: a new one, or the one its tensor already has."""
        if owner is None and value is not None:
            owner = next((t for t in self.named if t._data is value), None)
        key = id(owner) if owner is not None else (node, slot)
        if key not in self.data:
            name = self.names.get(_door(owner), "") if owner is not None else ""
            self.matched.add(id(owner))
            symbol = name or _short(value)
            word = self.words.get(_door(owner), "") if owner is not None else ""
            word = word or ("a constant" if value is None else value_words(value))
            self.data[key] = self._add(Vertex("data", symbol, name, word, (node, slot), owner, value))
        return self.data[key]

    def _name_the_one_left(self):
        """If one input is unknown and one given name was not met, they belong together."""
        blank = [v for v in self.scene.vertices if v.kind == "data" and v.value is None]
        left = {id(t): t for t in self.named if not t.requires_grad and id(t) not in self.matched}
        if len(blank) != 1 or len(left) != 1:
            return
        (vertex,), (tensor,) = blank, left.values()
        node, slot = vertex.node
        if node._metas is None or node._metas[slot][0] == tensor.shape:
            vertex.tensor, vertex.value = tensor, tensor._data
            vertex.word, name = self.words[_door(tensor)], self.names[_door(tensor)]
            vertex.letter = name if vertex.word.isidentifier() else ""
            vertex.symbol = vertex.letter or _short(vertex.value)

    def _result(self, root, number):
        edge = edge_of(root)
        name = self.names.get(_door(root), "z" if len(self.roots) == 1 else f"z_{number + 1}")
        word = self.words.get(_door(root), "z" if len(self.roots) == 1 else f"z{number + 1}")
        if edge is None:  # nothing was recorded: the result stands alone
            self._add(Vertex("data", name, name, word, tensor=root, value=root._data))
            return
        source = node_of(edge)
        if source.__class__ is AccumulateGrad:
            name = name if name != self.scene.vertices[self.scene.at[source]].letter else ""
        head = self._add(Vertex("out", name or r"\cdot", name, word, tensor=root, value=root._data))
        self.scene.links.append(Link(self.scene.at[source], head, 0, root.output_nr))

    def _label(self, link):
        tail = self.scene.vertices[link.tail]
        if tail.kind in ("leaf", "data"):
            link.value, link.letter = tail.value, tail.letter
        else:
            link.value = self.known.get((tail.node, link.output))
            link.letter = self.names.get((tail.node, link.output), "")
        inside = tail.kind == "data" and not tail.letter and tail.symbol
        link.lines = None if link.value is None or inside else value_lines(link.value)
        if link.lines and link.letter and tail.kind == "op" and self.scene.vertices[link.head].kind != "out":
            link.lines = rows(link.letter, link.value)


def _door(tensor):
    """Return what identifies a value in the graph: its node and output number, or itself if it has none."""
    edge = edge_of(tensor) if tensor.requires_grad else None
    return id(tensor) if edge is None else (node_of(edge), tensor.output_nr)


def kept(node) -> list:
    """Return (value, owner) for everything a node saved and still has."""
    if node._saved is None or node._saved is RELEASED:
        return []
    owners = node._owners or (None,) * len(node._saved)
    return [(v, o) for v, o in zip(node._saved, owners, strict=True) if not isinstance(o, Packed)]


def operands(node) -> dict:
    """Return {slot: (value, tensor or None)} for the operands whose values a node saved."""
    saved = kept(node)
    kind, slots = kind_of(node.name()), len(node.next_functions)
    if kind in IN_ORDER and len(saved) >= 2 and slots == 2 and not node._constants:
        return {slot: (value, _tensor(owner)) for slot, (value, owner) in enumerate(saved[:2])}
    number = getattr(node, "k", saved[0][0] if node._constants and saved else None)
    if node._constants or kind == "Rsub":
        return {} if number is None else {len(node._edges): (number, None)}
    found = {}
    for value, owner in saved:
        if not isinstance(owner, Tensor):
            continue
        if owner.requires_grad:
            found.update({s: (value, owner) for s, e in enumerate(node._edges) if e is edge_of(owner)})
        elif list(node._edges).count(None) == 1:
            found[node._edges.index(None)] = (value, owner)
    return found


def exponent(node):
    """Return the exponent of a power with a fixed exponent, or the base of one with a fixed base, else None."""
    saved = [value for value, owner in kept(node) if owner is None and isinstance(value, int | float)]
    return saved[0] if kind_of(node.name()) == "Pow" and saved else None


def _tensor(owner):
    return owner if isinstance(owner, Tensor) else None


def _is_plain_argument(node, slot: int) -> bool:
    """Return True for an argument of a learner's Function that is no tensor at all."""
    return hasattr(node, "_output_metas") and node._metas is not None and node._metas[slot] is None


def _short(value) -> str:
    """Return a number that fits inside a square, or nothing."""
    if value is None or getattr(value, "ndim", 0):
        return ""
    (text,) = value_lines(value)
    return text if len(text.replace("{-}", "-")) <= NUMBER_ROOM and "^" not in text else ""
