"""detach() is noticed, .data is not: two ways to share memory, and what backward says to each."""

import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x.detach()
y[0] = 10
print(x, y, x._version, y._version, y.requires_grad)
out = x.sigmoid()
out.detach().zero_()
try:
    out.sum().backward()
except RuntimeError as error:
    print(str(error).splitlines()[0][:90])
out = x.sigmoid()
out.data.zero_()
out.sum().backward()
print(x.grad)
