"""Lesson 06, Descend the loss: the prompts, the exit ticket, and the exercises of its other files.

The reader has a line that misses its data and asks which w is best, seeing one point of the loss at a time.
The surprise: the slope shows the way, but a step a little too long never arrives, and a longer one runs away.
At the end the reader trains a line on real birds, knows the longest step, and groups birds without labels.
"""

from classroom.bank.lesson_06_data import ex06_1
from classroom.bank.lesson_06_losses import ex06_2, ex06_3
from classroom.bank.lesson_06_steps import ex06_4, ex06_5, ex06_6, ex06_7
from classroom.exercises import Prompt

__all__ = [
    "ex06_1", "ex06_2", "ex06_3", "ex06_4", "ex06_5", "ex06_6", "ex06_7",
    "exit06_1", "exit06_2", "exit06_3", "p06_1", "p06_2", "p06_3", "p06_4", "p06_5", "p06_6",
]  # fmt: skip

p06_1 = Prompt(
    name="p06_1",
    question=("With two weights, both partial derivatives of L = (w₁·w₂ − 1)² are 0 at w₁ = w₂ = 0. What is there?"),
    options={
        "A": "The best pair of weights: nothing can be gained.",
        "B": "A minimum or a maximum: slope 0 allows nothing else.",
        "C": "Neither: some small steps lower L, others raise it.",
    },
    right="C",
    why="From (0, 0) a step along (1, 1) lowers L, a step along (1, -1) raises it. Such a point is called a saddle.",
    replies={
        "A": "L is 1 there. At w₁ = w₂ = 1 it is 0, so much can be gained.",
        "B": "That is the converse, and it fails. At a minimum the slopes are 0, but slopes of 0 need no minimum.",
    },
    misconception="B13",
)

p06_2 = Prompt(
    name="p06_2",
    question="Somebody takes the sum of the squares in place of their mean. What changes?",
    options={
        "A": "The best w grows too, to three times its size.",
        "B": "The best w stays. L and every slope become three times as large.",
        "C": "Nothing: sum and mean have the same slopes.",
    },
    right="B",
    why="The factor n stretches L upward and moves no point sideways. But the slopes are n times as steep.",
    replies={
        "A": "Stretching a curve upward does not move its lowest point sideways. The best w stays 2.",
        "C": "L is three times as large everywhere, so its slope is three times as steep: -42 at w = 0.5, not -14.",
    },
    misconception="A31",
)

p06_3 = Prompt(
    name="p06_3",
    question=(
        "At w = 0.5 the slope of L is −14. To make L smaller, you take a step of 0.1 times that slope. "
        "Where should w end?"
    ),
    options={
        "A": "at 0.5 − 0.1·(−14) = 1.9: against the slope",
        "B": "at 0.5 + 0.1·(−14) = −0.9: along the slope",
        "C": "at −14: the slope is the new w",
    },
    right="A",
    why="The gradient points where L grows fastest. Descent goes the other way, so the formula has a minus.",
    replies={
        "B": "That follows the gradient, and the gradient points uphill. L would grow from 10.5 to about 39.25.",
        "C": "The slope is a rate: loss per unit of w. It gives direction and length of a step, not the place.",
    },
    misconception="B3",
)

p06_4 = Prompt(
    name="p06_4",
    question="w is 0.5 and marked with `requires_grad=True`. You call `L.backward()`, nothing else. What is w then?",
    options={
        "A": "nearer to 2: backward moves w to a smaller loss",
        "B": "the slope of L, because backward writes it into w",
        "C": "still 0.5",
    },
    right="C",
    why="backward fills w.grad and touches nothing else. The step is a line of its own, and you write it.",
    replies={
        "A": "backward computes, it does not move. The update is a separate line, here and in PyTorch.",
        "B": "The slope goes into w.grad. The number in w stays as it was.",
    },
    misconception="A48",
)

p06_5 = Prompt(
    name="p06_5",
    question="Descent has come to rest, at slope 0. Is this w the best one?",
    options={
        "A": "Yes: else it would still move.",
        "B": "Not for certain: a lower point elsewhere does not tilt the ground here.",
        "C": "No: descent never reaches the best w.",
    },
    right="B",
    why="The slope knows the nearest surroundings only. In a single bowl, like our parabola, the rest is the best.",
    replies={
        "A": "Descent moves by the slope at w alone. A deeper valley behind a hill does not tilt the ground here.",
        "C": "It can: on the parabola of three samples it does. But rest alone is no proof.",
    },
    misconception="B21",
)

p06_6 = Prompt(
    name="p06_6",
    question="Descent on the same L starts at w = 0, with η = 3/14, about 0.2143. What does it do?",
    options={
        "A": "L falls: each step goes downhill.",
        "B": "w runs away, and L grows without bound.",
        "C": "w jumps to and fro, and L never changes.",
    },
    right="C",
    why="From 0 the step ends at 4, as high on the other side. From 4 it leads back to 0.",
    replies={
        "A": "The step sets out downhill, but it is so long that it climbs the other side, to the same height.",
        "B": "Not yet at this η. It happens for every η above 3/14, even at 0.22.",
    },
    misconception="B20",
)

exit06_1 = Prompt(
    name="exit06_1",
    lead="Question 1.",
    question="L is smallest at w = 4, and L(4) = 7. What is argmin L?",
    options={
        "A": "7, the smallest value",
        "B": "0: a loss can always be brought to 0",
        "C": "4, the place of the smallest value",
    },
    right="C",
    why="argmin is the place, min is the value there. Training looks for the place.",
    replies={
        "A": "7 is min L. argmin asks for the w that gives it.",
        "B": "A loss that is never below 7 cannot become 0. And argmin is a w, not a loss.",
    },
    misconception="C-29",
)

exit06_2 = Prompt(
    name="exit06_2",
    lead="Question 2.",
    question="A parabola has curvature L″ = 8. With which η does descent arrive?",
    options={
        "A": "with every η > 0: each step goes downhill",
        "B": "with η = 0.2, but not with 0.3",
        "C": "with η = 0.3: longer steps arrive sooner",
    },
    right="B",
    why="2/L″ = 0.25 is the limit. With 0.2 each step multiplies the distance by 1 - 0.2·8 = -0.6.",
    replies={
        "A": "Beyond 2/L″ each step climbs higher on the other side than it started. Here that is beyond 0.25.",
        "C": "0.3 is beyond 2/8 = 0.25: each step multiplies the distance by -1.4, so w runs away.",
    },
    misconception="B20",
)

exit06_3 = Prompt(
    name="exit06_3",
    lead="Question 3.",
    question="On the samples used for training the loss is 0. And on new ones?",
    options={
        "A": "Nothing certain: their loss has to be measured.",
        "B": "Their loss is 0 too: the best w was found.",
        "C": "It is smaller still: the model goes on learning.",
    },
    right="A",
    why="Training makes the loss of its own samples small. Good predictions for new samples are the purpose.",
    replies={
        "B": "Three labelled birds gave loss 0, and the same centres put dozens of other birds into a wrong group.",
        "C": "A model learns by steps on a loss. New samples that it only predicts move nothing.",
    },
    misconception="C-28",
)
