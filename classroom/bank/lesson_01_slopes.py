"""Lesson 01, the exercises about slopes: of a secant, of a tangent line, of a table of positions."""

import numpy as np
import sympy

from classroom.exercises import Exercise, Finding
from classroom.judges import (
    Case,
    FunctionJudge,
    Named,
    NumbersJudge,
    Slip,
    as_numbers,
    close,
    points,
    same_expression,
)
from classroom.wording import show

x = sympy.Symbol("x", real=True)
t = sympy.Symbol("t", real=True)


# 1 · the slope of a secant

CURVES = {"x²": x**2, "x³ - 2x": x**3 - 2 * x, "sin x": sympy.sin(x), "1/x": 1 / x}


def _secant_cases():
    starts = points("ex01_1 a", 6, 0.6, 3.0)
    steps = [*points("ex01_1 h", 5, 0.1, 1.0), -0.25]
    cases = []
    for i, (a, h) in enumerate(zip(starts, steps, strict=True)):
        text, curve = list(CURVES.items())[i % len(CURVES)]
        f = Named(text, sympy.lambdify(x, curve, "numpy"))
        cases.append(Case((f, a, h), _slope_of_secant(curve, a, h)))
    f, many = Named("x²", sympy.lambdify(x, x**2, "numpy")), np.array([1.0, 2.0, 3.0])
    return [*cases, Case((f, many, 0.5), np.array([_slope_of_secant(x**2, a, 0.5) for a in many]))]


def _slope_of_secant(curve, a, h):
    a, h = sympy.Rational(float(a)), sympy.Rational(float(h))
    return float((curve.subs(x, a + h) - curve.subs(x, a)) / h)


ex01_1 = Exercise(
    name="ex01_1",
    task=(
        "Write `secant(f, a, h)`. It returns the slope of the line through (a, f(a)) and (a + h, f(a + h)). "
        "It must work for any f, and for an array of points a."
    ),
    answer="secant",
    stub="def secant(f, a, h):\n    return ...",
    judge=FunctionJudge(
        "secant(f, a, h)",
        _secant_cases,
        {
            "forgot the run": Slip(
                "That is the rise f(a + h) - f(a). A slope is rise over run: divide by h.",
                like=lambda f, a, h: f(a + h) - f(a),
            ),
            "flipped": Slip(
                "The sign is turned round: f(a) - f(a + h) is the way back. End minus start, over h.",
                like=lambda f, a, h: (f(a) - f(a + h)) / h,
            ),
            "divided one term": Slip(
                "Only f(a) is divided by h: division binds before minus. Put brackets around the whole rise.",
                like=lambda f, a, h: f(a + h) - f(a) / h,
            ),
            "h outside f": Slip(
                "h is added after f: f(a) + h. The step belongs inside the brackets: f(a + h).",
                like=lambda f, a, h: (f(a) + h - f(a)) / h + 0 * a,
            ),
            "wrong run": Slip(
                "The run from a to a + h is h, not a + h.",
                like=lambda f, a, h: (f(a + h) - f(a)) / (a + h),
            ),
            "central": Slip(
                "That is the slope from a - h to a + h, a good estimate of f′(a). Here start at a itself.",
                like=lambda f, a, h: (f(a + h) - f(a - h)) / (2 * h),
            ),
        },
    ),
    why="This quotient is the whole definition: the derivative is what it settles at while h shrinks to 0.",
    hints=(
        "Slope is rise over run. Which two heights make the rise?",
        "The rise is f(a + h) - f(a). The run, from a to a + h, is h.",
        "Mind the brackets: in f(a + h) - f(a) / h only the second term is divided.",
    ),
    solution_code="def secant(f, a, h):\n    return (f(a + h) - f(a)) / h",
    reasoning="End height minus start height is the rise. The brackets make the division act on all of it.",
    inferior=(
        "(f(a + h) - f(a - h)) / (2 * h). It comes closer to f′(a), and lesson 02 shows why. "
        "But it is another secant: it does not start at a."
    ),
    right=(
        "secant = lambda f, a, h: (f(a + h) - f(a)) / h",
        "def secant(f, a, h):\n    rise = f(a + h) - f(a)\n    run = (a + h) - a\n    return rise / run",
        "def secant(f, a, h):\n    return f(a + h) / h - f(a) / h",
    ),
    wrong={
        "forgot the run": "def secant(f, a, h):\n    rise = f(a + h) - f(a)\n    return rise",
        "flipped": "def secant(f, a, h):\n    return (f(a + h) - f(a)) / -h",
        "divided one term": "def secant(f, a, h):\n    return f(a + h) - f(a) / h",
        "h outside f": "def secant(f, a, h):\n    rise = (f(a) + h) - f(a)\n    return rise / h + 0 * a",
        "wrong run": "def secant(f, a, h):\n    b = a + h\n    return (f(b) - f(a)) / b",
        "central": (
            "def secant(f, a, h):\n    left, right = a - h, a + h\n    return (f(right) - f(left)) / (right - left)"
        ),
    },
)


# 2 · a tangent line

CUBE = x**3 - 1 / x
TANGENT = 4 * x - 4


def _judge_line(answer):
    """Accept the pair (slope, intercept), a function of x, or a SymPy expression."""
    if isinstance(answer, sympy.Expr) and answer.free_symbols:
        name = next(iter(answer.free_symbols))
        if same_expression(answer.subs(name, x), TANGENT, [x]):
            return None
        answer = sympy.lambdify(name, answer, "numpy")
    if not callable(answer):
        pair = as_numbers(answer)
        if pair is None or pair.shape != (2,):
            return Finding(f"`line` is {show(answer)}. Give the pair (slope, intercept), or a function of x.")
        slope, intercept = pair
        answer = lambda at: slope * at + intercept  # noqa: E731  (the pair, as the function it stands for)
    problem = _LINE(answer)
    if problem is None:
        cube = sympy.lambdify(x, CUBE, "math")
        slope = answer(2.0) - answer(1.0)
        if not close(slope, (cube(1 + 1e-5) - cube(1 - 1e-5)) / 2e-5, rtol=1e-4):
            return Finding(f"The slope {show(slope)} is not what the difference quotient shows.")
    return problem


def _line_cases():
    line = sympy.lambdify(x, TANGENT, "numpy")
    cases = [Case((at,), line(at)) for at in points("ex01_2", 6, -3, 3)]
    many = np.array([0.0, 1.0, 2.0])
    return [*cases, Case((many,), line(many))]


def _has_slope_four(pairs):
    numbers = [(args[0], got) for args, got in pairs if np.isscalar(args[0])]
    heights = [float(got) - 4 * at for at, got in numbers]
    return close(heights, [heights[0]] * len(heights))


_LINE = FunctionJudge(
    "line(x)",
    _line_cases,
    {
        "intercept is the height": Slip(
            "The slope 4 is right. The intercept is not f(1) = 0: that is the height at x = 1, not at x = 0.",
            like=lambda at: 4 * at,
        ),
        "intercept sign": Slip(
            "The slope 4 is right. The line must pass through (1, 0): solve 4·1 + intercept = 0.",
            like=lambda at: 4 * at + 4,
        ),
        "intercept": Slip(
            "The slope 4 is right, the height is not. The line must pass through (1, 0).",
            when=_has_slope_four,
        ),
        "sign of the second term": Slip(
            "The line passes through (1, 0), but -1/x has the derivative +1/x². So the slope is 3 + 1.",
            like=lambda at: 2 * at - 2,
        ),
        "places changed": Slip(
            "Slope and intercept have changed places. The slope comes first.",
            like=lambda at: -4 * at + 4,
        ),
        "slope not evaluated": Slip(
            "Your slope still contains x, so this is no line. Put x = 1 into 3x² + 1/x² first.",
            like=lambda at: (3 * at**2 + 1 / at**2) * (at - 1),
        ),
        "the curve": Slip(
            "That is the curve itself. The tangent is the line with the curve's height and slope at 1.",
            like=lambda at: at**3 - 1 / at,
        ),
        "the derivative": Slip(
            "That is f′(x), a slope for every x. The tangent takes the one slope f′(1).",
            like=lambda at: 3 * at**2 + 1 / at**2,
        ),
    },
)

ex01_2 = Exercise(
    name="ex01_2",
    task=(
        "Find the tangent line of f(x) = x³ − 1/x at 1. "
        "Give it as the pair `(slope, intercept)`, or as a function of x."
    ),
    answer="line",
    stub="line = ...",
    judge=_judge_line,
    why="y = 4x - 4 has the height and the slope of f at 1. Beside 1 its error shrinks like the step squared.",
    hints=(
        "A line needs a point and a slope. The point is (1, f(1)), the slope is f′(1).",
        "f′(x) = 3x² + 1/x², so the slope at 1 is 4. And f(1) = 0.",
        "y = f(1) + f′(1)·(x - 1). Multiply out to read off the intercept.",
    ),
    solution_code="line = (4, -4)",
    reasoning="f(1) = 0 and f′(1) = 3 + 1 = 4, so y = 0 + 4·(x - 1) = 4x - 4.",
    inferior="(4, 0). It has the right slope, but it passes through (0, 0) and misses the point (1, 0).",
    right=(
        "line = 4, -4.0",
        "def line(x):\n    return 0 + 4 * (x - 1)",
        "line = lambda x: 4 * x - 4",
        'line = 4 * sympy.Symbol("x") - 4',
        "line = np.array([4, -4])",
    ),
    wrong={
        "intercept is the height": "line = (4, 0)",
        "intercept sign": "line = (4, 4)",
        "intercept": "def line(x):\n    return 1 + 4 * (x - 1)",
        "sign of the second term": "def line(x):\n    return (3 - 1) * (x - 1)",
        "places changed": "line = (-4, 4)",
        "slope not evaluated": "def line(x):\n    return (3 * x**2 + x**-2.0) * (x - 1)",
        "the curve": 'z = sympy.Symbol("x")\nline = z**3 - 1 / z',
        "the derivative": "line = lambda x: 3 * x**2 + 1 / x**2",
    },
)


# 4 · from positions to velocities

MOTION = 3 * t**2 + 2 * t
TIMES = [1, 2, 3, 4, 5]
POSITIONS = [int(MOTION.subs(t, second)) for second in range(7)]

ex01_4 = Exercise(
    name="ex01_4",
    task=(
        "A cart starts at position 0. The table gives its position s in metres at each second t. "
        "Estimate its velocity at t = 1, 2, 3, 4 and 5, from the second before to the second after."
    ),
    answer="velocity",
    stub=f"t = {list(range(7))}\ns = {POSITIONS}\nvelocity = ...",
    judge=NumbersJudge(
        "velocity",
        MOTION,
        t,
        TIMES,
        {
            "average since the start": Slip(
                "s/t is the average velocity since the start. At t = 3 that is 11, but the cart is faster by then.",
                like=[5, 8, 11, 14, 17],
            ),
            "the second ahead": Slip(
                "Each number is the average over the next second, so it comes half a second late. "
                "Take one second on both sides.",
                like=[11, 17, 23, 29, 35],
            ),
            "forgot the run": Slip(
                "From t - 1 to t + 1 two seconds pass. Divide the way by 2.",
                like=[16, 28, 40, 52, 64],
            ),
            "positions": Slip(
                "Those are the positions. Velocity is change of position over time.", like=[5, 16, 33, 56, 85]
            ),
            "all seven": Slip(
                "Seven numbers, one for each row. "
                "The first and last row have a neighbour on one side only: leave them out.",
                like=[5, 8, 14, 20, 26, 32, 35],
            ),
            "one average": Slip(
                "20 is the average over the whole trip. The velocity changes: one number for each time.",
                like=20,
            ),
        },
    ),
    why="Way over time around t estimates the slope at t, for a parabola exactly: s = 3t² + 2t, and s′ = 6t + 2.",
    hints=(
        "Velocity is a slope: way over time. At t = 1 use the rows t = 0 and t = 2.",
        "At t = 1 the way from 0 to 16 takes 2 seconds: 8 metres per second.",
        "In code: (s[i + 1] - s[i - 1]) / 2 for i in 1, 2, 3, 4, 5.",
    ),
    solution_code=(
        f"t = {list(range(7))}\ns = {POSITIONS}\n"
        "velocity = [(s[i + 1] - s[i - 1]) / (t[i + 1] - t[i - 1]) for i in range(1, 6)]"
    ),
    reasoning="The window is centred on t, so the slower half balances the faster one. For a parabola that is exact.",
    inferior="s[i] / t[i]. That is the average since the start, and it lags behind when the cart speeds up.",
    right=(
        "velocity = [8, 14, 20, 26, 32]",
        f"s = {POSITIONS}\nvelocity = np.gradient(s)[1:-1]",
        f"s = np.array({POSITIONS})\nvelocity = (s[2:] - s[:-2]) / 2",
    ),
    wrong={
        "average since the start": f"s = {POSITIONS}\nvelocity = [s[i] / i for i in range(1, 6)]",
        "the second ahead": f"velocity = np.diff({POSITIONS})[1:]",
        "forgot the run": f"s = {POSITIONS}\nvelocity = [s[i + 1] - s[i - 1] for i in range(1, 6)]",
        "positions": f"velocity = {POSITIONS}[1:6]",
        "all seven": f"velocity = np.gradient({POSITIONS})",
        "one average": "velocity = 120 / 6",
    },
)
