"""What PyTorch prints for a hundred small programs is what autograd_lite prints.

The results are stored in golden.json, so that they hold where torch is not installed; where it is, they are made
anew and compared. `python tests/autograd_lite/test_golden.py` writes them.
"""

import json
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from golden_cases import CASES, result

import autograd_lite

GOLDEN = Path(__file__).with_name("golden.json")

# Results that differ on purpose, with the reason; at most five.
EXCLUDED = {}


def stored():
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_the_case_gives_what_torch_gives(name):
    if name in EXCLUDED:
        pytest.skip(EXCLUDED[name])
    assert result(name, autograd_lite) == stored()[name]


@pytest.mark.torch
def test_the_stored_results_are_torchs():
    torch = pytest.importorskip("torch")
    assert {name: result(name, torch) for name in CASES} == stored()


def test_enough_cases_are_compared(capsys):
    with capsys.disabled():
        print(f"\ngolden cases: {len(CASES) - len(EXCLUDED)} compared with torch, {len(EXCLUDED)} excluded")
    assert len(EXCLUDED) <= 5
    assert set(EXCLUDED) <= set(CASES)
    assert len(CASES) >= 100


if __name__ == "__main__":
    import torch

    results = {name: result(name, torch) for name in CASES}
    GOLDEN.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
