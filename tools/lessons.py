"""Write what follows from the lessons: the README's table and badges, and the links at each lesson's end."""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tools import badges
from tools.kernel_env import ROOT, lesson_notebooks
from tools.notebook_execution import written
from tools.run_notebooks import write_whole

README = ROOT / "README.md"
BEGIN, END = "<!-- lessons: begin (made by make notebooks) -->", "<!-- lessons: end -->"
LINKS = "links"
GLOSSARY = "**Words:** [glossary](../docs/glossary.md)"


@dataclass
class Lesson:
    """What a list of lessons says about one of them, read from its notebook."""

    path: Path
    notebook: nbformat.NotebookNode
    title: str
    promise: str
    time: str


def prose(notebook):
    """Return all prose of a notebook as one text."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def first_match(pattern, text):
    """Return the first group of the first match, on one line, or an empty text."""
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def read(path):
    """Read one lesson; its title is the first heading, the rest stands in its card."""
    notebook = nbformat.read(path, as_version=4)
    text = prose(notebook)
    return Lesson(
        path,
        notebook,
        first_match(r"^# +([^\n]+)", text) or path.stem,
        first_match(r"\*\*You will\b:?\*\*:?\s+(.+?[.!])(?=\s|$)", text),
        first_match(r"\*\*Time:?\*\*:?\s*([^·|\n]+?)\s*(?:·|\||\n|\.\s|\.?$)", text),
    )


def table(lessons):
    """Return the README's table of lessons."""
    rows = ["| Lesson | You will | Time |", "|---|---|---|"]
    for lesson in lessons:
        promise = lesson.promise[:1].upper() + lesson.promise[1:]
        rows.append(f"| [{lesson.title}](notebooks/{lesson.path.name}) | {promise} | {lesson.time} |")
    return "\n".join(rows)


def with_table(text, lessons):
    """Return the README's text with a fresh table between its two marks; raise ValueError without them."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"README.md must hold the lines {BEGIN} and {END} once each")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{table(lessons)}\n\n{END}{after}"


def links(previous, following):
    """Return the prose of the cell that leads to the neighbouring lessons and the glossary."""
    parts = []
    if previous:
        parts.append(f"**Previous:** [{previous.title}]({previous.path.name})")
    if following:
        parts.append(f"**Next:** [{following.title}]({following.path.name})")
    parts.append(GLOSSARY)
    return " · ".join(parts)


def with_links(notebook, text):
    """Give a notebook its cell of links, at its end, in place."""
    cells = [cell for cell in notebook.cells if not cell.metadata.get(LINKS)]
    notebook.cells = [*cells, nbformat.v4.new_markdown_cell(text, id=LINKS, metadata={LINKS: True})]
    return notebook


def generated(paths, readme):
    """Yield each path with the text it should hold."""
    lessons = [read(path) for path in paths]
    yield readme, with_table(readme.read_text(encoding="utf-8"), lessons)
    neighbours = zip([None, *lessons], lessons, [*lessons[1:], None], strict=False)
    for previous, lesson, following in neighbours:
        yield lesson.path, written(with_links(lesson.notebook, links(previous, following)))


def stale(paths, readme=README):
    """Return the paths whose table or links do not fit the lessons, with the text they should hold."""
    return {path: text for path, text in generated(paths, readme) if path.read_text(encoding="utf-8") != text}


def main(arguments=None):
    """Write the table, the badges and the links, or with --check name the files that are out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.lessons", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if something is stale")
    options = parser.parse_args(arguments)
    wrong = stale(lesson_notebooks()) | badges.stale()
    for path, text in wrong.items():
        if options.check:
            print(f"{path.relative_to(ROOT)} is out of date (make notebooks mends it)")
        else:
            write_whole(path, text)
            print(f"{path.relative_to(ROOT)}: renewed")
    return 1 if wrong and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
