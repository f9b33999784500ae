"""Lesson 00, Start here: one exercise to learn the format, one prompt, and the exit ticket."""

from classroom.exercises import Exercise, Finding, Prompt
from classroom.judges import as_numbers
from classroom.wording import show

__all__ = ["ex00_1", "exit00_1", "exit00_2", "exit00_3", "p00_1"]


def _three(answer):
    if isinstance(answer, str):
        return Finding(f"{show(answer)} is text: quotes make text. Write the number without them.", "text")
    if isinstance(answer, list | tuple | set):
        return Finding(f"{show(answer)} is a collection. Write the number without brackets.", "brackets")
    number = as_numbers(answer)
    if number is None or number.shape != ():
        return Finding(f"{show(answer)} is not a number. Write favourite = 3.")
    if number != 3:
        return Finding(f"{show(answer)} is a fine number, but this box waits for 3.", "another number")
    return None


ex00_1 = Exercise(
    name="ex00_1",
    task="Replace the `...` by the number 3 and run the cell.",
    answer="favourite",
    stub="favourite = ...",
    judge=_three,
    why="Every exercise works like this: fill in the `...`, run the cell, read the verdict.",
    hints=(
        "The three dots are Python's way of saying: something goes here.",
        "The finished line reads: favourite = 3",
    ),
    solution_code="favourite = 3",
    reasoning="A name, an equals sign, a value. The check looks at the value that the name holds now.",
    inferior='favourite = "3". The quotes make it text, and Python does not compute with text.',
    right=("favourite = 3", "favourite = 3.0", "favourite = 2 + 1"),
    wrong={
        "text": 'favourite = "3"',
        "another number": "favourite = 7",
        "brackets": "favourite = [3]",
    },
)

p00_1 = Prompt(
    name="p00_1",
    question=(
        "The loss is L = (w·x − y)² with w = 3, x = 2 and y = 10. You make w a little larger. What happens to L?"
    ),
    options={
        "A": "L grows: a larger w makes a larger product.",
        "B": "L shrinks: w·x moves from 6 toward 10.",
        "C": "L keeps its value: only y can change it.",
    },
    right="B",
    why="At w = 3 the loss is 16, and at w = 3.1 it is 14.44. L falls as w grows, so its slope there is negative: -16.",
    replies={
        "A": "The product w·x does grow. But L measures the distance to y = 10, and 6 comes closer to it.",
        "C": "y is data and stays fixed. Compute L at w = 3.1: (6.2 - 10)² = 14.44, no longer 16.",
    },
    misconception="B3",
)

exit00_1 = Prompt(
    name="exit00_1",
    lead="Question 1.",
    question="What does `requires_grad=True` ask for?",
    options={
        "A": "The derivative is computed at once.",
        "B": "The gradient starts at zero.",
        "C": "Whatever is computed from this tensor is recorded.",
    },
    right="C",
    why="The record is what `.backward()` walks back along. Without it there is no path from L to w.",
    replies={
        "A": "Nothing is differentiated yet. The derivative is computed later, when you call `.backward()`.",
        "B": "Before the first `.backward()` there is no gradient at all: `.grad` is None, not zero.",
    },
    misconception="A38",
)

exit00_2 = Prompt(
    name="exit00_2",
    lead="Question 2.",
    question="After `L.backward()`, where do you read the derivative of L by w?",
    options={
        "A": "in `w.grad`",
        "B": "in `L.grad`",
        "C": "in what `L.backward()` returns",
    },
    right="A",
    why="The derivative by w is stored on w. A thousand marked tensors get a thousand `.grad`, one each.",
    replies={
        "B": "The derivative by w belongs to w, so it is stored there. `L.grad` stays empty.",
        "C": "`backward` returns None. It leaves its results on the tensors you marked.",
    },
    misconception="A2",
)

exit00_3 = Prompt(
    name="exit00_3",
    lead="Question 3.",
    question="At w = 3 the derivative of L by w is −16. Which small change of w lowers L?",
    options={
        "A": "a smaller w, because the derivative is negative",
        "B": "a larger w, against the sign of the derivative",
        "C": "none: a negative derivative means that L is already falling by itself",
    },
    right="B",
    why="A negative slope falls to the right. So the step that lowers L goes against the sign of the derivative.",
    replies={
        "A": "Follow the slope: -16 means that L falls when w grows. A smaller w would climb.",
        "C": "L changes only when w changes. The sign says which way is down; the step is still yours.",
    },
    misconception="B3",
)
