"""The self-test at the end of the course: selftest() asks, selftest(answers) replies.

Answers come in a dictionary, {1: "A", 2: "C", …}. They are compared with letters and never run.
"""

from classroom.bank.selftest import QUESTIONS
from classroom.exercises import CORRECT, NOT_ATTEMPTED, NOT_YET
from classroom.progress import START
from classroom.wording import show, wrap

HOW = 'Answer with a dictionary, as in selftest({1: "A", 2: "C"}). Any of the questions may be left out.'


class Sheet:
    """Something to read: as text where text is shown, as a page with links where pages are."""

    def __init__(self, text, markdown):
        self.text, self.markdown = text, markdown

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.text, "text/markdown": self.markdown}


def selftest(answers=None, folder=START):
    """Show the questions; with answers, say what is right, and for what is not, which cell shows it. Never raises."""
    if answers is None:
        return _questions()
    if not isinstance(answers, dict):
        return _said([f"The answers are {show(answers)}. {HOW}"])
    given, unknown = _by_number(answers)
    blocks = [_reply(number, given.get(number, ...), folder) for number in range(1, len(QUESTIONS) + 1)]
    kinds = [kind for kind, _, _ in blocks]
    head = [f"{kinds.count(CORRECT)} of {len(QUESTIONS)} Correct"]
    head += [f"{kinds.count(kind)} {kind}" for kind in (NOT_YET, NOT_ATTEMPTED) if kind in kinds]
    parts = [", ".join(head) + "."]
    parts += [f"There is no question {show(key)}." for key in unknown]
    waiting = [str(number) for number, kind in enumerate(kinds, start=1) if kind == NOT_ATTEMPTED]
    answered = [(text, page) for kind, text, page in blocks if kind != NOT_ATTEMPTED]
    end = [f"Not attempted: {', '.join(waiting)}."] if waiting and answered else []
    text = [*parts, *(text for text, _ in answered), *end]
    return _said(text, [*parts, *(page for _, page in answered), *end])


def _questions():
    asked = [question.prompt(number) for number, question in enumerate(QUESTIONS, start=1)]
    text, page = [], []
    for number, prompt in enumerate(asked, start=1):
        options = "\n".join(f"{letter}) {words}" for letter, words in prompt.options.items())
        text.append(f"{number}. {prompt.question}\n{options}")
        prompt.lead = f"{number}."
        page.append(prompt.markdown())
    return _said([*text, HOW], [*page, HOW.replace("selftest(", "`selftest(").replace("})", "})`")])


def _said(text, page=None):
    return Sheet("\n\n".join(map(wrap, text)), "\n\n".join(page or text))


def _by_number(answers):
    """Return the answers by the number of their question, and the keys that are no question."""
    numbers = {str(number): number for number in range(1, len(QUESTIONS) + 1)}
    given, unknown = {}, []
    for key, answer in list(answers.items()):
        number = numbers.get(str(key).strip()) if type(key) in (int, str) else None
        if number is None:
            unknown.append(key)
        else:
            given[number] = answer
    return given, unknown


def _reply(number, answer, folder):
    """Return the kind of one verdict, and its words as text and for a page."""
    question = QUESTIONS[number - 1]
    verdict = question.prompt(number).verdict(answer)
    text = page = f"{verdict.kind}. {verdict.words}"
    cell = question.cells.get(verdict.slip)
    if cell:
        again = "Look again: {}, the cell that begins"
        code = "\n".join("    " + line for line in cell.begins.splitlines())
        text += f"\n{again.format(cell.place())}\n{code}"
        page += f" {again.format(_link(cell, folder))}\n\n```python\n{cell.begins}\n```"
    return verdict.kind, f"{number}. {text}", f"**{number}.** {page}"


def _link(cell, folder):
    """Write a cell's place with a link to its section, where the lesson is here."""
    found = cell.find(folder)
    if found is None:
        return cell.place()
    name, heading = found
    return f"[{cell.place()}]({name}#{heading.replace(' ', '-')})"
