"""A fit with a Legendre polynomial as an operation of its own: P₃(x) = (5x³ − 3x)/2."""

import torch


class Legendre3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)


x = torch.linspace(-3.0, 3.3, 300)
y = torch.sin(x)
a, b, c, d = (torch.tensor(v, requires_grad=True) for v in (0.0, -1.0, 0.0, 0.3))
for step in range(1, 401):
    guess = a + b * Legendre3.apply(c + d * x)
    loss = (guess - y).pow(2).mean()
    if step % 100 == 0:
        print(step, f"{loss.item():.7f}")
    loss.backward()
    with torch.no_grad():
        for w in (a, b, c, d):
            w -= 0.02 * w.grad
            w.grad = None
print(f"{a.item():.6f} + {b.item():.6f} P3({c.item():.6f} + {d.item():.6f} x)")
print(Legendre3.apply(d).grad_fn.name(), torch.autograd.gradcheck(Legendre3.apply, (x[::60].clone().requires_grad_(),)))
