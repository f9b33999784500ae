"""How numbers and answers are written in the text a learner reads.

Stored outputs are compared character by character, and the last bits of exp, log and tanh differ between
processors. So nothing here prints more than four significant digits, and a number is rounded to eight first:
a finite difference of 12.345000000003 and an exact 12.345 then round the same way.
"""

import numbers
import re
import textwrap

import numpy as np

WIDTH = 84
_GLUE = "\N{NO-BREAK SPACE}"
_BRACKETS = re.compile(r"[(\[][^()]{0,36}[)\]]")
_OPERATOR = re.compile(r" ([-+*/·=]) ")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def number(value):
    """Write one real number with at most four significant digits.

    >>> number(2.718281828), number(-0.0), number(123456), number(2e-7)
    ('2.718', '0', '1.235e5', '2e-7')
    """
    value = float(value)
    if not np.isfinite(value):
        return {"inf": "inf", "-inf": "-inf"}.get(str(value), "nan")
    text = format(float(format(value, ".8g")), ".4g")
    mantissa, e, exponent = text.partition("e")
    text = f"{mantissa}e{int(exponent)}" if e else text
    return "0" if text == "-0" else text


def signed(value):
    """Write a number with its sign, as one-sided slopes are compared: -1 and +1."""
    text = number(value)
    return text if text.startswith(("-", "0", "nan")) else "+" + text


def near_zero(value, floor):
    """Write a measured number; what lies inside the noise reads as a rounded zero, not as digits of noise."""
    return "≈ 0" if 0 < abs(value) < floor else number(value)


def show(value):
    """Write any answer a learner may give: numbers short, arrays as lists, anything else as a safe repr.

    Never raises, whatever `value` is.
    """
    try:
        return _show(value)
    except Exception:
        return f"an object of type {type(value).__name__}"


def _show(value):
    if isinstance(value, str):
        return repr(value) if len(value) <= 40 else repr(value[:40]) + "…"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, numbers.Real):
        return number(value)
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    if isinstance(value, np.ndarray | np.generic):
        return _show(value.tolist()) if value.dtype.kind in "fiub" else f"an array of {value.dtype}"
    if isinstance(value, list | tuple):
        inside = ", ".join(show(item) for item in value[:6]) + (", …" if len(value) > 6 else "")
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if value is ...:
        return "..."
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if callable(value) and hasattr(value, "__name__"):
        return f"the function {value.__name__}"
    text = _ADDRESS.sub("", repr(value))
    return text if len(text) <= 60 else text[:59] + "…"


def wrap(text):
    """Break text into lines of at most 84 characters; indented lines are code and stay whole.

    A formula is not torn apart: nothing breaks inside short brackets, nor beside an operator.
    """
    lines = []
    for line in text.split("\n"):
        if line.startswith("    "):
            lines.append(line.rstrip())
            continue
        glued = _BRACKETS.sub(lambda match: match[0].replace(" ", _GLUE), line)
        glued = _OPERATOR.sub(lambda match: f"{_GLUE}{match[1]}{_GLUE}", glued)
        broken = textwrap.wrap(glued, WIDTH, break_long_words=False, break_on_hyphens=False)
        lines += [part.replace(_GLUE, " ") for part in broken] or [""]
    return "\n".join(lines)
