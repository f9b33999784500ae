"""Make the two other editions of the course: build/solved/ (`make solved`) and build/student/ (`make student`).

The committed notebooks are the learner's edition, and the solutions live once, in classroom/bank/. Nothing made
here is committed.
"""

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path

import nbformat

from classroom.bank import entries
from tools import release
from tools.kernel_env import BUILD, NOTEBOOKS, choose, fixed_environment, lesson_notebooks
from tools.my_course import course_files
from tools.notebook_differences import cell_differences, first_line, place
from tools.notebook_execution import CELL_SECONDS, CellFailed, execute, written
from tools.run_notebooks import AT_ONCE, write_whole
from tools.solutions import Unfilled, all_right, checked, filled, verdicts, waits

SOLVED = BUILD / "solved"
STUDENT = BUILD / "student"
COUNTS = "execution count"


def fresh_folder(folder):
    """Return an empty folder beside `folder`, in which an edition is built before it takes its place."""
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    return unfinished


def put_in_place(unfinished, folder):
    """Let a whole edition take the place of an older one."""
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(unfinished, folder)


def copy_data(source, folder):
    """Copy the lessons' data, without the lessons."""
    for relative in course_files(source):
        if relative.suffix != ".ipynb":
            (folder / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / relative, folder / relative)


def unlike(stored, again, skip):
    """Yield where a run shows something else than the learner's edition stores, outside the cells to skip."""
    for index, (left, right) in enumerate(zip(stored.cells, again.cells, strict=True)):
        if index not in skip:
            found = [what for what in cell_differences(left, right) if not what.startswith((COUNTS, "the cell's"))]
            yield from (f"{place(right, index)}: {what}" for what in found)


def complaints(stored, solved, bank):
    """Return what is wrong with a solved page: an answer that is not Correct, or another cell that changed."""
    wrong = [
        f"{name}: {text.splitlines()[0]}" for name, text in verdicts(solved, bank).items() if not all_right(name, text)
    ]
    answered = {i for i, cell in enumerate(stored.cells) if waits(cell, bank)}
    return wrong + list(unlike(stored, nbformat.reads(written(solved), as_version=4), answered))


async def solve(path, folder, slots, seconds=CELL_SECONDS):
    """Write one solved lesson into a folder and return its complaints."""
    stored = nbformat.read(path, as_version=4)
    bank = entries(path.name[:2])
    async with slots:
        try:
            solved = await execute(filled(stored, bank), folder, fixed_environment(), seconds)
        except Unfilled as error:
            return [str(error)]
        except CellFailed as failed:
            cell = stored.cells[failed.index]
            names = ", ".join(checked(cell, bank)) or cell.metadata.get("exercise") or first_line(cell)
            return [f"{names}: {failed.reason}"]
    write_whole(folder / path.name, written(solved))
    found = complaints(stored, solved, bank)
    print(f"{'solved' if not found else 'FAILED':8}{path.name}: {len(bank)} answers", flush=True)
    return found


async def solve_all(paths, folder):
    """Solve lessons, two at a time; return each path's complaints, in order."""
    slots = asyncio.Semaphore(AT_ONCE)
    return await asyncio.gather(*(solve(path, folder, slots) for path in paths))


def make_solved(names=(), source=NOTEBOOKS, folder=SOLVED):
    """Build the solved edition and return an exit status: 1 if an answer is not Correct, named."""
    paths = choose(names, lesson_notebooks(source))
    unfinished = fresh_folder(folder)
    copy_data(Path(source), unfinished)
    found = asyncio.run(solve_all(paths, unfinished))
    for path, wrong in zip(paths, found, strict=True):
        for line in wrong:
            print(f"    {path.name}, {line}")
    if any(found):
        print(f"{sum(map(len, found))} things to mend; what was built lies in {unfinished.name}")
        return 1
    put_in_place(unfinished, folder)
    print(f"{len(paths)} lessons solved, every check Correct: {folder.parent.name}/{folder.name}/")
    return 0


def make_student(run=False, source=NOTEBOOKS, folder=STUDENT):
    """Build the release for students and return an exit status; with `run`, run its lessons from within it."""
    unfinished = fresh_folder(folder)
    release.write(unfinished, source)
    put_in_place(unfinished, folder)
    archive = release.pack(folder)
    lessons = lesson_notebooks(folder / "notebooks")
    print(f"{len(lessons)} lessons without outputs: {folder.parent.name}/{folder.name}/ and {archive.name}")
    return asyncio.run(release.try_out(folder, source)) if run else 0


def main(arguments=None):
    """Make one edition and return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.editions", description=__doc__)
    parser.add_argument("edition", choices=["solved", "student"])
    parser.add_argument("names", nargs="*", help="solved: numbers or names of lessons; all if none is given")
    parser.add_argument("--run", action="store_true", help="student: run the release, and compare what it shows")
    options = parser.parse_args(arguments)
    try:
        if options.edition == "solved":
            return make_solved(options.names)
        return make_student(options.run)
    except LookupError as error:
        print(error.args[0])
        return 1


if __name__ == "__main__":
    sys.exit(main())
