"""L = (w·x + b)² swept from the end, or three times from the start: the multiplications are counted (lesson 07)."""

from dataclasses import dataclass

from matplotlib.patches import Circle

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import Vertex, arrow_along, beside, pill, put, sheet, slope_label, strand, wire
from .graph_text import Label, factor
from .style import CARD, GUIDE, INK, PLUM, RED, math, math_number, number, words

AT = {"w": 3.0, "x": 2.0, "b": -2.0}
PLACES = {
    "w": Vertex("w", 0.75, 3.4, leaf=True),
    "x": Vertex("x", 0.75, 2.2, leaf=True),
    "b": Vertex("b", 2.4, 1.5, leaf=True),
    "p": Vertex(r"\times", 2.4, 2.85),
    "q": Vertex("+", 4.15, 2.3),
    "L": Vertex(r"(\;)^2", 5.9, 2.3),
}
WIRES = {("w", "p"): (0, 0.1), ("x", "p"): (0, -0.1), ("p", "q"): (0, 0.1), ("b", "q"): (0, -0.1), ("q", "L"): (0, 0)}
BACK = (("q", "L"), ("p", "q"), ("b", "q"), ("w", "p"), ("x", "p"))  # newest first
WAYS = ("reverse", "forward")
MOST = 8  # steps of the longer way


@dataclass(frozen=True)
class Product:
    """One multiplication of a sweep: the wire it belongs to, what came, the wire's slope, and what goes on."""

    wire: tuple
    came: float
    slope: float
    sent: float
    sweep: str


def sweep(step=3, way="reverse"):
    """Draw `step` multiplications of the sweep back, or of the three sweeps forward, through L = (w·x + b)².

    `way` is "reverse" (5 multiplications, one sweep) or "forward" (8, one sweep per input); a step beyond the last
    shows the end. Raises ValueError for another way or a negative step.
    """
    if way not in WAYS or step < 0:
        raise ValueError('way must be "reverse" or "forward", and step at least 0')
    values, slopes = measured()
    plans = {"reverse": backward(slopes), "forward": forward(slopes)}
    step = min(int(step), len(plans[way]))
    done = plans[way][:step]
    with style.canvas(4.35) as fig:
        ax = sheet(fig)
        math(fig, 2.05, 3.95, "L = (w\\,x + b)^2", 14, INK, va="center")
        _graph(ax, values, slopes, done, way)
        _rule(ax, done, way)
        for row, name in enumerate(WAYS):
            _tally(ax, name, plans[name], step if name == way else None, 0.83 - 0.42 * row)
        return style.Picture(fig, _alt(way, plans, done))


def measured():
    """Return the values, and the slope on every wire, from autograd_lite."""
    values = dict(AT)
    values["p"] = values["w"] * values["x"]
    values["q"] = values["p"] + values["b"]
    values["L"] = values["q"] ** 2
    slopes = {}
    for head, rule in {"p": lambda s, t: s * t, "q": lambda s, t: s + t, "L": lambda s: s**2}.items():
        tails = [tail for tail, end in WIRES if end == head]
        own = [torch.tensor(values[tail], requires_grad=True) for tail in tails]
        for tail, slope in zip(tails, torch.autograd.grad(rule(*own), own), strict=True):
            slopes[tail, head] = slope.item()
    return values, slopes


def backward(slopes):
    """Sweep once from L: one multiplication per wire."""
    grad, out = {"L": 1.0}, []
    for tail, head in BACK:
        sent = grad[head] * slopes[tail, head]
        out.append(Product((tail, head), grad[head], slopes[tail, head], sent, "L"))
        grad[tail] = grad.get(tail, 0.0) + sent
    return out


def forward(slopes):
    """Sweep once from each input, along the wires that it reaches."""
    out = []
    for start in AT:
        rate = {start: 1.0}
        for tail, head in WIRES:
            if tail in rate:
                sent = rate[tail] * slopes[tail, head]
                out.append(Product((tail, head), rate[tail], slopes[tail, head], sent, start))
                rate[head] = rate.get(head, 0.0) + sent
    return out


def _graph(ax, values, slopes, done, way):
    current = done[-1].sweep if done else None
    shown = {product.wire: product for product in done if product.sweep == current}
    color = RED if way == "reverse" else PLUM
    for ends, doors in WIRES.items():
        course = wire(PLACES[ends[0]], PLACES[ends[1]], *doors)
        now = bool(done) and ends == done[-1].wire
        if now:
            graph_paint.halo_wire(ax, course, 16)
        strand(ax, course)
        slope_label(ax, course, math_number(slopes[ends]), 0.5)
        if ends in shown:
            arrow_along(ax, course, color, way == "reverse", now)
            x, y = beside(course, 0.5, -0.24)
            sent = math_number(shown[ends].sent)
            math(ax, x, y, sent, 17 if now else 13.5, color, CARD, ha="center", va="center")
    acting = done[-1].wire[1 if way == "reverse" else 0] if done else None
    for name, vertex in PLACES.items():
        note = None if name in "Lpq" else f"{name} = {math_number(values[name])}"
        put(ax, vertex, now=name == acting and not vertex.leaf, note=None if name == "b" else note, under=name == "x")
        if name == "b":  # below it stand the discs
            math(ax, vertex.x - 0.33, vertex.y, note, 13, INK, ha="right", va="center")
        if name in "pq":
            math(ax, vertex.x, vertex.y + 0.33, math_number(values[name]), 13, INK, CARD, ha="center", va="bottom")
    ax.plot([6.2, 6.75], [2.3, 2.3], color=INK, lw=1.7, solid_capstyle="round", zorder=4)
    math(ax, 6.47, 2.43, math_number(values["L"]), 13, INK, ha="center", va="bottom")
    math(ax, 6.95, 2.3, "L", 17, INK, va="center")


def _rule(ax, done, way):
    """Write the multiplication of this step on a pill, and their number beside it."""
    count = len(done)
    words(ax, 6.78, 3.95, "multiplications", 10.5, INK, ha="right", va="center")
    math(ax, 7.2, 3.95, str(count), 19, INK, ha="right", va="center")
    if done:
        last = done[-1]
        text = rf"{factor(last.came)} \cdot {factor(last.slope)} = {math_number(last.sent)}"
        label = Label((text,), 15)
        pill(ax, label, 4.2, 3.35, RED if way == "reverse" else PLUM)


def _tally(ax, name, plan, step, y):
    """Draw one disc per multiplication of a way: done filled, to come hollow; sweeps stand apart."""
    color = RED if name == "reverse" else PLUM
    words(ax, 0.51, y, name, 10.5, color if step is not None else style.GREY, va="center")
    x, last = 1.55, None
    for k, product in enumerate(plan):
        if product.sweep != last:
            x += 0 if last is None else 0.3
            math(ax, x, y - 0.005, f"{product.sweep}:", 13, INK if step is not None else style.GREY, va="center")
            x, last = x + 0.42, product.sweep
        done = step is not None and k < step
        look = {"fc": color, "ec": color} if done else {"fc": CARD, "ec": GUIDE}
        ax.add_patch(Circle((x, y), 0.075, lw=1.3, zorder=16, **look))
        x += 0.26
    math(ax, 7.2, y, str(len(plan)), 15, color if step is not None else style.GREY, ha="right", va="center")


def _alt(way, plans, done):
    opening = "Graph of L = (w x + b)² at w = 3, x = 2, b = −2, with a slope on each wire."
    both = f"Reverse needs {len(plans['reverse'])} in one sweep, forward {len(plans['forward'])} in three."
    if not done:
        return f"{opening} Nothing has been multiplied yet. {both}"
    last = done[-1]
    start = "back from L" if way == "reverse" else f"forward from {last.sweep}"
    return (
        f"{opening} Sweep {start}, multiplication {len(done)}: {number(last.came)} times {number(last.slope)}. {both}"
    )
