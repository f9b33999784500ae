"""Promotion: which dtype comes out when tensors, Python numbers and NumPy values meet, under both defaults.

`dtypes_golden.json` holds torch's answers; where torch is installed they are asked again and compared.
"""

from __future__ import annotations

import itertools
import json
import operator
import warnings
from pathlib import Path

import numpy as np
import pytest

import autograd_lite as torch
from autograd_lite import dtypes

try:
    import torch as real
except ImportError:
    real = None

GOLDEN = Path(__file__).with_name("dtypes_golden.json")
KINDS = ("bool", "int64", "float32", "float64")
VALUES = {"bool": True, "int64": 3, "float32": 2.5, "float64": 1.5}
NUMBERS = {
    "True": True,
    "2": 2,
    "1.5": 1.5,
    "np.float64": np.float64(1.5),
    "np.int64": np.int64(2),
    "np.float32": np.float32(2),
}
OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "==": operator.eq,
    "<": operator.lt,
}


def tensors(module):
    """Return a vector and a 0-d tensor of every dtype, by name."""
    made = {}
    for kind in KINDS:
        made[kind] = module.tensor([VALUES[kind]] * 2, dtype=getattr(module, kind))
        made[kind + "0d"] = module.tensor(VALUES[kind], dtype=getattr(module, kind))
    return made


def outcome(compute) -> str:
    """Return dtype and numbers of a result, or the kind of refusal."""
    try:
        out = compute()
    except (RuntimeError, TypeError, NotImplementedError, ZeroDivisionError) as error:
        return "refused: " + ("no kernel" if isinstance(error, NotImplementedError) else str(error).split("\n")[0])
    numbers = np.round(np.asarray(out.detach().numpy(), dtype=float), 5).reshape(-1).tolist()
    return f"{out.dtype} {numbers}"


def answers(module) -> dict:
    """Return what every pair gives under every operator, under both default dtypes."""
    found = {}
    for default in ("float64", "float32"):
        module.set_default_dtype(getattr(module, default))
        made = tensors(module)
        for symbol, apply in OPERATORS.items():
            for a, b in itertools.product(made, made):
                found[f"{default}: {a} {symbol} {b}"] = outcome(lambda: apply(made[a], made[b]))
            for a, (name, number) in itertools.product(made, NUMBERS.items()):
                found[f"{default}: {a} {symbol} {name}"] = outcome(lambda: apply(made[a], number))
                if not name.startswith("np."):
                    found[f"{default}: {name} {symbol} {a}"] = outcome(lambda: apply(number, made[a]))
        for name in ("sum", "mean", "prod", "max", "sqrt", "exp", "abs", "neg", "sigmoid", "cumsum"):
            for a in KINDS:
                arguments = (0,) if name == "cumsum" else ()
                found[f"{default}: {a}.{name}()"] = outcome(lambda: getattr(made[a], name)(*arguments))
    module.set_default_dtype(module.float64)
    return found


def compared(case: str, answer: str) -> bool:
    """Leave out what torch lacks a kernel for, where we may compute, and its short cut for a power of True."""
    return answer != "refused: no kernel" and not case.endswith(("bool ** True", "bool0d ** True"))


def test_promotion_is_torchs():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours = answers(torch)
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    wrong = {
        case: (ours[case], wanted) for case, wanted in golden.items() if compared(case, wanted) and ours[case] != wanted
    }
    assert len(golden) > 2000
    assert not wrong, dict(list(wrong.items())[:10])


@pytest.mark.torch
@pytest.mark.skipif(real is None, reason="torch is not installed")
def test_the_golden_answers_are_torchs():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert json.loads(GOLDEN.read_text(encoding="utf-8")) == answers(real)


def test_numpy_on_the_left_reaches_the_tensor():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = np.float64(2.0) * x
    assert y.grad_fn.name() == "MulBackward0" and y.tolist() == [2.0, 4.0]
    with pytest.raises(TypeError):
        np.ones(2) * x


def test_an_array_on_the_right():
    assert (torch.tensor([1.0, 2.0]) * np.array([3.0, 4.0])).tolist() == [3.0, 8.0]
    with pytest.raises(RuntimeError, match="Can't call numpy"):
        torch.tensor([1.0, 2.0], requires_grad=True) * np.ones(2)


def test_a_float32_program_stays_float32():
    torch.set_default_dtype(torch.float32)
    try:
        x = torch.tensor([0.5, 1.5], requires_grad=True)
        y = ((2 / x + np.float64(3.0)) ** 2 * 0.5).exp().tanh().mean() + 1e-3
        assert y.dtype is torch.float32
        y.backward()
        assert x.grad.dtype is torch.float32
    finally:
        torch.set_default_dtype(torch.float64)


def test_promote_types_and_names():
    assert torch.promote_types(torch.int64, torch.float32) is torch.float32
    assert torch.promote_types(torch.bool, torch.int64) is torch.int64
    assert repr(torch.float64) == "torch.float64" and torch.double is torch.float64
    assert torch.get_default_dtype() is torch.float64


def test_whole_numbers_of_the_machines_width_become_int64(monkeypatch):
    """In a browser NumPy counts in 32 bits; its lists, places and orders must still be torch's int64."""
    monkeypatch.setattr(dtypes, "NATIVE", np.dtype(np.int32))
    assert dtypes.whole(np.array([1, 2], np.int32)).dtype == np.int64
    assert dtypes.whole(np.array([1.0])).dtype == np.float64
    assert torch.tensor(np.array([1, 2], np.int32)).dtype is torch.int64
