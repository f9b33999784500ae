"""A class of simulated students on a real hub: all work, and two who misbehave disturb nobody."""

import doctest
import os
import re
import sys

import pytest

from deploy import measured_page
from tools import hub

here = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps to the memory limit")
installed = pytest.mark.skipif(bool(hub.missing()), reason="no JupyterHub: .venv/bin/python -m tools.hub --prepare")


@pytest.mark.slow
@here
@installed
def test_four_students_run_a_lesson_and_two_misbehave(tmp_path):
    from deploy import simulated_class

    report = simulated_class.hold_class(4, tmp_path)
    assert report.failures == []
    assert [row.name for row in report.rows] == [f"student{number:02d}" for number in range(4)]
    assert all(row.memory > 50 and row.cells > 30 for row in report.rows)
    facts = report.facts
    assert facts["the others"] == 2 and facts["still looping"]
    for bomb in facts["bombs"]:
        assert bomb.startswith("MemoryError") and "One notebook may use 1024 MiB here" in bomb
    assert facts["notebook kept"] and facts["kernel kept"]
    assert facts["loop ended by"].startswith("KeyboardInterrupt") and facts["loop's kernel kept"]
    homes = tmp_path / "students"
    assert all((homes / row.name / "my_course" / "00_start_here.ipynb").exists() for row in report.rows)
    assert not any(process_of(row.name) for row in report.rows), "a server outlived the hub"


def process_of(name):
    """Tell whether any process of this student is left."""
    import psutil

    def owner(process):
        try:
            return process.environ().get("JUPYTERHUB_USER") if process.uids().real == os.geteuid() else None
        except psutil.Error:
            return None

    return any(owner(process) == name for process in psutil.process_iter())


def test_the_sums_of_the_page_are_right():
    failed, tried = doctest.testmod(measured_page)
    assert tried and not failed


def test_the_page_tells_of_a_class_of_twenty_without_failures():
    text = measured_page.PAGE.read_text(encoding="utf-8")
    measured = text.split(measured_page.BEGIN)[1].split(measured_page.END)[0]
    assert "20 students" in measured and ": 0 failures." in measured
    assert len(re.findall(r"^\| student\d\d \|", measured, re.MULTILINE)) == 20
    for size in measured_page.SIZES:
        assert f"| {size:,} |" in measured


def test_only_what_stands_between_the_marks_is_written():
    page = f"before\n{measured_page.BEGIN}\nold\n{measured_page.END}\nafter\n"
    fresh = measured_page.with_section(page, "new")
    assert fresh.startswith("before\n") and fresh.endswith("\nafter\n") and "old" not in fresh and "new" in fresh
    with pytest.raises(ValueError, match="must hold the lines"):
        measured_page.with_section("no marks", "new")
