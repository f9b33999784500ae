"""One row per operation: what it computes, on what, and its textbook derivative.

The row drives every test of `autograd_lite/test_ops.py`: value against NumPy, dtype, broadcasting, gradient against
SymPy and finite differences (first and second order), no node under no_grad, memory freed after backward, and the
same case in torch where torch is installed. To add an operation, add its row here and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ANY, POSITIVE, INSIDE, PROBABLE = (-2.0, 2.0), (0.5, 2.0), (-0.8, 0.8), (0.1, 0.9)


@dataclass(frozen=True)
class Row:
    """`call(torch, *tensors)` runs the operation; `numpy(*arrays)` gives the value expected from it."""

    name: str
    call: object
    numpy: object = None
    shapes: tuple = ((3,),)
    exact: str | None = None  # the same function for SymPy, in x and y, for element-wise operations
    domain: tuple = ANY
    smooth: bool = True  # False: the second derivative is not asked of finite differences
    kinds: tuple = ("int64", "bool")  # the dtypes without decimals that are compared with torch
    node: str | None = None  # torch's name where ours differs on purpose

    def __str__(self) -> str:
        return self.name

    @property
    def broadcasts(self) -> bool:
        """True for element-wise operations of two tensors."""
        return len(self.shapes) == 2 and self.exact is not None

    def arrays(self, dtype=np.float64) -> list:
        """Return fixed inputs, no two elements equal, away from corners."""
        low, high = self.domain
        state = np.random.RandomState(sum(map(ord, self.name)))
        return [np.asarray(state.uniform(low, high, shape)).astype(dtype) for shape in self.shapes]


def one(name, function, exact, domain=ANY, **more) -> Row:
    """Return the row of a function of one number that torch and NumPy both have."""
    return Row(name, lambda t, x: getattr(t, name)(x), function, exact=exact, domain=domain, **more)


def two(name, call, function, exact, domain=ANY, **more) -> Row:
    """Return the row of an element-wise operation of two tensors."""
    return Row(name, call, function, ((2, 3), (2, 3)), exact, domain, **more)


def matrix(name, call, function, shape=(2, 3), **more) -> Row:
    """Return the row of an operation on one matrix."""
    return Row(name, call, function, (shape,), **more)


def logistic(x):
    return 1 / (1 + np.exp(-x))


def shares(x, axis):
    return np.exp(x) / np.exp(x).sum(axis, keepdims=True)


def functional(t):
    return t.nn.functional


WELL = np.array([[3.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 3.0]])  # added to a matrix, it makes it invertible

ARITHMETIC = [
    two("add", lambda t, x, y: x + y, np.add, "x + y"),
    two("add_alpha", lambda t, x, y: t.add(x, y, alpha=3), lambda x, y: x + 3 * y, "x + 3*y", kinds=("int64",)),
    Row("add_number", lambda t, x: x + 2.5, lambda x: x + 2.5, exact="x + 5/2"),
    two("sub", lambda t, x, y: x - y, np.subtract, "x - y"),
    Row("sub_number", lambda t, x: x - 2.5, lambda x: x - 2.5, exact="x - 5/2"),
    Row("rsub", lambda t, x: 2.5 - x, lambda x: 2.5 - x, exact="5/2 - x"),
    two("mul", lambda t, x, y: x * y, np.multiply, "x*y"),
    Row("mul_number", lambda t, x: 3 * x, lambda x: 3 * x, exact="3*x"),
    two("div", lambda t, x, y: x / y, np.divide, "x/y", POSITIVE),
    Row("div_number", lambda t, x: x / 4, lambda x: x / 4, exact="x/4"),
    Row("rdiv", lambda t, x: 2 / x, lambda x: 2 / x, exact="2/x", domain=POSITIVE),
    Row("neg", lambda t, x: -x, np.negative, exact="-x"),
    one("reciprocal", lambda x: 1 / x, "1/x", POSITIVE),
    two("pow", lambda t, x, y: x**y, np.power, "x**y", POSITIVE),
    Row("pow_number", lambda t, x: x**3, lambda x: x**3, exact="x**3"),
    Row("pow_root", lambda t, x: x**0.5, np.sqrt, exact="sqrt(x)", domain=POSITIVE),
    Row("number_pow", lambda t, x: 2.0**x, lambda x: 2.0**x, exact="2**x"),
    one("square", np.square, "x**2"),
    two("remainder", lambda t, x, y: x % y, np.remainder, None, POSITIVE),
    Row("remainder_number", lambda t, x: x % 0.7, lambda x: x % 0.7),
    two("atan2", lambda t, x, y: t.atan2(x, y), np.arctan2, "atan2(x, y)", POSITIVE),
]

ELEMENTARY = [
    one("exp", np.exp, "exp(x)"),
    one("expm1", np.expm1, "exp(x) - 1"),
    one("log", np.log, "log(x)", POSITIVE),
    one("log2", np.log2, "log(x)/log(2)", POSITIVE),
    one("log10", np.log10, "log(x)/log(10)", POSITIVE),
    one("log1p", np.log1p, "log(1 + x)", POSITIVE),
    one("sqrt", np.sqrt, "sqrt(x)", POSITIVE),
    one("rsqrt", lambda x: 1 / np.sqrt(x), "1/sqrt(x)", POSITIVE),
    one("sin", np.sin, "sin(x)"),
    one("cos", np.cos, "cos(x)"),
    one("tan", np.tan, "tan(x)", INSIDE),
    one("asin", np.arcsin, "asin(x)", INSIDE),
    one("acos", np.arccos, "acos(x)", INSIDE),
    one("atan", np.arctan, "atan(x)"),
    one("sinh", np.sinh, "sinh(x)"),
    one("cosh", np.cosh, "cosh(x)"),
    one("tanh", np.tanh, "tanh(x)"),
    one("abs", np.abs, "Abs(x)"),
    one("sign", np.sign, "0", smooth=False, kinds=("int64",)),
    one("floor", np.floor, "0", smooth=False),
    one("ceil", np.ceil, "0", smooth=False),
    one("trunc", np.trunc, "0", smooth=False),
    one("round", np.round, "0", smooth=False),
]

ACTIVATIONS = [
    one("sigmoid", logistic, "1/(1 + exp(-x))"),
    one("relu", lambda x: np.maximum(x, 0), "Max(x, 0)"),
    one("erf", None, "erf(x)"),
    Row("softplus", lambda t, x: functional(t).softplus(x), lambda x: np.log1p(np.exp(x)), exact="log(1 + exp(x))"),
    Row("leaky_relu", lambda t, x: functional(t).leaky_relu(x, 0.1), lambda x: np.where(x > 0, x, 0.1 * x)),
    Row("elu", lambda t, x: functional(t).elu(x), lambda x: np.where(x > 0, x, np.expm1(x))),
    Row("hardtanh", lambda t, x: functional(t).hardtanh(x), lambda x: np.clip(x, -1, 1), kinds=()),
    Row("gelu", lambda t, x: functional(t).gelu(x), None, exact="x*(1 + erf(x/sqrt(2)))/2"),
    Row("silu", lambda t, x: functional(t).silu(x), lambda x: x * logistic(x), exact="x/(1 + exp(-x))"),
    Row(
        "logsigmoid", lambda t, x: functional(t).logsigmoid(x), lambda x: np.log(logistic(x)), exact="-log(1 + exp(-x))"
    ),
    matrix("softmax", lambda t, x: t.softmax(x, 1), lambda x: shares(x, 1)),
    matrix("softmax_rows", lambda t, x: x.softmax(dim=0), lambda x: shares(x, 0)),
    matrix("log_softmax", lambda t, x: t.log_softmax(x, -1), lambda x: np.log(shares(x, -1))),
]

CHOICES = [
    two("where", lambda t, x, y: t.where(x > y, x, y), np.maximum, "Max(x, y)"),
    Row("where_number", lambda t, x: t.where(x > 0, x, 0.5), lambda x: np.where(x > 0, x, 0.5)),
    two("maximum", lambda t, x, y: t.maximum(x, y), np.maximum, "Max(x, y)"),
    two("minimum", lambda t, x, y: t.minimum(x, y), np.minimum, "Min(x, y)"),
    Row("clamp", lambda t, x: x.clamp(-0.5, 0.7), lambda x: np.clip(x, -0.5, 0.7)),
    Row("clip", lambda t, x: t.clip(x, -0.5, 0.7), lambda x: np.clip(x, -0.5, 0.7)),
    Row("clamp_low", lambda t, x: t.clamp(x, min=0.1), lambda x: np.maximum(x, 0.1)),
    Row("clamp_min", lambda t, x: x.clamp_min(0.1), lambda x: np.maximum(x, 0.1)),
    Row("clamp_max", lambda t, x: x.clamp_max(0.1), lambda x: np.minimum(x, 0.1)),
    two("clamp_tensor", lambda t, x, y: x.clamp(min=y), np.maximum, "Max(x, y)"),
    Row("masked_fill", lambda t, x: x.masked_fill(x > 0, 2.0), lambda x: np.where(x > 0, 2.0, x)),
    matrix("masked_select", lambda t, x: x.masked_select(x > 0), lambda x: x[x > 0]),
]

REDUCTIONS = [
    matrix("sum", lambda t, x: x.sum(), np.sum),
    matrix("sum_dim", lambda t, x: x.sum(0), lambda x: x.sum(0)),
    matrix("sum_keepdim", lambda t, x: x.sum((0, 1), keepdim=True), lambda x: x.sum((0, 1), keepdims=True)),
    matrix("sum_axis", lambda t, x: x.sum(axis=1, keepdims=True), lambda x: x.sum(1, keepdims=True)),
    matrix("mean", lambda t, x: x.mean(), np.mean),
    matrix("mean_dim", lambda t, x: x.mean(-1), lambda x: x.mean(-1)),
    matrix("prod", lambda t, x: x.prod(), np.prod),
    matrix("prod_dim", lambda t, x: x.prod(1), lambda x: x.prod(1)),
    matrix("prod_with_zero", lambda t, x: (x * t.tensor([0.0, 1.0, 2.0]).to(x.dtype)).prod(1), lambda x: 0 * x[:, 0]),
    matrix("prod_two_zeros", lambda t, x: (x * t.tensor([0.0, 1.0, 0.0]).to(x.dtype)).prod(), lambda x: 0 * x[0, 0]),
    matrix("var", lambda t, x: x.var(), lambda x: x.var(ddof=1)),
    matrix("var_dim", lambda t, x: x.var(1, correction=0), lambda x: x.var(1)),
    matrix("std", lambda t, x: x.std(unbiased=False), np.std),
    matrix("std_dim", lambda t, x: x.std(0, keepdim=True), lambda x: x.std(0, ddof=1, keepdims=True), (4, 2)),
    matrix("logsumexp", lambda t, x: t.logsumexp(x, 1), lambda x: np.log(np.exp(x).sum(1))),
    matrix("norm", lambda t, x: x.norm(), np.linalg.norm),
    matrix("norm_dim", lambda t, x: x.norm(2, 1), lambda x: np.linalg.norm(x, axis=1)),
    matrix("norm_one", lambda t, x: x.norm(1), lambda x: np.abs(x).sum()),
    matrix("norm_three", lambda t, x: t.linalg.norm(x[0], 3), lambda x: (np.abs(x[0]) ** 3).sum() ** (1 / 3)),
    matrix("norm_inf", lambda t, x: x.norm(float("inf"), 0), lambda x: np.abs(x).max(0)),
    matrix("cumsum", lambda t, x: x.cumsum(1), lambda x: x.cumsum(1)),
    matrix("cumprod", lambda t, x: x.cumprod(0), lambda x: x.cumprod(0)),
    matrix(
        "cumprod_zero",
        lambda t, x: (x * t.tensor([1.0, 0.0, 2.0]).to(x.dtype)).cumprod(1),
        lambda x: (x * [1, 0, 2]).cumprod(1),
    ),
]

EXTREMES = [
    matrix("max", lambda t, x: x.max(), np.max),
    matrix("max_dim", lambda t, x: x.max(1).values, lambda x: x.max(1)),
    matrix("min", lambda t, x: t.min(x), np.min),
    matrix("min_dim", lambda t, x: t.min(x, dim=0, keepdim=True)[0], lambda x: x.min(0, keepdims=True)),
    matrix("amax", lambda t, x: x.amax((0, 1)), np.max),
    matrix("amin", lambda t, x: x.amin(1), lambda x: x.min(1)),
    matrix("median", lambda t, x: x.median(), lambda x: np.sort(x, axis=None)[2]),
    matrix("median_dim", lambda t, x: x.median(1)[0], lambda x: np.sort(x, 1)[:, 1]),
    matrix("sort", lambda t, x: x.sort(1).values, lambda x: np.sort(x, 1)),
    matrix("sort_down", lambda t, x: t.sort(x, descending=True)[0], lambda x: -np.sort(-x, 1)),
    matrix("topk", lambda t, x: x.topk(2)[0], lambda x: -np.sort(-x, 1)[:, :2], kinds=("int64",)),
    matrix(
        "gather",
        lambda t, x: x.gather(1, t.tensor([[0, 0], [2, 1]])),
        lambda x: np.take_along_axis(x, np.array([[0, 0], [2, 1]]), 1),
    ),
    matrix("index_select", lambda t, x: x.index_select(1, t.tensor([2, 0, 2])), lambda x: x[:, [2, 0, 2]]),
]

SHAPES = [
    matrix("reshape", lambda t, x: x.reshape(3, 2), lambda x: x.reshape(3, 2)),
    matrix("view", lambda t, x: x.view(-1), lambda x: x.reshape(-1)),
    matrix("flatten", lambda t, x: x.flatten(), lambda x: x.reshape(-1)),
    matrix("permute", lambda t, x: x.permute(2, 0, 1), lambda x: x.transpose(2, 0, 1), (2, 3, 2)),
    matrix("transpose", lambda t, x: x.transpose(0, 1), np.transpose),
    matrix("t", lambda t, x: x.t(), np.transpose),
    matrix("T", lambda t, x: x.T, np.transpose),
    matrix("unsqueeze", lambda t, x: x.unsqueeze(1), lambda x: x[:, None]),
    matrix("squeeze", lambda t, x: x.squeeze(), lambda x: x[0], (1, 3)),
    matrix("expand", lambda t, x: x.expand(4, 3), lambda x: np.broadcast_to(x, (4, 3)), (1, 3)),
    matrix("expand_as", lambda t, x: x.expand_as(t.zeros(4, 3)), lambda x: np.broadcast_to(x, (4, 3)), (1, 3)),
    matrix("movedim", lambda t, x: x.movedim(0, 1), np.transpose),
    matrix("narrow", lambda t, x: x.narrow(1, 1, 2), lambda x: x[:, 1:]),
    matrix("select", lambda t, x: x[1], lambda x: x[1]),
    matrix("slice", lambda t, x: x[:, 1:], lambda x: x[:, 1:]),
    matrix("index", lambda t, x: x[[0, 1, 1], [2, 0, 0]], lambda x: x[[0, 1, 1], [2, 0, 0]]),
    matrix("split", lambda t, x: x.split(2, 1)[0], lambda x: x[:, :2]),
    matrix("split_sizes", lambda t, x: t.split(x, [1, 2], 1)[1], lambda x: x[:, 1:]),
    matrix("chunk", lambda t, x: x.chunk(2, 1)[1], lambda x: x[:, 2:]),
    matrix("unbind", lambda t, x: x.unbind(1)[2], lambda x: x[:, 2]),
    Row("cat", lambda t, x, y: t.cat([x, y], 1), lambda x, y: np.concatenate([x, y], 1), ((2, 3), (2, 1))),
    Row("stack", lambda t, x, y: t.stack([x, y], 1), lambda x, y: np.stack([x, y], 1), ((2, 3), (2, 3))),
    Row("hstack", lambda t, x, y: t.hstack((x, y)), lambda x, y: np.hstack((x, y)), ((2, 3), (2, 1))),
    Row("vstack", lambda t, x, y: t.vstack((x, y)), lambda x, y: np.vstack((x, y)), ((3,), (2, 3))),
    matrix("repeat", lambda t, x: x.repeat(2, 1, 2), lambda x: np.tile(x, (2, 1, 2))),
    matrix("tile", lambda t, x: x.tile(2), lambda x: np.tile(x, 2)),
    matrix("flip", lambda t, x: x.flip(0, 1), lambda x: x[::-1, ::-1]),
    matrix("roll", lambda t, x: x.roll(1, 1), lambda x: np.roll(x, 1, 1)),
    matrix("roll_all", lambda t, x: x.roll(2), lambda x: np.roll(x, 2)),
    matrix("tril", lambda t, x: x.tril(), np.tril),
    matrix("triu", lambda t, x: x.triu(1), lambda x: np.triu(x, 1)),
    matrix("diag", lambda t, x: x.diag(), np.diag),
    Row("diag_embed", lambda t, x: x.diag(), np.diag),
    matrix("trace", lambda t, x: x.trace(), np.trace),
    matrix("clone", lambda t, x: x.clone(), np.array),
]

PRODUCTS = [
    Row("dot", lambda t, x, y: x.dot(y), np.dot, ((3,), (3,))),
    Row("outer", lambda t, x, y: t.outer(x, y), np.outer, ((3,), (2,))),
    Row("mv", lambda t, x, y: x.mv(y), np.dot, ((2, 3), (3,))),
    Row("mm", lambda t, x, y: x.mm(y), np.dot, ((2, 3), (3, 2))),
    Row("bmm", lambda t, x, y: x.bmm(y), np.matmul, ((2, 2, 3), (2, 3, 2))),
    Row("addmm", lambda t, x, y, z: t.addmm(x, y, z), lambda x, y, z: x + y @ z, ((2,), (2, 3), (3, 2))),
    *[
        Row(f"matmul_{len(a)}_{len(b)}", lambda t, x, y: x @ y, np.matmul, (a, b), node=node)
        for a, b, node in (
            ((3,), (3,), None),
            ((3,), (3, 2), None),
            ((2, 3), (3,), None),
            ((2, 3), (3, 2), None),
            ((2, 2, 3), (3,), None),
            ((2, 2, 3), (3, 2), None),
            ((3,), (2, 3, 2), "any"),
            ((2, 3), (2, 3, 2), "any"),
            ((2, 2, 3), (1, 3, 2), None),
        )
    ],
    matrix(
        "det", lambda t, x: t.det((x + t.tensor(WELL).to(x.dtype)) / 3), lambda x: np.linalg.det((x + WELL) / 3), (3, 3)
    ),
    matrix("inv", lambda t, x: t.inverse(x + t.tensor(WELL).to(x.dtype)), lambda x: np.linalg.inv(x + WELL), (3, 3)),
    Row(
        "solve",
        lambda t, x, y: t.linalg.solve(x + t.tensor(WELL).to(x.dtype), y),
        lambda x, y: np.linalg.solve(x + WELL, y),
        ((3, 3), (3,)),
    ),
    Row(
        "solve_matrix",
        lambda t, x, y: t.linalg.solve(x + t.tensor(WELL).to(x.dtype), y),
        lambda x, y: np.linalg.solve(x + WELL, y),
        ((3, 3), (3, 2)),
    ),
]

LOSSES = [
    two("mse_loss", lambda t, x, y: functional(t).mse_loss(x, y), lambda x, y: ((x - y) ** 2).mean(), None),
    two(
        "mse_loss_none", lambda t, x, y: functional(t).mse_loss(x, y, reduction="none"), lambda x, y: (x - y) ** 2, None
    ),
    two(
        "l1_loss", lambda t, x, y: functional(t).l1_loss(x, y, reduction="sum"), lambda x, y: np.abs(x - y).sum(), None
    ),
    two(
        "bce",
        lambda t, x, y: functional(t).binary_cross_entropy(x, y),
        lambda x, y: -(y * np.log(x) + (1 - y) * np.log(1 - x)).mean(),
        None,
        PROBABLE,
    ),
    two(
        "bce_logits",
        lambda t, x, y: functional(t).binary_cross_entropy_with_logits(x, y),
        lambda x, y: -(y * np.log(logistic(x)) + (1 - y) * np.log(1 - logistic(x))).mean(),
        None,
        PROBABLE,
    ),
    matrix("nll_loss", lambda t, x: functional(t).nll_loss(x, t.tensor([2, 0])), lambda x: -(x[0, 2] + x[1, 0]) / 2),
    matrix(
        "cross_entropy",
        lambda t, x: functional(t).cross_entropy(x, t.tensor([2, 0]), reduction="sum"),
        lambda x: -np.log(shares(x, 1)[[0, 1], [2, 0]]).sum(),
    ),
    two(
        "cross_entropy_shares",
        lambda t, x, y: functional(t).cross_entropy(x, y),
        lambda x, y: -(np.log(shares(x, 1)) * y).sum() / 2,
        None,
        PROBABLE,
        node="any",
        kinds=(),
    ),
    Row(
        "linear", lambda t, x, w, b: functional(t).linear(x, w, b), lambda x, w, b: x @ w.T + b, ((2, 3), (4, 3), (4,))
    ),
]

TABLE = [*ARITHMETIC, *ELEMENTARY, *ACTIVATIONS, *CHOICES, *REDUCTIONS, *EXTREMES, *SHAPES, *PRODUCTS, *LOSSES]
