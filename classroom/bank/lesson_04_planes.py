"""Lesson 04, the exercises about the tangent plane: build one, tell where there is none, make a torn surface."""

import numpy as np
import sympy

from classroom.bank.lesson_04_slopes import SURFACE, x, y
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished, only_dots
from classroom.judges import Case, FunctionJudge, Slip, TableJudge, as_numbers, ask, close, points
from classroom.wording import number, show

# 3 · the tangent plane

AT = (2, 1)


def _surface(a, b):
    return a**2 * b + b**2


def _plane_cases():
    here = {x: AT[0], y: AT[1]}
    rise = sum(sympy.diff(SURFACE, one).subs(here) * (one - place) for one, place in here.items())
    exact = sympy.lambdify((x, y), SURFACE.subs(here) + rise, "numpy")
    spread = zip(points("ex04_3 x", 5, 1.2, 2.8), points("ex04_3 y", 5, 0.2, 1.8), strict=True)
    many = np.array([1.9, 2.0, 2.1]), np.array([1.0, 1.1, 0.8])
    return [Case(place, exact(*place)) for place in [(2.1, 1.2), (2.0, 1.0), *spread, many]]


PLANE = FunctionJudge(
    "plane(x, y)",
    _plane_cases,
    {
        "the surface": Slip(
            "That is the surface itself. The plane is level with it at (2, 1) and has constant slopes, 4 and 6.",
            like=_surface,
        ),
        "height forgotten": Slip(
            "Those are the changes alone. At (2, 1) the plane must have the height f(2, 1) = 5.",
            like=lambda a, b: 4 * (a - 2) + 6 * (b - 1),
        ),
        "x for the step": Slip(
            "The slopes belong to the steps x - 2 and y - 1, not to x and y. At (2, 1) both steps are 0.",
            like=lambda a, b: 5 + 4 * a + 6 * b,
        ),
        "swapped": Slip(
            "The slopes have changed places: 4 belongs to the step along x, 6 to the step along y.",
            like=lambda a, b: 5 + 6 * (a - 2) + 4 * (b - 1),
        ),
        "slopes not evaluated": Slip(
            "2xy and x² + 2y change from place to place. The plane takes their values at (2, 1).",
            like=lambda a, b: 5 + 2 * a * b * (a - 2) + (a**2 + 2 * b) * (b - 1),
        ),
        "one step only": Slip(
            "Only one variable moves there. Add both: slope times step along x, and the same along y.",
            like=lambda a, b: 5 + 4 * (a - 2) + 0 * b,
        ),
        "starts swapped": Slip(
            "The steps are counted from (2, 1): x - 2 and y - 1. In your plane their starts have changed places.",
            like=lambda a, b: 5 + 4 * (a - 1) + 6 * (b - 2),
        ),
    },
)


class PlaneJudge:
    """Judge a tangent plane by its heights; for a fault of no known kind, measure how fast it leaves the surface."""

    slips = PLANE.slips

    def __call__(self, answer):
        finding = PLANE(answer)
        if finding is None or finding.slip or not callable(answer):
            return finding
        far, near = (self._miss(answer, step) for step in (0.1, 0.01))
        if far is None or near is None:
            return finding
        return Finding(
            f"{finding.words}\nFrom (2, 1), a step of 0.1 along both axes: you miss by {number(far)}. "
            f"A step of 0.01: by {number(near)}. The tangent plane's miss falls about a hundredfold."
        )

    @staticmethod
    def _miss(answer, step):
        place = AT[0] + step, AT[1] + step
        height = as_numbers(ask(answer, place, f"plane{place}"))
        return None if height is None or height.shape != () else abs(float(height) - _surface(*place))


ex04_3 = Exercise(
    name="ex04_3",
    task=(
        "Write `plane(x, y)`, the height of the tangent plane of f(x, y) = x²y + y² at (2, 1). "
        "It must also work for arrays x and y."
    ),
    answer="plane",
    stub="def plane(x, y):\n    return ...",
    judge=PlaneJudge(),
    why="At (2.1, 1.2) it gives 6.6, and the surface has 6.732. Nearer to (2, 1) the miss falls faster than the step.",
    hints=(
        "Start from the height 5. Each variable adds its slope times its step.",
        "The steps are x - 2 and y - 1. The slopes at (2, 1) are 4 and 6.",
    ),
    solution_code="def plane(x, y):\n    return 5 + 4 * (x - 2) + 6 * (y - 1)",
    reasoning="At (2, 1) both steps are 0 and the height 5 is left. Along each axis the plane has the slice's slope.",
    inferior="5 + 4 * x + 6 * y. It has the right slopes, but at (2, 1) it stands at height 19.",
    right=(
        "plane = lambda x, y: 4 * x + 6 * y - 9",
        "def plane(x, y):\n    f, fx, fy = 5, 2 * 2 * 1, 2**2 + 2 * 1\n    return f + fx * (x - 2) + fy * (y - 1)",
    ),
    wrong={
        "the surface": "plane = lambda x, y: x**2 * y + y**2",
        "height forgotten": "plane = lambda x, y: 4 * (x - 2) + 6 * (y - 1)",
        "x for the step": "def plane(x, y):\n    return 5 + 4 * x + 6 * y",
        "swapped": "def plane(x, y):\n    return 5 + 6 * (x - 2) + 4 * (y - 1)",
        "slopes not evaluated": "plane = lambda x, y: 5 + 2 * x * y * (x - 2) + (x**2 + 2 * y) * (y - 1)",
        "one step only": "plane = lambda x, y: 5 + 4 * (x - 2) + 0 * y",
        "starts swapped": "plane = lambda x, y: 5 + 4 * (x - 1) + 6 * (y - 2)",
    },
)


# 4 · what happens at (0, 0)

FIVE = {
    "xy/(x² + y²)": "torn",
    "√|xy|": "creased",
    "|x| + y": "missing",
    "x² + y": "plane",
    "x·|y|": "plane",
}
CODES = ("plane", "creased", "torn", "missing")
FIVE_CODE = "at_origin = {\n" + "".join(f'    "{name}": "{code}",\n' for name, code in FIVE.items()) + "}"


def _code(value):
    """Read one of the four words; None for anything else."""
    word = value.strip().lower() if isinstance(value, str) else None
    return word if word in CODES else None


def _with(name, other):
    """Write the solution with one entry answered in another way."""
    return FIVE_CODE.replace(f'"{name}": "{FIVE[name]}"', f'"{name}": "{other}"')


ex04_4 = Exercise(
    name="ex04_4",
    task=(
        "What does each function do at (0, 0)? The first has the value 0 there. "
        "Try miss / way, as in §5, on the line x = y too. Answer with one word each. "
        '`"missing"`: a partial derivative does not exist. `"torn"`: both exist, but f is not continuous. '
        '`"creased"`: both exist and f is continuous, but there is no tangent plane. `"plane"`: there is one.'
    ),
    answer="at_origin",
    stub="at_origin = {\n" + "".join(f'    "{name}": ...,\n' for name in FIVE) + "}",
    judge=TableJudge(
        "at_origin",
        FIVE,
        _code,
        {
            "so differentiable": (
                lambda name, value: name == "xy/(x² + y²)" and value == "plane",
                "both partial derivatives are 0, and that is not enough. On x = y every value is 1/2.",
            ),
            "so continuous": (
                lambda name, value: name == "xy/(x² + y²)" and value == "creased",
                "on x = y every value is 1/2, however close to (0, 0). So it is not even continuous.",
            ),
            "axes only": (
                lambda name, value: name == "√|xy|" and value == "plane",
                "both slopes are 0, so the plane could only be z = 0. But on x = y the value is |x|: a corner.",
            ),
            "torn by the root": (
                lambda name, value: name == "√|xy|",
                "on both axes it is 0, so both slopes exist. And close to (0, 0) its values are close to 0.",
            ),
            "a corner has a slope": (
                lambda name, value: name == "|x| + y",
                "freeze y = 0 and |x| is left. At 0 it has slope -1 from the left and +1 from the right.",
            ),
            "bars forbid a plane": (
                lambda name, value: name == "x·|y|",
                "on the axes it is 0, and elsewhere at most r²/2 at distance r. The plane z = 0 fits.",
            ),
            "a missing square": (
                lambda name, value: name == "x² + y",
                "both slices are smooth, and the plane z = y misses by x² only.",
            ),
        },
    ),
    why="The two slopes only name the candidate plane. Whether it fits is decided between the axes.",
    hints=(
        "First freeze: f(t, 0) and f(0, t). A corner at 0 means that a partial derivative is missing.",
        "Then leave the axes: what is f(t, t)? Compare it with the plane that the two slopes suggest.",
        "√|t·t| is |t|, and t·|t| is at most t² in size.",
    ),
    solution_code=FIVE_CODE,
    reasoning=(
        "On (t, t) the five are 1/2, |t|, |t| + t, t² + t and t·|t|. The candidate planes are 0, 0, none, y and 0. "
        "They miss by 1/2, |t|, nothing to compare, t² and t²."
    ),
    inferior='"plane" for xy/(x² + y²), because both partial derivatives are 0. They see the axes and nothing else.',
    right=(
        "at_origin = {'xy/(x² + y²)': 'Torn', '√|xy|': 'creased ', '|x| + y': 'missing',\n"
        "             'x² + y': 'PLANE', 'x·|y|': 'plane'}",
    ),
    wrong={
        "so differentiable": _with("xy/(x² + y²)", "plane"),
        "so continuous": _with("xy/(x² + y²)", "creased"),
        "axes only": _with("√|xy|", "plane"),
        "torn by the root": _with("√|xy|", "torn"),
        "a corner has a slope": _with("|x| + y", "creased"),
        "bars forbid a plane": _with("x·|y|", "missing"),
        "a missing square": _with("x² + y", "creased"),
    },
)


# 6 · a torn surface with given slopes


def _height(f, a, b):
    value = as_numbers(ask(f, (float(a), float(b)), f"f({number(a)}, {number(b)})"))
    return float(value) if value is not None and value.shape == () else None


def _at_origin(f):
    """Return f(0, 0), or a Finding if there is no finite number."""
    try:
        here = _height(f, 0, 0)
    except AnswerRaised as raised:
        if not isinstance(raised.error, ZeroDivisionError):
            raise
        here = np.nan
    if here is None:
        return Finding("f(0, 0) is not a number. Return one number for each pair (x, y).")
    if not np.isfinite(here):
        return Finding(
            "f(0, 0) has no value: the quotient is 0/0 there. Say separately what f is at (0, 0).", "no value"
        )
    return here


def _ways(r):
    """Return points close to (0, 0): on straight lines, and on parabolas of both kinds."""
    turn = np.radians(np.arange(0, 360, 7.5))
    straight = list(zip(r * np.cos(turn), r * np.sin(turn), strict=True))
    bent = [(s * r, k * p) for s in (-1, 1) for k in (-1, 1) for p in (r, r**2)]  # x = y exactly, too
    return [*straight, *bent, *((q, p) for p, q in bent)]


def _judge_torn(answer):
    """Measure the slopes along the axes, then look for values that do not come close to f(0, 0)."""
    if isinstance(answer, type) or not callable(answer):
        return Finding(f"`torn` is {show(answer)}. Write a function: def torn(x, y):")
    if only_dots(answer):
        raise Unfinished("The body of `torn` is still `...`.")
    here = _at_origin(answer)
    if isinstance(here, Finding):
        return here
    heights = [[_height(answer, *place) for place in ((h, 0), (0, h))] for h in (1e-3, -1e-3, 1e-6, -1e-6)]
    if any(z is None for row in heights for z in row):
        return Finding("Near (0, 0) `torn` does not give numbers. Return one number for each pair (x, y).")
    steps = np.array([[1e-3], [-1e-3], [1e-6], [-1e-6]])
    slopes = (np.array(heights) - here) / steps
    if not all(close(row, [2, 3], rtol=0.01) for row in slopes[2:]):
        return _wrong_slopes(slopes)
    far = max(_gap(answer, place, here) for place in _ways(1e-7))
    if far < 1e-3:
        return Finding(
            "The slopes are 2 and 3, but the surface is whole: close to (0, 0) all values come close to f(0, 0). "
            "Add something that is 0 on both axes and not close to 0 between them.",
            "whole",
        )
    return None


def _gap(f, place, here):
    value = _height(f, *place)
    return abs(value - here) if value is not None and not np.isnan(value) else 0.0


def _wrong_slopes(slopes):
    right, left = slopes[2], slopes[3]
    if not np.isfinite(slopes).all() or np.abs(right - left).max() > 0.01 * (1 + np.abs(right).max()):
        return Finding("Along an axis there is no single slope: the quotients of the two sides differ.", "no slope")
    found = f"Along x the slope is {number(round(right[0], 4))}, along y {number(round(right[1], 4))}."
    if close(right, [3, 2], rtol=0.01):
        return Finding(f"{found} They have changed places.", "swapped")
    if np.abs(right).max() < 0.01:
        return Finding(f"{found} Both must change: add a plane through (0, 0) with slopes 2 and 3.", "level")
    return Finding(f"{found} Wanted are 2 and 3.", "slopes")


ex04_6 = Exercise(
    name="ex04_6",
    task=(
        '"If both partial derivatives exist at a point, the function is continuous there." Disprove it with a '
        "function of your own. Write `torn(x, y)` with slope 2 along x and slope 3 along y at (0, 0), and not "
        "continuous there. It gets two plain numbers at a time, also (0, 0)."
    ),
    answer="torn",
    stub="def torn(x, y):\n    return ...",
    judge=_judge_torn,
    why="Your surface has both slopes and is torn at (0, 0). One such function disproves the claim.",
    hints=(
        "Two parts: a plane with slopes 2 and 3, and a torn function that is 0 on both axes.",
        "g of this section is 0 on both axes. What are the slopes of 2x + 3y + g(x, y)?",
        "g needs its own line for (0, 0), where the quotient is 0/0: if x == 0 and y == 0: return 0.",
    ),
    solution_code=(
        "def torn(x, y):\n"
        "    if x == 0 and y == 0:\n"
        "        return 0.0\n"
        "    return 2 * x + 3 * y + x * y / (x**2 + y**2)"
    ),
    reasoning="On the axes g is 0, so the plane's slopes 2 and 3 remain. On x = y the values approach 1/2, not 0.",
    inferior="xy/(x² + y²) alone. It is torn, but both slopes are 0.",
    right=(
        "torn = lambda x, y: 2 * x + 3 * y + (1 if x * y != 0 else 0)",
        "def torn(x, y):\n"
        "    if x == 0:\n"
        "        return 7 + 3 * y\n"
        "    return 7 + 2 * x + 3 * y + x**2 * y / (x**4 + y**2)",
    ),
    wrong={
        "level": "def torn(x, y):\n    return 0.0 if x == 0 and y == 0 else x * y / (x**2 + y**2)",
        "whole": "torn = lambda x, y: 2 * x + 3 * y",
        "no value": "def torn(x, y):\n    return 2 * x + 3 * y + x * y / (x**2 + y**2)",
        "swapped": "torn = lambda x, y: 3 * x + 2 * y + (x != 0 and y != 0)",
        "no slope": "torn = lambda x, y: 1.0 if x > 0 else 0.0",
        "slopes": "torn = lambda x, y: x + y + (x != 0 and y != 0)",
    },
)
