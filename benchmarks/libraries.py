"""The libraries that are compared, behind one door: leaves in, gradients out.

A workload is written once as `f(m, *leaves)`, where `m` offers the few functions it needs under NumPy's names.
A library that is not installed is left out of the table.
"""

from __future__ import annotations

import importlib

import numpy as np


class TorchLike:
    """torch and autograd_lite: the same code runs on both."""

    def __init__(self, name: str):
        self.module = importlib.import_module(name)
        self.module.set_default_dtype(self.module.float64)
        if name == "torch":
            self.module.set_num_threads(1)
        for function in ("sin", "tanh", "exp", "maximum", "logsumexp"):
            setattr(self, function, getattr(self.module, function))

    def gradients(self, f, arrays):
        """Return a function that runs f forward and backward on fresh leaves and gives the gradients."""
        tensor, keep = self.module.tensor, [np.asarray(a) for a in arrays]
        leaves = [tensor(a, requires_grad=True) for a in keep]

        def run():
            for leaf in leaves:
                leaf.grad = None
            f(self, *leaves).backward()
            return [leaf.grad for leaf in leaves]

        return run

    def relu(self, x):
        return self.module.relu(x)

    def constant(self, array):
        """Return data that no gradient is wanted for."""
        return self.module.tensor(array)

    def number(self, gradient):
        """Return a gradient as an array."""
        return gradient.detach().numpy()


class MyGrad:
    """MyGrad (2.x)."""

    def __init__(self, name: str = "mygrad"):
        self.module = importlib.import_module(name)
        for function in ("sin", "tanh", "exp", "maximum"):
            setattr(self, function, getattr(self.module, function))

    def gradients(self, f, arrays):
        leaves = [self.module.tensor(np.array(a, dtype=float)) for a in arrays]

        def run():
            for leaf in leaves:
                leaf.null_grad()
            f(self, *leaves).backward()
            return [leaf.grad for leaf in leaves]

        return run

    def relu(self, x):
        return self.module.maximum(x, 0.0)

    def constant(self, array):
        return array

    def number(self, gradient):
        return np.asarray(gradient)


class HipsAutograd:
    """HIPS autograd: differentiates functions, keeps no leaves."""

    def __init__(self, name: str = "autograd"):
        self.grad = importlib.import_module(name).grad
        module = importlib.import_module(name + ".numpy")
        self.sin, self.tanh, self.exp, self.maximum = module.sin, module.tanh, module.exp, module.maximum

    def gradients(self, f, arrays):
        whole = self.grad(lambda leaves: f(self, *leaves))
        keep = [np.array(a, dtype=float) if np.ndim(a) else float(a) for a in arrays]
        return lambda: whole(keep)

    def relu(self, x):
        return self.maximum(x, 0.0)

    def constant(self, array):
        return array

    def number(self, gradient):
        return np.asarray(gradient)


class Micrograd:
    """micrograd: scalars only."""

    def __init__(self, name: str = "micrograd"):
        self.value = importlib.import_module(name + ".engine").Value

    def gradients(self, f, arrays):
        leaves = [self.value(float(a)) for a in arrays]

        def run():
            for leaf in leaves:
                leaf.grad = 0
            f(self, *leaves).backward()
            return [leaf.grad for leaf in leaves]

        return run

    def relu(self, x):
        return x.relu()

    def constant(self, number):
        return float(number)

    def number(self, gradient):
        return np.asarray(gradient)


def installed() -> dict:
    """Return the libraries that can be imported here, autograd_lite first."""
    found = {}
    for name, kind in (
        ("autograd_lite", TorchLike),
        ("torch", TorchLike),
        ("micrograd", Micrograd),
        ("mygrad", MyGrad),
        ("autograd", HipsAutograd),
    ):
        try:
            found[name] = kind(name)
        except ImportError:
            continue
    return found
