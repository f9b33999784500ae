"""Writing into an input or the result of an operation is refused, or allowed, exactly where torch does so.

The numbers stay the same (times 1): what is compared is whether the operation had saved what was written to.
"""

from __future__ import annotations

import pytest
from op_table import TABLE

import autograd_lite as torch

real = pytest.importorskip("torch", reason="torch is not installed")
pytestmark = pytest.mark.torch

RESULT = -1
STRICTER = {  # allowed in torch, refused here: torch copies one factor, and forgets both terms when k is constant
    ("matmul_2_3", None, 1),
    ("matmul_2_3", 1, 1),
    ("remainder", 1, 0),
    ("remainder", 1, 1),
}


@pytest.fixture(autouse=True)
def double_torch():
    real.set_default_dtype(real.float64)


def outcome(module, row, constant, written: int) -> str:
    """Run a row with one input constant, write into an input or the result, go back; return how it ended."""
    leaves = [module.tensor(a, requires_grad=i != constant) for i, a in enumerate(row.arrays())]
    inputs = [x * 1 for x in leaves]
    out = row.call(module, *inputs)
    end = (out * 1).sum()
    try:
        with module.no_grad():
            (out if written == RESULT else inputs[written]).mul_(1)
        end.backward()
    except RuntimeError as error:
        return str(error).split(":")[0]
    return "allowed"


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_what_may_be_overwritten_is_what_torch_allows(row):
    places = range(len(row.shapes))
    for constant in [None, *places] if len(places) > 1 else [None]:
        for written in [RESULT, *places]:
            ours, theirs = (outcome(module, row, constant, written) for module in (torch, real))
            if (row.name, constant, written) in STRICTER:
                assert theirs == "allowed" and "modified by an inplace operation" in ours
            else:
                assert ours == theirs, (constant, written)
