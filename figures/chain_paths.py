"""e = (a + b)(b + 1) with a slope on every wire: follow all paths of one input, multiply along, add (lesson 07)."""

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import Vertex, pill, put, sheet, slope_label, strand, wire
from .graph_text import Label, factor
from .style import BLUE, INK, listing, math, math_number, number

PLACES = {
    "a": Vertex("a", 0.75, 2.45, leaf=True),
    "b": Vertex("b", 0.75, 1.0, leaf=True),
    "c": Vertex("+", 2.35, 2.45),
    "d": Vertex("+1", 2.35, 0.8),
    "e": Vertex(r"\times", 3.95, 1.62),
}
WIRES = {
    ("a", "c"): (0, 0.1),
    ("b", "c"): (0.1, -0.1),
    ("b", "d"): (-0.1, 0),
    ("c", "e"): (0, 0.1),
    ("d", "e"): (0, -0.1),
}
SHARE = {("b", "c"): 0.4, ("b", "d"): 0.62}
COLUMN, HIGHEST, ROW = 4.75, 2.38, 0.46  # where the products stand
INPUTS = ("a", "b")


def paths(into="b", a=2.0, b=1.0):
    """Draw the graph of e = (a + b)(b + 1), every wire with its local slope, and add up the paths of one input.

    `into` is the input, "a" or "b". Raises ValueError for another one.

        paths("a")
    """
    if into not in INPUTS:
        raise ValueError('into must be "a" or "b"')
    values, slopes = measured(float(a), float(b))
    found = routes(into)
    parts = [product(slopes, route) for route in found]
    with style.canvas(3.3) as fig:
        ax = sheet(fig)
        math(fig, COLUMN, 2.93, "e = (a + b)(b + 1)", 14, INK, va="center")
        _graph(ax, values, slopes, {step for route in found for step in route})
        _sum(ax, into, slopes, found, parts)
        return style.Picture(fig, _alt(into, values, found, parts))


def measured(a, b):
    """Return the five values, and the slope of every operation by each of its inputs, from autograd_lite."""
    inputs = [torch.tensor(v, requires_grad=True) for v in (a, b)]
    c, d = inputs[0] + inputs[1], inputs[1] + 1
    values = {"a": a, "b": b, "c": c.item(), "d": d.item(), "e": (c * d).item()}
    slopes = {}
    for head, rule in {"c": lambda p, q: p + q, "d": lambda p: p + 1, "e": lambda p, q: p * q}.items():
        tails = [tail for tail, end in WIRES if end == head]
        own = [torch.tensor(values[tail], requires_grad=True) for tail in tails]
        for tail, slope in zip(tails, torch.autograd.grad(rule(*own), own), strict=True):
            slopes[tail, head] = slope.item()
    return values, slopes


def routes(start, end="e"):
    """Return every path from one vertex to another, each a list of wires."""
    if start == end:
        return [[]]
    return [[(tail, head), *rest] for tail, head in WIRES if tail == start for rest in routes(head, end)]


def product(slopes, route):
    """Multiply the slopes along one path."""
    out = 1.0
    for step in route:
        out *= slopes[step]
    return out + 0.0


def _graph(ax, values, slopes, taken):
    for ends, doors in WIRES.items():
        course = wire(PLACES[ends[0]], PLACES[ends[1]], *doors)
        if ends in taken:
            graph_paint.halo_wire(ax, course, 13)
        strand(ax, course, ends in taken)
        above = ends not in (("b", "d"), ("d", "e"))
        slope_label(ax, course, math_number(slopes[ends]), SHARE.get(ends, 0.5), ends in taken, above)
    for name, vertex in PLACES.items():
        put(ax, vertex, note=f"{name} = {math_number(values[name])}", under=name in "bd")


def _sum(ax, into, slopes, found, parts):
    """Write one row per path, and below a line their sum."""
    for k, (route, part) in enumerate(zip(found, parts, strict=True)):
        y = HIGHEST - ROW * k
        names = [route[0][0], *(head for _, head in route)]
        math(ax, COLUMN, y, r" \to ".join(names), 14, INK, va="center")
        factors = r" \cdot ".join(factor(slopes[step]) for step in route)
        math(ax, 6.05, y, f"{factors} = {math_number(part)}", 14, BLUE, va="center")
    y = HIGHEST - ROW * len(found) + 0.18
    style.line(ax.figure, [COLUMN, 7.25], [y, y], color=style.AXIS)
    terms = " + ".join(factor(part) for part in parts)
    total = math_number(sum(parts) + 0.0)
    whole = f"{terms} = {total}" if len(parts) > 1 else total
    label = Label((rf"\dfrac{{\partial e}}{{\partial {into}}} = {whole}",), 17)
    pill(ax, label, COLUMN + 0.13, y - 0.52, BLUE)


def _alt(into, values, found, parts):
    ways = listing(f"{'-'.join([route[0][0], *(h for _, h in route)])} gives {number(p)}" for route, p in
                   zip(found, parts, strict=True))  # fmt: skip
    return (
        f"Graph of e = (a + b)(b + 1) at a = {number(values['a'])}, b = {number(values['b'])}, a slope on each wire. "
        f"Paths from {into}, slopes multiplied: {ways}. The sum, ∂e/∂{into}, is {number(sum(parts) + 0.0)}."
    )
