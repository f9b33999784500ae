"""What happens in a backward pass, told from the engine's own trace: one event per thing a reader can watch.

The engine runs once, for real. Every number in an event is one the trace reports; the wording of rules is ours.
"""

from dataclasses import dataclass, field

import numpy as np

from autograd_lite import autograd
from autograd_lite.autograd import engine
from autograd_lite.autograd.graph import AccumulateGrad, walk

from .graph_rules import local_factor
from .graph_scene import Link
from .graph_text import equation, factor, one_line, value_words


@dataclass
class Event:
    """One step: the link a gradient travels along, or the vertex that keeps it, with its numbers and its rule."""

    link: int | None = None
    vertex: int | None = None
    value: object = None
    total: object = None
    rules: list = field(default_factory=list)
    says: str = ""
    short: str = ""


def run(roots, gradients=None):
    """Run the engine backward from `roots` under its trace; no `.grad` changes and the graph stays usable.

    Returns the starting gradients and the trace. Hooks that the learner registered do run. Raises what `backward`
    raises: no graph, freed buffers, a missing or misshapen gradient.
    """
    edges, seeds = autograd.starting_gradients(tuple(roots), gradients, False)
    # The engine hands back what reached the leaves; tensors that asked with retain_grad() it would serve itself.
    held = [(tensor, tensor._grad) for tensor in _retaining(edges)]
    for tensor, _ in held:
        tensor._grad = None
    try:
        # An infinity or a nan is something to look at here, not to be warned of.
        with engine.trace() as steps, np.errstate(all="ignore"):
            engine.run_backward(edges, seeds, True, False)
    finally:
        for tensor, grad in held:
            tensor._grad = grad
    return [np.asarray(seed) for seed in seeds], steps


def _retaining(edges) -> list:
    """Return the tensors behind `edges` that asked to keep their gradient."""
    references = [ref for node in walk(edges) for ref in getattr(node._hooks, "retained", {}).values()]
    return [tensor for ref in references if (tensor := ref()) is not None]


class Script:
    """Turn the engine's trace into events."""

    def __init__(self, scene, seeds, trace):
        self.scene, self.waiting, self.events = scene, {}, []
        self.link_at = {(link.head, link.slot): k for k, link in enumerate(scene.links)}
        self.uses = {}
        for link in scene.links:
            self.uses[(link.tail, link.output)] = self.uses.get((link.tail, link.output), 0) + 1
        self.to_come = {}
        for step in trace:
            for slot, value in enumerate(step.outgoing if step.node in scene.at else ()):
                k = self.link_at.get((scene.at[step.node], slot))
                if value is not None and k is not None:
                    place = (scene.links[k].tail, scene.links[k].output)
                    self.to_come[place] = self.to_come.get(place, 0) + 1
        for vertex, seed in zip(scene.results(), seeds, strict=True):
            self._start(vertex, seed)
        for step in trace:
            self._keep(step) if step.node.__class__ is AccumulateGrad else self._send(step)

    def _derivative(self, link: Link, stacked: bool = True) -> str:
        """Write ∂L/∂w for the value on a link; nothing if one of the two has no name."""
        results = [self.scene.vertices[i] for i in self.scene.results()]
        if len(results) != 1 or not link.letter or not results[0].letter or np.ndim(results[0].value):
            return ""
        of, by = results[0].letter, link.letter
        return rf"\dfrac{{\partial {of}}}{{\partial {by}}}" if stacked else rf"\partial {of}/\partial {by}"

    def _start(self, vertex: int, seed):
        k = self.link_at[(vertex, 0)]
        link = self.scene.links[k]
        self._arrive(link, seed)
        says = f"it starts with {value_words(seed)} at {self.scene.vertices[vertex].word}."
        rule, short = (equation(self._derivative(link, stacked), one_line(seed)) for stacked in (True, False))
        self.events.append(Event(k, None, seed, None, [rule], says, short))

    def _arrive(self, link, value):
        """Add to what waits at the far end of a link; return what waited before and what waits now."""
        place = (link.tail, link.output)
        before = self.waiting.get(place)
        self.waiting[place] = value if before is None else before + value
        return before, self.waiting[place]

    def _send(self, step):
        head = self.scene.at[step.node]
        vertex = self.scene.vertices[head]
        for slot, value in enumerate(step.outgoing):
            k = self.link_at.get((head, slot))
            if value is None or k is None:
                continue
            link = self.scene.links[k]
            before, total = self._arrive(link, value)
            place = (link.tail, link.output)
            self.to_come[place] -= 1
            shared = self.uses[place] > 1
            rules = self._rules(step, vertex, slot, link, before, self.to_come[place] == 0)
            arrived = " and ".join(value_words(g) for g in step.incoming if g is not None)
            word = self.scene.vertices[link.tail].word
            says = f"{step.node.name()} received {arrived} and sends {value_words(value)} to {word}"
            says += f", where {value_words(total)} is now waiting." if shared and before is not None else "."
            # What one of several wires brings is a share, not yet the whole derivative.
            short = equation("" if shared else self._derivative(link, False), one_line(value))
            self.events.append(Event(k, None, value, total if shared else None, rules, says, short))

    def _keep(self, step):
        vertex = self.scene.at[step.node]
        leaf = self.scene.vertices[vertex]
        (value,) = step.incoming
        held = leaf.tensor.grad
        before = None if held is None else held.detach().numpy()
        total = value if before is None else before + value
        left = rf"{leaf.letter}.\!\mathrm{{grad}}"
        added = one_line(value) if before is None else f"{one_line(before)}+{factor(value) or one_line(value)}"
        says = f"the leaf {leaf.word} takes {value_words(value)}, so its grad is {value_words(total)}."
        short = equation(left, one_line(total))
        self.events.append(Event(None, vertex, value, total, [equation(left, added)], says, short))

    def _rules(self, step, vertex, slot, link, before, last) -> list[str]:
        """Return wordings of the local rule, the fullest first: letters and numbers, one of them, the result.

        What one of several wires brings is a share; only the `last` one makes the sum a derivative.
        """
        left = self._derivative(link) if last else ""
        waiting = f"{one_line(before)}+" if before is not None and last else ""
        result = equation(left, waiting + one_line(step.outgoing[slot]))
        incoming = step.incoming[0] if len(step.incoming) == 1 else None
        g = (factor(incoming) if incoming is not None else None) or "g"
        if hasattr(step.node, "output_metas"):  # a learner's Function: its rule is its own backward
            name = step.node.function.__name__.replace("_", r"\_")
            return [equation(left, rf"{waiting}\mathrm{{{name}}}.\!\mathrm{{backward}}\,({g})"), result]
        in_letters, in_numbers = local_factor(vertex.rule, slot, *self._operands(step.node, vertex))
        if vertex.rule.symbol == "@":  # the order of the factors matters, so the template holds the gradient too
            return [equation(left, waiting + in_letters), result] if in_letters else [result]
        summed = vertex.rule.elementwise and np.shape(step.outgoing[slot]) != np.shape(incoming)
        sign = r"\Sigma\," if summed else ""
        words = [rf"{waiting}{sign}{f}\cdot {g}" for f in dict.fromkeys((in_letters, in_numbers)) if f]
        return [*(equation(left, text) for text in dict.fromkeys(["=".join(words), *words[::-1]]) if text), result]

    def _operands(self, node, vertex):
        """Return values and letters of the operands a, b and the result o of a node."""
        values, letters = {}, {}
        head = self.scene.at[node]
        for link in self.scene.into(head):
            if link.slot < 2:
                tail = self.scene.vertices[link.tail]
                values["ab"[link.slot]] = link.value
                letters["ab"[link.slot]] = link.letter or (tail.symbol if tail.kind == "data" else "") or None
        out = next((link for link in self.scene.links if link.tail == head and link.output == 0), None)
        if out is not None:
            values["o"], letters["o"] = out.value, out.letter or None
        return values, letters
