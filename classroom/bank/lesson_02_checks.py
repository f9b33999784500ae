"""Lesson 02, the exercises about checks: a relative error that survives 0, and one wrong formula among five."""

from math import cos, exp, sin, sqrt

import numpy as np

from classroom.exercises import AnswerRaised, Exercise, Finding
from classroom.judges import Case, FunctionJudge, Slip, points
from classroom.wording import number, show

# 4 · relative error


def _relative(a, b):
    return 0.0 if a == b == 0 else abs(a - b) / max(abs(a), abs(b))


def _relative_cases():
    pairs = zip(points("ex02_4 a", 5, -9, 9), points("ex02_4 b", 5, -9, 9), strict=True)
    fixed = [(1.0, 1.01), (1e-5, 1.1e-4), (-2.0, -2.002), (3.0, 0.0), (0.0, -4.0), (2.5, 2.5), (0.0, 0.0)]
    return [Case(pair, _relative(*pair)) for pair in [*fixed, *pairs]]


def _quiet(divide):
    """Let a slip divide by 0 as NumPy's numbers do, so that it can be compared at (0, 0) too."""

    def like(a, b):
        with np.errstate(all="ignore"):
            return float(divide(np.float64(a), np.float64(b)))

    return like


_ERRORS = FunctionJudge(
    "relative_error(a, b)",
    _relative_cases,
    {
        "absolute": Slip(
            "That is the gap itself, the absolute error. Divide it by the size of the numbers.",
            like=lambda a, b: abs(a - b),
        ),
        "signed": Slip(
            "A relative error has no sign. Take abs of the difference too.",
            like=lambda a, b: 0.0 if a == b == 0 else (a - b) / max(abs(a), abs(b)),
        ),
        "size with sign": Slip(
            "max(a, b) of two negative numbers is negative. Take the larger of abs(a) and abs(b).",
            like=_quiet(lambda a, b: 0.0 if a == b == 0 else np.abs(a - b) / np.maximum(a, b)),
        ),
        "squeezed by 1": Slip(
            "max(1, …) turns small slopes into absolute errors: 1e-5 against 1.1e-4 would be off by 0.0001 only.",
            like=lambda a, b: abs(a - b) / max(1.0, abs(a), abs(b)),
        ),
        "both zero": Slip(
            "Two zeros agree exactly, so their error is 0. Yours divides 0 by 0: treat that case first.",
            like=_quiet(lambda a, b: np.abs(a - b) / np.maximum(np.abs(a), np.abs(b))),
        ),
    },
)


def _judge_relative(answer):
    """Judge as any function; an error raised at (0, 0) alone is the forgotten case, not a crash."""
    try:
        return _ERRORS(answer)
    except AnswerRaised as raised:
        if not isinstance(raised.error, ZeroDivisionError):
            raise
        try:
            answer(3.0, 0.0), answer(0.0, -4.0)
        except ZeroDivisionError:
            words = "You divide by one of the two, and that one can be 0. Divide by the larger of abs(a) and abs(b)."
            return Finding(words, "one reference")
        return Finding(_ERRORS.slips["both zero"].say, "both zero")


ex02_4 = Exercise(
    name="ex02_4",
    task=(
        "Write `relative_error(a, b)` for two numbers. It returns |a − b| divided by the larger of |a| and |b|. "
        "Two zeros agree exactly: their error is 0."
    ),
    answer="relative_error",
    stub="def relative_error(a, b):\n    return ...",
    judge=_judge_relative,
    why="It is 0 for equal numbers and never above 2, and it does not ask which of the two is the truth.",
    hints=(
        "The gap is abs(a - b). Beside which size does it count?",
        "The size is max(abs(a), abs(b)). What is it for two zeros?",
        "Start with: if a == b: return 0.0",
    ),
    solution_code=(
        "def relative_error(a, b):\n    if a == b:\n        return 0.0\n    return abs(a - b) / max(abs(a), abs(b))"
    ),
    reasoning="If a and b differ, at least one of them is not 0. So the division is safe after the first line.",
    inferior="abs(a - b) / abs(b). It takes b for the truth, and fails where b is 0.",
    right=(
        "def relative_error(a, b):\n    size = max(abs(a), abs(b))\n    return abs(a - b) / size if size else 0",
        "def relative_error(a, b):\n    return float(abs(a - b) / max(abs(a), abs(b), 1e-300))",
    ),
    wrong={
        "absolute": "def relative_error(a, b):\n    return abs(a - b)",
        "signed": "def relative_error(a, b):\n    return 0 if a == b else (a - b) / max(abs(a), abs(b))",
        "size with sign": "relative_error = lambda a, b: 0 if a == b else abs(a - b) / (max(a, b) or np.float64(0))",
        "squeezed by 1": "def relative_error(a, b):\n    return abs(a - b) / max(1, abs(a), abs(b))",
        "both zero": "def relative_error(a, b):\n    return abs(a - b) / max(abs(a), abs(b))",
        "one reference": "def relative_error(a, b):\n    return abs(a - b) / abs(b)",
    },
)


# 5 · the wrong one of five

CLAIMS = {
    "A": (lambda x: x * exp(x), lambda x: (x + 1) * exp(x)),
    "B": (lambda x: x * sin(x), lambda x: sin(x) + x * cos(x)),
    "C": (lambda x: sqrt(1 + x * x), lambda x: x / sqrt(1 + x * x)),
    "D": (lambda x: 1 / (1 + x * x), lambda x: -2 * x / (1 + x * x)),
    "E": (lambda x: exp(-x * x), lambda x: -2 * x * exp(-x * x)),
}
WRONG = "D"


def _judge_wrong(answer):
    letter = answer.strip().strip("()").upper() if isinstance(answer, str) else None
    if letter not in CLAIMS:
        return Finding(f'{show(answer)} is none of the five. Answer with one letter in quotes, "A" to "E".')
    if letter == WRONG:
        return None
    f, slope = CLAIMS[letter]
    claimed, measured = number(slope(1.0)), number((f(1 + 6e-6) - f(1 - 6e-6)) / 12e-6)
    words = f"Claim {letter} holds: at x = 1 the formula gives {claimed}, the central difference {measured}."
    return Finding(f"{words} Try every claim at a point other than 0.", f"claim {letter}")


ex02_5 = Exercise(
    name="ex02_5",
    task=(
        "Find the bug. `claims` holds five functions, each with a formula for its derivative. "
        "At x = 0 all five pass. One formula is wrong all the same: which?"
    ),
    answer="wrong",
    stub="wrong = ...  # a letter",
    judge=_judge_wrong,
    why="The formula misses a square below. At 0 both are 0: agreement at one point proves nothing about the others.",
    hints=(
        "At 0 many wrong formulas look right. Put another number into the loop above.",
        "At x = 1 four relative errors are tiny, and one is about 0.5.",
    ),
    solution_code='wrong = "D"',
    reasoning="1/(1 + x²) has the derivative -2x/(1 + x²)². At x = 1 that is -0.5, and the claim gives -1.",
    inferior="B, because it looks the least familiar. Checking is quicker than guessing.",
    right=('wrong = "d"', 'wrong = "(D)"'),
    wrong={f"claim {letter}": f'wrong = "{letter}"' for letter in CLAIMS if letter != WRONG},
)
