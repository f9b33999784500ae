"""Newton's method: the slope and the curvature from torch.autograd.functional, and products with them."""

import torch
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vjp


def f(x):
    return (x[0] - 1) ** 4 + (x[1] + 2) ** 2 + x[0] * x[1]


x = torch.tensor([2.0, 1.0])
for step in range(4):
    H, g = hessian(f, x), jacobian(f, x)
    x = x - torch.linalg.solve(H, g)
    print(step, x, f"{g.norm().item():.6f}")


def curve(x):
    return torch.stack([x[0] ** 2 * x[1], 5 * x[0] + torch.sin(x[1])])


v = torch.tensor([1.0, 0.5])
print(jacobian(curve, x), jvp(curve, x, v), vjp(curve, x, v), hvp(f, x, v))
