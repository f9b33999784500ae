"""Lesson 13, Write a function: the prompts, the exit ticket, and the exercises of its other files.

The reader has met the slopes of +, × and exp, and asks how an operation that is not among them gets its own.
The surprise: a wrong backward gives right numbers for a sum, and a right one may lose the second derivative unseen.
At the end the reader writes an operation, proves it to the second derivative, and finds it again inside the library.
"""

from classroom.bank.lesson_13_checks import ex13_4, ex13_5
from classroom.bank.lesson_13_rules import ex13_1, ex13_2, ex13_3
from classroom.exercises import Prompt

__all__ = [
    "ex13_1", "ex13_2", "ex13_3", "ex13_4", "ex13_5",
    "exit13_1", "exit13_2", "exit13_3",
    "p13_1", "p13_2", "p13_3", "p13_4", "p13_5", "p13_6", "p13_7", "p13_8",
]  # fmt: skip

p13_1 = Prompt(
    name="p13_1",
    question="exp has the slope eˣ. forward of an operation Exp has computed out = eˣ. What should it keep?",
    options={
        "A": "x: a slope is always computed from the input",
        "B": "out: it is the slope already",
        "C": "nothing: ctx keeps all inputs and outputs by itself",
    },
    right="B",
    why="Keep what the slope's formula needs at the least cost. Here that is the result.",
    replies={
        "A": "From x the exponential would be computed a second time. The result is that number already.",
        "C": "ctx holds what forward puts in, and nothing else. The drawer of x + 2 stays empty.",
    },
    misconception="A25",
)

p13_2 = Prompt(
    name="p13_2",
    question=(
        "A third power keeps its input with `ctx.x = x`, not with `save_for_backward(x)`. "
        "After `apply` a line changes that input in place. What does backward do?"
    ),
    options={
        "A": "It refuses, as in lesson 12: a saved tensor was changed.",
        "B": "It gives wrong gradients and says nothing.",
        "C": "It gives right gradients: ctx.x is a copy.",
    },
    right="B",
    why="ctx.x is the tensor itself, with its new numbers. Only save_for_backward notes its version.",
    replies={
        "A": "The engine checks what save_for_backward was given. Of ctx.x it knows nothing.",
        "C": "A name on ctx makes no copy. It leads to the same memory, and that was overwritten.",
    },
    misconception="A25",
)

p13_3 = Prompt(
    name="p13_3",
    question="y = Root.apply(x) and L = (3·y).sum(). What does the backward of Root receive as `grad_out`?",
    options={
        "A": "the gradient of y by L: 1/3 for each element",
        "B": "the gradient of L by y: 3 for each element",
        "C": "the slopes of the cube root at x",
    },
    right="B",
    why="If an element of y grows by 1, L grows by 3. That is what the rest of the program reports.",
    replies={
        "A": "That is the sentence of the notes, taken at its word. Gradients are always of the one number L.",
        "C": "Those slopes are what backward itself must know. What arrives comes from behind y, and that is 3·y.",
    },
    misconception="C-77",
)

p13_4 = Prompt(
    name="p13_4",
    question=("`Clip.apply(x, low, high)` cuts x off at two plain numbers. How many things must its backward return?"),
    options={
        "A": "one: the gradient of x, the only tensor",
        "B": "three: a gradient for x, and 0 for each number",
        "C": "three: a gradient for x, and None for each number",
    },
    right="C",
    why="One answer for each argument of forward, in the same order. None says: no gradient here.",
    replies={
        "A": "The engine matches answers and arguments by position. It does not skip the numbers.",
        "B": "Three is right. But 0 would be a gradient, and a plain number has no place for one.",
    },
    misconception="A23",
)

p13_5 = Prompt(
    name="p13_5",
    question=(
        "`Power.forward(drawer, x, 3)` is called directly, with some object in the place of ctx. "
        "It gives 8. Will a backward pass use the backward of Power?"
    ),
    options={
        "A": "Yes: forward and backward belong to one class.",
        "B": "No: the power inside was recorded as an ordinary power.",
        "C": "No: nothing was recorded, so the result requires no grad.",
    },
    right="B",
    why="A direct call is an ordinary function call. Its operations are recorded one by one, if they can be.",
    replies={
        "A": "What joins them is apply: it makes the node. A direct call knows of no backward.",
        "C": "apply is what turns recording off inside. Nothing turned it off here.",
    },
    misconception="A26",
)

p13_6 = Prompt(
    name="p13_6",
    question=(
        "A backward ignores `grad_out` and returns x, w and 1. "
        "Are the gradients right for `out.sum()`? And for `(3*out).sum()`?"
    ),
    options={
        "A": "Right for both: x, w and 1 are the derivatives.",
        "B": "Right for the sum, three times too small for the other.",
        "C": "Wrong for both: without `grad_out` nothing is right.",
    },
    right="B",
    why="For a sum every entry of grad_out is 1, so leaving it out changes nothing. That is how the bug hides.",
    replies={
        "A": "x, w and 1 lead from w, x and b to out. The way on to the loss is grad_out, and here it is 3.",
        "C": "For out.sum() grad_out is all ones, and multiplying by one changes nothing. The bug is there, unseen.",
    },
    misconception="A24",
)

p13_7 = Prompt(
    name="p13_7",
    question=(
        "Now b has shape (2,), and w and x are 2×2. `line` returns grad_out for b, of shape (2, 2). "
        "What is b.grad after `out.sum().backward()`?"
    ),
    options={
        "A": "There is an error: (2, 2) is not the shape of b.",
        "B": "[1, 1]: one slope per element of b",
        "C": "[2, 2]: each element of b was used in two rows",
    },
    right="C",
    why="Forward, each number of b was copied into two rows. Backward, the gradients of the copies are added.",
    replies={
        "A": "A gradient that fits after adding is taken. The engine adds over the stretch for you.",
        "B": "Each element of b moves two elements of out. Both shares count.",
    },
    misconception="A32",
)

p13_8 = Prompt(
    name="p13_8",
    question=(
        "`Kept` is the third power. Its forward computes the slope 3x² and saves that; gradcheck says True. "
        "f = x·Kept(x) is x⁴, so f″(2) = 12·4 = 48. What does autograd give?"
    ),
    options={
        "A": "48: a right first derivative has a right second one",
        "B": "an error: a saved slope cannot be differentiated",
        "C": "24, and no error: a part is missing",
    },
    right="C",
    why="To autograd the saved 3x² is a number without history, so its own slope counts as 0.",
    replies={
        "A": "Right values are not enough. The second pass needs to know how the slope depends on x.",
        "B": "For Kept alone there would be one. In a product other parts still lead to x, and nobody notices.",
    },
    misconception="A25",
)

exit13_1 = Prompt(
    name="exit13_1",
    lead="Question 1.",
    question="An operation computes out = x³ and saves x. What does its backward return?",
    options={
        "A": "3x²",
        "B": "grad_out·3x²",
        "C": "grad_out + 3x²",
    },
    right="B",
    why="What arrived, times the local slope: one step of the chain rule.",
    replies={
        "A": "That is the local slope. It is right only where what arrives is 1.",
        "C": "Slopes in a row are multiplied. Adding is for paths side by side.",
    },
    misconception="A24",
)

exit13_2 = Prompt(
    name="exit13_2",
    lead="Question 2.",
    question="forward has the arguments ctx, x, n, y. x and y are tensors, n is a number. What does backward return?",
    options={
        "A": "gradients of x and y, then None",
        "B": "gradients of x and y",
        "C": "the gradient of x, None, the gradient of y",
    },
    right="C",
    why="One answer per argument after ctx, in the order of forward.",
    replies={
        "A": "The number is right, the order is not: n stands in the middle.",
        "B": "The engine expects three answers and refuses two. Places count: the second is n's.",
    },
    misconception="A23",
)

exit13_3 = Prompt(
    name="exit13_3",
    lead="Question 3.",
    question="gradcheck returned True for an operation at one float64 point. What do you know?",
    options={
        "A": "Its backward fits its forward at that point.",
        "B": "Its backward is right everywhere.",
        "C": "Its first and second derivatives are right there.",
    },
    right="A",
    why="It compared first derivatives at that point. Take several points, and gradgradcheck for the second.",
    replies={
        "B": "A missing factor can be 1 at one point: think of Ratio at y = 1.",
        "C": "Kept passed gradcheck too, and its second derivative lacked a part.",
    },
    misconception="A43",
)
