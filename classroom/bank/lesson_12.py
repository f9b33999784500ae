"""Lesson 12, Switch recording: the prompts, the exit ticket, and the exercises of its other files.

The reader meets errors while changing a weight, and asks when autograd watches and how to make it look away.
The surprise: a write is judged later, by what an operation saved. Some are harmless, and one is silently wrong.
At the end the reader updates, cuts and freezes with the right tool, and reads a version error as a fact.
"""

from classroom.bank.lesson_12_modes import ex12_1, ex12_2, ex12_6
from classroom.bank.lesson_12_values import ex12_3, ex12_4, ex12_5
from classroom.exercises import Prompt

__all__ = [
    "ex12_1", "ex12_2", "ex12_3", "ex12_4", "ex12_5", "ex12_6",
    "exit12_1", "exit12_2", "exit12_3",
    "p12_1", "p12_2", "p12_3", "p12_4", "p12_5", "p12_6", "p12_7", "p12_8", "p12_9",
]  # fmt: skip

p12_1 = Prompt(
    name="p12_1",
    question="x = 3 has `requires_grad=True`. Inside `with torch.no_grad():` a program computes y = x·x. What is y?",
    options={
        "A": "no usable number: without gradients nothing is computed",
        "B": "y = 9, without history; x still has `requires_grad=True`",
        "C": "y = 9, without history; the block has set `x.requires_grad` to False",
    },
    right="B",
    why="The arithmetic is the same. The block leaves out the record of it, and touches no tensor's mark.",
    replies={
        "A": "Computing and recording are two things. The block stops the second.",
        "C": "requires_grad is a mark on a leaf. The block is a stretch of the program and leaves marks alone.",
    },
    misconception="A8",
)

p12_2 = Prompt(
    name="p12_2",
    question=(
        "A loss w·w was computed inside the block, and `backward` refuses it: it does not require grad. "
        "Someone writes `loss.requires_grad_(True)` before `loss.backward()`. What does `w.grad` hold at w = 2?"
    ),
    options={
        "A": "None",
        "B": "4, the slope of w² at 2",
        "C": "0, because w was hidden inside the block",
    },
    right="A",
    why="The error is gone and the cut is still there. The loss became a leaf, and no wire leads from it to w.",
    replies={
        "B": "The mark asks for gradients from now on. It cannot bring back a multiplication that nobody recorded.",
        "C": "0 would mean: w was reached, and its slope is 0. No wire reaches w at all.",
    },
    misconception="A4",
)

p12_3 = Prompt(
    name="p12_3",
    question=(
        "Inside `with torch.no_grad():` stand two lines: `w = torch.tensor(2.0, requires_grad=True)` and `z = 3 * w`. "
        "Which of the two requires grad?"
    ),
    options={
        "A": "neither: nothing made in there can require grad",
        "B": "both: w asks for it, and results inherit it",
        "C": "w alone",
    },
    right="C",
    why="Making a leaf is no operation on another tensor, so the switch has no say. The multiplication is one.",
    replies={
        "A": "The switch stops the recording of operations. w comes from no operation, and you asked for its mark.",
        "B": "Inheriting is part of recording, and the switch is off when z is computed.",
    },
    misconception="A36",
)

p12_4 = Prompt(
    name="p12_4",
    question="One cell ends after the line `torch.set_grad_enabled(False)`. What is recorded in the next cell?",
    options={
        "A": "everything: the switch goes back at the end of the cell",
        "B": "nothing: the switch stays off until something turns it on",
        "C": "what uses new tensors: only those of the first cell are affected",
    },
    right="B",
    why="As a plain call it has no end. A block has one, and so has a decorated function.",
    replies={
        "A": "A cell is no block. Python does not tell anybody that a cell is over.",
        "C": "The switch belongs to the running program, not to tensors. It asks nobody for their age.",
    },
    misconception="A34",
)

p12_5 = Prompt(
    name="p12_5",
    question="At x = 2 a program computes u = x·x, cuts it with `u = u.detach()`, then z = u·x. What is x.grad?",
    options={
        "A": "12: z is x³, and its slope is 3x²",
        "B": "nothing: x is detached, so it gets no gradient",
        "C": "4: u is a constant now, and z = u·x has slope u",
    },
    right="C",
    why="detach cuts one value. The way through u is gone, the way of x into the product is still there.",
    replies={
        "A": "The number z is 8, as for x³. But the way through u has been cut, and 8 of the 12 came by it.",
        "B": "Not x was cut, but u. x itself still enters the last product.",
    },
    misconception="A8",
)

p12_6 = Prompt(
    name="p12_6",
    question=(
        "Three programs compute y from u: exp(u), u² and 2u. Each then writes into its result with `y.add_(1)`, "
        "and calls `y.sum().backward()`. Which is refused?"
    ),
    options={
        "A": "all three: y was recorded, and nobody may write into it",
        "B": "exp alone",
        "C": "none: add_ is an operation like any other",
    },
    right="B",
    why="The slope of exp is its own result, so exp had saved y. The other two had no use for y.",
    replies={
        "A": "Writing is recorded too. It does harm only where some rule still needs the old numbers.",
        "C": "It is recorded, yes. But the rule of exp needs the result as it was, and those numbers are gone.",
    },
    misconception="A6",
)

p12_7 = Prompt(
    name="p12_7",
    question=(
        "x = (1, 2), y = x², so the slopes are (2, 4). Before `y.sum().backward()` stands the line `x.data.add_(1)`. "
        "What happens?"
    ),
    options={
        "A": "an error: x was saved, and it has changed",
        "B": "x.grad is (2, 4): the square was recorded before",
        "C": "x.grad is (4, 6)",
    },
    right="C",
    why="`.data` writes behind the back of the counter. backward multiplies with numbers of a later x.",
    replies={
        "A": "So it would be under no_grad, which counts the write. `.data` does not count it.",
        "B": "The square saved x itself, not a copy. What is written into x is written into the saved tensor.",
    },
    misconception="A44",
)

p12_8 = Prompt(
    name="p12_8",
    question=(
        "w stands at 1.6. Now w is frozen with `w.requires_grad_(False)`, and its gradient is set to zeros. "
        "Then comes one more `optimizer.step()`. Where is w?"
    ),
    options={
        "A": "at 1.24",
        "B": "at 1.6: it is frozen, and its gradient is 0",
        "C": "nowhere: the optimizer refuses a tensor that does not require grad",
    },
    right="A",
    why="The optimizer moves whatever has a `.grad`. 0 is one, and 0.9 of the last velocity is left: 1.6 − 0.1·3.6.",
    replies={
        "B": "requires_grad speaks to recording. The optimizer looks at `.grad`, finds a 0, and coasts on.",
        "C": "The optimizer never asks for the mark. It asks whether `.grad` is None.",
    },
    misconception="A14",
)

p12_9 = Prompt(
    name="p12_9",
    question="`layer.eval()` has been called. What is `layer(x)` now?",
    options={
        "A": "a number without history: eval turns gradients off",
        "B": "a recorded result, without dropout",
        "C": "a recorded result with dropout, as before",
    },
    right="B",
    why="eval sets a flag of the layer, and the layer reads it. The switch of autograd is another thing.",
    replies={
        "A": "Read the five lines of eval and __call__ again: nothing in them speaks to autograd.",
        "C": "The flag is False now, so __call__ takes its second way.",
    },
    misconception="A11",
)

exit12_1 = Prompt(
    name="exit12_1",
    lead="Question 1.",
    question="A model has three layers in a row. The second must not learn, the other two must. What do you do?",
    options={
        "A": "run the second layer under no_grad",
        "B": "set requires_grad of its weights to False",
        "C": "detach the output of the second layer",
    },
    right="B",
    why="The weights stop asking, and the layer's operations are still recorded. Gradients pass through to layer one.",
    replies={
        "A": "Then nothing of it is recorded, and the first layer is cut off with it.",
        "C": "That cuts the wire, and the first layer lies behind it.",
    },
    misconception="A8",
)

exit12_2 = Prompt(
    name="exit12_2",
    lead="Question 2.",
    question="a requires grad. Which line joins a and 2a into one tensor that still leads back to a?",
    options={
        "A": "`torch.tensor([a, 2 * a])`",
        "B": "`torch.tensor([a.item(), 2 * a.item()])`",
        "C": "`torch.stack([a, 2 * a])`",
    },
    right="C",
    why="stack is an operation, so it is recorded. torch.tensor makes a new leaf from numbers.",
    replies={
        "A": "torch.tensor copies the numbers and drops the history, with a warning.",
        "B": "item() gives plain numbers. They have never had a history.",
    },
    misconception="A45",
)

exit12_3 = Prompt(
    name="exit12_3",
    lead="Question 3.",
    question="Under no_grad a program runs `w = w - 0.1 * w.grad`. What does the name w stand for afterwards?",
    options={
        "A": "the same leaf, with a new number in it",
        "B": "a recorded result, so it is no leaf",
        "C": "a new tensor that asks for no gradient",
    },
    right="C",
    why="Nothing was recorded, so the new tensor has no history and no mark. The next loss finds nothing to train.",
    replies={
        "A": "The sign = gives the name to another tensor. To write into w, say `w -= 0.1 * w.grad`.",
        "B": "Outside the block it would be. Inside, nothing was recorded.",
    },
    misconception="A12",
)
