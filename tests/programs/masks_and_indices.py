"""Picking by number, range, list and mask, writing to what was picked, and where the gradients go."""

import torch

x = torch.arange(6.0).reshape(2, 3).requires_grad_()
for pick in (0, (..., 1), (slice(None), [0, 0, 2]), x > 2, torch.tensor([1, 1]), (slice(None), slice(None, None, 2))):
    (x[pick] ** 2).sum().backward()
    print(x[pick], x.grad)
    x.grad = None
y = x * 1
y[0] = 7.0
y[:, 2] = y[:, 0] * 2
y.sum().backward()
print(y, x.grad)
top, places = x.max(dim=1)
values, order = x.sort(dim=1, descending=True)
print(top, places, values, order, x.argmax(), x.cumsum(0), x.detach().topk(2))
