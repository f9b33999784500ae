"""Six functions at 0: five ways to have no derivative there, and one function that has one after all."""

import numpy as np

from . import functions, style
from .curve_tangent import verdict
from .style import BLUE, GREEN, INK, math, words

SPECIMENS = (  # what it is called in the alt text, f(x) as mathematics, f
    ("corner", "|x|", functions.corner),
    ("cusp", r"|x|^{2/3}", functions.cusp),
    ("vertical tangent", r"\sqrt[3]{x}", functions.cube_root),
    ("jump", r"\mathrm{sign}\,x", functions.jump),
    ("oscillation", r"x\,\sin\,\frac{1}{x}", functions.wobble),
    ("survivor", r"x^2\,\sin\,\frac{1}{x}", functions.calm_wobble),
)
FIRST, PITCH, WIDE = 0.99, 1.085, 0.96  # left edge of the first column, step and width, in inches
TOP, LOW = (2.08, 1.2), (0.75, 1.1)  # bottom and height of the panels of f and of its quotient
VALUES, QUOTIENTS = 1.25, 3.3  # all panels of a row share their limits


def specimens():
    """Draw f, its difference quotient at 0 and the verdict on f′(0) for six functions, one per column.

    The verdicts are decided by the difference quotients themselves, from the left and from the right.
    """
    found = [functions.slope_at(f, 0.0) for _, _, f in SPECIMENS]
    with style.canvas(style.ROW) as fig:
        _row_names(fig)
        for k, ((_, name, f), slope) in enumerate(zip(SPECIMENS, found, strict=True)):
            left = FIRST + k * PITCH
            if slope.exists:
                style.rounded(fig, left - 0.055, 0.19, WIDE + 0.11, 3.42, 0.05, fc=BLUE, ec="none", alpha=0.08)
            math(fig, left + WIDE / 2, 3.43, name, 13.5, ha="center", va="center")
            _function(fig, left, f, slope)
            _quotient(fig, left, f, slope)
            _judge(fig, left + WIDE / 2, f, slope)
        return style.Picture(fig, _alt(found))


def _alt(found):
    missing = [name for (name, _, _), slope in zip(SPECIMENS, found, strict=True) if not slope.exists]
    _, kept, _ = SPECIMENS[[slope.exists for slope in found].index(True)]
    value = next(slope.value for slope in found if slope.exists)
    return (
        f"Six functions in columns, each above its difference quotient at 0. "
        f"{style.listing(missing).capitalize()}: the quotients settle on no number. "
        f"Only {style.plain(kept)} has a derivative at 0, and it is {style.number(value)}."
    )


def _row_names(fig):
    middle = FIRST / 2 + 0.02
    math(fig, middle, TOP[0] + TOP[1] / 2, "f(x)", 13.5, INK, ha="center", va="center")
    math(fig, middle, LOW[0] + LOW[1] / 2, r"\frac{f(x)-f(0)}{x}", 15, GREEN, ha="center", va="center")
    math(fig, middle, 0.41, "f'(0)", 13.5, BLUE, ha="center", va="center")


def _axes(fig, left, place, limit):
    """Open a panel with nothing but a cross through the origin."""
    ax = style.ax_in(fig, left, place[0], WIDE, place[1], bare=True)
    ax.set(xlim=(-1, 1), ylim=(-limit, limit))
    style.guide(ax, x=0)
    style.guide(ax, y=0)
    return ax


def _behind(slope):
    """The colour behind a mark: the card, or the tint of the column that survives."""
    return "#ECEFF7" if slope.exists else style.CARD


def _function(fig, left, f, slope):
    ax = _axes(fig, left, TOP, VALUES)
    x = functions.grid(-1, 1, special=True)
    y = functions.values(f, x)
    leap = np.abs(functions.values(f, [-1e-9, 1e-9])).max() > 0.1
    x, y = functions.broken(x, y) if leap else (np.insert(x, len(x) // 2, 0.0), np.insert(y, len(y) // 2, 0.0))
    if slope.exists:
        ax.plot([-0.85, 0.85], [-0.85 * slope.value, 0.85 * slope.value], **{**style.TANGENT, "zorder": 4})
    ax.plot(x, y, **{**style.FUNCTION, "lw": 1.5 if np.sum(np.diff(np.sign(np.diff(y))) != 0) > 6 else 2.4})
    if leap:
        for side in (-1e-9, 1e-9):
            style.dot(ax, 0, float(functions.values(f, [side])[0]), INK, 6.5, hollow=True)
    style.dot(ax, 0, float(functions.values(f, [0.0])[0]), size=7.5, behind=_behind(slope))


def _quotient(fig, left, f, slope):
    """Draw the difference quotient against x; where it runs away, it leaves as an arrow."""
    ax = _axes(fig, left, LOW, QUOTIENTS)
    for side, limit in ((-1, slope.left), (1, slope.right)):
        x = functions.grid(0, 1, special=True) * side
        q = functions.quotients(f, 0.0, x)
        if np.isinf(limit.value):
            _runaway(ax, f, side)
            continue
        wild = np.isnan(limit.value) or slope.exists
        ax.plot(x, q, color=GREEN, lw=1.2 if wild else 2.4, solid_capstyle="round", zorder=5)
        if not wild:
            style.dot(ax, 0, limit.value, GREEN, 7, hollow=True)
    if slope.exists:
        style.dot(ax, 0, slope.value, BLUE, 8, behind=_behind(slope))


def _runaway(ax, f, side):
    x = side * np.logspace(0, -4, 2001)
    q = functions.quotients(f, 0.0, x)
    kept = np.abs(q) < 0.93 * QUOTIENTS
    x, q = x[kept], q[kept]
    tail = len(x) - 1 - np.searchsorted(np.abs(q[-1] - q[::-1]), 0.12 * QUOTIENTS)
    ax.plot(x[: tail + 1], q[: tail + 1], color=GREEN, lw=2.4, solid_capstyle="round", zorder=5)
    style.arrow(ax, (x[tail], q[tail]), (x[-1], q[-1]), GREEN, 2.4, 12, zorder=6)


def _judge(fig, x, f, slope):
    leap = np.abs(functions.values(f, [-1e-9, 1e-9])).max() > 0.1
    reason = "jump" if leap else f"${verdict(slope)}$"
    mark, color = ("✓", BLUE) if slope.exists else ("✕", INK)
    words(fig, x, 0.41, f"{mark} {reason}", 10.5 if leap else 11.5, color, ha="center", va="center")
