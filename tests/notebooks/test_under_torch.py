"""Every lesson's autograd cells print under real torch what they print here.

A lesson runs twice, once with autograd_lite and once with torch, both under float64. Of a refusal the first sentence
counts, because autograd_lite adds a plain line of its own; nodes are compared without their addresses. Differences
that are meant stand in torch_differences.json, with the words by which the lesson names them.
"""

import json

import pytest
from notebooks.course import ROOT, lesson_paths, notebook
from notebooks.statements import Lesson, code_cells

import autograd_lite

MEANT = json.loads((ROOT / "tests/notebooks/torch_differences.json").read_text(encoding="utf-8"))
AUTOGRAD = [number for number in lesson_paths() if number >= "07"]


def both(number, torch):
    """Return (cell, printed here, printed by torch) for every cell that ran whole in both and printed something."""
    cells = code_cells(notebook(number))
    before, random = torch.get_default_dtype(), torch.random.get_rng_state()
    torch.set_default_dtype(torch.float64)
    torch.set_warn_always(True)  # otherwise some warnings come once per process, whichever lesson asked first
    try:
        theirs = Lesson(cells, torch).printed
    finally:
        torch.set_default_dtype(before)
        torch.set_warn_always(False)
        torch.random.set_rng_state(random)
        torch.set_grad_enabled(True)
        torch.autograd.set_detect_anomaly(False)
    ours = Lesson(cells, autograd_lite).printed
    autograd_lite.set_grad_enabled(True)
    rows = zip(cells, ours, theirs, strict=True)
    return [(cell, a, b) for cell, a, b in rows if a is not None and b is not None and (a or b)]


def meant(number, cell):
    """Return the entry of the list of differences that speaks of a cell, or None."""
    return next((entry for start, entry in MEANT.get(number, {}).items() if start in cell), None)


@pytest.mark.torch
@pytest.mark.parametrize("number", AUTOGRAD)
def test_torch_prints_the_same(number, capsys):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    rows = both(number, torch)
    same = sum(ours == theirs for _, ours, theirs in rows)
    for cell, ours, theirs in rows:
        if not meant(number, cell):
            assert ours == theirs, f"\n{cell}\n--- autograd_lite printed\n{ours}--- torch printed\n{theirs}"
    with capsys.disabled():
        print(f"\nlesson {number}: {same} cells print the same under torch, {len(rows) - same} differ as meant")
    assert same >= 5


@pytest.mark.torch
@pytest.mark.parametrize("number, start", [(number, start) for number in MEANT for start in MEANT[number]])
def test_a_meant_difference_is_one_and_the_lesson_names_it(number, start):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    entry = MEANT[number][start]
    assert any(ours != theirs for cell, ours, theirs in both(number, torch) if start in cell)
    prose = " ".join(" ".join(c.source.split()) for c in notebook(number).cells if c.cell_type == "markdown")
    assert entry["named"] in prose
    assert entry["why"].strip()


def test_a_difference_is_noticed():
    cells = [
        "import autograd_lite as torch\nfrom classroom import agree",
        "agree(1)\nmine = agree",
        "mine",
        "torch.name",
        "mine = 1\nmine",
    ]

    class Ours:
        name = "ours"

    class Theirs:
        name = "theirs"

    assert Lesson(cells, Ours).printed == [None, None, None, "'ours'\n", "1\n"]
    assert Lesson(cells, Theirs).printed == [None, None, None, "'theirs'\n", "1\n"]
