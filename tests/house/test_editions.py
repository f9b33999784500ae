"""The solved edition and the student's release: whole, in place, and each planted fault is named."""

import asyncio
import dataclasses
import shutil
import zipfile

import nbformat
import pytest
from house.samples import notebook, stored, write

from classroom.bank import entries
from classroom.exercises import Exercise
from tools import editions, release
from tools.kernel_env import NOTEBOOKS, ROOT, lesson_notebooks
from tools.link_rules import broken_links
from tools.notebook_execution import written
from tools.solutions import SELFTEST, Unfilled, filled, verdicts

LESSONS = lesson_notebooks()
BANK = {name: entries("01")[name] for name in ("ex01_6", "p01_1")}
SETUP = "from classroom.bank.lesson_01 import *"
PAGE = [
    SETUP,
    "bug = ...  # the number of the wrong line\n\nex01_6.check(bug)",
    "guess = ...\np01_1.check(guess)",
    "1 + 1",
]


def page(*sources):
    made = notebook("# 01 Read a derivative", *sources)
    for cell in made.cells:
        if cell.source.startswith("bug = ..."):
            cell.metadata["exercise"] = "ex01_6"
    return made


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_every_answer_of_the_bank_has_its_place_on_the_page(path):
    bank = entries(path.name[:2])
    lesson = nbformat.read(path, as_version=4)
    solved = filled(lesson, bank)
    sources = [cell.source for cell in solved.cells if cell.cell_type == "code"]
    for entry in bank.values():
        wanted = (
            entry.solution_code.rstrip() if isinstance(entry, Exercise) else f' = "{entry.right}"\n{entry.name}.check('
        )
        assert sum(wanted in source for source in sources) >= 1, entry.name
        if isinstance(entry, Exercise):
            assert not any(source.startswith(entry.stub) for source in sources), entry.name
    assert [c.source for c in lesson.cells if c.cell_type == "markdown"] == [
        c.source for c in solved.cells if c.cell_type == "markdown"
    ]


def test_the_self_test_gets_its_letters_too():
    path = next(path for path in LESSONS if path.name.startswith("14"))
    cells = [c for c in filled(nbformat.read(path, as_version=4), entries("14")).cells if c.metadata.get(SELFTEST)]
    assert len(cells) == 1 and "..." not in cells[0].source and cells[0].source.count('"') == 40
    made = notebook("# 14", "letters = {1: ..., 2: ...}\nselftest(letters)")
    made.cells[1].metadata[SELFTEST] = True
    with pytest.raises(Unfilled, match="does not wait for 20 answers"):
        filled(made, {})


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        (PAGE[:2], "p01_1: no cell of the page waits"),
        ([PAGE[0], PAGE[2]], "ex01_6: no cell of the page waits"),
        ([*PAGE[:2], 'guess = "A"\np01_1.check(guess)'], "p01_1: its cell holds 0 lines"),
        (["bug = ...\n\nex01_6.check(bug)", PAGE[2]], "ex01_6: its cell does not begin with the bank's stub"),
    ],
)
def test_an_answer_without_its_place_is_named(sources, message):
    with pytest.raises(Unfilled, match=message):
        filled(page(*sources), BANK)


def test_verdicts_are_read_from_the_page():
    made = page(*PAGE)
    assert verdicts(made, BANK) == dict.fromkeys(BANK, "no verdict is shown")
    assert verdicts(page(SETUP), BANK) == dict.fromkeys(BANK, "the page never checks it")
    data = {"text/plain": "Correct. Because."}
    made.cells[2].outputs = [nbformat.v4.new_output("execute_result", data)]
    assert verdicts(made, BANK)["ex01_6"] == "Correct. Because."


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A folder with one small lesson, whose bank may be changed."""
    bank = dict(BANK)
    monkeypatch.setattr(editions, "entries", lambda number: bank)
    source, folder = tmp_path / "note books", tmp_path / "build" / "solved"
    source.mkdir()
    folder.mkdir(parents=True)
    (folder / "older.txt").write_text("the edition before")
    lesson = stored("# 01 Read a derivative", *PAGE)
    for cell, told in zip(lesson.cells[1:], page(*PAGE).cells[1:], strict=True):
        cell.metadata.update(told.metadata)
        cell.outputs = []
    lesson.cells[4].outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=4)]
    return bank, write(source, "01_read.ipynb", lesson), folder


@pytest.mark.slow
def test_a_solved_edition_takes_the_place_of_the_older_one(course, capsys):
    _, path, folder = course
    assert editions.make_solved(source=path.parent, folder=folder) == 0
    assert [found.name for found in folder.iterdir()] == ["01_read.ipynb"]
    assert "1 lessons solved, every check Correct" in capsys.readouterr().out
    assert "Correct. The time that passes is h" in (folder / "01_read.ipynb").read_text(encoding="utf-8")
    assert "bug = ..." in path.read_text(encoding="utf-8")


def break_solution(bank, lesson):
    bank["ex01_6"] = dataclasses.replace(bank["ex01_6"], solution_code="bug = 5")


def break_letter(bank, lesson):
    bank["p01_1"] = dataclasses.replace(bank["p01_1"], right="A")


def break_run(bank, lesson):
    bank["ex01_6"] = dataclasses.replace(bank["ex01_6"], solution_code="bug = 1 / 0")


def change_later_cell(bank, lesson):
    lesson.cells[4].source = "bug if bug is not ... else 2"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (break_solution, "01_read.ipynb, ex01_6: Not yet. Line 5 is sound"),
        (break_letter, "01_read.ipynb, p01_1: Not yet. That is a maximum"),
        (break_run, "01_read.ipynb, ex01_6: ZeroDivisionError: division by zero"),
        (change_later_cell, "text/plain: stored '2', now '4'"),
    ],
)
def test_each_planted_fault_is_named_and_the_older_edition_stays(course, capsys, fault, named):
    bank, path, folder = course
    lesson = nbformat.read(path, as_version=4)
    fault(bank, lesson)
    path.write_text(written(lesson), encoding="utf-8")
    assert editions.make_solved(source=path.parent, folder=folder) == 1
    assert named in capsys.readouterr().out
    assert [found.name for found in folder.iterdir()] == ["older.txt"]


# The student's release


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hand out") / "student"
    folder.mkdir()
    release.write(folder)
    return folder


def test_the_release_has_every_lesson_without_an_output(student):
    lessons = lesson_notebooks(student / "notebooks")
    assert [path.name for path in lessons] == [path.name for path in LESSONS]
    for path, original in zip(lessons, LESSONS, strict=True):
        made = nbformat.read(path, as_version=4)
        code = [cell for cell in made.cells if cell.cell_type == "code"]
        assert not any(cell.outputs or cell.execution_count for cell in code) and len(code) > 5
        assert [c.source for c in made.cells] == [c.source for c in nbformat.read(original, as_version=4).cells]
    assert (student / "notebooks" / "data" / "penguins.csv").read_bytes() == (
        NOTEBOOKS / "data/penguins.csv"
    ).read_bytes()


def test_the_release_is_complete_and_holds_nothing_else(student):
    assert not list(broken_links(student))
    top = {path.name for path in student.iterdir()}
    assert top == {
        *release.PACKAGES, "notebooks", "docs", "tools", "Makefile", "README.md", "requirements.txt",
        "pyproject.toml", "LICENSE", "LICENSE-CONTENT",
    }  # fmt: skip
    assert not [path for path in student.rglob("*") if path.name == "__pycache__" or path.name.startswith(".progress")]
    wanted = (student / "requirements.txt").read_text()
    assert "jupyterlab==" in wanted and "-e ." in wanted and "pytest" not in wanted
    made = (student / "Makefile").read_text()
    assert "\nlab: venv ##" in made and "tools.run_tests" not in made and "tools.editions" not in made
    assert {f"tools.{path.stem}" for path in (student / "tools").glob("*.py")} > {"tools.lab", "tools.my_course"}


def test_the_release_runs_on_its_own_packages(student):
    assert release.origin(student) == (student / "classroom" / "__init__.py").resolve()


def test_the_archive_holds_the_folder(student):
    with zipfile.ZipFile(release.pack(student)) as archive:
        packed = {name for name in archive.namelist() if not name.endswith("/")}
    assert packed == {f"student/{p.relative_to(student).as_posix()}" for p in student.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_a_release_that_lacks_a_file_or_shows_something_else_is_found_out(tmp_path, capsys):
    source, folder = tmp_path / "lessons", tmp_path / "student"
    shutil.copytree(NOTEBOOKS / "data", source / "data")
    shutil.copy(LESSONS[0], source)
    folder.mkdir()
    release.write(folder, source)
    assert asyncio.run(release.try_out(folder, source)) == 0
    judge = folder / "classroom" / "readiness.py"
    judge.write_text(judge.read_text(encoding="utf-8").replace("supported", "welcome"), encoding="utf-8")
    assert asyncio.run(release.try_out(folder, source)) == 1
    assert "stored 'Python: supported', now 'Python: welcome'" in capsys.readouterr().out
    (folder / "notebooks" / "data" / "penguins.csv").unlink()
    assert asyncio.run(release.try_out(folder, source)) == 1
    assert "FileNotFoundError" in capsys.readouterr().out


def test_the_makefile_of_the_release_keeps_its_own_targets():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    made = release.some_targets(text)
    assert made.startswith(text.partition(".PHONY")[0]) and ".PHONY: help venv lab reset\n" in made
    kept = [line.partition(":")[0] for line in made.splitlines() if "## " in line and ":" in line and line[0].isalpha()]
    assert kept == list(release.TARGETS)
