"""Lesson 14, Meet the surprises: the prompts, the exit ticket, and the exercises of its other files.

The reader trusts backward by now, and meets programs whose gradient is odd, infinite or no number at all.
The surprise: three ways to write max(x, 0) return three slopes at 0, because the program is differentiated, not the
function; and a branch that was not taken still sends its nan back.
At the end the reader can trace a nan to its node, repair it, and train a penguin classifier in which every number is
explained.
"""

from classroom.bank.lesson_14_capstone import ex14_4
from classroom.bank.lesson_14_faults import ex14_5
from classroom.bank.lesson_14_kinks import ex14_1, ex14_2, ex14_3
from classroom.exercises import Prompt

__all__ = [
    "ex14_1", "ex14_2", "ex14_3", "ex14_4", "ex14_5",
    "exit14_1", "exit14_2", "exit14_3",
    "p14_1", "p14_2", "p14_3", "p14_4", "p14_5", "p14_6",
]  # fmt: skip

p14_1 = Prompt(
    name="p14_1",
    question=(
        "`torch.relu(x)`, `torch.clamp(x, min=0)` and `torch.maximum(x, zero)`, with a tensor zero = 0, compute the "
        "same function, max(x, 0). At 0 its graph has a corner. What does `backward` leave in `x.grad` there?"
    ),
    options={
        "A": "An error, or nan: there is no derivative to return.",
        "B": "Three times the same number, since it is one function.",
        "C": "A number each time, but not three times the same one.",
    },
    right="C",
    why="Each operation has a rule of its own, written for every input. At a corner the rule is a choice.",
    replies={
        "A": "backward has no test for corners. Each operation has a rule, and a rule always returns something.",
        "B": "backward sees which operation ran, not which function it draws. Three operations, three rules.",
    },
    misconception="A20",
)

p14_2 = Prompt(
    name="p14_2",
    question="relu(x) − relu(−x) is x, for every x. What does `backward` return at x = 0?",
    options={
        "A": "1: autograd is exact, and the function is x.",
        "B": "0: each relu brings slope 0 there, and 0 + 0 is 0.",
        "C": "nan: the program has a corner at 0.",
    },
    right="B",
    why="backward adds up what the two rules say. That the corners cancel is nowhere in the program's record.",
    replies={
        "A": "Exact for each operation where it has a derivative. At 0 neither relu has one, and nobody simplifies.",
        "C": "A corner gives no nan: relu's rule returns 0 there.",
    },
    misconception="A21",
)

p14_3 = Prompt(
    name="p14_3",
    question="√(x·x) is |x|. What does `backward` return at x = 0?",
    options={
        "A": "0, as for `torch.abs`",
        "B": "inf, the slope of √ at 0",
        "C": "nan",
    },
    right="C",
    why="√ sends ∞ back, and x·x multiplies it by x = 0. No number is the product of 0 and ∞.",
    replies={
        "A": "abs has a rule of its own for 0. This program has the rules of √ and of ×, one after the other.",
        "B": "That is what √ sends. But × still multiplies it by the other factor, 0.",
    },
    misconception="A22",
)

p14_4 = Prompt(
    name="p14_4",
    question=(
        "`where(x > 0, √x, 0)` takes √x only where x is positive. x is (4, 0), and the values are (2, 0). "
        "What is the gradient of their sum?"
    ),
    options={
        "A": "(0.25, 0): at the second place √x was not taken.",
        "B": "(0.25, nan)",
        "C": "(0.25, inf)",
    },
    right="B",
    why="√x was computed at both places. where sends 0 to the place not taken, and √ multiplies this 0 by ∞.",
    replies={
        "A": "where picks values. Both branches were computed, both are in the graph, and both get a gradient.",
        "C": "∞ is the slope of √ at 0. What arrives there from where is 0, and the product is neither.",
    },
    misconception="A9",
)

p14_5 = Prompt(
    name="p14_5",
    question=(
        "Millimetres and grams differ in size, so each measurement is counted in spreads from its mean. "
        "From which birds do mean and spread come?"
    ),
    options={
        "A": "From all 342: more birds give a better mean.",
        "B": "From the birds to learn from. The held-out birds are counted with these same numbers.",
        "C": "From each part by itself, so that both have mean 0.",
    },
    right="B",
    why="A held-out bird stands for one that is not yet measured. It cannot have helped to choose the numbers.",
    replies={
        "A": "Then the held-out birds have already helped, and the score flatters.",
        "C": "A single new bird would then be its own mean, with spread 0: each measurement would read 0/0.",
    },
    misconception="C-28",
)

p14_6 = Prompt(
    name="p14_6",
    question=(
        "Freeze the first layer at its random start, and train the second alone. How many of the 68 held-out birds "
        "does this network name rightly?"
    ),
    options={
        "A": "About a third: a layer of random numbers knows nothing of birds.",
        "B": "None: backward stops at the frozen layer, so nothing learns.",
        "C": "As many as before, or nearly.",
    },
    right="C",
    why="Eight random mixtures of four measurements still tell the species apart. The second layer weighs them.",
    replies={
        "A": "It knows nothing, but it loses little: eight mixtures of four measurements keep the birds apart.",
        "B": "The second layer lies between the loss and the frozen one. Its gradients need nothing from beyond.",
    },
    misconception="C-35",
)

exit14_1 = Prompt(
    name="exit14_1",
    lead="Question 1.",
    question="`torch.relu` has the slope 0 at 0. What kind of sentence is that?",
    options={
        "A": "A theorem: the limit of the difference quotients is 0.",
        "B": "A choice out of the slopes from 0 to 1, made once for this operation.",
        "C": "A rounding error: in exact arithmetic it would be 0.5.",
    },
    right="B",
    why="The limit does not exist. Any slope from 0 to 1 is a sub-gradient, and relu's rule takes 0.",
    replies={
        "A": "From the right the quotients are all 1, from the left all 0. There is no limit.",
        "C": "0 is exact here, nothing was rounded. And the middle of the interval is no better founded than its end.",
    },
    misconception="A20",
)

exit14_2 = Prompt(
    name="exit14_2",
    lead="Question 2.",
    question="`where(x > 0, log(x), 0)` gives nan gradients where x is 0. Which repair works?",
    options={
        "A": "Multiply by the mask instead: `(x > 0) * log(x)`.",
        "B": "Replace the nan afterwards: 0 wherever the mask is False.",
        "C": "Replace x first: `log(where(x > 0, x, 1))`, inside the outer where.",
    },
    right="C",
    why="Then log never meets a 0, its slope stays finite, and 0 times a finite slope is 0.",
    replies={
        "A": "0·log 0 is 0·(−∞): now the value is nan as well.",
        "B": "That mends what you look at. The nan has already gone on to every weight behind x.",
    },
    misconception="A9",
)

exit14_3 = Prompt(
    name="exit14_3",
    lead="Question 3.",
    question="A gradient is nan. What do you do first?",
    options={
        "A": "Find the first node that sends nan, and look at what it received.",
        "B": "Make the learning rate smaller.",
        "C": "Add 1e-6 to the loss.",
    },
    right="A",
    why="The nodes behind it were handed the nan. Only the first one tells the cause.",
    replies={
        "B": "nan times a small rate is nan.",
        "C": "The loss may be fine, as it was above. The trouble is inside, and adding a number changes no slope.",
    },
    misconception="A22",
)
