"""The elementary functions: exponentials, logarithms, roots, trigonometry, absolute value, rounding.

Each is one line for the value, a NumPy function, and one for the rule, the chain rule: the arriving gradient times
the slope. At a corner or a pole the rule gives what torch gives; lesson 14 shows which choices those are.
"""

from __future__ import annotations

import math

import numpy as np

from .formula import OfInput, OfResult, Step, function_of, no_bool


class Exp(OfResult, value=np.exp, rule=lambda grad, out: grad * out):
    """Return e to the power of each element: d eˣ/dx = eˣ."""


class Expm1(OfResult, value=np.expm1, rule=lambda grad, out: grad * (out + 1)):
    """Return eˣ − 1, exact also for tiny x: d/dx = eˣ."""


class Log(OfInput, value=np.log, rule=lambda grad, x: grad / x):
    """Return the natural logarithm of each element: d ln x/dx = 1/x."""


class Log2(OfInput, value=np.log2, rule=lambda grad, x: grad / (x * math.log(2))):
    """Return the logarithm to base 2 of each element: d/dx = 1/(x·ln 2)."""


class Log10(OfInput, value=np.log10, rule=lambda grad, x: grad / (x * math.log(10))):
    """Return the logarithm to base 10 of each element: d/dx = 1/(x·ln 10)."""


class Log1p(OfInput, value=np.log1p, name="Log1PBackward0", rule=lambda grad, x: grad / (x + 1)):
    """Return ln(1 + x), exact also for tiny x: d/dx = 1/(1 + x)."""


class Sqrt(OfResult, value=np.sqrt, rule=lambda grad, out: grad / (2 * out)):
    """Return the square root of each element: d √x/dx = 1/(2√x)."""


class Rsqrt(OfResult, value=lambda x: 1 / np.sqrt(x), rule=lambda grad, out: -0.5 * grad * out**3):
    """Return 1/√x of each element: d/dx = −½·(1/√x)³."""


class Sin(OfInput, value=np.sin, rule=lambda grad, x: grad * cos(x)):
    """Return the sine of each element, in radians: d sin x/dx = cos x."""


class Cos(OfInput, value=np.cos, rule=lambda grad, x: grad * -sin(x)):
    """Return the cosine of each element, in radians: d cos x/dx = −sin x."""


class Tan(OfResult, value=np.tan, rule=lambda grad, out: grad * (1 + out * out)):
    """Return the tangent of each element, in radians: d tan x/dx = 1 + tan² x."""


class Asin(OfInput, value=np.arcsin, rule=lambda grad, x: grad * rsqrt(1 - x * x)):
    """Return the angle whose sine is x: d/dx = 1/√(1 − x²)."""


class Acos(OfInput, value=np.arccos, rule=lambda grad, x: grad * -rsqrt(1 - x * x)):
    """Return the angle whose cosine is x: d/dx = −1/√(1 − x²)."""


class Atan(OfInput, value=np.arctan, rule=lambda grad, x: grad / (x * x + 1)):
    """Return the angle whose tangent is x: d/dx = 1/(1 + x²)."""


class Sinh(OfInput, value=np.sinh, rule=lambda grad, x: grad * cosh(x)):
    """Return the hyperbolic sine of each element: d sinh x/dx = cosh x."""


class Cosh(OfInput, value=np.cosh, rule=lambda grad, x: grad * sinh(x)):
    """Return the hyperbolic cosine of each element: d cosh x/dx = sinh x."""


class Tanh(OfResult, value=np.tanh, rule=lambda grad, out: grad * (1 - out * out)):
    """Return the hyperbolic tangent of each element: d tanh x/dx = 1 − tanh² x."""


class Abs(OfInput, value=np.abs, rule=lambda grad, x: grad * sign(x)):
    """Return the absolute value of each element: d|x|/dx = sign x; at the corner x = 0 the choice is 0."""


class Sign(Step, value=lambda x: np.nan_to_num(np.sign(x))):
    """Return −1, 0 or 1 according to the sign of each element, 0 for nan as in torch; flat, so the slope is 0."""


class Floor(Step, value=np.floor):
    """Return the largest whole number not above each element; flat between the jumps."""


class Ceil(Step, value=np.ceil):
    """Return the smallest whole number not below each element; flat between the jumps."""


class Trunc(Step, value=np.trunc):
    """Return each element without its digits after the point; flat between the jumps."""


class Round(Step, value=np.round):
    """Return the nearest whole number to each element, halves to the even one; flat between the jumps."""


exp, expm1, sqrt, rsqrt = function_of(Exp), function_of(Expm1), function_of(Sqrt), function_of(Rsqrt)
log, log2, log10, log1p = function_of(Log), function_of(Log2), function_of(Log10), function_of(Log1p)
sin, cos, tan = function_of(Sin), function_of(Cos), function_of(Tan)
asin, acos, atan = function_of(Asin), function_of(Acos), function_of(Atan)
sinh, cosh, tanh = function_of(Sinh), function_of(Cosh), function_of(Tanh)
abs, sign = function_of(Abs, no_bool("abs_cpu")), function_of(Sign, no_bool("sign_cpu"))
floor, ceil = function_of(Floor, no_bool("floor_vml_cpu")), function_of(Ceil, no_bool("ceil_vml_cpu"))
trunc, round = function_of(Trunc, no_bool("trunc_vml_cpu")), function_of(Round, no_bool("round_vml_cpu"))
