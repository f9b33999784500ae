"""Lesson 03, the exercises about one slope: along a given arrow, as a function, and one with a bug."""

import numpy as np
import sympy

from classroom.exercises import Exercise, Finding
from classroom.judges import Case, FunctionJudge, LineJudge, Named, Slip, as_numbers, close, points
from classroom.wording import show

x, y, t = sympy.symbols("x y t", real=True)
HILL = 5 - x**2 / 2 - 2 * y**2
MEASURED = 1e-4  # an answer may come from small differences


def rise_along(surface, at, v):
    """Return g′(0) of the slice of a SymPy surface from `at` along the arrow v."""
    path = {x: at[0] + t * v[0], y: at[1] + t * v[1]}
    return float(sympy.diff(surface.subs(path, simultaneous=True), t).subs(t, 0))


# 1 · the slope along any arrow

SURFACES = {
    "x²y": x**2 * y,
    "5 - x²/2 - 2y²": HILL,
    "xy + 3x": x * y + 3 * x,
    "x² - y²": x**2 - y**2,
    "x/y": x / y,
}


def _slope_cases():
    starts = zip(points("ex03_1 x", 6, 0.5, 2.5), points("ex03_1 y", 6, 0.5, 2.5), strict=True)
    arrows = [(3.0, 4.0), *zip(points("ex03_1 v", 5, 0.5, 2), points("ex03_1 w", 5, -3, -1), strict=True)]
    cases = []
    for i, (at, v) in enumerate(zip(starts, arrows, strict=True)):
        text, surface = list(SURFACES.items())[i % len(SURFACES)]
        f = Named(text, sympy.lambdify((x, y), surface, "math"))
        cases.append(Case((f, at, v), rise_along(surface, at, v) / np.hypot(*v)))
    return cases


def _divided_by(length):
    """Recognise the rise along v, divided by something other than the length of v."""

    def like(pairs):
        return all(close(got, _rise(*args) / length(args[2]), MEASURED) for args, got in pairs)

    return like


def _rise(f, at, v, h=1e-5):
    ahead, back = (f(at[0] + s * h * v[0], at[1] + s * h * v[1]) for s in (1, -1))
    return (ahead - back) / (2 * h)


def _coarse(pairs):
    return all(close(got, _rise(*args) / np.hypot(*args[2]), 0.1) for args, got in pairs)


class MeasuredJudge(FunctionJudge):
    """Judge a function whose results may be measured with a small step: right to 1e-4."""

    def _compare(self, results):
        return super()._compare(
            [(c, c.want if close(got, c.want, MEASURED) else got, text) for c, got, text in results]
        )


ex03_1 = Exercise(
    name="ex03_1",
    task=(
        "Write `slope_along(f, at, v)`: the slope of f at the point `at`, walking in the direction of the arrow v. "
        "`at` and `v` are pairs of numbers. It must work for any f and for an arrow of any length but 0. "
        "Use `derivative`, or a small step of your own."
    ),
    answer="slope_along",
    stub="def slope_along(f, at, v):\n    return ...",
    judge=MeasuredJudge(
        "slope_along(f, at, v)",
        _slope_cases,
        {
            "not normalised": Slip(
                "That is g′(0) for the arrow v: too large by the factor ‖v‖, exactly. Divide by the length of v.",
                when=_divided_by(lambda v: 1.0),
            ),
            "sign": Slip(
                "The size is right, the sign is turned round: that is the slope along -v. End minus start.",
                when=_divided_by(lambda v: -np.hypot(*v)),
            ),
            "components added": Slip(
                "The length of an arrow is not the sum of its parts. (3, 4) has length √(9 + 16) = 5, not 7.",
                when=_divided_by(lambda v: abs(v[0]) + abs(v[1])),
            ),
            "length squared": Slip(
                "You divided by v₁² + v₂². That is the length squared: take its root.",
                when=_divided_by(lambda v: np.hypot(*v) ** 2),
            ),
            "a vector": Slip(
                "That is a list of two numbers. A slope is one number: let both coordinates move at once.",
                when=lambda pairs: all(as_numbers(got).shape == (2,) for _, got in pairs),
            ),
            "coarse": Slip(
                "Nearly. Your step is too coarse for four digits: take h = 1e-6, or `derivative`.",
                when=_coarse,
            ),
        },
    ),
    why="Direction from the arrow, its length divided away: what is left belongs to the hill.",
    hints=(
        "Build the slice first: g(t) = f(at[0] + t * v[0], at[1] + t * v[1]).",
        "g′(0) is the change per unit of t. One unit of t covers ‖v‖ units of ground.",
        "The length of v is np.hypot(v[0], v[1]). Divide g′(0) by it.",
    ),
    solution_code=(
        "import numpy as np\nfrom classroom import derivative\n\n"
        "def slope_along(f, at, v):\n"
        "    g = lambda t: f(at[0] + t * v[0], at[1] + t * v[1])\n"
        "    return derivative(g, at=0) / np.hypot(v[0], v[1])"
    ),
    reasoning="The slice has one variable, so `derivative` gives g′(0). Divided by ‖v‖ it is rise over ground.",
    inferior="derivative(g, at=0) alone. It is right for arrows of length 1 and grows with the arrow for all others.",
    right=(
        "def slope_along(f, at, v):\n"
        "    n = (v[0]**2 + v[1]**2)**0.5\n"
        "    h = 1e-6\n"
        "    return (f(at[0] + h * v[0] / n, at[1] + h * v[1] / n) - f(*at)) / h",
        "def slope_along(f, at, v):\n"
        "    u = np.array(v) / np.linalg.norm(v)\n"
        "    t = torch.tensor(0.0, requires_grad=True)\n"
        "    f(at[0] + t * u[0], at[1] + t * u[1]).backward()\n"
        "    return t.grad",
    ),
    wrong={
        "not normalised": (
            "def slope_along(f, at, v):\n    h = 1e-6\n    return (f(at[0] + h * v[0], at[1] + h * v[1]) - f(*at)) / h"
        ),
        "sign": (
            "def slope_along(f, at, v):\n    h = 1e-6 / np.hypot(*v)\n"
            "    return (f(*at) - f(at[0] + h * v[0], at[1] + h * v[1])) / 1e-6"
        ),
        "components added": (
            "def slope_along(f, at, v):\n    h = 1e-6\n    n = abs(v[0]) + abs(v[1])\n"
            "    return (f(at[0] + h * v[0], at[1] + h * v[1]) - f(*at)) / h / n"
        ),
        "length squared": (
            "def slope_along(f, at, v):\n    h = 1e-6\n    n = v[0]**2 + v[1]**2\n"
            "    return (f(at[0] + h * v[0], at[1] + h * v[1]) - f(*at)) / (h * n)"
        ),
        "a vector": (
            "def slope_along(f, at, v):\n    h = 1e-6\n    n = np.hypot(*v)\n"
            "    x, y = (f(at[0] + h, at[1]) - f(*at)) / h, (f(at[0], at[1] + h) - f(*at)) / h\n"
            "    return [x * v[0] / n, y * v[1] / n]"
        ),
        "coarse": (
            "def slope_along(f, at, v):\n    h, n = 0.01, np.hypot(*v)\n"
            "    return (f(at[0] + h * v[0] / n, at[1] + h * v[1] / n) - f(*at)) / h"
        ),
    },
)


# 3 · one number

AT, ARROW = (2, 1), (3, 4)
RISE = rise_along(HILL, AT, ARROW)  # −22
STEEP = RISE / float(np.hypot(*ARROW))  # −4.4


def _end_minus_start():
    hill = sympy.lambdify((x, y), HILL, "math")
    return hill(AT[0] + 0.6, AT[1] + 0.8) - hill(*AT)


SLOPE_SLIPS = {
    "not normalised": (RISE, "-22 is g′(0) for v = (3, 4) itself. That arrow is 5 long: too large by the factor 5."),
    "sign": (-STEEP, "The size is right. But x and y both grow along (3, 4), and there this hill falls: minus."),
    "components added": (RISE / 7, "You divided by 3 + 4 = 7. The length of (3, 4) is √(9 + 16) = 5."),
    "multiplied": (5 * RISE, "You multiplied by the length 5. A longer arrow makes g′(0) larger, so divide."),
    "whole step": (_end_minus_start(), "That is the mean slope of a whole step of length 1. Let the step shrink to 0."),
}


def _judge_slope(answer):
    number = as_numbers(answer)
    if number is not None and number.shape == (2,):
        return Finding(
            f"{show(answer)} are two numbers. A slope is one: what both coordinates do together.", "a vector"
        )
    if number is None or number.shape != ():
        return Finding(f"`slope` is {show(answer)}. Write one number.")
    if close(number, STEEP, rtol=5e-4):
        return None
    for slip, (value, say) in SLOPE_SLIPS.items():
        if close(number, value, rtol=5e-4):
            return Finding(say, slip)
    return Finding(f"{show(answer)} is off. Put A + t·v into the formula and read off what stands before t.")


ex03_3 = Exercise(
    name="ex03_3",
    task=(
        "How steep is the hill f(x, y) = 5 − x²/2 − 2y² at A = (2, 1), walking in the direction of (3, 4)? "
        "Use paper or code, and give one number."
    ),
    answer="slope",
    stub="slope = ...",
    judge=_judge_slope,
    why="-22 per unit of t, and 5 units of ground per unit of t: that is -4.4 per unit of ground.",
    hints=(
        "g(t) = f(2 + 3t, 1 + 4t). Multiply out: only the terms without t and with t matter.",
        "g(t) = 1 - 22t - 36.5t², so g′(0) = -22. How long is the arrow?",
    ),
    solution_code="slope = -22 / 5",
    reasoning="g′(0) = -2·3 - 4·4 = -22, because -x²/2 changes at rate -x = -2 and -2y² at rate -4y = -4.",
    inferior="-22. It is the slope of g, and it grows with the arrow: for (6, 8) it would be -44 on the same ground.",
    right=("slope = -4.4", "slope = np.float64(-22) / np.hypot(3, 4)", "slope = sympy.Rational(-22, 5)"),
    wrong={
        "not normalised": "slope = -2 * 3 - 4 * 4",
        "sign": "slope = 22 / 5",
        "components added": "slope = -22 / (3 + 4)",
        "multiplied": "slope = -22 * 5",
        "whole step": "f = lambda x, y: 5 - x**2 / 2 - 2 * y**2\nslope = f(2.6, 1.8) - f(2, 1)",
        "a vector": "slope = [-2 * 0.6, -4 * 0.8]",
    },
)


# 5 · a bug hunt

BUGGY = """\
1  def slope_along(f, at, v):
2      a, b = v
3      x = a / np.hypot(a, b)
4      y = b / np.hypot(x, b)
5      g = lambda t: f(at[0] + t * x, at[1] + t * y)
6      return derivative(g, at=0)"""


ex03_5 = Exercise(
    name="ex03_5",
    task=(
        "Find the bug. On the hill at (2, 1) this function gives −5.156 along (3, 4). "
        "Along (1, 0) and (0, 1) it is right. Which line is wrong?\n\n"
        f"```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=LineJudge(
        4,
        {
            1: "Line 1 is sound: a function, a point and an arrow.",
            2: "Line 2 is sound: it names the two parts of the arrow.",
            3: "Line 3 is sound: for v = (3, 4) it gives x = 3/5.",
            5: "Line 5 is sound: t steps along (x, y), both coordinates at once.",
            6: "Line 6 is sound: g has one variable. But has (x, y) length 1?",
        },
        "Follow v = (3, 4) through the lines.",
    ),
    why="Line 4 measures with the x of line 3, already shortened. So (x, y) is longer than 1, and the slope too large.",
    hints=(
        "Write down x and y for v = (3, 4). An arrow of length 1 in that direction is (0.6, 0.8).",
        "Which length does line 4 divide by, and which should it be?",
    ),
    solution_code="bug = 4",
    reasoning="np.hypot(x, b) is the length of (0.6, 4), not of (3, 4). Compute the length once, then divide both.",
    inferior="6, because the wrong number leaves there. Line 6 differentiates rightly; its arrow is too long.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 5, 6)},
)
