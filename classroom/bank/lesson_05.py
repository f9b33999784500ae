"""Lesson 05, Find the gradient: the prompts, the exit ticket, and the exercises of its two other files.

The story. Lesson 03 left a wave, lesson 04 two slopes: the reader asks how two numbers can hold all the others.
The surprise: they are an arrow whose dot product with u is the slope, steepest along itself, and still it misses
the summit by 36.87°. At the end the reader computes whole fields of such arrows, reads direction and length apart,
and knows a surface with every slope where the arrow tells nothing.
"""

from classroom.bank.lesson_05_arrows import ex05_1, ex05_2, ex05_6
from classroom.bank.lesson_05_fields import ex05_3, ex05_4, ex05_5
from classroom.exercises import Prompt

__all__ = [
    "ex05_1", "ex05_2", "ex05_3", "ex05_4", "ex05_5", "ex05_6",
    "exit05_1", "exit05_2", "exit05_3", "p05_1", "p05_2", "p05_3", "p05_4", "p05_5", "p05_6",
]  # fmt: skip

p05_1 = Prompt(
    name="p05_1",
    question=(
        "Draw the gradient (−2, −4) as an arrow on the map, starting at A = (2, 1). The summit lies above (0, 0). "
        "Does the arrow point to it?"
    ),
    options={
        "A": "Yes: the gradient points to the top of the hill.",
        "B": "No, it points beside the summit.",
        "C": "No, it points downhill: both numbers are negative.",
    },
    right="B",
    why="To the summit it would be (-2, -1). The arrow knows the ground at A and nothing else.",
    replies={
        "A": "From A to the summit is (-2, -1), the arrow is (-2, -4). It is made of two slopes at A alone.",
        "C": "The signs are directions on the map: to the left, and towards you. That way the ground rises.",
    },
    misconception="B1",
)

p05_2 = Prompt(
    name="p05_2",
    question="∇f(A) = (−2, −4), and u = (−0.8, −0.6) is an arrow of length 1. What is ∇f(A)·u?",
    options={
        "A": "The vector (1.6, 2.4).",
        "B": "The number 4.",
        "C": "An arrow of length 4 along u.",
    },
    right="B",
    why="1.6 + 2.4 = 4: multiply part by part, then add. What is left is one number, and so can be a slope.",
    replies={
        "A": "These are the two products. The dot product goes one step further and adds them.",
        "C": "The size is right. But a slope is no arrow: the dot product of two vectors is a number.",
    },
    misconception="B22",
)

p05_3 = Prompt(
    name="p05_3",
    question=(
        "A second hill is three times as high everywhere: 3f. At A its steepest way up has the same direction. "
        "What is its gradient at A?"
    ),
    options={
        "A": "(−2, −4) again: the gradient is the direction.",
        "B": "(−0.4472, −0.8944): a direction has length 1.",
        "C": "(−6, −12).",
    },
    right="C",
    why="Both slopes are three times as large, so the arrow is. Its length is the steepest slope.",
    replies={
        "A": "The direction is the same, the slopes are not. The gradient holds both: where to, and how steep.",
        "B": "That is the direction alone. Divided to length 1, the arrow no longer tells how steep it is.",
    },
    misconception="B2",
)

p05_4 = Prompt(
    name="p05_4",
    question=(
        "(0, 1.5) and (3, 0) lie on one level line of the hill. At (0, 1.5) the arrow ∇f is twice as long. "
        "What does that tell you?"
    ),
    options={
        "A": "From (0, 1.5) the way to the summit is longer.",
        "B": "At (0, 1.5) the ground is steeper.",
        "C": "One of the two is wrong: on one level line all arrows are equally long.",
    },
    right="B",
    why="The length of ∇f is the largest slope at that point. It measures steepness, no distance.",
    replies={
        "A": "It is shorter: 1.5 on the map, against 3. The length of the arrow is a slope, not a way.",
        "C": "Equal height is not equal steepness. Where level lines lie close together, the arrows are long.",
    },
    misconception="B9",
)

p05_5 = Prompt(
    name="p05_5",
    question="How does the arrow ∇f(A) = (−2, −4) lie in space?",
    options={
        "A": "Along the ground, pointing uphill.",
        "B": "Level: it has no height at all.",
        "C": "At a right angle to the ground, out of the hill.",
    },
    right="B",
    why="∇f(A) has two parts, one along x and one along y. It lies in the map and has nothing that points up.",
    replies={
        "A": "An arrow along the ground needs a third part, the climb. The gradient has two parts, x and y.",
        "C": "It stands at a right angle to the level line, on the map. Neither of them leaves the map.",
    },
    misconception="B8",
)

p05_6 = Prompt(
    name="p05_6",
    question=(
        "q(x, y) = x²y/(x² + y²), and q(0, 0) = 0. At (0, 0) it has a slope in every direction, "
        "cos²θ·sin θ by lesson 03. What follows there?"
    ),
    options={
        "A": "q has a tangent plane, because it has every slope.",
        "B": "Perhaps no plane, but each slope is ∇q·u, as on the hill.",
        "C": "Neither.",
    },
    right="C",
    why="Both slopes along the axes are 0, so a plane would be level and ∇q·u = 0. At 45° the slope is 0.3536.",
    replies={
        "A": "All slopes are there, but they do not fit together: two are 0, others not. No plane does that.",
        "B": "The slopes along the axes are 0, so ∇q·u is 0 for every u. At 45° the slope is 0.3536.",
    },
    misconception="B6",
)

exit05_1 = Prompt(
    name="exit05_1",
    lead="Question 1.",
    question="∇f(B) = (3, −4). Which direction u, of length 1, goes down fastest, and with which slope?",
    options={
        "A": "u = (0.6, −0.8), slope 5",
        "B": "u = (−3, 4), slope −25",
        "C": "u = (−0.6, 0.8), slope −5",
    },
    right="C",
    why="Against the gradient: -∇f/‖∇f‖. The slope there is -‖∇f‖ = -5.",
    replies={
        "A": "That is the fastest way up. The gradient points to the fastest increase; turn it round.",
        "B": "The direction is right, the arrow too long. Slopes belong to arrows of length 1: divide by 5.",
    },
    misconception="C-19",
)

exit05_2 = Prompt(
    name="exit05_2",
    lead="Question 2.",
    question="At B the gradient of a differentiable f is (0, 0). Which direction is steepest there?",
    options={
        "A": "None: every slope at B is 0.",
        "B": "The x axis, because the arrow has angle 0.",
        "C": "All of them, with a slope that the gradient does not show.",
    },
    right="A",
    why="∇f·u = 0 for every u. An arrow of length 0 has no direction.",
    replies={
        "B": "(0, 0) has no angle: it points nowhere. D is 0 along the x axis as well.",
        "C": "f is differentiable, so each slope is ∇f·u. With ∇f = (0, 0) that is 0.",
    },
    misconception="C-19",
)

exit05_3 = Prompt(
    name="exit05_3",
    lead="Question 3.",
    question="f is differentiable at B, and ∇f(B) is not (0, 0). You set out at a right angle to ∇f(B). Which slope?",
    options={"A": "the largest, ‖∇f(B)‖", "B": "0", "C": "the smallest, −‖∇f(B)‖"},
    right="B",
    why="cos 90° = 0. You set out along the level line.",
    replies={
        "A": "That is the slope along the arrow itself, with cos 0° = 1. At a right angle the cosine is 0.",
        "C": "That is the slope against the arrow, with cos 180° = -1. At a right angle the cosine is 0.",
    },
    misconception="C-19",
)
