"""What three operations save, what a first pass leaves of it, and whether a second pass runs."""

import autograd_lite as torch

from . import style
from .jacobian_cells import MIDDLE
from .style import AMBER, AXIS, CARD, CARD_EDGE, GREY, INK, math, math_number, number

AT = 3.0
OPERATIONS = (("x + 2", lambda x: x + 2), (r"2 \cdot x", lambda x: 2 * x), (r"x \cdot x", lambda x: x * x))
SAVED = ("_saved_self", "_saved_other")
COLUMNS = (2.55, 4.3, 6.05)
ROWS = (2.25, 1.4, 0.55)  # middles, in inches
DRAWER_W, DRAWER_H = 1.3, 0.5
HIGH = 3.35
WAYS = ("default", "retain_graph=True")


def drawers(first="default"):
    """Draw what x + 2, 2·x and x·x have saved, before and after a first pass, and how a second pass ends.

    `first` says how the first pass is called: "default", or "retain_graph=True". Raises ValueError otherwise.
    """
    if first not in WAYS:
        raise ValueError(f"first must be one of {WAYS}")
    runs = [tried(f, first == WAYS[1]) for _, f in OPERATIONS]
    with style.canvas(HIGH) as fig:
        for y, label in zip(ROWS, ("saved, forward", "after pass 1", "pass 2"), strict=True):
            style.words(fig, 0.3, y, label, 10.5, GREY, va="center")
        for x, (name, _), run in zip(COLUMNS, OPERATIONS, runs, strict=True):
            math(fig, x, ROWS[0] + 0.62, f"y = {name}", 15, INK, **MIDDLE)
            before, after, slope = run
            _drawer(fig, x, ROWS[0], before, before)
            _drawer(fig, x, ROWS[1], before, after)
            for upper, lower in ((ROWS[0], ROWS[1]), (ROWS[1], ROWS[2])):
                style.arrow(fig, (x, upper - 0.29), (x, lower + 0.32), GREY, 1.2, 9)
            _ending(fig, x, ROWS[2], slope)
        return style.Picture(fig, _alt(first, runs))


def tried(f, retain):
    """Run two passes; return what was saved before and after the first, and x.grad after the second or None."""
    x = torch.tensor(AT, requires_grad=True)
    y = f(x)
    before = _saved(y.grad_fn)
    y.backward(retain_graph=retain)
    after = _saved(y.grad_fn)
    try:
        y.backward()
    except RuntimeError:
        return before, after, None
    return before, after, x.grad.item()


def _saved(node):
    """Return the numbers that a node still holds."""
    held = []
    for name in SAVED:
        try:
            held.append(getattr(node, name).item())
        except (AttributeError, RuntimeError):  # nothing of that name, or freed
            continue
    return held


def _drawer(fig, x, y, before, now):
    """Draw a drawer with the numbers in it; where they have been taken out, their places stay, dotted."""
    left = x - DRAWER_W / 2
    style.rounded(fig, left, y - DRAWER_H / 2, DRAWER_W, DRAWER_H, 0.06, fc=CARD, ec=INK if before else AXIS, lw=1.6)
    if not before:
        style.words(fig, x, y, "nothing", 10, GREY, **MIDDLE)
    for k, value in enumerate(before):
        middle = x + (k - (len(before) - 1) / 2) * 0.56
        look = (
            {"fc": AMBER, "ec": CARD_EDGE, "lw": 0.9} if now else {"fc": "none", "ec": AXIS, "lw": 1, "ls": (0, (2, 2))}
        )
        style.rounded(fig, middle - 0.22, y - 0.17, 0.44, 0.34, 0.05, zorder=3, **look)
        if now:
            math(fig, middle, y - 0.01, math_number(value), 15, INK, **MIDDLE)


def _ending(fig, x, y, slope):
    """Write how the second pass ended: x.grad, or the error."""
    if slope is None:
        style.words(fig, x - 0.66, y, "✕", 15, INK, **MIDDLE)
        style.words(fig, x - 0.48, y, "RuntimeError", 10, INK, weight="bold", va="center")
    else:
        style.words(fig, x - 0.5, y, "✓", 15, INK, **MIDDLE)
        style.words(fig, x - 0.3, y, f"x.grad {number(slope)}", 10.5, INK, va="center")


def _alt(first, runs):
    ends = [f"x.grad {number(run[2])}" if run[2] is not None else "an error" for run in runs]
    left = "kept" if first == WAYS[1] else "freed"
    return (
        f"Three operations at x = 3 and what they saved: x + 2 nothing, 2·x the 2, x·x both factors 3. After a first "
        f"pass ({first}) it is {left}. A second pass ends with {ends[0]}, {ends[1]} and {ends[2]}."
    )
