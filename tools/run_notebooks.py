"""Run the notebooks again and store their outputs, or with --check only say what would change."""

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from tools.kernel_env import choose, fixed_environment, lesson_notebooks
from tools.notebook_differences import differences, place
from tools.notebook_execution import CELL_SECONDS, CellFailed, execute, written

AT_ONCE = 2


@dataclass
class Result:
    """What came of running one notebook."""

    path: Path
    seconds: float = 0.0
    changed: bool = False
    failure: str = ""
    differences: list = field(default_factory=list)


async def run_one(path, check, seconds=CELL_SECONDS):
    """Run one notebook; write it if its content changed, unless checking. A failing one stays untouched."""
    result = Result(path)
    text = path.read_text(encoding="utf-8")
    stored = nbformat.reads(text, as_version=4)
    started = time.monotonic()
    try:
        again = await execute(stored, path.parent, fixed_environment(), seconds)
    except CellFailed as failed:
        result.failure = f"{place(stored.cells[failed.index], failed.index)}: {failed.reason}"
        return result
    finally:
        result.seconds = time.monotonic() - started
    fresh = written(again)
    result.changed = fresh != text
    if result.changed and check:
        # A fresh reading compares like with like: the run holds lists where the file holds texts.
        result.differences = differences(stored, nbformat.reads(fresh, as_version=4)) or [
            "the file's layout differs (make notebooks writes it afresh)"
        ]
    elif result.changed:
        write_whole(path, fresh)
    return result


def write_whole(path, text):
    """Write a file whole or not at all."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    os.replace(unfinished, path)


def report(result, check):
    """Print what came of one notebook."""
    word = "FAILED" if result.failure else "differs" if result.differences else "same"
    if result.changed and not check:
        word = "stored"
    print(f"{word:8}{result.seconds:5.1f} s  {result.path.name}", flush=True)
    for line in [result.failure] if result.failure else result.differences:
        print(f"    {result.path.name}, {line}", flush=True)


async def run_all(paths, check, seconds=CELL_SECONDS):
    """Run the notebooks, two at a time; return their results in the order of the paths."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def in_turn(path):
        async with slots:
            result = await run_one(path, check, seconds)
            report(result, check)
            return result

    return await asyncio.gather(*(in_turn(path) for path in paths))


def main(arguments=None):
    """Run the chosen notebooks and return an exit status: 1 if one failed or, when checking, differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.run_notebooks", description=__doc__)
    parser.add_argument("names", nargs="*", help="numbers or names; all notebooks if none is given")
    parser.add_argument("--check", action="store_true", help="write nothing, name every difference")
    parser.add_argument("--folder", type=Path, help="the notebooks' folder")
    options = parser.parse_args(arguments)
    known = lesson_notebooks(options.folder) if options.folder else lesson_notebooks()
    try:
        paths = choose(options.names, known)
    except LookupError as error:
        print(error.args[0])
        return 1
    results = asyncio.run(run_all(paths, options.check))
    wrong = [result for result in results if result.failure or result.differences]
    changed = sum(result.changed for result in results)
    print(f"{len(results)} notebooks run, {changed} changed, {len(wrong)} with something to mend")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
