"""Write what a simulated class measured into deploy/README.md: the table of students, and what larger classes need."""

import math
import os
import statistics

import psutil

from tools.hub import DEPLOY, wanted
from tools.run_notebooks import write_whole

PAGE = DEPLOY / "README.md"
BEGIN = "<!-- measured: begin (made by python -m deploy.simulated_class 20 --write) -->"
END = "<!-- measured: end -->"
SIZES = (30, 300, 3000)
ARRIVAL = 300  # seconds in which a class arrives and runs its first lesson
SPARE = 1.25
SYSTEM = 2  # GiB for the machine itself and the hub
NODE = (16, 64)  # cores and GiB of one node of a cluster
GIB = 1024  # MiB


def needs(size, memory, processor):
    """Return what a class needs: GiB of memory, and cores so that all can arrive within ARRIVAL seconds.

    >>> needs(30, memory=250, processor=7)
    (12, 2)
    """
    gib = SYSTEM + size * memory * SPARE / GIB
    return math.ceil(gib), max(2, math.ceil(size * processor / ARRIVAL))


def nodes(gib, cores):
    """Return how many nodes of a cluster hold that.

    >>> nodes(gib=920, cores=70)
    15
    """
    return max(math.ceil(cores / NODE[0]), math.ceil(gib / NODE[1]))


def sizes_table(memory, processor):
    """Return the table of class sizes from one student's memory (MiB) and processor time (seconds)."""
    lines = ["| students at once | memory | cores | such as |", "|---|---|---|---|"]
    for size in SIZES:
        gib, cores = needs(size, memory, processor)
        count = nodes(gib, cores)
        machines = "one machine" if count == 1 else f"{count} nodes of {NODE[0]} cores and {NODE[1]} GiB"
        lines.append(f"| {size:,} | {gib:,} GiB | {cores} | {machines} |")
    return "\n".join(lines)


def section(report, students):
    """Return the text between the marks."""
    memory = max(row.memory for row in report.rows)
    processor = statistics.median(row.processor for row in report.rows)
    total = psutil.virtual_memory().total / 2**30
    facts = report.facts
    said = [
        f"{len(report.rows)} students logged in at the same moment, opened lesson 01 and ran its "
        f"{report.rows[0].cells} cells: {len(report.failures)} failures.",
        f"The machine had {os.cpu_count()} cores and {total:.0f} GiB. Before the run its load was "
        f"{facts['load before']:.1f}, and the students' browsers ran on it too.",
        f"The last student was done after {facts['all done after']:.0f} s. "
        f"The hub itself took {facts['hub memory']:.0f} MiB.",
        f"Versions: JupyterHub {wanted()['jupyterhub']}, configurable-http-proxy {facts['proxy']}.",
    ]
    behaved = [
        f"Then one student ran `while True`, and one asked for a list of 20 GiB. The other {facts['the others']} ran "
        "lesson 01 once more meanwhile, without a failure.",
        "The large list ended in `MemoryError` with a sentence that says why. "
        "The notebook and the kernel of its owner were kept.",
        "The loop ended when its owner interrupted it, and the kernel went on.",
    ]
    sized = [
        f"Memory: the largest share of a student ({memory:.0f} MiB) and a quarter more, with {SYSTEM} GiB for the "
        "machine.",
        f"Cores: as many as let the whole class arrive and run its first lesson within {ARRIVAL // 60} minutes, at "
        f"{processor:.1f} s of one core for each student.",
    ]
    parts = ["\n".join(said), students, "\n".join(behaved), "### What a class needs"]
    return "\n\n".join([*parts, "\n".join(sized), sizes_table(memory, processor)])


def with_section(text, measured):
    """Return the page with a fresh section between its two marks; raise ValueError without them."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"{PAGE.name} must hold the lines {BEGIN} and {END} once each")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{measured}\n\n{END}{rest.split(END)[1]}"


def write(report, students):
    """Put the measured section into the page."""
    write_whole(PAGE, with_section(PAGE.read_text(encoding="utf-8"), section(report, students)))
