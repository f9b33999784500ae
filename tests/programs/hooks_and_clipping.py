"""Gradients scaled and clipped on the way, and all of them together by their length."""

import torch

x = torch.ones(3, requires_grad=True)
y = x * 2
y.retain_grad()
handle = y.register_hook(lambda g: g * 10)
y.sum().backward()
print(x.grad, y.grad)
handle.remove()
x.grad = None
x.register_hook(lambda g: g.clamp(-0.5, 0.5))
(x * 5).sum().backward()
print(x.grad)
weights = [torch.tensor([3.0, 4.0], requires_grad=True), torch.tensor([[0.0, 12.0]], requires_grad=True)]
sum((w**2).sum() for w in weights).backward()
total = torch.norm(torch.stack([w.grad.norm() for w in weights]))
for w in weights:
    w.grad.mul_(1.0 / (total + 1e-6))
    print(total, w.grad)
