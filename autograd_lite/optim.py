"""torch.optim in small: SGD with momentum, and Adam. An optimiser reads `.grad` and moves the numbers; that is all.

`step` works on the tensors' memory with recording off, as in `with torch.no_grad(): w -= lr * w.grad`.
"""

from __future__ import annotations

import numpy as np

from .autograd.grad_mode import enable_grad
from .refusals import refuse
from .tensor import Tensor


class Optimizer:
    """What every optimiser has: groups of parameters with their settings, and a memory per parameter (`state`)."""

    def __init__(self, params, defaults: dict):
        if isinstance(params, Tensor):
            raise refuse("optimizer_params", type=f"torch.{'Float' if params.element_size() == 4 else 'Double'}Tensor")
        for key in ("lr", "momentum", "weight_decay"):
            name = "learning rate" if key == "lr" else key + " value"
            if defaults.get(key, 0) < 0:
                raise refuse("optimizer_setting", name=name, value=defaults[key])
        groups = list(params)
        if not groups:
            raise refuse("optimizer_empty")
        groups = groups if isinstance(groups[0], dict) else [{"params": groups}]
        self.state = {}
        self.param_groups = [{**defaults, **g, "params": _listed(g["params"])} for g in groups]

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Clear every `.grad`: to None, or to zeros if asked."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if set_to_none:
                    parameter.grad = None
                elif parameter._grad is not None:
                    parameter.grad = parameter._grad.detach() * 0

    def step(self, closure=None):
        """Move every parameter that has a gradient; `closure` computes the loss again first, if given."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in [p for p in group["params"] if p._grad is not None]:
                state = self.state.setdefault(p, {})
                gradient = p._grad._data + group["weight_decay"] * p._data if group["weight_decay"] else p._grad._data
                np.add(p._shared_array(), self.change(gradient, state, **group), out=p._data)
                p._bump_version()
        return loss


class SGD(Optimizer):
    """Gradient descent: x ← x − lr·v, where v is the gradient, or with momentum μ the running v ← μ·v + gradient."""

    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False):
        if nesterov and (momentum <= 0 or dampening != 0):
            raise refuse("optimizer_nesterov")
        settings = {"lr": lr, "momentum": momentum, "dampening": dampening}
        super().__init__(params, {**settings, "weight_decay": weight_decay, "nesterov": nesterov})

    def change(self, gradient, state, *, lr, momentum, dampening, nesterov, **rest):
        """Return what to add to a parameter."""
        if momentum:
            before = state.get("momentum_buffer")
            velocity = gradient.copy() if before is None else momentum * before + (1 - dampening) * gradient
            state["momentum_buffer"] = velocity
            gradient = gradient + momentum * velocity if nesterov else velocity
        return -lr * gradient


class Adam(Optimizer):
    """Steps scaled by running means of the gradient (m) and of its square (v): x ← x − lr·m̂/(√v̂ + ε).

    Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015); the hats undo the start at zero.
    """

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    def change(self, gradient, state, *, lr, betas, eps, **rest):
        """Return what to add to a parameter."""
        b1, b2 = betas
        step = state["step"] = state.get("step", 0) + 1
        m = state["exp_avg"] = b1 * state.get("exp_avg", 0.0) + (1 - b1) * gradient
        v = state["exp_avg_sq"] = b2 * state.get("exp_avg_sq", 0.0) + (1 - b2) * gradient * gradient
        return -(lr / (1 - b1**step)) * m / (np.sqrt(v) / (1 - b2**step) ** 0.5 + eps)


def _listed(params) -> list:
    """Return the parameters of one group. Raises TypeError for what is no tensor, ValueError for a non-leaf."""
    parameters = [params] if isinstance(params, Tensor) else list(params)
    for parameter in parameters:
        if not isinstance(parameter, Tensor):
            raise refuse("optimizer_item", type=type(parameter).__name__)
        if not parameter.is_leaf:
            raise refuse("optimizer_leaf")
    return parameters
