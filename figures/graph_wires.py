"""Turn a layout into wires and find a place for every label.

A wire is a row of cubic Béziers with horizontal ends, kept as a fine polyline so that its two tracks, the
forward one and the backward one beside it, are the same curve moved to its two sides. Labels look for room
along their own wire: the value on the upper side, the gradient on the lower one, clear of everything else.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .graph_layout import Placed
from .graph_text import Label

STEPS = 28  # points per Bézier
BOW = 0.39  # how far two wires between the same two vertices swing apart


@dataclass
class Wire:
    """Hold one wire's centre line; `free` marks the part where labels may stand (not a way back between bands)."""

    line: np.ndarray
    free: np.ndarray

    def track(self, offset: float) -> np.ndarray:
        """Return the line moved `offset` inches to its left, which is up for a wire that runs to the right."""
        return self.line + offset * normals(self.line)


@dataclass
class Spot:
    """Hold the centre at which a label stands, and how much it covers there."""

    x: float
    y: float
    covers: float = 0.0


def normals(line: np.ndarray) -> np.ndarray:
    """Return the unit normals to the left of a polyline."""
    way = np.gradient(line, axis=0)
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    return np.column_stack([-way[:, 1], way[:, 0]])


def curve(controls, steps=STEPS) -> np.ndarray:
    """Return points on the cubic Bézier with these four control points."""
    t = np.linspace(0, 1, steps)[:, None]
    weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3]
    return sum(w * np.asarray(c, float) for w, c in zip(weights, controls, strict=True))


def bezier(p, q) -> np.ndarray:
    """Return a cubic Bézier from p to q that leaves and arrives level."""
    reach = 0.5 * (q[0] - p[0])
    line = curve([p, (p[0] + reach, p[1]), (q[0] - reach, q[1]), q])
    return line.round(9)  # a level wire's last digits would jump between two rows of pixels


def corner(points, radius) -> np.ndarray:
    """Return a path along `points` whose corners are rounded with quarter circles."""
    points = [np.asarray(p, float) for p in points]
    out = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        r = min(radius, *(np.hypot(*(here - end)) / 2 for end in (before, after)))
        into, onto = (here + r * (end - here) / max(np.hypot(*(end - here)), 1e-9) for end in (before, after))
        t = np.linspace(0, np.pi / 2, 8)[:, None]
        out.extend(into * (1 - np.sin(t)) + here * (np.sin(t) + np.cos(t) - 1) + onto * (1 - np.cos(t)))
    return np.array([*out, points[-1]])


def ports(placed: Placed, half: list[tuple[float, float, bool]], spread: float) -> list[tuple]:
    """Return for every link where it leaves its tail and where it enters its head.

    `half` gives (half width, half height, round) per vertex. Wires at one side are spread in the order of
    the points they come from, so that they do not cross at the door.
    """
    doors = [[None, None] for _ in placed.paths]
    for side in (0, 1):
        at: dict[int, list[int]] = {}
        for k, path in enumerate(placed.paths):
            at.setdefault(path[-side], []).append(k)
        for vertex, links in at.items():
            step = 1 if side == 0 else -2
            links.sort(key=lambda k, step=step: (-placed.points[placed.paths[k][step]][1], k))
            x, y = placed.points[vertex]
            half_w, half_h, is_round = half[vertex]
            gap = min(spread, 1.5 * half_h / len(links))
            for n, k in enumerate(links):
                dy = gap * ((len(links) - 1) / 2 - n)
                dx = half_w - half_h + np.sqrt(half_h**2 - min(abs(dy), half_h) ** 2) if is_round else half_w
                doors[k][side] = (x + (dx + 0.045) * (1 - 2 * side), y + dy)
    return [tuple(door) for door in doors]


def wires(placed: Placed, half, spread: float, turn: float) -> list[Wire]:
    """Return the wire of every link, in the order of the links."""
    doors = ports(placed, half, spread)
    twins: dict[tuple, list[int]] = {}
    for k, path in enumerate(placed.paths):
        if len(path) == 2:
            twins.setdefault((path[0], path[1]), []).append(k)
    found = []
    for k, path in enumerate(placed.paths):
        group = twins.get((path[0], path[-1]), [k]) if len(path) == 2 else [k]
        if len(group) > 1:
            found.append(bowed(doors[k], (len(group) - 1) / 2 - group.index(k)))
        else:
            found.append(routed(placed, path, doors[k], turn))
    return found


def bowed(door, side: float) -> Wire:
    """Return one of several wires between the same two vertices: each leaves and arrives at its own angle."""
    p, q = (np.asarray(end, float) for end in door)
    length, course = np.hypot(*(q - p)), np.arctan2(q[1] - p[1], q[0] - p[0])
    # The middle of this Bézier lies 0.3 · length · sin(lean) beside the straight line.
    lean = np.arcsin(np.clip(2 * BOW * side / (0.3 * length), -0.85, 0.85))
    reach = 0.4 * length
    controls = [p, p + reach * _way(course + lean), q - reach * _way(course - lean), q]
    line = curve(controls, 2 * STEPS)
    return Wire(line, np.ones(len(line), bool))


def _way(angle) -> np.ndarray:
    return np.array([np.cos(angle), np.sin(angle)])


def routed(placed: Placed, path, door, turn) -> Wire:
    """Return a wire through its bends; at the end of a band it runs back to the start of the next one."""
    parts, here = [], door[0]
    for before, item in pairwise(path):
        last, (x, y), level = item == path[-1], placed.points[item], placed.level[item]
        there = door[1] if last else (x - level, y)
        if before in placed.breaks:
            parts.append((way_back(here, there, placed.breaks[before], turn), False))
        else:
            parts.append((bezier(here, there), True))
        here = there
        if level and not last:  # it passes a column of wide vertices
            here = (x + level, y)
            parts.append((np.linspace(there, here, 6), True))
    lines = [parts[0][0], *(line[1:] for line, _ in parts[1:])]
    free = np.concatenate([np.full(len(line), ok) for line, (_, ok) in zip(lines, parts, strict=True)])
    return Wire(np.vstack(lines), free)


def way_back(here, there, way, turn) -> np.ndarray:
    """Return the line from the right edge of a band, below it, to the left edge of the next one."""
    right = here[0] + turn * (way.count - way.rank)
    channel = way.low - turn * (1 + way.count - way.rank)
    left = there[0] - turn * (way.rank + 1)
    return corner([here, (right, here[1]), (right, channel), (left, channel), (left, there[1]), there], 0.14)


class Room:
    """Keep what is already on the page, so that labels can stand clear of it."""

    def __init__(self, boxes, lines):
        self.boxes = np.array(boxes, float).reshape(-1, 4)
        self.points = np.vstack([densify(line) for line in lines]) if lines else np.zeros((0, 2))

    def clash(self, box) -> float:
        """Return how much of the page's content the box (left, low, right, high) would cover; 0 is free."""
        left, low, right, high = box
        x, y = self.points[:, 0], self.points[:, 1]
        covered = np.count_nonzero((x > left) & (x < right) & (y > low) & (y < high))
        wide = np.minimum(right, self.boxes[:, 2]) - np.maximum(left, self.boxes[:, 0])
        tall = np.minimum(high, self.boxes[:, 3]) - np.maximum(low, self.boxes[:, 1])
        # Worst is a text on a text or on a vertex; a wire under a text, with the card's colour between, can be read.
        overlap = float(np.sum(np.maximum(wide, 0) * np.maximum(tall, 0)))
        return covered + (1000 + 1e5 * overlap if overlap else 0)

    def take(self, box) -> None:
        """Reserve a box."""
        self.boxes = np.vstack([self.boxes, box])


def densify(line, step=0.02) -> np.ndarray:
    """Return points along a polyline no more than `step` apart."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.linspace(0, along[-1], max(2, int(along[-1] / step) + 2))
    return np.column_stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])])


def place(label: Label, wire: Wire, side: int, room: Room, gap: float, bounds, firm=True) -> Spot | None:
    """Find a free spot for a label beside its wire: `side` +1 above, -1 below.

    Spots near the middle and near the wire come first. Returns None when every spot covers something and
    the label is not `firm`; a firm label takes the spot that covers least.
    """
    best, least = None, np.inf
    out = normals(wire.line)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(wire.line, axis=0).T) * wire.free[1:])])
    for share, extra in PLACES:
        k = int(np.searchsorted(along, share * along[-1]))
        normal = out[k] * side
        reach = abs(normal[0]) * label.width / 2 + abs(normal[1]) * label.height / 2 + gap + extra
        x, y = wire.line[k] + normal * reach
        box = around(x, y, label)
        outside = box[0] < bounds[0] or box[1] < bounds[1] or box[2] > bounds[2] or box[3] > bounds[3]
        cost = 1000 * outside + room.clash(box)
        if cost < least:
            best, least = Spot(float(x), float(y), cost), cost
        if cost == 0:
            break
    if least > 0 and not firm:
        return None
    room.take(around(best.x, best.y, label))
    return best


SHARES = tuple(n / 40 for n in range(4, 37))
PLACES = sorted(((s, e) for s in SHARES for e in (0.0, 0.06, 0.14, 0.24)), key=lambda p: abs(p[0] - 0.5) + 1.2 * p[1])


def around(x: float, y: float, label: Label, pad: float = 0.025):
    """Return the box (left, low, right, high) of a label centred on (x, y)."""
    return (
        x - label.width / 2 - pad,
        y - label.height / 2 - pad,
        x + label.width / 2 + pad,
        y + label.height / 2 + pad,
    )
