"""y + y, again and again: every operation doubles the paths, and backward visits each operation once (lesson 07)."""

from itertools import pairwise

import numpy as np

import autograd_lite as torch

from . import style
from .chain_marks import Vertex, put, sheet, strand, wire
from .style import INK, PLUM, RED, math, number, words

LONGEST = 10  # operations of the longest ladder in the plot
LONGEST_DRAWN = 6  # operations of the longest ladder that is drawn


def ladder(k=3):
    """Draw k operations y + y in a row, one of their paths, and the number of paths beside that of visits.

    Raises ValueError if k is not one of 1 to 6.
    """
    if int(k) != k or not 1 <= k <= LONGEST_DRAWN:
        raise ValueError(f"k must be one of 1 to {LONGEST_DRAWN}")
    counts = [counted(n) for n in range(1, LONGEST + 1)]
    with style.canvas(3.6) as fig:
        _drawing(sheet(fig), int(k), counts[int(k) - 1])
        _growth(fig, int(k), counts)
        return style.Picture(fig, _alt(int(k), *counts[int(k) - 1]))


def counted(k):
    """Build the ladder with autograd_lite; count its paths one by one, and the operations that backward runs."""
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(k):
        y = y + y
    with torch.autograd.engine.trace() as steps:
        y.backward()
    return _paths(y.grad_fn), sum(step.node.name() != "AccumulateGrad" for step in steps)


def _paths(node):
    if not node.next_functions:
        return 1
    return sum(_paths(source) for source, _ in node.next_functions if source is not None)


def _drawing(ax, k, counts):
    """Draw the ladder in the upper half, with one zigzag path through it."""
    gap = min(1.35, 5.5 / k)
    left = 3.62 - gap * k / 2
    y = 2.85
    row = [Vertex("x", left, y, leaf=True), *(Vertex("+", left + gap * (n + 1), y) for n in range(k))]
    for n, (tail, head) in enumerate(pairwise(row)):
        chosen = 0.5 if n % 2 == 0 else -0.5
        for side in (0.5, -0.5):
            course = wire(tail, head, side=side)
            strand(ax, course, side == chosen)
            if side == chosen:
                ax.plot(*course.line.T, color=PLUM, lw=3, solid_capstyle="round", zorder=5)
    for vertex in row:
        put(ax, vertex)
    end = row[-1].x + 0.25
    ax.plot([end + 0.04, end + 0.3], [y, y], color=INK, lw=1.7, solid_capstyle="round", zorder=4)
    math(ax, end + 0.38, y, f"y_{{{k}}}", 15, INK, va="center")
    for x, what, count, color in ((0.55, "paths", counts[0], PLUM), (1.95, "visits", counts[1], RED)):
        math(ax, x, 1.3, str(count), 30, color, va="center")
        words(ax, x, 0.85, what, 10.5, color, va="center")


def _growth(fig, k, counts):
    """Draw both counts against k, on a scale on which doubling is one step up."""
    ax = style.ax_in(fig, 3.75, 0.5, 2.75, 1.5)
    ax.set(xlim=(0.6, LONGEST + 0.4), ylim=(-0.3, 10.6))
    n = np.arange(1, LONGEST + 1)
    for which, color, name, marker in ((0, PLUM, "paths", "o"), (1, RED, "visits", "s")):
        heights = np.log2([pair[which] for pair in counts])
        ax.plot(n, heights, color=color, lw=1.3, zorder=4, clip_on=False)
        for x, height in zip(n, heights, strict=True):
            style.dot(ax, x, height, color, 8 if x == k else 4.2, marker=marker, mew=1.2 if x == k else 0.6)
        words(ax, LONGEST + 0.45, heights[-1], f"{counts[-1][which]} {name}", 10.5, color, va="center")
    style.guide(ax, x=k)
    style.ticks(ax, sorted({1, k, LONGEST}), [(0, "1"), (5, "32"), (10, "1024")])
    math(ax, LONGEST + 0.6, -0.3, "k", 12.5, INK, va="center")


def _alt(k, paths, visits):
    times = "once" if k == 1 else f"{k} times in a row"
    operations = "1 operation" if visits == 1 else f"{number(visits)} operations"
    return (
        f"A ladder: x, then y + y {times}, two wires into every operation. It has {number(paths)} paths from x to the "
        f"end, one drawn thick, and {operations} to visit. Beside it both counts up to k = {LONGEST}: "
        f"{2**LONGEST} against {LONGEST}."
    )
