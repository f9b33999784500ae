"""Lesson 05, the exercises about one gradient: by hand, downhill from it, and a bug in its use."""

import numpy as np
import sympy

from classroom.bank.lesson_03_slopes import MeasuredJudge
from classroom.exercises import Exercise
from classroom.judges import Case, FunctionJudge, LineJudge, Named, Slip, close, points

x, y = sympy.symbols("x y", real=True)


def gradient_of(surface):
    """Return the gradient of a SymPy expression in x and y, as a function of two floats."""
    slopes = sympy.lambdify((x, y), [sympy.diff(surface, x), sympy.diff(surface, y)], "math")
    return lambda a, b: np.array(slopes(a, b), float)


# 1 · a gradient by hand

BUMP = 2 * x**3 + 4 * sympy.exp(y)


def _hand_cases():
    exact = gradient_of(BUMP)
    places = zip(points("ex05_1 x", 6, -2, 2), points("ex05_1 y", 6, -1, 2), strict=True)
    return [Case(place, exact(*place)) for place in [(1.0, 0.0), *places]]


ex05_1 = Exercise(
    name="ex05_1",
    task=(
        "Find the gradient of f(x, y) = 2x³ + 4eʸ by hand, with the rules of lesson 04. "
        "Write `grad_f(x, y)` so that it returns its two parts in a list. `np.exp(y)` is eʸ."
    ),
    answer="grad_f",
    stub="def grad_f(x, y):\n    return ...  # a list of two",
    judge=FunctionJudge(
        "grad_f(x, y)",
        _hand_cases,
        {
            "added up": Slip(
                "You added the two slopes. A gradient is a vector: keep them apart, the one by x first.",
                lambda x, y: 6 * x**2 + 4 * np.exp(y),
            ),
            "swapped": Slip(
                "Both slopes are right, in the wrong order. The part along x comes first.",
                lambda x, y: [4 * np.exp(y), 6 * x**2],
            ),
            "frozen term kept": Slip(
                "The frozen term is still there. While y is frozen, 4eʸ is a constant, and its slope is 0.",
                lambda x, y: [6 * x**2 + 4 * np.exp(y), 2 * x**3 + 4 * np.exp(y)],
            ),
            "power rule for e": Slip(
                "The part by x is right. eʸ is no power of y: it is its own derivative.",
                lambda x, y: [6 * x**2, 4 * y * np.exp(y - 1)],
            ),
            "length 1": Slip(
                "You divided the arrow to length 1. The gradient keeps its length: it is the steepest slope.",
                lambda x, y: np.array([6 * x**2, 4 * np.exp(y)]) / np.hypot(6 * x**2, 4 * np.exp(y)),
            ),
        },
    ),
    why="With y frozen only 2x³ moves, with x frozen only 4eʸ.",
    hints=(
        "Freeze y. Which term still changes, and what is its slope?",
        "The slope of eʸ is eʸ.",
    ),
    solution_code="import numpy as np\n\ndef grad_f(x, y):\n    return [6 * x**2, 4 * np.exp(y)]",
    reasoning="∂f/∂x = 6x² because 4eʸ is frozen, and ∂f/∂y = 4eʸ because 2x³ is. At (1, 0) this is (6, 4).",
    inferior="6x² + 4eʸ. The sum has lost which slope belongs to which axis, so it cannot be put beside u.",
    right=(
        "def grad_f(x, y):\n    return (6 * x**2, 4 * np.exp(y))",
        "from classroom import gradient\n"
        "def grad_f(x, y):\n    return gradient(lambda a, b: 2 * a**3 + 4 * torch.exp(b), at=(x, y))",
    ),
    wrong={
        "added up": "def grad_f(x, y):\n    return 6 * x**2 + 4 * np.exp(y)",
        "swapped": "def grad_f(x, y):\n    return [4 * np.exp(y), 6 * x**2]",
        "frozen term kept": "def grad_f(x, y):\n    return [6 * x**2 + 4 * np.exp(y), 2 * x**3 + 4 * np.exp(y)]",
        "power rule for e": "def grad_f(x, y):\n    return [6 * x**2, 4 * y * np.exp(y - 1)]",
        "length 1": (
            "def grad_f(x, y):\n    g = np.array([6 * x**2, 4 * np.exp(y)])\n    return g / np.linalg.norm(g)"
        ),
    },
)


# 2 · downhill, as a unit vector

SURFACES = {
    "5 - x²/2 - 2y²": 5 - x**2 / 2 - 2 * y**2,
    "x²y + y²": x**2 * y + y**2,
    "xy + 3x": x * y + 3 * x,
    "x/y": x / y,
}


def _down_cases():
    places = [(2.0, 1.0), *zip(points("ex05_2 x", 5, 0.5, 2.5), points("ex05_2 y", 5, 0.5, 2.5), strict=True)]
    cases = []
    for i, at in enumerate(places):
        text, surface = list(SURFACES.items())[i % len(SURFACES)]
        slopes = gradient_of(surface)(*at)
        cases.append(Case((Named(text, sympy.lambdify((x, y), surface, "math")), at), -slopes / np.hypot(*slopes)))
    return cases


def _measured(f, at, h=1e-6):
    a, b = at
    return np.array([f(a + h, b) - f(a - h, b), f(a, b + h) - f(a, b - h)]) / (2 * h)


def _shaped(shape):
    """Recognise answers that are `shape` of the true gradient."""

    def like(pairs):
        return all(close(got, shape(_measured(*args)), 1e-4) for args, got in pairs)

    return like


def _largest_part(g):
    keep = np.abs(g) == np.abs(g).max()
    return np.where(keep, -np.sign(g), 0.0)


ex05_2 = Exercise(
    name="ex05_2",
    task=(
        "Write `downhill(f, at)`: the direction of the fastest **decrease** of f at the point `at`, "
        "as an arrow of length 1, in a list of two numbers. ∇f is not (0, 0) there."
    ),
    answer="downhill",
    stub="def downhill(f, at):\n    return ...",
    judge=MeasuredJudge(
        "downhill(f, at)",
        _down_cases,
        {
            "uphill": Slip(
                "Length 1 is right, but this way goes up. +∇f is the fastest increase; turn it round.",
                when=_shaped(lambda g: g / np.hypot(*g)),
            ),
            "too long": Slip(
                "The direction is right. The arrow still has the length ‖∇f‖: divide by it.",
                when=_shaped(lambda g: -g),
            ),
            "the gradient": Slip(
                "That is ∇f itself: uphill, and with its own length. Turn it round, then divide by ‖∇f‖.",
                when=_shaped(lambda g: g),
            ),
            "divided by the sum": Slip(
                "You divided by |a| + |b|. The length of (a, b) is √(a² + b²).",
                when=_shaped(lambda g: -g / np.abs(g).sum()),
            ),
            "along one axis": Slip(
                "That is the steeper of the two axes. Between the axes it goes down faster still: take both parts.",
                when=_shaped(_largest_part),
            ),
            "a slope": Slip(
                "That is the smallest slope, a number. Asked for is the direction in which it is found.",
                when=_shaped(lambda g: -np.hypot(*g)),
            ),
        },
    ),
    why="-∇f/‖∇f‖: turned round for down, divided for length 1.",
    hints=(
        "`gradient(f, at)` gives ∇f as a list. Which way does it point, up or down?",
        "Its length is np.hypot(a, b). Divide both parts by it.",
    ),
    solution_code=(
        "import numpy as np\nfrom classroom import gradient\n\n"
        "def downhill(f, at):\n"
        "    a, b = gradient(f, at)\n"
        "    size = np.hypot(a, b)\n"
        "    return [-a / size, -b / size]"
    ),
    reasoning="D = ‖∇f‖·cos φ is smallest where cos φ = -1: straight against the gradient.",
    inferior="gradient(f, at) as it comes. It goes up, and its length is a slope.",
    right=(
        "from classroom import gradient\n"
        "def downhill(f, at):\n    g = np.array(gradient(f, at))\n    return -g / np.linalg.norm(g)",
        "def downhill(f, at):\n    (a, b), h = at, 1e-6\n"
        "    g = np.array([f(a + h, b) - f(a, b), f(a, b + h) - f(a, b)])\n    return -g / np.hypot(*g)",
    ),
    wrong={
        slip: (
            "from classroom import gradient\n"
            f"def downhill(f, at):\n    g = np.array(gradient(f, at))\n    return {code}"
        )
        for slip, code in {
            "uphill": "g / np.hypot(*g)",
            "too long": "-g",
            "the gradient": "g",
            "divided by the sum": "-g / np.abs(g).sum()",
            "along one axis": "np.where(np.abs(g) == np.abs(g).max(), -np.sign(g), 0.0)",
            "a slope": "-np.hypot(*g)",
        }.items()
    },
)


# 6 · a bug hunt

BUGGY = """\
1  def slope_towards(f, at, goal):
2      a, b = gradient(f, at)
3      vx, vy = goal[0] - at[0], goal[1] - at[1]
4      length = np.hypot(a, b)
5      ux, uy = vx / length, vy / length
6      return a * ux + b * uy"""


ex05_6 = Exercise(
    name="ex05_6",
    task=(
        "Find the bug. `slope_towards` is meant to give the slope of f at a point, walking towards a goal. "
        "On the hill at A it gives 1.789 towards the summit (0, 0), and that is too small. "
        "Towards (0, −3) it is right. Which line is wrong?\n\n"
        f"```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=LineJudge(
        4,
        {
            1: "Line 1 is sound: a function, a point, and a point to walk to.",
            2: "Line 2 is sound: the two parts of ∇f.",
            3: "Line 3 is sound: from the point to the goal is goal minus point.",
            5: "Line 5 is sound: an arrow divided by its length has length 1. But whose length is `length`?",
            6: "Line 6 is sound: part times part, added up, is the dot product. But has (ux, uy) length 1?",
        },
        "From A to the summit the walk is (-2, -1).",
    ),
    why="Line 4 takes the length of ∇f; the walk (vx, vy) must be divided by its own. Towards (0, -3) both are 4.472.",
    hints=(
        "Follow the walk to (0, 0) through the lines: vx and vy, then ux and uy. Is (ux, uy) of length 1?",
        "Which of the two arrows, (a, b) or (vx, vy), is to become a direction?",
    ),
    solution_code="bug = 4",
    reasoning="With np.hypot(vx, vy) the slope towards the summit is (4 + 4)/√5 = 3.578.",
    inferior="6, because the wrong number leaves there. The dot product is right; u is too short.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 5, 6)},
)
