"""The fifteen error cards: each fails for real, says what that means, runs the smallest fix, names a wrong one.

A card is a code cell with the metadata `error_card`; the cells after it hold the rest. Its lines run here again, and
once more with the failing line taken away: then the card itself must fail.
"""

import ast
import re

import pytest
from notebooks.course import lesson_paths, notebook, output_text
from notebooks.statements import Lesson

import autograd_lite
from classroom import expect

CARDS = {
    "08": ("no-grad-fn", "integer", "numpy", "flag-on-non-leaf"),
    "10": ("scalar-outputs", "shape-mismatch", "second-time"),
    "11": ("not-used", "missing-create-graph"),
    "12": ("leaf-in-place", "modified-in-place", "no-grad-without-call"),
    "13": ("number-of-gradients", "gradient-shape", "non-tensor-saved"),
}
NAMES = [f"{number}-{name}" for number, names in CARDS.items() for name in names]
MEANS, FIX, WRONG = "**It means.**", "**Smallest fix.**", "**Wrong fix.**"


def place(name):
    """Return the cells of a card's lesson and the position of the card among them."""
    cells = notebook(name[:2]).cells
    (position,) = [i for i, cell in enumerate(cells) if cell.metadata.get("error_card") == name]
    return cells, position


def last_print(cells, position, source=None):
    """Run a lesson's code up to a cell, with another source for that cell if one is given; return what it prints."""
    before = [cell.source for cell in cells[:position] if cell.cell_type == "code"]
    last = cells[position].source if source is None else source
    return Lesson([*before, last], autograd_lite, expect=expect).printed[-1]


def without_the_failure(source):
    """Return a card's source with `pass` in place of the lines that must fail."""
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.With) and "expect" in ast.unparse(node.items[0].context_expr):
            node.body = [ast.Pass()]
    return ast.unparse(tree)


def test_all_cards_are_there_and_no_others():
    marked = [
        cell.metadata["error_card"]
        for number in lesson_paths()
        for cell in notebook(number).cells
        if "error_card" in cell.metadata
    ]
    assert sorted(marked) == sorted(NAMES)


def lacks(cells, position):
    """Yield what a card owes its reader and does not give."""
    card, after = cells[position], cells[position + 1 : position + 8]
    refusal = re.search(r"^(Runtime|Type)Error: .*", output_text(card), re.MULTILINE)
    if refusal is None:
        yield "its output is no error's text"
        return
    for words in (MEANS, FIX, WRONG):
        if not any(words in cell.source for cell in after if cell.cell_type == "markdown"):
            yield words
    fix = next((i for i, cell in enumerate(after) if FIX in cell.source), len(after))
    code = after[fix + 1] if fix + 1 < len(after) else None
    if code is None or code.cell_type != "code" or not output_text(code).strip():
        yield "the fix is not run"
    elif refusal.group() in output_text(code):
        yield "the fix fails in the same way"


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_all_it_owes(name):
    assert not list(lacks(*place(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_card_fails_when_its_error_stops_being_raised(name):
    cells, position = place(name)
    assert last_print(cells, position) == output_text(cells[position])
    assert "ran without an error" in last_print(cells, position, without_the_failure(cells[position].source))


def test_a_card_that_owes_something_is_noticed():
    cells, position = place(NAMES[0])
    assert not list(lacks(cells, position))
    for missing in range(position + 1, position + 8):
        poorer = [cell for i, cell in enumerate(cells) if i != missing]
        if any(words in cells[missing].source for words in (MEANS, FIX, WRONG)):
            assert list(lacks(poorer, position)), cells[missing].source
    assert list(lacks(cells, position - 1))
    assert "1 / 0" not in without_the_failure("with expect(RuntimeError):\n    1 / 0")
