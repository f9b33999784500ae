"""What was the bird, and what did the network say: a table of counts."""

import numpy as np

from . import style
from .species_network import MARKS, NAMES, trained
from .style import AMBER, AMBER_EDGE, CARD, CARD_EDGE, GREY, INK, math, math_number, words

WIDE, TALL, GAP = 1.12, 0.66, 0.06
LEFT, TOP = 2.2, 2.5  # of the first cell, its upper left corner
HIGH = 3.25
SHADES = ("#F3F2EE", "#C9D3E4")  # no bird, most birds


def answers(table):
    """Draw a table of counts, a row for each species and a column for each answer; wrong answers are marked.

    `table[i][j]` counts the birds of species i that were called j. Raises ValueError for another shape.

        answers([[29, 1, 0], [0, 13, 1], [0, 0, 24]])
    """
    table = np.asarray(table)
    if table.shape != (3, 3) or table.min() < 0 or (table != np.round(table)).any():
        raise ValueError("table must be 3 × 3, with counts")
    table = table.astype(int)
    with style.canvas(HIGH) as fig:
        for i in range(3):
            _names(fig, i)
            for j in range(3):
                _cell(fig, i, j, table)
            y = TOP - (i + 0.5) * TALL - i * GAP
            share = rf"{table[i, i]}\ /\ {table[i].sum()}"
            math(fig, LEFT + 3 * (WIDE + GAP) + 0.2, y, share, 14, INK, va="center")
        words(fig, LEFT + 1.5 * WIDE + GAP, HIGH - 0.28, "answer", 10, GREY, ha="center", va="center")
        words(fig, 0.42, TOP + 0.27, "bird", 10, GREY, va="center")
        return style.Picture(fig, _alt(table))


def example():
    """Count the answers to the held-out birds of five splits."""
    table = np.zeros((3, 3), int)
    for seed in range(5):
        run = trained(seed)
        np.add.at(table, (run["label"], run["answer"]), 1)
    return {"table": table}


answers.example = example


def _alt(table):
    wrong = [
        f"{table[i, j]} {NAMES[i]} called {NAMES[j]}" for i in range(3) for j in range(3) if i != j and table[i, j]
    ]
    return (
        f"Table of {table.sum()} answers, rows the bird, columns the answer. On the diagonal, right: "
        f"{style.listing(int(table[i, i]) for i in range(3))}. Marked, wrong: {style.listing(wrong or ['none'])}."
    )


def _names(fig, i):
    """Name a species beside its row and above its column, with its shape."""
    y = TOP - (i + 0.5) * TALL - i * GAP
    _shape(fig, 0.52, y, i)
    words(fig, 0.74, y, NAMES[i], 10.5, INK, va="center")
    x = LEFT + (i + 0.5) * WIDE + i * GAP
    _shape(fig, x - 0.5, TOP + 0.27, i)
    words(fig, x - 0.34, TOP + 0.27, NAMES[i], 10.5, INK, va="center")


def _shape(fig, x, y, i):
    look = {"marker": MARKS[i], "ms": 8, "mfc": INK, "mec": CARD, "mew": 1, "ls": "none"}
    style.line(fig, [x], [y], zorder=5, **look)


def _cell(fig, i, j, table):
    left, bottom = LEFT + j * (WIDE + GAP), TOP - (i + 1) * TALL - i * GAP
    count, wrong = table[i, j], i != j and table[i, j] > 0
    fill = AMBER if wrong else _between(table[i, j] / max(table.max(), 1))
    edge = {"ec": AMBER_EDGE, "lw": 1.8} if wrong else {"ec": CARD_EDGE, "lw": 0.8}
    style.rounded(fig, left, bottom, WIDE, TALL, 0.07, fc=fill, **edge)
    color, size = (INK, 17) if count else (GREY, 14)
    math(fig, left + WIDE / 2, bottom + TALL / 2, math_number(count), size, color, ha="center", va="center")


def _between(share):
    low, high = (np.array([int(shade[k : k + 2], 16) for k in (1, 3, 5)]) for shade in SHADES)
    return tuple((low + share * (high - low)) / 255)
