"""Numbers that leave their tensor: item, float, tolist, numpy, format; and those that may not."""

import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
print(x[0].item(), x.sum().item(), x.tolist(), len(x), x.detach().numpy(), f"{x.sum().item():.3f}")
print(f"{x.detach().sum():.2f}", int(torch.tensor(2.7)), bool(torch.tensor(0.0)), 2 in x.detach())
for misuse in (lambda: x.item(), lambda: x.numpy(), lambda: bool(x), lambda: len(x[0]), lambda: f"{x:.2f}"):
    try:
        print(misuse())
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0])
