"""Lesson 03, Walk in every direction: the prompts, the exit ticket, and the exercises of its two other files.

The story. The reader asks how steep a hill is at one point, and learns that the question needs a direction.
The surprise: there are infinitely many slopes, yet they all lie on one wave, and a longer arrow steepens
nothing. At the end the reader computes the slope for any function, point and arrow, and reads D(θ).
"""

from classroom.bank.lesson_03_circle import ex03_2, ex03_4, ex03_6
from classroom.bank.lesson_03_slopes import ex03_1, ex03_3, ex03_5
from classroom.exercises import Prompt

__all__ = [
    "ex03_1", "ex03_2", "ex03_3", "ex03_4", "ex03_5", "ex03_6",
    "exit03_1", "exit03_2", "exit03_3", "p03_1", "p03_2", "p03_3", "p03_4",
]  # fmt: skip

p03_1 = Prompt(
    name="p03_1",
    question=(
        "Along u = (−0.8, −0.6) the hill rises with slope 4. You turn round at A and walk along "
        "−u = (0.8, 0.6). Which slope do you meet?"
    ),
    options={
        "A": "4 again: it is the same tangent line.",
        "B": "−4.",
        "C": "It cannot be told: the hill may look different on that side.",
    },
    right="B",
    why="The slice is the same curve, run through backwards. Each step that went up now goes down.",
    replies={
        "A": "The line is the same, the walk is not. A tangent line has two directions, with opposite slopes.",
        "C": "Both walks share one slice, and g′(0) is its limit from both sides. So one slope fixes the other.",
    },
    misconception="C-10",
)

p03_2 = Prompt(
    name="p03_2",
    question=(
        "The arrow v = (−1.6, −1.2) is twice as long as u, in the same direction. "
        "What is g′(0) for g(t) = f(A + t·v), and how steep is the hill that way?"
    ),
    options={
        "A": "g′(0) = 8, and the hill is twice as steep: 8.",
        "B": "g′(0) = 4, because only the direction counts, and the hill has slope 4.",
        "C": "g′(0) = 8, and the hill has slope 4 as before.",
    },
    right="C",
    why="Per unit of t you now cover two units of ground. The rise is 8 on a way of length 2: slope 4.",
    replies={
        "A": "The hill did not change when the arrow grew. 8 is the rise over 2 units of ground: slope 4.",
        "B": "The slope 4 is right. But t = 1 now carries you 2 units far, so g changes twice as fast in t.",
    },
    misconception="B5",
)

p03_3 = Prompt(
    name="p03_3",
    question=(
        "Two arrows start at A on the map: (−2, 1), and (−0.5, −1), which is half as long. "
        "Above each runs the tangent line of its slice, from A to above the tip. Which piece is longer?"
    ),
    options={
        "A": "The one above the longer arrow.",
        "B": "The one above the shorter arrow.",
        "C": "Both are as long as their arrows, so the first is twice as long.",
    },
    right="B",
    why="The first tangent is level, so its piece has the arrow's length. The second climbs 5 on its way.",
    replies={
        "A": "The map shows ground, not climb. The second tangent climbs 5 units, the first none at all.",
        "C": "That would hold for level walks only. A piece of tangent is √(ground² + rise²) long.",
    },
    misconception="B9",
)

p03_4 = Prompt(
    name="p03_4",
    question="At A you turn once around, through all θ from 0° to 360°. For how many θ is D(θ) = 0?",
    options={
        "A": "None: A lies on a slope, so every walk goes up or down.",
        "B": "One.",
        "C": "Two.",
        "D": "Infinitely many.",
    },
    right="C",
    why="Between up and down there is a level walk. It has an opposite, and that is level too.",
    replies={
        "A": "Some walks go up and some go down. On the way from one to the other the slope passes 0.",
        "B": "If a walk is level, so is its opposite: the two slopes differ in sign only.",
        "D": "That happens where the ground is level every way, as on the summit. At A some walks climb.",
    },
    misconception="C-10",
)

exit03_1 = Prompt(
    name="exit03_1",
    lead="Question 1.",
    question="What is the directional derivative of f at A along u?",
    options={
        "A": "a tangent line",
        "B": "an arrow in the direction of u",
        "C": "a number: g′(0) of the slice along u",
    },
    right="C",
    why="One number for one direction. The tangent line touches the slice and has that number as its slope.",
    replies={
        "A": "The line touches the slice; its slope is the directional derivative. And it serves u and −u.",
        "B": "u is the arrow you choose. What comes out is the slope of a curve of one variable, a number.",
    },
    misconception="C-10",
)

exit03_2 = Prompt(
    name="exit03_2",
    lead="Question 2.",
    question="Along v = (0, −3) a program finds g′(0) = 12. How steep is the hill in that direction?",
    options={"A": "4", "B": "12", "C": "36"},
    right="A",
    why="v is 3 units long, so t = 1 covers 3 units of ground. 12 / 3 = 4.",
    replies={
        "B": "12 is the change per unit of t. The slope is the change per unit of ground: divide by ‖v‖.",
        "C": "A longer arrow makes g′(0) larger, so divide by its length to undo that.",
    },
    misconception="B5",
)

exit03_3 = Prompt(
    name="exit03_3",
    lead="Question 3.",
    question="On the map, the arrow 3u is three times as long as u. What follows?",
    options={
        "A": "The hill is three times as steep along 3u.",
        "B": "g′(0) is three times as large; the slope of the hill is the same.",
        "C": "Nothing changes, g′(0) neither.",
    },
    right="B",
    why="The length of the arrow is a speed on the map. How steep the ground is, it does not tell.",
    replies={
        "A": "Steepness belongs to the hill and the direction. The length of the arrow is your own choice.",
        "C": "The direction is the same, but t = 1 carries you three times as far, so g changes faster.",
    },
    misconception="B9",
)
