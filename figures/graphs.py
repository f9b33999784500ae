"""Computation graphs: drawn as autograd recorded them, and stepped through backward.

    draw_graph(L, names={"w": w, "x": x})          # the graph behind L
    step_backward(L, names={"w": w, "x": x})       # the backward pass, one gradient at a time

Squares are leaves: filled if they collect a gradient, hollow if they are data or frozen. Circles are operations.
A value stands above its wire where the graph still knows it; a gradient stands below, once it was sent.
"""

import numpy as np

import autograd_lite as torch
from autograd_lite import Tensor

from .graph_drawing import Drawing, Moment
from .graph_scene import Scene, read
from .graph_steps import Steps
from .graph_text import rows, value_words
from .style import Picture, listing


def draw_graph(z, names=None, show_grad_fn=False, values=True):
    """Draw the graph recorded behind `z`, a tensor or a list of tensors, and return the Picture.

    `names` maps names to tensors: `names={"w": w, "p": p}`, or `names=globals()`. A name gives its tensor a letter, and
    a value that the graph itself no longer knows. `show_grad_fn` writes `MulBackward0` instead of ×, `values=False`
    leaves the numbers away. A leaf that holds a `.grad` shows it. Raises ValueError beyond 60 nodes.
    """
    scene = read(_as_list(z), names)
    feet = {}
    for i, vertex in enumerate(scene.vertices):
        if vertex.kind == "leaf" and values and vertex.tensor.grad is not None:
            feet[i] = rows(r"\mathrm{grad}", vertex.tensor.grad.detach().numpy())
    drawing = Drawing(scene, feet=feet, values=values, grad_fn=show_grad_fn, heading=scene.heading())
    return Picture(drawing.figure(Moment(feet=feet)), _alt(scene))


def step_backward(z, names=None, gradient=None):
    """Run backward from `z` under the engine's trace and return its steps, ready to be watched.

    The object has `.steps` (how many), `.draw(step)` (a Picture) and `.filmstrip()`; a cell that ends with it shows the
    filmstrip, and `explore(it.draw, step=(0, it.steps, 1))` is a slider. The engine really runs, once, but no `.grad`
    changes and the graph can be used again. `names` as in `draw_graph`; `gradient` is needed if `z` is not one number.
    Raises what `backward` raises.
    """
    return Steps(_as_list(z), names, None if gradient is None else tuple(_as_list(gradient)))


def loss_graph(step=4, w=3.0, x=2.0, y=10.0):
    """Draw the backward pass through L = (w·x − y)² after `step` of its 7 steps."""
    return _loss_steps(w, x, y).draw(step)


def loss_strip(w=3.0, x=2.0, y=10.0):
    """Draw the backward pass through L = (w·x − y)² as a strip of small frames."""
    return _loss_steps(w, x, y).filmstrip()


def square_graph(step=3, x=3.0):
    """Draw the backward pass through y = 2x, z = y·y after `step` of its 5 steps: two wires bring 6 and 6."""
    x = torch.tensor(float(x), requires_grad=True)
    y = 2 * x
    z = y * y
    return step_backward(z, {"x": x, "y": y, "z": z}).draw(step)


def sum_graph(a=2.0, b=1.0):
    """Draw the graph of e = (a + b)(b + 1): b is used twice, so two paths lead from it to e."""
    a, b = (torch.tensor(float(v), requires_grad=True) for v in (a, b))
    one = torch.tensor(1.0)
    c, d = a + b, b + one
    e = c * d
    return draw_graph(e, {"a": a, "b": b, "c": c, "d": d, "e": e, "1": one})


FIGURES = (loss_graph, loss_strip, square_graph, sum_graph)


def _loss_steps(w, x, y) -> Steps:
    w, x, y = (torch.tensor(float(v), requires_grad=v is not y) for v in (w, x, y))
    p = w * x
    d = p - y
    L = d**2
    return step_backward(L, {"w": w, "x": x, "y": y, "p": p, "d": d, "L": L})


def _as_list(z) -> list:
    return [z] if isinstance(z, Tensor) else list(z)


def _alt(scene: Scene) -> str:
    """Describe a graph in 15 to 50 words: its leaves, its operations in order, its result."""
    kinds = {kind: [v for v in scene.vertices if v.kind == kind] for kind in ("leaf", "data", "op", "out")}
    results = listing(f"{v.word} = {value_words(v.value)}" for v in kinds["out"] or kinds["data"])
    if not kinds["op"]:
        return (
            f"Computation graph without operations: one square stands for {results}, and backward has nothing to run."
        )
    leaves = kinds["leaf"]
    named = listing(_known(v) for v in leaves) if len(leaves) <= 4 else f"{len(leaves)} leaves"
    data = f", {listing(v.word for v in kinds['data'])} given as data" if 0 < len(kinds["data"]) <= 3 else ""
    steps = [v.grad_fn[0] for v in kinds["op"]]
    through = listing(steps) if len(steps) <= 6 else f"{len(steps)} operations, from {steps[0]} to {steps[-1]}"
    opening = f"Computation graph, read from left to right: {named} collecting gradients{data}"
    return f"{opening}, then {through}, ending in {results}."


def _known(vertex) -> str:
    return vertex.word if np.ndim(vertex.value) else f"{vertex.word} = {value_words(vertex.value)}"
