"""Lesson 01, the exercises about single points: six to classify, a counter-example, a bug hunt."""

import numpy as np

import autograd_lite as torch
from classroom.derivatives import derivative
from classroom.exercises import AnswerRaised, Exercise, Finding
from classroom.judges import LineJudge, TableJudge, as_numbers, ask, close
from classroom.wording import show

# 3 · six points

SIX = {
    "|x|": (False, "corner"),
    "∛x": (False, "vertical"),
    "sign x": (False, "jump"),
    "x sin(1/x)": (False, "swings"),
    "x² sin(1/x)": (True, "flat"),
    "x³": (True, "flat"),
}
SIX_CODE = "at_zero = {\n" + "".join(f'    "{name}": ({yes}, "{code}"),\n' for name, (yes, code) in SIX.items()) + "}"
CODES = {"corner", "vertical", "jump", "swings", "flat", "extremum"}


def _pair_of_code(value):
    """Read (True or False, code); None for any other form."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        return None
    differentiable, code = value
    if not isinstance(differentiable, bool | np.bool_) or not isinstance(code, str):
        return None
    code = code.strip().lower()
    return (bool(differentiable), code) if code in CODES else None


def _with(name, code, other):
    """Write the solution with one entry answered in another way."""
    return SIX_CODE.replace(f'"{name}": ({SIX[name][0]}, "{code}")', f'"{name}": {other}')


_continuous = ("|x|", "∛x", "x sin(1/x)")

ex01_3 = Exercise(
    name="ex01_3",
    task=(
        "Is each function differentiable at 0? Both functions with sin(1/x) have the value 0 at 0. "
        'Answer with pairs such as `(False, "corner")`. If not differentiable, say why: `"corner"`, '
        '`"vertical"`, `"jump"` or `"swings"` (never settles). If differentiable, say what is there: '
        '`"extremum"` (minimum or maximum) or `"flat"` (slope 0, but neither).'
    ),
    answer="at_zero",
    stub="at_zero = {\n" + "".join(f'    "{name}": ...,\n' for name in SIX) + "}",
    judge=TableJudge(
        "at_zero",
        SIX,
        _pair_of_code,
        {
            "a minimum is flat": (
                lambda name, value: name == "|x|" and value == (True, "extremum"),
                "the minimum is there, but no slope 0. The quotient is -1 on the left and +1 on the right.",
            ),
            "continuous is enough": (
                lambda name, value: name in _continuous and value[0],
                "it is continuous at 0, and that is not enough. Ask where the difference quotient goes.",
            ),
            "a jump has a slope": (
                lambda name, value: name == "sign x" and value[0],
                "it jumps at 0. A function with a derivative there must at least be continuous.",
            ),
            "slope 0 is an extremum": (
                lambda name, value: value == (True, "extremum"),
                "slope 0 alone makes no extremum. Close to 0 it has both larger and smaller values.",
            ),
            "swinging forbids a slope": (
                lambda name, value: name == "x² sin(1/x)" and not value[0],
                "it swings, but between -x² and x². The quotient h·sin(1/h) is squeezed to 0.",
            ),
            "flat is not smooth": (
                lambda name, value: name == "x³" and not value[0],
                "the quotient is h³/h = h², and it settles at 0.",
            ),
            "why not": (
                lambda name, value: not value[0],
                "it is not differentiable, as you say. Look again at the reason: what does the quotient do?",
            ),
        },
    ),
    why="One question decided all six: does the difference quotient settle at one number, from both sides?",
    hints=(
        "Write the quotient (f(h) - f(0))/h for each one. For |x| it is |h|/h.",
        "∛h/h grows without bound. x sin(1/x) gives sin(1/h), x² sin(1/x) gives h·sin(1/h).",
        "Two of the six are differentiable. Neither has a minimum or a maximum at 0.",
    ),
    solution_code=SIX_CODE,
    reasoning=(
        "The quotients at 0 are |h|/h, h^(-2/3), sign(h)/h, sin(1/h), h·sin(1/h) and h². "
        "Only the last two settle at one number, and that number is 0."
    ),
    inferior='(True, "extremum") for x³. Slope 0 is needed for a smooth minimum, but it does not make one.',
    right=(
        "at_zero = {'|x|': (False, 'Corner'), '∛x': [False, 'vertical'], 'sign x': (False, 'jump'),\n"
        "           'x sin(1/x)': (False, 'swings '), 'x² sin(1/x)': (True, 'flat'), 'x³': (True, 'flat')}",
    ),
    wrong={
        "a minimum is flat": _with("|x|", "corner", '(True, "extremum")'),
        "continuous is enough": _with("∛x", "vertical", '(True, "flat")'),
        "a jump has a slope": _with("sign x", "jump", '(True, "flat")'),
        "slope 0 is an extremum": _with("x³", "flat", '(True, "extremum")'),
        "swinging forbids a slope": _with("x² sin(1/x)", "flat", '(False, "swings")'),
        "flat is not smooth": _with("x³", "flat", '(False, "corner")'),
        "why not": _with("∛x", "vertical", '(False, "corner")'),
    },
)


# 5 · a counter-example


def _height(f, at):
    """Run the learner's function on a tensor that records nothing, so that torch.sin may occur in it."""
    with torch.no_grad():
        return float(as_numbers(ask(f, (torch.tensor(at),), f"f({show(at)})")))


def _closest_that_differ(left, here, right):
    """Return the three heights at the smallest step at which they differ: farther out f may turn again."""
    rows = list(zip(left, here, right, strict=True))
    return next((row for row in rows[::-1] if max(row) - min(row) > 1e-12 * max(1, abs(row[1]))), rows[0])


def _judge_counterexample(answer):
    """Look for slope 0 without a minimum or maximum, by autograd_lite and by the values on both sides."""
    if not isinstance(answer, tuple | list) or len(answer) != 2 or not callable(answer[0]):
        return Finding(f"`counter` is {show(answer)}. Give a pair: a function and a point, such as (f, 0).")
    f, a = answer
    if as_numbers(a) is None or as_numbers(a).shape != ():
        return Finding(f"The point is {show(a)}; it must be one number.")
    a = float(a)
    try:
        slope = derivative(f, a)
    except Exception as error:
        raise AnswerRaised(f"f({show(a)}), on a recorded tensor,", error) from error
    steps = [0.1, 0.03, 0.01, 0.003, 0.001]
    left, here, right = ([_height(f, a + side * h) for h in steps] for side in (-1, 0, 1))
    rises = [(r - m) / h for r, m, h in zip(right, here, steps, strict=True)]
    falls = [(m - l) / h for l, m, h in zip(left, here, steps, strict=True)]
    if not close(slope, 0.0, rtol=1e-3):
        return Finding(f"Here f′({show(a)}) = {show(slope)}. The counter-example needs slope 0.", "slope")
    if abs(rises[-1] - falls[-1]) > 0.5 * abs(rises[0] - falls[0]) > 1e-9:
        return Finding(
            f"The slope is {show(falls[-1])} from the left and {show(rises[-1])} from the right: "
            f"no derivative at all. "
            "Autograd reports a number there by convention; see lesson 14.",
            "corner",
        )
    if all(value == here[0] for value in left + right):
        return Finding("This f is constant near the point. Every value there is a minimum and a maximum.", "constant")
    l, m, r = _closest_that_differ(left, here, right)
    if l >= m <= r or l <= m >= r:
        word = "minimum" if l >= m <= r else "maximum"
        return Finding(f"The slope is 0, and f has a {word} there. Find one that keeps rising or falling.", "extremum")
    return None


ex01_5 = Exercise(
    name="ex01_5",
    task=(
        '"Wherever f′(a) = 0, f has a minimum or a maximum." Disprove it. '
        "Give a pair: a function f and a point a, with slope 0 there but neither a minimum nor a maximum."
    ),
    answer="counter",
    stub="counter = ...  # a pair: (f, a)",
    judge=_judge_counterexample,
    why="One counter-example is enough. Slope 0 is necessary for a smooth extremum, but not sufficient.",
    hints=(
        "The curve must be level for a moment, and then go on in the same direction.",
        "Which power of x rises on both sides of 0 and is flat at 0?",
    ),
    solution_code="counter = (lambda x: x**3, 0)",
    reasoning="x³ has slope 3x², which is 0 at 0. But x³ is negative on the left and positive on the right.",
    inferior="(lambda x: x**2, 0). Its slope is 0 at 0, and 0 is its minimum: it confirms the claim.",
    right=(
        "counter = (lambda x: 2 - (x - 1)**3, 1)",
        "def f(x):\n    return x**5 + 7\n\ncounter = [f, 0.0]",
        "counter = (lambda x: x - torch.sin(x), 0)",
    ),
    wrong={
        "extremum": "counter = (lambda x: x**2, 0)",
        "slope": "counter = (lambda x: x**3, 1)",
        "constant": "counter = (lambda x: 0 * x + 3, 2)",
        "corner": "counter = (lambda x: abs(x), 0)",
    },
)


# 6 · a bug hunt

BUGGY = """\
1  def velocity_at(s, t, h=0.001):
2      start, end = s(t), s(t + h)
3      way = end - start
4      time = t + h
5      return way / time"""


ex01_6 = Exercise(
    name="ex01_6",
    task=(
        "Find the bug. For s(t) = 3t² + 2t this function gives 0.006998 at t = 2, but the velocity is 14. "
        f"Which line is wrong?\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=LineJudge(
        4,
        {
            1: "Line 1 is sound: a step of 0.001 is small beside the times in use.",
            2: "Line 2 is sound: the position now, and the position a step later.",
            3: "Line 3 is sound: end minus start is the way covered.",
            5: "Line 5 is sound: way over time. But what does `time` hold by then?",
        },
        "At t = 2 the way of s = 3t² + 2t is 0.014, and 14 is expected.",
    ),
    why="The time that passes is h, not t + h. At t = 0 the bug is invisible, so test at more than one point.",
    hints=(
        "Follow t = 2 and h = 0.001 through the lines and write down every value.",
        "How long does it take from t to t + h?",
    ),
    solution_code="bug = 4",
    reasoning="From t to t + h the time h passes. With `time = h` the function gives 14.003, which settles at 14.",
    inferior="5, because the wrong number comes out there. Line 5 divides correctly; line 4 hands it the wrong time.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 5)},
)
