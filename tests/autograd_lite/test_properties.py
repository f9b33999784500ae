"""Laws that hold for all inputs: linearity, sums over paths, and rules of calculus, on inputs that hypothesis draws."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, broadcastable_shapes

import autograd_lite as torch

numbers = st.floats(-3, 3, allow_subnormal=False).map(lambda v: round(v, 3))
boxes = arrays(np.float64, array_shapes(min_dims=0, max_dims=3, min_side=1, max_side=4), elements=numbers)
quick = settings(max_examples=60, deadline=None)


def gradient(f, *xs):
    return [g.numpy() for g in torch.autograd.grad(f(*xs), xs)]


def leaf(array):
    return torch.tensor(array, requires_grad=True)


@quick
@given(boxes, numbers, numbers)
def test_the_gradient_is_linear(array, a, b):
    (both,) = gradient(lambda x: (a * x.sin() + b * x * x).sum(), leaf(array))
    (one,) = gradient(lambda x: x.sin().sum(), leaf(array))
    (other,) = gradient(lambda x: (x * x).sum(), leaf(array))
    np.testing.assert_allclose(both, a * one + b * other, atol=1e-12)


@quick
@given(boxes, st.integers(1, 5))
def test_paths_add_up(array, n):
    (got,) = gradient(lambda x: sum([(x * x).sum() for _ in range(n)]), leaf(array))
    np.testing.assert_allclose(got, 2 * n * array)


@quick
@given(st.data(), boxes)
def test_broadcasting_is_undone(data, array):
    shape = data.draw(broadcastable_shapes(array.shape, min_dims=0, max_dims=3, max_side=4))
    other = data.draw(arrays(np.float64, shape, elements=numbers))
    x, y = leaf(array), leaf(other)
    of_x, of_y = gradient(lambda x, y: (x * y).sum(), x, y)
    assert of_x.shape == array.shape and of_y.shape == other.shape
    np.testing.assert_allclose(of_x.sum(), np.broadcast_arrays(other, array)[0].sum(), atol=1e-9)
    np.testing.assert_allclose(of_y.sum(), np.broadcast_arrays(array, other)[0].sum(), atol=1e-9)


@quick
@given(boxes)
def test_the_chain_rule(array):
    (whole,) = gradient(lambda x: x.tanh().exp().sum(), leaf(array))
    np.testing.assert_allclose(whole, np.exp(np.tanh(array)) * (1 - np.tanh(array) ** 2), rtol=1e-9, atol=1e-12)


@quick
@given(boxes)
def test_the_product_rule_for_any_two_functions(array):
    (whole,) = gradient(lambda x: (x.cos() * x.exp()).sum(), leaf(array))
    np.testing.assert_allclose(whole, np.exp(array) * (np.cos(array) - np.sin(array)), rtol=1e-9, atol=1e-9)


@quick
@given(boxes)
def test_moving_elements_moves_gradients(array):
    weights = np.arange(array.size, dtype=float)
    (got,) = gradient(lambda x: (x.flatten().flip(0) * torch.tensor(weights)).sum(), leaf(array))
    np.testing.assert_array_equal(got.reshape(-1), weights[::-1])


@quick
@given(boxes)
def test_ties_share_a_gradient_of_one(array):
    (got,) = gradient(lambda x: x.max(), leaf(array))
    assert abs(got.sum() - 1) < 1e-12 and (got[array != array.max()] == 0).all()
    assert np.ptp(got[array == array.max()]) == 0


@quick
@given(arrays(np.float64, st.integers(1, 6), elements=numbers.filter(lambda v: abs(v) < 3)))
def test_the_second_derivative_is_symmetric(array):
    x = leaf(array)
    mixed = (torch.outer(x, x).sin() * torch.tensor(np.arange(array.size**2).reshape(array.size, -1))).sum()
    (first,) = torch.autograd.grad(mixed, x, create_graph=True)
    rows = [torch.autograd.grad(g, x, retain_graph=True)[0].numpy() for g in first]
    np.testing.assert_allclose(np.stack(rows), np.stack(rows).T, atol=1e-9)


@quick
@given(boxes)
def test_backward_and_grad_agree(array):
    x, y = leaf(array), leaf(array)
    (x.sigmoid() * x).sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), gradient(lambda v: (v.sigmoid() * v).sum(), y)[0])
