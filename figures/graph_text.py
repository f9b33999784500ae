"""The words of a graph drawing: numbers and small arrays as mathematics, and how much room they take."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser

from .style import math_number, number

_PARSER = MathTextParser("path")
_FONT = FontProperties(family=["DejaVu Sans"], size=100, math_fontfamily="stix")
LEADING = 0.055  # inches between the rows of a small matrix
LONGEST = 14  # characters of an array that still reads as numbers
MOST = 6  # numbers of an array that still reads as numbers


@lru_cache(maxsize=4096)
def _ink(source: str) -> tuple[float, float, float]:
    """Return width, height and depth of a formula set at 1 point, in inches."""
    if not source:
        return 0.0, 0.0, 0.0
    parsed = _PARSER.parse(f"${source}$", dpi=72, prop=_FONT)
    return parsed.width / 7200, parsed.height / 7200, parsed.depth / 7200


@dataclass(frozen=True)
class Label:
    """A centred block of formulas, and the room that its ink takes at its size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def width(self) -> float:
        return max(_ink(line)[0] for line in self.lines) * self.size

    @property
    def height(self) -> float:
        return sum(_ink(line)[1] for line in self.lines) * self.size + LEADING * (len(self.lines) - 1)

    def rows(self, x: float, y: float):
        """Yield (source, left, baseline) for every line of the block centred on (x, y)."""
        top = y + self.height / 2
        for line in self.lines:
            width, height, depth = (part * self.size for part in _ink(line))
            yield line, x - width / 2, top - height + depth
            top -= height + LEADING


def value_lines(value, room: int = LONGEST) -> tuple[str, ...]:
    """Write a number, a short list or a small matrix; a larger array is told by its shape.

    `room` is how many characters a row may have before the shape takes its place.
    """
    array = np.asarray(value)
    if array.ndim == 0:
        return (math_number(array.item()),)
    rows = array[None] if array.ndim == 1 else array
    if array.ndim > 2 or not 0 < array.size <= MOST or rows.shape[0] > 3:
        return (shape_text(array.shape),)
    shown = [[plain_number(part) for part in row.tolist()] for row in rows]
    if max(len(", ".join(row)) + 2 for row in shown) > room or any("e" in part for row in shown for part in row):
        return (shape_text(array.shape),)
    return tuple(r"[" + r",\,".join(math_number(part) for part in row.tolist()) + "]" for row in rows)


def plain_number(value) -> str:
    """Write a number in plain text; what is no number keeps the name that a program prints."""
    return "nan" if value != value else number(value)


def shape_text(shape) -> str:
    """Write a shape as Python prints it: (3, 4)."""
    inside = r",\,".join(str(length) for length in shape) + ("{,}" if len(shape) == 1 else "")
    return rf"({inside})"


def one_line(value) -> str:
    """Write a value on one line, the rows of a matrix one after the other."""
    lines = value_lines(value)
    return lines[0] if len(lines) == 1 else "[" + r",\,".join(lines) + "]"


def equation(left: str, right: str) -> str:
    """Write left = right; a shape is not what the left side equals, so it follows a colon."""
    if not left:
        return right
    return f"{left}{'{:}' if right.startswith('(') else '='}{right}"


def rows(left: str, value) -> tuple[str, ...]:
    """Write left = value as lines; a matrix keeps its rows, below the sign."""
    lines = value_lines(value)
    return (equation(left, lines[0]),) if len(lines) == 1 else (f"{left}=", *lines)


def value_words(value) -> str:
    """Write a number or a small array in plain text, for alt text; a larger array by its shape."""
    array = np.asarray(value)
    if array.ndim and not 0 < array.size <= MOST:
        return f"an array of shape {tuple(array.shape)}"

    def nested(part):
        if isinstance(part, list):
            return f"[{', '.join(nested(inner) for inner in part)}]"
        return plain_number(part)

    return nested(array.tolist())


def factor(value) -> str | None:
    """Write a number as a factor: negative ones in brackets; None if it does not fit on one line."""
    lines = value_lines(value)
    if len(lines) > 1 or (np.ndim(value) and lines[0].startswith("(")):
        return None
    text = lines[0]
    needs = np.ndim(value) == 0 and (text.startswith("{-}") or r"\times" in text)
    return f"({text})" if needs else text


def letter(name: str) -> str:
    """Write a Python name as mathematics: `w` slanted, `w1` with an index, `loss` upright."""
    stem = name.rstrip("0123456789")
    index = name[len(stem) :]
    stem, _, after = stem.partition("_")
    if after:
        index = f"{after}{index}"
    body = _GREEK.get(stem, stem if len(stem) == 1 else rf"\mathrm{{{_plain(stem)}}}")
    return f"{body}_{{{_sub(index)}}}" if index and stem else body if stem else rf"\mathrm{{{_plain(name)}}}"


def _plain(text: str) -> str:
    return text.replace("_", r"\_")


def _sub(index: str) -> str:
    return index if index.isdigit() or len(index) == 1 else rf"\mathrm{{{_plain(index)}}}"


_GREEK = {
    name: rf"\{name}"
    for name in (
        *("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi"),
        *("rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
    )
} | {"lam": r"\lambda"}
