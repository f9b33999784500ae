"""Lesson 10, Call backward: the prompts, the exit ticket, and the exercises of its other files.

The reader has always called backward on one number, and asks what `grad_tensors` and `retain_graph` are for.
The surprise: backward never makes the table of slopes. It adds up its rows, with weights that you choose,
and so a row of ones can give 0 for an input that matters.
At the end the reader chooses v for a row, a sum or a weighted loss, builds the table when it is needed,
and mends a second pass without keeping the graph.
"""

from classroom.bank.lesson_10_passes import ex10_4, ex10_6
from classroom.bank.lesson_10_tables import ex10_1, ex10_2
from classroom.bank.lesson_10_weights import ex10_3, ex10_5
from classroom.exercises import Prompt

__all__ = [
    "ex10_1", "ex10_2", "ex10_3", "ex10_4", "ex10_5", "ex10_6",
    "exit10_1", "exit10_2", "exit10_3",
    "p10_1", "p10_2", "p10_3", "p10_4", "p10_5", "p10_6", "p10_7", "p10_8", "p10_9",
]  # fmt: skip

p10_1 = Prompt(
    name="p10_1",
    question="x holds two numbers, y = three(x) holds three. What does `y.backward()` do?",
    options={
        "A": "It puts all six slopes into x.grad, as a table.",
        "B": "It adds the three results and differentiates the sum.",
        "C": "It refuses: it does not know which number to differentiate.",
    },
    right="C",
    why="One number has one slope by each input. For three results backward must be told what you ask.",
    replies={
        "A": "x.grad has the shape of x: two places, and there are six slopes.",
        "B": "That is y.sum().backward(). On its own, backward adds nothing up.",
    },
    misconception="A1",
)

p10_2 = Prompt(
    name="p10_2",
    question="x has shape [2], y has shape [3], the table of slopes has shape [3, 2]. Which shape has v?",
    options={
        "A": "[2], like x: what backward deals with has the shape of x",
        "B": "[3], like y: one weight per result",
        "C": "[3, 2], like the table: one weight per slope",
    },
    right="B",
    why="v weights results. What comes out, in x.grad, has the shape of x.",
    replies={
        "A": "That is the shape of the answer, x.grad. v is the question, and it is about the results.",
        "C": "A whole row shares one weight: that of its result. Single slopes cannot be weighted.",
    },
    misconception="A1",
)

p10_3 = Prompt(
    name="p10_3",
    question="Rows 2 and 3 of J are (2, 1) and (0, −0.416). What does v = (0, 1, 1) leave in x.grad?",
    options={
        "A": "(3, −0.416): each of the two rows, added up",
        "B": "(2, 0.584): the two rows, added to each other",
        "C": "(2, 1) and (0, −0.416): the two rows",
    },
    right="B",
    why="Rows are weighted and added: one sum per column, so one number per input.",
    replies={
        "A": "Sums along rows belong to results: how far each moves if both inputs do. That is another product, in §4.",
        "C": "x.grad has two places, one per input. The rows are added after weighting.",
    },
    misconception="A40",
)

p10_4 = Prompt(
    name="p10_4",
    question="x holds four ones and y = x·x. For which v does `y.backward(v)` do the same as `y.mean().backward()`?",
    options={
        "A": "(1, 1, 1, 1): a sum and a mean have the same slopes",
        "B": "(0.25, 0.25, 0.25, 0.25): the mean takes a quarter of each result",
        "C": "0.25, as a single number: the mean is a single number",
    },
    right="B",
    why="The mean is 0.25·y₁ + 0.25·y₂ + 0.25·y₃ + 0.25·y₄, and these factors are its v.",
    replies={
        "A": "Those are the weights of the sum. Its slopes are four times as large.",
        "C": "v has one weight per result of y, and y has four.",
    },
    misconception="A31",
)

p10_5 = Prompt(
    name="p10_5",
    question="x = (1, 2, 4, 5) and `y = x - x.mean()`. What does `y.backward(torch.ones(4))` leave in x.grad?",
    options={
        "A": "0.75 everywhere: if xᵢ grows by 1, the mean grows by 0.25, and yᵢ by 0.75",
        "B": "1 everywhere: the mean is a number, and taking away a number changes no slope",
        "C": "0 everywhere",
    },
    right="C",
    why="When xᵢ grows, yᵢ gains 0.75 and the three others lose 0.25 each. Ones ask for the sum.",
    replies={
        "A": "That is the slope of yᵢ by xᵢ alone. Ones also count what xᵢ does to the three other results.",
        "B": "The mean is computed from x, so it moves with x. Even yᵢ alone moves by 0.75 only.",
    },
    misconception="A30",
)

p10_6 = Prompt(
    name="p10_6",
    question="x holds three numbers, b is one number, y = x + b. After `y.backward(v)` with v = (1, 2, 3), b.grad is",
    options={
        "A": "(1, 2, 3): b was used three times",
        "B": "6: b moves all three results, and the weighted shares are added",
        "C": "1: the slope of x + b by b",
    },
    right="B",
    why="J has one column for b: three ones. Weighted and added: 1 + 2 + 3.",
    replies={
        "A": "A gradient has the shape of its input, and b is one number. The three shares are added.",
        "C": "That slope stands three times in the column of b, and the weights are 1, 2 and 3.",
    },
    misconception="A32",
)

p10_7 = Prompt(
    name="p10_7",
    question="A function takes five numbers and gives three. All its slopes together are",
    options={
        "A": "its gradient, five numbers",
        "B": "its Jacobian, three rows of five",
        "C": "its Hessian, five rows of five",
    },
    right="B",
    why="One row per result, one column per input. A gradient is the only row of a function with one result.",
    replies={
        "A": "Five numbers are the slopes of one result. This function has three.",
        "C": "A Hessian holds second derivatives of one result (lesson 11).",
    },
    misconception="B19",
)

p10_8 = Prompt(
    name="p10_8",
    question="At x = 3 compute x + 2, or 2·x, or x·x, and call `backward()` twice. Which second call runs?",
    options={
        "A": "none: the first call destroys the graph",
        "B": "that of x + 2 alone",
        "C": "those of x + 2 and of 2·x: their slopes do not depend on x",
    },
    right="B",
    why="x + 2 saved nothing, so nothing is missing. 2·x saved its 2, and x·x both factors; these were freed.",
    replies={
        "A": "The nodes stay as long as y does. What is freed is what they saved, and x + 2 saved nothing.",
        "C": "The slope of 2·x is 2, and this 2 had to be saved. The first pass freed it.",
    },
    misconception="A5",
)

p10_9 = Prompt(
    name="p10_9",
    question="h = x·x is computed once; a = 3·h and b = h + 1 use it. `a.backward()` has run. And `b.backward()`?",
    options={
        "A": "It runs: a's pass did not touch the node of b.",
        "B": "It fails: the way from b to x leads through x·x, and that was freed.",
        "C": "It runs, and x.grad holds the slope of b in place of a's.",
    },
    right="B",
    why="The trunk is shared. The first pass through x·x freed both its factors, whoever sent it.",
    replies={
        "A": "b's own node saved nothing and is fine. But behind it stands x·x, shared with a.",
        "C": "If it ran, it would add to x.grad. But x·x has nothing left to multiply by.",
    },
    misconception="A33",
)

exit10_1 = Prompt(
    name="exit10_1",
    lead="Question 1.",
    question="y = f(x) has 4 results, x has 6 numbers. How do you get the second row of the Jacobian?",
    options={
        "A": "y.backward(v), with v of shape [6] and its 1 at the second place",
        "B": "y.backward(v), with v of shape [4] and its 1 at the second place",
        "C": "y.backward(torch.ones(4)), and then x.grad[1]",
    },
    right="B",
    why="Rows belong to results, so v has one weight for each of the 4. x.grad then has 6 numbers.",
    replies={
        "A": "A v of shape [6] is refused: it does not fit the 4 results.",
        "C": "x.grad[1] is then one number: the sum of the second column.",
    },
    misconception="A1",
)

exit10_2 = Prompt(
    name="exit10_2",
    lead="Question 2.",
    question="After `y.backward(torch.ones(4))` all of x.grad is 0. What do you know?",
    options={
        "A": "y does not depend on x.",
        "B": "For each input, the slopes of the four results add up to 0.",
        "C": "backward has a bug.",
    },
    right="B",
    why="A column sum of 0 says nothing about the single slopes. Another v shows them.",
    replies={
        "A": "x − mean(x) depends on x, and its column sums are 0. Ask again with another v.",
        "C": "It did what ones ask for: the slopes of the sum. The sum may well stay the same.",
    },
    misconception="A30",
)

exit10_3 = Prompt(
    name="exit10_3",
    lead="Question 3.",
    question="Two losses share a trunk. You want x.grad of both together. Which is best?",
    options={
        "A": "a.backward(), then b.backward(retain_graph=True)",
        "B": "(a + b).backward()",
        "C": "retain_graph=True in both calls, to be safe",
    },
    right="B",
    why="One pass walks the trunk once and frees it.",
    replies={
        "A": "The first call has freed the trunk already. What the second one keeps comes too late.",
        "C": "It runs, walks the trunk twice, and leaves all that was saved in memory.",
    },
    misconception="A33",
)
