"""What the tables of lesson 10 share: numbered cells in signed colours, discs for v, the red box of a result.

All lengths are inches on the card; a cell is named by its left and bottom edge.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Circle

import autograd_lite as torch

from . import style
from .style import AXIS, CARD, CARD_EDGE, GREY, INK, RED, SIGNED, math, math_number

CELL_W, CELL_H, GAP = 0.88, 0.52, 0.05
RADIUS = 0.2
PALE = 0.35  # alpha of a row that does not count
LIMIT = 4.0  # where the colours are at full strength
COLOURS = LinearSegmentedColormap.from_list("signed", SIGNED)
MIDDLE = {"ha": "center", "va": "center"}
FORMULAS = (r"y_1 = x_1^2", r"y_2 = x_1 x_2", r"y_3 = \sin x_2")
POINT = (1.0, 2.0)


def three(x):
    """Return y = (x₁², x₁x₂, sin x₂), three results of two inputs."""
    return torch.stack([x[0] ** 2, x[0] * x[1], torch.sin(x[1])])


def pulled(f, at, v):
    """Return vᵀJ of f at a point, by one backward pass."""
    x = torch.tensor(list(map(float, at)), requires_grad=True)
    f(x).backward(torch.tensor(list(map(float, v))))
    return x.grad.numpy() + 0.0


def table(f, at, results):
    """Return J of f at a point, one backward pass per row."""
    return np.array([pulled(f, at, row) for row in np.eye(results)])


def spaced(v):
    """Write a vector for alt text: `(1, 2, −0.4161)`."""
    return f"({', '.join(style.number(part) for part in v)})"


def cell(fig, left, bottom, value, pale=False, wide=CELL_W, high=CELL_H, size=15.5, limit=LIMIT):
    """Draw one numbered cell; a zero keeps its edge, and a pale cell belongs to a row of weight 0."""
    share = 0.5 + 0.5 * float(np.clip(value / limit, -1, 1))
    face = to_hex(COLOURS(share))
    dark = share < 0.12
    look = {"fc": face, "ec": CARD_EDGE, "lw": 0.9, "alpha": PALE if pale else 1.0, "zorder": 2}
    style.rounded(fig, left, bottom, wide, high, 0.05, **look)
    color = GREY if pale else CARD if dark else INK
    math(fig, left + wide / 2, bottom + high / 2 - 0.01, math_number(value, 3), size, color, **MIDDLE)


def waiting(fig, left, bottom, wide=CELL_W, high=CELL_H):
    """Draw a cell whose number is not known yet."""
    style.rounded(fig, left, bottom, wide, high, 0.05, fc="none", ec=AXIS, lw=0.9, ls=(0, (2, 2)), zorder=2)
    math(fig, left + wide / 2, bottom + high / 2 - 0.01, "?", 14, GREY, **MIDDLE)


def disc(fig, x, y, value, color=RED, radius=RADIUS):
    """Draw one weight: a filled disc, hollow and grey for 0."""
    if value:
        look = {"fc": color, "ec": color, "lw": 1.6}
    else:
        look = {"fc": CARD, "ec": AXIS, "lw": 1.8}
    fig.add_artist(Circle((x, y), radius, transform=fig.dpi_scale_trans, zorder=6, **look))
    size = 15 if len(style.number(value)) < 3 else 12.5
    math(fig, x, y - 0.01, math_number(value, 3), size, CARD if value else GREY, **MIDDLE)


def box(fig, left, bottom, wide, high, color=RED, width=2.8):
    """Draw the frame around what the eye should find first."""
    style.rounded(
        fig, left - 0.05, bottom - 0.05, wide + 0.1, high + 0.1, 0.08, fc="none", ec=color, lw=width, zorder=7
    )


def across(columns, wide=CELL_W):
    """Return how wide a row of cells is."""
    return columns * wide + (columns - 1) * GAP


def key(fig, left, bottom, wide=1.8):
    """Draw the colours' key, the same to both sides of 0."""
    ax = style.ax_in(fig, left, bottom, wide, 0.14, bare=True)
    ax.imshow(np.linspace(0, 1, 120)[None, :], cmap=COLOURS, aspect="auto", extent=(0, 1, 0, 1))
    for share, text in ((0, r"\leq " + math_number(-LIMIT)), (0.5, "0"), (1, r"\geq " + math_number(LIMIT))):
        math(fig, left + share * wide, bottom - 0.15, text, 11.5, GREY, **MIDDLE)
