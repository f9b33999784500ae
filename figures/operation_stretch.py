"""Broadcasting: what was stretched on the way forward is summed on the way back (lesson 13)."""

import numpy as np
from matplotlib.path import Path

import autograd_lite as torch

from . import style
from .graph_text import value_words
from .style import CARD, GREY, GUIDE, INK, RED, math, math_number, words

B = {"(2,)": [5.0, 6.0], "(2, 1)": [[5.0], [6.0]], "()": 5.0}
SHAPES = tuple(B)
ARRIVED = [[1.0, 2.0], [3.0, 4.0]]
WIDE, HIGH, GAP = 0.72, 0.5, 0.27  # one cell, and the gap between two
AWAY = 0.5  # from the matrix to what was stretched, or is summed
FORWARD, BACKWARD, MIDDLE = 2.55, 5.05, 1.95


def stretch(shape="(2,)"):
    """Draw b of this shape stretched to 2×2, and the gradient that comes back summed to the shape of b.

    `shape` is "(2,)", "(2, 1)" or "()". Raises ValueError for another one.
    """
    if shape not in B:
        raise ValueError(f"shape is one of {', '.join(B)}")
    b, wide, summed = measured(shape)
    with style.canvas(style.ROW + 0.1) as fig:
        _matrix(fig, FORWARD, wide, b.shape, False)
        _matrix(fig, BACKWARD, np.array(ARRIVED), b.shape, True)
        _own(fig, FORWARD, b, False)
        _own(fig, BACKWARD, summed, True)
        top = MIDDLE + HIGH + GAP / 2 + 0.24
        words(fig, BACKWARD, top, "grad_out", 11, RED, ha="center", va="center")
        return style.Picture(fig, _alt(shape, b, summed))


def measured(shape):
    """Return b, b as broadcasting stretches it, and the gradient of b when ARRIVED comes back."""
    b = torch.tensor(B[shape], requires_grad=True)
    out = torch.zeros(2, 2) + b
    (summed,) = torch.autograd.grad(out, b, torch.tensor(ARRIVED))
    return b.detach().numpy(), out.detach().numpy(), summed.numpy()


def _centre(middle, row, column):
    """Return the centre of a cell of the 2×2 matrix around `middle`."""
    return np.array([middle + (column - 0.5) * (WIDE + GAP), MIDDLE - (row - 0.5) * (HIGH + GAP)])


def _cell(fig, centre, value, color, copy=False, edge=1.7):
    look = {"ec": GUIDE, "lw": 1.3, "ls": (0, (3, 2))} if copy else {"ec": color, "lw": edge}
    style.rounded(fig, *(centre - [WIDE / 2, HIGH / 2]), WIDE, HIGH, 0.05, fc=CARD, **look)
    math(fig, *centre, math_number(value), 16, GREY if copy else color, ha="center", va="center_baseline")


def _matrix(fig, middle, values, shape, back):
    """Draw the 2×2 matrix: forward, copies have dashed edges; backward, a plus joins what belongs together."""
    down, across = (len(shape) < 2, len(shape) != 1)
    for (row, column), value in np.ndenumerate(values):
        copy = not back and bool((row and down) or (column and across))
        _cell(fig, _centre(middle, row, column), value, RED if back else INK, copy)
    if back:
        gaps = [(0.5, column) for column in (0, 1) if down] + [(row, 0.5) for row in (0, 1) if across]
        for row, column in gaps:
            math(fig, *_centre(middle, row, column), "+", 16, RED, ha="center", va="center_baseline")


def _own(fig, middle, own, back):
    """Draw b above or left of the matrix, or its gradient below or right of it, and the arrows between."""
    rows, columns = {1: (1, 2), 2: (2, 1), 0: (1, 1)}[own.ndim]
    sign, color, name = (1, RED, "b.grad") if back else (-1, INK, "b")
    away = np.array([AWAY + WIDE if columns == 1 else 0, -(AWAY + HIGH) if rows == 1 else 0]) * sign
    for (row, column), value in np.ndenumerate(own.reshape(rows, columns)):
        cell = _centre(middle, row if rows == 2 else int(back), column if columns == 2 else int(back))
        _cell(fig, cell + away, value, color, edge=3.0 if back else 1.7)
        _arrow(fig, *((cell, cell + away) if back else (cell + away, cell)), color)
    above = rows == 2 or (columns == 1 and back)
    beside = [0.1 * (rows == 1), HIGH / 2 + 0.22] if above else [sign * (WIDE / 2 + (0.42 if back else 0.2)), 0]
    x, y = _centre(middle, 0 if rows == 2 else int(back), int(back)) + away + beside
    words(fig, x, y, name, 11, color, ha="center", va="center")


def _arrow(fig, start, end, color):
    way = np.sign(np.round(end - start, 9))
    shrink = way * [WIDE / 2 + 0.06, HIGH / 2 + 0.06]
    style.arrow(fig, None, color=color, width=2.4, head=14, path=Path([start + shrink, end - shrink]), zorder=5)


def _alt(shape, b, summed):
    copies = {"(2,)": "each number twice, down", "(2, 1)": "each number twice, across", "()": "one number four times"}
    return (
        f"b of shape {shape}, {value_words(b)}, becomes two by two: {copies[shape]}. On the way back the copies' "
        f"gradients are added: {value_words(np.array(ARRIVED))} arrives and b gets {value_words(summed)}."
    )
