"""Lesson 05, the exercises about fields, the tip of a cone, and slopes that no gradient gives."""

import numpy as np

from classroom.exercises import AnswerRaised, Exercise, Finding
from classroom.judges import TableJudge, as_letter, as_numbers
from classroom.wording import number, show

# 3 · maps and fields

PAIRS = {"1": "d", "2": "a", "3": "b", "4": "c"}


def _pairs(changes):
    """Write the code of an answer that differs from the right one."""
    return f"pairs = { ({**PAIRS, **changes})!r}"


ex05_3 = Exercise(
    name="ex05_3",
    task=(
        "Four maps with heights, numbered 1 to 4, and four gradient fields, lettered a to d. "
        "Which field belongs to which map?"
    ),
    answer="pairs",
    stub='pairs = {"1": ..., "2": ..., "3": ..., "4": ...}  # letters a to d',
    judge=TableJudge(
        "pairs",
        PAIRS,
        as_letter,
        {
            "downhill": (
                lambda map_, field: (map_, field) in {("1", "b"), ("3", "d")},
                "the right angles fit, but these arrows run downhill. Read the heights: ∇f points to larger numbers.",
            ),
            "along the lines": (
                lambda map_, field: (map_, field) in {("2", "c"), ("4", "a")},
                "these arrows run along the level lines. A gradient stands at a right angle on them.",
            ),
            "pass for a top": (
                lambda map_, field: map_ in "13" and field in "ac",
                "round the rings, all heights change alike: all arrows go in, or all go out. Not two by two.",
            ),
            "top for a pass": (
                lambda map_, field: map_ in "24" and field in "bd",
                "on this map the heights grow on two sides and fall on the other two. So must the arrows.",
            ),
        },
    ),
    why="Right angle to the lines, and towards the larger number: that fixes every arrow's direction.",
    hints=(
        "Pick one point on a level line, and draw the right angle towards the larger number.",
        "On map 2, go right from the middle: the axis is a level line, so the arrows there point up or down.",
        "The surfaces are 1: 4 - (x² + y²)/2, 2: xy, 3: (x² + y²)/2, 4: (x² - y²)/2.",
    ),
    solution_code=f"pairs = {PAIRS!r}",
    reasoning="By formula: 1 has ∇f = (-x, -y), 2 has (y, x), 3 has (x, y), 4 has (x, -y).",
    inferior='{"1": "b", "3": "d"}: right angles checked, heights overlooked. Lines alone do not tell up from down.',
    right=('pairs = {"1": "D", "2": "A", "3": "B", "4": "C"}', 'pairs = dict(zip("1234", "dabc"))'),
    wrong={
        "downhill": _pairs({"1": "b", "3": "d"}),
        "along the lines": _pairs({"2": "c", "4": "a"}),
        "pass for a top": _pairs({"1": "a"}),
        "top for a pass": _pairs({"2": "b"}),
    },
)


# 4 · the cone

CONE = {"at (3, 4)": (0.6, 0.8), "at (0.03, 0.04)": (0.6, 0.8), "at (0, 0)": "none"}


def _arrow(value):
    """Read a pair of numbers, one number, or the word none."""
    if isinstance(value, str):
        return value.strip().lower() if value.strip().lower() == "none" else None
    numbers = as_numbers(value)
    if numbers is None or numbers.size > 2 or np.isinf(numbers).any():
        return None
    if np.isnan(numbers).any():
        return "nan"
    return tuple(round(float(n), 4) + 0.0 for n in np.ravel(numbers))


def _cone(changes):
    return f"apex = { ({**CONE, **changes})!r}"


ex05_4 = Exercise(
    name="ex05_4",
    task=(
        "The cone r(x, y) = √(x² + y²) gives the distance of (x, y) from (0, 0). What is ∇r at these three points? "
        "Think of distances, or use `gradient(cone, at)` where it answers with numbers. "
        'Write a pair of numbers, or `"none"` where there is no gradient.'
    ),
    answer="apex",
    stub='apex = {"at (3, 4)": ..., "at (0.03, 0.04)": ..., "at (0, 0)": ...}',
    judge=TableJudge(
        "apex",
        CONE,
        _arrow,
        {
            "nan": (
                lambda place, value: value == "nan",
                "nan is the answer of a program that found no number. Is there a gradient at this point?",
            ),
            "zero at the tip": (
                lambda place, value: place == "at (0, 0)" and value in {(0.0,), (0.0, 0.0)},
                "along x the slope is -1 from the left and +1 from the right. There is no limit, so no gradient. "
                "0 is what some programs answer by convention.",
            ),
            "a gradient at the tip": (
                lambda place, value: place == "at (0, 0)",
                "the tip has slopes -1 and +1 along one axis. One number cannot be both.",
            ),
            "a missing gradient": (
                lambda place, value: value == "none",
                "beside its tip the cone is smooth. Freeze one variable: √(x² + 16) has the slope x/√(x² + 16).",
            ),
            "a number": (
                lambda place, value: len(value) == 1,
                "a gradient has two parts here. One number may be its length.",
            ),
            "smaller near the tip": (
                lambda place, value: place == "at (0.03, 0.04)" and value != (0.6, 0.8) and np.hypot(*value) < 0.1,
                "the cone is as steep near its tip as far out. Divide (0.03, 0.04) by its length 0.05.",
            ),
            "not divided": (
                lambda place, value: value == (3.0, 4.0),
                "that is the point itself, of length 5. The distance grows by 1 per unit outward: divide by 5.",
            ),
            "distance squared": (
                lambda place, value: value in {(6.0, 8.0), (0.06, 0.08)},
                "that is the gradient of x² + y². The root of it changes more slowly: here by (0.6, 0.8).",
            ),
        },
    ),
    why="∇r = (x, y)/r: outward, of length 1 everywhere, and undefined where r = 0.",
    hints=(
        "Walk straight outward. By how much does the distance grow per unit of way? In which direction?",
        "An arrow outward of length 1 is (x, y)/√(x² + y²). What is that at (0, 0)?",
    ),
    solution_code='apex = {"at (3, 4)": (0.6, 0.8), "at (0.03, 0.04)": (0.6, 0.8), "at (0, 0)": "none"}',
    reasoning="∂r/∂x = x/r and ∂r/∂y = y/r. At (0, 0) the two one-sided slopes along each axis are -1 and +1.",
    inferior='"at (0, 0)": 0, because the tip is lowest. It is, but a slope of 0 needs a level tangent.',
    right=(
        'apex = {"at (3, 4)": [0.6, 0.8], "at (0.03, 0.04)": np.array([3, 4]) / 5, "at (0, 0)": "None"}',
        'apex = {"at (3, 4)": (3 / 5, 4 / 5), "at (0.03, 0.04)": (0.6, 0.8), "at (0, 0)": "none"}',
    ),
    wrong={
        "nan": "from math import nan\n" + _cone({"at (0, 0)": (float("nan"), float("nan"))}),
        "zero at the tip": _cone({"at (0, 0)": (0, 0)}),
        "a gradient at the tip": _cone({"at (0, 0)": (1, 1)}),
        "a missing gradient": _cone({"at (3, 4)": "none"}),
        "a number": _cone({"at (3, 4)": 1}),
        "smaller near the tip": _cone({"at (0.03, 0.04)": (0.006, 0.008)}),
        "not divided": _cone({"at (3, 4)": (3, 4)}),
        "distance squared": _cone({"at (3, 4)": (6, 8)}),
    },
)


# 5 · a counter-example of your own

AROUND = np.arange(0.0, 360.0, 15.0)
STEPS = (1e-4, 1e-6)
SAME = 1e-3


def _judge_counter(answer):
    """Look for a slope in every direction at (0, 0), and one of them that is not ∇f·u."""
    if not isinstance(answer, tuple | list) or len(answer) != 2 or not callable(answer[0]):
        return Finding(f"`counter` is {show(answer)}. Give a pair: a function f(x, y), and an angle in degrees.")
    f, theta = answer
    angle = as_numbers(theta)
    if angle is None or angle.shape != () or not np.isfinite(angle):
        return Finding(f"The angle is {show(theta)}; it must be one number, in degrees.")
    broken = next((a for a in [*AROUND, float(angle)] if _slope(f, a) is None), None)
    if broken is not None:
        return Finding(f"Towards {number(broken)}° the two sides give no common slope at (0, 0).", "no slope")
    slope = {a: _slope(f, a) for a in [*AROUND, float(angle)]}
    if all(abs(slope[a] - _of_the_page(a)) < SAME for a in AROUND):
        return Finding("That is the function of this section. Find another: change its top.", "the same function")
    miss = {a: abs(slope[a] - _planned(slope[0.0], slope[90.0], a)) for a in slope}
    if max(miss.values()) < SAME:
        return Finding("Here D = ∇f·u in every direction: the slopes all fit one plane.", "a plane")
    if miss[float(angle)] < SAME:
        kind = "an axis" if float(angle) % 90 == 0 else "another angle"
        worst = max(miss, key=miss.get)
        say = "∇f is made of the slopes along the axes, so there it cannot fail." if kind == "an axis" else "It holds."
        return Finding(f"A good function, at an angle where D = ∇f·u. {say} Try {number(worst)}°.", kind)
    return None


def _slope(f, theta):
    """Return the slope of f at (0, 0) towards theta if both sides settle on one number, else None."""
    ux, uy = np.round([np.cos(np.radians(theta)), np.sin(np.radians(theta))], 15)
    quotients = []
    for t in (STEPS[0], -STEPS[0], STEPS[1], -STEPS[1]):
        try:
            quotients.append(float(as_numbers(f(float(t * ux), float(t * uy)))) / t)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise AnswerRaised(f"f near (0, 0), towards {number(theta)}°,", error) from error
    quotients = np.array(quotients)
    if not np.isfinite(quotients).all() or np.ptp(quotients) > SAME * max(1.0, np.abs(quotients).max()):
        return None
    return float(quotients[-2])


def _planned(fx, fy, theta):
    return fx * np.cos(np.radians(theta)) + fy * np.sin(np.radians(theta))


def _of_the_page(theta):
    return np.cos(np.radians(theta)) ** 2 * np.sin(np.radians(theta))


ex05_5 = Exercise(
    name="ex05_5",
    task=(
        '"If f has a slope in every direction at (0, 0), each of them is ∇f·u." Disprove it with your own function; '
        "q does not count. Give a pair: f(x, y), and an angle θ in degrees where the two differ. "
        "f gets two plain numbers, never (0, 0); its value there counts as 0. "
        "The two must differ by 0.001 or more."
    ),
    answer="counter",
    stub="counter = ...  # a pair: (f, theta)",
    judge=_judge_counter,
    why="Every slope exists, and one of them is not what the two axes would promise. So no plane touches f there.",
    hints=(
        "A fraction with x² + y² below, and a sum of third powers above, is a straight line in every direction.",
        "Try y³/(x² + y²). What are its slopes at 0°, at 90° and at 45°?",
    ),
    solution_code="counter = (lambda x, y: y**3 / (x**2 + y**2), 45)",
    reasoning="D(θ) = sin³θ, so ∇f = (0, 1) and ∇f·u = sin θ. At 45° that is 0.3536 against 0.7071.",
    inferior="(lambda x, y: x * y, 45). All its slopes at (0, 0) are 0, and so is ∇f·u: an example for the claim.",
    right=(
        "counter = (lambda x, y: x**3 / (x**2 + y**2), 60.0)",
        "counter = [lambda x, y: x * y**2 / (x**2 + y**4), np.int64(45)]",
        "def f(x, y):\n    return 2 * x + (x**2 * y - y**3) / (x**2 + y**2)\n\ncounter = (f, 30)",
    ),
    wrong={
        "a plane": "counter = (lambda x, y: x * y, 45)",
        "no slope": "counter = (lambda x, y: np.hypot(x, y), 45)",
        "an axis": "counter = (lambda x, y: y**3 / (x**2 + y**2), 90)",
        "another angle": "counter = (lambda x, y: x * y * (x - y) / (x**2 + y**2), 45)",
        "the same function": "counter = (lambda x, y: x**2 * y / (x**2 + y**2), 45)",
    },
)
