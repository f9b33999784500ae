"""Softmax regression with the slope from grad(), and the same loss written three ways."""

import torch
import torch.nn.functional as F

X = torch.arange(12.0).reshape(4, 3) / 10
y = torch.tensor([0, 1, 2, 1])
W = torch.zeros(3, 3, requires_grad=True)
for _step in range(5):
    logits = X @ W
    loss = F.cross_entropy(logits, y)
    (g,) = torch.autograd.grad(loss, W)
    W = (W - 0.5 * g).detach().requires_grad_()
print(W, loss)
p = torch.exp(logits) / torch.exp(logits).sum(1, keepdim=True)
print(-torch.log(p[range(4), y]).mean(), -torch.log(p[torch.arange(4), y]).mean())
print(F.nll_loss(F.log_softmax(logits, 1), y), p.argmax(dim=1), (p.argmax(1) == y).sum().item())
