"""Every misconception is voiced by an option or a diagnosed slip, and contradicted by a cell's output.

docs/misconceptions.json is the table: id, belief, and for each treatment the lesson, the voice ("p01_2 A" for a
prompt's option, "ex01_3 slip" for an exercise's slip) and the cell with a piece of the output that contradicts it.
"""

import importlib
import json

import pytest
from notebooks.course import ROOT, lesson_paths, notebook, output_text

TABLE = json.loads((ROOT / "docs/misconceptions.json").read_text(encoding="utf-8"))
TREATMENTS = [(name, treatment) for name, entry in TABLE.items() for treatment in entry["treated"]]
ALL = [*(f"A{n}" for n in range(1, 49)), *(f"B{n}" for n in range(1, 24))]


def test_all_are_listed():
    assert [name for name in TABLE if not name.startswith("C-")] == ALL  # C-48: what the notes say of grad_fn
    for name, entry in TABLE.items():
        assert entry["belief"].strip(), name
        assert entry["treated"], f"{name} is treated nowhere"


def voiced(treatment):
    """Return the entry of the bank that voices a belief, or None if the option or slip does not exist."""
    entry_name, _, voice = treatment["voice"].partition(" ")
    bank = importlib.import_module(f"classroom.bank.lesson_{treatment['lesson']}")
    entry = getattr(bank, entry_name, None)
    wrong = getattr(entry, "replies", None) or getattr(entry, "wrong", {})
    return entry if voice in wrong else None


def contradicting(treatment):
    """Return the cells that start as named and whose output holds the named words."""
    return [
        cell
        for cell in notebook(treatment["lesson"]).cells
        if cell.cell_type == "code"
        and treatment["cell"] in cell.source
        and " ".join(treatment["output"].split()) in " ".join(output_text(cell).split())
    ]


@pytest.mark.parametrize("name, treatment", TREATMENTS, ids=lambda v: v if isinstance(v, str) else v["voice"])
def test_belief_is_voiced_and_contradicted(name, treatment):
    assert treatment["lesson"] in lesson_paths(), f"{name}: lesson {treatment['lesson']} does not exist"
    assert voiced(treatment), f"{name}: the bank has no {treatment['voice']}"
    assert f"{treatment['voice'].partition(' ')[0]}.check(" in "".join(
        cell.source for cell in notebook(treatment["lesson"]).cells
    ), f"{name}: the notebook does not use it"
    assert treatment["output"].strip() and contradicting(treatment), f"{name}: no such output"


def test_a_missing_voice_or_output_is_noticed():
    treatment = {"lesson": "01", "voice": "p01_2 B", "cell": "curves.crossing()", "output": "no such words"}
    assert voiced(treatment) is None  # B is the right answer, not a belief to contradict
    assert contradicting(treatment) == []
