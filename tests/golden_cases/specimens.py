"""Functions that several cases use: right ones, and two with the usual mistakes."""

from .functions import make


def made(torch, forward, backward, name="F"):
    """Return a Function class with a short name."""
    return make(torch, name, forward, backward)


def _save(ctx, x):
    ctx.save_for_backward(x)
    return x**2


def square_wrong(torch):
    """Return a square with the wrong slope, 3x."""
    return make(torch, "Wrong", _save, lambda ctx, g: 3 * ctx.saved_tensors[0] * g)


def square_forgetful(torch):
    """Return a square whose backward forgets the gradient that arrives."""
    return make(torch, "Forgetful", _save, lambda ctx, g: 2 * ctx.saved_tensors[0])


def square_once(torch):
    """Return a square that can be differentiated once."""
    once = torch.autograd.function.once_differentiable
    return make(torch, "Once", _save, once(lambda ctx, g: 2 * ctx.saved_tensors[0] * g))


def triple_by_vjp(torch):
    """Return 3x, with the rule under its other name."""

    class Triple(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.k = 3
            return x * 3

        @staticmethod
        def vjp(ctx, g):
            return g * ctx.k

    return Triple


def triple_twice(torch):
    """Return 3x, with the rule under both names."""

    class Triple(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 3

        @staticmethod
        def vjp(ctx, g):
            return g * 3

        @staticmethod
        def backward(ctx, g):
            return g * 3

    return Triple


def product_in_two_steps(torch):
    """Return a product with forward and setup_context apart."""

    class Product(torch.autograd.Function):
        @staticmethod
        def forward(x, y):
            return x * y

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_backward(*inputs)

        @staticmethod
        def backward(ctx, g):
            x, y = ctx.saved_tensors
            return g * y if ctx.needs_input_grad[0] else None, g * x if ctx.needs_input_grad[1] else None

    return Product
