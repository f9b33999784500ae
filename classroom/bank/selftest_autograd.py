"""The self-test, questions 11 to 20: leaves, gradients, passes, "
"recording, functions, surprises (lessons 08 to 14)."""

from classroom.questions import Cell, Question

_DATA = "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x**2\nx.data.add_(1)"
_WHERE = "x = torch.tensor([4.0, 0.0], requires_grad=True)\ny = torch.where"
_PROGRAMS = "programs = {"

AUTOGRAD = (
    Question(
        belief="A28",
        question="w is marked with requires_grad=True, d is plain data. Which of these is no leaf?",
        options={
            "A": "d * d: it was computed, and leaves are what you typed in",
            "B": "d: nobody marked it, and leaves are marked",
            "C": "w * d: it was computed and recorded",
        },
        right="C",
        why="It was computed with recording, so it has a grad_fn. A tensor without one is a leaf, marked or not.",
        replies={
            "A": "Computed from unmarked data, it is not recorded and has no grad_fn. By definition it is a leaf.",
            "B": "Unmarked data have no grad_fn, and that is what makes a leaf. The mark is another matter.",
        },
        cells={
            "A": Cell("08", "§3", "c = x * x"),
            "B": Cell("08", "§3", "specimens = {"),
        },
    ),
    Question(
        belief="A4",
        question="backward refuses: the loss does not require grad. What mends the program?",
        options={
            "A": "a line loss.requires_grad_() before backward",
            "B": "finding the place where the weight was not recorded, and mending that",
            "C": "a second call: the first one builds the graph",
        },
        right="B",
        why="The path from the loss back to the weight is broken somewhere. Only where it broke can it be joined.",
        replies={
            "A": "That silences the message. w.grad stays None, because no path leads from the loss to w.",
            "C": (
                "The graph grows while the loss is computed. It is there "
                "before any backward, or it is not there at all."
            ),
        },
        cells={
            "A": Cell("08", "§4", "w = torch.tensor(2.0)\nloss = (w * 3 - 9) ** 2\nloss.requires_grad_()"),
            "C": Cell("07", "§1", "print(z.grad_fn)"),
        },
    ),
    Question(
        belief="A3",
        question=(
            "At w one loss has slope 5, another one −2. You call backward on each, and clear nothing. What is w.grad?"
        ),
        options={
            "A": "3: the second call adds to the first",
            "B": "−2: the last call replaces what was there",
            "C": "none: the second call finds w.grad full and refuses",
        },
        right="A",
        why="backward adds to .grad: 5 + (-2). For two losses that is useful, from step to step it is a bug.",
        replies={
            "B": "The second loss found a 4 in w.grad, brought -8, and left -4. It was added.",
            "C": "A full .grad is no error. Three calls in a row left 24, 48 and 72.",
        },
        cells={
            "B": Cell("09", "§4", "w = torch.tensor(3.0, requires_grad=True)\n((w - 1) ** 2).backward()"),
            "C": Cell("09", "§4", "x = torch.tensor(3.0, requires_grad=True)\nfor call in (1, 2, 3):"),
        },
    ),
    Question(
        belief="A38",
        question="c is a marked leaf. After backward, c.grad is None. What do you know?",
        options={
            "A": "The slope of the result by c is 0.",
            "B": "c became a non-leaf, else there would be a number.",
            "C": "No gradient came to c: no recorded path from the result reaches it.",
        },
        right="C",
        why="None says that nothing arrived. A slope of 0 arrives like any other number, and is stored as 0.",
        replies={
            "A": "b, behind a relu, received a slope of 0, and its .grad shows 0. c, which was not used, shows None.",
            "B": (
                "A marked leaf has no .grad until a pass reaches it: before the first one it is None for every leaf."
            ),
        },
        cells={
            "A": Cell("09", "§2", "a = torch.tensor(2.0, requires_grad=True)"),
            "B": Cell("09", "§2", 'print("before:", x.grad)'),
        },
    ),
    Question(
        belief="A30",
        question=(
            "Two results, two inputs. The first result has slopes 1 and 3 by the inputs, the second 5 and 7. "
            "What does backward with ones leave in x.grad?"
        ),
        options={
            "A": "[1, 7]: each result by its own input",
            "B": "[6, 10]: the slopes by each input, added",
            "C": "[4, 12]: the slopes of each result, added",
        },
        right="B",
        why="Ones add the rows of the table: each input gets 1 + 5 or 3 + 7, its slopes in all results together.",
        replies={
            "A": (
                "That is the diagonal, and backward never picks it. For x - "
                "mean(x) the diagonal is 3/4, backward gives 0."
            ),
            "C": "That adds along a row, which is Ju for u of ones. backward weighs the rows: it gives vᵀJ.",
        },
        cells={
            "A": Cell("10", "§3", "x = torch.tensor([1.0, 2.0, 4.0, 5.0], requires_grad=True)"),
            "C": Cell("10", "§4", "jacobians.sides()"),
        },
    ),
    Question(
        belief="A5",
        question="Without retain_graph you call backward twice on the same result. When does the second call work?",
        options={
            "A": "where no node on its way needs a saved tensor",
            "B": "never: the first pass took the whole graph apart",
            "C": "for straight lines, because their slope does not depend on x",
        },
        right="A",
        why="A pass frees what the nodes had saved. A node such as x + 2 saved nothing, so it misses nothing.",
        replies={
            "B": "x + 2 went back twice, and x.grad was 2. The nodes are still there; what they had saved is gone.",
            "C": "2·x is a straight line, and its second pass was refused: its node had saved the 2.",
        },
        cells={
            "B": Cell("10", "§5", _PROGRAMS),
            "C": Cell("10", "§5", _PROGRAMS),
        },
    ),
    Question(
        belief="A16",
        question="`(g,) = grad(y, x)` gave g = 12. You want the slope of g. What has to change?",
        options={
            "A": "nothing: g was computed from x, so grad(g, x) works",
            "B": "g.requires_grad_(), so that g can be differentiated",
            "C": "the first call: it needs create_graph=True",
        },
        right="C",
        why="Only then is the first pass itself recorded. g is then the end of a graph that leads back to x.",
        replies={
            "A": "g was computed without a record: its grad_fn is None, and the second call is refused.",
            "B": "That makes g a new leaf. It has no past, so grad finds no path from g to x.",
        },
        cells={
            "A": Cell("11", "§4", "x = torch.tensor(2.0, requires_grad=True)\n(g,) = torch.autograd.grad(x**3, x)"),
            "B": Cell("11", "§4", "(g,) = torch.autograd.grad(x**3, x)\ng.requires_grad_()"),
        },
    ),
    Question(
        belief="A44",
        question=(
            "y = x² is recorded at x = (1, 2). Then x.data.add_(1), then backward of the sum. What is the outcome?"
        ),
        options={
            "A": "an error: x changed after it was saved",
            "B": "a wrong gradient, (4, 6), and no word about it",
            "C": "(2, 4): the graph remembers the old x",
        },
        right="B",
        why="Writing through .data is not counted, so nobody notices that the saved x is another one now.",
        replies={
            "A": "Under no_grad the write is counted, and backward refuses. Through .data the counter stays at 0.",
            "C": "The graph holds x itself, not a copy. The slope 2x is taken at the new x, so (4, 6) comes out.",
        },
        cells={
            "A": Cell("12", "§5", _DATA),
            "C": Cell("12", "§5", _DATA),
        },
    ),
    Question(
        belief="A24",
        question=(
            "In a Function for 5·w, backward returns 5, whatever arrives. "
            "The loss is 4 times its output. What is w.grad?"
        ),
        options={
            "A": "5, a quarter of the truth",
            "B": "20: the engine multiplies by what arrived",
            "C": "none: the engine finds the slip and raises",
        },
        right="A",
        why="backward has to return grad_out·5, and 4·5 = 20. The engine passes on what it is given.",
        replies={
            "B": "Nobody multiplies for you. With factor 3 and grad_out left out, w.grad was a third of the truth.",
            "C": "A number of the right shape is accepted. With factor 1 it even looks right.",
        },
        cells={
            "B": Cell("13", "§5", "class forgetful(line):"),
            "C": Cell("13", "§5", "class forgetful(line):"),
        },
    ),
    Question(
        belief="A9",
        question=(
            "At x = 0 the line `torch.where(x > 0, 1 / x, 0.0)` gives 0, for there 1/x is not chosen. "
            "And which gradient?"
        ),
        options={
            "A": "0: what was not chosen cannot count",
            "B": "nan: 0 times an infinite slope",
            "C": "none: backward stops with an error at the infinite slope",
        },
        right="B",
        why="The hidden branch gets gradient 0 and multiplies it by its slope, which is infinite at 0. That is nan.",
        replies={
            "A": "Both branches were computed, and both are walked back. The hidden √ sent a nan to the x at 0.",
            "C": "Infinities are numbers to the machine, and backward goes on. The nan in x.grad is all you see.",
        },
        cells={
            "A": Cell("14", "§4", _WHERE),
            "C": Cell("14", "§4", _WHERE),
        },
    ),
)
