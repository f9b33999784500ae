"""What the bank, the table of misconceptions and the lessons give together: where an entry is asked, what is right."""

import importlib
import json
import re

import nbformat

from tools.kernel_env import ROOT, lesson_notebooks

TABLE = ROOT / "docs" / "misconceptions.json"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def lessons():
    """Return the lessons by number: {"00": path, ...}."""
    return {path.name[:2]: path for path in lesson_notebooks()}


def notebook(number):
    """Return one lesson as nbformat reads it."""
    return nbformat.read(lessons()[number], as_version=4)


def title(number):
    """Return a lesson's heading, such as "01 Read a derivative"."""
    return re.search(r"^# (.+)$", notebook(number).cells[0].source, re.MULTILINE)[1]


def entries(number):
    """Return the exercises and prompts of one lesson by name, in the order in which the lesson checks them."""
    module = importlib.import_module(f"classroom.bank.lesson_{number}")
    page = "\n".join(cell.source for cell in notebook(number).cells if cell.cell_type == "code")
    names = sorted(module.__all__, key=lambda name: page.find(f"{name}.check("))
    return {name: getattr(module, name) for name in names}


def cells_with_headings(number):
    """Yield (cell, heading of the part it stands in); the heading is None before the first part."""
    heading = None
    for cell in notebook(number).cells:
        found = HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        heading = found[-1] if found else heading
        yield cell, heading


def asked_in(number, name):
    """Return the heading of the part in which an entry of the bank is checked."""
    for cell, heading in cells_with_headings(number):
        if cell.cell_type == "code" and f"{name}.check(" in cell.source:
            return heading
    raise LookupError(f"lesson {number} nowhere checks {name}")


def shown_in(number, source):
    """Return the heading of the part that holds a code cell with this source."""
    for cell, heading in cells_with_headings(number):
        if cell.cell_type == "code" and source in cell.source:
            return heading
    raise LookupError(f"lesson {number} has no cell with {source!r}")


def link(number, heading, up):
    """Return a link to a part of a lesson, in the form of JupyterLab's anchors; its words are the part's number.

    >>> link("01", "§3 The tangent line", "../")
    '[§3](../notebooks/01_read_a_derivative.ipynb#§3-The-tangent-line)'
    """
    words = re.match(r"§\d+", heading)
    anchor = heading.replace(" ", "-").replace("`", "%60")
    return f"[{words.group() if words else heading}]({up}notebooks/{lessons()[number].name}#{anchor})"


def in_row(text):
    """Return a text as one cell of a table.

    >>> in_row("|x| has\\ntwo lines")
    '\\\\|x\\\\| has two lines'
    """
    return " ".join(text.replace("|", "\\|").split())


def beliefs():
    """Return the table of misconceptions: {"B10": {"belief": ..., "treated": [...]}, ...}."""
    return json.loads(TABLE.read_text(encoding="utf-8"))
