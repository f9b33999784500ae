"""Products of vectors and matrices."""

from __future__ import annotations

from ..autograd.operation import Operation, binary
from .shape import transpose


class Dot(Operation):
    """∂(x·y)/∂x = y, ∂(x·y)/∂y = x, for two vectors."""

    needs_itself = (False, False)

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x @ y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        return grad * y, grad * x


class Mm(Operation):
    """For Z = X Y and the gradient G of Z: ∂/∂X = G Yᵀ, ∂/∂Y = Xᵀ G."""

    needs_itself = (False, False)

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x @ y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        want_x, want_y = ctx.needs_input_grad
        return grad @ transpose(y, -1, -2) if want_x else None, transpose(x, -1, -2) @ grad if want_y else None


class Bmm(Mm):
    """Batches of matrices; the engine sums over batches that were broadcast."""


class Mv(Operation):
    """For z = X y and the gradient g of z: ∂/∂X = g yᵀ, ∂/∂y = Xᵀ g."""

    needs_itself = (False, False)

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x @ y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        return grad[..., None] * y, (grad[..., None] * x).sum(-2)


def matmul(input, other):
    """Return the matrix product; vectors, matrices and batches combine as in torch.

    Raises RuntimeError if the inner lengths differ or a factor is a single number.
    """
    if input.ndim == 0 or other.ndim == 0:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {input.ndim}D and {other.ndim}D\n"
            "What to do: multiply by a single number with *."
        )
    if input.shape[-1] != other.shape[-2 if other.ndim > 1 else 0]:
        raise RuntimeError(_mismatch(input, other))
    if input.ndim == 1 and other.ndim == 1:
        return binary(Dot, input, other)
    if other.ndim == 1:
        return binary(Mv, input, other)
    if input.ndim == 1:
        return binary(Mv, transpose(other, -1, -2), input)
    return binary(Mm if input.ndim == other.ndim == 2 else Bmm, input, other)


def _mismatch(x, y) -> str:
    why = "\nWhy: each row of the first meets each column of the second, so these lengths must be equal."
    if x.ndim == 1 and y.ndim == 1:
        return (
            f"inconsistent tensor size, expected tensor [{x.shape[0]}] and src [{y.shape[0]}] to have the same number "
            f"of elements, but got {x.shape[0]} and {y.shape[0]} elements respectively{why}"
        )
    if x.ndim == 2 and y.ndim == 1:
        return f"size mismatch, got input ({x.shape[0]}), mat ({x.shape[0]}x{x.shape[1]}), vec ({y.shape[0]}){why}"
    rows = tuple(x.shape) if x.ndim > 1 else (1, x.shape[0])
    return (
        f"mat1 and mat2 shapes cannot be multiplied ({'x'.join(map(str, rows[-2:]))} and "
        f"{'x'.join(map(str, y.shape[-2:]))}){why}"
    )
