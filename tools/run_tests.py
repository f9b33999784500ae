"""Run every check and say at the end what was run: `make test`, and with --slow `make ci`."""

import argparse
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import nbformat

from tools import chromium
from tools.kernel_env import BUILD, ROOT, fixed_environment, lesson_notebooks

CELL_TIMEOUT = 60
SANITIZE = "notebooks/nbval_sanitize.cfg"


@dataclass
class Counts:
    """How many tests passed, failed and were skipped, read from a JUnit file."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def read_counts(path):
    """Return the Counts of one JUnit file; a missing or broken file counts as nothing run."""
    counts = Counts()
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        return counts
    for case in root.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            counts.failed += 1
        elif case.find("skipped") is not None:
            counts.skipped += 1
        else:
            counts.passed += 1
    return counts


class Run:
    """One run of all steps: it goes on after a failure, so that one run names everything that is wrong."""

    def __init__(self):
        self.failures = []
        self.started = time.monotonic()

    def step(self, title, command, allowed=(0,)):
        """Run one command from the root of the project and remember whether it failed."""
        print(f"\n== {title}", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=fixed_environment(), stdin=subprocess.DEVNULL)
        if done.returncode not in allowed:
            self.failures.append(title)
        print(f"   ({time.monotonic() - start:.0f} s)", flush=True)

    def pytest(self, title, *arguments, allowed=(0,)):
        """Run pytest and return its Counts."""
        report = BUILD / "reports" / f"{title.replace(' ', '-')}.xml"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
        self.step(title, command, allowed)
        return read_counts(report)


def lint(run):
    """Check style and layout with ruff."""
    run.step("ruff check", [sys.executable, "-m", "ruff", "check", "."])
    run.step("ruff format", [sys.executable, "-m", "ruff", "format", "--check", "."])


def unit_tests(run, slow):
    """Run the unit tests, two at a time; the slow ones, which also measure, alone afterwards."""
    counts = run.pytest("tests", "tests", "-m", "not slow", "-n", "2", "--dist", "loadgroup", "-rs")
    if slow:
        # 5 = nothing is marked slow, which is no failure.
        counts += run.pytest("slow tests", "tests", "-m", "slow", "-rs", allowed=(0, 5))
    return counts


def stored_outputs(run):
    """Compare every cell of every notebook with its stored output; return the Counts."""
    if not lesson_notebooks():
        print("\n== notebooks\n   there are none yet")
        return Counts()
    flags = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with", SANITIZE]
    flags += [f"--nbval-cell-timeout={CELL_TIMEOUT}", "-n", "2", "--dist", "loadfile"]
    counts = run.pytest("notebooks", "notebooks", *flags)
    compared, expected = counts.passed + counts.failed, stored_cells()
    if compared != expected:
        run.failures.append(f"{compared} of {expected} notebook cells were compared")
    return counts


def stored_cells():
    """Return how many code cells the notebooks hold: a cell that is left out must not go unnoticed."""
    cells = (cell for path in lesson_notebooks() for cell in nbformat.read(path, as_version=4).cells)
    return sum(cell.cell_type == "code" for cell in cells)


def closing_lines(tests, cells, notebooks, failures):
    """Return the last lines of a run: what failed, what was left out, what was counted."""
    lines = [f"FAILED: {title}" for title in failures]
    if chromium.find() is None:
        lines.append(f"{chromium.MISSING}: the browser tests were skipped, all else ran")
    lines.append(f"notebooks: {notebooks} notebooks, {cells.passed + cells.failed} cells compared")
    # A step without tests of its own, such as ruff, must not leave a count that reads as green.
    failed = max(tests.failed + cells.failed, len(failures))
    lines.append(f"{tests.passed} passed, {failed} failed, {tests.skipped} skipped")
    return lines


def main(arguments=None):
    """Run the checks and return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.run_tests", description=__doc__)
    parser.add_argument("--slow", action="store_true", help="everything slower as well (make ci)")
    options = parser.parse_args(arguments)
    run = Run()
    lint(run)
    tests = unit_tests(run, options.slow)
    cells = stored_outputs(run)
    if options.slow and lesson_notebooks():
        run.step("notebooks again", [sys.executable, "-m", "tools.run_notebooks", "--check"])
        run.step("solved edition", [sys.executable, "-m", "tools.editions", "solved"])
        run.step("student edition", [sys.executable, "-m", "tools.editions", "student", "--run"])
    if tests.passed == 0:
        run.failures.append("no test was run")
    print(f"\n{time.monotonic() - run.started:.0f} s in all")
    print("\n".join(closing_lines(tests, cells, len(lesson_notebooks()), run.failures)))
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
