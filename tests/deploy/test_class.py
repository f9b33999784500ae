"""A class of simulated students on a real hub: all work, and two who misbehave disturb nobody."""

import contextlib
import doctest
import os
import re
import signal
import subprocess
import sys
import time

import psutil
import pytest

from deploy import measured_page
from tools import hub
from tools.kernel_env import ROOT

here = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps to the memory limit")
installed = pytest.mark.skipif(
    bool(hub.missing() or not hub.proxy_version()), reason="no JupyterHub: .venv/bin/python -m tools.hub --prepare"
)


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
    assert left_of(tmp_path) == [], "a server or the proxy outlived the hub"


def left_of(place):
    """Return the command lines of processes that still run from a place or in it."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if str(place) in " ".join([process.cwd(), *process.cmdline()]):
                found.append(process.cmdline())
    return found


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


@pytest.mark.slow
@here
@installed
def test_a_stopped_hub_leaves_nothing_behind(tmp_path):
    environ = {**os.environ, "COURSE_HUB_PLACE": str(tmp_path), "COURSE_HUB_PASSWORD": "a good password"}
    log = tmp_path / "log"
    with log.open("w") as out:
        starter = subprocess.Popen([sys.executable, "-m", "tools.hub"], cwd=ROOT, env=environ, stdout=out, stderr=out)
        try:
            wait_for(starter, log, "JupyterHub is now running at")
            assert "any name and the password a good password" in log.read_text()
        finally:
            starter.send_signal(signal.SIGINT)
            assert starter.wait(timeout=120) == 0
    assert left_of(tmp_path) == []


def wait_for(process, log, words, seconds=120):
    end = time.monotonic() + seconds
    while words not in log.read_text(errors="replace"):
        assert time.monotonic() < end and process.poll() is None, log.read_text(errors="replace")
        time.sleep(0.3)
