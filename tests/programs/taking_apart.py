"""Tensors taken apart by a loop, unbind and split, also into a single piece, and collected again."""

import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
for part in x:
    print(part)
a, b, c = x
(a * b * c).backward()
print(x.grad)
for take in (list, torch.unbind, lambda t: t.split(5), lambda t: t.chunk(1)):
    one = torch.ones(1, requires_grad=True)
    (piece,) = take(one)
    (piece * piece * 3).sum().backward()
    print(piece.grad_fn.name(), one.grad)
    (slope,) = torch.autograd.grad(take(one)[0].pow(3).sum(), one, create_graph=True)
    print(torch.autograd.grad(slope.sum(), one))
rows = torch.tensor([])
for row in torch.eye(2):
    rows = torch.cat([rows, row.unsqueeze(0)])
print(rows, x.detach().flip(0), torch.narrow(x.detach(), 0, -2, 2))
