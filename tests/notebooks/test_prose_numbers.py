"""Every number in the prose is computed on the same page.

It must stand in an output of the notebook, or be given to a code cell nearby; the rest is listed with a reason in
prose_numbers.json. Options of prompts are left out (wrong numbers are their point, and the bank tests them).
"""

import json
import re

import pytest
from notebooks.course import ROOT, lesson_paths, literals, notebook, numbers, output_text

from tools.lessons import LINKS

LISTED = json.loads((ROOT / "tests/notebooks/prose_numbers.json").read_text(encoding="utf-8"))
NEAR = 3  # cells before and after, in which a number may be given


def readable(source):
    """Return the part of a prose cell whose numbers are claims."""
    lines = [line for line in source.splitlines() if not re.match(r"#+ |- \*\*[A-D]\)\*\*|\d+\. ", line)]
    text = "\n".join(lines)
    text = re.sub(r"\*\*Time\*\*[^\n]*", "", text)
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"§\d+|[Ll]essons? \d\d(?:(?:–|, | and | or )\d\d)*|torch \d\.\d+|chapters? \d+", "", text)
    return re.sub(r"\*\*(?:Predict\.|Question \d\.|Now you\.)\*\*[^\n]*", "", text)


def unfounded(cells, listed=()):
    """Return (cell index, number) for each number in the prose that nothing on the page produces."""
    # The self-test asks about all lessons: its numbers say nothing about the page on which it stands.
    own = [cell for cell in cells if cell.cell_type == "code" and "selftest(" not in cell.source]
    shown = set().union(*[numbers(output_text(cell)) for cell in own], set())
    shown |= {-n for n in shown} | {float(n) for n in listed}
    found = []
    for index, cell in enumerate(cells):
        if cell.cell_type != "markdown" or cell.metadata.get(LINKS):
            continue
        near = cells[max(0, index - NEAR) : index + NEAR + 1]
        given = set().union(*[literals(c.source) for c in near if c.cell_type == "code"], set())
        found += [
            (index, n) for n in sorted(numbers(readable(cell.source))) if n not in shown | given | {-g for g in given}
        ]
    return found


@pytest.mark.parametrize("number", lesson_paths())
def test_every_number_is_on_the_page(number):
    listed = LISTED.get(number, {})
    assert not unfounded(notebook(number).cells, listed)
    assert all(reason.strip() for reason in listed.values())


@pytest.mark.parametrize("number", LISTED)
def test_no_exception_is_idle(number):
    needed = {n for _, n in unfounded(notebook(number).cells)}
    assert {float(n) for n in LISTED[number]} <= needed


def test_a_wrong_number_is_found():
    cells = [c.copy() for c in notebook("01").cells]
    cells.append(type(cells[0])(cell_type="markdown", source="The slope is 8.125 there.", metadata={}))
    assert [n for _, n in unfounded(cells, LISTED.get("01", {}))] == [8.125]
