"""Plan a graph drawing: how large each mark is, where it stands, and where every label finds room.

A plan has one scale and one amount of air. `best_plan` tries generous ones first and keeps the first in which
no label covers anything; a graph that is too wide for the card at any scale is broken into bands.
"""

import numpy as np

from . import graph_paint as paint
from .graph_bands import break_columns
from .graph_layout import Box, Link, arrange, columns
from .graph_scene import Scene
from .graph_text import Label
from .graph_wires import Room, around, place, wires
from .style import FLOOR, WIDTH

SIDE = 0.42  # inches from the card's edge to the outermost mark
LOW = 0.36  # room below the lowest mark
PAD = 0.1  # between a label and the vertices at the ends of its wire
TURN = 0.13  # between wires that run back side by side
TALL = 3.1  # a graph in one band gets air up to this height
STRETCHED = 5.3  # and may grow to this one before it is drawn smaller
SCALES = (1.0, 0.88, 0.76)
AIRS = ((0.95, 0.5), (0.8, 0.5), (0.66, 0.5), (0.52, 0.44), (0.42, 0.4), (0.6, 0.6), (0.8, 0.8))
FOLDED_AIRS = ((0.42, 0.42), (0.5, 0.5), (0.62, 0.62), (0.8, 0.8))
HALF = {"op": 0.25, "leaf": 0.245, "data": 0.245, "out": 0.16}
FOOT = 11  # points of the text below a vertex


def best_plan(scene: Scene, gradients: dict, feet: dict, values: bool, grad_fn: bool, head) -> "Plan":
    """Return the first plan in which nothing is covered, else the one that covers least.

    `head` is the height that the top of the card needs.
    """
    tried = []
    for scale in SCALES:
        plan = Plan(scene, gradients, feet, values, grad_fn, scale)
        if plan.bands() > 1 and scale != SCALES[-1]:
            continue
        airs = AIRS if plan.bands() == 1 else FOLDED_AIRS
        for air, lane in airs:
            lane *= scale if gradients else 0.7 * scale  # without gradients only values stand between wires
            plan = Plan(scene, gradients, feet, values, grad_fn, scale).settle(air * scale, lane, head)
            tried.append((plan.covers > 0, max(plan.placed.height, TALL), plan.covers, len(tried), plan))
            if not plan.covers and (plan.placed.height <= TALL or plan.bands() > 1):
                return plan
        if tried and min(tried, key=_merit)[:2] < (False, STRETCHED):
            break  # better a taller card than smaller type
    return min(tried, key=_merit)[-1]


def _merit(entry):
    return entry[:4]


class Plan:
    """One layout of a scene at one scale.

    `gradients` maps links to the widest text that will ever stand below them (lines of mathematics), `feet` does
    the same for vertices; both only reserve room.
    """

    def __init__(self, scene, gradients, feet, values, grad_fn, scale):
        self.scene, self.gradients, self.feet = scene, gradients, feet
        self.values, self.grad_fn, self.scale = values, grad_fn, scale
        self.labels = [(self.value_label(k), self.gradient_label(k)) for k in range(len(scene.links))]
        self.halves = [self._half(vertex) for vertex in scene.vertices]
        self.boxes, self.links = self._boxes(), self._links()

    # --- sizes -----------------------------------------------------------------------------------------------

    def size(self, points: float) -> float:
        """Return a type size at this plan's scale, never below the floor."""
        return max(FLOOR, points * self.scale)

    def symbol(self, vertex) -> Label:
        """Return what stands inside a vertex; it shrinks to fit, down to the floor."""
        size = {"op": 14.5, "out": paint.BIG_LETTER}.get(vertex.kind, paint.LETTER)
        if vertex.kind == "data" and not vertex.letter:
            size = paint.MATH
        label = Label((vertex.symbol,), self.size(size))
        limit = 2 * HALF[vertex.kind] * self.scale - 0.09
        if vertex.kind != "out" and label.width > limit:
            label = Label((vertex.symbol,), max(FLOOR, label.size * limit / label.width))
        return label

    def value_label(self, k) -> Label | None:
        """Return the value above link k, if it is known and wanted."""
        lines = self.scene.links[k].lines if self.values else None
        return Label(lines, self.size(paint.MATH)) if lines else None

    def gradient_label(self, k) -> Label | None:
        """Return the gradient below link k at its largest."""
        return Label(self.gradients[k], self.size(paint.HERO)) if k in self.gradients else None

    def foot_label(self, lines) -> Label:
        """Return a text that belongs below a vertex."""
        return Label(lines, self.size(FOOT))

    def _half(self, vertex) -> tuple[float, float, bool]:
        """Return half width and half height of a vertex's outline, and whether it is round."""
        half = HALF[vertex.kind] * self.scale
        if vertex.kind == "op" and self.grad_fn:
            return 0.041 * max(len(part) for part in vertex.grad_fn) + 0.2, 0.27, True
        wide = self.symbol(vertex).width / 2 + 0.07 * self.scale
        return max(half, wide), half, vertex.kind == "op"

    def _boxes(self) -> list[Box]:
        boxes, bowed = [], self.scene.bowed()
        for i, (vertex, (half_w, half_h, _)) in enumerate(zip(self.scene.vertices, self.halves, strict=True)):
            label = self.foot_label(self.feet[i]) if i in self.feet else None
            foot = label.height + 0.12 if label else 0.0
            half_w = max(half_w, label.width / 2) if label else half_w
            for k, link in enumerate(self.scene.links):
                if link.tail == i:
                    above, below = (part.height + 0.12 * self.scale if part else 0.0 for part in self.labels[k])
                    half_h, foot = max(half_h, above), max(foot, below - half_h)
                    half_h = max(half_h, 0.68) if k in bowed else half_h
                elif link.head == i and k in bowed:
                    half_h = max(half_h, 0.68)
            boxes.append(Box(half_w, half_h, foot, vertex.kind in ("leaf", "data"), vertex.kind == "out"))
        return boxes

    def _links(self) -> list[Link]:
        links, twins, bowed = [], self.scene.twins(), self.scene.bowed()
        for k, link in enumerate(self.scene.links):
            value, gradient = self.labels[k]
            # A gradient is this wide for one step only, and may then hang lower.
            room = max(value.width if value else 0.15, 0.85 * gradient.width if gradient else 0.15)
            room = max(room, 1.05 * self.scale) if k in bowed else room
            links.append(Link(link.tail, link.head, room, 2 if k in twins and k not in bowed else 1))
        return links

    def bands(self) -> int:
        """Return into how many bands the graph must be broken at this scale."""
        column = columns(self.boxes, self.links)
        return len(break_columns(self.boxes, self.links, column, WIDTH - 2 * SIDE, PAD, TURN))

    # --- places ----------------------------------------------------------------------------------------------

    def settle(self, air: float, lane: float, head: float) -> "Plan":
        """Place everything; `covers` tells how much of the page the labels had to cover."""
        self.placed = arrange(self.boxes, self.links, WIDTH - 2 * SIDE, PAD, air, lane, TURN)
        self.height = head + self.placed.height + LOW + 0.16
        self.placed.shift(SIDE, LOW)
        self.points = self.placed.points[: len(self.boxes)]
        self.wires = wires(self.placed, self.halves, 0.22 * self.scale, TURN)
        self._find_room((0.14, 0.12, WIDTH - 0.14, self.height - head + 0.2))
        return self

    def _find_room(self, bounds):
        outlines = [
            (x - half_w - 0.03, y - half_h - 0.03, x + half_w + 0.03, y + half_h + 0.03)
            for (x, y), (half_w, half_h, _) in zip(self.points, self.halves, strict=True)
        ]
        room = Room(outlines, [t for k, wire in enumerate(self.wires) for t in self._tracks(k, wire)])
        self.covers = 0.0
        self.foot_spots = {i: self._foot_spot(i, room, bounds) for i in self.feet}
        self.value_spots, self.gradient_spots, seen = {}, {}, set()
        gap = 0.05 + 1.4 * paint.TRACK * self.scale
        for k in sorted(range(len(self.wires)), key=lambda k: (len(self.placed.paths[k]), k)):
            value, gradient = self.labels[k]
            source = (self.scene.links[k].tail, self.scene.links[k].output)
            if value:
                # A value is written once for sure; further wires out of the same door repeat it where there is room.
                spot = place(value, self.wires[k], 1, room, gap, bounds, source not in seen)
                self._note(self.value_spots, k, spot)
                seen.add(source)
            if gradient:
                spot = place(gradient, self.wires[k], -1, room, gap + 0.03, bounds, True)
                self._note(self.gradient_spots, k, spot)

    def _note(self, spots, k, spot):
        if spot is not None:
            spots[k] = spot
            self.covers += spot.covers

    def _tracks(self, k, wire):
        offset = paint.TRACK * self.scale
        return [wire.track(offset), wire.track(-offset)] if k in self.gradients else [wire.line]

    def _foot_spot(self, i, room, bounds):
        """Find room for the text that belongs to a vertex: below it if possible, else above or beside."""
        label = self.foot_label(self.feet[i])
        (x, y), (half_w, half_h, _) = self.points[i], self.halves[i]
        down, side = half_h + label.height / 2 + 0.085, half_w + label.width / 2 + 0.05
        spots = [(x, y - down), (x, y + down)]
        spots += [(x + dx, y + dy) for dy in (-down, down) for dx in (-side, side, -0.6 * side, 0.6 * side)]
        costs = []
        for spot in spots:
            box = around(*spot, label)
            costs.append(room.clash(box) + 1000 * (box[0] < bounds[0] or box[2] > bounds[2] or box[1] < bounds[1]))
        best = int(np.argmin(costs))
        self.covers += costs[best]
        room.take(around(*spots[best], label))
        return spots[best]
