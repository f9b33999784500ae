"""Which dtype wins when two meet, and which refuse."""

import torch

whole, half, yes = torch.tensor([1, 2]), torch.tensor([0.5, 1.5], dtype=torch.float32), torch.tensor([True, False])
for result in (whole + 1, whole + 1.5, whole / 2, whole // 2, half + 1, half * torch.ones(2), yes + 1, yes.sum()):
    print(result, result.dtype)
print(whole.sqrt(), -7 % whole, whole**2, yes & ~yes, half.double().dtype, (whole > 1).float().mean())
for misuse in (
    lambda: yes - yes,
    lambda: -yes,
    lambda: whole.mean(),
    lambda: whole.requires_grad_(),
    lambda: whole**-1,
):
    try:
        print(misuse())
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0])
