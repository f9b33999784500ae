"""The self-test: twenty questions on twenty beliefs, and for each wrong answer a cell that is there and says so."""

import importlib
import json
import re

import numpy as np
import pytest
import sympy

import autograd_lite as torch
from classroom import bank, selftest
from classroom.bank.selftest import QUESTIONS
from classroom.exercises import Prompt
from classroom.questions import Cell
from tools.kernel_env import NOTEBOOKS, ROOT
from tools.prose_rules import banned_words, sentences, words

TABLE = json.loads((ROOT / "docs/misconceptions.json").read_text(encoding="utf-8"))
NUMBERED = list(enumerate(QUESTIONS, start=1))
WRONG = [
    pytest.param(question.cells[letter], id=f"{n}{letter}") for n, question in NUMBERED for letter in question.cells
]
RIGHT = {number: question.right for number, question in NUMBERED}


def here(lesson):
    return any(NOTEBOOKS.glob(f"{lesson}_*.ipynb"))


def test_twenty_questions_on_twenty_beliefs_of_both_halves():
    assert len(QUESTIONS) == len({question.belief for question in QUESTIONS}) == 20
    lessons = [{cell.lesson for cell in question.cells.values()} for question in QUESTIONS]
    assert all(max(found) <= "07" for found in lessons[:10]) and all(max(found) >= "08" for found in lessons[10:])
    assert set.union(*lessons) == {f"{number:02}" for number in range(1, 15)}
    # A lesson that is not written yet brings its beliefs with it.
    missing = [n for n, question in NUMBERED if question.belief not in TABLE and all(map(here, lessons[n - 1]))]
    assert missing == []


@pytest.mark.parametrize("cell", WRONG)
def test_each_wrong_answer_leads_to_a_cell_that_exists(cell):
    if not here(cell.lesson):
        pytest.skip(f"lesson {cell.lesson} is not written yet")
    found = cell.find(NOTEBOOKS)
    assert found, f"no single cell, or several: {cell}"
    assert found[0].startswith(cell.lesson) and found[1].startswith(cell.section)


def test_a_cell_that_is_missing_changed_or_one_of_two_is_not_found(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["## §1 One\n", "text"]},
        {"cell_type": "code", "source": ["a = 1\n", "b = 2"]},
        {"cell_type": "code", "source": ["a = 1\n", "b = 3"]},
        {"cell_type": "markdown", "source": "## §10 Two"},
        {"cell_type": "code", "source": "c = 1"},
    ]
    (tmp_path / "01_read.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert Cell("01", "§1", "a = 1\nb = 3").find(tmp_path) == ("01_read.ipynb", "§1 One")
    assert Cell("01", "§10", "c = 1").find(tmp_path) == ("01_read.ipynb", "§10 Two")
    for lost in (
        ("01", "§1", "a = 1"),
        ("01", "§1", "c = 1"),
        ("01", "§2", "a = 1\nb = 2"),
        ("02", "§1", "a = 1\nb = 2"),
    ):
        assert Cell(*lost).find(tmp_path) is None, lost
    (tmp_path / "01_read.ipynb").write_text("{", encoding="utf-8")
    assert Cell("01", "§10", "c = 1").find(tmp_path) is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.belief)
def test_every_option_has_its_reply_and_every_wrong_one_its_cell(question):
    wrong = set(question.options) - {question.right}
    assert list(question.options) == list("ABC") and set(question.replies) == set(question.cells) == wrong
    assert len({question.why, *question.replies.values()}) == 3


def test_no_letter_is_the_likely_one():
    rights = [question.right for question in QUESTIONS]
    assert all(5 <= rights.count(letter) <= 8 for letter in "ABC")
    assert all(len(set(rights[i : i + 3])) > 1 for i in range(18))


def test_the_words_are_new_plain_and_short():
    prompts = [e for number in bank.lessons() for e in bank.entries(number).values() if isinstance(e, Prompt)]
    known = {" ".join(words(text)) for prompt in prompts for text in (prompt.question, *prompt.options.values())}
    for question in QUESTIONS:
        for text in (question.question, question.why, *question.options.values(), *question.replies.values()):
            assert " ".join(words(text)) not in known or len(words(text)) < 5, text
            assert not list(banned_words(text)), text
            assert all(len(words(sentence)) <= 25 for sentence in sentences(text)), text


def test_what_the_questions_say_in_numbers_is_so():
    x, u = sympy.symbols("x u")
    assert 10 / np.hypot(3, 4) == 2
    w = 1 - 1 * 2 * 1
    assert w == -1 and w**2 == 1 and 1 - sympy.Rational(1, 2) * 2 == 0
    assert sympy.diff((x + 1) ** 3, x).subs(x, 1) == 12 and sympy.diff(u**3, u).subs(u, 1) == 3
    v = torch.tensor(2.0, requires_grad=True)
    (5 * v).backward()
    (-2 * v).backward()
    assert v.grad.item() == 3
    at = torch.tensor([1.0, 1.0], requires_grad=True)
    (torch.tensor([[1.0, 3.0], [5.0, 7.0]]) @ at).backward(torch.ones(2))
    assert at.grad.tolist() == [6, 10]


def test_what_the_questions_say_of_the_library_is_so():
    class Five(torch.autograd.Function):
        @staticmethod
        def forward(ctx, w):
            return 5 * w

        @staticmethod
        def backward(ctx, grad_out):
            return torch.tensor(5.0)

    w = torch.tensor(1.0, requires_grad=True)
    (4 * Five.apply(w)).backward()
    assert w.grad.item() == 5
    x = torch.tensor(0.0, requires_grad=True)
    with np.errstate(all="ignore"):
        y = torch.where(x > 0, 1 / x, torch.tensor(0.0))
        y.backward()
    assert y.item() == 0 and np.isnan(x.grad.item())
    w, d = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0)
    assert [t.is_leaf for t in (d * d, d, w * d)] == [True, True, False]


def test_the_questions_are_shown_with_all_options():
    sheet = selftest()
    flat = " ".join(repr(sheet).split())
    for number, question in NUMBERED:
        assert f"{number}. {question.question}" in flat
        assert all(f"{letter}) {text}" in flat for letter, text in question.options.items())
    assert sheet._repr_mimebundle_()["text/markdown"].count("- **A)**") == 20


def test_all_right_and_nothing_yet():
    assert repr(selftest(RIGHT)).startswith("20 of 20 Correct.\n") and "Look again" not in repr(selftest(RIGHT))
    assert repr(selftest(dict.fromkeys(RIGHT, ...))) == "0 of 20 Correct, 20 Not attempted."


def test_a_wrong_answer_gets_its_reply_and_a_link_to_its_cell():
    question = QUESTIONS[0]
    sheet = selftest({**RIGHT, 1: " a) "}, folder=NOTEBOOKS)
    text = " ".join(repr(sheet).split())
    assert text.startswith("19 of 20 Correct, 1 Not yet. 1. Not yet. " + question.replies["A"])
    assert "Look again: lesson 01, §3, the cell that begins curves.crossing()" in text
    page = sheet._repr_mimebundle_()["text/markdown"]
    name, anchor = re.search(r"\[lesson 01, §3\]\((\S+)#(\S+)\)", page).groups()
    assert (NOTEBOOKS / name).exists()
    assert "## " + anchor.replace("-", " ") in (NOTEBOOKS / name).read_text(encoding="utf-8")
    assert question.right not in re.findall(r"1\. Not yet\..*?(?=2\.)", text)[0].split()


def test_without_the_lesson_the_place_is_named_without_a_link(tmp_path):
    page = selftest({1: "A"}, folder=tmp_path)._repr_mimebundle_()["text/markdown"]
    assert "Look again: lesson 01, §3, the cell" in page and "](" not in page


class Hostile:
    def _refuse(self, *args, **kwargs):
        raise RuntimeError("do not touch")

    __repr__ = __str__ = __eq__ = __bool__ = __iter__ = _refuse
    __hash__ = object.__hash__


def test_an_answer_is_compared_and_never_run(tmp_path):
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'w').write('x')"
    for answers in ({1: code}, {code: "A"}, code, {1: f"A) {code}"}):
        assert "0 of 20 Correct" in repr(selftest(answers)) or "The answers are" in repr(selftest(answers))
    assert not mark.exists()


ODD = [
    3, "ABC", ["A"] * 20, Hostile(), {1: Hostile()}, {Hostile(): "A"}, {"one": "A"}, {True: "A"}, {0: "A", 21: "B"},
    {1.5: "A"}, {"1": "A"}, {" 20 ": "B"}, {1: None, 2: 7, 3: [], 4: "D", 5: ""}, {"9" * 5000: "A"}, {"²": "A"},
]  # fmt: skip


@pytest.mark.parametrize("answers", ODD, ids=range(len(ODD)))
def test_no_answer_makes_it_raise(answers):
    text = repr(selftest(answers))
    assert "Correct" in text or "dictionary" in text


def test_a_number_that_is_no_question_is_named():
    assert "There is no question 21." in repr(selftest({21: "A"}))
    assert "There is no question 'one'." in repr(selftest({"one": "A"}))


def test_the_facade_is_what_the_notebook_imports():
    assert importlib.import_module("classroom").selftest is selftest
