"""Lesson 02, Check a derivative: the prompts, the exit ticket, and the exercises of its two other files.

The reader asks: a program gave me a slope, so how would I notice that it is wrong? The surprise: measuring the
slope with a smaller step works ever better, until the digits of both heights cancel, and at 1e-15 an eighth of the
slope is wrong. At the end the reader picks a step, judges by relative error, and finds a wrong formula with a check
of their own that is agree() in small.
"""

from classroom.bank.lesson_02_checks import ex02_4, ex02_5
from classroom.bank.lesson_02_steps import ex02_1, ex02_2, ex02_3
from classroom.exercises import Prompt

__all__ = [
    "ex02_1", "ex02_2", "ex02_3", "ex02_4", "ex02_5",
    "exit02_1", "exit02_2", "exit02_3", "p02_1", "p02_2", "p02_3", "p02_4",
]  # fmt: skip

p02_1 = Prompt(
    name="p02_1",
    question="Which of these steps gives the best forward difference of exp at 1?",
    options={
        "A": "1e-15: the smaller the step, the better the slope",
        "B": "1e-8: there is a best step, and it is not the smallest",
        "C": "from 1e-4 down they are all equally good",
    },
    right="B",
    why="The error falls with h, but only as far as 1e-8. Below that it climbs again.",
    replies={
        "A": "In exact arithmetic, yes. With 16 digits the slope for 1e-15 is off by 13 %.",
        "C": "At 1e-4 the error is 5e-05, at 1e-8 it is 2e-09. And then it climbs again.",
    },
    misconception="B4",
)

p02_2 = Prompt(
    name="p02_2",
    question=(
        "Two slopes are checked. One is 1, the other is 1e-5. Both measurements are off by 1e-4. "
        "Which measurement is worse?"
    ),
    options={
        "A": "Neither: both are off by 1e-4.",
        "B": "That of the slope 1: larger numbers have larger errors.",
        "C": "That of the slope 1e-5: the error is larger than the slope itself.",
    },
    right="C",
    why="An error counts beside the size of what is measured. Here it is ten times the slope.",
    replies={
        "A": "The errors are equal, but beside the slope 1 an error of 1e-4 is small. Beside 1e-5 nothing is left.",
        "B": "Both errors are 1e-4. Divide each one by its slope, and compare again.",
    },
    misconception="B23",
)

p02_3 = Prompt(
    name="p02_3",
    question="autograd_lite gives the slope of a program at a point. How does it get that number?",
    options={
        "A": "It runs the program at two points, a tiny step apart, and divides.",
        "B": "It runs the program once and combines the exact slopes of the steps that ran.",
        "C": "It turns the program into a formula and differentiates that, as SymPy does.",
    },
    right="B",
    why="Each step of the program has a slope known by a rule. The steps that ran are put together, at this point.",
    replies={
        "A": "Then two points would be seen, and there would be an h with a V-shaped error. Look at the points it saw.",
        "C": "A `while` loop has no formula: how often it runs depends on the number. Autograd manages it.",
    },
    misconception="A41",
)

p02_4 = Prompt(
    name="p02_4",
    question=(
        "`gradcheck` compares autograd with a central difference of step 1e-6, and allows a relative error of 0.001. "
        "In float64 it passes x³ at 1. What happens in float32?"
    ),
    options={
        "A": "It passes: a right derivative is right with any number of digits.",
        "B": "It fails: in float32 autograd gives a wrong slope.",
        "C": "It fails: in float32 the difference loses its digits.",
    },
    right="C",
    why="float32 keeps 7 digits. A step of 1e-6 leaves one or two of them, so the measurement is the wrong one.",
    replies={
        "A": "The derivative is right, but the check compares it with a measurement. 7 digits are too few for 1e-6.",
        "B": "Autograd gives 3 in float32 as well. It subtracts no neighbours, so it loses no digits.",
    },
    misconception="A43",
)

exit02_1 = Prompt(
    name="exit02_1",
    lead="Question 1.",
    question="In float64 a forward difference with h = 1e-8 is off by about 1e-8. How far off is it with h = 1e-12?",
    options={
        "A": "about 1e-12: the error shrinks with the step",
        "B": "about 1e-4: round-off grows as the step shrinks",
        "C": "still about 1e-8: it cannot get better, nor worse",
    },
    right="B",
    why="Left of the best step round-off rules: ε/h is 2e-16 over 1e-12, about 1e-4.",
    replies={
        "A": "That holds right of the best step only. At 1e-12 most digits of both heights cancel.",
        "C": "It gets worse. A step 10,000 times smaller leaves 10,000 times more round-off in the quotient.",
    },
    misconception="B4",
)

exit02_2 = Prompt(
    name="exit02_2",
    lead="Question 2.",
    question="A check prints 2e-6 by autograd and 3e-6 by a central difference good to 1e-12. Do they agree?",
    options={
        "A": "No: the relative error is 0.33.",
        "B": "Yes: they are only 1e-6 apart.",
        "C": "Nobody can say: small numbers have no relative error.",
    },
    right="A",
    why="A gap of 1e-6 beside 3e-6 is a third. The measurement is good to 1e-12, so the other slope is wrong.",
    replies={
        "B": "1e-6 is small beside 1, but not beside 3e-6. Divide by the larger of the two.",
        "C": "Any two numbers that are not both 0 have one. Here it is 1e-6 / 3e-6, a third.",
    },
    misconception="B23",
)

exit02_3 = Prompt(
    name="exit02_3",
    lead="Question 3.",
    question="A finite difference has a V-shaped error. Why has autograd none?",
    options={
        "A": "It picks the best h by itself.",
        "B": "It keeps more digits while it computes.",
        "C": "It has no h: nothing is measured from two points.",
    },
    right="C",
    why="Autograd runs the program at one point and combines the exact slopes of its steps.",
    replies={
        "A": "Even the best h leaves an error: for exp at 1 about 2e-12, where autograd's error is 0.",
        "B": "It computes with the same float64 as the difference does. What is missing is the subtraction.",
    },
    misconception="A41",
)
