"""How tensors print: hundreds of tensors, character for character as torch prints them.

`repr_golden.json` holds what torch 2.13 printed; it is used where torch is missing, and compared where it is there.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import autograd_lite as torch

try:
    import torch as real
except ImportError:
    real = None

GOLDEN = Path(__file__).with_name("repr_golden.json")
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0]
SHAPES = [
    (),
    (1,),
    (3,),
    (0,),
    (2, 0),
    (2, 3),
    (1, 1),
    (40,),
    (2, 2, 3),
    (2, 1, 2, 2),
    (3, 30),
    (1001,),
    (7, 200),
    (12, 10, 10),
]


def numbers(kind: str, shape: tuple, state) -> np.ndarray:
    """Return an array of one flavour: what decides how it prints is size, spread, wholeness and special values."""
    if kind == "int":
        return state.randint(-(10 ** state.randint(1, 7)), 10 ** state.randint(1, 7), shape)
    if kind == "bool":
        return state.rand(*shape) > 0.5
    values = state.standard_normal(shape) * 10.0 ** state.randint(-6, 10)
    if kind == "spread":
        values = values * 10.0 ** state.randint(-4, 4, shape)
    if kind == "whole":
        values = np.round(state.standard_normal(shape) * 10.0 ** state.randint(0, 10))
    if kind == "special":
        values = np.where(state.rand(*shape) < 0.4, np.asarray(SPECIAL)[state.randint(0, 5, shape)], values)
    if kind == "only special":
        values = np.asarray(SPECIAL)[state.randint(0, 5, shape)]
    if kind == "simple":
        values = np.round(state.standard_normal(shape), 2)
    return np.asarray(values)


def cases():
    """Yield (name, array, dtype name, requires_grad, recorded) for every printed tensor, always the same ones."""
    state = np.random.RandomState(2013)
    for kind in ("normal", "spread", "whole", "special", "only special", "simple", "int", "bool"):
        for shape in SHAPES:
            for turn in range(4 if np.prod(shape) < 100 else 1):
                array = np.asarray(numbers(kind, shape, state))
                dtype = {"int": "int64", "bool": "bool"}.get(kind, "float64" if turn in (0, 3) else "float32")
                decimal = dtype.startswith("float")
                yield f"{kind} {shape} {turn}", array.astype(dtype), decimal and turn > 1, decimal and turn == 3


def printed(module, array, requires_grad: bool, recorded: bool) -> str:
    tensor = module.tensor(array, requires_grad=requires_grad)
    return repr(tensor * 1.0 if recorded else tensor)


def from_torch() -> dict:
    found = {}
    for default in ("float64", "float32"):
        real.set_default_dtype(getattr(real, default))
        found[default] = {name: printed(real, *rest) for name, *rest in cases()}
    return found


@pytest.mark.parametrize("default", ["float64", "float32"])
def test_prints_as_torch(default):
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))[default]
    torch.set_default_dtype(getattr(torch, default))
    try:
        wrong = {n: (printed(torch, *rest), golden[n]) for n, *rest in cases() if printed(torch, *rest) != golden[n]}
    finally:
        torch.set_default_dtype(torch.float64)
    assert len(golden) > 200
    assert not wrong, "\n\n".join(f"{n}\n{a}\n--- torch:\n{b}" for n, (a, b) in list(wrong.items())[:5])


@pytest.mark.torch
@pytest.mark.skipif(real is None, reason="torch is not installed")
def test_the_golden_strings_are_torchs():
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == from_torch()


def test_print_options():
    x = torch.tensor([1.0, 2.5])
    try:
        torch.set_printoptions(precision=2)
        assert repr(x) == "tensor([1.00, 2.50])"
        torch.set_printoptions(precision=4, sci_mode=True)
        assert repr(x) == "tensor([1.0000e+00, 2.5000e+00])"
    finally:
        torch.set_printoptions(precision=4)
    assert repr(x) == "tensor([1.0000, 2.5000])"


def test_pairs_print_as_torchs():
    assert repr(torch.tensor([1.0, 3.0]).max(0)) == "torch.return_types.max(\nvalues=tensor(3.),\nindices=tensor(1))"
