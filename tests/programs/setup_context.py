"""A Function in the newer form: forward without ctx, and setup_context beside it; differentiated twice."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x**3, 3 * x**2

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(inputs[0], output[1])

    @staticmethod
    def backward(ctx, grad, grad_slope):
        x, slope = ctx.saved_tensors
        return grad * slope + grad_slope * 6 * x


x = torch.tensor([2.0], requires_grad=True)
y, _ = Cube.apply(x)
(first,) = torch.autograd.grad(y, x, create_graph=True)
print(y, first, torch.autograd.grad(first, x))
print(torch.autograd.gradgradcheck(lambda x: Cube.apply(x)[0], x))
