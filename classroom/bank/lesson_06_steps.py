"""Lesson 06, the exercises about steps: take them, find a bug, disprove a claim, and choose their size."""

import numpy as np

from classroom.exercises import Exercise, Finding
from classroom.judges import Case, FunctionJudge, LineJudge, Slip, as_numbers, close, points
from classroom.wording import show

# 4 · the whole loop


def _descent_cases():
    """Expect ŵ·(1 − (1 − η·L″)^k), which is what k steps from 0 give: no loop of our own takes part."""
    cases = []
    for i, steps in enumerate((1, 3, 5, 12, 0)):
        x = np.array(points(f"ex06_4 x{i}", 3 + i, 0.5, 2.0))
        y = np.array(points(f"ex06_4 y{i}", 3 + i, -1.0, 4.0))
        curvature, best = 2 * (x * x).mean(), (x * y).sum() / (x * x).sum()
        eta = round(0.4 / curvature, 3)
        cases.append(Case((x, y, eta, steps), best * (1 - (1 - eta * curvature) ** steps)))
    return cases


def _descend(x, y, eta, steps, slope=lambda w, x, y: (2 * x * (w * x - y)).mean(), sign=-1):
    w = 0.0
    for _ in range(steps):
        w = w + sign * eta * slope(w, x, y)
    return w


def _never_cleared(x, y, eta, steps):
    w, gathered = 0.0, 0.0
    for _ in range(steps):
        gathered += (2 * x * (w * x - y)).mean()
        w = w - eta * gathered
    return w


_TORCH = """\
def descend(x, y, eta, steps):
    x, y = torch.tensor(x), torch.tensor(y)
    w = torch.tensor(0.0, requires_grad=True)
    for step in range(steps):
        ((w * x - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= eta * w.grad
        w.grad = None
    return w.item()"""

ex06_4 = Exercise(
    name="ex06_4",
    task=(
        "Write `descend(x, y, eta, steps)`. It starts at w = 0 and takes that many gradient steps on the loss of the "
        "line w·x. It returns the last w, a number or a tensor. x and y are arrays. Let `backward` find the slope."
    ),
    answer="descend",
    stub="def descend(x, y, eta, steps):\n    return ...",
    judge=FunctionJudge(
        "descend(x, y, eta, steps)",
        _descent_cases,
        {
            "uphill": Slip(
                "Your w climbs: the slope points uphill, so the step needs a minus.",
                like=lambda x, y, eta, steps: _descend(x, y, eta, steps, sign=1),
            ),
            "never cleared": Slip(
                "One step is right, more are not: `.grad` still holds the old slopes, and backward adds to them. "
                "Set w.grad = None after each step.",
                like=_never_cleared,
            ),
            "slope taken once": Slip(
                "Every step uses the slope of the start. Compute the loss and its slope anew inside the loop.",
                like=lambda x, y, eta, steps: -eta * steps * (-2 * x * y).mean(),
            ),
            "sum": Slip(
                "Your steps are n times too long: that is the slope of the sum. Take the mean.",
                like=lambda x, y, eta, steps: _descend(x, y, eta, steps, lambda w, x, y: (2 * x * (w * x - y)).sum()),
            ),
            "no step": Slip(
                "Your w is still 0. backward computes the slope, it moves nothing: the update line is missing.",
                like=lambda x, y, eta, steps: 0.0,
            ),
            "the loss": Slip(
                "That is the loss at the end. The function should return w.",
                like=lambda x, y, eta, steps: ((_descend(x, y, eta, steps) * x - y) ** 2).mean(),
            ),
        },
    ),
    why="Loss, backward, step, clear: these four steps stand in most programs that train by gradients.",
    hints=(
        "Before the loop: x and y as tensors, and w = torch.tensor(0.0, requires_grad=True).",
        "In the loop: the loss, `.backward()`, then the update inside `with torch.no_grad():`.",
        "The update is `w -= eta * w.grad`. After it comes `w.grad = None`.",
    ),
    solution_code=_TORCH,
    reasoning="The update stands under no_grad because it is no part of the model. Clearing keeps old slopes out.",
    inferior="The same without `w.grad = None`. It is right for one step, and wrong from the second on.",
    right=(
        "def descend(x, y, eta, steps):\n    w = 0.0\n    for step in range(steps):\n"
        "        w = w - eta * (2 * x * (w * x - y)).mean()\n    return w",
        "def descend(x, y, eta, steps):\n    x, y, w = torch.tensor(x), torch.tensor(y), torch.tensor(0.0)\n"
        "    for step in range(steps):\n        w = w.detach().requires_grad_()\n"
        "        (slope,) = torch.autograd.grad(((w * x - y) ** 2).mean(), w)\n        w = w - eta * slope\n"
        "    return w.detach()",
    ),
    wrong={
        "uphill": _TORCH.replace("w -= eta", "w += eta"),
        "never cleared": _TORCH.replace("        w.grad = None\n", ""),
        "slope taken once": (
            "def descend(x, y, eta, steps):\n    w = 0.0\n    slope = (2 * x * (w * x - y)).mean()\n"
            "    for step in range(steps):\n        w = w - eta * slope\n    return w"
        ),
        "sum": _TORCH.replace(".mean()", ".sum()"),
        "no step": _TORCH.replace("            w -= eta * w.grad\n", "            pass\n"),
        "the loss": _TORCH.replace("return w.item()", "return ((w * x - y) ** 2).mean().item()"),
    },
)


# 5 · a bug hunt

BUGGY = """\
1  def train(x, y, eta=0.1, steps=20):
2      start = 0.0
3      w = start
4      slope = (2 * x * (w * x - y)).mean()
5      for step in range(steps):
6          w = w - eta * slope
7      return w"""


_judge_bug = LineJudge(
    wrong=4,
    replies={
        1: "Line 1 is sound: with η = 0.1, descent on these samples converges.",
        2: "Line 2 is sound: descent may start anywhere, and 0 is a fair start.",
        3: "Line 3 is sound: w begins at the start, once, before the loop.",
        5: "Line 5 is sound: it repeats what stands below it. Is everything inside that should be repeated?",
        6: "Line 6 is sound: against the slope, η times its size. But which slope does it get in step 2?",
        7: "Line 7 is sound: it stands after the loop and returns the last w.",
    },
    question="The second step should already be short: w is close to 2 by then.",
)


ex06_5 = Exercise(
    name="ex06_5",
    task=(
        "Find the bug. For x = 1, 2, 3 and y = 2x this function returns 37.33 in place of 2. "
        f"Which line stands in the wrong place?\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the line",
    judge=_judge_bug,
    why="Line 4 belongs into the loop. Outside, all 20 steps are as long as the first one: 20·1.867 = 37.33.",
    hints=(
        "Follow two steps by hand. What is w after the first one, and how long should the second be?",
        "Which number changes with w, and is computed only once?",
    ),
    solution_code="bug = 4",
    reasoning="The slope changes with w. Computed before the loop it stays -18.67, and w marches on past 2.",
    inferior="6, because the wrong steps are taken there. The line is right; it is handed an old slope.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 5, 6, 7)},
)


# 6 · a counter-example


def _three(w):
    return (w - 2) ** 2 * 14 / 3


def _judge_counterexample(answer):
    pair = as_numbers(answer)
    if pair is None or pair.shape != (2,) or not np.isfinite(pair).all():
        return Finding(f"`counter` is {show(answer)}. Give a pair of numbers: (w, eta).")
    w, eta = (float(part) for part in pair)
    after = w - eta * (w - 2) * 28 / 3
    before, later = _three(w), _three(after)
    moves = f"From w = {show(w)} the step leads to {show(after)}: L goes from {show(before)} to {show(later)}."
    if eta <= 0:
        return Finding(f"{moves} But η = {show(eta)} makes no step downhill. Take η > 0.", "not positive")
    if w == 2:
        return Finding(f"{moves} At the best w the slope is 0, so no step is taken. Start elsewhere.", "at the best w")
    if close(later, before):
        return Finding(f"{moves} That is not lower, but not higher either. A little more.", "the limit itself")
    if later < before:
        return Finding(f"{moves} The loss fell, as claimed. Try a longer step.", "it falls")
    return None


ex06_6 = Exercise(
    name="ex06_6",
    task=(
        '"A step against the gradient always lowers the loss." Disprove it for x = 1, 2, 3 and y = 2x. '
        "Give a pair `(w, eta)` with eta > 0 whose step ends at a larger loss."
    ),
    answer="counter",
    stub="counter = ...  # a pair: (w, eta)",
    judge=_judge_counterexample,
    why="The slope promises a fall for short enough steps only. Beyond 2/L″ = 3/14 this loss grows from every w but 2.",
    hints=(
        "Which η sends w to the same height on the other side? Go beyond it.",
        "For this loss the limit is 3/14, about 0.2143, wherever you start.",
    ),
    solution_code="counter = (0, 0.3)",
    reasoning="At 0 the slope is -56/3. The step with η = 0.3 ends at 5.6, farther from 2 than 0 is.",
    inferior="(0, 3/14). The step ends at 4, exactly as high as 0, so the loss has not grown.",
    right=("counter = (1, 0.25)", "counter = [5.0, 1.0]"),
    wrong={
        "not positive": "counter = (0, -0.1)",
        "at the best w": "counter = (2, 0.5)",
        "the limit itself": "counter = (0, 3 / 14)",
        "it falls": "counter = (0, 0.2)",
    },
)


# 7 · a step size that arrives

X, Y = np.array([2.0, 4.0]), np.array([6.0, 12.0])
BEST, CURVATURE = 3.0, 20.0
STEPS, NEAR = 10, 0.01


def _w_after(eta, steps=STEPS):
    """Return w after descent from 0 on the samples of this exercise."""
    w = 0.0
    for _ in range(steps):
        w = w - eta * float((2 * X * (w * X - Y)).mean())
    return w


def _judge_eta(answer):
    number = as_numbers(answer)
    if number is None or number.shape != () or not np.isfinite(number):
        return Finding(f"`eta` is {show(answer)}. Write one number.")
    eta = float(number)
    end = _w_after(eta)
    if abs(end - BEST) < NEAR:
        return None
    reached = f"After {STEPS} steps w = {show(end)}."
    if eta <= 0:
        return Finding(
            f"{reached} With η = {show(eta)} the step does not go downhill. η must be positive.", "not positive"
        )
    if close(eta, 3 / 28, rtol=1e-2):
        return Finding(f"{reached} 1/L″ of x = 1, 2, 3 is 3/28. These samples have another curvature.", "other data")
    if close(eta, 2 / CURVATURE):
        return Finding(f"{reached} At exactly 2/L″ w jumps to and fro for ever.", "the limit itself")
    if eta > 2 / CURVATURE:
        return Finding(f"{reached} η is beyond 2/L″, so every step ends farther away.", "too large")
    if eta > 1 / CURVATURE:
        return Finding(
            f"{reached} It converges, but it jumps over the best w each time. Take η nearer to 1/L″.", "jumps"
        )
    return Finding(f"{reached} It goes the right way, but too slowly. Take η nearer to 1/L″.", "too small")


ex06_7 = Exercise(
    name="ex06_7",
    task=("For x = 2, 4 and y = 6, 12 the best w is 3. Choose η so that 10 steps from w = 0 end within 0.01 of it."),
    answer="eta",
    stub="eta = ...",
    judge=_judge_eta,
    why="Here L″ = 2·mean(x²) = 20. With η = 1/20 a single step arrives, and η nearby works too.",
    hints=(
        "First the curvature: L″ is 2 times the mean of x².",
        "Each step multiplies the distance 3 - w by 1 - η·L″. Ten factors must bring 3 below 0.01.",
        "The mean of 4 and 16 is 10. With L″ = 20 the factor is 0 for η = 1/20.",
    ),
    solution_code="eta = 1 / 20",
    reasoning="L″ = 2·(4 + 16)/2 = 20. The factor 1 - 20η is 0 for η = 0.05, so the first step lands on 3.",
    inferior="0.1, the η that served x = 1, 2, 3. Here it is exactly 2/L″: w jumps between 0 and 6.",
    right=("eta = 0.05", "eta = 0.03", "eta = 0.07"),
    wrong={
        "not positive": "eta = -0.05",
        "other data": "eta = 3 / 28",
        "the limit itself": "eta = 0.1",
        "too large": "eta = 0.2",
        "jumps": "eta = 0.09",
        "too small": "eta = 0.01",
    },
)
