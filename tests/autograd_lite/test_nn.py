"""Losses and activations: extreme values, reductions, and the mistakes that introductory code makes."""

from __future__ import annotations

import math

import numpy as np
import pytest

import autograd_lite as torch
import autograd_lite.nn.functional as F


def leaf(*numbers):
    return torch.tensor([float(n) for n in numbers], requires_grad=True)


@pytest.mark.parametrize("name", ["sigmoid", "softplus", "logsigmoid", "tanh", "gelu", "silu", "elu"])
def test_large_inputs_do_not_overflow(name):
    x = leaf(-1000, -40, 0, 40, 1000)
    getattr(F, name)(x).sum().backward()
    assert torch.isfinite(x.grad).all()


def test_softmax_of_large_scores():
    x = leaf(1000, 1001, -1000)
    p = F.softmax(x, dim=0)
    assert p.sum().item() == pytest.approx(1) and p[0].item() == pytest.approx(1 / (1 + math.e))
    F.log_softmax(x, dim=0)[2].backward()
    assert x.grad.tolist() == pytest.approx([-1 / (1 + math.e), -math.e / (1 + math.e), 1.0])


@pytest.mark.parametrize(
    ("name", "at", "slope"),
    [
        ("relu", 0, 0),
        ("leaky_relu", 0, 0.01),
        ("hardtanh", 1, 0),
        ("hardtanh", 0.5, 1),
        ("elu", 0, 1),
        ("softplus", 0, 0.5),
    ],
)
def test_corners_as_in_torch(name, at, slope):
    x = leaf(at)
    getattr(F, name)(x).backward()
    assert x.grad.item() == pytest.approx(slope)


def test_reductions_of_losses():
    x, y = leaf(1, 2, 4), torch.tensor([1.0, 0.0, 0.0])
    assert F.mse_loss(x, y).item() == pytest.approx(20 / 3)
    assert F.mse_loss(x, y, reduction="sum").item() == 20 and F.mse_loss(x, y, reduction="none").tolist() == [0, 4, 16]
    assert F.l1_loss(x, y).item() == 2


def test_shapes_that_broadcast_by_mistake_are_noticed():
    with pytest.warns(UserWarning, match=r"Using a target size \(torch.Size\(\[3\]\)\)"):
        F.mse_loss(torch.ones(3, 1), torch.ones(3))


def test_cross_entropy_of_one_row_and_of_many():
    scores = torch.tensor([[1.0, 2.0, 0.5], [0.0, 0.0, 0.0]], requires_grad=True)
    loss = F.cross_entropy(scores, torch.tensor([1, 2]))
    logs = scores.detach().numpy() - np.log(np.exp(scores.detach().numpy()).sum(1, keepdims=True))
    assert loss.item() == pytest.approx(-(logs[0, 1] + logs[1, 2]) / 2) and loss.grad_fn.name() == "NllLossBackward0"
    assert F.cross_entropy(scores[0], torch.tensor(1)).item() == pytest.approx(-logs[0, 1])
    loss.backward()
    shares = np.exp(logs)
    shares[[0, 1], [1, 2]] -= 1
    np.testing.assert_allclose(scores.grad.numpy(), shares / 2)


def test_bce_at_its_ends():
    x = leaf(0, 1, 0.5)
    loss = F.binary_cross_entropy(x, torch.tensor([0.0, 1.0, 1.0]), reduction="none")
    assert loss.tolist() == pytest.approx([0, 0, math.log(2)])
    assert F.binary_cross_entropy(leaf(0), torch.tensor([1.0])).item() == 100
    z = leaf(-800, 800)
    F.binary_cross_entropy_with_logits(z, torch.tensor([1.0, 0.0])).backward()
    assert z.grad.tolist() == [-0.5, 0.5]


def test_linear_and_one_hot():
    x, w, b = torch.ones(2, 3), torch.ones(4, 3), torch.arange(4.0)
    assert F.linear(x, w, b).tolist() == [[3.0, 4.0, 5.0, 6.0]] * 2 and F.linear(x[0], w).tolist() == [3.0] * 4
    assert F.one_hot(torch.tensor([0, 2])).tolist() == [[1, 0, 0], [0, 0, 1]]
