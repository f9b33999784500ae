"""Three operations for the bug hunt of lesson 13: two are right, and one looks right at some points."""

import autograd_lite as torch


class Tanh(torch.autograd.Function):
    """The hyperbolic tangent."""

    @staticmethod
    def forward(ctx, x):
        t = torch.tanh(x)
        ctx.save_for_backward(t)
        return t

    @staticmethod
    def backward(ctx, grad_out):
        (t,) = ctx.saved_tensors
        return grad_out * (1 - t**2)


class Sigmoid(torch.autograd.Function):
    """1/(1 + e⁻ˣ)."""

    @staticmethod
    def forward(ctx, x):
        s = torch.sigmoid(x)
        ctx.save_for_backward(s)
        return s

    @staticmethod
    def backward(ctx, grad_out):
        (s,) = ctx.saved_tensors
        return grad_out * s * (1 - s)


class Ratio(torch.autograd.Function):
    """x/y."""

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x / y

    @staticmethod
    def backward(ctx, grad_out):
        x, y = ctx.saved_tensors
        return grad_out / y, -grad_out * x / y
