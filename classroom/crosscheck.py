"""agree(): one derivative, three ways of getting it.

autograd_lite walks back through the program, SymPy differentiates the formula, and a finite difference only
runs the program twice. They fail in different ways, so when they agree the number can be trusted. At a
singular point (`singular=True`) the program's derivative is left out of the vote: see `limits.py`.
"""

import inspect
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import sympy

import autograd_lite as torch
from classroom.derivatives import gradient
from classroom.limits import Side, continued, exact_side, measured_side, sides, verdict
from classroom.wording import near_zero, number, show, wrap

AUTOGRAD_TOLERANCE = 1e-9
DIFFERENCE_TOLERANCE = 1e-6
EPS = np.finfo(np.float64).eps
NOT_FINITE = (
    "They do not agree: not all three are finite numbers. "
    "Where a derivative may be missing, singular=True compares the limits."
)
CORNER = (
    "They do not agree: the slope is {} from the left and {} from the right. "
    "There is no derivative here; singular=True compares the limits."
)
NAMES = ("autograd_lite", "SymPy", "finite difference")
BENT = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Piecewise, sympy.Heaviside)  # what may have a corner

_eps = {"autograd": 0.0, "exact": 0.0}
_recorders = []


@contextmanager
def perturb(autograd=0.0, exact=0.0):
    """Spoil every agree() of the block: multiply one side by 1 + eps, so a test can see each of them fail.

    A value of 0 is shifted by eps instead. Calls with singular=True do not vote with the autograd value, so
    only `exact` reaches them; an infinite limit becomes the finite 1/eps.
    """
    before = dict(_eps)
    _eps.update(autograd=autograd, exact=exact)
    try:
        yield
    finally:
        _eps.update(before)


@contextmanager
def recording():
    """Collect every Agreement made in the block, in order, in the list it yields."""
    made = []
    _recorders.append(made)
    try:
        yield made
    finally:
        _recorders[:] = [other for other in _recorders if other is not made]


@dataclass
class Agreement:
    """What agree() found: its repr is the table a notebook shows, `ok` its last line as True or False."""

    title: str
    rows: list
    ok: bool
    words: str
    columns: tuple = ("value",)
    singular: bool = False
    values: dict = field(default_factory=dict)

    def __bool__(self):
        return self.ok

    def __repr__(self):
        table = [("", *self.columns)] * (len(self.columns) > 1) + self.rows
        widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
        lines = [self.title]
        for name, *cells in table:
            text = [cell.rjust(w) if len(table[0]) > 2 else cell for cell, w in zip(cells, widths[1:], strict=True)]
            lines.append("   ".join([name.ljust(widths[0]), *text]).rstrip())
        return "\n".join([*lines, wrap(self.words)])


def agree(f, at, exact, wrt=0, singular=False, symbols=None):
    """Compare f's derivative by autograd_lite, SymPy and a finite difference, and say whether they agree.

    f works on autograd_lite tensors. `at` is a number, or one number per variable of f. `exact` is the SymPy
    expression of f itself; agree differentiates it. `wrt` picks the variable (position, name or symbol);
    "all" compares the gradient. Symbols match f's parameters by name where they fit, else sorted by name;
    `symbols` gives them in f's order. A disagreement is an answer, not an error; TypeError and ValueError
    mean that the question itself does not fit together.

    >>> agree(lambda x: x**2, at=3, exact=sympy.Symbol("x")**2).ok
    True
    """
    case = _Case(f, at, exact, symbols)
    which = case.variables(wrt)
    with np.errstate(all="ignore"):
        if singular and len(which) != 1:
            raise ValueError("At a singular point compare one variable at a time: pass wrt=0, 1, ...")
        result = _singular(case, which[0]) if singular else _regular(case, which, wrt)
    for made in _recorders:
        made.append(result)
    return result


class _Case:
    """One question put to agree(): the program, the point, and the expression in real symbols."""

    def __init__(self, f, at, exact, symbols):
        self.f = f
        points = list(at) if isinstance(at, list | tuple | np.ndarray) else [at]
        self.point = [float(a) for a in points]
        self.exact_point = [a if isinstance(a, sympy.Basic) else sympy.Rational(float(a)) for a in points]
        exact = _formula(exact)
        given = _match(f, exact, len(points), symbols)
        # Unassumed symbols make SymPy treat Abs and sign as complex; these are real by definition.
        self.symbols = [sympy.Dummy(s.name, real=True) for s in given]
        self.exact = exact.subs(dict(zip(given, self.symbols, strict=True)), simultaneous=True)
        self.name = getattr(f, "__name__", "f").replace("<lambda>", "f")

    def variables(self, wrt):
        """Turn `wrt` into positions."""
        if isinstance(wrt, str) and wrt == "all":
            return list(range(len(self.point)))
        names = [s.name for s in self.symbols]
        index = names.index(str(wrt)) if str(wrt) in names else wrt
        if not isinstance(index, int) or not 0 <= index < len(names):
            raise ValueError(f'wrt={wrt} names no variable; use a position, one of {", ".join(names)}, or "all".')
        return [index]

    def value(self, point):
        """Run the program at a point on tensors that record nothing."""
        with torch.no_grad():
            out = self.f(*[torch.tensor(float(p)) for p in point])
        if not isinstance(out, torch.Tensor):
            raise TypeError(f"agree needs a function that returns a tensor; this one returned {out!r}.")
        return out.item()

    def slice(self, index):
        """Give the program as a function of one variable; the others keep their values."""
        return lambda p: self.value([*self.point[:index], p, *self.point[index + 1 :]])

    def where(self):
        pairs = zip(self.symbols, self.exact_point, strict=True)
        return ", ".join(f"{s.name} = {number(p)}" for s, p in pairs)


def _formula(exact):
    """Read `exact` as a SymPy expression; a function handed in its place is a common slip."""
    try:
        return sympy.sympify(exact)
    except sympy.SympifyError as error:
        raise TypeError(
            f"exact is {show(exact)}, no formula. Why: SymPy differentiates letters, not programs. "
            'What to do: write it with x = sp.symbols("x", real=True), such as exact=x**2.'
        ) from error


def _match(f, exact, count, symbols):
    """Pair the expression's symbols with f's parameters."""
    if symbols is not None:
        symbols = [symbols] if isinstance(symbols, sympy.Symbol) else list(symbols)
        if len(symbols) != count or not exact.free_symbols <= set(symbols):
            raise ValueError("symbols must list every symbol of the expression, one per number in `at`.")
        return symbols
    free = sorted(exact.free_symbols, key=lambda s: s.name)
    try:
        parameters = [p.name for p in inspect.signature(f).parameters.values() if p.kind < p.VAR_POSITIONAL][:count]
    except (TypeError, ValueError):
        parameters = []
    by_name = {s.name: s for s in free}
    if len(parameters) == count and set(by_name) <= set(parameters):
        return [by_name.get(name, sympy.Dummy(name)) for name in parameters]
    if len(free) == count:
        return free
    if count == 1 and not free:
        return [sympy.Dummy("x")]
    raise ValueError(
        f"The expression has the symbols {', '.join(by_name) or 'none'}, but `at` has {count} numbers. "
        "Pass symbols=(...) in the order of the function's parameters."
    )


def _regular(case, which, wrt):
    at = dict(zip(case.symbols, case.exact_point, strict=True))
    here = case.value(case.point)
    autograd = gradient(case.f, case.point)
    rows, unequal = [], _unequal_values(case, here, at)
    for i in which:
        exact = _real(sympy.diff(case.exact, case.symbols[i]).subs(at))
        difference, noise, gap = _central(case.slice(i), case.point[i])
        floor = 1e-12 * max(noise["scale"], 0.01)
        a = _spoiled(autograd[i], _eps["autograd"], floor)
        e = _spoiled(exact, _eps["exact"], floor)
        rows.append((a, e, difference, floor, noise["floor"], gap))
    errors = [
        max(_error(a, e, floor) for a, e, _, floor, _, _ in rows),
        max(_error(d, e, noise) for _, e, d, _, noise, _ in rows),
        max(_error(d, a, noise) for a, _, d, _, noise, _ in rows),
    ]
    corner = next((gap for *_, gap in rows if gap), None)
    numbers = np.array([row[:3] for row in rows])
    corner = corner or next(filter(None, [_corner_of_formula(case, i, at) for i in which]), None)
    words = unequal or corner or (_who_differs(errors) if np.isfinite(numbers).all() else NOT_FINITE)
    columns = [[row[k] for row in rows] for k in range(3)]
    floors = ([row[3] for row in rows], [0.0] * len(rows), [row[4] for row in rows])
    cells = [_cell(column, floor, len(rows) > 1) for column, floor in zip(columns, floors, strict=True)]
    blind = [
        [_drowns(floors[0][i], row[:2], AUTOGRAD_TOLERANCE) for i, row in enumerate(rows)],
        [_drowns(floors[2][i], row[1:3], DIFFERENCE_TOLERANCE) for i, row in enumerate(rows)],
    ]
    table = [
        (NAMES[0], cells[0], _bound(errors[0], AUTOGRAD_TOLERANCE, blind[0]), number(AUTOGRAD_TOLERANCE)),
        (NAMES[1], cells[1], "reference", ""),
        (NAMES[2], cells[2], _bound(errors[1], DIFFERENCE_TOLERANCE, blind[1]), number(DIFFERENCE_TOLERANCE)),
    ]
    return Agreement(
        _title(case, which, wrt), table, words == "They agree.", words,
        columns=("value", "relative error", "allowed"), values=dict(zip(NAMES, columns, strict=True)),
    )  # fmt: skip


def _title(case, which, wrt):
    if isinstance(wrt, str) and wrt == "all":
        return f"Gradient of {case.name} at {case.where()}"
    if len(case.point) > 1:
        return f"Partial derivative of {case.name} by {case.symbols[which[0]].name} at {case.where()}"
    return f"Derivative of {case.name} at {case.where()}"


def _central(g, at):
    """Take the central difference of g, its round-off floor, and words about a corner if there is one.

    A central difference alone cannot see a corner: it gives |x| at 0 the slope 0. Where the two one-sided
    quotients keep their distance while the step shrinks, there is no derivative to compare.
    """
    size = max(abs(at), 0.1)
    h = EPS ** (1 / 3) * size
    ahead, behind = g(at + h), g(at - h)
    here = g(at)
    scale = max(abs(ahead), abs(behind), abs(here))
    difference = (ahead - behind) / ((at + h) - (at - h))
    left, right = (here - behind) / h, (ahead - here) / h
    # At a level point both halves cancel: nothing finer than a millionth of either of them can be seen.
    floor = max(8 * EPS * scale / h, DIFFERENCE_TOLERANCE * max(abs(left), abs(right)))
    gaps = [abs((g(at + k) - here) / k - (here - g(at - k)) / k) for k in (1e-3 * size, 1e-4 * size, 1e-5 * size)]
    noise = 16 * EPS * scale / (1e-5 * size)
    words = None
    if gaps[2] > max(noise, 0.7 * gaps[1], 0.5 * gaps[0]):
        words = CORNER.format(number(left), number(right))
    return difference, {"scale": scale, "floor": floor}, words


def _corner_of_formula(case, index, at):
    """Say so if the expression has a corner here: SymPy gives |x| the slope sign(0) = 0, as if there were none."""
    if not case.exact.has(*BENT):
        return None
    letter = case.symbols[index]
    along = case.exact.subs({s: value for s, value in at.items() if s != letter})
    left, right = (exact_side(along, letter, at[letter], along.subs(letter, at[letter]), side) for side in (-1, 1))
    if left.kind == right.kind == "number" and not left.matches(right):
        return CORNER.format(number(left.low), number(right.low))
    return None


def _unequal_values(case, here, at):
    """Say so if program and expression are different functions: comparing slopes would mean nothing."""
    exact = _real(case.exact.subs(at))
    if not np.isfinite(exact) or _error(here, exact, 1e-12) <= AUTOGRAD_TOLERANCE:
        return None
    return f"They do not agree: the function gives {number(here)} here, the exact expression {number(exact)}."


def _who_differs(errors):
    """Name the odd one out of the three."""
    autograd, difference, between = errors
    fine = (
        autograd <= AUTOGRAD_TOLERANCE,
        difference <= DIFFERENCE_TOLERANCE,
        between <= DIFFERENCE_TOLERANCE,
    )
    if fine[0] and fine[1]:
        return "They agree."
    if fine[0]:
        return "They do not agree: the finite difference is the odd one out."
    if fine[1]:
        return "They do not agree: autograd_lite is the odd one out."
    if fine[2]:
        return "They do not agree: the exact expression is the odd one out."
    return "They do not agree: no two of the three are the same."


def _error(a, b, floor):
    """Give the relative error of a against b; two values inside the noise floor of 0 count as equal."""
    if abs(a - b) <= floor:
        return 0.0
    error = abs(a - b) / max(abs(a), abs(b))
    return error if np.isfinite(error) else np.inf


def _drowns(floor, pair, tolerance):
    """Tell whether the noise floor, not the relative error, decides: the slope is 0, or tiny beside the heights.

    It asks the floor and not the gap, so that the table reads the same where a last bit differs. A floor of
    the size of the tolerance is no reason: away from level points the two agree to a few digits.
    """
    return floor > 2 * tolerance * max(map(abs, pair))


def _bound(error, tolerance, blind):
    """Write a relative error; beside a slope of 0 there is none to write, only that the gap is within noise."""
    if not np.isfinite(error):
        return "none"
    if error >= tolerance:
        return format(error, ".1g").replace("e-0", "e-")
    if all(blind):
        return "within noise"
    return f"< {number(tolerance)}" + " or noise" * any(blind)


def _cell(values, floors, many):
    cells = [near_zero(v, f) for v, f in zip(values, floors, strict=True)]
    return f"[{', '.join(cells)}]" if many else cells[0]


def _real(expression):
    """Evaluate an exact value as a float: 30 digits first, so that cancellation leaves nothing behind."""
    value = sympy.N(expression, 30)
    return float(value) if value.is_real else np.nan


def _spoiled(value, eps, floor):
    if not eps:
        return value
    return value + eps * (value if abs(value) * eps > 100 * floor else max(1.0, abs(value)))


def _singular(case, index):
    """Let the limit and the difference quotients decide; report the program's derivative beside them."""
    x, at = case.symbols[index], case.exact_point[index]
    others = {s: p for s, p in zip(case.symbols, case.exact_point, strict=True) if s is not x}
    expression = case.exact.subs(others)
    here = case.value(case.point)
    title = _title(case, [index], index) + ", a singular point"
    autograd = gradient(case.f, case.point)[index]
    value = _value_at(expression, x, at, here)
    if value is None:
        rows = [(NAMES[0], _by_design(autograd, ())), ("the function", "has no value here")]
        words = "They do not agree: without a value at the point there is no difference quotient."
        return Agreement(title, rows, False, words, singular=True, values={NAMES[0]: autograd})
    start = here if np.isfinite(here) else float(value)
    exact = [_spoiled_side(exact_side(expression, x, at, value, side)) for side in (-1, 1)]
    measured = [measured_side(case.slice(index), case.point[index], start, side) for side in (-1, 1)]
    same = all(a.matches(b) for a, b in zip(exact, measured, strict=True))
    words = _unequal_values(case, here, {**others, x: at}) if np.isfinite(here) else None
    if words is None:
        words = f"They agree: {verdict(*exact)}." if same else "They do not agree: limit and quotient differ."
    rows = [
        (NAMES[0], _by_design(autograd, exact)),
        ("SymPy limit", sides(*exact)),
        ("difference quotient", sides(*measured)),
    ]
    values = {NAMES[0]: autograd, "SymPy limit": exact, "difference quotient": measured}
    return Agreement(title, rows, words.startswith("They agree"), words, singular=True, values=values)


def _value_at(expression, x, at, here):
    """Find the exact value at the point: by the formula, else by the program, else by continuity, else None."""
    value = expression.subs(x, at)
    if np.isfinite(_real(value)):
        return value
    if np.isfinite(here):
        return sympy.Rational(here)  # 0/0 in the formula: the program fills the point in by definition
    return continued(expression, x, at)


def _by_design(autograd, exact):
    if not np.isfinite(autograd):
        return f"{number(autograd)}, by design, see 14"
    slope = Side("number", autograd, autograd)
    return number(autograd) + ("" if exact and all(side.matches(slope) for side in exact) else ", a convention, see 14")


def _spoiled_side(side):
    eps = _eps["exact"]
    if not eps:
        return side
    if side.kind in ("number", "swings") and np.isfinite(side.low):
        return Side(side.kind, *(_spoiled(bound, eps, 0.0) if bound else eps for bound in (side.low, side.high)))
    return Side("number", 1 / eps, 1 / eps)
