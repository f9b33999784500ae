"""Lesson 04, the exercises about partial derivatives: by hand, by program for n variables, and a bug hunt."""

import numpy as np
import sympy

from classroom.exercises import Exercise, Finding, Unfinished, only_dots
from classroom.judges import Case, FunctionJudge, LineJudge, Named, Slip, as_numbers, close, points
from classroom.wording import show

x, y = sympy.symbols("x y", real=True)
SURFACE = x**2 * y + y**2

# 1 · partial derivatives by hand


def _two(first, second):
    """Return the function (x, y) -> both numbers."""
    return lambda a, b: np.array([first(a, b), second(a, b)], float)


def _read(item, place):
    """Turn one half of the answer, a formula or a function, into a function of (x, y); a Finding if it is neither."""
    if callable(item) and not isinstance(item, type | sympy.Basic):
        return item
    try:
        formula = sympy.sympify(item)
        strange = {s.name for s in formula.free_symbols} - {"x", "y"}
    except Exception:
        return Finding(f"Part {place} of `partials` is {show(item)}. Write a formula in x and y, such as 3*x*y.")
    if isinstance(item, str) or not isinstance(formula, sympy.Expr):
        return Finding(f"Part {place} of `partials` is {show(item)}. Write a formula in x and y, without quotes.")
    if strange:
        return Finding(f"Part {place} of `partials` contains {', '.join(sorted(strange))}. Use x and y only.")
    named = {s: sympy.Symbol(s.name) for s in formula.free_symbols}
    return sympy.lambdify((sympy.Symbol("x"), sympy.Symbol("y")), formula.subs(named), "numpy")


class PairJudge:
    """Judge the pair (∂f/∂x, ∂f/∂y): formulas or functions, compared at seeded points."""

    def __init__(self, slips):
        self.slips = slips
        self.judge = FunctionJudge("partials(x, y)", self._cases, slips)

    @staticmethod
    def _cases():
        exact = [sympy.lambdify((x, y), sympy.diff(SURFACE, one), "math") for one in (x, y)]
        places = [(2.0, 1.0), *zip(points("ex04_1 x", 5, 0.5, 2.5), points("ex04_1 y", 5, 0.5, 2.5), strict=True)]
        return [Case(place, np.array([f(*place) for f in exact])) for place in places]

    def __call__(self, answer):
        if not isinstance(answer, tuple | list) or len(answer) != 2:
            return Finding(f"`partials` is {show(answer)}. Give a pair of formulas: (∂f/∂x, ∂f/∂y).")
        if any(item is ... for item in answer):
            raise Unfinished("`partials` still holds a `...`.")
        halves = [_read(item, place) for place, item in enumerate(answer, 1)]
        problem = next((half for half in halves if isinstance(half, Finding)), None)
        return problem or self.judge(_two(*halves))


ex04_1 = Exercise(
    name="ex04_1",
    task=(
        "Find both partial derivatives of f(x, y) = x²y + y² by hand. "
        "Write them as formulas in the SymPy letters x and y, the one by x first."
    ),
    answer="partials",
    stub="partials = (..., ...)  # ∂f/∂x, ∂f/∂y",
    judge=PairJudge(
        {
            "swapped": Slip(
                "The right formulas in the wrong places: first the slope when x moves, then when y moves.",
                like=_two(lambda a, b: a**2 + 2 * b, lambda a, b: 2 * a * b),
            ),
            "y moves along": Slip(
                "In ∂f/∂x you also differentiated by y, as if it moved with x. Frozen, y² is a constant: slope 0.",
                like=_two(lambda a, b: 2 * a * b + a**2 + 2 * b, lambda a, b: a**2 + 2 * b),
            ),
            "nothing frozen": Slip(
                "Both parts are 2xy + x² + 2y: in each, x and y moved together. Freeze one at a time.",
                like=_two(lambda a, b: 2 * a * b + a**2 + 2 * b, lambda a, b: 2 * a * b + a**2 + 2 * b),
            ),
            "the constant kept": Slip(
                "In ∂f/∂x the term y² is still there. As a constant it shifts the slice up; its slope is 0.",
                like=_two(lambda a, b: 2 * a * b + b**2, lambda a, b: a**2 + 2 * b),
            ),
            "the factor dropped": Slip(
                "A frozen factor does not vanish: x²y with y frozen is a number times x², and the number stays.",
                like=_two(lambda a, b: 2 * a, lambda a, b: 1 + 2 * b),
            ),
            "numbers": Slip(
                "4 and 6 are the slopes at the one point (2, 1). Give formulas that hold at every (x, y).",
                like=_two(lambda a, b: 4, lambda a, b: 6),
            ),
        }
    ),
    why="With y a number, x²y has slope 2xy and y² has slope 0. With x a number, the slopes are x² and 2y.",
    hints=(
        "For ∂f/∂x pretend that y is the number 7. What is the derivative of 7x² + 49?",
        "In 7x² + 49 the 7 stays as a factor, and the 49 goes. Now write y for 7 again.",
        "For ∂f/∂y pretend that x is the number 7: the slice is 49y + y².",
    ),
    solution_code=('import sympy as sp\n\nx, y = sp.symbols("x y", real=True)\npartials = (2 * x * y, x**2 + 2 * y)'),
    reasoning="∂f/∂x = 2xy + 0 and ∂f/∂y = x² + 2y. At (2, 1) they give 4 and 6, the slopes of the two slices.",
    inferior="2xy + x² + 2y for ∂f/∂x. There y was differentiated too, so nothing was frozen.",
    right=(
        "partials = (lambda x, y: 2 * x * y, lambda x, y: x**2 + 2 * y)",
        'x, y = sympy.symbols("x y")\nf = x**2 * y + y**2\npartials = [sympy.diff(f, x), sympy.diff(f, y)]',
    ),
    wrong={
        "swapped": 'x, y = sympy.symbols("x y")\npartials = (x**2 + 2 * y, 2 * x * y)',
        "y moves along": 'x, y = sympy.symbols("x y")\npartials = (2 * x * y + x**2 + 2 * y, x**2 + 2 * y)',
        "nothing frozen": 'x, y = sympy.symbols("x y")\npartials = (2 * x * y + x**2 + 2 * y,) * 2',
        "the constant kept": 'x, y = sympy.symbols("x y")\npartials = (2 * x * y + y**2, x**2 + 2 * y)',
        "the factor dropped": 'x, y = sympy.symbols("x y")\npartials = (2 * x, 1 + 2 * y)',
        "numbers": "partials = (4, 6)",
    },
)


# 2 · a partial derivative of any function, by a small step

a, b, c, d, e = sympy.symbols("a b c d e")
MANY = {
    "a²b + b²": (a, b),
    "abc + c²": (a, b, c),
    "ab + cd²": (a, b, c, d),
    "a²b + cde": (a, b, c, d, e),
    "a³ + 2b": (a, b),
}
FORMULAS = {
    "a²b + b²": a**2 * b + b**2,
    "abc + c²": a * b * c + c**2,
    "ab + cd²": a * b + c * d**2,
    "a²b + cde": a**2 * b + c * d * e,
    "a³ + 2b": a**3 + 2 * b,
}
NEAR = 1e-4


def _slope(f, i, at):
    """Return the exact slope of one of the functions above in its variable number i."""
    letters = MANY[f.text]
    return float(sympy.diff(FORMULAS[f.text], letters[i % len(letters)]).subs(dict(zip(letters, at, strict=True))))


def _all_slopes(f, i, at):
    return sum(_slope(f, k, at) for k in range(len(at)))


def _many_cases():
    cases = []
    for k, (text, letters) in enumerate(MANY.items()):
        f = Named(text, sympy.lambdify(letters, FORMULAS[text], "math"))
        at = [float(round(p)) for p in points(f"ex04_2 {text}", len(letters), 1.5, 5.4)]
        for i in {0, (k + 1) % len(letters), len(letters) - 1}:
            cases.append(Case((f, i, at), _slope(f, i, at)))
    return cases


class StepJudge(FunctionJudge):
    """Judge a slope that was measured with a step: right within 1e-4, and slips are known to one decimal.

    All functions and points are whole numbers, so a rounded slope still tells which slip it was.
    """

    def __call__(self, answer):
        if callable(answer) and not isinstance(answer, type) and not only_dots(answer):
            given = answer
            answer = lambda f, i, at: given(f, i, list(at))  # noqa: E731  (a learner may write into the list)
        return super().__call__(answer)

    def _compare(self, results):
        return super()._compare([(case, self._settle(case, got), text) for case, got, text in results])

    def _settle(self, case, got):
        number = as_numbers(got)
        if number is None or number.shape != () or not np.isfinite(number):
            return got
        if close(number, case.want, NEAR):
            return case.want
        return round(float(number), 1) if abs(number) > 0.5 else float(number)


def _coarse(pairs):
    """Recognise a step that is too large: every slope roughly right, not all of them closely."""
    return all(close(float(got), _slope(*args), 0.1) for args, got in pairs)


ex04_2 = Exercise(
    name="ex04_2",
    task=(
        "Write `partial(f, i, at)` for a function of any number of variables: the slope of f in its variable "
        "number i, counted from 0. `at` is a list of numbers, and `f(*at)` is the height there. "
        "A step of about 1e-5 is exact enough."
    ),
    answer="partial",
    stub="def partial(f, i, at):\n    return ...",
    judge=StepJudge(
        "partial(f, i, at)",
        _many_cases,
        {
            "all moved": Slip(
                "Every variable moved. Step with variable i alone; the others keep their numbers.", like=_all_slopes
            ),
            "forgot the 2": Slip(
                "From one step behind to one step ahead the way is 2h. Divide by that.",
                like=lambda f, i, at: 2 * _slope(f, i, at),
            ),
            "one list": Slip(
                "The slope is 0 everywhere. `ahead = at` is no copy but a second name; write `list(at)`.",
                when=lambda pairs: all(got == 0 for _, got in pairs),
            ),
            "forgot the run": Slip(
                "That is the rise alone, and it shrinks with the step. Divide by the run.",
                when=lambda pairs: all(0 < abs(got) < 0.5 for _, got in pairs),
            ),
            "counted from 1": Slip(
                "That is the slope of the variable before. Variables are counted from 0, as Python's lists are.",
                like=lambda f, i, at: _slope(f, i - 1, at),
            ),
            "sign": Slip(
                "The sign is turned round. Ahead minus behind, not behind minus ahead.",
                like=lambda f, i, at: -_slope(f, i, at),
            ),
            "all slopes": Slip(
                "That is a list of all slopes. Return the one of variable i.",
                when=lambda pairs: all(np.size(got) == len(args[2]) for args, got in pairs),
            ),
            "step too large": Slip(
                "Nearly: right in the first digits only. Lesson 02 says which step to take.", when=_coarse
            ),
        },
    ),
    why="It changes one entry of the list and leaves the others alone. That is freezing, for any number of variables.",
    hints=(
        "Make two copies of the list: ahead = list(at), behind = list(at).",
        "Change one entry of each: ahead[i] += h and behind[i] -= h, with h = 1e-5.",
        "The slope is (f(*ahead) - f(*behind)) / (2 * h).",
    ),
    solution_code=(
        "def partial(f, i, at, h=1e-5):\n"
        "    ahead, behind = list(at), list(at)\n"
        "    ahead[i] += h\n"
        "    behind[i] -= h\n"
        "    return (f(*ahead) - f(*behind)) / (2 * h)"
    ),
    reasoning="All entries but number i are equal in both lists, so the difference of heights comes from variable i.",
    inferior="[a + h for a in at] as the point ahead. It moves every variable, and gives the sum of all slopes.",
    right=(
        "def partial(f, i, at):\n"
        "    h = 1e-6\n"
        "    moved = [a + h * (k == i) for k, a in enumerate(at)]\n"
        "    return (f(*moved) - f(*at)) / h",
        "def partial(f, i, at):\n"
        "    points = [torch.tensor(float(a), requires_grad=True) for a in at]\n"
        "    f(*points).backward()\n"
        "    return points[i].grad.item()",
        "def partial(f, i, at):\n"
        "    h = np.zeros(len(at))\n"
        "    h[i] = 1e-5\n"
        "    return (f(*(np.array(at) + h)) - f(*(np.array(at) - h))) / 2e-5",
    ),
    wrong={
        "all moved": (
            "def partial(f, i, at):\n    ahead = [a + 1e-6 for a in at]\n    return (f(*ahead) - f(*at)) / 1e-6"
        ),
        "forgot the 2": (
            "def partial(f, i, at, h=1e-6):\n"
            "    ahead, behind = list(at), list(at)\n"
            "    ahead[i] += h\n"
            "    behind[i] -= h\n"
            "    return (f(*ahead) - f(*behind)) / h"
        ),
        "one list": (
            "def partial(f, i, at, h=1e-6):\n"
            "    at = list(at)\n"
            "    ahead = at\n"
            "    ahead[i] += h\n"
            "    return (f(*ahead) - f(*at)) / h"
        ),
        "forgot the run": (
            "def partial(f, i, at):\n    ahead = list(at)\n    ahead[i] += 1e-5\n    return f(*ahead) - f(*at)"
        ),
        "counted from 1": (
            "def partial(f, i, at):\n"
            "    ahead = list(at)\n"
            "    ahead[i - 1] += 1e-7\n"
            "    return (f(*ahead) - f(*at)) / 1e-7"
        ),
        "sign": (
            "def partial(f, i, at):\n    ahead = list(at)\n    ahead[i] += 1e-7\n    return (f(*at) - f(*ahead)) / 1e-7"
        ),
        "all slopes": (
            "def partial(f, i, at):\n"
            "    step = np.eye(len(at)) * 1e-6\n"
            "    return [(f(*(at + row)) - f(*at)) / 1e-6 for row in step]"
        ),
        "step too large": (
            "def partial(f, i, at):\n    ahead = list(at)\n    ahead[i] += 0.01\n    return (f(*ahead) - f(*at)) / 0.01"
        ),
    },
)


# 5 · a bug hunt

BUGGY = """\
1  def slopes(f, at, h=1e-6):
2      found = []
3      for i in range(len(at)):
4          ahead = [a + h for a in at]
5          behind = list(at)
6          run = h
7          found.append((f(*ahead) - f(*behind)) / run)
8      return found"""


ex04_5 = Exercise(
    name="ex04_5",
    task=(
        "Find the bug. For f = x²y + y² at (2, 1) this function should give [4, 6], and gives [10, 10]. "
        "(`[a + h for a in at]` lists a + h for every a in `at`.) "
        f"Which line is wrong?\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=LineJudge(
        4,
        {
            1: "Line 1 is sound: lesson 02 found a step near 1e-8 best for a one-sided quotient, and 1e-6 will do.",
            2: "Line 2 is sound: an empty list that collects one slope per variable.",
            3: "Line 3 is sound: i runs through all variables. But which line makes use of i?",
            5: "Line 5 is sound: the point itself, as a copy.",
            6: "Line 6 is sound if one variable takes one step h. Does it?",
            7: "Line 7 is sound: rise over run. The two points it is given are the question.",
            8: "Line 8 is sound: it returns all slopes, after the loop.",
        },
        "Both slopes come out as 10, which is 4 + 6.",
    ),
    why="Line 4 moves every variable, and i is used nowhere. Each slope is then the sum 4 + 6.",
    hints=(
        "Write down `ahead` and `behind` for at = [2, 1] and i = 0. What should stand still?",
        "A loop over i that never uses i does the same thing each time.",
    ),
    solution_code="bug = 4",
    reasoning="With `ahead = [a + h * (k == i) for k, a in enumerate(at)]` only variable i moves: [4, 6].",
    inferior="7. The quotient is right; it divides the rise of a step in which nothing was frozen.",
    right=("bug = 4.0", "bug = np.int64(4)"),
    wrong={f"line {k}": f"bug = {k}" for k in (1, 2, 3, 5, 6, 7, 8)},
)
