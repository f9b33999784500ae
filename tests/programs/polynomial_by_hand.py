"""Fit a + bx + cx² + dx³ to a sine with slopes worked out on paper."""

import math

import torch

x = torch.linspace(-math.pi, math.pi, 400)
y = torch.sin(x)
a, b, c, d = torch.tensor(0.1), torch.tensor(-0.2), torch.tensor(0.05), torch.tensor(0.02)
rate = 2e-6
for step in range(1, 601):
    guess = a + b * x + c * x**2 + d * x**3
    miss = guess - y
    if step % 150 == 0:
        print(step, f"{miss.pow(2).sum().item():.6f}")
    slope = 2.0 * miss
    a -= rate * slope.sum()
    b -= rate * (slope * x).sum()
    c -= rate * (slope * x**2).sum()
    d -= rate * (slope * x**3).sum()
print(f"a {a.item():.5f}  b {b.item():.5f}  c {c.item():.5f}  d {d.item():.5f}")
