"""Make a course folder for nbgrader, build/assignment/ (`make assignment`): one assignment per lesson.

The committed notebooks carry no marks of nbgrader. They are added here, from the metadata `exercise` and the bank:
the solutions between BEGIN and END SOLUTION, the points, and hidden tests that ask the bank's own judges.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import nbformat

from classroom.bank import entries
from classroom.exercises import Exercise
from tools.editions import fresh_folder, put_in_place
from tools.kernel_env import BUILD, NOTEBOOKS, ROOT, choose, fixed_environment, lesson_notebooks
from tools.notebook_execution import written
from tools.release import without_outputs
from tools.solutions import Unfilled, after_stub, checked, right_letter, stub_of

COURSE = BUILD / "assignment"
PLACE = BUILD / "nbgrader-venv"
REQUIREMENTS = ("requirements-nbgrader.txt", "requirements.txt")
TEMPLATES = ROOT / "tools" / "templates" / "assignment"
EXERCISE_POINTS, EXIT_POINTS = 2, 1
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

# The page may have bound any name anew, and a submission may hold a folder called classroom. So the test forgets
# what was imported, looks only where Python and its packages are installed, and imports the bank from there.
HIDDEN = """\
# Graded here: {name}, {points}. The test is hidden until your work is graded.
### BEGIN HIDDEN TESTS
import sys as _sys
_path = list(_sys.path)
_sys.path[:] = [p for p in _path if p and p.startswith((_sys.prefix, _sys.base_prefix))]
for _module in [m for m in _sys.modules if m.partition(".")[0] == "classroom"]:
    del _sys.modules[_module]
from classroom.grading import award as _award
_sys.path[:] = _path
_award("{name}", {answer})
### END HIDDEN TESTS"""


def marks(grade_id, **differing):
    """Return nbgrader's metadata for one cell."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {**plain, "grade_id": grade_id, "cell_type": "code", **differing}


def points(name, bank):
    """Return what an entry is worth: an exercise 2, a question of an exit ticket 1, a guess before a result nothing."""
    if isinstance(bank[name], Exercise):
        return EXERCISE_POINTS
    return EXIT_POINTS if name.startswith("exit") else 0


def between_marks(stub, solution, rest):
    """Return a cell's source with the stub, the solution between nbgrader's marks, and what follows."""
    return f"{stub}\n{BEGIN}\n{solution}\n{END}{rest}"


def answer_cell(cell, bank):
    """Turn a cell that waits for an answer into one that nbgrader clears; return the entry's name and the answer's."""
    exercise = stub_of(cell, bank)
    if exercise:
        rest = after_stub(cell, exercise)
        cell.source = between_marks(exercise.stub.rstrip(), exercise.solution_code.rstrip(), rest)
        name, answer = exercise.name, exercise.answer
    else:
        name = next((name for name in checked(cell, bank) if points(name, bank)), None)
        if name is None:
            return None
        stub, _, rest = cell.source.partition("\n")
        answer = stub.partition(" = ")[0]
        cell.source = between_marks(stub, right_letter(stub, bank[name]), "\n" + rest)
    cell.metadata["nbgrader"] = marks(name, solution=True)
    return name, answer


def test_cell(name, answer, worth):
    """Return the cell with the hidden test of one entry."""
    words = "1 point" if worth == 1 else f"{worth} points"
    cell = nbformat.v4.new_code_cell(HIDDEN.format(name=name, points=words, answer=answer), id=f"{name}-test")
    cell.metadata["nbgrader"] = marks(f"{name}-test", grade=True, locked=True, points=worth)
    return cell


def graded(notebook, bank):
    """Turn a lesson into an assignment, in place, and return it; raise Unfilled where an entry has no cell."""
    cells, done = [], set()
    setup = next(cell for cell in notebook.cells if cell.cell_type == "code")
    setup.metadata["nbgrader"] = marks("setup", locked=True)
    for cell in without_outputs(notebook).cells:
        if cell.metadata.get("links"):
            continue  # the neighbours are assignments of their own, in folders of their own
        cells.append(cell)
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("](../docs/", "](docs/")
            continue
        cell.source = "\n".join(line for line in cell.source.splitlines() if ".solution()" not in line) or "#"
        found = answer_cell(cell, bank)
        if found:
            name, answer = found
            cells.append(test_cell(name, answer, points(name, bank)))
            done.add(name)
    missing = [name for name in bank if points(name, bank) and name not in done]
    if missing:
        raise Unfilled(f"{', '.join(missing)}: no cell of the page waits for an answer to it")
    notebook.cells = cells
    return notebook


def write_source(path, folder):
    """Write one lesson of nbgrader's source folder: its notebook, its data and the glossary."""
    unfinished = fresh_folder(folder / path.stem)
    notebook = graded(nbformat.read(path, as_version=4), entries(path.name[:2]))
    (unfinished / path.name).write_text(written(notebook), encoding="utf-8", newline="\n")
    (unfinished / "docs").mkdir()
    shutil.copyfile(ROOT / "docs" / "glossary.md", unfinished / "docs" / "glossary.md")
    if (path.parent / "data").is_dir():
        shutil.copytree(path.parent / "data", unfinished / "data")
    put_in_place(unfinished, folder / path.stem)


def write_course(paths, folder=COURSE):
    """Write the course folder; what a teacher has in it already, submissions and points, stays untouched."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        write_source(path, folder / "source")
    for template in sorted(TEMPLATES.iterdir()):
        if not (folder / template.name).exists():
            shutil.copyfile(template, folder / template.name)


def program(name, place=PLACE):
    """Return the path of a program in nbgrader's environment."""
    return place / ("Scripts" if os.name == "nt" else "bin") / (name + (".exe" if os.name == "nt" else ""))


def prepare_environment(place=PLACE):
    """Bring nbgrader's own environment up to date and return an exit status."""
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in REQUIREMENTS)).hexdigest()
    stamp = place / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return 0
    print("Installing nbgrader into an environment of its own (a minute or two, once) ...", flush=True)
    if not program("python", place).exists():
        venv.create(place, with_pip=True, clear=True)
    command = [program("python", place), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    status = subprocess.call([*command, "-r", REQUIREMENTS[0]], cwd=ROOT)
    if status == 0:
        stamp.write_text(wanted)
    return status


def nbgrader(folder, *arguments, capture=False):
    """Run one command of nbgrader in a course folder; return the finished process."""
    environ = {**fixed_environment(), "PATH": f"{program('nbgrader').parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [program("nbgrader"), *arguments]
    return subprocess.run(command, cwd=folder, env=environ, text=True, capture_output=capture)


def release(paths, folder=COURSE):
    """Let nbgrader make what students get, release/; return the assignments that it refused."""
    refused = []
    for path in paths:
        done = nbgrader(folder, "generate_assignment", path.stem, "--force", "--log-level=ERROR", capture=True)
        if done.returncode:
            print(done.stderr)
            refused.append(path.stem)
    return refused


def main(arguments=None):
    """Make the course folder and the release of each lesson, and return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.assignment", description=__doc__)
    parser.add_argument("names", nargs="*", help="numbers or names of lessons; all if none is given")
    parser.add_argument("--folder", type=Path, default=COURSE, help="the course folder")
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    try:
        paths = choose(options.names, lesson_notebooks(NOTEBOOKS))
        status = prepare_environment()
        if status:
            return status
        write_course(paths, folder)
    except (LookupError, Unfilled) as error:
        print(error.args[0])
        return 1
    refused = release(paths, folder)
    made = len(paths) - len(refused)
    print(f"{made} assignments for nbgrader, each with its release: {folder}; read README.md there")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
