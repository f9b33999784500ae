"""Break a graph that is too wide into bands, as text breaks into lines, and put the bands on the page.

A wire that goes on in the next band runs back to the left between the two, and wires that run back together stay
in order, so they never cross. A leaf that is first read in the next band moves there.
"""

from dataclasses import dataclass

REACH = 1.9  # inches that neighbouring columns are apart at most
ENTRY = 0.42  # inches between the edge of a band and its first or last vertex


@dataclass
class WayBack:
    """Tell how a wire gets from the end of a band to the item `entry`: as number `rank` of `count`, from the top."""

    entry: int
    rank: int
    count: int
    low: float = 0.0  # the lower edge of the band it leaves


@dataclass
class Placed:
    """Hold the finished layout: a point for every item, and for every link the items on its way."""

    points: list[tuple[float, float]]
    paths: list[list[int]]
    breaks: dict[int, WayBack]
    height: float
    level: list[float]  # how far to its left and right a wire that passes an item stays level

    def shift(self, right: float, up: float) -> None:
        """Move everything by these distances."""
        self.points = [(x + right, y + up) for x, y in self.points]
        for way in self.breaks.values():
            way.low += up


def column_needs(boxes, links, column, pad):
    """Return the half width of every column and the least gap between neighbouring columns."""
    count = max(column) + 1
    half = [max((b.half_w for b, c in zip(boxes, column, strict=True) if c == k), default=0.0) for k in range(count)]
    gap = [pad * 2.2] * (count - 1)
    for link in links:
        if column[link.head] == column[link.tail] + 1:
            k = column[link.tail]
            gap[k] = max(gap[k], link.room + 2 * pad)
    return half, gap


def span(half, gap, first, last):
    """Return the least distance from the centre of column `first` to the centre of column `last`."""
    return sum(half[k] + gap[k] + half[k + 1] for k in range(first, last))


def break_columns(boxes, links, column, width, pad, turn):
    """Split the columns into bands no wider than `width`: as few bands as can be, then as few cut wires.

    Every wire that is cut takes `turn` inches of room at both ends of the break.
    """
    half, gap = column_needs(boxes, links, column, pad)
    count = len(half)
    waiting = [any(b.leaf and c == k for b, c in zip(boxes, column, strict=True)) for k in range(count)]
    cut = [
        sum(column[k.tail] <= c < column[k.head] and not (boxes[k.tail].leaf and column[k.tail] == c) for k in links)
        for c in range(count - 1)
    ]
    best = [(0.0, [])] + [None] * count
    for end in range(1, count + 1):
        for start in range(end):
            lead = half[start] + (0 if start == 0 else ENTRY + turn * (cut[start - 1] + 1))
            if start and waiting[start - 1]:
                lead += 2 * half[start - 1] + gap[start - 1]
            tail = half[end - 1] + (0 if end == count else ENTRY + turn * (cut[end - 1] + 1))
            length = lead + span(half, gap, start, end - 1) + tail
            if best[start] is None or (length > width and end - start > 1):
                continue
            price = 1000 + (0 if end == count else cut[end - 1] ** 2) + 4 * (1 - min(length / width, 1)) ** 2
            price += 500 if start == count - 1 and start else 0  # a result does not stand alone
            if best[end] is None or best[start][0] + price < best[end][0]:
                best[end] = (best[start][0] + price, [*best[start][1], (start, end - 1)])
    return best[count][1]


def keep_leaves_together(boxes, links, column, bands):
    """Move every leaf that stands just before a break into a column of its own behind it."""
    column, bands = list(column), list(bands)
    for number in range(len(bands) - 1, 0, -1):
        start, end = bands[number]
        moved = [i for i, box in enumerate(boxes) if box.leaf and column[i] == start - 1]
        if not moved:
            continue
        column = [c + 1 if c >= start else c for c in column]
        for i in moved:
            column[i] = start
        bands[number] = (start, end + 1)
        bands[number + 1 :] = [(a + 1, b + 1) for a, b in bands[number + 1 :]]
    return column, bands


def across(half, gap, crossing, bands, width, turn):
    """Return for every band the x of its left edge, of each of its columns and of its right edge."""
    lines = []
    for number, (start, end) in enumerate(bands):
        lead = 0.0 if number == 0 else turn * (crossing[start - 1] + 1)
        tail = 0.0 if number == len(bands) - 1 else turn * (crossing[end] + 1)
        left = lead + half[start] + (ENTRY if lead else 0.0)
        right = tail + half[end] + (ENTRY if tail else 0.0)
        lines.append((lead, left, right, tail, span(half, gap, start, end)))
    # One stretch for all bands, so that columns keep their rhythm from line to line.
    stretch = min(
        (width - left - right - length) / max(end - start, 1)
        for (start, end), (_, left, right, _, length) in zip(bands, lines, strict=True)
    )
    placed = []
    for (start, end), (lead, left, right, tail, _) in zip(bands, lines, strict=True):
        steps = [half[k] + gap[k] + half[k + 1] + max(stretch, 0.0) for k in range(start, end)]
        if len(bands) == 1:
            steps = [max(min(step, REACH), half[k] + gap[k] + half[k + 1]) for k, step in enumerate(steps, start)]
            left += max(0.0, (width - left - right - sum(steps)) / 2)
        xs = [left]
        for step in steps:
            xs.append(xs[-1] + step)
        placed.append((lead, xs, min(width, xs[-1] + right) - tail))
    return placed


def stack(boxes, layers, paths, breaks, bands, x, half, depth, turn) -> Placed:
    """Put the bands below each other and return every item's point, y pointing up from the lowest edge."""
    points, level, y, k = {}, {}, 0.0, 0
    for number, ((start, end), (lead, xs, right)) in enumerate(zip(bands, x, strict=True)):
        first, last = number == 0, number == len(bands) - 1
        places = [*([] if first else [lead]), *xs, *([] if last else [right])]
        own = layers[k : k + len(places)]
        k += len(places)
        items = [i for layer in own for i in layer]
        top = min(depth[i] - (boxes[i].half_h if i < len(boxes) else 0.1) for i in items)
        low = max(depth[i] + (boxes[i].half_h + boxes[i].foot if i < len(boxes) else 0.1) for i in items)
        wide = [*([] if first else [0.0]), *half[start : end + 1], *([] if last else [0.0])]
        for layer, place, side in zip(own, places, wide, strict=True):
            points.update({i: (place, depth[i] - top + y) for i in layer})
            level.update({i: max(side - 0.15, 0.0) for i in layer})
        y += low - top
        if not last:
            for i in own[-1]:
                breaks[i].low = y
            y += turn * (len(own[-1]) + 3)
    for way in breaks.values():
        way.low = y - way.low
    order = range(len(points))
    return Placed([(points[i][0], y - points[i][1]) for i in order], paths, breaks, y, [level[i] for i in order])
