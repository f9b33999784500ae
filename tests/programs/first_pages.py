"""What the first pages on autograd show: gradients, a detached part, and a loop that depends on its input."""

import torch

x = torch.arange(5.0)
x.requires_grad_(True)
y = 3 * torch.dot(x, x)
print(y)
y.backward()
print(x.grad, x.grad == 6 * x)

x.grad.zero_()
x.sum().backward()
print(x.grad)

x.grad.zero_()
(x * x * x).backward(gradient=torch.ones(5))
print(x.grad)

x.grad.zero_()
fixed = (x * x).detach()
(fixed * x).sum().backward()
print(x.grad == fixed)


def stretch(a):
    b = a + 1
    while b.norm() < 50:
        b = b * 3
    return b if b.sum() > 0 else 10 * b


for start in (0.25, -4.0):
    a = torch.tensor(start, requires_grad=True)
    d = stretch(a)
    d.backward()
    print(d, a.grad, a.grad == d.detach() / (a.detach() + 1))

A = torch.arange(6, dtype=torch.float64).reshape(2, 3)
print(A.sum(axis=0), A.sum(axis=1, keepdims=True), A.mean(), A.T, A * A, A @ torch.ones(3), sep="\n")
print(A[-1], A[0:1, 1:], torch.cat((A, A), dim=1), A > 2, A.numel(), A.shape, sep="\n")
print(A / A.sum(axis=1, keepdims=True), torch.norm(torch.tensor([3.0, -4.0])), A.cumsum(axis=0), sep="\n")
