"""The self-test, questions 1 to 10: slopes, gradients, descent, and the chain rule (lessons 01 to 07)."""

from classroom.questions import Cell, Question

CALCULUS = (
    Question(
        belief="B10",
        question="How do you tell the tangent of a curve at a point from the other lines through that point?",
        options={
            "A": "The curve lies on one side of it.",
            "B": "It is the secant with the shortest step.",
            "C": "Close to the point its miss shrinks faster than the step does.",
        },
        right="C",
        why=(
            "A tenth of the step leaves a hundredth of the miss. Every other line through the point only gets a tenth."
        ),
        replies={
            "A": "x³ changes sides at 0, and y = 0 is its tangent there.",
            "B": "No step is the shortest: the secant of x² at 1 has slope 2 + h for every h, never 2.",
        },
        cells={
            "A": Cell("01", "§3", "curves.crossing()"),
            "B": Cell("01", "§1", 'h = sp.symbols("h", real=True)'),
        },
    ),
    Question(
        belief="B13",
        question=(
            "A program looks for the peaks of a smooth curve by collecting all places of slope 0. What does it get?"
        ),
        options={
            "A": "all peaks, but also valleys and level places that are neither",
            "B": "peaks and valleys, nothing else: slope 0 allows no third kind",
            "C": "peaks only, for in a valley the slope is not 0",
        },
        right="A",
        why="At a smooth peak the slope must be 0. The converse fails, so each place found has to be looked at.",
        replies={
            "B": "x³ has slope 0 at 0, and it keeps rising before and after.",
            "C": "(x - 1)² + 2 is lowest at 1, and its slope there is 0.",
        },
        cells={
            "B": Cell("01", "§4", "def cube(x):"),
            "C": Cell("01", "§4", "def valley(x):"),
        },
    ),
    Question(
        belief="B4",
        question=(
            "In float64 you measure a slope by a forward difference, and you want all the digits it can give. Which h?"
        ),
        options={
            "A": "the smallest positive number that the machine has",
            "B": "about 1e-8: below it the digits get lost again",
            "C": "a large one, for large differences lose no digits",
        },
        right="B",
        why="A smaller h cuts the error of the secant and raises that of the subtraction. At 1e-8 the two are even.",
        replies={
            "A": "At h = 1e-15 the slope of exp at 1 is off by 14 %. Two nearly equal numbers share their digits.",
            "C": "A large h measures a long secant, not the tangent. At h = 0.1 the slope is off by about 5 %.",
        },
        cells={
            "A": Cell("02", "§3", "for step in (1e-2, 1e-4"),
            "C": Cell("02", "§1", "for h in (0.1, 0.01, 0.001, 0.0001):"),
        },
    ),
    Question(
        belief="B5",
        question=(
            "At a point of a hill, g(t) follows the arrow (3, 4) as t grows, and g′(0) = 10. How steep is it that way?"
        ),
        options={
            "A": "slope 10: g′(0) is the slope in the direction of the arrow",
            "B": "slope 50: the length of the arrow multiplies it",
            "C": "slope 2: 10 for 5 units of ground",
        },
        right="C",
        why="The arrow has length 5, so while t grows by 1 the ground goes by 5 units, and 10/5 = 2.",
        replies={
            "A": (
                "An arrow twice as long would double g′(0) on the same ground. A slope is counted per unit of ground."
            ),
            "B": "g′(0) already holds that length. Divide by it once, and the slope of the ground is left.",
        },
        cells={
            "A": Cell("03", "§3", "# lambda t: ... is a function of t without a name"),
            "B": Cell("03", "§3", "directions.arrow(length=2)"),
        },
    ),
    Question(
        belief="B7",
        question=(
            "f(0, 0) = 0, and f is 0 along both axes. So both partial "
            "derivatives at the origin are 0. Is f continuous there?"
        ),
        options={
            "A": "Yes: a function with both partial derivatives has no jump.",
            "B": "Not for certain: the axes say nothing about the diagonal.",
            "C": "Yes, but only because the two partial derivatives are equal.",
        },
        right="B",
        why=(
            "Two slices are two lines of a whole plane. Continuous partial "
            "derivatives around the point would settle it."
        ),
        replies={
            "A": "xy/(x² + y²) is 0 along the axes and 1/2 along the diagonal, as close to the origin as you like.",
            "C": "Equal or not, they are slopes of two slices. The torn surface has 0 and 0 too.",
        },
        cells={
            "A": Cell("04", "§6", "def g(x, y):"),
            "C": Cell("04", "§6", "planes.tear()"),
        },
    ),
    Question(
        belief="B1",
        question=(
            "On an oval hill you measure the gradient once and walk straight on in its direction. Do you reach the top?"
        ),
        options={
            "A": "In general no: it shows the steepest way here, not the way to the top.",
            "B": "Yes: the gradient points at the top of the hill.",
            "C": "No: the gradient runs along the level line, so the height stays.",
        },
        right="A",
        why="It stands at a right angle on the level line. On an oval hill that line does not face the top.",
        replies={
            "B": "At (2, 1) the gradient of the hill in lesson 05 misses the direction of the summit by 36.87°.",
            "C": "The gradient and the tangent of the level line have dot product 0: they are at right angles.",
        },
        cells={
            "B": Cell("05", "§1", "fields.gradient_field()"),
            "C": Cell("05", "§4", 's = sp.symbols("s", real=True)'),
        },
    ),
    Question(
        belief="A48",
        question=(
            "A training loop computes the loss, calls `loss.backward()`, then "
            "`optimizer.step()`. What changes the weight?"
        ),
        options={
            "A": "backward: it moves the weight to a smaller loss",
            "B": "step alone: it computes the slope and subtracts it",
            "C": "step, with the slope that backward has stored",
        },
        right="C",
        why="backward writes a number into .grad and moves nothing. step reads that number and moves the weight.",
        replies={
            "A": "After backward the weight is 0.5, as before. Only w.grad is new, and it is -14.",
            "B": "step computes no slope. Without a backward before it, w stays 0.5.",
        },
        cells={
            "A": Cell("06", "§4", "w = torch.tensor(0.5, requires_grad=True)\nthree(w).backward()"),
            "B": Cell("06", "Same in PyTorch", "w = torch.tensor(0.5, requires_grad=True)\noptimizer"),
        },
    ),
    Question(
        belief="B20",
        question=(
            "The loss is w². From w = 1 you take one step against the slope, "
            "with learning rate η = 1. What is the loss then?"
        ),
        options={
            "A": "below 1: a step against the slope goes down",
            "B": "still 1: the step ends at −1",
            "C": "0: the step ends at the lowest point",
        },
        right="B",
        why="The slope is 2, so the step leads from 1 to -1, as high on the other side. η must stay below 2/L″ = 1.",
        replies={
            "A": "The way starts downhill. A step that is too long climbs the other side, here to the same height.",
            "C": "One step lands at the bottom for η = 1/L″ alone, and that is 1/2 here.",
        },
        cells={
            "A": Cell("06", "§5", "path = walk(three, 0.0, eta=3 / 14, steps=6)"),
            "C": Cell("06", "§5", 'eta = sp.symbols("eta", positive=True)'),
        },
    ),
    Question(
        belief="B14",
        question="u = x + 1 and z = u³. How does z change with x, at x = 1?",
        options={
            "A": "by 3: the slope 3x² at x = 1, times 1",
            "B": "by 12: the slope 3u² at u = 2, times 1",
            "C": "by 13: the slopes 12 and 1, added",
        },
        right="B",
        why="The outer slope is taken where the outer function stands: at u = 2 it is 3·2² = 12, times 1 for u.",
        replies={
            "A": "The outer function never sees x. It gets u = 2, so its slope is taken at 2.",
            "C": "Along one path slopes are multiplied: a change of x is stretched twice, one after the other.",
        },
        cells={
            "A": Cell("07", "§2", "def chain(x):"),
            "C": Cell("07", "§2", "explore(chains.machines"),
        },
    ),
    Question(
        belief="B15",
        question=(
            "From b to e there are two paths. Along one the slopes multiply "
            "to 4, along the other to 7. What is the slope?"
        ),
        options={
            "A": "11: what arrives by the two paths is added",
            "B": "28: along paths everything is multiplied",
            "C": "7: the stronger path decides",
        },
        right="A",
        why="A change of b arrives at e by both paths, and the two arrivals add up.",
        replies={
            "B": (
                "Slopes in a row are multiplied, paths side by side are added. "
                "Otherwise a path of product 0 would erase all."
            ),
            "C": "Moving one factor of y·y alone gives 6, and so does the other. When both move, it is 12.",
        },
        cells={
            "B": Cell("07", "§4", "def two_ways(a, b):"),
            "C": Cell("07", "§3", 'print("left factor moves: "'),
        },
    ),
)
