"""Where a gradient is nan or inf although the value is fine: where(), roots and lengths at zero."""

import torch

x = torch.tensor([0.0, 1.0], requires_grad=True)
torch.where(x > 0, torch.sqrt(x), torch.zeros_like(x)).sum().backward()
print(x.grad)
for f in (lambda x: torch.where(x > 0, x / x, x), abs, lambda x: x**0.5, lambda x: (x**2).sqrt(), torch.sign):
    x = torch.tensor(0.0, requires_grad=True)
    f(x).backward()
    print(x.grad)
print(torch.tensor([-8.0]) ** (1 / 3), torch.zeros(0).mean(), torch.sign(torch.tensor([float("nan"), -2.0])))
