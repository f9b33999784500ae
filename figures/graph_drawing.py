"""Draw a scene (what was read out of a recorded graph) in the state it has at one moment of the backward pass.

The plan is made once per scene, with room for every number that will ever stand there, so that nothing jumps
from step to step. A `Moment` then says which wires carry a gradient, what happens now and what the pill says.
"""

from dataclasses import dataclass, field

import numpy as np

from . import graph_paint as paint
from .graph_plan import SIDE, best_plan
from .graph_scene import Scene
from .graph_text import Label
from .style import CARD, FLOOR, GREY, INK, RED, WIDTH, ax_in, canvas, words


@dataclass
class Moment:
    """Say what is on the wires at one moment: `sent` maps a link to its gradient's lines, `now` what happens."""

    sent: dict = field(default_factory=dict)
    pending: set = field(default_factory=set)
    now_links: set = field(default_factory=set)
    now_vertex: int | None = None
    feet: dict = field(default_factory=dict)
    rule: Label | None = None
    step: int = 0


class Drawing:
    """A scene laid out on a card.

    `gradients` and `feet` reserve room for what will be written below wires and vertices, `rule` (width, height)
    for the pill, `count` is the number of progress dots, `heading` a formula for the top left.
    """

    def __init__(
        self,
        scene: Scene,
        gradients=None,
        feet=None,
        values=True,
        grad_fn=False,
        heading=None,
        count=0,
        rule=(0.0, 0.0),
    ):
        self.scene, self.gradients, self.grad_fn = scene, gradients or {}, grad_fn
        self.title, self.count = Label((heading,), 14) if heading else None, count
        if self.title and self.title.width > WIDTH - 2 * SIDE - (paint.dots_width(count) + 0.2 if count else 0):
            self.title = None  # a formula as long as the card says less than the graph below it
        head = self._head_room(*rule)
        self.plan = best_plan(scene, self.gradients, feet or {}, values, grad_fn, head)

    def _head_room(self, wide, high) -> float:
        """Decide where heading, pill and progress dots stand: in one row if they fit, else in two."""
        left = SIDE + (self.title.width + 0.3 if self.title else 0.0)
        right = WIDTH - SIDE - (paint.dots_width(self.count) + 0.3 if self.count else 0.0)
        if not self.count:
            self.top, self.pill_at = 0.42, None
            return 0.72 if self.title else 0.34
        if left + wide + 0.24 <= right:
            self.top = 0.26 + max(high, 0.3) / 2
            self.pill_at = (left, right, self.top)
            return 2 * self.top + 0.18
        self.top = 0.36
        self.pill_at = (SIDE, WIDTH - SIDE, 0.7 + high / 2)
        return 0.96 + high

    def figure(self, moment: Moment):
        """Return the matplotlib Figure of one moment."""
        with canvas(self.plan.height) as fig:
            ax = ax_in(fig, 0, 0, WIDTH, self.plan.height, bare=True)
            ax.set_xlim(0, WIDTH)
            ax.set_ylim(0, self.plan.height)
            for k in range(len(self.plan.wires)):
                self._paint_wire(ax, moment, k)
            for i in range(len(self.scene.vertices)):
                self._paint_vertex(ax, moment, i)
            self._paint_head(ax, moment)
        return fig

    def _paint_wire(self, ax, moment, k):
        plan, wire, now = self.plan, self.plan.wires[k], k in moment.now_links
        if now:
            paint.halo_wire(ax, wire, 15 * plan.scale)
        paint.forward(ax, wire, k in self.gradients, plan.scale)
        if k in moment.sent:
            paint.backward(ax, wire, now, plan.scale)
        if k in plan.value_spots:
            paint.write_at(ax, plan.value_spots[k], plan.value_label(k), INK)
        if k in moment.sent:
            label = Label(moment.sent[k], plan.size(paint.HERO if now else paint.MATH))
            paint.write_at(ax, plan.gradient_spots[k], label, RED)
        elif k in moment.pending:
            paint.write_at(ax, plan.gradient_spots[k], Label((r"\mathrm{?}",), plan.size(paint.MATH)), GREY)

    def _paint_vertex(self, ax, moment, i):
        plan, vertex, now = self.plan, self.scene.vertices[i], i == moment.now_vertex
        (x, y), (half_w, half_h, _) = plan.points[i], plan.halves[i]
        if vertex.kind == "op":
            paint.stadium(ax, x, y, half_w, half_h, plan.scale, now)
        elif vertex.kind != "out":
            if now:
                paint.halo_round(ax, x, y, half_w, half_h)
            paint.square(ax, x, y, half_w, half_h, vertex.kind == "leaf", plan.scale, now)
        if vertex.kind == "op" and self.grad_fn:
            self._paint_grad_fn(ax, vertex, x, y)
        elif vertex.symbol:
            paint.write(ax, plan.symbol(vertex), x, y, CARD if vertex.kind == "leaf" else INK)
        if i in moment.feet:
            paint.write(ax, plan.foot_label(moment.feet[i]), *plan.foot_spots[i], RED)

    def _paint_grad_fn(self, ax, vertex, x, y):
        look = {"ha": "center", "va": "baseline"}
        first, second = vertex.grad_fn
        if second:
            words(ax, x, y + 0.035, first, 10, **look)
            words(ax, x, y - 0.125, second, FLOOR, GREY, **look)
        else:
            words(ax, x, y - 0.05, first, 10, **look)

    def _paint_head(self, ax, moment):
        y = self.plan.height - self.top
        if self.title:
            paint.write(ax, self.title, SIDE + self.title.width / 2, y)
        if self.count:
            paint.dots(ax, WIDTH - SIDE, y, moment.step, self.count)
        if moment.rule:
            paint.pill(ax, moment.rule, self._pill_x(moment), self.plan.height - self.pill_at[2])

    def _pill_x(self, moment) -> float:
        """Stand over what happens now, as far as the head of the card allows."""
        left, right, _ = self.pill_at
        if moment.now_links:
            x = np.mean([self.plan.wires[k].line[:, 0].mean() for k in moment.now_links])
        else:
            x = self.plan.points[moment.now_vertex][0]
        half = moment.rule.width / 2 + 0.12
        return float(np.clip(x, left + half, max(left + half, right - half)))

    def small(self, ax, moment):
        """Draw the shapes alone on other axes, as large as they allow: no letters, no numbers."""
        wide, high = (side / ax.figure.dpi for side in (ax.bbox.width, ax.bbox.height))
        xs = [w.line[:, 0] for w in self.plan.wires] or [np.array([p[0] for p in self.plan.points])]
        ys = [w.line[:, 1] for w in self.plan.wires] or [np.array([p[1] for p in self.plan.points])]
        (x0, x1), (y0, y1) = ((min(map(np.min, v)) - 0.5, max(map(np.max, v)) + 0.3) for v in (xs, ys))
        unit = max((x1 - x0) / wide, (y1 - y0) / high)
        ax.set_xlim((x0 + x1) / 2 - unit * wide / 2, (x0 + x1) / 2 + unit * wide / 2)
        ax.set_ylim((y0 + y1) / 2 - unit * high / 2, (y0 + y1) / 2 + unit * high / 2)
        # In miniature a vertex is larger than to scale, or it would be a speck, but never touches its neighbour.
        half = min(0.05 * unit, 1.5 * self.plan.halves[0][1]) if self.plan.halves else 0.05
        weight = min(1.0, half / unit / 0.05)
        for k, wire in enumerate(self.plan.wires):
            paint.small_wire(ax, wire, unit, weight, k in moment.now_links, k in moment.sent)
        for i, vertex in enumerate(self.scene.vertices):
            paint.small_vertex(ax, *self.plan.points[i], half, weight, vertex.kind, i == moment.now_vertex)
