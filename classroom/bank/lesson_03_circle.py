"""Lesson 03, the exercises about all directions: level walks, curves D(θ), and level ground that is no top."""

import numpy as np

import autograd_lite as torch
from classroom.derivatives import derivative
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished
from classroom.judges import TableJudge, as_letter, as_numbers, ask
from classroom.wording import number, show

# 2 · the two level directions

LEVEL = np.degrees(np.arctan2(1, -4)) % 360  # at B = (1, 1), D(θ) = −cos θ − 4 sin θ: tan θ = −1/4
AT_A = np.degrees(np.arctan2(1, -2)) % 360
NEAR = 0.1  # degrees


def _same_angles(angles, wanted):
    """Tell whether two lists hold the same directions, in any order and with any full turns."""
    apart = np.abs((np.asarray(angles)[:, None] - np.asarray(wanted)[None] + 180) % 360 - 180)
    return bool((apart.min(axis=0) < NEAR).all() and (apart.min(axis=1) < NEAR).all())


LEVEL_SLIPS = {
    "the other point": (
        [AT_A, AT_A + 180],
        "Those are the level walks at A = (2, 1). At B = (1, 1) the ground is tilted another way.",
    ),
    "steepest": (
        [LEVEL - 90, LEVEL + 90],
        "There D is largest and smallest. Level walks lie a quarter turn away.",
    ),
    "tangent of the wrong sign": (
        [180 - LEVEL, 360 - LEVEL],
        "-cos θ = 4 sin θ, so tan θ = -1/4. You solved tan θ = +1/4.",
    ),
    "tangent upside down": (
        [np.degrees(np.arctan2(4, -1)), np.degrees(np.arctan2(-4, 1))],
        "-cos θ = 4 sin θ gives tan θ = sin θ / cos θ = -1/4, not -4.",
    ),
}


def _judge_level(answer):
    if isinstance(answer, list | tuple) and any(item is ... for item in answer):
        raise Unfinished("`level` still holds a `...`.")
    angles = as_numbers(list(answer) if isinstance(answer, set) else answer)
    if angles is None or angles.shape not in ((), (1,), (2,)) or not np.isfinite(angles).all():
        return Finding(f"`level` is {show(answer)}. Write two angles in degrees, in a list.")
    angles = np.atleast_1d(angles)
    wanted = [LEVEL, LEVEL + 180]
    if len(angles) == 1 or _same_angles(angles[:1], angles[1:]):
        return Finding("That is one direction. If a walk is level, so is its opposite: add 180°.", "one only")
    if _same_angles(angles, wanted):
        return None
    if _same_angles(np.degrees(angles), wanted):
        return Finding("These are right in radians. Give degrees: multiply by 180/π.", "radians")
    for slip, (like, say) in LEVEL_SLIPS.items():
        if _same_angles(angles, like):
            return Finding(say, slip)
    off = next(a for a in angles if not _same_angles([a], [LEVEL]) and not _same_angles([a], [LEVEL + 180]))
    slope = -np.cos(np.radians(off)) - 4 * np.sin(np.radians(off))
    return Finding(f"Towards {number(off)}° the slope at B is {number(slope)}, not 0.")


ex03_2 = Exercise(
    name="ex03_2",
    task=(
        "Move to B = (1, 1), on the same hill. In which two directions is the walk level there? "
        "Give both angles θ in degrees, to one decimal. Work on paper as for A, or search with `D(theta, at=(1, 1))`."
    ),
    answer="level",
    stub="level = [..., ...]",
    judge=_judge_level,
    why="Every point has its own wave. At B it is -cos θ - 4 sin θ, and tan θ = -1/4 twice a turn.",
    hints=(
        "Put x = 1 + t cos θ and y = 1 + t sin θ into the hill. Which number stands in front of t?",
        "D(θ) = -cos θ - 4 sin θ at B. Set it to 0 and divide by cos θ.",
        "tan θ = -1/4, and tan repeats after 180°. np.degrees(np.arctan(-0.25)) is one answer.",
    ),
    solution_code="import numpy as np\n\nfirst = np.degrees(np.arctan(-0.25))\nlevel = [first + 180, first + 360]",
    reasoning="D(θ) = 0 means tan θ = -1/4. That is θ = -14.04°, or 346.0°, and half a turn from it 166.0°.",
    inferior="[166.0] alone. The other level walk is its opposite, and one tangent line carries both.",
    right=("level = [166.0, 346.0]", "level = (345.96, 165.96)", "level = np.array([-14.04, 165.96])"),
    wrong={
        "the other point": "level = [153.4, 333.4]",
        "steepest": "level = [75.96, 255.96]",
        "tangent of the wrong sign": "level = [14.04, 194.04]",
        "tangent upside down": "level = list(np.degrees(np.arctan(-4.0)) + np.array([180, 360]))",
        "one only": "level = [165.96]",
        "radians": "level = [2.8966, 6.0382]",
    },
)


# 4 · maps and curves

PAIRS = {"1": "b", "2": "d", "3": "c", "4": "a"}


def _pairs(changes):
    """Write the code of an answer that differs from the right one."""
    return f"pairs = { ({**PAIRS, **changes})!r}"


ex03_4 = Exercise(
    name="ex03_4",
    task=(
        "Four maps, numbered 1 to 4, and four curves D(θ), lettered a to d, at the same point A = (1, 0). "
        "Which curve belongs to which map? θ = 0° points to the right, 90° up."
    ),
    answer="pairs",
    stub='pairs = {"1": ..., "2": ..., "3": ..., "4": ...}  # letters a to d',
    judge=TableJudge(
        "pairs",
        PAIRS,
        as_letter,
        {
            "up for down": (
                lambda map_, curve: (map_, curve) in {("1", "a"), ("4", "b")},
                "the lines fit, the heights do not. Read the numbers: does the ground rise or fall to the right?",
            ),
            "height for slope": (
                lambda map_, curve: map_ == "2" and curve in "ab",
                "this is the highest point of all four. But high is not steep: on a top every walk starts level.",
            ),
            "level for steep": (
                lambda map_, curve: map_ == "3" and curve in "ab",
                "to the right you walk along a level line, so D(0°) is 0. The ground rises upwards on the map.",
            ),
            "level one way": (
                lambda map_, curve: map_ == "3" and curve == "d",
                "level to the right is not level every way. Walking up on the map crosses lines.",
            ),
            "crossing lines": (
                lambda map_, curve: map_ in "14" and curve in "cd",
                "walking to the right crosses level lines, so D(0°) is not 0.",
            ),
            "summit": (
                lambda map_, curve: map_ == "2" and curve == "c",
                "around a top the ground falls to all sides. No walk starts upwards.",
            ),
        },
    ),
    why="Level lines give the zeros, their numbers the sign, and the denser they lie, the higher the wave.",
    hints=(
        "Start with θ = 0°: does the walk to the right go up, down, or along a level line?",
        "Where the lines lie closer together, the wave is higher. On a top it vanishes.",
        "The surfaces are 1: x² + y², 2: 6 - (x - 1)² - y², 3: xy, 4: 4 - x² - y². `D(theta, f, (1, 0))` decides.",
    ),
    solution_code=f"pairs = {PAIRS!r}",
    reasoning=(
        "To the right, map 1 rises, map 4 falls, and map 3 stays level. Map 2 shows a top. "
        "By formula: 2cos θ, -2cos θ, sin θ and 0."
    ),
    inferior='{"1": "a", "4": "b"}: the same lines, the heights overlooked. Lines alone do not tell up from down.',
    right=('pairs = {"1": "B", "2": "D", "3": "C", "4": "A"}', 'pairs = dict(zip("1234", "bdca"))'),
    wrong={
        "up for down": _pairs({"1": "a", "4": "b"}),
        "height for slope": _pairs({"2": "b"}),
        "level for steep": _pairs({"3": "b"}),
        "level one way": _pairs({"3": "d", "2": "d"}),
        "crossing lines": _pairs({"1": "c"}),
        "summit": _pairs({"2": "c"}),
    },
)


# 6 · a counter-example

RADII = (0.1, 0.03, 0.01)
AROUND = np.radians(np.arange(0.125, 360, 0.25))  # dense: higher ground may be a narrow strip


def _judge_level_ground(answer):
    """Look for a point with slope 0 in every direction, and higher and lower ground close to it."""
    if not isinstance(answer, tuple | list) or len(answer) != 2 or not callable(answer[0]):
        return Finding(f"`counter` is {show(answer)}. Give a pair: a function and a point, such as (f, (0, 0)).")
    f, at = answer
    if as_numbers(at) is None or as_numbers(at).shape != (2,):
        return Finding(f"The point is {show(at)}; it must be a pair of numbers.")
    at = [float(a) for a in as_numbers(at)]
    here, rings = _heights(f, at)
    if all(np.allclose(ring, here, rtol=0, atol=1e-14) for ring in rings):
        return Finding("This f is constant near the point: every value is a top and a bottom at once.", "constant")
    worst, slope = _steepest(f, at)
    if not abs(slope) < 1e-3:
        return Finding(f"Towards {number(worst)}° the slope is {number(slope)}. It must be 0 every way.", "a slope")
    shares = [np.abs(ring - here).max() / radius for ring, radius in zip(rings, RADII, strict=True)]
    if shares[-1] > 0.5 * shares[0]:
        return Finding(
            "The program says 0, but the difference quotients do not shrink to 0: there is a corner or a cone tip.",
            "a corner",
        )
    moved = [ring for ring in rings if np.abs(ring - here).max() > 1e-12 * max(1, abs(here))]
    ring = (moved or rings)[-1]  # the closest circle decides: farther out f may turn again
    if (ring >= here).all() or (ring <= here).all():
        word = "bottom" if (ring >= here).all() else "top"
        return Finding(f"The ground is level, and the point is a {word}: it confirms the claim.", "extremum")
    return None


def _height(f, px, py):
    return float(as_numbers(ask(f, (torch.tensor(float(px)), torch.tensor(float(py))), "f")))


def _heights(f, at):
    """Return f at the point, and on three circles around it."""
    with torch.no_grad():  # tensors, so that torch.sin may occur in f
        rings = [np.array([_height(f, at[0] + r * np.cos(a), at[1] + r * np.sin(a)) for a in AROUND]) for r in RADII]
        return _height(f, *at), rings


def _steepest(f, at):
    """Return the angle with the largest slope among those tried, and that slope."""
    slopes = {}
    for angle in range(0, 180, 15):
        ux, uy = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        try:
            slopes[angle] = derivative(lambda t, ux=ux, uy=uy: f(at[0] + t * ux, at[1] + t * uy), 0)
        except Exception as error:
            raise AnswerRaised(f"f along {angle}°, on a recorded tensor,", error) from error
    worst = max(slopes, key=lambda angle: np.nan_to_num(abs(slopes[angle]), nan=np.inf))
    return worst, slopes[worst]


ex03_6 = Exercise(
    name="ex03_6",
    task=(
        '"If the slope at A is 0 in every direction, A is a top or a bottom." Disprove it. '
        "Give a pair: a function f(x, y) and a point A, level every way, with higher and lower ground close by."
    ),
    answer="counter",
    stub="counter = ...  # a pair: (f, A)",
    judge=_judge_level_ground,
    why="Level every way is necessary for a smooth top or bottom inside the map. It is not sufficient.",
    hints=(
        "A mountain pass: up to the left and right, down to the front and back.",
        "Which sign gives x² a smile along x, and y² a frown along y?",
    ),
    solution_code="counter = (lambda x, y: x**2 - y**2, (0, 0))",
    reasoning="Every slice of x² - y² through (0, 0) is c·t², so D = 0. Along x it rises, along y it falls.",
    inferior="(lambda x, y: x**2 + y**2, (0, 0)). Level every way, and a bottom: an example for the claim.",
    right=(
        "counter = (lambda x, y: x * y, (0, 0))",
        "counter = [lambda x, y: (x - 1)**3, (1.0, 2.0)]",
        "counter = (lambda x, y: torch.sin(x) * torch.sin(y), (0, 0))",
        "counter = (lambda x, y: (y - x**2) * (y - 3 * x**2), (0, 0))",
        "def f(x, y):\n    return x**3 - 3 * x * y**2 + 7\n\ncounter = (f, np.array([0, 0]))",
    ),
    wrong={
        "extremum": "counter = (lambda x, y: 5 - x**2 / 2 - 2 * y**2, (0, 0))",
        "a slope": "counter = (lambda x, y: x**2 - y, (0, 0))",
        "constant": "counter = (lambda x, y: 0 * x + 3, (0, 0))",
        "a corner": "counter = (lambda x, y: abs(x) - abs(y), (0, 0))",
    },
)
