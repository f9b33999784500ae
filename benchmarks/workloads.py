"""The workloads: each is one function, its inputs, and its gradient written by hand in NumPy."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np

STATE = np.random.RandomState(5)


@dataclass
class Workload:
    """`function(m, *leaves)` gives the loss; `exact(*arrays)` its gradients by hand; `limits` ratios not to exceed."""

    name: str
    function: object
    arrays: list
    exact: object
    limits: dict = field(default_factory=dict)
    scalars_only: bool = False
    libraries: tuple = ("autograd_lite", "torch", "mygrad", "autograd")
    turns: int = 60


def chain(n: int, size: int | None, turns: int, sines: bool = False) -> Workload:
    """Return y ← y·c, y ← y + 0.1, y ← y − c, y ← 1.1·y, and so on, n operations; with `sines` the third is sin y."""

    def forward(m, x, c):
        y, stages = x, []
        for step in range(n):
            stages.append(y)
            kind = step % 4
            if kind == 0:
                y = y * c
            elif kind == 1:
                y = y + 0.1
            elif kind == 2:
                y = m.sin(y) if sines else y - c
            else:
                y = 1.1 * y
        return y, stages

    def function(m, x, c):
        y = forward(m, x, c)[0]
        return y if size is None else y.sum()

    def exact(x, c):
        y, stages = forward(np, x, c)
        grad, grad_c = np.ones_like(y), 0.0
        for step in reversed(range(n)):
            kind = step % 4
            if kind == 0:
                grad_c, grad = grad_c + grad * stages[step], grad * c
            elif kind == 2:
                grad_c, grad = (grad_c, grad * np.cos(stages[step])) if sines else (grad_c - grad, grad)
            elif kind == 3:
                grad = 1.1 * grad
        return [grad, grad_c]

    start = 0.7 if size is None else np.linspace(0.5, 0.9, size)
    factor = 0.9 if size is None else np.linspace(0.85, 0.95, size)
    what = f"{n:,} scalar operations" if size is None else f"{n} operations on {size:,} elements"
    what += ", a quarter of them sines" if sines else ""
    return Workload(f"chain of {what}", function, [start, factor], exact, {} if sines else {"torch": 0.5}, turns=turns)


def scalar_network() -> Workload:
    """Return the loss of a 2-16-16-1 network of single numbers at one sample, as micrograd builds it."""
    sizes, sample = (2, 16, 16, 1), (0.6, -0.4)
    shapes = [(b, a + 1) for a, b in itertools.pairwise(sizes)]
    arrays = [float(v) for v in STATE.uniform(-1, 1, sum(a * b for a, b in shapes))]

    def function(m, *weights):
        values, place = list(sample), 0
        for layer, (rows, columns) in enumerate(shapes):
            outputs = []
            for _ in range(rows):
                total = weights[place + columns - 1]
                for value, weight in zip(values, weights[place : place + columns - 1], strict=True):
                    total = total + weight * value
                outputs.append(total if layer == 2 else m.relu(total))
                place += columns
            values = outputs
        return (values[0] - 1.0) * (values[0] - 1.0)

    def exact(*weights):
        place, layers, values = 0, [], [np.array(sample)]
        for layer, (rows, columns) in enumerate(shapes):
            layers.append(np.reshape(weights[place : place + rows * columns], (rows, columns)))
            place += rows * columns
            out = layers[-1][:, :-1] @ values[-1] + layers[-1][:, -1]
            values.append(out if layer == 2 else np.maximum(out, 0))
        grad, found = 2 * (values[-1] - 1.0), []
        for layer in (2, 1, 0):
            grad = grad if layer == 2 else grad * (values[layer + 1] > 0)
            found.insert(0, np.column_stack([np.outer(grad, values[layer]), grad]).reshape(-1))
            grad = grad @ layers[layer][:, :-1]
        return list(np.concatenate(found))

    limits = {"torch": 0.5, "micrograd": 1.6}
    libraries = ("autograd_lite", "torch", "micrograd", "mygrad", "autograd")
    return Workload("scalar MLP 2-16-16-1, one sample", function, arrays, exact, limits, True, libraries, 30)


def training_step() -> Workload:
    """Return one training step's loss of a 784-256-10 network, batch 256: tanh, then squared distance."""
    x, y = STATE.standard_normal((256, 784)), STATE.standard_normal((256, 10))
    shapes = ((784, 256), (256,), (256, 10), (10,))
    arrays = [STATE.standard_normal(shape) * 0.05 for shape in shapes]
    data = {}

    def function(m, w1, b1, w2, b2):
        if m not in data:
            data[m] = (m.constant(x), m.constant(y))
        xs, ys = data[m]
        difference = m.tanh(xs @ w1 + b1) @ w2 + b2 - ys
        return (difference * difference).mean()

    def exact(w1, b1, w2, b2):
        hidden = np.tanh(x @ w1 + b1)
        difference = hidden @ w2 + b2 - y
        grad = difference * (2 / difference.size)
        grad_hidden = (grad @ w2.T) * (1 - hidden * hidden)
        return [x.T @ grad_hidden, grad_hidden.sum(0), hidden.T @ grad, grad.sum(0)]

    return Workload("training step, MLP 784-256-10, batch 256", function, arrays, exact, {"numpy": 1.10}, turns=20)


def hessian_cases(size: int = 20) -> dict:
    """Return, by name, functions of 20 variables with their start and their Hessian by hand."""
    x = np.linspace(-1, 1, size)
    matrix = STATE.standard_normal((size, size)) / size

    def coupled(m, x):
        return m.sin(m.constant(matrix) @ x).sum() + (x * x * x).sum()

    def neighbours(m, x):
        return (x[:-1] * x[:-1] * x[1:]).sum() + m.sin(x).sum()

    exact = np.diag(-np.sin(x))
    for i in range(size - 1):
        exact[i, i] += 2 * x[i + 1]
        exact[i, i + 1] += 2 * x[i]
        exact[i + 1, i] += 2 * x[i]
    of_coupled = -matrix.T @ np.diag(np.sin(matrix @ x)) @ matrix + np.diag(6 * x)
    return {"Σ sin(Ax) + Σ x³": (coupled, x, of_coupled), "Σ xᵢ²xᵢ₊₁ + Σ sin x": (neighbours, x, exact)}


WORKLOADS = [
    chain(100, None, 100),
    chain(1000, None, 40),
    scalar_network(),
    chain(100, 10, 100),
    chain(100, 1000, 60),
    chain(100, 1000, 60, sines=True),
    training_step(),
]
