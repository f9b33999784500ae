"""Making tensors: what comes in, what comes out, and what is refused (the words: tests/refusal_rows/making.py)."""

from __future__ import annotations

import numpy as np
import pytest

import autograd_lite as torch


@pytest.mark.parametrize(
    ("data", "dtype", "numbers"),
    [
        (3, torch.int64, 3),
        (3.0, torch.float64, 3.0),
        (True, torch.bool, True),
        ([1, 2.5], torch.float64, [1.0, 2.5]),
        ([True, 2], torch.int64, [1, 2]),
        ([True, 2.5], torch.float64, [1.0, 2.5]),
        ([], torch.float64, []),
        ([[], []], torch.float64, [[], []]),
        (range(3), torch.int64, [0, 1, 2]),
        (((1, 2), (3, 4)), torch.int64, [[1, 2], [3, 4]]),
        (np.float32(1.5), torch.float32, 1.5),
        (np.arange(3), torch.int64, [0, 1, 2]),
        (np.ones((2, 1), np.float32), torch.float32, [[1.0], [1.0]]),
        ([np.array([1, 2]), np.array([3, 4])], torch.int64, [[1, 2], [3, 4]]),
        ([torch.tensor(1), torch.tensor(2.5)], torch.float64, [1.0, 2.5]),
    ],
)
def test_tensor_takes(data, dtype, numbers):
    made = torch.tensor(data)
    assert made.dtype is dtype and made.tolist() == numbers and made.is_leaf


def test_a_named_dtype_wins():
    assert torch.tensor(1.7, dtype=torch.int64).item() == 1
    assert torch.tensor([1, 0], dtype=torch.bool).tolist() == [True, False]
    assert torch.tensor([1], dtype=float).dtype is torch.float64
    assert torch.zeros(2, dtype=torch.float32).dtype is torch.float32


def test_tensor_copies_and_from_numpy_shares():
    array = np.array([1.0, 2.0])
    copied, shared = torch.tensor(array), torch.from_numpy(array)
    array[0] = 9.0
    assert copied.tolist() == [1.0, 2.0] and shared.tolist() == [9.0, 2.0]
    assert torch.as_tensor(array).numpy() is not None and torch.as_tensor(shared) is shared


def test_a_list_of_recorded_tensors_cuts_the_history():
    a = torch.tensor(2.0, requires_grad=True)
    with pytest.warns(UserWarning, match="Converting a tensor with requires_grad=True to a scalar"):
        assert not torch.tensor([a, a * 2]).requires_grad


def test_filled():
    assert torch.zeros(2, 3).shape == (2, 3) and torch.ones((2,)).tolist() == [1.0, 1.0]
    assert torch.zeros(()).shape == () and torch.empty(2, 0).shape == (2, 0)
    assert torch.full((2,), 7).dtype is torch.int64 and torch.full((2,), 7.0).tolist() == [7.0, 7.0]
    assert torch.eye(2, 3).tolist() == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    like = torch.tensor([1, 2])
    assert torch.zeros_like(like).dtype is torch.int64 and torch.ones_like(like, dtype=torch.float32).tolist() == [1, 1]
    assert torch.full_like(like, 5).tolist() == [5, 5]
    assert torch.zeros(2, requires_grad=True).requires_grad


def test_spaced():
    assert torch.arange(3).tolist() == [0, 1, 2] and torch.arange(3.0).dtype is torch.float64
    assert torch.arange(5, 1, -2).tolist() == [5, 3]
    assert torch.arange(0, 1, 0.3).numpy() == pytest.approx([0, 0.3, 0.6, 0.9])
    assert torch.linspace(0, 1, 5).tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_random_numbers_follow_the_seed():
    torch.manual_seed(3)
    first = (torch.rand(4).tolist(), torch.randn(2).tolist(), torch.randint(0, 9, (3,)).tolist())
    torch.manual_seed(3)
    assert first == (torch.rand(4).tolist(), torch.randn(2).tolist(), torch.randint(0, 9, (3,)).tolist())
    assert torch.rand(1000).min().item() >= 0 and torch.rand(1000).max().item() < 1
    assert sorted(torch.randperm(5).tolist()) == [0, 1, 2, 3, 4]
    assert torch.randn_like(torch.zeros(2, 3)).shape == (2, 3)
    assert abs(torch.randn(4000).mean().item()) < 0.1


def test_meshgrid():
    x, y = torch.meshgrid(torch.arange(2), torch.arange(3), indexing="ij")
    assert x.tolist() == [[0, 0, 0], [1, 1, 1]] and y.tolist() == [[0, 1, 2], [0, 1, 2]]
    x, y = torch.meshgrid(torch.arange(2), torch.arange(3), indexing="xy")
    assert x.tolist() == [[0, 1], [0, 1], [0, 1]] and y.tolist() == [[0, 0], [1, 1], [2, 2]]


def test_default_dtype_decides_for_decimals():
    torch.set_default_dtype(torch.float32)
    try:
        assert torch.tensor(1.0).dtype is torch.float32 and torch.zeros(1).dtype is torch.float32
        assert torch.tensor(np.ones(1)).dtype is torch.float64  # an array keeps its own
    finally:
        torch.set_default_dtype(torch.float64)
    assert torch.tensor([1, 2]).double().dtype is torch.float64 and torch.tensor(2.9).long().item() == 2
    assert torch.tensor([1.0]).float().dtype is torch.float32 and torch.tensor([2.0, 0.0]).bool().tolist() == [
        True,
        False,
    ]
