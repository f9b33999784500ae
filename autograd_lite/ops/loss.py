"""Losses: one number that says how far predictions are from what was wanted.

A loss is computed per element; `reduction` says whether the elements are averaged (as a rule), added, or returned as
they are. A class's rule is that of one element; the share 1/n of the mean is multiplied in here.
"""

from __future__ import annotations

import warnings

import numpy as np

from ..autograd.operation import Operation, promoted, unary
from ..refusals import text
from ..tensor import wrap
from .activation import log_softmax, sigmoid
from .choice import where
from .elementary import abs, log
from .formula import OfBoth, require
from .indexing import put
from .linalg import addmm, matmul
from .shape import expand, t

REDUCTIONS = {"mean": np.mean, "sum": np.sum, "none": np.asarray}


class PairLoss(OfBoth):
    """A loss of pairs (input, target): `element(x, y)` for each, `slopes(grad, x, y)` its two gradients."""

    @classmethod
    def value(cls, x, y, reduction):
        return REDUCTIONS[reduction](cls.element(x, y))[()]

    @classmethod
    def rule(cls, grad, x, y, reduction):
        n = np.broadcast(np.empty(x.shape), np.empty(y.shape)).size
        return cls.slopes(grad / n if reduction == "mean" else grad, x, y)


class MseLoss(PairLoss, element=lambda x, y: (x - y) ** 2):
    """(x − y)²: ∂/∂x = 2(x − y)."""

    def slopes(grad, x, y):
        slope = grad * 2 * (x - y)
        return slope, -slope


class BinaryCrossEntropy(PairLoss):
    """−y ln x − (1 − y) ln(1 − x), logarithms cut off at −100: ∂/∂x = (x − y)/(x(1 − x))."""

    def element(x, y):
        return -(y * np.maximum(np.log(x), -100) + (1 - y) * np.maximum(np.log1p(-x), -100))

    def slopes(grad, x, y):
        room = x * (1 - x)
        return grad * (x - y) / where(room < 1e-12, 1e-12, room), grad * (log(1 - x) - log(x))


class BinaryCrossEntropyWithLogits(PairLoss, slopes=lambda grad, z, y: (grad * (sigmoid(z) - y), grad * -z)):
    """The same for x = σ(z), computed from z so that nothing overflows: ∂/∂z = σ(z) − y."""

    def element(z, y):
        return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


class NllLoss(Operation):
    """−x at the index of the right class, of each row: the gradient goes to these places alone."""

    attributes = ("places", "share")

    def forward(ctx, x, places, reduction):
        values = -x[places]
        ctx.save_for_backward(x)
        ctx.places = places
        ctx.share = 1 / max(values.size, 1) if reduction == "mean" else 1.0
        return REDUCTIONS[reduction](values)[()]

    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return put(expand(grad * -ctx.share, ctx.places[-1].shape), ctx.places, x.shape)


def mse_loss(input, target, reduction="mean"):
    """Return the mean of (input − target)². Warns where the two shapes differ, since broadcasting is rarely meant."""
    return _of_pairs(MseLoss, input, target, reduction, None)


def l1_loss(input, target, reduction="mean"):
    """Return the mean of |input − target|."""
    _check_pairs(input, target, reduction, None)
    return _reduced(abs(input - target), reduction)


def binary_cross_entropy(input, target, reduction="mean"):
    """Return the mean of −y ln x − (1 − y) ln(1 − x) for probabilities x and labels y.

    Raises ValueError if the shapes differ, RuntimeError for an x outside 0 … 1.
    """
    require(not ((input._data < 0) | (input._data > 1)).any(), "bce_range")
    return _of_pairs(BinaryCrossEntropy, input, target, reduction, "bce_sizes")


def binary_cross_entropy_with_logits(input, target, reduction="mean"):
    """Return `binary_cross_entropy` of sigmoid(input), safe against overflow. Raises ValueError if shapes differ."""
    return _of_pairs(BinaryCrossEntropyWithLogits, input, target, reduction, "bce_logits_sizes")


def nll_loss(input, target, reduction="mean"):
    """Return the mean of −input at the right class: rows of log-probabilities, and one class number for each.

    Raises ValueError if the numbers of rows differ, IndexError for a class that does not exist.
    """
    require(reduction in REDUCTIONS, "reduction", reduction=reduction)
    classes, rows = np.asarray(target._data), input.shape[:-1]
    require(rows == classes.shape, "batch_sizes", input=input.shape[0], target=classes.size)
    for wrong in classes[(classes < 0) | (classes >= input.shape[-1])].reshape(-1).tolist()[:1]:
        require(False, "target_range", target=wrong)
    return unary(NllLoss, input, (*[np.arange(n) for n in rows], classes), reduction)


def cross_entropy(input, target, reduction="mean"):
    """Return the mean of −ln softmax(input) at the right class; `target` holds class numbers or probabilities."""
    logs = log_softmax(input, input.ndim - 1)
    if not target.is_floating_point():
        return nll_loss(logs, target, reduction)
    return _reduced(-(logs * target).sum(-1), reduction)


def linear(input, weight, bias=None):
    """Return input @ weightᵀ + bias."""
    if bias is None:
        return matmul(input, t(weight))
    return addmm(bias, input, t(weight)) if input.ndim == 2 else matmul(input, t(weight)) + bias


def one_hot(tensor, num_classes=-1):
    """Return rows of zeros with a 1 at each class number. Raises RuntimeError for a number that is too large."""
    n = int(tensor._data.max()) + 1 if num_classes == -1 else num_classes
    require(not (tensor._data >= n).any(), "one_hot_range")
    return wrap((tensor._data[..., None] == np.arange(n)).astype(np.int64))


def _of_pairs(op, x, y, reduction: str, sizes):
    _check_pairs(x, y, reduction, sizes)
    return op.apply(*promoted(x, y), reduction)


def _check_pairs(x, y, reduction: str, sizes) -> None:
    """Refuse an unknown reduction, and two shapes that differ (only a warning where `sizes` names no refusal)."""
    require(reduction in REDUCTIONS, "reduction", reduction=reduction)
    if x.shape != y.shape and sizes is None:
        warnings.warn(text("loss_sizes", target=repr(y.shape), input=repr(x.shape)), UserWarning, stacklevel=3)
    elif x.shape != y.shape:
        require(False, sizes, target=repr(y.shape), input=repr(x.shape))


def _reduced(losses, reduction: str):
    require(reduction in REDUCTIONS, "reduction", reduction=reduction)
    return losses if reduction == "none" else losses.sum() if reduction == "sum" else losses.mean()
