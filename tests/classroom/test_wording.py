"""Numbers and answers as a learner reads them: short, and the same on every machine."""

import doctest

import numpy as np
import pytest

from classroom import wording
from classroom.wording import near_zero, number, show, signed, wrap


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "4"),
        (-0.0, "0"),
        (2.718281828, "2.718"),
        (1234.5678, "1235"),
        (123456, "1.235e5"),
        (0.00002, "2e-5"),
        (np.float64(1) / 3, "0.3333"),
        (float("nan"), "nan"),
        (-np.inf, "-inf"),
    ],
)
def test_number_has_at_most_four_digits(value, text):
    assert number(value) == text


def test_last_bits_do_not_reach_the_page():
    # 12.345 is a tie at four digits: the noise of a finite difference must not decide it.
    assert number(12.345 + 3e-12) == number(12.345 - 3e-12) == number(12.345)


def test_signs_and_noise():
    assert (signed(1), signed(-1), signed(0)) == ("+1", "-1", "0")
    assert (near_zero(1e-17, 1e-12), near_zero(0, 1e-12), near_zero(0.5, 1e-12)) == ("≈ 0", "0", "0.5")


class Hostile:
    """An object that fights back."""

    def __repr__(self):
        raise RuntimeError("no repr")

    __eq__ = None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, 2.5], "[1, 2.5]"),
        ((4, -4), "(4, -4)"),
        (np.arange(8.0), "[0, 1, 2, 3, 4, 5, …]"),
        (np.array(2.0), "2"),
        (True, "True"),
        ("3", "'3'"),
        (..., "..."),
        (len, "the function len"),
        (Hostile, "the class Hostile"),
        (Hostile(), "an object of type Hostile"),
        (None, "None"),
    ],
)
def test_show(value, text):
    assert show(value) == text


def test_show_hides_addresses_and_length():
    assert "0x" not in show(object())
    assert len(show("x" * 500)) < 60
    assert len(show({i: i for i in range(200)})) <= 60


def test_wrap_keeps_code_lines_whole():
    code = "    " + "a" * 100
    assert code in wrap("words " * 40 + "\n" + code)
    assert max(len(line) for line in wrap("words " * 40).splitlines()) <= wording.WIDTH


def test_wrap_does_not_tear_formulas():
    text = wrap("x " * 39 + "f(a + h) - f(a) = 3 at the end of a line that is too long.")
    assert "f(a + h) - f(a) = 3" in text.splitlines()[1]
    assert "\N{NO-BREAK SPACE}" not in text


def test_examples():
    assert doctest.testmod(wording).failed == 0
