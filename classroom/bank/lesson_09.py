"""Lesson 09, Read grad and grad_fn: the prompts, the exit ticket, and the exercises of its other files.

The reader has copied the line that clears .grad since lesson 06, and wonders why a library does not do it alone.
The surprise: each pass brings 24, yet the box says 48; and a loop that forgets to clear falls faster at first.
At the end the reader can say of any tensor what .grad and grad_fn hold and why, and can write a loop that trains.
"""

from classroom.bank.lesson_09_grads import ex09_1, ex09_3, ex09_4
from classroom.bank.lesson_09_loops import ex09_2, ex09_5, ex09_6
from classroom.exercises import Prompt

__all__ = [
    "ex09_1", "ex09_2", "ex09_3", "ex09_4", "ex09_5", "ex09_6",
    "exit09_1", "exit09_2", "exit09_3",
    "p09_1", "p09_2", "p09_3", "p09_4", "p09_5", "p09_6", "p09_7", "p09_8", "p09_9",
]  # fmt: skip

p09_1 = Prompt(
    name="p09_1",
    question="x is a leaf, y = 2x, and z = y·y is the result. Which of the three have a `grad_fn`?",
    options={
        "A": "z alone: only the result needs one",
        "B": "y and z: each was made by a recorded operation",
        "C": "all three: each of them will get a gradient",
    },
    right="B",
    why="A recorded operation leaves a node, and its result holds that node. No operation made x.",
    replies={
        "A": "How would the way back go on from z? y was made by an operation too, and holds its node.",
        "C": "x was written down, not computed. A tensor with a grad_fn is never a leaf.",
    },
    misconception="C-48",
)

p09_2 = Prompt(
    name="p09_2",
    question="The three lines have run, `backward` has not. What is `x.grad`?",
    options={
        "A": "0: nothing has arrived yet",
        "B": "24: recording the lines has computed it",
        "C": "None",
    },
    right="C",
    why="None says: no pass has come by. 0 would be a claim about the slope, and the slope is 24.",
    replies={
        "A": "0 is a slope: it would say that z does not change with x. Nobody has computed that.",
        "B": "Forward computes values and keeps a record. The slopes are computed by backward.",
    },
    misconception="A38",
)

p09_3 = Prompt(
    name="p09_3",
    question="To reach x, the pass had to go through y. What is `y.grad` now?",
    options={
        "A": "12, because dz/dy = 2y",
        "B": "None",
        "C": "0, because y is no input",
    },
    right="B",
    why="The 12 was there during the pass and was let go. backward leaves gradients in leaves only.",
    replies={
        "A": "12 did pass through. But backward keeps nothing at intermediate values, unless you ask for it before.",
        "C": "0 would be a slope, and dz/dy is 12. Nothing was stored at all.",
    },
    misconception="A2",
)

p09_4 = Prompt(
    name="p09_4",
    question="`z.grad_fn` shows `<MulBackward0>`. What does that name say?",
    options={
        "A": "0 is the gradient of z so far; after backward another number stands there",
        "B": "this is the program's first multiplication; the next one is MulBackward1",
        "C": "a multiplication made z, and this node will run for it in the backward pass",
    },
    right="C",
    why="Mul is the operation. Backward is what the node is for. 0 is a variant of the operation.",
    replies={
        "A": "A node holds no gradient, and its name never changes. Gradients are in `.grad`.",
        "B": "y was multiplied before z, and both nodes are called MulBackward0. The number does not count.",
    },
    misconception="A27",
)

p09_5 = Prompt(
    name="p09_5",
    question="A loop computes y = 2x and z = y·y at x = 3 and calls `z.backward()`, three times. What is `x.grad`?",
    options={
        "A": "24: each call writes its own gradient there",
        "B": "72: each call adds its own gradient",
        "C": "13824: each call multiplies, as the chain rule does",
    },
    right="B",
    why="The node at the leaf is called AccumulateGrad, and that is its work: it adds what arrives.",
    replies={
        "A": "That is what each pass brings. The leaf does not replace what it holds, it adds.",
        "C": "Slopes multiply along a path, within one pass. What several passes bring is added.",
    },
    misconception="A3",
)

p09_6 = Prompt(
    name="p09_6",
    question=(
        "y = 2x. Program one: z = y + y + y, one call of backward. Program two: z = y, three calls. "
        "Both leave 6 in `x.grad`. In which is dz/dx = 6?"
    ),
    options={
        "A": "in both: adding up is the chain rule",
        "B": "in program one",
        "C": "in neither: dz/dx is 2, as for y",
    },
    right="B",
    why="Three paths from x to z add up inside one pass: 6. Three calls are three answers to one question, 2 each.",
    replies={
        "A": "The chain rule adds over paths of one graph. In program two each graph has one path, of slope 2.",
        "C": "In program one z is 6x: when x grows by 1, all three terms grow by 2.",
    },
    misconception="A29",
)

p09_7 = Prompt(
    name="p09_7",
    question="`z.backward()` has run. Only then you call `y.retain_grad()`, and read `y.grad`. What is it?",
    options={
        "A": "12: the graph still knows it",
        "B": "an error: a wish after the pass is refused",
        "C": "None: the pass is over, and it kept nothing for y",
    },
    right="C",
    why="retain_grad is a wish for passes to come. It raises no error, so a late call goes unnoticed.",
    replies={
        "A": "A pass that is over has let go of what it carried. A graph keeps values for slopes, not gradients.",
        "B": "The call is accepted. It counts for the next pass through this y.",
    },
    misconception="A2",
)

p09_8 = Prompt(
    name="p09_8",
    question=(
        "w is a leaf with w.grad = 1. You write `w = w - 0.1 * w.grad`, compute the loss of the new w, and call "
        "backward. What is `w.grad` now?"
    ),
    options={
        "A": "the slope at the new w: the leaf has moved there",
        "B": "None: the name w now means a computed tensor",
        "C": "1 still, plus the new slope",
    },
    right="B",
    why="The right side computes a new tensor, with a grad_fn. backward fills the leaf, which has lost its name.",
    replies={
        "A": "The leaf was not moved. `w = …` puts the name on another tensor, and that one is no leaf.",
        "C": "That happens to the old leaf. But w is no longer its name.",
    },
    misconception="A12",
)

p09_9 = Prompt(
    name="p09_9",
    question="The loss falls for four steps, then climbs back to where it began. What is wrong?",
    options={
        "A": "The learning rate is too large: the steps jump over the valley.",
        "B": "A straight line cannot fit these points any better.",
        "C": "Each step uses the sum of all slopes since the start.",
    },
    right="C",
    why="Nothing clears w.grad. The old slopes go on pushing long after w has passed the best place.",
    replies={
        "A": "Then smaller steps would cure it. The next cell tries them.",
        "B": "It had fitted better at step 4, and then left that place again.",
    },
    misconception="A3",
)

exit09_1 = Prompt(
    name="exit09_1",
    lead="Question 1.",
    question="v is a leaf that asks for gradients. After `loss.backward()`, `v.grad` is None. What does that tell you?",
    options={
        "A": "The slope of the loss by v is 0.",
        "B": "backward must be called once more.",
        "C": "No recorded way leads from v to this loss.",
    },
    right="C",
    why="Look for the place where v should have been used. A leaf that is reached holds a number, even if it is 0.",
    replies={
        "A": "Then v.grad would be 0: computed, and zero. None means that nothing came by.",
        "B": "The same pass over the same graph reaches the same leaves.",
    },
    misconception="A38",
)

exit09_2 = Prompt(
    name="exit09_2",
    lead="Question 2.",
    question="One backward brings 5 to w. Another, from a second loss, brings −2. Nothing is cleared. What is w.grad?",
    options={
        "A": "3, which is the slope of the sum of both losses",
        "B": "−2, the slope of the last loss",
        "C": "−10, the product",
    },
    right="A",
    why="The slope of a sum is the sum of the slopes. So adding is useful, as long as you want that sum.",
    replies={
        "B": "Nothing was cleared, so the 5 is still in there.",
        "C": "What arrives in .grad is added, never multiplied.",
    },
    misconception="A3",
)

exit09_3 = Prompt(
    name="exit09_3",
    lead="Question 3.",
    question="The `next_functions` of a multiplication are an AccumulateGrad and a None. What is the None?",
    options={
        "A": "a factor whose gradient has not been computed yet",
        "B": "a factor that asks for no gradient, such as data",
        "C": "the end of the graph: this operation had one input",
    },
    right="B",
    why="There is one entry per input. None says: nothing is to be sent there.",
    replies={
        "A": "Nodes know where gradients go, not whether they have been there. A wire to None is never used.",
        "C": "A multiplication has two factors, and both have their entry.",
    },
    misconception="A27",
)
