"""A question of the self-test: its words, its answers, and for each wrong one the cell that shows the contrary."""

import json
import re
from dataclasses import dataclass

from classroom.exercises import Prompt


@dataclass(frozen=True)
class Cell:
    """A cell of a lesson, named as a reader finds it: the lesson, the section, and how its code begins."""

    lesson: str
    section: str
    begins: str

    def find(self, folder):
        """Return (file name, heading of the section) of this cell in a folder of lessons; None if it is not there.

        A learner may have changed the cell, or have no copy of that lesson.
        """
        for path in sorted(folder.glob(f"{self.lesson}_*.ipynb")):
            try:
                heading = _heading_over(self, json.loads(path.read_text(encoding="utf-8"))["cells"])
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if heading:
                return path.name, heading
        return None

    def place(self):
        """Say where the cell stands, without its code."""
        section = self.section if self.section.startswith("§") else f"“{self.section}”"
        return f"lesson {self.lesson}, {section}"


def _heading_over(cell, cells):
    """Return the heading of the section that holds the one cell meant; None where it is missing or not the only one."""
    heading, found = "", []
    for other in cells:
        source = "".join(other["source"])
        if other["cell_type"] == "markdown":
            heading = [heading, *re.findall(r"^## (.+)$", source, re.MULTILINE)][-1]
        elif source.startswith(cell.begins) and (heading + " ").startswith(cell.section + " "):
            found.append(heading)
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Question:
    """One question. `belief` is the misconception it asks for, `replies` and `cells` belong to the wrong answers."""

    belief: str
    question: str
    options: dict
    right: str
    why: str
    replies: dict
    cells: dict

    def prompt(self, number):
        """Return the question as a prompt, so that its answer is read and judged like every other."""
        return Prompt(
            f"question {number}", self.question, self.options, self.right, self.why, self.replies, self.belief
        )
