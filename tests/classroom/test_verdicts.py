"""Verdicts, judges and what they say: the machinery below the bank, tried with made-up exercises."""

import linecache

import numpy as np
import pytest
import sympy

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Prompt, Unfinished, Verdict, only_dots
from classroom.judges import (
    Case,
    FunctionJudge,
    LineJudge,
    Named,
    NumbersJudge,
    Slip,
    TableJudge,
    as_letter,
    as_numbers,
    close,
    points,
    same_expression,
)

x = sympy.Symbol("x")


def exercise(judge, name="answer"):
    return Exercise(
        name="ex99_1", task="", answer=name, stub="", judge=judge, why="It matters.",
        hints=("one", "two"), solution_code="", reasoning="", inferior="",
    )  # fmt: skip


def double():
    cases = [Case((v,), 2 * v) for v in points("double", 5, 1, 9)]
    many = np.array([1.0, 2.0])
    slips = {"square": Slip("That is the square.", like=lambda v: v**2)}
    return exercise(FunctionJudge("double(v)", [*cases, Case((many,), 2 * many)], slips), "double")


def test_the_four_verdicts():
    task = double()
    assert repr(task.check(lambda v: v + v)) == "Correct. It matters."
    assert repr(task.check(...)) == "Not attempted. Replace `...` with your answer for `double`."
    assert repr(task.check(lambda v: v**2)).startswith("Not yet. That is the square.\ndouble(v=")
    assert repr(task.check(lambda v: v / 0)).startswith("Raised. double(")


def test_raised_names_the_call_the_error_and_the_line():
    cell = {}
    source = "def double(v):\n    w = v + 1\n    return w[0]\n"
    linecache.cache["<cell 3>"] = (len(source), None, source.splitlines(True), "<cell 3>")
    exec(compile(source, "<cell 3>", "exec"), cell)
    verdict = double().check(cell["double"])
    assert verdict.kind == "Raised"
    assert "double(" in verdict.words and "TypeError: 'float' object is not subscriptable" in verdict.words
    assert verdict.words.endswith("\nThe line: return w[0]")


def test_arrays_are_part_of_the_question():
    verdict = double().check(lambda v: 2 * float(v) if np.ndim(v) == 0 else v[0] * 2)
    assert verdict.kind == "Not yet"
    assert "double(v=[1, 2]) gives 2. A result of shape (2,) was expected." in verdict.words
    verdict = double().check(lambda v: 2 * v if v > 0 else v + v)
    assert verdict.kind == "Raised"
    assert "double(v=[1, 2]) raised ValueError" in verdict.words


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda v: None if v is not None else 1, "gives None. Does your function end with `return`?"),
        (lambda v: f"{2 * v}", "which is not a number"),
        (lambda v: [2 * v], "A result of shape () was expected"),
        (lambda v: np.nan, "yours gives nan"),
    ],
)
def test_results_of_the_wrong_kind_are_named(function, words):
    assert words in double().check(function).words


def test_dots_anywhere_are_not_attempted():
    def body(v): ...

    def with_docstring(v):
        """Do it later."""
        return ...

    def half_done(v):
        factor = ...
        return factor * v

    for stub in (body, with_docstring, half_done, lambda v: ...):
        assert double().check(stub).kind == "Not attempted", stub


def test_only_dots_knows_code_from_stubs():
    def later(v):
        pass

    assert only_dots(later)
    for real in (lambda v: v, lambda v: 3.0, lambda v: v * 2, lambda v: print(), len, Verdict, None):
        assert not only_dots(real)


def test_arguments_are_copied():
    def spoil(v):
        result = 2 * v
        if isinstance(v, np.ndarray):
            v[:] = 0
        return result

    task = double()
    assert task.check(spoil).ok
    assert task.check(lambda v: 2 * v).ok


def test_an_interrupt_reaches_the_learner():
    def stuck(v):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        double().check(stuck)


def test_a_judge_that_fails_still_gives_a_verdict():
    def broken(answer):
        raise KeyError("oops")

    assert repr(exercise(broken).check(1)) == "Raised. Reading your answer raised KeyError: 'oops'"
    assert exercise(lambda answer: (_ for _ in ()).throw(Unfinished("Line 2 waits."))).check(1).words == "Line 2 waits."


def test_raised_survives_an_error_without_readable_text():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError("no words")

    def judge(answer):
        raise AnswerRaised("f(1)", Mute())

    assert exercise(judge).check(1).words.startswith("f(1) raised Mute: an error whose own text cannot be read")


def test_warnings_of_an_answer_stay_out_of_the_page(recwarn):
    double().check(lambda v: 2 * v + 0 * np.log(-1.0 * np.abs(v)))
    assert len(recwarn) == 0


def test_points_are_the_same_everywhere():
    assert points("double", 3, 1, 9) == points("double", 3, 1, 9) != points("other", 3, 1, 9)
    assert points("fixed", 3, 0, 1) == [0.41, 0.27, 0.01]


def test_numbers_are_read_in_every_form():
    for value in (
        2,
        2.0,
        np.float32(2),
        np.array(2),
        sympy.Integer(2),
        torch.tensor(2.0, requires_grad=True),
    ):
        assert close(value, 2.0), value
    for value in ("2", True, None, x, [1, "a"], 1j, np.array(["2"])):
        assert as_numbers(value) is None, value
    assert close([sympy.Rational(1, 2), 0.25], [0.5, 0.25])
    assert close(1e-12, 0.0) and not close(1e-6, 0.0)
    assert close(1 + 1e-7, 1.0) and not close(1 + 1e-5, 1.0)
    assert not close([1.0, 1.0], 1.0)


def test_slopes_are_held_against_sympy_and_difference():
    judge = NumbersJudge("slopes", x**3, x, [1, 2], {"twice": Slip("Halve it.", like=[6, 24])})
    task = exercise(judge, "slopes")
    assert task.check([3, 12]).ok
    assert task.check((3.0, 12.0000001)).ok
    assert task.check([3, 12.01]).words == "At x = 2 your number 12.01 is off."
    assert task.check([6, 24]).slip == "twice"
    assert task.check([3, ...]).kind == "Not attempted"
    assert "Write 2 numbers" in task.check([3]).words
    assert "Write 2 numbers" in task.check("3, 12").words


def test_tables_name_what_waits_and_what_is_wrong():
    judge = TableJudge("t", {"a": 1, "b": 2}, lambda v: v if isinstance(v, int) else None, {})
    task = exercise(judge, "t")
    assert task.check({"a": 1, "b": 2}).ok
    assert task.check({"a": ..., "b": ...}).kind == "Not attempted"
    assert task.check({"a": 1, "b": ...}).words == "1 of 2 still wait: b."
    assert task.check({"a": 1, "b": "x"}).words == "b: 'x' has another form than the example."
    assert task.check({"a": 1, "b": 7}).words == "b: 7 is not what happens there."
    assert "Keep the dictionary" in task.check([1, 2]).words


def test_none_waits_in_a_table_unless_it_can_be_an_answer():
    key = {"a": "None", "b": 2}
    tables = [TableJudge("t", key, lambda v: "None" if v is None else v, {}, none_counts=n) for n in (False, True)]
    waits, counts = (exercise(judge, "t") for judge in tables)
    assert waits.check({"a": None, "b": 2}).words == "1 of 2 still wait: a."
    assert counts.check({"a": None, "b": 2}).ok
    assert counts.check({"b": 2}).words == "1 of 2 still wait: a."


def test_a_line_that_no_program_has_is_answered():
    task = exercise(LineJudge(2, {1: "Line 1 is sound."}, "Which one, then?"), "bug")
    assert task.check(2.0).ok
    assert task.check(1).words == "Line 1 is sound. Which one, then?"
    for odd in (float("inf"), float("nan"), 1.5, 3):
        assert "There is no line" in task.check(odd).words


def test_recording_is_after_a_check_what_it_was_before():
    task = exercise(lambda answer: answer(), "f")
    for setting in (True, False):
        with torch.set_grad_enabled(setting):
            task.check(lambda: torch.set_grad_enabled(not setting) and None)
            assert torch.is_grad_enabled() is setting


def test_expressions_are_equal_by_algebra_or_by_value():
    y = sympy.Symbol("y")
    assert same_expression((x + 1) ** 2, x**2 + 2 * x + 1, [x])
    assert same_expression(sympy.sin(x) ** 2 + sympy.cos(x) ** 2 + y, 1 + y, [x, y])
    assert same_expression(sympy.sqrt(x**2), x, [x])  # equal where it is tried: simplify alone would not say so
    assert not same_expression(x**2, x**3, [x])
    assert not same_expression(x + y, x, [x])


def test_a_named_function_prints_as_its_formula():
    judge = FunctionJudge("slope(f, a)", [Case((Named("x²", lambda v: v**2), 3.0), 6.0)], {})
    words = exercise(judge, "slope").check(lambda f, a: f(a)).words
    assert words == "slope(x², a=3) should give 6; yours gives 9."


def test_prompt_asks_for_a_letter():
    prompt = Prompt("p99_1", "Up or down?", {"A": "up", "B": "down"}, "A", "Yes.", {"B": "No."}, "B1")
    assert repr(prompt.check(...)) == 'Not attempted. Write "A" or "B" in place of `...`.'
    assert repr(prompt.check("C")) == 'Not yet. \'C\' is none of the options. Write one letter in quotes: "A" or "B".'
    assert prompt.check(7).kind == "Not yet"
    assert prompt.check("b").slip == "B"


def test_a_table_reads_numbers_as_names_and_names_the_names_it_needs():
    judge = TableJudge("t", {"1": "a", "2": "b"}, as_letter, {})
    assert judge({1: "(A)", 2: "b"}) is None
    assert "needs the names 1, 2" in judge({"one": "a", "two": "b"}).words


@pytest.mark.parametrize("answer", [np.inf, np.nan, 9, 1.5])
def test_no_line_has_such_a_number(answer):
    assert "There is no line" in LineJudge(2, {1: "Line 1 is sound."}, "Why?")(answer).words
