"""The generated parts of docs/teaching/: the wrong answers with their replies, and the grading key, from the bank."""

import numpy as np
import sympy

import autograd_lite as torch
from classroom.exercises import Exercise, Prompt
from tools import bank_pages
from tools.bank_pages import in_row, link
from tools.kernel_env import ROOT

FOLDER = ROOT / "docs" / "teaching"
UP = "../../"
ANSWERS, KEY = "wrong answers", "grading key"
MADE = "made by make notebooks"


def marks(part):
    """Return the two lines between which a part is generated.

    >>> marks("grading key")
    ('<!-- grading key: begin (made by make notebooks) -->', '<!-- grading key: end -->')
    """
    return f"<!-- {part}: begin ({MADE}) -->", f"<!-- {part}: end -->"


def between(text, part, fresh, where):
    """Return a page with one generated part renewed; raise ValueError where its marks are missing."""
    begin, end = marks(part)
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"{where} must hold the lines {begin} and {end} once each")
    before, rest = text.split(begin)
    return f"{before}{begin}\n\n{fresh}\n\n{end}{rest.split(end)[1]}"


def first_words(text, most=110):
    """Return the beginning of a text, whole words only."""
    text = in_row(text)
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def wrong_answers(number):
    """Return the table of a lesson's questions: each wrong answer, what it believes, and the reply."""
    lines = ["| asked in | wrong answer | reply |", "|---|---|---|"]
    for name, entry in bank_pages.entries(number).items():
        if isinstance(entry, Prompt):
            place = f"{link(number, bank_pages.asked_in(number, name), UP)} `{name}`, right: {entry.right}"
            for letter, reply in entry.replies.items():
                lines.append(f"| {place} | **{letter})** {first_words(entry.options[letter])} | {in_row(reply)} |")
                place = ""
    return "\n".join(lines)


def said_of(exercise, code):
    """Return what the checker says of an answer, handed in as a learner's cell would."""
    cell = {"torch": torch, "np": np, "sympy": sympy}
    exec(compile(code, "<cell>", "exec"), cell)
    return exercise.check(cell[exercise.answer]).words


def key(number):
    """Return the grading key of a lesson: for each exercise what is right, and the slips with what they mean."""
    parts = []
    for name, entry in bank_pages.entries(number).items():
        if not isinstance(entry, Exercise):
            continue
        place = link(number, bank_pages.asked_in(number, name), UP)
        lines = [f"**`{name}`** ({place}). {entry.why}", "", "```python", entry.solution_code.strip(), "```", ""]
        lines += ["| slip | what the checker says |", "|---|---|"]
        for slip, code in entry.wrong.items():
            lines.append(f"| {in_row(slip)} | {first_words(said_of(entry, code), 260)} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def page(number):
    """Return the path of a lesson's page."""
    return FOLDER / f"{bank_pages.lessons()[number].stem}.md"


def fresh(number, text):
    """Return the text of one page with its generated parts renewed."""
    where = page(number).name
    return between(between(text, ANSWERS, wrong_answers(number), where), KEY, key(number), where)


def pages():
    """Return the lessons' pages that are written: {number: path}."""
    return {number: page(number) for number in bank_pages.lessons() if page(number).exists()}
