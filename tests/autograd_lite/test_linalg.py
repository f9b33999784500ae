"""Products, determinants, inverses and systems, beyond their rows in the operations table."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import autograd_lite as torch

SHAPES = [(3,), (3, 3), (2, 3, 3), (1, 3, 3), (2, 1, 3, 3)]


@pytest.mark.parametrize(("a", "b"), itertools.product(SHAPES, SHAPES), ids=str)
def test_matmul_of_all_ranks(a, b):
    state = np.random.RandomState(3)
    xs = [torch.tensor(state.standard_normal(s), requires_grad=True) for s in (a, b)]
    arrays = [x.detach().numpy() for x in xs]
    out = xs[0] @ xs[1]
    np.testing.assert_allclose(out.detach().numpy(), arrays[0] @ arrays[1], atol=1e-12)
    weights = np.linspace(0.5, 1.5, out.numel()).reshape(tuple(out.shape))
    (out * torch.tensor(weights)).sum().backward()
    for x, array, other in ((xs[0], arrays[0], arrays[1]), (xs[1], arrays[1], arrays[0])):
        place = tuple(np.zeros(array.ndim, int))
        moved = array.copy()
        moved[place] += 1.0  # the product is linear in each factor, so one step gives the slope exactly
        pair = (moved, other) if x is xs[0] else (other, moved)
        slope = (weights * (pair[0] @ pair[1] - arrays[0] @ arrays[1])).sum()
        assert x.grad[place].item() == pytest.approx(slope)


def test_det_of_singular_matrices_has_cofactors_for_a_gradient():
    a = torch.tensor([[1.0, 2.0], [2.0, 4.0]], requires_grad=True)
    (first,) = torch.autograd.grad(torch.det(a), a, create_graph=True)
    assert first.tolist() == [[4.0, -2.0], [-2.0, 1.0]]
    (second,) = torch.autograd.grad(first[0, 0] * 3 + first[0, 1], a)
    assert second.tolist() == [[0.0, 0.0], [-1.0, 3.0]]
    zero = torch.zeros(2, 2, requires_grad=True)
    torch.det(zero).backward()
    assert zero.grad.tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_large_determinants_and_batches():
    state = np.random.RandomState(1)
    a = torch.tensor(state.standard_normal((2, 6, 6)), requires_grad=True)
    torch.linalg.det(a).sum().backward()
    expected = np.linalg.det(a.detach().numpy())[:, None, None] * np.linalg.inv(a.detach().numpy()).swapaxes(-1, -2)
    np.testing.assert_allclose(a.grad.numpy(), expected, rtol=1e-9)


def test_solve_undoes_a_product():
    a, x = torch.tensor([[3.0, 1.0], [1.0, 2.0]]), torch.tensor([[1.0, -1.0], [0.5, 4.0]])
    assert torch.allclose(torch.linalg.solve(a, a @ x), x)
    assert torch.allclose(torch.linalg.solve(a, a @ x[0]), x[0])
    assert torch.allclose(torch.inverse(a) @ a, torch.eye(2))


def test_singular_matrices_are_refused():
    with pytest.raises(torch.linalg.LinAlgError, match="diagonal element 2 is zero"):
        torch.inverse(torch.ones(2, 2))


def test_norms_of_matrices():
    a = torch.tensor([[3.0, -4.0], [0.0, 12.0]])
    assert torch.linalg.norm(a).item() == 13.0 and torch.linalg.norm(a, 1).item() == 16.0
    assert torch.linalg.norm(a, float("inf")).item() == 12.0
    assert torch.linalg.vector_norm(a, 2, 1).tolist() == [5.0, 12.0] and a.norm(0).item() == 3.0


@pytest.mark.parametrize("p", [0, 1, 1.5, 2, 3, float("inf"), -float("inf")])
def test_norm_is_flat_at_zero(p):
    x = torch.zeros(3, requires_grad=True)
    x.norm(p).backward()
    assert x.grad.tolist() == [0.0, 0.0, 0.0]
