"""Fill a lesson from the bank: each stub becomes its solution, each guess the right letter."""

import copy
import re

from classroom.bank.selftest import QUESTIONS
from classroom.exercises import Exercise

CHECK = re.compile(r"^(\w+)\.check\(", re.MULTILINE)
GUESS = re.compile(r"^(\w+) = \.\.\.", re.MULTILINE)
SELFTEST = "selftest"  # in a cell's metadata: it holds the answers to the self-test of the whole course
WAITING = re.compile(r"\b(\d+): \.\.\.")


class Unfilled(Exception):
    """A page and the bank do not fit together; the text names the exercise or prompt."""


def checked(cell, bank):
    """Return the names of the bank's entries that a code cell checks."""
    if cell.cell_type != "code":
        return []
    return [name for name in CHECK.findall(cell.source) if name in bank]


def stub_of(cell, bank):
    """Return the exercise whose stub a cell holds, or None."""
    entry = bank.get(cell.metadata.get("exercise")) if cell.cell_type == "code" else None
    return entry if isinstance(entry, Exercise) else None


def after_stub(cell, exercise):
    """Return what follows the stub in its cell; raise Unfilled where page and bank differ."""
    stub = exercise.stub.rstrip()
    if not cell.source.startswith(stub):
        raise Unfilled(f"{exercise.name}: its cell does not begin with the bank's stub")
    return cell.source[len(stub) :]


def right_letter(source, prompt):
    """Return the source of a prompt's cell with the right letter as the guess."""
    filled, count = GUESS.subn(lambda found: f'{found.group(1)} = "{prompt.right}"', source)
    if count != 1:
        raise Unfilled(f"{prompt.name}: its cell holds {count} lines `name = ...`, and one is needed")
    return filled


def selftest_letters(source):
    """Return the source of the self-test's cell with every right letter; raise Unfilled if one has no place."""
    filled = WAITING.sub(lambda found: f'{found[1]}: "{QUESTIONS[int(found[1]) - 1].right}"', source)
    if len(WAITING.findall(source)) != len(QUESTIONS):
        raise Unfilled(f"the self-test's cell does not wait for {len(QUESTIONS)} answers")
    return filled


def waits(cell, bank):
    """Tell whether a cell waits for the learner: for an exercise, a guess, or the answers to the self-test."""
    return bool(checked(cell, bank) or cell.metadata.get("exercise") or cell.metadata.get(SELFTEST))


def filled(notebook, bank):
    """Return a copy of a lesson with every answer in place; raise Unfilled naming the entry that has no place."""
    notebook = copy.deepcopy(notebook)
    done = set()
    for cell in notebook.cells:
        if cell.metadata.get(SELFTEST):
            cell.source = selftest_letters(cell.source)
        exercise = stub_of(cell, bank)
        if exercise:
            cell.source = exercise.solution_code.rstrip() + after_stub(cell, exercise)
            done.add(exercise.name)
            continue
        prompts = [name for name in checked(cell, bank) if not isinstance(bank[name], Exercise)]
        for name in prompts:
            cell.source = right_letter(cell.source, bank[name])
            done.add(name)
    missing = [name for name in bank if name not in done]
    if missing:
        raise Unfilled(f"{', '.join(missing)}: no cell of the page waits for an answer to it")
    return notebook


def verdicts(notebook, bank):
    """Return what a run page answered to each entry of the bank: {"ex01_1": "Correct. …"}."""
    said = dict.fromkeys(bank, "the page never checks it")
    for cell in notebook.cells:
        names = checked(cell, bank) + ([SELFTEST] if cell.metadata.get(SELFTEST) else [])
        texts = [output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]
        said.update(dict.fromkeys(names, next((text for text in texts if text), "no verdict is shown")))
    return said


def all_right(name, text):
    """Tell whether a verdict says that nothing is missing."""
    return text.startswith(f"{len(QUESTIONS)} of {len(QUESTIONS)} Correct." if name == SELFTEST else "Correct.")
