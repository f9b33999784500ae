"""Recording switched off and on: no_grad, enable_grad, set_grad_enabled, inference_mode, as block and as decorator."""

import torch

x = torch.tensor([1.0], requires_grad=True)
with torch.no_grad():
    print((x * 2).requires_grad, torch.is_grad_enabled())
    with torch.enable_grad():
        print((x * 2).requires_grad)
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
with torch.inference_mode():
    z = x * 2
print(z.requires_grad, z.is_inference(), z)
for misuse in (lambda: (z * x).backward(), lambda: z.requires_grad_()):
    try:
        misuse()
    except RuntimeError as error:
        print(str(error).splitlines()[0])


@torch.no_grad()
def double(a):
    return a * 2


print(double(x), double.__name__, torch.is_grad_enabled())
