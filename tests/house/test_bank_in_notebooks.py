"""The bank and the notebooks say the same: each prompt's words, each exercise's task and stub are on the page."""

import importlib

import nbformat
import pytest

from classroom.exercises import Exercise, Prompt
from tools.kernel_env import ROOT, lesson_notebooks

BANK = ROOT / "classroom" / "bank"


def entries(number):
    """Return the prompts and exercises of one lesson's bank, by the names under which a notebook has them."""
    if not (BANK / f"lesson_{number}.py").exists():
        return {}
    module = importlib.import_module(f"classroom.bank.lesson_{number}")
    public = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    found = {name: getattr(module, name) for name in public}
    return {name: entry for name, entry in found.items() if isinstance(entry, Exercise | Prompt)}


CASES = [
    pytest.param(path, name, entry, id=f"{path.stem[:2]}-{name}")
    for path in lesson_notebooks()
    for name, entry in entries(path.stem[:2]).items()
]


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.mark.parametrize(("path", "name", "entry"), CASES)
def test_the_page_says_what_the_bank_says(path, name, entry):
    words = [" ".join(cell.source.split()) for cell in cells(path, "markdown")]
    wanted = " ".join(entry.markdown().split())
    assert any(wanted in text for text in words), f"{path.name} has no prose cell with:\n{entry.markdown()}"


@pytest.mark.parametrize(("path", "name", "entry"), CASES)
def test_the_page_checks_every_entry(path, name, entry):
    assert entry.name == name
    sources = [cell.source for cell in cells(path, "code")]
    assert any(f"{name}.check(" in source for source in sources), f"{path.name} never calls {name}.check"
    if isinstance(entry, Exercise):
        later = [source for source in sources if f"# {name}.hint()" in source and f"# {name}.solution()" in source]
        assert later, f"{path.name} has no cell with # {name}.hint() and # {name}.solution()"


@pytest.mark.parametrize(("path", "name", "entry"), [case for case in CASES if isinstance(case.values[2], Exercise)])
def test_the_stub_is_marked_and_untouched(path, name, entry):
    stubs = [cell for cell in cells(path, "code") if cell.metadata.get("exercise") == name]
    assert len(stubs) == 1, f"{path.name} has {len(stubs)} cells marked as the stub of {name}"
    assert stubs[0].source.startswith(entry.stub.rstrip()), f"the stub of {name} is not that of the bank"
