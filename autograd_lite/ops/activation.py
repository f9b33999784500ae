"""Activations: the bends that make a network more than one straight line."""

from __future__ import annotations

import math

import numpy as np

from .. import dtypes
from ..autograd.operation import unary
from ..tensor import Tensor
from .axes import axes_of
from .choice import where
from .elementary import exp
from .formula import OfInput, OfResult, function_of, require
from .reduction import sum


class Sigmoid(OfResult, rule=lambda grad, out: grad * (out * (1 - out))):
    """Return σ(x) = 1/(1 + e⁻ˣ) of each element: dσ/dx = σ(1 − σ)."""

    def value(x):
        return 0.5 * (1 + np.tanh(0.5 * x))  # the same function, and e⁻ˣ cannot overflow


class Relu(OfResult, value=lambda x: np.maximum(x, 0), rule=lambda grad, out: where(out > 0, grad, out * 0.0)):
    """Return the positive part of each element: the slope is 1 for x > 0, else 0, also at the corner x = 0."""

    # The zeros are made of `out`, so that a second derivative finds a path, and 0.


class Silu(OfInput, value=lambda x: x * Sigmoid.value(x)):
    """Return x·σ(x) of each element: d/dx = σ(1 + x(1 − σ))."""

    def rule(grad, x):
        s = sigmoid(x)
        return grad * (s * (1 + x * (1 - s)))


class LogSigmoid(OfInput, value=lambda x: np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))):
    """Return ln σ(x) of each element: d/dx = 1 − σ(x) = σ(−x)."""

    def rule(grad, x):
        return grad * sigmoid(-x)


class Erf(OfInput, value=lambda x: np.vectorize(math.erf, otypes=[x.dtype])(x)[()]):
    """Return the error function of each element: d/dx = 2/√π·e^(−x²)."""

    def rule(grad, x):
        return grad * (2 / math.sqrt(math.pi) * exp(-x * x))


class Gelu(OfInput, value=lambda x: x * (0.5 * (1 + Erf.value(x / math.sqrt(2))))):
    """Return x·Φ(x) of each element, Φ the normal distribution: d/dx = Φ + x·Φ′."""

    def rule(grad, x):
        return grad * (0.5 * (1 + erf(x / math.sqrt(2))) + x * (exp(-0.5 * x * x) / math.sqrt(2 * math.pi)))


class Softplus(OfInput):
    """ln(1 + e^(βx))/β, a smooth relu: the slope is σ(βx)."""

    def value(x, beta, threshold):
        return np.where(x * beta > threshold, x, np.log1p(np.exp(x * beta)) / beta)[()]

    def rule(grad, x, beta, threshold):
        return grad * where(x * beta > threshold, 1.0, sigmoid(x * beta))


class LeakyRelu(OfInput, value=lambda x, a: np.where(x > 0, x, x * a)[()]):
    """x for x > 0, else a·x: the slope is 1 or a, and a at the corner."""

    def rule(grad, x, a):
        return where(x > 0, grad, grad * a)


class Elu(OfInput, value=lambda x, alpha: np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))[()]):
    """x for x > 0, else α(eˣ − 1): the slope is 1 or αeˣ."""

    def rule(grad, x, alpha):
        return where(x > 0, grad, grad * alpha * exp(where(x < 0, x, 0.0)))


class Hardtanh(OfInput, value=np.clip, rule=lambda grad, x, low, high: where((x > low) & (x < high), grad, 0.0)):
    """x between two bounds, which it does not leave: the slope is 1 between them, 0 outside and on them."""


class Softmax(OfResult, rule=lambda grad, out, axes: out * (grad - sum(grad * out, axes, True))):
    """pᵢ = e^xᵢ/Σe^xⱼ: the gradient is p·(g − Σ g·p)."""

    def value(x, axes):
        powers = np.exp(x - x.max(axes, keepdims=True))  # the same ratio, and the powers cannot overflow
        return powers / powers.sum(axes, keepdims=True)


class LogSoftmax(OfResult, rule=lambda grad, out, axes: grad - exp(out) * sum(grad, axes, True)):
    """ln pᵢ = xᵢ − ln Σe^xⱼ: the gradient is g − p·Σ g."""

    def value(x, axes):
        shifted = x - x.max(axes, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axes, keepdims=True))


def _numbers(x):
    """Return a tensor that relu can take. Raises RuntimeError for booleans."""
    require(not isinstance(x, Tensor) or x._data.dtype.kind != "b", "relu_bool")
    return x


sigmoid, relu, silu = function_of(Sigmoid), function_of(Relu, _numbers), function_of(Silu)
logsigmoid, erf, gelu = function_of(LogSigmoid), function_of(Erf), function_of(Gelu)


def softplus(input, beta=1.0, threshold=20.0):
    """Return ln(1 + e^(beta·x))/beta; beyond `threshold`, where it makes no difference, x itself."""
    return unary(Softplus, input, beta, threshold)


def leaky_relu(input, negative_slope=0.01):
    """Return each element, or negative_slope times it where it is negative."""
    return unary(LeakyRelu, input, negative_slope)


def elu(input, alpha=1.0):
    """Return each element, or alpha·(eˣ − 1) where it is negative."""
    return unary(Elu, input, alpha)


def hardtanh(input, min_val=-1.0, max_val=1.0):
    """Return each element moved into the interval from `min_val` to `max_val`."""
    return unary(Hardtanh, input, min_val, max_val)


def softmax(input, dim, dtype=None):
    """Return the elements as shares that add up to 1 along `dim`. Raises NotImplementedError for integers."""
    return _shares(Softmax, input, dim, dtype, "softmax")


def log_softmax(input, dim, dtype=None):
    """Return the logarithm of `softmax`, computed so that it cannot overflow."""
    return _shares(LogSoftmax, input, dim, dtype, "log_softmax")


def _shares(op, x, dim, dtype, function: str):
    x = x if dtype is None else x.to(dtype)
    require(x._data.dtype.kind == "f", "softmax_dtype", function=function, dtype=dtypes.scalar_name(x._data))
    return unary(op, x, axes_of(x, dim))
