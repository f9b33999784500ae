"""Programs of the kind that introductions to PyTorch teach, run unchanged under both imports: they print the same.

What torch 2.13 printed is stored beside each program; where torch is installed it is printed again and compared.
"""

from __future__ import annotations

import contextlib
import io
import runpy
import sys
from pathlib import Path

import pytest

import autograd_lite

PROGRAMS = sorted((Path(__file__).parent.parent / "programs").glob("*.py"))
AS_TORCH = {
    "torch": autograd_lite,
    "torch.autograd": autograd_lite.autograd,
    "torch.autograd.functional": autograd_lite.autograd.functional,
    "torch.autograd.graph": autograd_lite.autograd.graph,
    "torch.nn": autograd_lite.nn,
    "torch.nn.functional": autograd_lite.nn.functional,
    "torch.optim": autograd_lite.optim,
}


def printed(program: Path) -> str:
    """Return what a program prints with the `torch` that is in place."""
    page = io.StringIO()
    with contextlib.redirect_stdout(page):
        runpy.run_path(str(program))
    return page.getvalue()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_prints_what_torch_printed(program, monkeypatch):
    for name, module in AS_TORCH.items():
        monkeypatch.setitem(sys.modules, name, module)
    assert printed(program) == program.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.torch
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_torch_still_prints_that(program):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    torch.set_default_dtype(torch.float64)
    assert printed(program) == program.with_suffix(".txt").read_text(encoding="utf-8")


def test_there_are_programs():
    assert len(PROGRAMS) >= 29
