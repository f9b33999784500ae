"""Four operations, what each saved, and what a write into u or y does to it: version counters (lesson 12)."""

from dataclasses import dataclass

import autograd_lite as torch

from . import graph_paint, style
from .chain_marks import sheet
from .style import CARD, GREY, INK, RED, listing, math, math_number, words

AT = 2.0
OPERATIONS = {
    r"\exp": ("exp(u)", torch.exp),
    "(\\,)^2": ("u²", lambda u: u**2),
    r"{\cdot}\,2": ("2u", lambda u: 2 * u),
    "{+}\\,2": ("u + 2", lambda u: u + 2),
}
EDITS = ("nothing", "u", "y")
TOP, ROWS = 3.42, (2.84, 2.12, 1.4, 0.68)
U, OPERATION, Y, SAVED, NOW, VERDICT = 0.85, 2.0, 3.15, 4.6, 5.5, 6.2
HALF_W, HALF_H = 0.4, 0.21


@dataclass(frozen=True)
class Case:
    """One operation after the write: its values and counters, what it saved, and the gradient or a refusal."""

    word: str
    u: float
    y: float
    counters: dict
    saved: str | None
    gradient: float | None


def saved(write="y"):
    """Draw exp, the square, doubling and +2 after one write: into "u", into "y", or into "nothing".

    Raises ValueError for another word.
    """
    if write not in EDITS:
        raise ValueError(f"write must be one of {listing(EDITS)}")
    cases = {sign: measured(sign, write) for sign in OPERATIONS}
    with style.canvas(style.ROW) as fig:
        ax = sheet(fig)
        for x, name in ((U, "u"), (Y, "y")):
            math(ax, x, TOP, name, 16, INK, ha="center", va="center")
        for x, name in ((SAVED, "saved"), (NOW, "now")):
            words(ax, x, TOP, name, 10, GREY, ha="center", va="center")
        math(ax, VERDICT, TOP, r"\partial y / \partial u", 14, INK, va="center")
        for y, (sign, case) in zip(ROWS, cases.items(), strict=True):
            _row(ax, y, sign, case, write)
        return style.Picture(fig, _alt(cases, write))


def measured(sign, write):
    """Run one operation, write, and go back: what happened, found by running it."""
    u, y = _run(sign, write)
    counters = {"u": u._version, "y": y._version}
    return Case(OPERATIONS[sign][0], u.item(), y.item(), counters, _keeps(sign), _gradient(u, y))


def _run(sign, write):
    u = torch.tensor(AT, requires_grad=True) + 0
    u.retain_grad()
    y = OPERATIONS[sign][1](u)
    if write != "nothing":
        with torch.no_grad():
            {"u": u, "y": y}[write].add_(1)
    return u, y


def _gradient(u, y):
    """Return the gradient that reaches u, or None if the pass is refused."""
    try:
        return torch.autograd.grad(y, u)[0].item()
    except RuntimeError:
        return None


def _keeps(sign):
    """Return which of u and y the operation saved: the one whose change it refuses; None for neither."""
    kept = [write for write in ("u", "y") if _gradient(*_run(sign, write)) is None]
    return kept[0] if kept else None


def _row(ax, y, sign, case, write):
    places = {"u": U, "y": Y}
    ax.plot([U, Y], [y, y], color=INK, lw=1.7, zorder=4)
    for name, x in places.items():
        _chip(ax, x, y, getattr(case, name), case.counters[name], now=name == write)
    graph_paint.stadium(ax, OPERATION, y, 0.27, 0.27)
    math(ax, OPERATION, y - 0.005, sign, 13.5, INK, ha="center", va="center")
    if case.saved is None:
        words(ax, SAVED, y, "–", 11, GREY, ha="center", va="center")
    else:
        _ticket(ax, y, case)
    _verdict(ax, y, case)


def _chip(ax, x, y, value, counter, now):
    """Draw a tensor: its value in a frame, and on the corner how often it was written to."""
    if now:
        graph_paint.halo_round(ax, x, y, HALF_W, HALF_H)
    graph_paint.square(ax, x, y, HALF_W, HALF_H, False)
    math(ax, x, y, math_number(value), 13.5, INK, ha="center", va="center")
    _count(ax, x + HALF_W, y + HALF_H, counter, now)


def _count(ax, x, y, counter, now):
    """Draw a version counter: a disc with a number, filled once the tensor was written to."""
    size = 15.5
    face = INK if counter else CARD
    ax.plot([x], [y], "o", ms=size, mfc=face, mec=INK, mew=1.2, zorder=14)
    math(ax, x, y - 0.005, str(counter), 11.5, CARD if counter else INK, ha="center", va="center")


def _ticket(ax, y, case):
    """Write what was saved with the counter it had then, and beside it the counter now."""
    math(ax, SAVED - 0.2, y, case.saved, 15, INK, ha="right", va="center")
    words(ax, SAVED - 0.13, y, "at", 10, GREY, va="center")
    _count(ax, SAVED + 0.22, y, 0, False)
    now = case.counters[case.saved]
    math(ax, (SAVED + NOW) / 2 + 0.14, y, "=" if now == 0 else r"\neq", 15, INK if now == 0 else RED,
         ha="center", va="center")  # fmt: skip
    _count(ax, NOW, y, now, False)


def _verdict(ax, y, case):
    if case.gradient is None:
        words(ax, VERDICT, y, "✕", 13, RED, va="center", fontweight="bold")
        words(ax, VERDICT + 0.27, y, "refused", 10.5, RED, va="center", fontweight="bold")
    else:
        words(ax, VERDICT, y, "✓", 13, INK, va="center")
        math(ax, VERDICT + 0.27, y, math_number(case.gradient), 14, INK, va="center")


def _alt(cases, write):
    refused = [case.word for case in cases.values() if case.gradient is None]
    happened = "no write" if write == "nothing" else f"a write into {write}"
    end = f"backward refuses {listing(refused)}" if refused else "backward refuses none"
    keeps = listing(f"{case.word} saved {case.saved or 'neither'}" for case in cases.values())
    return (
        f"Four operations from u to y after {happened}. {keeps}. Saved and present version counter are compared: {end}."
    )
