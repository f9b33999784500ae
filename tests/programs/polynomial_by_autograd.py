"""The same fit, with the slopes found by backward."""

import math

import torch

x = torch.linspace(-math.pi, math.pi, 400)
y = torch.sin(x)
weights = [torch.tensor(value, requires_grad=True) for value in (0.1, -0.2, 0.05, 0.02)]
a, b, c, d = weights
for step in range(1, 601):
    loss = (a + b * x + c * x**2 + d * x**3 - y).pow(2).sum()
    if step % 150 == 0:
        print(step, f"{loss.item():.6f}", loss.grad_fn.name())
    loss.backward()
    with torch.no_grad():
        for w in weights:
            w -= 2e-6 * w.grad
            w.grad = None
print("fit:", *[f"{w.item():.5f}" for w in weights])
print(a.is_leaf, a.requires_grad, a.grad)
