"""z = y·y with y = 2x at three moments: recorded, after one backward, after a second round (lesson 09)."""

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import SIDE, Vertex, beside, put, sheet, wire
from .graph_text import Label
from .style import AMBER, CARD, GREY, INK, RED, math, math_number, number, words

HEIGHT, BAND = 5.3, 1.62
LEAF, TWICE, TIMES, END = 2.72, 4.2, 5.75, 7.05  # where the marks stand, from left to right
BOX = (0.42, 1.12, 0.86)  # left, width, height of the box that holds .grad
MOMENTS = ("forward", "forward, backward", "once more: forward, backward")


def moments(x=3.0):
    """Draw the graph of z = y·y, y = 2x three times, with what x.grad holds and what each pass brings.

    The numbers come from autograd_lite: each pass is a real one, and x is never cleared.
    """
    states = measured(float(x))
    with style.canvas(HEIGHT) as fig:
        ax = sheet(fig)
        for row, state in enumerate(states):
            y = HEIGHT - 1.02 - BAND * row
            if row:
                style.line(fig, [0.42, 7.18], [y + 0.83, y + 0.83])
            _graph(ax, y, state, names=row == 0)
            _box(ax, y, state, now=row == 2)
            words(fig, 0.42, y + 0.58, MOMENTS[row], 10.5, INK, va="center")
        return style.Picture(fig, _alt(x, states))


def measured(x):
    """Run forward, backward, forward, backward without clearing x; return what is seen at the three moments.

    Each has the values of x, y, z, the names of the nodes, what x.grad holds, what it held before, and what the pass
    brought to each wire (None before any).
    """
    leaf = torch.tensor(x, requires_grad=True)
    states = [_state(leaf, *_forward(leaf), None, None)]
    for _ in range(2):
        y, z = _forward(leaf)
        before = None if leaf.grad is None else leaf.grad.item()
        factors = [torch.tensor(y.item(), requires_grad=True) for _ in range(2)]
        shares = [g.item() for g in torch.autograd.grad(factors[0] * factors[1], factors)]
        z.backward()
        brought = {"z": 1.0, "y": shares, "x": leaf.grad.item() - (before or 0.0)}
        states.append(_state(leaf, y, z, before, brought))
    return states


def _forward(leaf):
    y = 2 * leaf
    return y, y * y


def _state(leaf, y, z, before, brought):
    return {
        "values": (leaf.item(), y.item(), z.item()),
        "names": (type(y.grad_fn).__name__, type(z.grad_fn).__name__),
        "grad": None if leaf.grad is None else leaf.grad.item(),
        "before": before,
        "brought": brought,
    }


def _graph(ax, y, state, names):
    """Draw one copy of the graph around height y; its backward tracks only where a pass has run."""
    leaf, twice = Vertex("x", LEAF, y, leaf=True), Vertex(r"2\,\times", TWICE, y)
    times, end = Vertex(r"\times", TIMES, y), Vertex("z", END, y)
    brought = state["brought"] or {"x": None, "y": (None, None), "z": None}
    for vertex in (leaf, twice, times):
        put(ax, vertex)
    first, middle, last = (math_number(value) for value in state["values"])
    _wire(ax, wire(leaf, twice), first, brought["x"])
    for side in (1, -1):
        _wire(ax, wire(twice, times, side=side), f"y = {middle}" if side > 0 else middle, brought["y"][side < 0])
    _wire(ax, wire(times, end), last, brought["z"])
    math(ax, END - 0.12, y, "z", 18, INK, ha="center", va="center")
    if names:
        for place, name in zip((TWICE, TIMES), state["names"], strict=True):
            words(ax, place, y - 0.56, name, style.FLOOR, GREY, CARD, ha="center", va="center")
        words(ax, LEAF, y - 0.42, "AccumulateGrad", style.FLOOR, GREY, CARD, ha="center", va="center")


def _wire(ax, course, value, gradient, gap=0.17):
    graph_paint.forward(ax, course, gradient is not None)
    if value:
        math(ax, *beside(course, 0.5, gap), value, 13, INK, ha="center", va="center")
    if gradient is not None:
        graph_paint.backward(ax, course)
        math(ax, *beside(course, 0.5, -gap - 0.02), math_number(gradient), 13, RED, ha="center", va="center")


def _box(ax, y, state, now):
    """Draw the box of x.grad: None in grey, or the number, and under it how it came about."""
    left, wide, high = BOX
    if now:
        style.rounded(
            ax.figure, left - 0.09, y - high / 2 - 0.21, wide + 0.18, high + 0.18, 0.12, fc=AMBER, ec="none", zorder=-46
        )
    style.rounded(ax.figure, left, y - high / 2 - 0.12, wide, high, 0.06, fc=CARD, ec=INK, lw=1.4, zorder=-45)
    words(ax, left + 0.1, y + high / 2 - 0.27, "x.grad", style.FLOOR, GREY, va="center")
    held, before = state["grad"], state["before"]
    middle = (left + wide / 2, y - (0.2 if before is None else 0.13))
    if held is None:
        words(ax, *middle, "None", 12.5, GREY, ha="center", va="center")
        return
    style.arrow(ax.figure, (LEAF - SIDE - 0.06, y - 0.09), (left + wide + 0.07, y - 0.09), RED, 2.0, 12)
    math(ax, (LEAF - SIDE + left + wide) / 2, y + 0.1, rf"+\,{math_number(state['brought']['x'])}", 14, RED,
         ha="center", va="center")  # fmt: skip
    math(ax, *middle, math_number(held), 24 if now else 19, RED, ha="center", va="center")
    if before is not None:
        text = Label((rf"{math_number(before)} + {math_number(state['brought']['x'])}",), 12)
        graph_paint.write(ax, text, middle[0], y - 0.43, RED)


def _alt(x, states):
    first, second, third = states
    return (
        f"The graph of z = y·y, y = 2x at x = {number(x)} three times. After forward x.grad is {first['grad']}; "
        f"after backward {number(second['grad'])}; after a second round {number(third['grad'])}, though each pass "
        f"brings {number(third['brought']['x'])}."
    )
