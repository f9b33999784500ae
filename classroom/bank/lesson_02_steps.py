"""Lesson 02, the exercises about steps: a central difference, the best h, a function that defeats one h."""

import numpy as np
import sympy

import autograd_lite as torch
from classroom.derivatives import derivative
from classroom.exercises import AnswerRaised, Exercise, Finding, Unfinished
from classroom.judges import Case, FunctionJudge, Named, Slip, as_numbers, ask, points
from classroom.wording import number, show

x = sympy.Symbol("x", real=True)


# 1 · the central difference

CURVES = {"x²": x**2, "x³ - 2x": x**3 - 2 * x, "sin x": sympy.sin(x), "1/x": 1 / x}
FALLING = (0.1, 0.03, 0.01, 0.003, 0.001)  # steps over which the order is measured


def _central_cases():
    starts, steps = points("ex02_1 a", 6, 0.8, 3.0), points("ex02_1 h", 6, 0.1, 0.5)
    cases = []
    for i, (a, h) in enumerate(zip(starts, steps, strict=True)):
        text, curve = list(CURVES.items())[i % len(CURVES)]
        cases.append(Case((Named(text, sympy.lambdify(x, curve, "numpy")), a, h), _chord(curve, a, h)))
    many = np.array([1.0, 2.0, 3.0])
    cubic = Named("x³ - 2x", sympy.lambdify(x, CURVES["x³ - 2x"], "numpy"))
    cases.append(Case((cubic, many, 0.5), np.array([_chord(CURVES["x³ - 2x"], a, 0.5) for a in many])))
    exp = Named("exp x", np.exp)
    return [*cases, *(Case((exp, 1.0, h), _chord(sympy.exp(x), 1.0, h)) for h in FALLING)]


def _chord(curve, a, h):
    """Give the exact slope from a − h to a + h."""
    a, h = sympy.Rational(float(a)), sympy.Rational(float(h))
    return float(sympy.N((curve.subs(x, a + h) - curve.subs(x, a - h)) / (2 * h), 30))


def measured_order(errors, steps=FALLING):
    """Fit a line to the errors in decades: its slope is the power of h with which they fall."""
    return float(np.polyfit(np.log10(steps), np.log10(errors), 1)[0])


def _falls_with_h(pairs):
    """Tell whether the slopes of exp at 1 come closer to e, but only as fast as h does."""
    errors = [abs(float(got) - np.e) for (f, *_), got in pairs if f.text == "exp x"]
    return abs(measured_order(errors) - 1) < 0.1


def _judge_central(answer):
    """Compare with the exact chords, then measure the order: 2 within 0.1."""
    problem = _CHORDS(answer)
    if problem is None:
        order = measured_order([abs(float(answer(np.exp, 1.0, h)) - np.e) for h in FALLING])
        if not abs(order - 2) < 0.1:
            return Finding(f"The values are right, but the error falls with power {number(order)} of h, not 2.")
    return problem


_CHORDS = FunctionJudge(
    "central(f, a, h)",
    _central_cases,
    {
        "forward": Slip(
            "That is the forward difference, from a to a + h. "
            "For exp at 1 its error falls with power 1 of h, and power 2 is wanted.",
            like=lambda f, a, h: (f(a + h) - f(a)) / h,
        ),
        "forgot the 2": Slip(
            "From a - h to a + h the run is 2h. You divide by h alone, so the slope comes out twice as large.",
            like=lambda f, a, h: (f(a + h) - f(a - h)) / h,
        ),
        "times h": Slip(
            "`/ 2 * h` divides by 2 and then multiplies by h. Put the run in brackets: / (2 * h).",
            like=lambda f, a, h: (f(a + h) - f(a - h)) / 2 * h,
        ),
        "flipped": Slip(
            "The sign is turned round: start at a - h and end at a + h, and take end minus start.",
            like=lambda f, a, h: (f(a - h) - f(a + h)) / (2 * h),
        ),
        "half steps": Slip(
            "That chord reaches h/2 to each side. It is a central difference too, with another step: go a whole h.",
            like=lambda f, a, h: (f(a + h / 2) - f(a - h / 2)) / h,
        ),
        "order one": Slip(
            "For exp at 1 your error falls with power 1 of h, as with one-sided steps. Step to both sides of a.",
            when=_falls_with_h,
        ),
    },
)

ex02_1 = Exercise(
    name="ex02_1",
    task=(
        "Write `central(f, a, h)`. It returns the slope of the line through (a − h, f(a − h)) and (a + h, f(a + h)). "
        "It must work for any f, and for an array of points a."
    ),
    answer="central",
    stub="def central(f, a, h):\n    return ...",
    judge=_judge_central,
    why="Fitted over steps from 0.1 to 0.001, its error falls with power 2 of h. That of the forward one has power 1.",
    hints=(
        "Two heights, one to the left and one to the right. f(a) itself is not needed.",
        "The rise is f(a + h) - f(a - h). How far is it from a - h to a + h?",
        "The run is 2h. Mind the brackets: / (2 * h).",
    ),
    solution_code="def central(f, a, h):\n    return (f(a + h) - f(a - h)) / (2 * h)",
    reasoning="What the step to the right adds to the slope, the step to the left takes away. Only h² is left over.",
    inferior="(f(a + h) - f(a)) / h. It is as much work for one slope, and its error is far larger.",
    right=(
        "central = lambda f, a, h: (f(a + h) - f(a - h)) / (2 * h)",
        "def central(f, a, h):\n    left, right = a - h, a + h\n    return (f(right) - f(left)) / (right - left)",
        "def central(f, a, h):\n    ahead = (f(a + h) - f(a)) / h\n    behind = (f(a) - f(a - h)) / h\n"
        "    return (ahead + behind) / 2",
    ),
    wrong={
        "forward": "def central(f, a, h):\n    b = a + h\n    return (f(b) - f(a)) / (b - a)",
        "forgot the 2": "def central(f, a, h):\n    return (f(a + h) - f(a - h)) / h",
        "times h": "central = lambda f, a, h: (f(a + h) - f(a - h)) / 2 * h",
        "flipped": "def central(f, a, h):\n    return (f(a - h) - f(a + h)) / (2 * h)",
        "half steps": "def central(f, a, h):\n    h = h / 2\n    return (f(a + h) - f(a - h)) / (2 * h)",
        "order one": "def central(f, a, h):\n    return (f(a) - f(a - h)) / h",
    },
)


# 2 · the best step

BEST = {"forward": (1e-9, 2.1e-7), "central": (5e-7, 1e-4)}  # ten times √ε or √(2ε), ∛ε or ∛(3ε)
POWERS = {"forward": "h", "central": "h²"}


def _relative_error(a, b):
    return abs(a - b) / max(abs(a), abs(b))


def _error_of(kind, h):
    """Measure the relative error at sin, at 1, with the learner's h."""
    behind = 1 if kind == "forward" else 1 - h
    run = h if kind == "forward" else 2 * h
    return _relative_error((np.sin(1 + h) - np.sin(behind)) / run, np.cos(1))


def _judge_best(answer):
    if not isinstance(answer, dict) or not set(BEST) <= set(answer):
        return Finding(f'`best` is {show(answer)}. Keep the dictionary with "forward" and "central".')
    if any(answer[kind] is ... or answer[kind] is None for kind in BEST):
        raise Unfinished("A value of `best` is still `...`.")
    steps = {}
    for kind in BEST:
        value = as_numbers(answer[kind])
        if value is None or value.shape != () or not np.isfinite(value) or value <= 0:
            return Finding(f"{kind}: {show(answer[kind])} is no step. Write a positive number such as 1e-3.")
        steps[kind] = float(value)
    return _off_best(steps)


def _off_best(steps):
    """Say what is wrong with a pair of steps; None if both lie within a factor of ten of the best."""
    inside = {kind: low * 0.999 <= steps[kind] <= high * 1.001 for kind, (low, high) in BEST.items()}
    if all(inside.values()):
        return None
    kind = next(kind for kind, fine in inside.items() if not fine)
    h = steps[kind]
    fact = f"The {kind} difference with h = {number(h)} is off by {_error_of(kind, h):.0e}."
    swapped = dict(zip(BEST, reversed(steps.values()), strict=True))
    if all(low <= swapped[k] <= high for k, (low, high) in BEST.items()):
        return Finding(f"{fact} The two have changed places: the central difference stands a larger step.", "swapped")
    if len(set(steps.values())) == 1 and inside["forward"]:
        words = "What is cut off differs, h for the forward and h² for the central one. So do the best steps."
        return Finding(f"{fact} {words}", "one step for both")
    if h < BEST[kind][0]:
        return Finding(f"{fact} So small a step cancels the digits: go up.", "too small")
    return Finding(f"{fact} So large a step bends: what is cut off grows with {POWERS[kind]}. Go down.", "too large")


ex02_2 = Exercise(
    name="ex02_2",
    task=(
        "Pick the best step for the slope of sin at 1 in float64, once for the forward and once for the central "
        "difference. A factor of ten either way is close enough."
    ),
    answer="best",
    stub='best = {\n    "forward": ...,\n    "central": ...,\n}',
    judge=_judge_best,
    why="Near the square root of ε for the forward difference, near its cube root for the central one.",
    hints=(
        "ε is about 2e-16. The forward error is about h + ε/h, the central one about h² + ε/h.",
        "Each sum is smallest where its two parts are about equal: h = ε/h, or h² = ε/h.",
        "So take the square root of ε for one, and its cube root for the other.",
    ),
    solution_code='best = {"forward": 1e-8, "central": 1e-5}',
    reasoning="h = ε/h gives h = √ε, about 1.5e-8. h² = ε/h gives h = ∛ε, about 6e-6.",
    inferior="1e-15 for both. The limit asks for ever smaller steps, but 16 digits do not follow.",
    right=(
        'best = {"forward": 2.0**-26, "central": 2.0**-17}',
        'best = {"central": 6e-6, "forward": 1.5e-8}',
        'best = dict(forward=1e-7, central=1e-6, note="measured")',
    ),
    wrong={
        "swapped": 'best = {"forward": 1e-5, "central": 1e-8}',
        "one step for both": 'best = {"forward": 1e-8, "central": 1e-8}',
        "too small": 'best = {"forward": 1e-15, "central": 1e-15}',
        "too large": 'best = {"forward": 1e-8, "central": 1e-2}',
    },
)


# 3 · a function that defeats h = 1e-6


def _value(f, at):
    """Run the learner's function on a tensor that records nothing."""
    with torch.no_grad():
        return float(as_numbers(ask(f, (torch.tensor(float(at)),), f"f({show(at)})")))


def _central(f, a, h):
    return (_value(f, a + h) - _value(f, a - h)) / ((a + h) - (a - h))


def _has_corner(f, a):
    """Tell whether the one-sided slopes keep their distance while the step shrinks."""
    gaps = []
    for h in max(abs(a), 1.0) * 10.0 ** np.arange(-3, -11, -1):
        left, right = (_value(f, a) - _value(f, a - h)) / h, (_value(f, a + h) - _value(f, a)) / h
        if not abs(right - left) > 0.5 * max(abs(left), abs(right)):
            return False
        gaps.append(abs(right - left))
    return gaps[-1] > 0.1 * gaps[0]  # for x² at 0 the two slopes differ too, but their gap shrinks with the step


def _judge_defeat(answer):
    """Look for a point where a derivative exists and a central difference of step 1e-6 misses it by 1 %."""
    if not isinstance(answer, tuple | list) or len(answer) != 2 or not callable(answer[0]):
        return Finding(f"`counter` is {show(answer)}. Give a pair: a function and a point, such as (torch.sin, 2).")
    f, a = answer
    if as_numbers(a) is None or as_numbers(a).shape != () or not np.isfinite(float(as_numbers(a))):
        return Finding(f"The point is {show(a)}; it must be one number.")
    a = float(as_numbers(a))
    try:
        slope = derivative(f, a)
    except BaseException as error:
        raise AnswerRaised(f"f({show(a)}), on a recorded tensor,", error) from error
    if _has_corner(f, a):
        return Finding("f has a corner at that point: no derivative, so there is nothing to miss.", "corner")
    if not np.isfinite(slope):
        return Finding(f"The slope is {show(slope)} there. Choose a point where f has a derivative.", "no derivative")
    if abs(slope) < 1e-12:
        return Finding("The slope is 0 there, and 1 % of 0 means nothing. Choose a point with a slope.", "slope 0")
    return _how_far_off(f, a, slope)


def _how_far_off(f, a, slope):
    measured = (_value(f, a + 1e-6) - _value(f, a - 1e-6)) / 2e-6
    error = _relative_error(measured, slope)
    if error <= 0.01:
        return Finding(f"There h = 1e-6 is good: the error is {error:.0e}, and it must exceed 0.01.", "good enough")
    others = [_relative_error(_central(f, a, h), slope) for h in 10.0 ** np.arange(-13, 9) if a + h != a - h]
    if not min(others, default=1.0) <= 1e-3:
        return Finding("No other step confirms autograd's slope either, so it is not clear which one is wrong.")
    return None


ex02_3 = Exercise(
    name="ex02_3",
    task=(
        '"With h = 1e-6 a central difference is good to 1 %, wherever f has a derivative." Disprove it. '
        "Give a pair (f, a): f, written with powers or with torch.sin and the like, has a slope at a, "
        "but the relative error exceeds 0.01."
    ),
    answer="counter",
    stub="counter = ...  # a pair: (f, a)",
    judge=_judge_defeat,
    why="No h suits every function. It must be small beside the scale on which f bends, and large beside ε·|a|.",
    hints=(
        "What does 1e-6 look like beside a huge a? Or beside a function that swings very fast?",
        "At a = 1e12 the neighbouring floats are further apart than 1e-6.",
        "torch.sin(1e7 * x) swings more than once while x moves by 1e-6.",
    ),
    solution_code="counter = (lambda x: x * x, 1e12)",
    reasoning="1e12 + 1e-6 is 1e12 in float64. So both heights are equal, and the difference gives slope 0.",
    inferior="(torch.abs, 0). It has a corner at 0, so there is no derivative to be missed.",
    right=(
        "counter = (lambda x: torch.sin(1e7 * x), 0)",
        "def f(x):\n    return 1 / x\n\ncounter = [f, 2e-6]",
        "counter = (lambda x: x + 1e12, 1)",
    ),
    wrong={
        "corner": "counter = (lambda x: abs(x), 0)",
        "no derivative": "counter = (lambda x: x**2 * torch.sin(1 / x), 0)",
        "slope 0": "counter = (lambda x: x**2, 0)",
        "good enough": "counter = (torch.exp, 1)",
    },
)
