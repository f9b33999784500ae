"""Exercises and prompts: what a learner calls, and the verdicts that come back.

An exercise is one entry in classroom/bank/lesson_NN.py; the notebook holds its stub and calls check. Whatever
a learner hands in, check answers with a verdict and never raises: a wrong answer must not stop a Run-All.
"""

import dis
import traceback
import types
import warnings
from dataclasses import dataclass, field

import numpy as np

import autograd_lite as torch
from classroom.progress import record
from classroom.wording import show, wrap

CORRECT, NOT_YET, NOT_ATTEMPTED, RAISED = "Correct", "Not yet", "Not attempted", "Raised"


class Unfinished(Exception):
    """A judge raises this where a `...` still waits; the text says which one."""


class AnswerRaised(Exception):
    """A judge raises this when the learner's code raised: the call that was made, and the error itself."""

    def __init__(self, call, error):
        super().__init__(call)
        self.call, self.error = call, error


@dataclass(frozen=True)
class Finding:
    """Why an answer is not right yet: the words for the learner, and the slip they were diagnosed as."""

    words: str
    slip: str | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer to an answer: its repr is the text a notebook shows."""

    kind: str
    words: str
    slip: str | None = None

    @property
    def ok(self):
        return self.kind == CORRECT

    def __repr__(self):
        return wrap(f"{self.kind}. {self.words}")


@dataclass
class Exercise:
    """One exercise: its words, its stub, its judge, and the answers that prove the judge.

    `judge(answer)` gives None for a right answer and a Finding for a wrong one; it raises Unfinished or
    AnswerRaised. `right` holds code that must get Correct. `wrong` maps a slip to code that must be diagnosed
    as that slip. All code assigns the name in `answer`, as a learner's cell does.
    """

    name: str
    task: str
    answer: str
    stub: str
    judge: object
    why: str
    hints: tuple
    solution_code: str
    reasoning: str
    inferior: str
    right: tuple = ()
    wrong: dict = field(default_factory=dict)
    hints_given: int = 0

    def check(self, answer=...):
        """Judge an answer: Correct, Not yet, Not attempted or Raised. Never raises."""
        return recorded(self, answer)

    def verdict(self, answer=...):
        """Judge an answer as check does, and keep no record of it."""
        return verdict_on(answer, self.judge, self.why, f"Replace `...` with your answer for `{self.answer}`.")

    def hint(self):
        """Print the next hint; after the last one, the last one again."""
        self.hints_given = min(self.hints_given + 1, len(self.hints))
        last = self.hints_given == len(self.hints)
        more = f"\nThat was the last hint. {self.name}.solution() shows one way." if last else ""
        print(wrap(f"Hint {self.hints_given} of {len(self.hints)}. {self.hints[self.hints_given - 1]}{more}"))

    def solution(self):
        """Print one solution, why it works, and what is commonly handed in instead."""
        code = "\n".join("    " + line for line in self.solution_code.splitlines())
        print(wrap(f"One solution:\n\n{code}\n\n{self.reasoning}\n\nOften seen instead: {self.inferior}"))

    def markdown(self):
        """Write the prose cell that stands before the stub."""
        return f"**Now you.** {self.task}"


@dataclass
class Prompt:
    """A question with lettered options, each wrong one a known first guess with its own reply."""

    name: str
    question: str
    options: dict
    right: str
    why: str
    replies: dict
    misconception: str
    lead: str = "Predict."

    def check(self, guess=...):
        """Answer a guess, a letter in quotes. Never raises."""
        return recorded(self, guess)

    def verdict(self, guess=...):
        """Answer a guess as check does, and keep no record of it."""
        return verdict_on(guess, self._judge, self.why, f"Write {self.letters()} in place of `...`.")

    def letters(self):
        quoted = [f'"{letter}"' for letter in self.options]
        return ", ".join(quoted[:-1]) + " or " + quoted[-1]

    def markdown(self):
        """Write the prose cell that stands before the guess, from the same words the replies belong to."""
        options = "\n".join(f"- **{letter})** {text}" for letter, text in self.options.items())
        return f"**{self.lead}** {self.question}\n\n{options}"

    def _judge(self, guess):
        letter = guess.strip().strip("()").upper() if isinstance(guess, str) else None
        if letter not in self.options:
            return Finding(f"{show(guess)} is none of the options. Write one letter in quotes: {self.letters()}.")
        return None if letter == self.right else Finding(self.replies[letter], slip=letter)


def recorded(entry, answer):
    """Return an entry's verdict, noted among the learner's progress."""
    verdict = entry.verdict(answer)
    record(entry.name, verdict.kind)
    return verdict


def verdict_on(answer, judge, why, start):
    """Run a judge on an answer and turn whatever happens into a Verdict."""
    if answer is ... or answer is None:
        return Verdict(NOT_ATTEMPTED, start)
    try:
        as_before = torch.set_grad_enabled(torch.is_grad_enabled())  # an answer may leave recording off
        with np.errstate(all="ignore"), warnings.catch_warnings(), as_before:
            warnings.simplefilter("ignore")
            finding = judge(answer)
    except KeyboardInterrupt:
        raise  # the learner wants their own endless loop back
    except Unfinished as unfinished:
        return Verdict(NOT_ATTEMPTED, str(unfinished))
    except AnswerRaised as raised:
        return _raised(raised.call, raised.error)
    except BaseException as error:
        return _raised("Reading your answer", error)
    return Verdict(CORRECT, why) if finding is None else Verdict(NOT_YET, finding.words, finding.slip)


def _raised(call, error):
    """Say what was called, what came out, and on which line of the learner's code."""
    if isinstance(error, TypeError) and "ellipsis" in str(error):
        return Verdict(NOT_ATTEMPTED, "A `...` inside your code still waits for its line.")
    try:
        text = str(error).strip().splitlines()[0] if str(error).strip() else "no further text"
    except BaseException:
        text = "an error whose own text cannot be read"
    return Verdict(RAISED, f"{call} raised {type(error).__name__}: {text[:200]}{_line(error)}")


def _line(error):
    """Find the deepest line that is the learner's own: the one written in a notebook cell."""
    cells = [f for f in traceback.extract_tb(error.__traceback__) if "ipykernel" in f.filename or "<cell" in f.filename]
    return f"\nThe line: {cells[-1].line.strip()}" if cells and cells[-1].line else ""


def only_dots(function):
    """Tell whether a function's body is nothing but `...` or `pass`: an untouched stub."""
    if not isinstance(getattr(function, "__code__", None), types.CodeType):
        return False
    steps = [step for step in dis.get_instructions(function) if step.opname not in ("RESUME", "NOP")]
    loads = [step for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")]
    idle = len(loads) + sum(step.opname == "RETURN_VALUE" for step in steps) == len(steps)
    return idle and all(step.argval is None or step.argval is ... for step in loads)
