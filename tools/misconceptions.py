"""docs/misconceptions.md: all misconceptions, by lesson, each with who voices it and what contradicts it."""

from tools import bank_pages
from tools.bank_pages import in_row, link
from tools.kernel_env import ROOT

PAGE = ROOT / "docs" / "misconceptions.md"
OUTPUT_LETTERS = 90
HEAD = """\
# Misconceptions

The {beliefs} misconceptions that this course treats, by lesson: {places} places.
Each is voiced by an answer you can give, with a reply of its own, and contradicted by what a cell prints.
A test holds this page, the answers and the printed outputs together (`tests/notebooks/test_misconceptions.py`).
This page is made by `make notebooks` from `misconceptions.json` and the lessons.

The letter says where a belief belongs: A to autograd, B to calculus and optimisation, C to what lecture notes say.
"""


def sort_key(name):
    """Sort A2 before A10, and C-48 last.

    >>> sorted(["C-48", "A10", "B1", "A2"], key=sort_key)
    ['A2', 'A10', 'B1', 'C-48']
    """
    return name[0], int(name[1:].strip("-"))


def voice(number, named):
    """Return the words for who voices a belief: an answer of a question, or a slip in an exercise."""
    entry, _, which = named.partition(" ")
    place = link(number, bank_pages.asked_in(number, entry), "../")
    kind = "exercise" if entry.startswith("ex") and not entry.startswith("exit") else "question"
    what = f"the slip “{in_row(which)}”" if kind == "exercise" else f"answer {which}"
    return f"{place}, {kind} `{entry}`, {what}"


def contradiction(number, treatment):
    """Return the words for what contradicts a belief: the part, and the words of the output."""
    words = in_row(treatment["output"]).replace("`", "'")
    if len(words) > OUTPUT_LETTERS:
        words = words[:OUTPUT_LETTERS].rsplit(" ", 1)[0] + " …"
    return f"{link(number, bank_pages.shown_in(number, treatment['cell']), '../')} prints `{words}`"


def rows(number, table):
    """Yield the rows of one lesson's table."""
    for name in sorted(table, key=sort_key):
        for treatment in table[name]["treated"]:
            if treatment["lesson"] == number:
                said, seen = voice(number, treatment["voice"]), contradiction(number, treatment)
                yield f"| {name} | {in_row(table[name]['belief'])} | {said} | {seen} |"


def by_number(table):
    """Return the index by number: in which lessons each is treated."""
    lines = ["## By number", "", "| | belief | lessons |", "|---|---|---|"]
    for name in sorted(table, key=sort_key):
        numbers = sorted({treatment["lesson"] for treatment in table[name]["treated"]})
        places = ", ".join(f"[{number}](#lesson-{number})" for number in numbers)
        lines.append(f"| {name} | {in_row(table[name]['belief'])} | {places} |")
    return lines


def text():
    """Return the whole page."""
    table = bank_pages.beliefs()
    places = sum(len(entry["treated"]) for entry in table.values())
    lines = [HEAD.format(beliefs=len(table), places=places)]
    for number, path in bank_pages.lessons().items():
        found = list(rows(number, table))
        if found:
            heading = f"## [{bank_pages.title(number)}](../notebooks/{path.name})"
            lines += [f'<a id="lesson-{number}"></a>', "", heading, ""]
            lines += ["| | belief | who voices it | what contradicts it |", "|---|---|---|---|", *found, ""]
    return "\n".join([*lines, *by_number(table)]) + "\n"
