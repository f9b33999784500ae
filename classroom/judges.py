"""Judges: how an answer is compared with the truth, and how a slip is recognised.

A slip is itself a wrong answer. If what the learner wrote behaves like the slip at every point tried, the
slip explains it, and its words are the reply. Otherwise the reply is the first point where the answer is
off.
"""

import random
import re
import zlib
from dataclasses import dataclass

import numpy as np
import sympy

from classroom.exercises import AnswerRaised, Finding, Unfinished, only_dots
from classroom.wording import show

RTOL = 1e-6
DIFFERENCE_RTOL = 1e-4


@dataclass(frozen=True)
class Slip:
    """A known wrong answer: `like` is that answer, `say` the reply.

    `like` is a value, or a function of the same arguments as the learner's. Two other ways to recognise a
    slip: `when`, a test of the list of (arguments, result), and `raises`, a pattern in the error's text.
    """

    say: str
    like: object = None
    when: object = None
    raises: str | None = None

    def explains(self, pairs):
        """Tell whether every result is what this slip would have given."""
        try:
            if self.when is not None:
                return bool(self.when(pairs))
            return self.like is not None and all(close(got, self.like(*args)) for args, got in pairs)
        except (ArithmeticError, TypeError, ValueError):
            return False


@dataclass(frozen=True)
class Case:
    """One call of a learner's function: its arguments, and the value it should give."""

    args: tuple
    want: object


class Named:
    """A function that prints as its formula, so a counter-example can name it."""

    def __init__(self, text, function):
        self.text, self.function = text, function

    def __call__(self, *args):
        return self.function(*args)

    def __repr__(self):
        return self.text


def points(seed, count, low, high):
    """Draw numbers with two decimals, the same ones for the same seed on every machine."""
    draw = random.Random(zlib.crc32(seed.encode()))
    return [round(draw.uniform(low, high), 2) for _ in range(count)]


def as_letter(value):
    """Read an answer that names one of four pictures, a to d; None where it does not."""
    letter = value.strip().strip("()").lower() if isinstance(value, str) else None
    return letter if letter in set("abcd") else None


def as_flag(value):
    """Read True or False, Python's or NumPy's; None where an answer is neither."""
    return bool(value) if isinstance(value, bool | np.bool_) else None


def as_numbers(value):
    """Read an answer as a float array; None where it is not made of numbers."""
    if isinstance(value, bool | str | bytes):
        return None
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":  # SymPy numbers, fractions, tensors in a list
            array = np.array([float(item) for item in array.flat]).reshape(array.shape)
        return array.astype(float) if array.dtype.kind in "fiu" else None
    except (TypeError, ValueError, OverflowError):
        return None


def close(got, want, rtol=RTOL):
    """Tell whether an answer has the wanted shape and values."""
    got, want = as_numbers(got), as_numbers(want)
    if got is None or want is None or got.shape != want.shape:
        return False
    return bool(np.allclose(got, want, rtol=rtol, atol=rtol * 1e-3, equal_nan=True))


def ask(function, args, text):
    """Call the learner's function on copies of the arguments; name the call if it raises."""
    fresh = [a.copy() if isinstance(a, np.ndarray) else a for a in args]
    try:
        return function(*fresh)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise AnswerRaised(text, error) from error


def readable(got, want, text):
    """Give a Finding if a result cannot be compared at all: no value, no numbers, another shape."""
    if got is None:
        return Finding(f"{text} gives None. Does your function end with `return`?")
    found, wanted = as_numbers(got), as_numbers(want)
    if found is None:
        return Finding(f"{text} gives {show(got)}, which is not a number.")
    if found.shape != wanted.shape:
        return Finding(f"{text} gives {show(got)}. A result of shape {wanted.shape} was expected.")
    return None


class FunctionJudge:
    """Judge a function by calling it: at least five cases, some of them with arrays.

    `signature` is the call as the learner writes it, "secant(f, a, h)".
    """

    def __init__(self, signature, cases, slips):
        self.signature, self._cases, self.slips = signature, cases, slips
        self.name, _, inputs = signature.removesuffix(")").partition("(")
        self.inputs = inputs.split(", ")

    @property
    def cases(self):
        if callable(self._cases):  # SymPy needs a moment: not at import, only at the first check
            self._cases = self._cases()
        return self._cases

    def __call__(self, answer):
        if isinstance(answer, type) or not callable(answer):
            return Finding(f"`{self.name}` is {show(answer)}. Write a function: def {self.signature}:")
        if only_dots(answer):
            raise Unfinished(f"The body of `{self.name}` is still `...`.")
        results = []
        for case in self.cases:
            text = self.call_text(case.args)
            got = ask(answer, case.args, text)
            if got is ...:
                raise Unfinished(f"{text} gives `...`: a line still waits.")
            results.append((case, got, text))
        return self._compare(results)

    def call_text(self, args):
        """Write a call with the names of its numbers: secant(x², a=2, h=0.5)."""
        named = zip(self.inputs, args, strict=True)
        return f"{self.name}({', '.join(show(a) if callable(a) else f'{i}={show(a)}' for i, a in named)})"

    def _compare(self, results):
        off = [(case, got, text) for case, got, text in results if not close(got, case.want)]
        if not off:
            return None
        case, got, text = off[0]
        example = f"{text} should give {show(case.want)}; yours gives {show(got)}."
        pairs = [(case.args, got) for case, got, _ in results]
        key = next((key for key, slip in self.slips.items() if slip.explains(pairs)), None)
        if key:
            return Finding(f"{self.slips[key].say}\n{example}", key)
        return readable(got, case.want, text) or Finding(example)


class NumbersJudge:
    """Judge a number, or a list of numbers, that is a slope of `expression` at given points.

    The answer must match SymPy's derivative to 1e-6 and a central difference of the expression to 1e-4.
    """

    def __init__(self, name, expression, symbol, at, slips):
        self.name, self.expression, self.symbol, self.at, self.slips = name, expression, symbol, at, slips

    def __call__(self, answer):
        numbers = as_numbers(answer)
        count = len(self.at)
        if isinstance(answer, list | tuple) and any(item is ... for item in answer):
            raise Unfinished(f"`{self.name}` still holds a `...`.")
        if numbers is None:
            return Finding(f"`{self.name}` is {show(answer)}. Write {count} numbers in a list.")
        for key, slip in self.slips.items():
            if close(numbers, slip.like):
                return Finding(slip.say, key)
        if numbers.shape != (count,):
            return Finding(f"`{self.name}` is {show(answer)}. Write {count} numbers in a list.")
        return self._first_off(numbers)

    def _first_off(self, numbers):
        slope = sympy.lambdify(self.symbol, sympy.diff(self.expression, self.symbol), "math")
        f = sympy.lambdify(self.symbol, self.expression, "math")
        for got, at in zip(numbers, self.at, strict=True):
            difference = (f(at + 1e-5) - f(at - 1e-5)) / 2e-5
            if not (close(got, slope(at)) and close(got, difference, DIFFERENCE_RTOL)):
                return Finding(f"At {self.symbol} = {show(at)} your number {show(got)} is off.")
        return None


def same_expression(answer, exact, symbols, seed="symbols"):
    """Tell whether two SymPy expressions are equal: by simplify, else by value at five seeded points."""
    if not answer.free_symbols <= set(symbols):
        return False
    if sympy.simplify(answer - exact) == 0:
        return True
    gap = sympy.lambdify(symbols, [answer, exact], "math")
    rows = [points(f"{seed}{i}", len(symbols), 0.5, 2.5) for i in range(5)]
    try:
        return all(close(*gap(*row)) for row in rows)
    except (TypeError, ValueError, ArithmeticError):
        return False


class TableJudge:
    """Judge a dictionary, entry by entry; `slips` are tests of (entry, value), tried in order.

    A None waits like a `...`, unless `none_counts` says that it can be an answer.
    """

    def __init__(self, name, key, form, slips, none_counts=False):
        self.name, self.key, self.form, self.slips, self.none_counts = name, key, form, slips, none_counts

    def __call__(self, answer):
        if not isinstance(answer, dict):
            return Finding(f"`{self.name}` is {show(answer)}. Keep the dictionary and fill in its values.")
        answer = {str(entry): value for entry, value in answer.items()}  # 1 serves as well as "1"
        if not set(answer) & set(self.key):
            return Finding(f"`{self.name}` needs the names {', '.join(self.key)}. Keep them and fill in the values.")
        waiting = [entry for entry in self.key if self._waits(answer.get(entry, ...))]
        if len(waiting) == len(self.key):
            raise Unfinished(f"Every value of `{self.name}` is still `...`.")
        if waiting:
            return Finding(f"{len(waiting)} of {len(self.key)} still wait: {', '.join(waiting)}.")
        answers = {entry: self.form(answer[entry]) for entry in self.key}
        for entry, value in answers.items():
            if value is None:
                return Finding(f"{entry}: {show(answer[entry])} has another form than the example.")
        wrong = {entry: value for entry, value in answers.items() if value != self.key[entry]}
        for slip, (test, say) in self.slips.items():
            for entry, value in wrong.items():
                if test(entry, value):
                    return Finding(f"{entry}: {say}", slip)
        entry = next(iter(wrong), None)
        return Finding(f"{entry}: {show(answer[entry])} is not what happens there.") if wrong else None

    def _waits(self, value):
        return value is ... or (value is None and not self.none_counts)


class LineJudge:
    """Judge the number of a wrong line: each sound line has its own reply, and all of them end in one question."""

    def __init__(self, wrong, replies, question):
        self.wrong, self.replies, self.question = wrong, replies, question

    def __call__(self, answer):
        last = max(self.wrong, *self.replies)
        number = as_numbers(answer)
        if number is None or number.shape != ():
            return Finding(f"{show(answer)} is no line number. Answer with one number from 1 to {last}.")
        line = int(number) if np.isfinite(number) and number == np.round(number) else None
        if line == self.wrong:
            return None
        if line not in self.replies:
            return Finding(f"There is no line {show(answer)}. Answer with one number from 1 to {last}.")
        return Finding(f"{self.replies[line]} {self.question}", f"line {line}")


def causes(slip, error):
    """Tell whether an error is the one a slip is known by."""
    return slip.raises is not None and re.search(slip.raises, str(error)) is not None
