"""A script of three rounds, walked line by line, with what .grad holds after each line (lesson 09)."""

from dataclasses import dataclass

import autograd_lite as torch

from . import style
from .chain_marks import sheet
from .style import AMBER, AMBER_EDGE, GREY, INK, RED, dot, math, math_number, number, words

AT = {"w": 3.0, "x": 2.0, "b": -2.0}
CLEARS = {"w.grad = None": "None", "w.grad.zero_()": "zero", "nothing is cleared": ""}
ROUNDS = 3
LAST = 3 * ROUNDS
HEIGHT, TOP, PITCH = 4.95, 4.12, 0.385
CODE, ARROWS, LENGTH, COLUMN = 0.42, 3.05, 2.55, 6.72  # inches from the left: code, start of the arrows, b.grad


@dataclass(frozen=True)
class Line:
    """One line of the script: its words, what .grad of w and b hold after it, and what passes w has collected."""

    code: str
    kind: str
    w: float | None
    b: float | None
    passes: tuple


def script(line=8, clear="nothing is cleared"):
    """Draw the script after `line` of its 9 lines: three rounds of forward, backward and clearing.

    `clear` is one of the keys of CLEARS. Raises ValueError for another one, or for a line that is not there.
    """
    if clear not in CLEARS or not 0 <= line <= LAST:
        raise ValueError(f"clear is one of {', '.join(CLEARS)}, and line one of 0 to {LAST}")
    lines = recorded(clear)
    scale = LENGTH / (16 * ROUNDS)
    with style.canvas(HEIGHT) as fig:
        ax = sheet(fig)
        _heads(fig)
        for k, row in enumerate(lines):
            y = TOP - PITCH * k - 0.07 * ((k + 2) // 3)
            if k == line:
                style.rounded(fig, 0.26, y - 0.18, 7.08, 0.36, 0.07, fc=AMBER, ec=AMBER_EDGE, lw=0.8)
            _code(fig, y, row, INK if k <= line else GREY)
            if k <= line:
                _held(ax, y, row, scale, now=k == line)
        return style.Picture(fig, _alt(lines, line, clear))


def recorded(clear):
    """Run the script on autograd_lite; return its lines, the first one before anything runs."""
    w, b = (torch.tensor(AT[name], requires_grad=True) for name in "wb")
    passes, out = [], [Line("two leaves", "start", None, None, ())]
    for _ in range(ROUNDS):
        L = (w * AT["x"] + b) ** 2
        out.append(_line("L = (w*x + b)**2", "forward", w, b, passes))
        before = 0.0 if w.grad is None else w.grad.item()
        L.backward()
        passes.append(w.grad.item() - before)
        out.append(_line("L.backward()", "backward", w, b, passes))
        if CLEARS[clear]:
            passes = []
            _clear(CLEARS[clear], w, b)
            code = "w.grad = b.grad = None" if CLEARS[clear] == "None" else "w.grad.zero_(), b.grad.zero_()"
            out.append(_line(code, "clear", w, b, passes))
        else:
            out.append(_line("the clearing line is missing", "nothing", w, b, passes))
    return out


def _clear(how, *leaves):
    for leaf in leaves:
        if how == "None":
            leaf.grad = None
        else:
            leaf.grad.zero_()


def _line(code, kind, w, b, passes):
    held = (None if leaf.grad is None else leaf.grad.item() for leaf in (w, b))
    return Line(code, kind, *held, tuple(passes))


def _heads(fig):
    y = TOP + 0.4
    words(fig, ARROWS, y, "w.grad", 10.5, GREY, va="center")
    words(fig, COLUMN, y, "b.grad", 10.5, GREY, ha="center", va="center")


def _code(fig, y, row, color):
    """Write one line of the script; a missing one is an empty place."""
    if row.kind == "start":
        math(fig, CODE, y, "w = 3,\\; x = 2,\\; b = {-}2", 13.5, color, va="center")
    elif row.kind == "nothing":
        style.rounded(fig, CODE, y - 0.11, 2.2, 0.22, 0.05, fc="none", ec=GREY, lw=1, ls=(0, (3, 2.4)), zorder=-20)
    else:
        words(fig, CODE, y, row.code, 10, color, va="center")


def _held(ax, y, row, scale, now):
    """Draw what w.grad holds: None, a dot at 0, or one arrow per pass, laid end to end; b.grad as a number."""
    if row.w is None:
        words(ax, ARROWS, y, "None", 10.5, GREY, va="center")
    elif not row.passes:
        dot(ax, ARROWS + 0.05, y, RED, 7)
        math(ax, ARROWS + 0.24, y, "0", 15 if now else 13, RED, va="center")
    else:
        start = ARROWS
        for one in row.passes:
            end = start + one * scale
            style.arrow(ax, (start + 0.02, y), (end, y), RED, 3.4 if now else 1.4, 16 if now else 10)
            start = end
        math(ax, start + 0.1, y, math_number(row.w), 17 if now else 13, RED, va="center")
    if row.b is None:
        words(ax, COLUMN, y, "None", 10.5, GREY, ha="center", va="center")
    else:
        math(ax, COLUMN, y, math_number(row.b), 15 if now else 13, RED, ha="center", va="center")


def _alt(lines, line, clear):
    now = lines[line]
    held = "None" if now.w is None else number(now.w)
    other = "None" if now.b is None else number(now.b)
    many = ("no arrow", "one arrow", "two arrows end to end", "three arrows end to end")[len(now.passes)]
    arrows = f"{many}, {number(lines[2].w)} each" if len(now.passes) > 1 else many
    return (
        f"A script of three rounds: forward, backward, then {clear}. After line {line} of {LAST}, {now.code}, "
        f"w.grad holds {held}, drawn as {arrows}; b.grad holds {other}."
    )
