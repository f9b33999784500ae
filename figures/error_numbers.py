"""The numbers behind the error figures: quotients at a step h, and how far they are from the slope.

A picture of round-off shows nothing but last bits, and libraries differ in the last bit of exp. So exp is
rounded here with decimal arithmetic: each value is the float nearest to the exact one, on every processor.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache

import numpy as np

import autograd_lite as torch

EPS = float(np.finfo(float).eps)
STEPS = (*(float(f"1e{decade}") * 10 ** (part / 12) for decade in range(-16, -1) for part in range(12)), 0.1)


def nearest_exp(x):
    """Return exp(x) rounded to the type of x: float, np.float32 or complex."""
    if isinstance(x, complex):
        # |Im x| is a step, so the real part is not needed to more than its own size.
        return complex(nearest_exp(x.real), nearest_exp(x.real) * nearest_sin(x.imag))
    with localcontext() as context:
        context.prec = 45
        return type(x)(float(Decimal(float(x)).exp()))


def nearest_sin(h):
    """Return sin(h) rounded to float, for a step |h| ≤ 0.1."""
    with localcontext() as context:
        context.prec = 45
        square, term, total = Decimal(h) ** 2, Decimal(h), Decimal(h)
        for k in range(2, 40, 2):
            term *= -square / (k * (k + 1))
            total += term
        return float(total)


@dataclass(frozen=True)
class Subject:
    """A function whose errors are drawn: its name, its program on tensors, its values, its exact slope."""

    name: str
    program: object
    value: object  # on floats, np.float32 and complex numbers
    slope: object  # the exact derivative, on Decimal


def cube(x):
    return x * x * x


def square(x):
    return x * x


def reciprocal(x):
    return 1 / x


MENU = {
    "exp x": Subject(r"\exp\,x", torch.exp, nearest_exp, lambda a: a.exp()),
    "x³": Subject("x^3", cube, cube, lambda a: 3 * a * a),
    "x²": Subject("x^2", square, square, lambda a: 2 * a),
    "1/x": Subject(r"\frac{1}{x}", reciprocal, reciprocal, lambda a: -1 / (a * a)),
}


def chosen(function):
    """Return the Subject of that name; raises ValueError with the menu if there is none."""
    if function not in MENU:
        raise ValueError(f"function must be one of {', '.join(MENU)}, not {function!r}")
    return MENU[function]


def exact_slope(subject, a):
    """Return the derivative at `a`, from its formula, rounded to float."""
    with localcontext() as context:
        context.prec = 45
        return float(subject.slope(Decimal(float(a))))


def forward(f, a, h):
    return (f(a + h) - f(a)) / h


def central(f, a, h):
    return (f(a + h) - f(a - h)) / (2 * h)


def complex_step(f, a, h):
    """Return the slope from one run at a + ih: its imaginary part over h. Nothing is subtracted."""
    return f(complex(a, h)).imag / h


def by_autograd(f, a):
    """Return autograd_lite's derivative, which knows no h."""
    x = torch.tensor(float(a), requires_grad=True)
    f(x).backward()
    return x.grad.item()


METHODS = {"forward": forward, "central": central, "complex step": complex_step}


def relative_error(a, b):
    """Return the gap of two numbers, divided by the larger of them, as agree() does."""
    return abs(a - b) / max(abs(a), abs(b))


@lru_cache(maxsize=64)
def errors(function, method, at, steps=STEPS, single=False):
    """Return the relative errors of one method over the steps, as floats; `single` computes in float32."""
    subject = chosen(function)
    exact = exact_slope(subject, at)
    if method == "autograd":
        found = [by_autograd(subject.program, at)] * len(steps)
    else:
        kind = np.float32 if single else float
        with np.errstate(all="ignore"):
            found = [float(METHODS[method](subject.value, kind(at), kind(h))) for h in steps]
    return tuple(relative_error(slope, exact) for slope in found)


def best_step(errors, steps=STEPS, reach=6):
    """Return the index of the step whose neighbourhood, half a decade to each side, is best at its worst.

    A single point of the cloud may be good by luck; its neighbours are not.
    """
    worst = [max(errors[max(0, i - reach) : i + reach + 1]) for i in range(len(errors))]
    return int(np.argmin(worst))
