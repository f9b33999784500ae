"""Hooks on saved tensors: see what a graph keeps, store it elsewhere, and get it back."""

import torch
from torch.autograd.graph import saved_tensors_hooks

shelf, log = [], []


def pack(t):
    log.append(f"pack {tuple(t.shape)}")
    shelf.append(t.detach().clone())
    return len(shelf) - 1


def unpack(number):
    log.append(f"unpack {number}")
    return shelf[number]


x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = torch.tensor([0.5, -1.0, 4.0], requires_grad=True)
with saved_tensors_hooks(pack, unpack):
    product = x * y
    powered = x.exp()
(product.sum() + powered.sum()).backward()
print(*log, sep="\n")
print(x.grad, y.grad, sep="\n")
z = x.detach().requires_grad_() ** 2
print(z.grad_fn._saved_self, z.grad_fn._saved_exponent)


class Doubled:
    def __init__(self, t):
        self.half = t.detach() / 2


with saved_tensors_hooks(Doubled, lambda kept: kept.half * 2):
    out = torch.tensor(3.0, requires_grad=True) * torch.tensor(7.0)
print(out, out.grad_fn._saved_other)
