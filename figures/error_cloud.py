"""The V of the finite differences: too large a step cuts something off, too small a step cancels digits."""

import numpy as np

from . import error_numbers as numbers
from . import style
from .error_numbers import EPS, STEPS
from .style import AMBER, AMBER_EDGE, BLUE, CARD, DARK_GREEN, GREEN, GREY, INK, math_number, number, words

LEFT, WIDE, BOTTOM, HIGH = 0.8, 5.42, 0.56, 2.86  # of the axes, in inches
SHOCK = 1e-15  # the step whose error is written out
KINDS = {
    "forward": {"color": GREEN, "marker": "o", "ms": 3.1, "mec": "none", "zorder": 5},
    "central": {"color": DARK_GREEN, "marker": "D", "ms": 3.3, "mfc": CARD, "mew": 0.9, "zorder": 6},
    "complex step": {"color": BLUE, "marker": "s", "ms": 3.9, "mec": "none", "zorder": 7},
    "autograd": {"color": BLUE, "marker": "s", "ms": 3.9, "mec": "none", "zorder": 7},
}
REMARKS = {"complex step": "no subtraction", "autograd": "no $h$"}


def cloud(function="exp x", at=1.0, rival="none"):
    """Draw the relative errors of forward and central difference at `at` against the step h, both axes in decades.

    `function` is one of exp x, x³, x², 1/x. `rival` adds a way without a subtraction, "autograd" or
    "complex step"; an error of exactly 0 stands on a tick of its own below the last decade.
    Raises ValueError for another function or rival, or an `at` where the errors cannot be measured.

        cloud(function="x²")
    """
    subject, at = numbers.chosen(function), float(at)
    if rival not in ("none", *REMARKS):
        raise ValueError(f'rival must be "none", "autograd" or "complex step", not {rival!r}')
    if not 0.2 <= abs(at) <= 1000:
        raise ValueError("at must be 0.2 to 1000 away from 0: the steps reach 0.1")
    value, slope = subject.value(at), numbers.exact_slope(subject, at)
    if not (np.isfinite(value) and value and slope):
        raise ValueError(f"{function} at {number(at)} is too large or too small for a float")
    kinds = ["forward", "central", *([] if rival == "none" else [rival])]
    found = {kind: np.array(numbers.errors(function, kind, at)) for kind in kinds}
    with style.canvas(style.ROW if rival == "none" else style.ROW + 0.35) as fig:
        ax, zero = axes(fig, found, 0.35 * (rival != "none"))
        _theory(ax, EPS * abs(value / slope))
        for kind, error in found.items():
            points(ax, kind, error, zero)
        best = {kind: numbers.best_step(found[kind]) for kind in ("forward", "central")}
        _minima(ax, best, found)
        shock = _shock(ax, found["forward"])
        _labels(fig, ax, found, zero)
        words(fig, 0.24, fig.get_size_inches()[1] - 0.24, heading(subject, at), 10.5, va="center")
        return style.Picture(fig, _alt(function, at, rival, best, found, shock))


def complex_step(function="exp x"):
    """Draw the cloud at 1 with the complex step below it: it subtracts nothing, so it has no left arm."""
    return cloud(function, rival="complex step")


def heading(subject, at):
    """Write what the height means; exp needs no name of its own for its slope."""
    place = style.math_number(at)
    if subject.name.startswith(r"\exp"):
        return rf"relative error of $\mathrm{{exp}}′({place})$"
    return f"relative error of $f′({place})$ for $f(x) = {subject.name}$"


def _alt(function, at, rival, best, found, shock):
    left, right = (number(STEPS[best[kind]], 1) for kind in ("forward", "central"))
    low, lower = (number(found[kind][best[kind]], 1) for kind in ("forward", "central"))
    under = ""
    if rival != "none":
        zeros = np.mean(found[rival] == 0)
        who = "autograd_lite" if rival == "autograd" else "The complex step"
        under = f" {who} lies below, {'for every h' if zeros == 1 else 'for small h'} at 0."
    return (
        f"Log-log cloud: relative error of {function} at {number(at)} against step h. The forward difference is best "
        f"near h = {left} (error {low}), the central near {right} ({lower}); smaller steps get worse, "
        f"{shock} off at 1e-15.{under}"
    )


def axes(fig, found, extra=0.0):
    """Open the log-log axes of the cloud; return them and the place of an exact 0."""
    least = min(error[error > 0].min(initial=1.0) for error in found.values())
    deep = least < 1e-14 or any((error == 0).any() for error in found.values())
    zero = 10**-17.3 if deep else None
    ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH + extra)
    ax.set(xscale="log", yscale="log", xlim=(10**-16.25, 10**-0.9), ylim=(10**-17.8 if deep else 10**-12.7, 5))
    decades = [(10.0**k, f"$10^{{{k}}}$" if k else "$1$") for k in (0, -4, -8, -12, -16)]
    style.ticks(ax, [], [*decades, (zero, "$0$")] if deep else decades[:-1])
    style.name_axes(ax, x="h")
    return ax, zero


def points(ax, kind, error, zero, **look):
    """Draw every computed error as a point; an exact 0 goes to its own row."""
    x, y = np.array(STEPS), np.array(error)
    if kind in REMARKS:  # a rival is context: one point in three is enough
        x, y = x[::4], y[::4]
    if zero is None:
        x, y = x[y > 0], y[y > 0]
    else:
        y = np.where(y == 0, zero, y)
    # The last bits of a logarithm must not move a pixel.
    y = 10 ** np.round(np.log10(y), 6)
    return ax.plot(x, y, ls="none", **{**KINDS[kind], **look})[0]


def _theory(ax, noise):
    """Draw the size that round-off should have, ε·|f/f′|/h, as a thin line with its formula."""
    h = np.array([2e-16, 2e-5])
    ax.plot(h, noise / h, color=style.GUIDE, lw=1.6, zorder=2)
    words(ax, 2.5e-11, 900 * noise / 2.5e-11, "round-off  $ε\\,/\\,h$", 10.5, GREY, CARD, va="center")


def _minima(ax, best, found):
    """Enlarge the best point of each cloud and drop it to a tick in its colour."""
    low = ax.get_ylim()[0]
    marks = [(1e-15, "$10^{-15}$"), (1e-12, "$10^{-12}$"), (1e-1, "$10^{-1}$")]
    for kind, size in (("forward", 9.5), ("central", 9)):
        look, i = KINDS[kind], best[kind]
        h, error = STEPS[i], max(found[kind][i], low)
        ax.plot([h, h], [low, error], color=look["color"], lw=1.2, ls=(0, (2, 1.6)), zorder=3)
        style.dot(ax, h, error, look["color"], size, marker=look["marker"])
        marks = [mark for mark in marks if abs(np.log10(mark[0] / h)) > 1.5]
        marks.append((h, f"${math_number(h, 1)}$", look["color"]))
    style.ticks(ax, marks, [(y, t.get_text()) for y, t in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)])
    for label, mark in zip(ax.get_xticklabels(), marks, strict=True):
        label.set_size(13 if len(mark) == 3 else 10.5)


def _shock(ax, error):
    """Ring the forward error at h = 1e-15 and write it as a percentage; return that."""
    share = error[STEPS.index(SHOCK)]
    text = f"{float(f'{100 * share:.2g}'):g} %"
    style.dot(ax, SHOCK, share, AMBER_EDGE, 13, hollow=True, behind=AMBER, mew=1.6, zorder=4)
    height = min(3.9 * share, 2.4)
    ax.plot([SHOCK * 1.9, SHOCK * 21], [1.35 * share, 0.85 * height], color=INK, lw=0.8, zorder=7)
    words(ax, SHOCK * 27, height, text, 12, INK, CARD, weight="bold", va="center")
    return text


def _labels(fig, ax, found, zero):
    """Name each cloud at its right end, with the law its right arm follows."""
    low, high = np.log10(ax.get_ylim())
    tall = ax.get_position().height * fig.get_size_inches()[1]
    place = lambda y: BOTTOM + tall * (np.log10(y) - low) / (high - low)  # noqa: E731
    laws = {"forward": "grows with $h$", "central": "grows with $h^2$"}
    ends = {kind: found[kind][-1] for kind in laws}
    arms = {kind: ends[kind] > 1e-12 for kind in laws}
    heights = style.spread([place(max(ends[kind], 1e-12)) for kind in laws], 0.47, BOTTOM, BOTTOM + tall)
    for kind, y in zip(laws, heights, strict=True):
        x = LEFT + WIDE + 0.1
        words(fig, x, y + 0.1, kind, 10.5, KINDS[kind]["color"], weight="bold", va="center")
        words(fig, x, y - 0.1, laws[kind] if arms[kind] else "round-off", 10, KINDS[kind]["color"], va="center")
    for kind in found:
        if kind in REMARKS:
            x, y = 10**-4.9, 10**-14.0 if kind == "complex step" else 10**-14.6
            words(ax, x, y, kind, 10.5, BLUE, CARD, weight="bold", va="center")
            words(ax, x, y / 18, REMARKS[kind], 10, BLUE, CARD, va="center")
