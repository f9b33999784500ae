"""Optimisers: their numbers by hand, and torch's numbers where torch is installed."""

from __future__ import annotations

import pytest

import autograd_lite as torch

try:
    import torch as real
except ImportError:
    real = None

SETTINGS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.5, "nesterov": True, "weight_decay": 0.1}),
    ("Adam", {"lr": 0.05}),
    ("Adam", {"lr": 0.05, "betas": (0.5, 0.8), "eps": 1e-3, "weight_decay": 0.2}),
]


def trained(module, name, settings, steps=12):
    """Return the path of two parameters, one of which gets no gradient in every third step."""
    w, b = module.tensor([1.0, -2.0], requires_grad=True), module.tensor(0.5, requires_grad=True)
    optimizer = getattr(module.optim, name)([w, b], **settings)
    path = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = (w**2).sum() * 0.7 if step % 3 == 2 else ((w - 3) ** 2).sum() + (w.sum() * b - 1) ** 2 * 0.1
        loss.backward()
        optimizer.step()
        path += [*w.tolist(), b.item()]
    return path


@pytest.mark.torch
@pytest.mark.skipif(real is None, reason="torch is not installed")
@pytest.mark.parametrize(("name", "settings"), SETTINGS, ids=str)
def test_numbers_are_torchs(name, settings):
    real.set_default_dtype(real.float64)
    assert trained(torch, name, settings) == pytest.approx(trained(real, name, settings), rel=1e-12)


def test_momentum_by_hand():
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.5)
    velocity, x = 0.0, 1.0
    for _ in range(3):
        optimizer.zero_grad()
        (w * w).backward()
        optimizer.step()
        velocity = 0.5 * velocity + 2 * x
        x -= 0.1 * velocity
    assert w.item() == pytest.approx(x)


def test_adams_first_step_has_the_length_lr():
    w = torch.tensor([5.0, -300.0], requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=0.01)
    (w * w).sum().backward()
    optimizer.step()
    assert w.tolist() == pytest.approx([4.99, -299.99])


def test_zero_grad():
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    (w * 2).backward()
    optimizer.zero_grad(set_to_none=False)
    assert w.grad.item() == 0
    optimizer.zero_grad()
    assert w.grad is None
    optimizer.step()
    assert w.item() == 1.0  # nothing arrived, nothing moves


def test_a_frozen_parameter_with_a_zero_gradient_is_still_moved_by_momentum():
    w = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    (w * 2).backward()
    optimizer.step()
    before = w.item()
    optimizer.zero_grad(set_to_none=False)
    optimizer.step()
    assert w.item() == pytest.approx(before - 0.1 * 0.9 * 2)


def test_groups_settings_and_closure():
    a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([{"params": [a]}, {"params": b, "lr": 0.5}], lr=0.1)

    def closure():
        optimizer.zero_grad()
        loss = a + b
        loss.backward()
        return loss

    with torch.no_grad():
        assert optimizer.step(closure).item() == 2.0
    assert (a.item(), b.item()) == pytest.approx((0.9, 0.5))
    optimizer.param_groups[0]["lr"] = 1.0
    optimizer.step()
    assert a.item() == pytest.approx(-0.1)


def test_a_step_is_noticed_by_what_was_saved():
    w = torch.tensor([1.0], requires_grad=True)
    y = (w * w).sum()
    optimizer = torch.optim.SGD([w], lr=0.1)
    y.backward(retain_graph=True)
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()
