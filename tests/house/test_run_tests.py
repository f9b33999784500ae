"""`make test`: it counts what it ran, goes on after a failure, and never ends green without a test."""

import os
import shutil
import subprocess
import sys

import pytest

from tools import chromium, run_tests
from tools.kernel_env import ROOT
from tools.run_tests import Counts

JUNIT = """<testsuites><testsuite>
<testcase classname="a" name="1"/><testcase classname="a" name="2"><skipped/></testcase>
<testcase classname="b" name="3"><failure/></testcase><testcase classname="b" name="4"><error/></testcase>
</testsuite></testsuites>"""


def test_tests_are_counted_from_the_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(JUNIT)
    assert run_tests.read_counts(report) == Counts(passed=1, failed=2, skipped=1)


@pytest.mark.parametrize("content", [None, "", "<testsuites>"])
def test_a_missing_or_broken_report_counts_as_nothing(tmp_path, content):
    report = tmp_path / "report.xml"
    if content is not None:
        report.write_text(content)
    assert run_tests.read_counts(report) == Counts()


def test_the_last_lines_count_tests_and_cells(monkeypatch):
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    lines = run_tests.closing_lines(Counts(123, 0, 2), Counts(120), 4, [])
    assert lines == ["notebooks: 4 notebooks, 120 cells compared", "123 passed, 0 failed, 2 skipped"]


def test_a_failure_is_named_and_counted_even_without_tests_of_its_own(monkeypatch):
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    lines = run_tests.closing_lines(Counts(5), Counts(7), 1, ["ruff check", "figures"])
    assert lines[:2] == ["FAILED: ruff check", "FAILED: figures"]
    assert lines[-1] == "5 passed, 2 failed, 0 skipped"


def test_a_machine_without_chromium_is_told_so(monkeypatch):
    monkeypatch.setattr(chromium, "find", lambda: None)
    lines = run_tests.closing_lines(Counts(1), Counts(), 0, [])
    assert "Chromium was not found" in lines[0] and "the browser tests were skipped" in lines[0]


def test_a_chromium_may_be_named(monkeypatch):
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert chromium.find() == sys.executable
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert chromium.find() is None


def test_every_step_runs_after_a_failing_one(capfd):
    run = run_tests.Run()
    run.step("first", [sys.executable, "-c", "raise SystemExit(3)"])
    run.step("second", [sys.executable, "-c", "print('still here')"])
    run.step("allowed", [sys.executable, "-c", "raise SystemExit(5)"], allowed=(0, 5))
    assert run.failures == ["first"]
    assert "still here" in capfd.readouterr().out


def make(*arguments):
    """Run make as from a terminal, also where the tests themselves were started by make."""
    inherited = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PYTHON")
    environ = {name: value for name, value in os.environ.items() if name not in inherited}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_alone_lists_the_targets():
    said = make().stdout
    for target in ("lab", "lab-source", "reset", "test", "ci", "notebooks", "figures", "proof", "clean"):
        assert f"\n  {target} " in said, f"{target} is missing in {said}"


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_a_python_that_does_not_run_is_named_in_one_line():
    done = make("venv", "PYTHON=no-such-python")
    assert done.returncode != 0
    assert done.stdout.count("\n") == 1 and "no-such-python does not run here" in done.stdout
