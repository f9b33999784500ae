"""Products of vectors and matrices, determinants, inverses and linear systems."""

from __future__ import annotations

import math

import numpy as np

from .. import dtypes
from ..autograd.operation import Operation, binary, unary
from ..refusals import refuse, text
from ..tensor import Tensor
from .elementary import abs
from .formula import Formula, OfBoth, OfResult, like, require, values_of
from .indexing import Index
from .pointwise import mul
from .reduction import norm, sum
from .shape import UnsafeView, View, reshape, transpose, unsqueeze


class _LinAlgError(RuntimeError):
    """A matrix that has no inverse; `torch.linalg.LinAlgError` is its public name."""


class Mm(Operation):
    """For Z = X Y and the gradient G of Z: ∂/∂X = G Yᵀ, ∂/∂Y = Xᵀ G."""

    needs_itself = (False, False)
    fresh = fits = True

    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x @ y

    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        want_x, want_y = ctx.needs_input_grad
        return grad @ y.T if want_x else None, x.T @ grad if want_y else None


class Bmm(Mm):
    """Batches of matrices; the engine sums over batches that were broadcast."""

    fits = False

    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        want_x, want_y = ctx.needs_input_grad
        return grad @ transpose(y, -1, -2) if want_x else None, transpose(x, -1, -2) @ grad if want_y else None


class Addmm(Operation):
    """B + X Y in one node: the gradient G goes to B as it is, to the factors as in a product."""

    def forward(ctx, b, x, y):
        _, want_x, want_y = ctx.needs_input_grad
        ctx.save_for_backward(x if want_y else None, y if want_x else None)
        return b + x @ y

    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        _, want_x, want_y = ctx.needs_input_grad
        return grad, grad @ y.T if want_x else None, x.T @ grad if want_y else None


class Dot(OfBoth, value=np.dot, rule=lambda grad, x, y: (grad * y, grad * x)):
    """∂(x·y)/∂x = y, ∂(x·y)/∂y = x, for two vectors."""

    needs_itself = (False, False)
    fits = True


class Mv(Mm):
    """For z = X y and the gradient g of z: ∂/∂X = g yᵀ, ∂/∂y = Xᵀ g."""

    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        want_x, want_y = ctx.needs_input_grad
        return grad[:, None] * y if want_x else None, x.T @ grad if want_y else None


class SqueezeRow(View):
    """A product with a row loses the row's dimension, under torch's name."""

    name = "SqueezeBackward4"


class Det(Formula, value=np.linalg.det, name="LinalgDetBackward0"):
    """The gradient is the matrix of cofactors; that of a large invertible matrix is cheaper as det A · A⁻ᵀ."""

    def save(ctx, out, a):
        ctx.save_for_backward(a, out)
        ctx.options = ()

    def rule(grad, a, out):
        n = a.shape[-1]
        if n > 4 and np.all(values_of(out)):
            return (grad * out)[..., None, None] * transpose(inv(a), -1, -2)
        rest = np.array([[k for k in range(n) if k != i] for i in range(n)], int)  # row i: all places but i
        minors = unary(Index, a, (..., rest[:, None, :, None], rest[None, :, None, :]))
        signs = (-1.0) ** np.add.outer(np.arange(n), np.arange(n)).astype(values_of(grad).dtype)
        return grad[..., None, None] * det(minors) * like(signs, grad)


class Inv(OfResult, value=np.linalg.inv, name="LinalgInvExBackward0"):
    """d A⁻¹ = −A⁻¹ dA A⁻¹: the gradient is −A⁻ᵀ G A⁻ᵀ."""

    def rule(grad, out):
        turned = transpose(out, -1, -2)
        return -(turned @ grad @ turned)


class Solve(Operation):
    """X = A⁻¹ B: the gradient of B is A⁻ᵀ G, that of A is −(A⁻ᵀ G) Xᵀ."""

    name = "LinalgSolveExBackward0"

    def forward(ctx, a, b):
        out = np.linalg.solve(a, b)
        ctx.save_for_backward(a, out)
        return out

    def backward(ctx, grad):
        a, out = ctx.saved_tensors
        of_b = solve(transpose(a, -1, -2), grad)
        if grad.ndim == 1:
            return -(of_b[:, None] * out), of_b
        return -(of_b @ transpose(out, -1, -2)), of_b


def matmul(input, other):
    """Return the matrix product; vectors, matrices and batches combine as in torch.

    Raises RuntimeError if the inner lengths differ or a factor is a single number.
    """
    x, y = input, other
    if x.ndim == 2 and y.ndim == 2:
        return mm(x, y)
    require(x.ndim > 0 and y.ndim > 0, "matmul_number", a=x.ndim, b=y.ndim)
    if x.ndim == 1:
        if y.ndim > 2:
            return matmul(transpose(y, -1, -2), x)
        return dot(x, y) if y.ndim == 1 else unary(SqueezeRow, mm(unsqueeze(x, 0), y), y.shape[1:])
    if y.ndim <= 2:  # many rows times one matrix: one large product
        rows = x if x.ndim == 2 else reshape(x, (-1, x.shape[-1]))
        product = (mm if y.ndim == 2 else mv)(rows, y)
        return product if x.ndim == 2 else unary(UnsafeView, product, (*x.shape[:-1], *y.shape[1:]))
    for back in range(3, min(x.ndim, y.ndim) + 1):
        a, b = x.shape[-back], y.shape[-back]
        require(a == b or 1 in (a, b), "broadcast", a=a, b=b, dim=max(x.ndim, y.ndim) - back)
    batch = math.prod(np.broadcast_shapes(x.shape[:-2], y.shape[:-2]))
    require(x.shape[-1] == y.shape[-2], "bmm_size", wanted=(batch, x.shape[-1]), got=(batch, y.shape[-2]))
    product = _product(Bmm, x, y)
    return unary(UnsafeView, product, product.shape)


def _product(op, x, y):
    if x._data.dtype is not y._data.dtype and x.dtype is not y.dtype:
        key, names = ("dot_dtype", dtypes.SCALAR_NAMES) if op is Dot else ("mm_dtype", dtypes.C_NAMES)
        raise refuse(key, a=names[x.dtype], b=names[y.dtype])
    return binary(op, x, y)


def dot(input, tensor):
    """Return the sum of the products of two vectors' elements. Raises RuntimeError for anything but two vectors."""
    x, y = input, tensor
    require(x.ndim == 1 and y.ndim == 1, "dot_dims", a=x.ndim, b=y.ndim)
    require(x.dtype is not y.dtype or x.shape == y.shape, "dot_size", a=x.shape[0], b=y.shape[0])
    return _product(Dot, x, y)


def mv(input, vec):
    """Return the product of a matrix and a vector. Raises RuntimeError if the lengths differ."""
    require(input.ndim == 2 and vec.ndim == 1, "mv_dims", a=input.ndim, b=vec.ndim)
    (rows, columns), length = input.shape, vec.shape[0]
    require(columns == length, "mv_size", rows=rows, columns=columns, length=length)
    return _product(Mv, input, vec)


def mm(input, mat2):
    """Return the product of two matrices. Raises RuntimeError if the inner lengths differ."""
    x, y = input._data.shape, mat2._data.shape
    require(len(x) == len(y) == 2, "mm_dims", which="mat2" if len(x) == 2 else "self")
    if x[1] != y[0]:
        require(False, "mm_size", a=x[0], b=x[1], c=y[0], d=y[1])
    return _product(Mm, input, mat2)


def bmm(input, mat2):
    """Return the products of two batches of matrices, pair by pair."""
    x, y = input.shape, mat2.shape
    require(len(x) == len(y) == 3, "bmm_dims", which=1 if len(x) != 3 else 2)
    require(x[0] == y[0] and x[2] == y[1], "bmm_size", wanted=(x[0], x[2]), got=tuple(y[:2]))
    return _product(Bmm, input, mat2)


def addmm(input, mat1, mat2):
    """Return input + mat1 @ mat2; `input` is broadcast."""
    (a, b), (c, d) = mat1.shape, mat2.shape
    require(b == c, "mm_size", a=a, b=b, c=c, d=d)
    return Addmm.apply(input, mat1, mat2)


def outer(input, vec2):
    """Return the matrix of all products of an element of each vector."""
    for which, vector in (("self", input), ("vec2", vec2)):
        require(vector.ndim == 1, "outer_dims", which=which, ndim=vector.ndim)
    return mul(reshape(input, (-1, 1)), vec2)


def det(A):
    """Return the determinant of a square matrix (or of each in a batch). Raises RuntimeError otherwise."""
    return unary(Det, _square(A, "det"))


def inv(A):
    """Return the inverse of a square matrix (or of each in a batch). Raises linalg.LinAlgError if there is none."""
    try:
        return unary(Inv, _square(A, "inv"))
    except np.linalg.LinAlgError:
        a = np.asarray(A._data if isinstance(A, Tensor) else A)
        ranks = [np.linalg.matrix_rank(a[..., :k]).min() for k in range(1, a.shape[-1] + 1)]
        first = next((k for k, rank in enumerate(ranks, 1) if rank < k), a.shape[-1])
        raise _LinAlgError(text("singular_inverse", place=first)) from None


def solve(A, B):
    """Return X with A @ X = B, for a vector or a matrix B. Raises linalg.LinAlgError if A is singular."""
    rows, columns = B.shape[-2:] if B.ndim > 1 else (*B.shape, 1)
    require(_square(A, "solve").shape[-1] == rows, "solve_shapes", n=A.shape[-1], rows=rows, columns=columns)
    try:
        return Solve.apply(A, B)
    except np.linalg.LinAlgError:
        raise _LinAlgError(text("singular_system")) from None


def _square(a, function: str):
    require(a.ndim >= 2, "linalg_dims", function=function)
    kind = values_of(a).dtype
    require(kind.kind == "f", "linalg_dtype", function=function, dtype=dtypes.SCALAR_NAMES[dtypes.FROM_NUMPY[kind]])
    rows, columns = a.shape[-2:]
    require(rows == columns, "linalg_square", function=function, rows=rows, columns=columns)
    return a


def vector_norm(x, ord=2, dim=None, keepdim=False):
    """Return the length (Σ|x|ᵖ)^(1/p) with p = `ord`, of all elements or along `dim`."""
    return norm(x, ord, dim, keepdim)


def matrix_or_vector_norm(A, ord=None, dim=None, keepdim=False):
    """Return the length of a vector, or of a matrix: "fro", 1 (largest column sum) or inf (largest row sum)."""
    if A.ndim != 2 or dim is not None or ord in (None, "fro"):
        return norm(A, ord, dim, keepdim)
    require(ord in (1, math.inf), "matrix_norm", ord=ord)
    return sum(abs(A), 0 if ord == 1 else 1).amax()
