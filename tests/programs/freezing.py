"""Weights that do not learn: requires_grad off, an optimiser of the rest, gradients that stay None."""

import torch

a = torch.ones(2, requires_grad=True)
b = torch.ones(2, requires_grad=True)
b.requires_grad = False
(a * b).sum().backward()
print(a.grad, b.grad, b.requires_grad)
optimiser = torch.optim.SGD([p for p in (a, b) if p.requires_grad], lr=0.1)
optimiser.step()
print(a, b)
for p in (a, b):
    p.requires_grad_(False)
try:
    (a * b).sum().backward()
except RuntimeError as error:
    print(str(error).splitlines()[0])
with torch.no_grad():
    print((a * 2).requires_grad, torch.zeros(2, requires_grad=True) * 2)
