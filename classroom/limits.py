"""What happens beside a singular point: the limit by SymPy, and what difference quotients show.

At a corner, a vertical tangent or an oscillation the program's own derivative decides nothing. The limit of
the difference quotient does, taken from each side on its own. Both ways of looking end in the same kind of
`Side`, so they can be compared: one is algebra, the other is only numbers.
"""

from dataclasses import dataclass

import numpy as np
import sympy

from classroom.wording import near_zero, number, signed

LADDER = 10.0 ** -np.arange(3.0, 12.5, 0.5)
SETTLED = 1e-5  # how closely quotients must agree to count as one number, or a swing to fill its bounds
SAMPLES = 4000
UNBOUNDED = 1e4  # swings this wide in both directions count as growing without bound


@dataclass(frozen=True)
class Side:
    """One side of the point: a `number`, `infinite`, `swings` between two bounds, `outside` or `unknown`."""

    kind: str
    low: float = 0.0
    high: float = 0.0

    def words(self):
        """Say what the difference quotient does on this side."""
        if self.kind == "number":
            return near_zero(self.low, SETTLED)
        if self.kind == "infinite":
            return "inf" if self.low > 0 else "-inf"
        if self.kind == "swings":
            return f"swings between {number(self.low)} and {number(self.high)}"
        return "no real value" if self.kind == "outside" else "undecided"

    def matches(self, other):
        """Tell whether two ways of looking saw the same thing."""
        if self.kind != other.kind or self.kind == "unknown":
            return False
        ends = ((self.low, other.low), (self.high, other.high))
        return all(a == b or abs(a - b) <= 2 * SETTLED * max(1, abs(a), abs(b)) for a, b in ends)


def verdict(left, right):
    """Put the two sides into words: the derivative, or why there is none."""
    if left.kind == right.kind == "number" and left.matches(right):
        return f"the derivative exists and is {near_zero(right.low, SETTLED)}"
    if left.kind == right.kind == "infinite" and left.low == right.low:
        return f"the quotient grows without bound ({right.words()}): there is no derivative"
    if left.kind == right.kind == "swings" and left.matches(right):
        return f"the limit does not exist: the quotient {right.words()}"
    if "outside" in (left.kind, right.kind):
        where = "to the left" if left.kind == "outside" else "to the right"
        return f"the two-sided limit does not exist: {where} the function has no real value"
    if "unknown" in (left.kind, right.kind):
        return "the limit could not be decided"
    return f"the limit does not exist: {sides(left, right)}"


def sides(left, right):
    """Write both sides, as one number where they are the same."""
    if left.matches(right) or left.words() == right.words():
        return left.words()
    return f"{_signed(left)} from the left, {_signed(right)} from the right"


def _signed(side):
    words = side.words()
    if side.kind == "number" and abs(side.low) >= SETTLED:
        return signed(side.low)
    return "+inf" if words == "inf" else words


def exact_side(expression, symbol, point, value, side):
    """Let SymPy take the limit of the difference quotient from one side (-1 or +1) of `point`.

    The step is a positive symbol and the side is its sign. SymPy's own two-sided limit is not used: it
    evaluates a Piecewise at the point itself and so misses corners.
    """
    step = sympy.Dummy("h", positive=True)
    try:
        quotient = (expression.subs(symbol, point + side * step) - value) / (side * step)
        limit = sympy.limit(sympy.simplify(quotient), step, 0, dir="+")
        return _as_side(limit)
    except (NotImplementedError, ValueError, TypeError, ArithmeticError):
        return Side("unknown")


def continued(expression, symbol, point):
    """Give the value that makes the expression continuous at `point`, or None where there is none."""
    step = sympy.Dummy("h", positive=True)
    try:
        left, right = (sympy.limit(expression.subs(symbol, point + s * step), step, 0, dir="+") for s in (-1, 1))
    except (NotImplementedError, ValueError, TypeError, ArithmeticError):
        return None
    return right if _as_side(right).kind == "number" and sympy.simplify(left - right) == 0 else None


def _as_side(limit):
    if isinstance(limit, sympy.AccumBounds):
        return Side("swings", float(limit.min), float(limit.max))
    if limit.has(sympy.AccumBounds):
        return Side("swings", -np.inf, np.inf) if limit.has(sympy.oo) else Side("unknown")
    if limit in (sympy.oo, -sympy.oo):
        return Side("infinite", np.sign(float(limit)), np.sign(float(limit)))
    if limit is sympy.nan or limit.free_symbols or limit.has(sympy.Limit):
        return Side("unknown")
    if limit is sympy.zoo or not limit.is_real:
        return Side("outside")
    return Side("number", float(limit), float(limit))


def measured_side(g, point, value, side):
    """Watch difference quotients of the function g (float to float) shrink toward `point` from one side."""
    scale = max(1.0, abs(point))
    quotients = np.array([_quotient(g, point, value, side * scale * h) for h in LADDER])
    if not np.isfinite(quotients).any():
        return Side("outside")
    if not np.isfinite(quotients).all():
        return Side("unknown")
    # Large steps are off by curvature, small ones by round-off: trust the calmest stretch of three.
    unrest = np.abs(np.diff(quotients))
    unrest = unrest[:-1] + unrest[1:]
    calm = int(np.argmin(unrest))
    if unrest[calm] <= SETTLED * max(1.0, abs(quotients[calm])):
        return Side("number", quotients[calm + 1], quotients[calm + 1])
    sizes = np.abs(quotients)
    if (
        (np.diff(sizes) > 0).all()
        and sizes[-1] > 1.5 * sizes[0]
        and (np.sign(quotients) == np.sign(quotients[0])).all()
    ):
        return Side("infinite", np.sign(quotients[0]), np.sign(quotients[0]))
    many = 10.0 ** np.random.default_rng(0).uniform(-7, -3, SAMPLES)
    swing = np.array([_quotient(g, point, value, side * scale * h) for h in many])
    bounds = (-np.inf, np.inf) if min(-swing.min(), swing.max()) > UNBOUNDED else (swing.min(), swing.max())
    return Side("swings", *bounds)


def _quotient(g, point, value, h):
    moved = point + h
    return (g(moved) - value) / (moved - point)
