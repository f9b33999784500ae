"""The course as the tests read it: notebooks, their sections, the numbers on their pages."""

import ast
import functools
import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
SECTION = re.compile(r"^## (§\d+)\b.*$", re.MULTILINE)
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?(?![\w])")


def lesson_paths():
    """Return the lessons by number: {"00": path, …}."""
    return {path.name[:2]: path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}


@functools.cache
def notebook(number):
    """Return one lesson as nbformat reads it."""
    return nbformat.read(lesson_paths()[number], as_version=4)


def sections(number):
    """Return the text of each numbered section, prose, code and outputs together: {"§1": "…"}."""
    found, current = {}, None
    for cell in notebook(number).cells:
        heading = SECTION.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            current = heading.group(1)
        elif cell.cell_type == "markdown" and re.search(r"^## ", cell.source, re.MULTILINE):
            current = None
        if current:
            found[current] = found.get(current, "") + "\n" + cell.source + "\n" + output_text(cell)
    return found


def output_text(cell):
    """Return everything a cell's outputs say in words and numbers."""
    parts = []
    for output in cell.get("outputs", []):
        parts.append(output.get("text", ""))
        parts += [str(v) for kind, v in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join(parts)


def numbers(text):
    """Return the numbers in a text as floats; a comma between digits groups thousands."""
    return {float(found.replace("−", "-").replace(",", "")) for found in NUMBER.findall(text)}


def literals(source):
    """Return the numbers that a code cell is given."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {float(value) for value in constants if isinstance(value, int | float) and not isinstance(value, bool)}
