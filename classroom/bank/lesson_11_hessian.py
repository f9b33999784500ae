"""Lesson 11, the exercises about second derivatives of many inputs: Hv in two passes, and a bug hunt."""

import numpy as np

import autograd_lite as torch
from classroom.bank.lesson_11_asking import RecordingJudge, in_a_tuple
from classroom.exercises import Exercise, Finding
from classroom.judges import LineJudge, Slip

# 5 · the Hessian times a vector


def _wave(p):
    return p[0] ** 2 * p[1] + torch.sin(p[1])


def _cubes(p):
    return (p**3).sum()


def _square(p):
    return p.sum() ** 2


def _neighbours(p):
    return (p[:-1] ** 2 * p[1:]).sum()


def _wave_table(p):
    return [[2 * p[1], 2 * p[0]], [2 * p[0], -np.sin(p[1])]]


def _neighbours_table(p):
    table = np.zeros((len(p), len(p)))
    for i in range(len(p) - 1):
        table[i, i] += 2 * p[i + 1]
        table[i, i + 1] = table[i + 1, i] = 2 * p[i]
    return table


LONG = np.array([1.0, -2.0, 3.0, 0.5, 2.0, -1.0, 4.0, 1.5])
PROGRAMS = [
    ("x²y + sin y at (1, 0), v = (1, 2)", _wave, _wave_table, np.array([1.0, 0.0]), np.array([1.0, 2.0])),
    ("x²y + sin y at (−1, 2), v = (3, −1)", _wave, _wave_table, np.array([-1.0, 2.0]), np.array([3.0, -1.0])),
    ("Σ x³ at eight places", _cubes, lambda p: np.diag(6 * p), LONG, LONG[::-1].copy()),
    ("(Σ x)² at eight places", _square, lambda p: np.full((len(p), len(p)), 2.0), LONG, LONG[::-1].copy()),
    ("Σ xᵢ²xᵢ₊₁ at eight places", _neighbours, _neighbours_table, LONG, LONG[::-1].copy()),
]


def _product(i):
    _, _, table, p, v = PROGRAMS[i]
    return np.asarray(table(p)) @ v


def _gradient(i):
    _, f, _, p, _ = PROGRAMS[i]
    x = torch.tensor(p, requires_grad=True)
    return torch.autograd.grad(f(x), x)[0].numpy()


def _row_sums(i):
    _, _, table, p, _ = PROGRAMS[i]
    return np.asarray(table(p)).sum(axis=0)


class ProductJudge(RecordingJudge):
    """Judge hvp(f, x, v) by its value, and by how often its program is run backward."""

    def __call__(self, answer):
        finding = super().__call__(answer)
        return finding or self._work(answer)

    def _work(self, answer):
        """Count the visits of a marked operation that every backward pass through the program must make."""
        visits = [counted(answer, n) for n in (4, 16)]
        if visits[1] <= visits[0] + 4:
            return None
        words = f"The values are right. But with 4 inputs x is reached {visits[0]} times, with 16 {visits[1]} times."
        return Finding(f"{words}\nYou build the whole table, row by row. Hv needs two passes, whatever n is.", "table")


def counted(answer, n):
    """Return how often a backward pass reaches the point where x enters Σ x³, while `answer` works with n inputs."""
    seen = []

    def program(p):
        p = p * 1.0
        p.register_hook(lambda g: seen.append(1))
        return (p**3).sum()

    answer(program, torch.tensor(np.ones(n), requires_grad=True), torch.tensor(np.arange(n) + 1.0))
    return len(seen)


def _arguments(f, p, v):
    return lambda: (f, torch.tensor(p, requires_grad=True), torch.tensor(v))


_HVP = """\
def hvp(f, x, v):
    (g,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad(g, x, grad_outputs=v)[0]"""

ex11_5 = Exercise(
    name="ex11_5",
    task=(
        "Write `hvp(f, x, v)`: the product Hv at the leaf x, for a function f of one vector. "
        "Use two passes, however long x is. The judge counts."
    ),
    answer="hvp",
    stub="def hvp(f, x, v):\n    return ...",
    judge=ProductJudge(
        "hvp(f, x, v)",
        [(text, _arguments(f, p, v), _product(i)) for i, (text, f, _, p, v) in enumerate(PROGRAMS)],
        {
            "in a tuple": Slip("grad returns a tuple, also for one input. Take its first entry.", when=in_a_tuple),
            "gradient": Slip("That is the gradient. Differentiate it once more, with v.", like=_gradient),
            "without v": Slip(
                "That is H times ones: the gradient of the sum of g. v belongs into the second pass.",
                like=_row_sums,
            ),
            "v too late": Slip(
                "v comes after the second pass, where the rows are already added up. It must weigh them before.",
                like=lambda i: _row_sums(i) * PROGRAMS[i][4],
            ),
            "not recorded": Slip(
                "The gradient has no history. Record the first pass with create_graph=True.",
                raises="does not require grad",
            ),
        },
    ),
    why="One pass for the gradient g, one back from it with v. No table was made.",
    hints=(
        "The first pass gives g, and must be recorded.",
        "g has many entries. From lesson 10: a pass back from it with v gives vᵀJ, and here J is H.",
        "The second call is torch.autograd.grad(g, x, grad_outputs=v).",
    ),
    solution_code=_HVP,
    reasoning="The Jacobian of g is H. H is its own mirror image here, so vᵀH and Hv hold the same numbers.",
    inferior="All n rows of H, then a product. The numbers are the same; the work and the memory grow with n.",
    right=(
        "def hvp(f, x, v):\n"
        "    (g,) = torch.autograd.grad(f(x), x, create_graph=True)\n"
        "    return torch.autograd.grad((g * v).sum(), x)[0]",
        "def hvp(f, x, v):\n    return torch.autograd.functional.hvp(f, x, v)[1]",
    ),
    wrong={
        "in a tuple": _HVP.replace("=v)[0]", "=v)"),
        "gradient": "def hvp(f, x, v):\n    return torch.autograd.grad(f(x), x)[0]",
        "without v": _HVP.replace("grad(g, x, grad_outputs=v)", "grad(g.sum(), x)"),
        "v too late": _HVP.replace("grad(g, x, grad_outputs=v)[0]", "grad(g.sum(), x)[0] * v"),
        "not recorded": _HVP.replace(", create_graph=True", ""),
        "table": "def hvp(f, x, v):\n    return torch.autograd.functional.hessian(f, x) @ v",
    },
)

# 6 · a bug hunt

BUGGY = """\
1  def along_gradient(f, x):
2      y = f(x)
3      (g,) = torch.autograd.grad(y, x, create_graph=True)
4      v = g
5      s = (g * v).sum()
6      (Hv,) = torch.autograd.grad(s, x)
7      return Hv"""


_judge_bug = LineJudge(
    wrong=4,
    replies={
        1: "Line 1 is sound: a program, and the leaf at which it is asked.",
        2: "Line 2 is sound: the program runs and is recorded.",
        3: "Line 3 is sound: the gradient, recorded so that it can be differentiated.",
        5: "Line 5 is sound where v is a constant: then s has the gradient Hv. Is v one here?",
        6: "Line 6 is sound: it differentiates s by x, along every path that leads there.",
        7: "Line 7 is sound: it hands over what line 6 found.",
    },
    question="Which of the factors of s move when x does?",
)


ex11_6 = Exercise(
    name="ex11_6",
    task=(
        "Find the bug. For v = g this should return Hg: how the gradient changes along itself. "
        f"No error, but every entry is twice what it should be. Which line is wrong?\n\n```python\n{BUGGY}\n```"
    ),
    answer="bug",
    stub="bug = ...  # the number of the wrong line",
    judge=_judge_bug,
    why="v = g brings its history along, so both factors move. v = g.detach() holds the numbers and stands still.",
    hints=(
        "With a constant v, the gradient of Σ gᵢvᵢ is Hv. What is the derivative of g·g?",
        "The product rule counts both factors. One of them was meant to stand still.",
    ),
    solution_code="bug = 4",
    reasoning="(g·v)′ = g′·v + g·v′. With v = g both terms are Hg. v = g.detach() makes the second one 0.",
    inferior="6, with a factor 0.5 put in. It mends this v, and breaks every other one.",
    right=("bug = 4", "bug = 4.0"),
    wrong={f"line {line}": f"bug = {line}" for line in (1, 2, 3, 5, 6, 7)},
)
