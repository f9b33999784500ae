"""Every entry of the bank proves itself: its right answers, its wrong answers, its stub and its words.

The last line of `test_count` says how many answers were tried.
"""

import importlib
import pkgutil
import re

import numpy as np
import pytest
import sympy

import autograd_lite as torch
import classroom.bank
from classroom.exercises import Exercise, Prompt

MODULES = [
    importlib.import_module(f"classroom.bank.{module.name}")
    for module in pkgutil.iter_modules(classroom.bank.__path__)
    if re.fullmatch(r"lesson_\d\d", module.name)
]
ENTRIES = {name: getattr(module, name) for module in MODULES for name in module.__all__}
EXERCISES = {name: entry for name, entry in ENTRIES.items() if isinstance(entry, Exercise)}
PROMPTS = {name: entry for name, entry in ENTRIES.items() if isinstance(entry, Prompt)}
BANNED = re.compile(r"\b(obviously|simply|just|trivial|trivially|of course)\b", re.IGNORECASE)


def answer_of(exercise, code):
    """Run a learner's cell and take the name that the check cell would hand in."""
    cell = {"torch": torch, "np": np, "sympy": sympy}
    exec(compile(code, "<cell>", "exec"), cell)
    return cell[exercise.answer]


def words_of(entry):
    """Collect every sentence a learner may read in this entry."""
    if isinstance(entry, Prompt):
        return [entry.question, entry.why, *entry.options.values(), *entry.replies.values()]
    replies = [str(entry.check(answer_of(entry, code)).words) for code in entry.wrong.values()]
    return [
        entry.task.partition("```")[0],
        entry.why,
        entry.reasoning,
        entry.inferior,
        *entry.hints,
        *replies,
    ]


def test_names_follow_the_lesson():
    for module in MODULES:
        lesson = module.__name__[-2:]
        for name in module.__all__:
            assert re.fullmatch(rf"(ex|p|exit){lesson}_\d", name), name
            assert ENTRIES[name].name == name
    assert len(ENTRIES) == len(EXERCISES) + len(PROMPTS) == sum(len(module.__all__) for module in MODULES)


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_are_correct(name):
    exercise = EXERCISES[name]
    for code in (exercise.solution_code, *exercise.right):
        verdict = exercise.check(answer_of(exercise, code))
        assert verdict.ok, f"{code}\n{verdict}"
        assert exercise.why.split()[0] in repr(verdict)


@pytest.mark.parametrize("name", EXERCISES)
def test_wrong_answers_get_their_own_message(name):
    exercise = EXERCISES[name]
    assert len(exercise.wrong) >= 2
    messages = {}
    for slip, code in exercise.wrong.items():
        verdict = exercise.check(answer_of(exercise, code))
        assert verdict.kind == "Not yet", f"{code}\n{verdict}"
        assert verdict.slip == slip, f"{code}\n{verdict}"
        messages[verdict.words] = slip
    assert len(messages) == len(exercise.wrong)


@pytest.mark.parametrize("name", EXERCISES)
def test_every_slip_is_tried(name):
    slips = getattr(EXERCISES[name].judge, "slips", {})
    assert set(slips) <= set(EXERCISES[name].wrong)


@pytest.mark.parametrize("name", EXERCISES)
def test_stub_is_not_attempted_and_keeps_its_names(name):
    exercise = EXERCISES[name]
    verdict = exercise.check(answer_of(exercise, exercise.stub))
    assert verdict.kind == "Not attempted", verdict
    assert "..." in exercise.stub
    assert "..." not in exercise.solution_code


class Hostile:
    """An answer that raises whatever is done with it."""

    def _refuse(self, *args, **kwargs):
        raise RuntimeError("do not touch")

    __call__ = __repr__ = __str__ = __eq__ = __iter__ = __len__ = __float__ = __array__ = __bool__ = _refuse
    __hash__ = None


def endless(*args):
    return endless(*args)


def leave(*args):
    raise SystemExit(1)


ODD = [
    None, ..., "abc", "", b"x", 1j, float("nan"), np.inf, True, [], {}, set(), (1,), [[1], [2, 3]],
    {"|x|": 3}, np.array(["a"]), np.ones((3, 3)), np.array(None), object(), Hostile, Hostile(), endless,
    leave, len, print, int, lambda: 1, lambda *a: None, lambda *a: "text", lambda *a: np.nan, lambda *a:
    [1, 2], lambda *a: Hostile(), lambda *a: 1 / 0, torch.tensor(3.0), sympy.Symbol("q"), sympy.oo,
    (lambda x: x, "a"), (endless, 0), (leave, 0), (lambda x: 1.0, 0), {"|x|": np.ones(2)},
    torch.autograd.Function, 10**400, "A" * 10**6,
]  # fmt: skip


@pytest.mark.parametrize("name", ENTRIES)
def test_no_answer_makes_check_raise(name):
    for odd in ODD:
        verdict = ENTRIES[name].check(odd)
        assert verdict.kind in ("Correct", "Not yet", "Not attempted", "Raised")
        assert verdict.kind != "Correct" or name.startswith("ex00"), odd
        assert "0x" not in repr(verdict)
        assert len(repr(verdict)) < 900


@pytest.mark.parametrize("name", PROMPTS)
def test_every_option_has_its_reply(name):
    prompt = PROMPTS[name]
    assert list(prompt.options) == list("ABCD")[: len(prompt.options)]
    assert 2 <= len(prompt.options) <= 4
    assert set(prompt.replies) == set(prompt.options) - {prompt.right}
    assert len(set(prompt.replies.values())) == len(prompt.replies)
    assert re.fullmatch(r"[AB]\d{1,2}|C-\d{1,3}", prompt.misconception)
    for letter in prompt.options:
        verdict = prompt.check(letter)
        assert verdict.ok == (letter == prompt.right)
        assert verdict.words == (prompt.why if verdict.ok else prompt.replies[letter])
        assert prompt.check(f" {letter.lower()})").words == verdict.words


def test_the_right_letter_is_not_always_the_same():
    for lesson in {name[-4:-2] for name in PROMPTS}:
        rights = [prompt.right for name, prompt in PROMPTS.items() if name[-4:-2] == lesson]
        assert len(rights) < 3 or len(set(rights)) > 1, lesson


@pytest.mark.parametrize("name", ENTRIES)
def test_words_are_plain_and_sentences_short(name):
    for text in words_of(ENTRIES[name]):
        assert not BANNED.search(text), text
        for sentence in re.split(r"[.:;?!]\s|\n", text):
            assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize("name", ENTRIES)
def test_prose_comes_from_the_bank(name):
    entry = ENTRIES[name]
    prose = entry.markdown()
    assert len(prose.split()) <= 120
    if isinstance(entry, Prompt):
        assert prose.startswith(f"**{entry.lead}** {entry.question}")
        assert all(f"- **{letter})** {text}" in prose for letter, text in entry.options.items())
    else:
        assert prose == f"**Now you.** {entry.task}"


def test_hints_come_one_by_one_and_solution_shows_everything(capsys):
    for exercise in EXERCISES.values():
        assert 2 <= len(exercise.hints) <= 3
        exercise.hints_given = 0
        seen = []
        for _ in range(len(exercise.hints) + 1):
            exercise.hint()
            seen.append(capsys.readouterr().out)
        assert [text.split(".")[0] for text in seen] == [
            f"Hint {min(i, len(exercise.hints))} of {len(exercise.hints)}" for i in range(1, len(exercise.hints) + 2)
        ]
        assert f"{exercise.name}.solution()" in seen[-1] and f"{exercise.name}.solution()" not in seen[0]
        exercise.solution()
        out = capsys.readouterr().out
        assert all("    " + line in out for line in exercise.solution_code.splitlines() if line)
        assert "Often seen instead" in out
        exercise.hints_given = 0


def test_count(capsys):
    right = sum(1 + len(exercise.right) for exercise in EXERCISES.values())
    wrong = sum(len(exercise.wrong) for exercise in EXERCISES.values())
    replies = sum(len(prompt.replies) for prompt in PROMPTS.values())
    with capsys.disabled():
        print(
            f"\nbank: {len(EXERCISES)} exercises with {right} right and {wrong} wrong answers, "
            f"{len(PROMPTS)} prompts with {replies} replies to wrong guesses"
        )
    assert right >= 2 * len(EXERCISES)
    assert wrong >= 2 * len(EXERCISES)
