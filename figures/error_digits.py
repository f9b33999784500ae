"""The digits that cancel: f(1 + h) and f(1) written out, and what is left of them after the subtraction."""

import numpy as np

from . import error_cloud, style
from . import error_numbers as numbers
from .error_numbers import STEPS
from .frames import Frame
from .style import AMBER, AMBER_EDGE, BLUE, DARK_GREEN, GREEN, GREY, INK, math, math_number, number, words

LEFT, WIDE, BOTTOM, HIGH = 0.8, 4.7, 2.42, 1.9  # of the axes, in inches
SIZE = 20.16  # of a digit, in points: half an em is then 28 whole pixels, and the digits keep their columns
DIGIT = SIZE / 144  # every digit of STIX is half an em wide, the point a quarter
COLUMN, RIGHT = 1.42, 4.86  # where the digits of the two blocks begin, in inches
ROWS = (1.6, 1.2, 0.66)
PLACES = 16
COLORS = {"forward": GREEN, "central": DARK_GREEN}


def digits(h=1e-8):
    """Draw the errors of both differences of exp at 1 with the step h marked, and the digits that h leaves over.

    Above, the cloud of errors and one dot on each. Below left, exp(1 + h) minus exp(1) in float64: digits that
    both share are struck out, those that survive are marked. Right, the forward difference and exp′(1).
    Raises ValueError if h is not between 1e-16 and 0.1.

        digits(h=1e-8)
    """
    h = float(h)
    if not STEPS[0] <= h <= STEPS[-1]:
        raise ValueError("h must be between 1e-16 and 0.1")
    seen = subtraction(h)
    with style.canvas(style.MAP) as fig:
        now = _cloud(fig, h)
        _left(fig, seen)
        _right(fig, h, seen)
        return style.Picture(fig, _alt(h, seen, now))


def subtraction(h):
    """Return the digits of the step h as a dict: both values, difference, quotient and slope as texts."""
    f = numbers.nearest_exp
    ahead, here = f(1 + h), f(1.0)
    texts = {
        "ahead": ahead,
        "here": here,
        "difference": ahead - here,
        "quotient": (ahead - here) / h,
        "slope": numbers.by_autograd(numbers.MENU["exp x"].program, 1.0),
    }
    texts = {name: f"{value:.{PLACES}f}" for name, value in texts.items()}
    texts["shared"] = common_start(texts["ahead"], texts["here"])
    texts["right"] = common_start(texts["quotient"], texts["slope"]).rstrip(".")
    texts["survive"] = texts["difference"].lstrip("0.")
    return texts


def common_start(a, b):
    """Return the characters with which both texts begin."""
    same = [left == right for left, right in zip(a, b, strict=False)]
    return a[: same.index(False)] if False in same else a


def count(text):
    """Count the digits of a number written out."""
    return sum(character.isdigit() for character in text)


def _alt(h, seen, now):
    return (
        f"Two error clouds of exp′(1) with the step h = {number(h)} marked: forward error {number(now['forward'], 1)}, "
        f"central {number(now['central'], 1)}. Below, exp(1 + h) and exp(1) share {count(seen['shared'])} of 17 "
        f"digits, {count(seen['survive'])} survive the subtraction; right digits of the quotient: "
        f"{count(seen['right'])}."
    )


def _cloud(fig, h):
    """Draw both clouds faint, with a dot on each at the step h; return the two errors there."""
    ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, HIGH)
    ax.set(xscale="log", yscale="log", xlim=(10**-16.25, 10**-0.9), ylim=(10**-12.7, 5))
    now = {}
    for kind in COLORS:
        error_cloud.points(ax, kind, numbers.errors("exp x", kind, 1.0), None, alpha=0.4, ms=2.4)
        now[kind] = numbers.errors("exp x", kind, 1.0, (h,))[0]
    style.guide(ax, x=h)
    for kind, color in COLORS.items():
        mark = error_cloud.KINDS[kind]["marker"]
        style.dot(ax, h, now[kind], AMBER_EDGE, 15, hollow=True, behind=AMBER, mew=1.4, zorder=7)
        style.dot(ax, h, now[kind], color, 8.5, marker=mark, zorder=11)
    style.ticks(ax, [(10.0**k, f"$10^{{{k}}}$") for k in (-15, -12, -8, -5, -1)],
                [(1, "$1$"), *((10.0**k, f"$10^{{{k}}}$") for k in (-4, -8, -12))])  # fmt: skip
    style.name_axes(ax, x="h")
    words(fig, 0.24, style.MAP - 0.24, error_cloud.heading(numbers.MENU["exp x"], 1.0), 10.5, va="center")
    low, high = np.log10(ax.get_ylim())
    heights = [BOTTOM + HIGH * (np.log10(now[kind]) - low) / (high - low) for kind in COLORS]
    heights[0] += 1e-3  # of two equal errors the forward one stands above
    places = style.spread(heights, 0.5, BOTTOM + 0.1, BOTTOM + HIGH - 0.1)
    for (kind, color), y in zip(COLORS.items(), places, strict=True):
        words(fig, LEFT + WIDE + 0.3, y + 0.11, kind, 10.5, color, weight="bold", va="center")
        math(fig, LEFT + WIDE + 0.3, y - 0.12, math_number(now[kind], 1), 13, color, va="center")
    return now


def _left(fig, seen):
    """Write the two values and their difference, one digit under the other."""
    labels = (r"\exp(1+h)", r"\exp(1)")
    for label, name, y in zip(labels, ("ahead", "here"), ROWS, strict=False):
        math(fig, COLUMN - 0.12, y, label, 13, INK, va="center", ha="right")
        end = _digits(fig, COLUMN, y, seen["shared"], GREY)
        if seen["shared"]:
            style.line(fig, [COLUMN - 0.02, end + 0.02], [y, y], color=GREY, lw=1.1, zorder=30)
        whole = _digits(fig, end, y, seen[name][len(seen["shared"]) :], INK)
    math(fig, 0.3, ROWS[1], "-", 15, INK, va="center")
    style.line(fig, [0.3, whole + 0.03], [0.93, 0.93], color=INK, lw=0.9)
    zeros = seen["difference"][: len(seen["difference"]) - len(seen["survive"])]
    start = _digits(fig, COLUMN, ROWS[2], zeros, GREY)
    if seen["survive"]:
        pill = (start - 0.04, ROWS[2] - 0.16, whole - start + 0.08, 0.32, 0.05)
        style.rounded(fig, *pill, fc=AMBER, ec=AMBER_EDGE, lw=1)
    _digits(fig, start, ROWS[2], seen["survive"], INK, weight="bold")


def _right(fig, h, seen):
    """Write the quotient, its right digits strong, above the exact slope."""
    math(fig, RIGHT, ROWS[0] + 0.04, rf"\dfrac{{\exp(1+h)-\exp(1)}}{{{math_number(h)}}}", 12, GREEN, va="center")
    y = ROWS[1] - 0.08
    end = _digits(fig, RIGHT, y, seen["right"], GREEN, weight="bold")
    _digits(fig, end, y, seen["quotient"][len(seen["right"]) :], GREY)
    if seen["right"]:
        style.line(fig, [RIGHT, end], [y - 0.165, y - 0.165], color=GREEN, lw=1.6, zorder=1)
    _digits(fig, RIGHT, ROWS[2], seen["slope"], BLUE)
    math(fig, RIGHT - 0.12, ROWS[2], r"\mathrm{exp}'(1)", 13, BLUE, va="center", ha="right")


def _digits(fig, x, y, text, color, **look):
    """Write digits on a fixed pitch and return where they end."""
    if text:
        words(fig, x, y, text, SIZE, color, va="center_baseline", fontfamily="STIXGeneral", **look)
    return x + DIGIT * (count(text) + 0.5 * text.count("."))


def small_digits(ax, h=1e-8):
    """Draw both clouds in miniature, with the step h marked."""
    ax.set(xscale="log", yscale="log", xlim=(10**-16.6, 10**-0.6), ylim=(10**-13, 10))
    for kind, color in COLORS.items():
        error = np.array(numbers.errors("exp x", kind, 1.0))[::3]
        ax.plot(STEPS[::3], error, ls="none", marker=".", ms=2.2, mec="none", mfc=color, alpha=0.6)
    error = numbers.errors("exp x", "forward", 1.0, (float(h),))[0]
    style.dot(ax, h, error, GREEN, 7)
    return Frame(math_number(error, 1), number(error, 1), "the forward error", GREEN)


digits.miniature = small_digits
