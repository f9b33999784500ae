"""Lesson 07, Follow the chain: the prompts, the exit ticket, and the exercises of its other files.

The reader has seen backward() fill .grad and asks how a program can know the slope of a whole program.
The surprise: the rule adds over all paths, ladders have 2ᵏ of them, and one walk back still needs only k visits.
At the end the reader has built a working engine in about forty lines, and can say what it cannot do.
"""

from classroom.bank.lesson_07_paths import ex07_1, ex07_2, ex07_5, ex07_7
from classroom.bank.lesson_07_sweeps import ex07_3, ex07_4, ex07_6
from classroom.exercises import Prompt

__all__ = [
    "ex07_1", "ex07_2", "ex07_3", "ex07_4", "ex07_5", "ex07_6", "ex07_7",
    "exit07_1", "exit07_2", "exit07_3",
    "p07_1", "p07_2", "p07_3", "p07_4", "p07_5", "p07_6", "p07_7", "p07_8", "p07_9",
]  # fmt: skip

p07_1 = Prompt(
    name="p07_1",
    question="The three lines have run. Nobody has called `backward` yet. What does z know about how it was made?",
    options={
        "A": "Nothing: the graph is built when `backward()` is called.",
        "B": "Its last operation, and through it all earlier ones: each line was recorded as it ran.",
        "C": "Nothing but its value, 36: a tensor is a number.",
    },
    right="B",
    why="The record grows line by line, forward. backward later walks over it and builds nothing.",
    replies={
        "A": "backward cannot see your lines any more. It needs a record, and that was made while they ran.",
        "C": "The value is 36, and beside it z holds the operation that made it. Look at z.grad_fn.",
    },
    misconception="A39",
)

p07_2 = Prompt(
    name="p07_2",
    question="`z.backward()` gives x.grad = 24. What did it work with?",
    options={
        "A": "with the formula 4x², which it differentiated to 8x",
        "B": "with two values of z, one at 3 and one a tiny step beside it",
        "C": "with numbers: one exact slope for each recorded wire",
    },
    right="C",
    why="Each operation has a rule for its own slopes. The rule is evaluated, and numbers are passed on.",
    replies={
        "A": "No formula was ever formed. The numbers that moved were 1, 6, 6, 12 and 24, and no letter among them.",
        "B": "z was computed once, at x = 3. There is no step h, so there is no error of a finite step either.",
    },
    misconception="A41",
)

p07_3 = Prompt(
    name="p07_3",
    question="u = x² + 1, then z = u². At x = 2 the first function gives u = 5. What is dz/dx there?",
    options={
        "A": "4·4 = 16: both slopes at x = 2, multiplied",
        "B": "2·4 = 8: the slope 4 of the first, put into the slope 2u of the second",
        "C": "10·4 = 40: the slope of u² at u = 5, times the slope of x² + 1 at x = 2",
    },
    right="C",
    why="The second function never sees x = 2. It gets u = 5, so its slope counts there.",
    replies={
        "A": "The slope of u² at 2 is 4, but u is not 2. The second function stands at u = 5.",
        "B": "A slope is no place on the u axis. The slope 2u is taken at the value u = 5, and then multiplied by 4.",
    },
    misconception="B14",
)

p07_4 = Prompt(
    name="p07_4",
    question="In `z = y * y` the value y = 6 runs along two wires, each of slope 6. What is dz/dy?",
    options={
        "A": "6: both wires say the same",
        "B": "12: both factors move, so both wires count",
        "C": "36: the two slopes are multiplied",
    },
    right="B",
    why="When y grows, the left factor grows and the right one too. Each adds its share: y + y = 2y.",
    replies={
        "A": "One wire alone is y times a frozen 6. In y·y the other factor moves as well.",
        "C": "Slopes are multiplied along a path, one after the other. These two wires lie side by side.",
    },
    misconception="B15",
)

p07_5 = Prompt(
    name="p07_5",
    question=(
        "A short proof: the ratio Δz/h equals Δz/Δu · Δu/h, because Δu cancels. Let h go to 0. "
        "Try it at x = 0 with u = x²·sin(1/x), and u = 0 at 0. Where does it break?"
    ),
    options={
        "A": "Nowhere: a fraction may always be extended by Δu.",
        "B": "Δu is 0 for some steps h as small as you like, and then Δz/Δu means nothing.",
        "C": "u has no derivative at 0, so there is nothing to prove.",
    },
    right="B",
    why="sin(1/h) is 0 again and again on the way to 0, so the proof divides by 0. The rule itself is true there.",
    replies={
        "A": "Only by a number that is not 0. This Δu is 0 infinitely often on the way.",
        "C": "Lesson 01 found the slope 0 there: h·sin(1/h) is squeezed to 0. So there is something to prove.",
    },
    misconception="B16",
)

p07_6 = Prompt(
    name="p07_6",
    question="e = (a + b)·(b + 1) at a = 2, b = 1. With c = a + b = 3 and d = b + 1 = 2, what is ∂e/∂b?",
    options={
        "A": "2: b changes c, and e = c·d changes d = 2 times as fast",
        "B": "6: one way has slope 2, the other 3, and slopes are multiplied",
        "C": "5: one way has slope 2, the other 3, and both changes reach e",
    },
    right="C",
    why="b moves e through c and, at the same time, through d. The two changes add up.",
    replies={
        "A": "That is the way through c alone, with d frozen. b changes d too.",
        "B": "Multiply along one way, from wire to wire. Ways beside each other are added.",
    },
    misconception="B15",
)

p07_7 = Prompt(
    name="p07_7",
    question="f = x·y, and in this program y is computed as x². At x = 2, y is 4. How fast does f change as x moves?",
    options={
        "A": "4: ∂f/∂x = y, because only x changes and y is another variable",
        "B": "12: x moves f directly, and once more through y",
        "C": "8: y changes by 4 for each unit of x, and that change is multiplied by x = 2",
    },
    right="B",
    why="∂f/∂x = 4 freezes y. Here y cannot stay, so the way through y adds 2·4 = 8.",
    replies={
        "A": "That is right while y is held fixed. This program does not hold it: y follows x.",
        "C": "That is the way through y alone. x also stands in f directly.",
    },
    misconception="B17",
)

p07_8 = Prompt(
    name="p07_8",
    question=(
        "s = 2x feeds two operations: p = 3s and q = s². Then z = p + q. "
        "In which order may the backward pass visit the five nodes?"
    ),
    options={
        "A": "z, p, s, x, then q: follow each way to its end before taking the next",
        "B": "z, q, p, s, x: a node runs after all nodes that use its result",
        "C": "x, s, p, q, z: in the order of the program",
    },
    right="B",
    why="s must know the sum of what p and q send before it passes anything on. z, p, q, s, x would do as well.",
    replies={
        "A": "s would pass on the share of p alone. What q sends later stays at s and never reaches x.",
        "C": "Going forward, x and s come first, when nothing has arrived there yet. They would pass on zeros.",
    },
    misconception="A42",
)

p07_9 = Prompt(
    name="p07_9",
    question=(
        "Back to autograd_lite. Compute z = (2x)·(2x) at x = 3 and call `z.backward()`; then do both again. "
        "What does x.grad hold, and what is dz/dx?"
    ),
    options={
        "A": "x.grad is 48, so the chain rule has added up to dz/dx = 48.",
        "B": "x.grad is 24, and dz/dx = 24: the second call replaces the first.",
        "C": "x.grad is 48, and dz/dx is still 24.",
    },
    right="C",
    why="Two sums: over paths, inside one pass (chain rule), and over calls, in .grad (a choice of the library).",
    replies={
        "A": "The chain rule adds over paths, within one pass: 12 + 12 = 24. Calling twice makes no new path.",
        "B": "Each call adds to .grad. Lesson 06 set w.grad = None after every step for that reason.",
    },
    misconception="A29",
)

exit07_1 = Prompt(
    name="exit07_1",
    lead="Question 1.",
    question="What is the derivative of sin(x²)?",
    options={
        "A": "cos(x²)·2x",
        "B": "cos(x)·2x",
        "C": "cos(2x)",
    },
    right="A",
    why="The slope of sin is taken at its own input, x², and multiplied by the slope of x².",
    replies={
        "B": "The sine never sees x. It gets x², so its slope is cos(x²).",
        "C": "That puts the slope 2x into the cosine. It belongs beside it, as a factor.",
    },
    misconception="B14",
)

exit07_2 = Prompt(
    name="exit07_2",
    lead="Question 2.",
    question="b feeds three operations. Their wires send 2, −1 and 4 back to b. What is the gradient of b?",
    options={
        "A": "4, the last to arrive",
        "B": "5, the sum",
        "C": "−8, the product",
    },
    right="B",
    why="Three ways lead from b to the result, and their shares add up.",
    replies={
        "A": "Then the other two ways would count for nothing. In code it is the slip = in place of +=.",
        "C": "Multiplying happens along a wire. What arrives at one place is added.",
    },
    misconception="B15",
)

exit07_3 = Prompt(
    name="exit07_3",
    lead="Question 3.",
    question="In a backward pass, when may a node send gradients to its inputs?",
    options={
        "A": "when the first gradient reaches it",
        "B": "when its turn in the program's own order has come",
        "C": "when everything that used its result has sent its share",
    },
    right="C",
    why="Then its sum is complete, it needs one visit, and the work stays one multiplication per wire.",
    replies={
        "A": "It would pass on a part. Shares that come later would be lost, or need another visit each.",
        "B": "The program's order has the inputs first. Back is the other way round.",
    },
    misconception="A42",
)
