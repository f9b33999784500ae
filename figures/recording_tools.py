"""Three layers in a row, and three ways to leave the second out of training: only one keeps the first in."""

import itertools
from dataclasses import dataclass

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import Vertex, arrow_along, sheet, strand, wire
from .style import CARD, GUIDE, INK, RED, listing, math, math_number, words

TOOLS = ("no_grad", "detach", "requires_grad=False")
ROWS = (3.5, 2.02, 0.54)
DATA, LAYERS, OUT = 0.62, (2.0, 3.85, 5.7), 6.98
LIFT = 0.72  # from an operation up to its weight
WEIGHTS = (2.0, 3.0, 5.0)


@dataclass(frozen=True)
class Run:
    """One way through the layers: which results were recorded, and the gradients that arrived."""

    recorded: tuple  # of the three products
    wires: tuple  # gradients of the first and second product; None where none came
    grads: tuple  # of the three weights


def tools():
    """Draw z = w₃·(w₂·(w₁·x)) three times: layer two under no_grad, cut off by detach, or with its mark taken away."""
    runs = {tool: run(tool) for tool in TOOLS}
    with style.canvas(style.MAP) as fig:
        ax = sheet(fig)
        for y, (tool, found) in zip(ROWS, runs.items(), strict=True):
            _row(ax, y, tool, found)
        return style.Picture(fig, _alt(runs))


def run(tool):
    """Compute z with one of the tools, go back, and say where gradients arrived."""
    w = [torch.tensor(v, requires_grad=True) for v in WEIGHTS]
    if tool == "requires_grad=False":
        w[1].requires_grad_(False)
    first = w[0] * torch.tensor(1.0)
    with torch.set_grad_enabled(tool != "no_grad"):
        second = w[1] * first
    third = w[2] * (second.detach() if tool == "detach" else second)
    for product in (first, second):
        if product.requires_grad:
            product.retain_grad()
    third.backward()
    numbers = [None if t.grad is None else t.grad.item() for t in (first, second, *w)]
    return Run(tuple(t.requires_grad for t in (first, second, third)), tuple(numbers[:2]), tuple(numbers[2:]))


def _row(ax, y, tool, found):
    vertices = [Vertex(r"\times", x, y) for x in LAYERS]
    if tool == "no_grad":
        _frame(ax, y)
    courses = [wire(Vertex("x", DATA, y), vertices[0])]
    courses += [wire(*pair) for pair in itertools.pairwise(vertices)]
    for k, course in enumerate(courses):
        strand(ax, course, found.recorded[k])
        if k and found.wires[k - 1] is not None:
            _send(ax, course, found.wires[k - 1])
    last = wire(vertices[2], Vertex("z", OUT + 0.15, y))
    strand(ax, last)
    _send(ax, last, 1.0)
    math(ax, OUT, y, "z", 17, INK, va="center")
    graph_paint.square(ax, DATA, y, 0.24, 0.24, False)
    math(ax, DATA, y - 0.01, "x", 15, INK, ha="center", va="center")
    for k, vertex in enumerate(vertices):
        _layer(ax, vertex, k, tool, found)
    if tool == "detach":
        _cut(ax, (LAYERS[1] + LAYERS[2]) / 2, y)


def _frame(ax, y):
    left, width = LAYERS[1] - 1.02, 1.42
    look = {"fc": "#EFEDE6", "ec": GUIDE, "lw": 0.9, "zorder": -20}
    style.rounded(ax.figure, left, y - 0.36, width, LIFT + 0.72, 0.08, **look)
    words(ax, left + 0.08, y + LIFT + 0.2, "no_grad", 9.5, INK, va="center")


def _send(ax, course, gradient):
    arrow_along(ax, course, RED, True, False)
    (x, y) = course.line[len(course.line) // 2]
    math(ax, x, y - 0.21, math_number(gradient), 13.5, RED, CARD, ha="center", va="center")


def _layer(ax, vertex, k, tool, found):
    """Draw an operation, its weight above it, and the gradient that arrived there."""
    asks = not (tool == "requires_grad=False" and k == 1)
    top = vertex.y + LIFT
    x, grad = vertex.x, found.grads[k]
    strong = found.recorded[k] and asks
    color, width = (INK, 1.7) if strong else (GUIDE, 1.2)
    ax.plot([x, x], [vertex.y + 0.27, top - 0.25], color=color, lw=width, zorder=4)
    if grad is not None:
        style.arrow(ax, (x + 0.07, vertex.y + 0.27), (x + 0.07, top - 0.25), width=1.9, head=12, zorder=6)
        math(ax, x + 0.36, top, math_number(grad), 15, RED, ha="left", va="center")
    graph_paint.stadium(ax, x, vertex.y, 0.25, 0.25)
    math(ax, x, vertex.y - 0.01, vertex.sign, 15, INK, ha="center", va="center")
    graph_paint.square(ax, x, top, 0.24, 0.24, asks)
    math(ax, x, top - 0.01, f"w_{k + 1}", 14, CARD if asks else INK, ha="center", va="center")
    if not asks:
        words(ax, x + 0.34, top, tool.replace("=", "\n= "), 9.5, INK, va="center")


def _cut(ax, x, y):
    """Cut a wire: a gap between two bars, and the name of the tool."""
    ax.plot([x - 0.05, x + 0.05], [y, y], color=CARD, lw=6, zorder=7)
    for side in (-0.05, 0.05):
        ax.plot([x + side] * 2, [y - 0.13, y + 0.13], color=INK, lw=1.7, zorder=8)
    words(ax, x, y + 0.27, "detach", 9.5, INK, ha="center", va="center")


def _alt(runs):
    parts = []
    for tool, found in runs.items():
        arrived = listing(f"w{k + 1} ({math_number(g)})" for k, g in enumerate(found.grads) if g is not None)
        parts.append(f"with {tool} {arrived}")
    return f"Graph of three layers, drawn three times. Weights that get a gradient: {'; '.join(parts)}."
