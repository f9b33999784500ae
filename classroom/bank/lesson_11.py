"""Lesson 11, Differentiate again: the prompts, the exit ticket, and the exercises of its other files.

The reader can call backward() and asks how to get one derivative in hand, and then the derivative of that.
The surprise: the second derivative of 3x is an error; a gradient is a bare number unless its pass is recorded.
At the end the reader differentiates five times, multiplies by a Hessian that is never built, and tells None from 0.
"""

from classroom.bank.lesson_11_again import ex11_3, ex11_4
from classroom.bank.lesson_11_asking import ex11_1, ex11_2
from classroom.bank.lesson_11_hessian import ex11_5, ex11_6
from classroom.exercises import Prompt

__all__ = [
    "ex11_1", "ex11_2", "ex11_3", "ex11_4", "ex11_5", "ex11_6",
    "exit11_1", "exit11_2", "exit11_3",
    "p11_1", "p11_2", "p11_3", "p11_4", "p11_5", "p11_6", "p11_7", "p11_8",
]  # fmt: skip

p11_1 = Prompt(
    name="p11_1",
    question="The gradient 6 came back as a result. What does `x.grad` hold now?",
    options={
        "A": "6 as well: whoever computes a gradient fills `.grad`.",
        "B": "0: it was cleared when the call ended.",
        "C": "None: nothing was put there.",
    },
    right="C",
    why="grad returns what it finds and leaves every .grad alone, so there is nothing to clear afterwards.",
    replies={
        "A": "Filling .grad is what backward does. grad walks the same way, and hands its result over.",
        "B": "A 0 would have to be written by someone. grad neither adds to .grad nor clears it.",
    },
    misconception="A46",
)

p11_2 = Prompt(
    name="p11_2",
    question="At x = (1, 2) the gradient of y₁ is (2, 4), that of y₂ is (3, 3). What does `grad([y1, y2], x)` return?",
    options={
        "A": "two gradients, (2, 4) and (3, 3)",
        "B": "one gradient, (5, 7): the sum",
        "C": "an error: it differentiates one output at a time",
    },
    right="B",
    why="One entry per input. The outputs are added up first, as if you had asked for y₁ + y₂.",
    replies={
        "A": "The tuple has one entry per input, and x is the only one. Over outputs the gradients are summed.",
        "C": "Several outputs are allowed. Each must be one number, or come with its own v in grad_outputs.",
    },
    misconception="A47",
)

p11_3 = Prompt(
    name="p11_3",
    question="z = x², and y is another leaf that asks for gradients. What does `grad(z, [x, y])` give for y?",
    options={
        "A": "an error: no path leads from z back to y",
        "B": "0: z does not change when y does",
        "C": "None, as `.grad` is None before the first `backward`",
    },
    right="A",
    why="A missing path is more often a slip in the program than a wish, so grad asks you to say which.",
    replies={
        "B": "The slope is 0, but the graph cannot know that y was left out on purpose. 0 is what a real path gives.",
        "C": "None is the answer once you allow it, with allow_unused=True. Without that word it is an error.",
    },
    misconception="A15",
)

p11_4 = Prompt(
    name="p11_4",
    question="y = x³ at x = 2, and `g` holds its slope 12. What does `grad(g, x)` give?",
    options={
        "A": "12, because the derivative of 3x² is 6x",
        "B": "0, because g is the number 12, and numbers do not change",
        "C": "an error: nobody recorded how g was made",
    },
    right="C",
    why="The pass that made g was not recorded. g is a number without a history, and no path leads back to x.",
    replies={
        "A": "That is f″(2), and the right thing to want. But g holds 12 and no rule: it has to be recorded first.",
        "B": "grad does not guess that a number is constant. It refuses an output that has no history.",
    },
    misconception="A16",
)

p11_5 = Prompt(
    name="p11_5",
    question="y = 3x, and `slope` was made with `create_graph=True`. What does `grad(slope, x)` give?",
    options={
        "A": "0, because the second derivative of 3x is 0",
        "B": "an error, although the pass was recorded",
        "C": "None, because x is not used in it",
    },
    right="B",
    why="The slope of 3x is the factor 3, whatever x is. It was read off and not computed from x: no path.",
    replies={
        "A": "In mathematics it is 0. But the number 3 was not made from x, so there is no path to walk.",
        "C": "None needs allow_unused, and an output with a history. This one has none at all.",
    },
    misconception="A18",
)

p11_6 = Prompt(
    name="p11_6",
    question="A small net with relu has the gradient (3, 1). All its second derivatives come out 0. What is wrong?",
    options={
        "A": "The pass was not recorded.",
        "B": "The weights are too small to bend anything.",
        "C": "Nothing: the net is made of straight pieces.",
    },
    right="C",
    why="relu is straight on both sides of its corner. A sum of straight pieces bends at corners only.",
    replies={
        "A": "Then there would be an error. The zeros came from a recorded pass.",
        "B": "Larger weights make steeper pieces. They stay straight: the slope is the same all over a piece.",
    },
    misconception="A19",
)

p11_7 = Prompt(
    name="p11_7",
    question=(
        "y = x³ at x = 1, so f′ = 3 and f″ = 6. After `y.backward(create_graph=True)`, x.grad is 3. "
        "What is it after `x.grad.backward()`?"
    ),
    options={
        "A": "6: it works as grad does, and f″ replaces f′",
        "B": "9: f″ was added to f′",
        "C": "3: a gradient has no gradient",
    },
    right="B",
    why="backward adds to .grad, and f′ was still there. Take f′ out and clear the place first.",
    replies={
        "A": "grad would return a 6 of its own. backward has one place for results, and adds there.",
        "C": "With create_graph=True the gradient has a history, so it can be differentiated.",
    },
    misconception="A17",
)

p11_8 = Prompt(
    name="p11_8",
    question=(
        "f = xy(x² − y²)/(x² + y²), with f = 0 at (0, 0). Its slope by x along the y axis is −y; its slope by y along "
        "the x axis is x. What are the two mixed partials at (0, 0)?"
    ),
    options={
        "A": "equal: the order of differentiation never matters",
        "B": "−1 and 1: here the order matters",
        "C": "neither exists: the formula divides by 0",
    },
    right="B",
    why="The slope of −y is −1, the slope of x is 1. Both limits exist, and they differ.",
    replies={
        "A": "Differentiate −y by y, and x by x. The two numbers are not the same.",
        "C": "The formula fails at one point, and there f is defined as 0. Along the axes the slopes are −y and x.",
    },
    misconception="B18",
)

exit11_1 = Prompt(
    name="exit11_1",
    lead="Question 1.",
    question="`grad(loss, [w, b], allow_unused=True)` returns a tensor 0 for w and None for b. What do you know?",
    options={
        "A": "The loss depends on neither of them.",
        "B": "A recorded path leads from w to the loss, and along it the slope is 0. From b none leads there.",
        "C": "Both slopes are 0. None is another way to write it.",
    },
    right="B",
    why="0 is a result at this point; None says that nothing was found to differentiate.",
    replies={
        "A": "The 0 came along a path: w takes part. Elsewhere its slope may be another.",
        "C": "None says nothing about a slope. The path may be cut by mistake, by detach for example.",
    },
    misconception="A15",
)

exit11_2 = Prompt(
    name="exit11_2",
    lead="Question 2.",
    question="What does `create_graph=True` change?",
    options={
        "A": "The operations of the backward pass are recorded, so its result has a history.",
        "B": "The result is the second derivative.",
        "C": "The graph is kept for another pass, and nothing else.",
    },
    right="A",
    why="The result is the same number. But now it can be differentiated like anything else you computed.",
    replies={
        "B": "The number is the same as without it. What is new is its history.",
        "C": "That is retain_graph, which comes along with it. The recording is what is new.",
    },
    misconception="A16",
)

exit11_3 = Prompt(
    name="exit11_3",
    lead="Question 3.",
    question="f takes 1000 numbers and gives one. What is the shortest way to Hv?",
    options={
        "A": "1000 passes for the rows of H, then a product",
        "B": "one pass for the gradient: it is the Hessian",
        "C": "two passes: one recorded for the gradient, one back from it with v",
    },
    right="C",
    why="The second pass gives vᵀJ of the gradient, and J is H. The million entries are never formed.",
    replies={
        "A": "It works, and costs 1001 passes. A pass with v gives the weighted sum of all rows at once.",
        "B": "The gradient holds 1000 first derivatives. The Hessian holds a million second ones.",
    },
    misconception="B19",
)
