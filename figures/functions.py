"""The functions of one variable that the figures draw, and what can be measured on them.

A function here takes an autograd_lite tensor and gives one back. Its values and its exact derivative come
from autograd_lite; whether it *has* a derivative at a point is decided by difference quotients from both
sides, because a program's derivative may be a number where the limit is none (|x| at 0), or nan where the
limit exists (x² sin(1/x) at 0).
"""

from dataclasses import dataclass

import numpy as np

import autograd_lite as torch


def square(x):
    return x**2


def cube(x):
    return x**3


def corner(x):
    return torch.abs(x)


def cusp(x):
    return torch.abs(x) ** (2 / 3)


def cube_root(x):
    return torch.sign(x) * torch.abs(x) ** (1 / 3)


def jump(x):
    return torch.sign(x)


def wobble(x):
    return torch.where(x == 0, 0.0, x * torch.sin(1 / x))


def calm_wobble(x):
    return torch.where(x == 0, 0.0, x**2 * torch.sin(1 / x))


@dataclass(frozen=True)
class Curve:
    """A function with the window that suits it: x from −half to half, f from low to high, f′ likewise."""

    f: object
    name: str
    half: float
    values: tuple
    slopes: tuple
    value_ticks: tuple
    slope_ticks: tuple
    special: bool = False  # at 0 the function needs care: its derivative jumps, runs away or oscillates


MENU = {
    "x²": Curve(square, "x^2", 2.2, (-1.2, 5.0), (-5, 5), (0, 1, 4), (-4, 0, 4)),
    "sin x": Curve(torch.sin, r"\sin\,x", 3.6, (-1.75, 1.75), (-1.5, 1.5), (-1, 0, 1), (-1, 0, 1)),
    "|x|": Curve(corner, "|x|", 2.2, (-0.9, 2.4), (-1.7, 1.7), (0, 1, 2), (-1, 0, 1), True),
    "∛x": Curve(cube_root, r"\sqrt[3]{x}", 2.2, (-1.7, 1.7), (-0.5, 3.2), (-1, 0, 1), (0, 1, 3), True),
    "x² sin(1/x)": Curve(
        calm_wobble, r"x^2\,\sin\,\frac{1}{x}", 2.2, (-2.4, 2.4), (-1.7, 1.7), (-1, 0, 1), (-1, 0, 1), True
    ),
    "x³": Curve(cube, "x^3", 2.2, (-9.6, 9.6), (-2, 14), (-8, 0, 8), (0, 3, 12)),
}


def values(f, x):
    """Return f at every number of the array x, as floats."""
    return _settled(_values(f, x))


def slopes(f, x):
    """Return f′ at every number of the array x, computed by autograd_lite; nan where its program says so."""

    def backward(x):
        point = torch.tensor(x, requires_grad=True)
        f(point).sum().backward()
        return point.grad.numpy()

    with np.errstate(all="ignore"):
        return _settled(_each(backward, x))


def quotients(f, a, h):
    """Return the difference quotients (f(a + h) − f(a)) / h for an array of steps h."""
    h = np.asarray(h, float)
    with np.errstate(all="ignore"):
        return (_values(f, a + h) - _values(f, np.full_like(h, a))) / h


def _values(f, x):
    with torch.no_grad(), np.errstate(all="ignore"):
        return _each(lambda x: f(torch.tensor(x)).numpy(), x)


def _each(compute, x):
    """Run on the whole array; a function written for one number (`if x > 0`) is run number by number."""
    x = np.asarray(x, float)
    try:
        out = compute(x)
    except (RuntimeError, TypeError, ValueError):
        out = np.array([compute(one) for one in x.ravel()], float).reshape(x.shape)
    return np.broadcast_to(np.asarray(out, float), x.shape)


def _settled(y):
    """Round away the last bits, which differ between processors, so that pictures are the same everywhere."""
    return np.round(y, 12) + 0.0


@dataclass(frozen=True)
class Limit:
    """What the difference quotients on one side of a point do: `value` is a number, ±inf or nan (no limit).

    `low` and `high` bound the quotients seen closest to the point.
    """

    value: float
    low: float
    high: float


def one_sided(f, a, side):
    """Decide, from numbers alone, what the difference quotients at `a` tend to from one side (−1 or 1)."""
    steps = side * np.logspace(-8, -9, 201)
    seen = quotients(f, a, steps)
    low, high = float(np.min(seen)), float(np.max(seen))
    if high - low <= 0.01 * (1 + abs(seen[-1])):
        return Limit(float(np.round(seen[-1], 4)) + 0.0, low, high)
    if min(abs(low), abs(high)) > 50 and abs(seen[-1]) > 1.5 * abs(seen[0]):
        return Limit(float(np.sign(seen[-1]) * np.inf), low, high)
    return Limit(float("nan"), low, high)


@dataclass(frozen=True)
class Slope:
    """The slope of f at a point: `value`, or nan with the reason in the one-sided limits `left`, `right`."""

    value: float
    left: Limit
    right: Limit

    @property
    def exists(self):
        return bool(np.isfinite(self.value))


def slope_at(f, a):
    """Return the slope at `a`: autograd_lite's where the limit exists and the two agree, else the limit."""
    left, right = one_sided(f, a, -1), one_sided(f, a, 1)
    value = float("nan")
    settled = np.isfinite(left.value) and np.isfinite(right.value)
    if settled and abs(left.value - right.value) <= 0.02 * (1 + abs(left.value)):
        value = float(slopes(f, np.array([a]))[0])
        if not abs(value - right.value) <= 0.02 * (1 + abs(value)):
            value = right.value
    return Slope(value, left, right)


def grid(low, high, special=False, count=481):
    """Return the numbers at which to draw a curve; for a `special` one without 0 but dense in 1/x near it."""
    if not special:
        return np.linspace(low, high, count)
    near = 1 / np.arange(1 / 0.7, 260, np.pi / 16)
    x = np.concatenate([np.linspace(low, high, count), near, -near, [-1e-4, 1e-4]])
    x = np.unique(np.round(x[(x >= low) & (x <= high)], 9))
    return x[x != 0]


def broken(x, y, at=0.0):
    """Put a nan between the numbers left and right of `at`, so that the curve is not drawn across."""
    k = int(np.searchsorted(x, at))
    if 0 < k < len(x):
        return np.insert(x, k, at), np.insert(y, k, np.nan)
    return x, y
