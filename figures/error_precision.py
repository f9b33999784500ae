"""The same V on two machines: numbers of 16 digits and numbers of 7 digits."""

import numpy as np

from . import error_numbers as numbers
from . import style
from .error_numbers import STEPS
from .style import AMBER, AMBER_EDGE, CARD, DARK_GREEN, GREY, INK, words

LEFT, BOTTOM, WIDE, HIGH = 0.8, 0.56, 6.3, 2.86  # of the axes, in inches
ALLOWED, STEP = 1e-3, 1e-6  # what gradcheck allows (relative), and the step it takes
KINDS = {
    "float32": {"mfc": INK, "mec": "none", "ms": 3.6, "marker": "^"},
    "float64": {"mfc": CARD, "mec": DARK_GREEN, "mew": 0.9, "ms": 3.3, "marker": "D"},
}


def precision(function="x³"):
    """Draw the error of the central difference at 1 against the step, computed in float32 and in float64.

    The level line is the relative error that gradcheck allows, the upright line the step that it takes.
    `function` is one of exp x, x³, x², 1/x; raises ValueError for another one.

        precision(function="x³")
    """
    subject = numbers.chosen(function)
    found = {kind: np.array(numbers.errors(function, "central", 1.0, single=kind == "float32")) for kind in KINDS}
    now = {kind: numbers.errors(function, "central", 1.0, (STEP,), single=kind == "float32")[0] for kind in KINDS}
    with style.canvas(style.ROW) as fig:
        ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH)
        ax.set(xscale="log", yscale="log", xlim=(10**-12.25, 10**-0.9), ylim=(10**-12.7, 5))
        _ground(ax)
        for kind, error in found.items():
            seen = (error > 0) & (np.array(STEPS) >= 10**-12.01)
            y = 10 ** np.round(np.log10(error[seen]), 6)
            ax.plot(np.array(STEPS)[seen], y, ls="none", zorder=5, **KINDS[kind])
            _now(ax, kind, now[kind])
            _label(ax, kind)
        name = f"$f′(1)$ for $f(x) = {subject.name}$"
        words(fig, 0.24, style.ROW - 0.24, f"relative error of {name}, central", 10.5, va="center")
        return style.Picture(fig, _alt(function, found, now))


def _alt(function, found, now):
    best = {kind: style.number(STEPS[numbers.best_step(error)], 1) for kind, error in found.items()}
    sides = [f"{kind} errs by {style.number(now[kind], 1)}, {_side(now[kind])} the line" for kind in KINDS]
    return (
        f"Log-log: relative error of the central difference of {function} at 1. Best step: {best['float32']} in "
        f"float32, {best['float64']} in float64. A level line shows the allowed 0.001. At the step 1e-6, {sides[0]}; "
        f"{sides[1]}."
    )


def _side(error):
    return "above" if error > ALLOWED else "below"


def _ground(ax):
    """Draw what is allowed and the step in use."""
    ax.axhspan(ALLOWED, ax.get_ylim()[1], color=style.LEVEL, alpha=0.13, lw=0, zorder=0)
    style.guide(ax, y=ALLOWED, color=GREY, lw=1.3)
    style.guide(ax, x=STEP)
    words(ax, 10**-12.0, ALLOWED / 3.2, "allowed", 10, GREY, CARD, va="center")
    decades = [(10.0**k, f"$10^{{{k}}}$" if k else "$1$") for k in (0, -3, -8, -12)]
    style.ticks(ax, [(10.0**k, f"$10^{{{k}}}$") for k in (-12, -9, -6, -3, -1)], decades)
    style.name_axes(ax, x="h")


def _now(ax, kind, error):
    """Mark the point at the step in use."""
    mark = KINDS[kind]["marker"]
    style.dot(ax, STEP, error, AMBER_EDGE, 15, hollow=True, behind=AMBER, mew=1.5, zorder=7)
    style.dot(ax, STEP, error, INK if kind == "float32" else DARK_GREEN, 8.5, marker=mark, zorder=8)


def _label(ax, kind):
    """Name each cloud where it stands alone, with the number of digits it keeps."""
    color = INK if kind == "float32" else DARK_GREEN
    places = {"float32": (10**-4.6, 10**-0.6, 7), "float64": (10**-9.2, 10**-4.7, 16)}
    x, y, kept = places[kind]
    words(ax, x, y, kind, 10.5, color, CARD, weight="bold", va="center")
    words(ax, x, y / 9, f"{kept} digits", 10, color, CARD, va="center")
