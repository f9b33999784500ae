"""Lesson 04, Freeze all but one: the prompts, the exit ticket, and the exercises of its two other files.

The story. Lesson 03 left the reader with a slope for every direction: must all of them be measured? The
surprise: two of them, each found by freezing one variable, fix the height of the tangent plane all around, and
yet a surface can have both and be torn at that very point. At the end the reader freezes, computes, builds the
plane, asks of every slope what was frozen, and knows what two slopes do not promise.
"""

from classroom.bank.lesson_04_planes import ex04_3, ex04_4, ex04_6
from classroom.bank.lesson_04_slopes import ex04_1, ex04_2, ex04_5
from classroom.exercises import Prompt

__all__ = [
    "ex04_1", "ex04_2", "ex04_3", "ex04_4", "ex04_5", "ex04_6",
    "exit04_1", "exit04_2", "exit04_3", "p04_1", "p04_2", "p04_3", "p04_4",
]  # fmt: skip

p04_1 = Prompt(
    name="p04_1",
    question="Stand above (1, 1) on f = x²y + y². Which slope is larger, the one along x or the one along y?",
    options={
        "A": "Along x: only x is squared in the first term.",
        "B": "Along y.",
        "C": "They are equal, because x and y are equal there.",
    },
    right="B",
    why="The slices are x² + 1 and y + y². At 1 the first has slope 2, the second 3.",
    replies={
        "A": "y stands in both terms. The slice along y is y + y², of slope 3; along x it is x² + 1, of slope 2.",
        "C": "Equal numbers do not make equal roles. Put in 1 for y, then 1 for x: two different curves are left.",
    },
    misconception="C-15",
)

p04_2 = Prompt(
    name="p04_2",
    question="You want ∂f/∂x of f = x²y + y² at (1, 2). What is frozen, and which function of one variable is left?",
    options={
        "A": "x stays at 1, and y + y² is left.",
        "B": "y drops out, and x² is left.",
        "C": "y stays at 2, and 2x² + 4 is left.",
        "D": "Nothing is frozen: y moves along with x.",
    },
    right="C",
    why="The letter below, in ∂x, moves. All others keep their numbers. 2x² + 4 has slope 4 at 1.",
    replies={
        "A": "That is the slice for ∂f/∂y. The letter in ∂x is the one that moves.",
        "B": "Frozen is not deleted. y stays in the formula as the number 2: a factor in x²y, a constant in y².",
        "D": "A walk on which both move is another walk, with another slope. ∂f/∂x keeps y at 2.",
    },
    misconception="B17",
)

p04_3 = Prompt(
    name="p04_3",
    question=(
        "A wire of length 6 runs round a rectangle of width x = 2 and height y = 1. Its area is S = x·y. "
        "You pull the wire wider; it does not stretch. What does the area do?"
    ),
    options={
        "A": "It grows at rate 1, because ∂S/∂x = y = 1, whatever y does.",
        "B": "It shrinks at rate 1.",
        "C": "It stays the same, because the wire does.",
    },
    right="B",
    why="Wider means lower here: y = 3 - x. The area x·(3 - x) has slope 3 - 2x, which is -1 at 2.",
    replies={
        "A": "∂S/∂x = 1 holds while y is frozen. Here the wire is frozen and y falls, so the walk is another one.",
        "C": "A frozen wire does not freeze the area. At x = 2.9 the height is 0.1, and the area almost nothing.",
    },
    misconception="B17",
)

p04_4 = Prompt(
    name="p04_4",
    question=(
        "g(x, y) = xy/(x² + y²), and g(0, 0) = 0. On both axes g is 0, so both partial derivatives at (0, 0) "
        "are 0. What follows for g at (0, 0)?"
    ),
    options={
        "A": "It has a tangent plane there, the level one, z = 0.",
        "B": "It is at least continuous there: close to (0, 0) the values are close to 0.",
        "C": "Neither.",
    },
    right="C",
    why="Two slopes are two lines' worth of knowledge. Between the axes g may do anything, and on x = y it is 1/2.",
    replies={
        "A": "On the line x = y every value is 1/2, however close to (0, 0). A plane z = 0 misses that by 1/2.",
        "B": "That holds along the axes. Along x = y the value is 1/2 all the way, and then 0 at the last moment.",
    },
    misconception="B7",
)

exit04_1 = Prompt(
    name="exit04_1",
    lead="Question 1.",
    question="What is ∂f/∂y of f = x²y + y² at (3, 1)?",
    options={"A": "6", "B": "11", "C": "17"},
    right="B",
    why="With x frozen at 3 the slice is 9y + y². Its slope is 9 + 2y, which is 11 at 1.",
    replies={
        "A": "6 is 2xy, the slope along x. Below, in ∂y, stands the letter that moves.",
        "C": "17 = 6 + 11: both variables moved. Freeze x at 3 and look at 9y + y².",
    },
    misconception="B17",
)

exit04_2 = Prompt(
    name="exit04_2",
    lead="Question 2.",
    question=(
        "A differentiable surface has height 2 at (1, 1), slope 2 along x and slope 3 along y. "
        "Which height does its tangent plane give at (1.1, 0.9)?"
    ),
    options={"A": "1.9", "B": "−0.1", "C": "6.9"},
    right="A",
    why="2 + 2·0.1 + 3·(-0.1) = 1.9: start at the height of the point, add slope times step for each variable.",
    replies={
        "B": "That is the change. The plane starts from the height 2 of the point where it touches.",
        "C": "There the slopes were multiplied by 1.1 and 0.9. They belong to the steps, 0.1 and -0.1.",
    },
    misconception="C-15",
)

exit04_3 = Prompt(
    name="exit04_3",
    lead="Question 3.",
    question="At a point both partial derivatives of f exist. What is certain there?",
    options={
        "A": "f has a tangent plane.",
        "B": "f is continuous.",
        "C": "The two slices along the axes have tangent lines.",
    },
    right="C",
    why="That is what the words say, and no more. Continuous partial derivatives around the point give the plane.",
    replies={
        "A": "Remember √|xy|: both slopes are 0 at (0, 0), and on the diagonal there is a corner.",
        "B": "Remember xy/(x² + y²): both slopes are 0 at (0, 0), and the surface is torn there.",
    },
    misconception="B7",
)
