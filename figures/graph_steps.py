"""Step backward through a graph: the real engine runs once under its trace, and the pictures replay it.

A step is one thing a reader can watch: the starting gradient, one gradient sent along one wire, or one leaf
taking what has arrived. Every number shown is the engine's; this module only decides when it is shown.
"""

from functools import cached_property

import numpy as np

from .frames import Frame, filmstrip
from .graph_drawing import Drawing, Moment
from .graph_events import Script, run
from .graph_scene import read
from .graph_strip import large_strip
from .graph_text import Label, rows, shape_text, value_lines, value_words
from .style import RED, WIDTH, Picture, listing

WIDEST_RULE = WIDTH - 1.2
SMALL = 10  # vertices that a frame of an ordinary strip can show


class Steps:
    """A backward pass that can be watched step by step.

    `steps` is the number of steps; `draw(step)` is the picture after that many (0: nothing has been sent),
    `filmstrip()` shows four to six of them side by side. As the last line of a cell it shows the strip;
    `classroom.explore(it.draw, step=(0, it.steps, 1))` puts a slider on it.
    """

    def __init__(self, roots, names=None, gradients=None):
        seeds, self.trace = run(roots, gradients)
        self.scene = read(roots, names)
        self.events = Script(self.scene, seeds, self.trace).events
        self.steps = len(self.events)
        self.shown = next((n for n, e in enumerate(self.events, 1) if _to_leaf(self.scene, e)), 1)

        def draw(step=self.shown):
            """Return the picture after `step` steps."""
            return self._picture(step)

        draw.miniature = self._miniature
        self.draw = draw

    def filmstrip(self):
        """Return a picture of four to six steps side by side, readable without a kernel."""
        sent = [n for n, event in enumerate(self.events, 1) if event.link is not None]
        chosen = sent if len(sent) >= 4 else list(range(self.steps + 1))
        if len(chosen) < 4:
            return self._picture(self.steps)
        if len(chosen) > 6:
            chosen = [chosen[round(k)] for k in np.linspace(0, len(chosen) - 1, 6)]
        default = self.shown if self.shown in chosen else None
        if len(self.scene.vertices) <= SMALL and self.drawing.plan.bands() == 1:
            return filmstrip(self.draw, "step", chosen, default, subject="steps of the backward pass, step")
        shape = self.drawing.plan.placed.height / WIDTH
        return large_strip(self._miniature, chosen, default, shape, lambda frames: self._strip_alt(chosen, frames))

    def _strip_alt(self, chosen, frames) -> str:
        opening = f"{len(chosen)} frames, steps {listing(chosen)} of the backward pass"
        return f"{opening}. {frames[0].what.capitalize()}: {listing(frame.reads for frame in frames)}."

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.filmstrip()._repr_mimebundle_(include, exclude)

    def __repr__(self):
        return repr(self.filmstrip())

    # --- layout ----------------------------------------------------------------------------------------------

    @cached_property
    def drawing(self) -> Drawing:
        """The one layout for all steps, with room for everything that any of them will write."""
        gradients, feet = {}, {}
        for event in self.events:
            if event.link is not None:
                gradients[event.link] = value_lines(event.value)
        for n in range(self.steps + 1):
            for vertex, lines in self._moment(n).feet.items():
                if vertex not in feet or Label(lines, 11).width > Label(feet[vertex], 11).width:
                    feet[vertex] = lines
        rules = [self._rule(event) for event in self.events]
        room = (max(rule.width for rule in rules), max(rule.height for rule in rules))
        return Drawing(self.scene, gradients, feet, heading=self.scene.heading(), count=self.steps, rule=room)

    def _rule(self, event) -> Label:
        """Return the fullest wording of a rule that fits on the card."""
        labels = [Label((text,), 13) for text in event.rules]
        return next((label for label in labels if label.width < WIDEST_RULE), labels[-1])

    # --- one moment ------------------------------------------------------------------------------------------

    def _moment(self, step: int) -> Moment:
        if not 0 <= step <= self.steps:
            raise ValueError(f"step {step} is not one of 0 to {self.steps}")
        moment = Moment(step=step)
        moment.pending = {event.link for event in self.events if event.link is not None}
        for event in self.events[:step]:
            if event.link is not None:
                moment.sent[event.link] = value_lines(event.value)
                if event.total is not None:
                    moment.feet[self.scene.links[event.link].tail] = rows(r"\Sigma", event.total)
            else:
                moment.feet[event.vertex] = rows(r"\mathrm{grad}", event.total)
        if step:
            event = self.events[step - 1]
            moment.rule = self._rule(event)
            if event.link is not None:
                moment.now_links = {event.link}
            head = event.vertex if event.link is None else self.scene.links[event.link].head
            moment.now_vertex = None if self.scene.vertices[head].kind == "out" else head
        return moment

    def _picture(self, step: int) -> Picture:
        return Picture(self.drawing.figure(self._moment(step)), self.alt(step))

    def alt(self, step: int) -> str:
        """Return the alt text of the picture after `step` steps."""
        results = " and ".join(self.scene.vertices[i].word for i in self.scene.results())
        opening = f"Computation graph of {results}, read from left to right"
        if step == 0:
            return f"{opening}, with values above its wires. Backward has not begun: no wire carries a gradient."
        return f"{opening}. Step {step} of {self.steps} of the backward pass: {self.events[step - 1].says}"

    def _miniature(self, ax, step) -> Frame:
        self.drawing.small(ax, self._moment(step))
        if step == 0:
            return Frame(r"\mathrm{?}", "none yet", "the gradient sent last", RED)
        event = self.events[step - 1]
        room = ax.bbox.width / ax.figure.dpi + 0.1
        wordings = (event.short, value_lines(event.value)[0], shape_text(np.shape(event.value)))
        caption = next((text for text in wordings if Label((text,), 12).width < room), wordings[-1])
        if caption != event.short and len(value_lines(event.value)) > 1:
            caption = wordings[-1]
        return Frame(caption, value_words(event.value), "the gradient sent last", RED)


def _to_leaf(scene, event) -> bool:
    return event.link is not None and scene.vertices[scene.links[event.link].tail].kind == "leaf"
