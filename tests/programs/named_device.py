"""A sine fitted by a cubic, with dtype and device named everywhere, as programs do that may run elsewhere."""

import math

import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
dtype = torch.double
print(device, repr(device), device == torch.device("cpu"))
x = torch.linspace(-math.pi, math.pi, 200, device=device, dtype=dtype)
y = torch.sin(x).to(device)
weights = [torch.full((), k / 10, device=device, dtype=dtype, requires_grad=True) for k in range(4)]
for step in range(300):
    guess = weights[0] + weights[1] * x + weights[2] * x**2 + weights[3] * x**3
    loss = (guess - y).pow(2).mean()
    loss.backward()
    with torch.no_grad():
        for k, w in enumerate(weights):
            w -= 0.1 ** (k + 1) * w.grad
            w.grad = None
    if step % 100 == 99:
        print(step, round(loss.item(), 6))
print([round(w.item(), 4) for w in weights])
print(x.device, x.is_cuda, x.type(), x.cpu().shape, x.to(torch.float32).to(device, torch.double).dtype)
table = torch.arange(6, device="cpu").reshape(2, 3)
print(table.stride(), table.t().stride(), table.t().is_contiguous(), table[0].data_ptr() == table.data_ptr())
try:
    x.to("cuda")
except AssertionError as error:
    print(str(error).splitlines()[0])
