"""Every refusal is met by a program, and its first sentence is torch's.

The programs are the golden cases (compared with torch there) and the rows of `tests/refusal_rows/`, whose results are
stored beside this file: `python tests/autograd_lite/test_refusals.py` writes them.
"""

import importlib
import json
import pkgutil
import re
import sys
import tomllib
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import refusal_rows
from golden_cases import CASES, result
from golden_cases.registry import first_sentence

import autograd_lite
from autograd_lite import refusals

ROOT = Path(__file__).parents[2]
STORED = Path(__file__).with_name("refusals.json")


def catalogue():
    """Return every entry of the catalogue."""
    entries = {}
    for path in sorted((ROOT / "autograd_lite").glob("refusals*.toml")):
        new = tomllib.loads(path.read_text(encoding="utf-8"))
        assert not entries.keys() & new.keys(), f"{path.name} repeats {entries.keys() & new.keys()}"
        entries |= new
    return entries


def rows():
    """Return the programs of all rooms, by the key of their refusal."""
    found = {}
    for module in pkgutil.iter_modules(refusal_rows.__path__):
        found |= importlib.import_module(f"refusal_rows.{module.name}").ROWS
    return found


def refused(program, torch):
    """Return type and first sentence of what a program raises, without this file's lines in a traceback."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        program(torch)
    except Exception as error:
        sentence = re.sub(r'(\n  File "[^\n]*(\n    [^\n]*)*)+', "\n  ...", first_sentence(str(error)))
        return f"{type(error).__name__}: {sentence}"
    finally:
        torch.set_default_dtype(before)
        torch.autograd.set_detect_anomaly(False)
    return "was not refused"


@pytest.mark.parametrize("key", rows())
def test_the_sentence_is_torchs(key):
    assert refused(rows()[key], autograd_lite) == json.loads(STORED.read_text(encoding="utf-8"))[key]


@pytest.mark.torch
def test_the_stored_sentences_are_torchs():
    torch = pytest.importorskip("torch")
    assert {key: refused(program, torch) for key, program in rows().items()} == json.loads(STORED.read_text("utf-8"))


def test_every_refusal_is_met(monkeypatch, capsys):
    met, original = set(), refusals.text

    def text(key, **values):
        met.add(key)
        return original(key, **values)

    for module in list(sys.modules.values()):
        if getattr(module, "text", None) is original:
            monkeypatch.setattr(module, "text", text)
    for name in CASES:
        result(name, autograd_lite)
    for program in rows().values():
        refused(program, autograd_lite)
    with capsys.disabled():
        print(f"\nrefusals: {len(met)} of {len(catalogue())} met")
    assert met == catalogue().keys()


def test_every_refusal_ends_in_one_plain_line():
    for key, entry in catalogue().items():
        assert set(entry) <= {"says", "why", "error"}, key
        assert re.match(r"(Why|What to do): ", entry["why"]), key
        assert "\n" not in entry["why"], key
        assert entry["why"][-1] in ".?", key


def test_the_rows_go_with_entries():
    assert rows().keys() <= catalogue().keys()


if __name__ == "__main__":
    import torch

    texts = {key: refused(program, torch) for key, program in rows().items()}
    STORED.write_text(json.dumps(texts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
