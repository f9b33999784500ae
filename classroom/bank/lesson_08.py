"""Lesson 08, Mark the leaves: the prompts, the exit ticket, and the exercises of its other files.

The reader has seen some tensors end up with a .grad and others without, and asks which mark decides it.
The surprise: a tensor that you computed can be a leaf, and a tensor that you made yourself may not be one.
At the end the reader predicts both flags from the code, makes a leaf of any data, and reads four refusals.
"""

from classroom.bank.lesson_08_flags import ex08_1, ex08_3, ex08_5
from classroom.bank.lesson_08_repairs import ex08_2, ex08_4
from classroom.exercises import Prompt

__all__ = [
    "ex08_1", "ex08_2", "ex08_3", "ex08_4", "ex08_5",
    "exit08_1", "exit08_2", "exit08_3",
    "p08_1", "p08_2", "p08_3", "p08_4", "p08_5", "p08_6", "p08_7", "p08_8",
]  # fmt: skip

p08_1 = Prompt(
    name="p08_1",
    question="t is a tensor. An old program says `v = Variable(t, requires_grad=True)`. What is v today?",
    options={
        "A": "a Variable: a box around t, which autograd can follow",
        "B": "a tensor of its own, marked",
        "C": "t itself, now marked",
    },
    right="B",
    why="There is one class left, Tensor. The old name makes another marked tensor and leaves t as it was.",
    replies={
        "A": "That was so before the two classes were merged. Ask type(v): there is no box any more.",
        "C": "v and t share their numbers, yet they are two tensors. The mark is on v alone.",
    },
    misconception="C-33",
)

p08_2 = Prompt(
    name="p08_2",
    question="w is marked, x is not. What is `(w * x).requires_grad`?",
    options={
        "A": "False: x is not marked, so nothing can be recorded",
        "B": "False, until you set it: every tensor has a mark of its own",
        "C": "True: one marked input is enough",
    },
    right="C",
    why="w can change the product, so somebody may ask for that slope. The line is recorded, and the result marked.",
    replies={
        "A": "Then no model could learn: its data are never marked. One marked input is enough.",
        "B": "You set the mark of leaves. A recorded result gets its mark from the inputs.",
    },
    misconception="C-34",
)

p08_3 = Prompt(
    name="p08_3",
    question="x = 2 is not marked, and `c = x * x`. Is c a leaf?",
    options={
        "A": "No: c was computed, and leaves are what I create.",
        "B": "Yes: nothing was recorded when c was computed.",
        "C": "No: only a tensor that requires grad can be a leaf.",
    },
    right="B",
    why="No input was marked, so no operation was recorded. For autograd c begins here, as if you had typed 4.",
    replies={
        "A": "Computed is not the question; recorded is. Look at c.grad_fn: autograd knows no line that made c.",
        "C": "Leaf and mark are two questions. An unmarked tensor is always a leaf.",
    },
    misconception="A28",
)

p08_4 = Prompt(
    name="p08_4",
    question="`w = torch.tensor(3.0, dtype=torch.float32, requires_grad=True).double()`. Is w a leaf?",
    options={
        "A": "Yes: I made it in one line, and it is marked.",
        "B": "No: `.double()` is an operation on a marked tensor, so it was recorded.",
        "C": "Yes: a conversion changes the format, it computes nothing.",
    },
    right="B",
    why="The leaf is the tensor inside the line. It has no name, and w is the result of a conversion.",
    replies={
        "A": "Two tensors are made in this line. The marked one is converted, and w names the second.",
        "C": "float32 to float64 makes a new tensor, and slopes pass through it. So it is recorded.",
    },
    misconception="A13",
)

p08_5 = Prompt(
    name="p08_5",
    question=(
        "w and b are marked, x and y are data. p = w·x, q = p + b, L = (q − y)². "
        "After `L.backward()`, whose `.grad` is not None?"
    ),
    options={
        "A": "w, b, p, q and L: a gradient arrived at all of them",
        "B": "w, b, x and y: all leaves",
        "C": "w and b",
    },
    right="C",
    why="Kept is what arrives at a leaf that asked for it. At p and q it passes through.",
    replies={
        "A": "It did arrive, and was passed on. p, q and L are non-leaves, so backward stores nothing there.",
        "B": "x and y are leaves, but nobody asked for their slopes. None were computed.",
    },
    misconception="A2",
)

p08_6 = Prompt(
    name="p08_6",
    question=(
        "w = 2 was never marked, and loss = (3w − 9)². You add the line `loss.requires_grad_()` before "
        "`loss.backward()`. What do you get?"
    ),
    options={
        "A": "No error, and w.grad stays None.",
        "B": "No error, and w.grad = −18.",
        "C": "The same error as before.",
    },
    right="A",
    why="The mark comes too late: the lines between w and loss ran unrecorded. loss is a leaf, the pass ends there.",
    replies={
        "B": "The slope is −18, but no record leads from loss to w. A mark does not bring back lines that have run.",
        "C": "The message is gone: loss requires grad now. That is what makes this line dangerous.",
    },
    misconception="A4",
)

p08_7 = Prompt(
    name="p08_7",
    question="A weight is to start at 3. What happens at `w = torch.tensor(3, requires_grad=True)`?",
    options={
        "A": "It works, and gradients are rounded to whole numbers.",
        "B": "It works: 3 becomes 3.0 as soon as a slope is needed.",
        "C": "It is refused at once.",
    },
    right="C",
    why="3 makes a tensor of integers, and an integer cannot move by a small step.",
    replies={
        "A": "A rounded slope would be a wrong slope. The mark is refused instead.",
        "B": "A tensor keeps the type it is made with. Written 3, that is an integer.",
    },
    misconception="A37",
)

p08_8 = Prompt(
    name="p08_8",
    question="You want the sine of a marked w and write `np.sin(w)`. What happens?",
    options={
        "A": "It works, and the sine is recorded: NumPy reads the tensor.",
        "B": "It is refused: NumPy would have to take the number and drop the record.",
        "C": "It works and gives an array; only the record is lost.",
    },
    right="B",
    why="A silent loss would be worse than an error. Either use torch.sin, or say detach and mean it.",
    replies={
        "A": "NumPy knows numbers only. It has no place for what backward needs.",
        "C": "That would cut the graph without a word. The library makes you say it: .detach().",
    },
    misconception="A10",
)

exit08_1 = Prompt(
    name="exit08_1",
    lead="Question 1.",
    question="`t.is_leaf` is True and `t.requires_grad` is False. What do you know?",
    options={
        "A": "t was typed in by hand.",
        "B": "No recorded operation made t, and t collects no gradient.",
        "C": "That pair of flags cannot be.",
    },
    right="B",
    why="Every unmarked tensor is a leaf, typed or computed.",
    replies={
        "A": "It may as well be computed from unmarked tensors, or come out of detach().",
        "C": "It is the commonest pair: data have it. The pair that cannot be is False and False.",
    },
    misconception="A28",
)

exit08_2 = Prompt(
    name="exit08_2",
    lead="Question 2.",
    question="`data` holds float32 numbers. Which line gives a float64 leaf that collects gradients?",
    options={
        "A": "w = data.double().requires_grad_()",
        "B": "w = data.requires_grad_().double()",
        "C": "w = data.requires_grad_().clone().double()",
    },
    right="A",
    why="Convert first, while nothing is recorded. Mark last.",
    replies={
        "B": "Here data is the leaf. w is the result of a recorded conversion.",
        "C": "Two recorded operations stand between the leaf, data, and w.",
    },
    misconception="A13",
)

exit08_3 = Prompt(
    name="exit08_3",
    lead="Question 3.",
    question="`element 0 of tensors does not require grad`, says your training program. What do you do first?",
    options={
        "A": "loss.requires_grad_(), right before backward()",
        "B": "try another loss",
        "C": "walk from the loss back to w, and look for the line where requires_grad turns False",
    },
    right="C",
    why="Somewhere the record was cut, or it was never begun. Mend it there.",
    replies={
        "A": "Then the message is gone, and w still gets nothing.",
        "B": "The loss is where the fault shows. It lies on the way from w to it.",
    },
    misconception="A4",
)
