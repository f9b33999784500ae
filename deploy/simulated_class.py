"""A class of simulated students: each logs in, opens lesson 01 and runs it, as a browser would; then two misbehave.

`python -m deploy.simulated_class 20 --write` measures, and puts its tables into deploy/README.md.
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deploy.simulated_student import Student
from tools import hub
from tools.kernel_env import BUILD, NOTEBOOKS

PLACE = BUILD / "hub-class"
PASSWORD = "a password of this class"
LESSON = "my_course/01_read_a_derivative.ipynb"
LOOP = "while True:\n    pass"
LIST_BOMB = "bomb = [0] * (20 * 2**30 // 8)  # 20 GiB of eight bytes each"
SLOW_BOMB = "piles = []\nwhile True:\n    piles.append(bytearray(10_000_000))"
MIB = 2**20


@dataclass
class Row:
    """What was measured of one student."""

    name: str
    spawn: float  # seconds from the password to the open lab
    run: float  # seconds from asking for a kernel to the last cell
    cells: int
    memory: float = 0.0  # MiB, the server's and the kernel's share (PSS)
    processor: float = 0.0  # seconds of one core, for all of it


@dataclass
class Report:
    """What a class did: its rows, and one line for each thing that went wrong."""

    rows: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)


@contextlib.contextmanager
def running_hub(place=PLACE):
    """Start the hub with an empty folder of students; give its address and its process, and stop it afterwards."""
    if hub.prepare():
        raise RuntimeError("the hub cannot be prepared; the reason stands above")
    place.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place / "students", ignore_errors=True)
    for left in ("hub.sqlite", "cookie_secret"):
        (place / left).unlink(missing_ok=True)
    port = hub.free_ports(18000)
    with (place / "hub.log").open("w") as out:
        process = subprocess.Popen(
            hub.command(), cwd=place, env=hub.surroundings(port, place, PASSWORD), stdout=out, stderr=out
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/hub/health", process, place / "hub.log")
            yield f"http://127.0.0.1:{port}", process
        finally:
            hub.stop(process)


def wait_for(address, process, log, seconds=120):
    """Return when a page answers; raise RuntimeError with the end of the log if it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.3)
    raise RuntimeError(f"the hub does not answer:\n{log.read_text(errors='replace')[-3000:]}")


def processes_of(name, hub_process):
    """Return the processes that belong to one student."""
    found = []
    for process in psutil.Process(hub_process.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if process.environ().get("JUPYTERHUB_USER") == name:
                found.append(process)
    return found


def weigh(row, hub_process):
    """Fill in the memory and the processor time of one student's processes."""
    for process in processes_of(row.name, hub_process):
        with contextlib.suppress(psutil.Error):
            row.memory += process.memory_full_info().pss / MIB
            times = process.cpu_times()
            row.processor += times.user + times.system


def lesson_code(path=NOTEBOOKS / Path(LESSON).name):
    """Return the code cells of a lesson, each with whether it is meant to raise."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    return [("".join(cell["source"]), "raises-exception" in cell["metadata"].get("tags", [])) for cell in code]


def arrive(student, cells, report):
    """Let one student log in, open the lesson and run it."""
    spawn = student.log_in()
    opened = student.read(LESSON)
    if len(opened["cells"]) == 0:
        report.failures.append(f"{student.name}: the lesson is empty")
    begun = time.monotonic()
    student.start_kernel(LESSON)
    run_lesson(student, cells, report)
    report.rows.append(Row(student.name, spawn, time.monotonic() - begun, len(cells)))


def run_lesson(student, cells, report):
    """Run all cells in the student's kernel and note each error that is not meant."""
    for number, (source, raises) in enumerate(cells, 1):
        error = student.execute(source)
        if error and not raises:
            report.failures.append(f"{student.name}, cell {number}: {error.splitlines()[0]}")


def together(work, students, report):
    """Do one thing for all students at once; note what raised."""

    def guarded(student):
        try:
            work(student)
        except Exception as error:
            report.failures.append(f"{student.name}: {type(error).__name__}: {error}")

    with ThreadPoolExecutor(len(students)) as pool:
        list(pool.map(guarded, students))


def misbehave(students, cells, report):
    """Let one student loop for ever and one ask for 20 GiB, while all others run the lesson again."""
    looping, bombing, *others = students
    typed = bombing.write_into(LESSON, "my own words")
    looping.execute(LOOP, wait=False)
    bombs = [bombing.execute(LIST_BOMB), bombing.execute(SLOW_BOMB)]
    together(lambda student: run_lesson(student, cells, report), others, report)
    facts = report.facts
    facts["the others"] = len(others)
    facts["still looping"] = looping.kernel_state() == "busy"
    facts["bombs"] = bombs
    facts["notebook kept"] = typed in json.dumps(bombing.read(LESSON))
    facts["kernel kept"] = bombing.execute("del piles\n1 + 1") is None
    looping.interrupt()
    facts["loop ended by"] = looping.finish()
    facts["loop's kernel kept"] = looping.execute("1 + 1") is None


def hold_class(size, place=PLACE):
    """Hold one class and return its Report."""
    report, cells = Report(), lesson_code()
    report.facts["load before"] = os.getloadavg()[0]
    with running_hub(place) as (address, process):
        students = [Student(address, f"student{number:02d}", PASSWORD) for number in range(size)]
        begun = time.monotonic()
        together(lambda student: arrive(student, cells, report), students, report)
        report.facts["all done after"] = time.monotonic() - begun
        report.rows.sort(key=lambda row: row.name)
        for row in report.rows:
            weigh(row, process)
        report.facts["proxy"] = hub.proxy_version()
        own = psutil.Process(process.pid)
        report.facts["hub memory"] = own.memory_full_info().pss / MIB
        if len(report.rows) == size:
            misbehave(students, cells, report)
        for student in students:
            student.leave()
    return report


def table(report):
    """Return the rows as a table, with the middle and the largest of each column."""
    lines = [
        "| student | server ready after (s) | lesson 01 run in (s) | memory (MiB) | processor (s) |",
        "|---|---|---|---|---|",
    ]
    columns = [[getattr(row, name) for row in report.rows] for name in ("spawn", "run", "memory", "processor")]
    for row in report.rows:
        lines.append(f"| {row.name} | {row.spawn:.0f} | {row.run:.1f} | {row.memory:.0f} | {row.processor:.1f} |")
    for name, choose in (("median", statistics.median), ("largest", max)):
        spawn, run, memory, processor = map(choose, columns)
        lines.append(f"| **{name}** | {spawn:.0f} | {run:.1f} | {memory:.0f} | {processor:.1f} |")
    return "\n".join(lines)


def main(arguments=None):
    """Hold a class, print what was measured, and with --write put it into the page; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m deploy.simulated_class", description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=20, help="how many students, 3 or more")
    parser.add_argument("--write", action="store_true", help="put the tables into deploy/README.md")
    options = parser.parse_args(arguments)
    report = hold_class(max(options.size, 3))
    print(table(report))
    for name, value in report.facts.items():
        print(f"{name}: {value}")
    print("\n".join(report.failures))
    print(f"{len(report.rows)} students, {len(report.failures)} failures")
    if options.write and not report.failures:
        from deploy.measured_page import write

        write(report, table(report))
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
