"""Writing in place: what autograd notices, and what it refuses."""

import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
for misuse in (lambda: x.add_(1), lambda: x.view(2, 1).mul_(2), lambda: x.__setitem__(0, 1.0)):
    try:
        misuse()
    except RuntimeError as error:
        print(str(error).splitlines()[0])
y = x.exp()
y += 1
try:
    y.sum().backward()
except RuntimeError as error:
    print(str(error).splitlines()[0][:150])
y = x * 2
y += 1
y.mul_(y.detach().clone())
y.sum().backward()
print(y, x.grad, y._version)
with torch.no_grad():
    x -= 0.1 * x.grad
    x.clamp_(0.0, 1.5)
print(x, x.grad.zero_())
