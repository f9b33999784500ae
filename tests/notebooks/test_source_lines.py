"""Every line of the lesson notes has its place: docs/source-lines.json names it, the section is there and treats it."""

import hashlib
import json

import pytest
from notebooks.course import ROOT, notebook, output_text, sections

LINES = json.loads((ROOT / "docs/source-lines.json").read_text(encoding="utf-8"))
PLACED = [line for line in LINES if not line.get("blank")]
NOTES = sorted((ROOT.parent / "shared/source-notes").glob("*.txt"))


def test_every_line_is_listed_once():
    assert [line["line"] for line in LINES] == list(range(1, 122))
    assert len(PLACED) == 88


def faults(line, text):
    """Return what a section lacks to treat a line of the notes."""
    if text is None:
        return ["the section is missing"]
    plain = " ".join(text.split()).lower()
    return [word for word in line["words"] if " ".join(word.split()).lower() not in plain]


@pytest.mark.parametrize("line", PLACED, ids=lambda line: f"line{line['line']}")
def test_section_treats_the_line(line):
    text = sections(line["lesson"]).get(line["section"])
    assert not faults(line, text), f"lesson {line['lesson']} {line['section']}"


def test_a_missing_treatment_is_noticed():
    line = {"words": ["velocity"]}
    assert faults(line, "slope and rate") == ["velocity"]
    assert faults(line, None)


@pytest.mark.skipif(not NOTES, reason="the notes themselves do not lie beside this clone")
def test_hashes_are_those_of_the_notes():
    text = NOTES[0].read_text(encoding="utf-8").splitlines()
    assert len(text) == 121
    for line, words in zip(LINES, text, strict=True):
        assert line["sha256"] == hashlib.sha256(words.strip().encode()).hexdigest()[:16], line["line"]
        assert bool(line.get("blank")) == (not words.strip())


def test_the_two_prints_of_the_notes_come_out_character_for_character():
    """Lines 114–121 are what the notes print; lesson 13, fed their numbers, prints the same."""
    prints = [cell for cell in notebook("13").cells if cell.source.endswith("print(w.grad, x.grad, b.grad)")]
    printed = output_text(prints[0]).strip("\n").splitlines()
    expected = [line["sha256"] for line in LINES[113:121]]
    assert [hashlib.sha256(line.strip().encode()).hexdigest()[:16] for line in printed] == expected
    assert [len(line) - len(line.lstrip()) for line in printed] == [0, 8, 8, 8, 0, 8, 8, 8]
