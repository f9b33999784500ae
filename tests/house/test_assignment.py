"""Graded work: the source that is built for nbgrader, and two honest students and a cheat on their way through it."""

import csv
import re
import subprocess
import sys

import nbformat
import pytest
from house.samples import notebook

from classroom.bank import entries
from classroom.exercises import Exercise, Prompt
from tools import assignment
from tools.kernel_env import fixed_environment, lesson_notebooks
from tools.link_rules import broken_links
from tools.solutions import Unfilled

LESSONS = lesson_notebooks()
FIRST = next(path for path in LESSONS if path.name.startswith("01"))
BANK = entries("01")

# What a page might try: its own checker under the bank's name, a judge that says yes, a verdict that is always right.
SABOTAGE = """\
import classroom.bank, classroom.exercises, classroom.grading, classroom.bank.lesson_01 as bank
class Kind:
    def check(self, answer=...):
        return "Correct."
ex01_1 = ex01_2 = exit01_1 = Kind()
for entry in (bank.ex01_3, bank.ex01_4):
    entry.judge = lambda answer: None
classroom.exercises.verdict_on = lambda *a: classroom.exercises.Verdict("Correct", "")
classroom.grading.award = lambda *a: None
award = _award = print
"""


def graded(path):
    return assignment.graded(nbformat.read(path, as_version=4), entries(path.name[:2]))


def graded_names(bank):
    return [name for name in bank if assignment.points(name, bank)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_every_graded_entry_has_its_solution_and_then_its_hidden_test(path):
    bank = entries(path.name[:2])
    made = graded(path)
    marked = {
        cell.metadata["nbgrader"]["grade_id"]: i for i, cell in enumerate(made.cells) if "nbgrader" in cell.metadata
    }
    assert set(marked) == {"setup"}.union(*({name, f"{name}-test"} for name in graded_names(bank)))
    for name in graded_names(bank):
        answer, test = made.cells[marked[name]], made.cells[marked[name] + 1]
        assert assignment.BEGIN in answer.source and f"{name}.check(" in answer.source.partition(assignment.END)[2]
        assert test.metadata["nbgrader"]["points"] == (1 if isinstance(bank[name], Prompt) else 2)
        shown = re.sub(r"### BEGIN HIDDEN TESTS.*### END HIDDEN TESTS", "", test.source, flags=re.DOTALL)
        assert shown.startswith(f"# Graded here: {name}, ") and "award" in test.source and "award" not in shown
        compile(answer.source, name, "exec")
    assert not any(".solution()" in cell.source for cell in made.cells)
    nbformat.validate(made)


def test_the_folder_is_whole_and_its_links_hold(tmp_path):
    assignment.write_course(LESSONS[:3], tmp_path)
    assert sorted(path.name for path in (tmp_path / "source").iterdir()) == [path.stem for path in LESSONS[:3]]
    assert (tmp_path / "source" / LESSONS[0].stem / "data" / "penguins.csv").exists()
    assert not list(broken_links(tmp_path))


def test_made_again_it_keeps_what_a_teacher_has(tmp_path):
    assignment.write_course([FIRST], tmp_path)
    (tmp_path / "submitted").mkdir()
    (tmp_path / "submitted" / "work.ipynb").write_text("work")
    (tmp_path / "gradebook.db").write_text("points")
    (tmp_path / "nbgrader_config.py").write_text("# my settings")
    (tmp_path / "source" / FIRST.stem / FIRST.name).write_text("old")
    assignment.write_course([FIRST, LESSONS[0]], tmp_path)
    kept = [(tmp_path / name).read_text() for name in ("submitted/work.ipynb", "gradebook.db", "nbgrader_config.py")]
    assert kept == ["work", "points", "# my settings"]
    assert len(nbformat.read(tmp_path / "source" / FIRST.stem / FIRST.name, as_version=4).cells) > 20


def test_a_page_without_a_place_for_an_answer_is_named():
    with pytest.raises(Unfilled, match=r"ex01_1, .*exit01_3: no cell of the page waits"):
        assignment.graded(notebook("# 01 Read", "x = 1"), BANK)


def hidden_test(name, answer):
    return assignment.test_cell(name, answer, 2).source


def run_page(folder, *cells):
    """Run the sources of some cells one after the other, in a Python of its own, and return what it complains of."""
    (folder / "page.py").write_text("import sys\nsys.path.insert(0, '')\n" + "\n".join(cells), encoding="utf-8")
    command = [sys.executable, "page.py"]
    done = subprocess.run(command, cwd=folder, env=fixed_environment(), capture_output=True, text=True)
    return " ".join(done.stderr.split())


def test_the_hidden_test_asks_the_bank_whatever_the_page_has_bound(tmp_path):
    setup = "from classroom.bank.lesson_01 import *"
    assert run_page(tmp_path, setup, SABOTAGE, "bug = 4", hidden_test("ex01_6", "bug")) == ""
    assert "what does `time` hold" in run_page(tmp_path, setup, SABOTAGE, "bug = 5", hidden_test("ex01_6", "bug"))
    assert "at_zero" in run_page(tmp_path, setup, SABOTAGE, "at_zero = 3", hidden_test("ex01_3", "at_zero"))
    assert "NameError" in run_page(tmp_path, setup, SABOTAGE, hidden_test("ex01_4", "velocity"))


def test_a_submission_cannot_bring_its_own_classroom(tmp_path):
    (tmp_path / "classroom").mkdir()
    (tmp_path / "classroom" / "__init__.py").write_text("")
    (tmp_path / "classroom" / "grading.py").write_text("award = print\n")
    assert run_page(tmp_path, "from classroom.grading import award", "award('own')") == "", "the folder comes first"
    assert "AssertionError" in run_page(tmp_path, "bug = 5", hidden_test("ex01_6", "bug"))


# The round trip


def wrong_answer(name):
    """Return one known wrong answer of the bank, as code, and the first words of the reply to it."""
    entry = BANK[name]
    if isinstance(entry, Exercise):
        slip, code = next(iter(entry.wrong.items()))
        cell = {}
        exec(code, cell)
        verdict = entry.verdict(cell[entry.answer])
        assert verdict.slip == slip
        return code, verdict.words
    letter = next(iter(entry.replies))
    return f'answer = "{letter}"', entry.replies[letter]


def right_answer(name):
    entry = BANK[name]
    return entry.solution_code if isinstance(entry, Exercise) else f'answer = "{entry.right}"'


def submit(course, student, wrong=(), extra=""):
    """Fill in a released lesson as a student does, and hand it in."""
    made = nbformat.read(course / "release" / FIRST.stem / FIRST.name, as_version=4)
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in BANK:
            stub = getattr(BANK[name], "stub", "answer = ...").rstrip()
            assert cell.source.startswith(stub) and right_answer(name) not in cell.source
            code = wrong_answer(name)[0] if name in wrong else right_answer(name)
            cell.source = code + cell.source[len(stub) :]
    if extra:
        made.cells.insert(2, nbformat.v4.new_code_cell(extra))
    place = course / "submitted" / student / FIRST.stem
    place.mkdir(parents=True)
    nbformat.write(made, place / FIRST.name)


SLIPS = ("ex01_1", "ex01_3", "ex01_6", "exit01_2")
CHEATED = ("ex01_1", "ex01_2", "ex01_3", "ex01_4", "exit01_1")


@pytest.fixture(scope="module")
def points(tmp_path_factory):
    """Take three submissions through nbgrader; return the course folder and the points it exported."""
    if not assignment.program("nbgrader").exists():
        pytest.skip("needs nbgrader, which make assignment installs")
    course = tmp_path_factory.mktemp("my class")
    assignment.write_course([FIRST], course)
    assert assignment.release([FIRST], course) == []
    submit(course, "ada")
    submit(course, "ben", wrong=SLIPS)
    submit(course, "mallory", wrong=CHEATED, extra=SABOTAGE)
    for command in (["autograde", FIRST.stem], ["generate_feedback", FIRST.stem], ["export"]):
        done = assignment.nbgrader(course, *command, capture=True)
        assert done.returncode == 0, done.stderr
    with open(course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    return course, {name: (float(row["score"]), float(row["max_score"])) for name, row in rows.items()}


@pytest.mark.slow
@pytest.mark.nbgrader
def test_the_points_are_those_of_the_answers(points):
    full = 2 * 6 + 1 * 3
    assert points[1] == {"ada": (full, full), "ben": (full - 7, full), "mallory": (full - 9, full)}


@pytest.mark.slow
@pytest.mark.nbgrader
def test_the_feedback_says_why(points):
    page = (points[0] / "feedback" / "ben" / FIRST.stem / f"{FIRST.stem}.html").read_text(encoding="utf-8")
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for name in SLIPS:
        assert " ".join(wrong_answer(name)[1].split()[:5]) in text, name


@pytest.mark.slow
@pytest.mark.nbgrader
def test_nothing_is_noted_beside_graded_work(points):
    assert not list(points[0].rglob(".progress*"))
