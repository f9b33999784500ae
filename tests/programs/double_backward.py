"""Functions of one's own that can be differentiated twice, three ways to write the second derivative."""

import torch
from torch.autograd import Function, grad, gradcheck, gradgradcheck


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * 2 * x


class Sinh(Function):
    @staticmethod
    def forward(ctx, x):
        up, down = torch.exp(x), torch.exp(-x)
        result = (up - down) / 2
        ctx.save_for_backward(up, down)
        return result, up, down

    @staticmethod
    def backward(ctx, g, g_up, g_down):
        up, down = ctx.saved_tensors
        return g * (up + down) / 2 + g_up * up - g_down * down


class CubeBackward(Function):
    @staticmethod
    def forward(ctx, g, x):
        ctx.save_for_backward(g, x)
        return g * 3 * x**2

    @staticmethod
    def backward(ctx, gg):
        g, x = ctx.saved_tensors
        return gg * 3 * x**2, gg * g * 6 * x


class Cube(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, g):
        return CubeBackward.apply(g, ctx.saved_tensors[0])


def sinh(x):
    return Sinh.apply(x)[0]


x = torch.tensor([0.5, -1.25, 2.0], requires_grad=True)
for name, f in (("square", Square.apply), ("sinh", sinh), ("cube", Cube.apply)):
    (first,) = grad(f(x).sum(), x, create_graph=True)
    (second,) = grad(first.sum(), x, create_graph=True)
    print(name, first, second, sep="\n  ")
    print("  checks:", gradcheck(f, (x,)), gradgradcheck(f, (x,)))
