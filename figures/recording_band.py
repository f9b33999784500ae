"""Nested blocks in time, and the band that runs through them: ink where operations are recorded (lesson 12)."""

import itertools
from dataclasses import dataclass

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import sheet
from .style import CARD, GREY, GUIDE, INK, listing, math, words

BLOCKS = {"no_grad": torch.no_grad, "enable_grad": torch.enable_grad}
CHOICES = ("no_grad", "enable_grad", "no block")
LETTERS = "abcdefg"
X, FIRST, PITCH, END = 0.62, 1.56, 0.88, 7.35  # where x, the results and the band's end stand, in inches
BAND, ROW = 1.95, 0.55  # heights of the band and of the row below
HEIGHTS = ((0.95, 3.4), (1.22, 3.0), (1.49, 2.6))  # bottom and top of the blocks, outermost first
HALF = 0.235


@dataclass(frozen=True)
class Result:
    """One multiplication of the program: how deep it stands, and whether it was recorded."""

    letter: str
    depth: int
    recorded: bool


def nesting(outer="no_grad", middle="enable_grad", inner="no_grad"):
    """Draw a program that enters three blocks, one inside the other, and leaves them again, computing x·x all the way.

    Each level is "no_grad", "enable_grad" or "no block". Raises ValueError for another word.
    """
    levels = (outer, middle, inner)
    unknown = [level for level in levels if level not in CHOICES]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {listing(CHOICES)}")
    results = run(levels)
    with style.canvas(3.6) as fig:
        ax = sheet(fig)
        for depth, level in enumerate(levels, start=1):
            if level != "no block":
                _block(ax, depth, level)
        _band(ax, results)
        for k, result in enumerate(results):
            _result(ax, FIRST + PITCH * k, result)
        graph_paint.square(ax, X, BAND, HALF, HALF, True)
        math(ax, X, BAND - 0.01, "x", 16, CARD, ha="center", va="center")
        math(ax, 0.38, 3.2, r"x \cdot x", 14, INK, va="center")
        words(ax, 0.24, ROW, "requires_grad", 9.5, GREY, va="center")
        return style.Picture(fig, _alt(levels, results))


def run(levels):
    """Run the program: one x·x before, between and after the blocks; return what was recorded."""
    x = torch.tensor(3.0, requires_grad=True)
    found = []

    def go(depth):
        found.append((depth, (x * x).requires_grad))
        if depth < len(levels):
            block = BLOCKS.get(levels[depth])
            if block is None:
                go(depth + 1)
            else:
                with block():
                    go(depth + 1)
            found.append((depth, (x * x).requires_grad))

    with torch.enable_grad():
        go(0)
    return [Result(letter, *one) for letter, one in zip(LETTERS, found, strict=True)]


def _block(ax, depth, level):
    """Draw a block as a frame around its results, its name in the upper left corner."""
    low, high = HEIGHTS[depth - 1]
    left = FIRST + PITCH * (depth - 0.5) - 0.02
    right = FIRST + PITCH * (6.5 - depth) + 0.02
    fill = ("#F6F4EE", "#EFEDE6", "#E8E6DF")[depth - 1]
    look = {"fc": fill, "ec": GUIDE, "lw": 0.9, "zorder": -20 + depth}
    style.rounded(ax.figure, left, low, right - left, high - low, 0.08, **look)
    words(ax, left + 0.1, high - 0.2, level, 10, INK, va="center")


def _band(ax, results):
    """Draw the track, and ink on it wherever recording is on."""
    ax.plot([X, END], [BAND, BAND], color=GUIDE, lw=1.6, solid_capstyle="butt", zorder=2)
    edges = [X, *(FIRST + PITCH * (k + 0.5) for k in range(len(results) - 1)), END]
    for recorded, places in itertools.groupby(range(len(results)), key=lambda k: results[k].recorded):
        if recorded:
            span = list(places)
            ax.plot(
                [edges[span[0]], edges[span[-1] + 1]], [BAND, BAND], color=INK, lw=9, solid_capstyle="butt", zorder=3
            )


def _result(ax, x, result):
    """Draw a result: a circle if an operation was recorded, a hollow square if it came out as data."""
    if result.recorded:
        graph_paint.stadium(ax, x, BAND, HALF + 0.015, HALF + 0.015)
    else:
        graph_paint.square(ax, x, BAND, HALF, HALF, False)
    math(ax, x, BAND - 0.01, result.letter, 16, INK, ha="center", va="center")
    weight = "bold" if result.recorded else "normal"
    color = INK if result.recorded else GREY
    words(ax, x, ROW, str(result.recorded), 10.5, color, ha="center", va="center", fontweight=weight)


def _alt(levels, results):
    on = [result.letter for result in results if result.recorded]
    blocks = ", then ".join(level for level in levels if level != "no block") or "no block at all"
    return (
        f"Timeline of a program that computes x·x seven times, a to g, entering and leaving {blocks}. "
        f"The recording band is drawn at {listing(on)}; there requires_grad is True."
    )
