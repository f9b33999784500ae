"""Row times Jacobian, column by column, and a batch of rows at once."""

import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = torch.stack([x.prod(), (x**2).sum(), x.exp().mean()])
rows = [torch.autograd.grad(y, x, v, retain_graph=True)[0] for v in torch.eye(3)]
print(torch.stack(rows))
print(torch.autograd.grad(y, x, torch.eye(3), retain_graph=True, is_grads_batched=True))
y.backward(torch.tensor([0.1, 1.0, 0.0001]))
print(x.grad)
v = torch.ones(3, requires_grad=True)
(product,) = torch.autograd.grad((x**3), x, v, create_graph=True)
print(torch.autograd.grad(product, v, torch.tensor([1.0, 0.0, 2.0])))
