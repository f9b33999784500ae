"""Lesson 10, the exercises about the table of slopes: one row of it, and all of it."""

import numpy as np
import sympy

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding
from classroom.judges import Case, FunctionJudge, Named, Slip, as_numbers, causes, points


class PassJudge(FunctionJudge):
    """Judge a function that calls backward: a slip may also be known by the error that the pass raises."""

    def __call__(self, answer):
        try:
            return super().__call__(self._plain(answer) if callable(answer) else answer)
        except AnswerRaised as raised:
            slip = next((slip for slip in self.slips.items() if causes(slip[1], raised.error)), None)
            if slip is None or "ellipsis" in str(raised.error):
                raise
            text = str(raised.error).splitlines()[0]
            return Finding(f"{slip[1].say}\n{raised.call} raised: {text}", slip[0])

    def _plain(self, answer):
        """Let a list of tensors count as a table; a class, or a stub of dots, stays what it is."""
        if isinstance(answer, type) or not hasattr(answer, "__code__") or answer.__code__.co_argcount == 0:
            return answer

        def called(*args):
            got = answer(*args)
            rows = [as_numbers(row) for row in got] if isinstance(got, list | tuple) else None
            whole = bool(rows) and all(row is not None and row.shape == rows[0].shape for row in rows)
            return np.array(rows) if whole else got

        return called


# Functions of different shapes, as lists of formulas: the same lines for tensors and for SymPy.
PROGRAMS = (
    ("(x₁², x₁x₂, sin x₂)", 2, lambda x, m: [x[0] ** 2, x[0] * x[1], m.sin(x[1])]),
    ("(x₁x₂x₃, x₁ + 2x₃)", 3, lambda x, m: [x[0] * x[1] * x[2], x[0] + 2 * x[2]]),
    ("(x₁x₂, x₂², 3x₁, eˣ¹)", 2, lambda x, m: [x[0] * x[1], x[1] ** 2, 3 * x[0], m.exp(x[0])]),
    ("(x₁x₄, x₂ − x₃, x₃x₄)", 4, lambda x, m: [x[0] * x[3], x[1] - x[2], x[2] * x[3]]),
    ("(x₁ + x₂ + x₃, x₁x₃²)", 3, lambda x, m: [x[0] + x[1] + x[2], x[0] * x[2] ** 2]),
)


def program(formulas):
    """Return the tensor function of a list of formulas."""
    return lambda x: torch.stack(formulas(x, torch))


def exact_table(formulas, at):
    """Return SymPy's Jacobian of a list of formulas, at a point, as an array."""
    x = sympy.symbols(f"x1:{len(at) + 1}", real=True)
    table = sympy.Matrix(formulas(x, sympy)).jacobian(list(x))
    return np.array(table.subs({s: sympy.Rational(str(a)) for s, a in zip(x, at, strict=True)}).evalf(), float)


def _placed():
    for i, (text, inputs, formulas) in enumerate(PROGRAMS):
        at = points(f"ex10 {i}", inputs, 0.5, 2.5)
        yield Named(text, program(formulas)), at, exact_table(formulas, at)


def _row_cases():
    return [Case((f, at, k), table[k]) for f, at, table in _placed() for k in (len(table) - 1, 1)]


def _table_cases():
    return [Case((f, at), table) for f, at, table in _placed()]


def _table_of(f, at):
    formulas = next(formulas for text, _, formulas in PROGRAMS if text == f.text)
    return exact_table(formulas, at)


SHAPE = "Mismatch in shape"
AGAIN = "a second time"

# 1 · one row

_ROW = """\
def row(f, at, k):
    x = torch.tensor(at, requires_grad=True)
    y = f(x)
    v = {v}
    y.backward(v)
    return x.grad"""
_ONE = "torch.zeros({n})\n    v[{k}] = 1.0"

ex10_1 = Exercise(
    name="ex10_1",
    task=(
        "Fill in v, so that `row(f, at, k)` returns row k of the Jacobian of f. Rows are counted from 0. "
        "`f(x)` gives `len(y)` results, and that is another number than `len(at)`."
    ),
    answer="row",
    stub=_ROW.format(v="..."),
    judge=PassJudge(
        "row(f, at, k)",
        _row_cases,
        {
            "shape of x": Slip(
                "Your v has one weight per input. It needs one per result: len(y), not len(x).", raises=SHAPE
            ),
            "one number": Slip(
                "v is a tensor with one weight per result, not a single number.",
                raises="not iterable|can be either Tensors",
            ),
            "ones": Slip(
                "All rows are in it, added up. Only row k should count: weight 1 for it, 0 for the rest.",
                like=lambda f, at, k: _table_of(f, at).sum(axis=0),
            ),
            "from 1": Slip(
                "That is the row before. Rows are counted from 0, so the 1 belongs to v[k].",
                like=lambda f, at, k: _table_of(f, at)[k - 1],
            ),
            "weight k": Slip(
                "That is k times the row. The weight of row k is 1, whichever row it is.",
                like=lambda f, at, k: k * _table_of(f, at)[k],
            ),
        },
    ),
    why="With one 1 in v, all other rows are weighted by 0: one pass, one row.",
    hints=(
        "v has as many weights as y has results, so start with torch.zeros(len(y)).",
        "Then put v[k] = 1.0 on a line of its own.",
    ),
    solution_code=_ROW.format(v=_ONE.format(n="len(y)", k="k")),
    reasoning="vᵀJ adds the rows with the weights v. One weight is 1, so one row is left.",
    inferior="torch.zeros(len(x)). It runs only where f has as many results as inputs.",
    right=(
        _ROW.format(v="torch.eye(len(y))[k]"),
        _ROW.format(v="torch.tensor([float(i == k) for i in range(len(y))])"),
    ),
    wrong={
        "shape of x": _ROW.format(v=_ONE.format(n="len(x)", k="min(k, len(x) - 1)")),
        "one number": _ROW.format(v="1.0"),
        "ones": _ROW.format(v="torch.ones(len(y))"),
        "from 1": _ROW.format(v=_ONE.format(n="len(y)", k="k - 1")),
        "weight k": _ROW.format(v="torch.zeros(len(y))\n    v[k] = k"),
    },
)

# 2 · the whole table

_TABLE = """\
def jacobian(f, at):
    x = torch.tensor(at, requires_grad=True)
    y = f(x)
    rows = []
    for k in range(len(y)):
        v = torch.zeros(len(y))
        v[k] = 1.0
        x.grad = None
        y.backward(v, retain_graph=True)
        rows.append(x.grad)
    return torch.stack(rows)"""
_FRESH = """\
def jacobian(f, at):
    rows = []
    for k in range(len(f(torch.tensor(at)))):
        x = torch.tensor(at, requires_grad=True)
        f(x)[k].backward()
        rows.append(x.grad.numpy())
    return rows"""

ex10_2 = Exercise(
    name="ex10_2",
    task=(
        "Write `jacobian(f, at)`: the whole table at the point `at`, a list of numbers. One row per result of f, one "
        "column per input, one pass per row. (Over one graph every pass but the last needs `retain_graph=True`.)"
    ),
    answer="jacobian",
    stub="def jacobian(f, at):\n    return ...",
    judge=PassJudge(
        "jacobian(f, at)",
        _table_cases,
        {
            "shape of x": Slip("Your v has one weight per input. It needs one per result of f.", raises=SHAPE),
            "freed": Slip(
                "The first pass freed the graph. Keep it with retain_graph=True, or compute y again for each row.",
                raises=AGAIN,
            ),
            "transposed": Slip(
                "Rows and columns are swapped. Each pass gives a row: stack the rows, first result on top.",
                like=lambda f, at: _table_of(f, at).T,
            ),
            "adds up": Slip(
                "Each row also holds all rows above it: x.grad was not cleared between the passes.",
                like=lambda f, at: np.cumsum(_table_of(f, at), axis=0),
            ),
            "one tensor": Slip(
                "All rows are the same tensor: you cleared it in place, or kept it while later passes added to it. "
                "Set x.grad = None before each pass, so that each gets a new one.",
                when=lambda pairs: all(_all_rows_alike(got) for _, got in pairs),
            ),
        },
    ),
    why="Three results, three passes. A loss has one result, and its whole Jacobian costs one pass.",
    hints=(
        "A loop over k in range(len(y)), with the v of the exercise before.",
        "Before each pass x.grad = None, or the rows add up. After it rows.append(x.grad).",
        "y.backward(v, retain_graph=True) keeps y's graph for the next row. At the end torch.stack(rows).",
    ),
    solution_code=_TABLE,
    reasoning="Pass k has its only 1 at place k, so it leaves row k in x.grad.",
    inferior="The same loop without x.grad = None: row k then holds the sum of the rows so far, or of all of them.",
    right=(
        _FRESH,
        "def jacobian(f, at):\n    return torch.autograd.functional.jacobian(f, torch.tensor(at))",
        _TABLE.replace("return torch.stack(rows)", "return rows"),
    ),
    wrong={
        "shape of x": _TABLE.replace("torch.zeros(len(y))", "torch.zeros(len(x))").replace("v[k]", "v[0]"),
        "freed": _TABLE.replace(", retain_graph=True", ""),
        "transposed": _TABLE.replace("torch.stack(rows)", "torch.stack(rows).T"),
        "adds up": _TABLE.replace("        x.grad = None\n", "").replace("append(x.grad)", "append(x.grad.clone())"),
        "one tensor": _TABLE.replace(
            "        x.grad = None\n", "        if x.grad is not None:\n            x.grad.zero_()\n"
        ),
    },
)


def _all_rows_alike(got):
    table = as_numbers(got)
    return table is not None and table.ndim == 2 and len(table) > 1 and bool(np.all(table == table[0]))
