"""Place a recorded graph on the page: columns by longest path, few crossings, nothing on top of anything.

Everything here is arithmetic in inches; no tensor and no drawing appears. Items are numbered: the vertices
first, then the bends that a long wire needs in every column it passes. The steps are those of a layered
drawing: give each vertex a column, break a graph that is too wide into bands as text breaks into lines,
order every column so that few wires cross, then slide the columns until the wires are as straight as the
order allows. Each step is deterministic, so the same graph gives the same picture.
"""

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .graph_bands import Placed, WayBack, across, break_columns, column_needs, keep_leaves_together, stack

BEND_HALF = 0.03  # half the height a passing wire claims before its labels


@dataclass
class Box:
    """Say how much room a vertex needs: half width, half height, and a foot below it for its gradient."""

    half_w: float
    half_h: float
    foot: float = 0.0
    leaf: bool = False
    last: bool = False


@dataclass
class Link:
    """Join two vertices; `room` is the width its labels need, `span` the least number of columns it bridges."""

    tail: int
    head: int
    room: float = 0.0
    span: int = 1


def columns(boxes: list[Box], links: list[Link]) -> list[int]:
    """Give each vertex the column of its longest path, then move what has slack towards its readers.

    Vertices must be numbered so that every link goes from a smaller to a larger number.
    """
    length = {(link.tail, link.head): link.span for link in links}
    readers = [[(j, n) for (t, j), n in length.items() if t == i] for i in range(len(boxes))]
    sources = [[(j, n) for (j, h), n in length.items() if h == i] for i in range(len(boxes))]
    column = [0] * len(boxes)
    for i in range(len(boxes)):
        column[i] = max((column[j] + n for j, n in sources[i]), default=0)
    last = max(column, default=0)
    for i in reversed(range(len(boxes))):
        if boxes[i].last:
            column[i] = last
        elif readers[i]:
            # A leaf costs nothing to move; an operation only if that does not lengthen more wires than it shortens.
            pulled = sum(not boxes[j].leaf or len(readers[j]) > 1 for j, _ in sources[i])
            if boxes[i].leaf or pulled < len(readers[i]) or not pulled:
                column[i] = min(column[j] - n for j, n in readers[i])
    first = min(column, default=0)
    return [c - first for c in column]


def layered(boxes, links, column, bands):
    """Return the layers (lists of items), each link's items, and the set of items that sit on a band's edge."""
    slot, edge_slot, k = {}, {}, 0
    for number, (start, end) in enumerate(bands):
        for c in range(start, end + 1):
            slot[c], k = k, k + 1
        if number < len(bands) - 1:
            edge_slot[end], k = k, k + 1
    layers = [[] for _ in range(k)]
    for i, c in enumerate(column):
        layers[slot[c]].append(i)
    item, paths, edges = len(boxes), [], set()
    for link in links:
        path = [link.tail]
        for c in range(column[link.tail], column[link.head]):
            if c > column[link.tail]:
                path.append(item)
                layers[slot[c]].append(item)
                item += 1
            if c in edge_slot:
                path.append(item)
                layers[edge_slot[c]].append(item)
                edges.add(item)
                item += 1
        paths.append([*path, link.head])
    return layers, paths, edges


def open_edges(layers, paths, edges):
    """Give every item on a band's edge a twin at the start of the next band, in the same order.

    Returns layers and paths with the twins, and a dict from each item on an edge to its way back.
    """
    item, opened, breaks = sum(len(layer) for layer in layers), [], {}
    for layer in layers:
        opened.append(layer)
        if layer and layer[0] in edges:
            for rank, i in enumerate(layer):
                breaks[i] = WayBack(item + rank, rank, len(layer))
            opened.append([item + rank for rank in range(len(layer))])
            item += len(layer)
    twin = {i: [i, way.entry] for i, way in breaks.items()}
    longer = [[i for here in path for i in twin.get(here, [here])] for path in paths]
    return opened, longer, breaks


def neighbours(layers, paths):
    """Return for every item the items it touches in the layer before and in the layer after."""
    before = {i: [] for layer in layers for i in layer}
    after = {i: [] for layer in layers for i in layer}
    for path in paths:
        for a, b in pairwise(path):
            after[a].append(b)
            before[b].append(a)
    return before, after


def crossings(upper, lower, after):
    """Count the crossings between two neighbouring layers."""
    place = {item: k for k, item in enumerate(lower)}
    ends = [sorted(place[b] for b in after[a] if b in place) for a in upper]
    flat, total = [], 0
    for group in ends:
        total += sum(sum(seen > end for seen in flat) for end in group)
        flat.extend(group)
    return total


def all_crossings(layers, after):
    """Count the crossings of the whole drawing."""
    return sum(crossings(a, b, after) for a, b in pairwise(layers))


def order(layers, paths, rank):
    """Order every layer so that few wires cross; ties keep the order of `rank`."""
    frozen = tuple(tuple(layer) for layer in layers), tuple(tuple(path) for path in paths)
    return [list(layer) for layer in _ordered(*frozen, tuple(rank[i] for i in range(len(rank))))]


@lru_cache(maxsize=64)
def _ordered(layers, paths, rank):
    """Sweep from several starts: the order of `rank` first, then shuffles, the same ones every time."""
    before, after = neighbours(layers, paths)
    shuffle, best, fewest = random.Random(0), None, None
    for start in range(max(2, 300 // len(rank))):
        key = rank if start == 0 else shuffle.sample(range(len(rank)), len(rank))
        found = swept([sorted(layer, key=lambda i: key[i]) for layer in layers], before, after)
        total = all_crossings(found, after)
        if best is None or total < fewest:
            best, fewest = found, total
        if not fewest:
            break
    return best


def swept(layers, before, after):
    """Order every layer by the barycentres of its neighbours, to and fro, and swap where that helps."""
    best, fewest = [list(layer) for layer in layers], all_crossings(layers, after)
    for sweep in range(12):
        forward = sweep % 2 == 0
        for k in range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1):
            fixed = layers[k - 1 if forward else k + 1]
            place = {item: n for n, item in enumerate(fixed)}
            here = {item: n for n, item in enumerate(layers[k])}
            touch = before if forward else after

            def centre(i, touch=touch, place=place, here=here):
                ends = [place[j] for j in touch[i]]
                return (sum(ends) / len(ends) if ends else here[i] * len(place) / max(len(here), 1), here[i])

            layers[k] = sorted(layers[k], key=centre)
        swap_neighbours(layers, after)
        total = all_crossings(layers, after)
        if total < fewest:
            best, fewest = [list(layer) for layer in layers], total
        if not fewest:
            break
    return best


def swap_neighbours(layers, after):
    """Swap neighbours inside a layer as long as a swap removes crossings."""
    for k, layer in enumerate(layers):
        for n in range(len(layer) - 1):
            around = layers[max(k - 1, 0) : k + 2]
            old = all_crossings(around, after)
            layer[n], layer[n + 1] = layer[n + 1], layer[n]
            if all_crossings(around, after) >= old:
                layer[n], layer[n + 1] = layer[n + 1], layer[n]


def settle(wanted, weight, apart):
    """Return the positions nearest to `wanted` that keep the order and the distances `apart`.

    This is weighted isotonic regression: neighbours that would come too close are merged into a block that
    moves as one.
    """
    offset = [0.0]
    for distance in apart:
        offset.append(offset[-1] + distance)
    blocks = []
    for want, w, shift in zip(wanted, weight, offset, strict=True):
        block = [want - shift, w, 1]
        while blocks and blocks[-1][0] >= block[0]:
            mean, total, size = blocks.pop()
            both = total + block[1]
            block = [(mean * total + block[0] * block[1]) / both, both, size + block[2]]
        blocks.append(block)
    flat = [mean for mean, _, size in blocks for _ in range(size)]
    return [value + shift for value, shift in zip(flat, offset, strict=True)]


def heights(layers, paths, count, apart, back):
    """Return a depth for every item: wires as straight as the order of the layers and `apart(a, b)` allow.

    Items in `back` start a band; they need not stand level with where their wire left the band before.
    """
    touch = {i: [] for layer in layers for i in layer}
    for path in paths:
        for a, b in pairwise(path):
            if b in back:
                continue
            pull = 1.0 if a < count and b < count else 2.0 if a < count or b < count else 8.0
            touch[a].append((b, pull))
            touch[b].append((a, pull))
    gaps = [[apart(a, b) for a, b in pairwise(layer)] for layer in layers]
    depth = {}
    for layer, gap in zip(layers, gaps, strict=True):
        start = -sum(gap) / 2
        for n, item in enumerate(layer):
            depth[item] = start + sum(gap[:n])
    for sweep in range(60):
        turn = list(zip(layers, gaps, strict=True))
        for layer, gap in turn if sweep % 2 == 0 else turn[::-1]:
            wanted, weight = [], []
            for item in layer:
                total = sum(pull for _, pull in touch[item])
                mean = sum(depth[other] * pull for other, pull in touch[item]) / total if total else depth[item]
                wanted.append(mean)
                weight.append(total or 1.0)
            depth.update(zip(layer, settle(wanted, weight, gap), strict=True))
    return depth


def arrange(boxes: list[Box], links: list[Link], width: float, pad=0.1, air=0.5, lane=0.3, turn=0.13) -> Placed:
    """Lay the graph out in `width` inches.

    `pad` separates labels from vertices along a wire, `air` vertices above each other, `lane` wires that pass a
    vertex or each other; `turn` is the distance of wires that run back side by side where a band is broken.
    Vertices must be numbered so that every link goes from a smaller to a larger number.
    """
    column = columns(boxes, links)
    bands = break_columns(boxes, links, column, width, pad, turn)
    column, bands = keep_leaves_together(boxes, links, column, bands)
    half, gap = column_needs(boxes, links, column, pad)
    layers, paths, edges = layered(boxes, links, column, bands)
    layers = order(layers, paths, rank_of(paths, len(boxes)))
    layers, paths, breaks = open_edges(layers, paths, edges)
    back = {way.entry for way in breaks.values()}

    def apart(a, b):
        low = boxes[a].half_h + boxes[a].foot if a < len(boxes) else BEND_HALF
        high = boxes[b].half_h if b < len(boxes) else BEND_HALF
        both = a < len(boxes) and b < len(boxes)
        return low + high + (air if both else lane)

    depth = heights(layers, paths, len(boxes), apart, back)
    crossing = [sum(column[k.tail] <= c < column[k.head] for k in links) for c in range(max(column))]
    x = across(half, gap, crossing, bands, width, turn)
    return stack(boxes, layers, paths, breaks, bands, x, half, depth, turn)


def rank_of(paths, count):
    """Rank every item by where a walk from the results back to the leaves first meets it."""
    into = {}
    for path in paths:
        into.setdefault(path[-1], []).append(path)
    rank, waiting = {}, [i for i in range(count - 1, -1, -1) if all(path[0] != i for path in paths)]
    while waiting:
        item = waiting.pop()
        if item in rank:
            continue
        rank[item] = len(rank)
        for path in reversed(into.get(item, [])):
            waiting.append(path[0])
    for path in paths:
        for n, item in enumerate(path[1:-1], 1):
            # Between the two ends' ranks, so that a tie keeps the order in which operands were written.
            rank[item] = rank[path[0]] + (rank[path[-1]] - rank[path[0]]) * n / (len(path) - 1)
    return rank
