"""Random programs give in autograd_lite what they give in torch: value, first and second derivatives."""

from __future__ import annotations

import warnings
from collections import Counter

import pytest
from random_programs import ROWS, WRITES, differ, generate, run

import autograd_lite as torch

real = pytest.importorskip("torch", reason="torch is not installed")
pytestmark = pytest.mark.torch
TOLERANCE = {"float64": 1e-9, "float32": 1e-4}


def mismatches(seeds) -> tuple[list, Counter]:
    """Return the programs whose results differ, and how often each operation occurred in all of them."""
    wrong, used = [], Counter()
    for seed in seeds:
        program = generate(seed)
        used.update(step.name for step in program.steps)
        expected = run(real, program, "float64")
        for dtype, tolerance in TOLERANCE.items():
            if differ(run(torch, program, dtype), expected, tolerance):
                wrong.append((seed, dtype))
    return wrong, used


@pytest.fixture(autouse=True)
def quiet():
    real.set_default_dtype(real.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_three_hundred_programs():
    wrong, _ = mismatches(range(300))
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_five_thousand_programs(part):
    wrong, _ = mismatches(range(part * 500, part * 500 + 500))
    assert not wrong


@pytest.mark.slow
def test_every_operation_occurs_often(capsys):
    used = Counter(step.name for seed in range(5000) for step in generate(seed).steps)
    with capsys.disabled():
        print("\noperations in 5,000 random programs:", dict(sorted(used.items(), key=lambda item: item[1])))
    assert min(used[name] for name in [*ROWS, *WRITES]) >= 50


def test_a_program_is_made_by_its_seed_alone():
    first, again = generate(11), generate(11)
    assert first.steps == again.steps and first.weights == again.weights
    assert run(torch, first, "float64")[0] == run(torch, again, "float64")[0]
