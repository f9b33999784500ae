"""A table with gaps as a product of two thin matrices; only the known entries count."""

import torch

R = torch.tensor([[5.0, 3, 0, 1], [4, 0, 0, 1], [1, 1, 0, 5]])
known = R > 0
U = torch.full((3, 2), 0.5, requires_grad=True)
V = torch.full((4, 2), 0.3, requires_grad=True)
for _step in range(10):
    error = (R - U @ V.T)[known]
    loss = (error**2).sum() + 0.01 * (U.norm() ** 2 + V.norm() ** 2)
    loss.backward()
    with torch.no_grad():
        U -= 0.01 * U.grad
        V -= 0.01 * V.grad
    U.grad.zero_()
    V.grad.zero_()
print(loss, U, V, U.norm(dim=1))
