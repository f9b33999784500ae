"""Lesson 01, Read a derivative: the prompts, the exit ticket, and the exercises of its two other files."""

from classroom.bank.lesson_01_points import ex01_3, ex01_5, ex01_6
from classroom.bank.lesson_01_slopes import ex01_1, ex01_2, ex01_4
from classroom.exercises import Prompt

__all__ = [
    "ex01_1", "ex01_2", "ex01_3", "ex01_4", "ex01_5", "ex01_6",
    "exit01_1", "exit01_2", "exit01_3", "p01_1", "p01_2", "p01_3",
]  # fmt: skip

p01_1 = Prompt(
    name="p01_1",
    question=(
        "f(x) = (x − 1)² + 2 has its minimum at x = 1. "
        "Which sign does f′ have a little left of 1, and a little right of it?"
    ),
    options={
        "A": "positive left, negative right",
        "B": "negative left, positive right",
        "C": "zero on both sides",
        "D": "positive on both sides",
    },
    right="B",
    why="Left of a minimum the curve falls, right of it the curve rises. f′ passes through 0 on the way up.",
    replies={
        "A": "That is a maximum: first rising, then falling. At a minimum the order is turned round.",
        "C": "f′ is 0 at the minimum itself. A step beside it the curve is tilted: f′(0.9) = -0.2, f′(1.1) = 0.2.",
        "D": "f is positive on both sides; f′ is not. f′ tells how f changes, not how high it is.",
    },
    misconception="B13",
)

p01_2 = Prompt(
    name="p01_2",
    question="The tangent of x³ at 0 is the line y = 0. Does the curve cross its tangent there?",
    options={
        "A": "No. A tangent touches the curve and stays on one side of it.",
        "B": "Yes. The curve passes from below the line to above it.",
        "C": "There is no tangent at 0, because the line cuts the curve.",
    },
    right="B",
    why="A tangent is the line that fits best close to the point. Whether it is crossed there does not matter.",
    replies={
        "A": (
            "That holds for circles and parabolas. x³ is negative left of 0 and positive right of it, so it crosses."
        ),
        "C": "A tangent needs one limiting slope, and h³/h = h² settles at 0. Cutting the curve is allowed.",
    },
    misconception="B10",
)

p01_3 = Prompt(
    name="p01_3",
    question=(
        "Take |x| at 0. One secant goes from −h to 0, the other from 0 to h. "
        "Which slopes do they have, and what follows?"
    ),
    options={
        "A": "Both 0: |x| has its minimum at 0, so f′(0) = 0.",
        "B": "−1 and +1: |x| has two derivatives at 0.",
        "C": "−1 and +1: |x| has no derivative at 0.",
        "D": "Both 1: the size of the slope is what counts.",
    },
    right="C",
    why="The limit must be one number from both sides. Here the sides settle at -1 and +1, so there is none.",
    replies={
        "A": "A minimum need not be flat. |x| falls with slope -1, rises with slope +1, and is never level.",
        "B": "The slopes are right. A derivative is one number for both sides, so two different limits mean none.",
        "D": "The sign belongs to the slope: left of 0 the graph falls, so that secant has slope -1.",
    },
    misconception="B12",
)

exit01_1 = Prompt(
    name="exit01_1",
    lead="Question 1.",
    question="The secant of x² at 1 with step h has slope 2 + h. What is f′(1)?",
    options={
        "A": "2 + h, the slope of that secant",
        "B": "0/0, because h = 0 cannot be put in",
        "C": "2, the number that 2 + h settles at",
    },
    right="C",
    why="The derivative is the limit of the secant slopes. It needs no secant with h = 0.",
    replies={
        "A": "2 + h belongs to one secant, and it changes with h. The derivative no longer contains h.",
        "B": "h = 0 is never put in. The limit asks where 2 + h goes while h shrinks.",
    },
    misconception="C-4",
)

exit01_2 = Prompt(
    name="exit01_2",
    lead="Question 2.",
    question="f is continuous at a: its graph has no gap there. Is f differentiable at a?",
    options={
        "A": "Not necessarily: |x| at 0 is continuous and has a corner.",
        "B": "Yes: without a gap there is always a slope.",
        "C": "Only if f′(a) = 0.",
    },
    right="A",
    why="Differentiable gives continuous, but not the other way round. ∛x at 0 is a second counter-example.",
    replies={
        "B": "Look at |x| at 0: no gap, yet -1 on the left and +1 on the right. No single slope fits.",
        "C": "The value of f′ plays no part. 2x is differentiable at every a, with slope 2.",
    },
    misconception="B11",
)

exit01_3 = Prompt(
    name="exit01_3",
    lead="Question 3.",
    question="You know that f′(a) = 0. What follows?",
    options={
        "A": "f has a minimum or a maximum at a.",
        "B": "The tangent at a is horizontal.",
        "C": "f(a) = 0.",
    },
    right="B",
    why="Slope 0 means a level tangent, no more. x³ at 0 is level too, and it keeps rising.",
    replies={
        "A": "x³ at 0 has slope 0, but it is smaller on the left and larger on the right. So neither one.",
        "C": "f′ speaks about the slope, not about the height. (x - 1)² + 2 has slope 0 at height 2.",
    },
    misconception="B13",
)
