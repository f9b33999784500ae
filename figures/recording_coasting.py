"""A frozen weight that keeps moving: momentum with a gradient of zeros, beside momentum with none (lesson 12)."""

import autograd_lite as torch

from . import style
from .style import GREY, INK, PLUM, math, number, words

STEPS = 6
ENDINGS = ("zeros", "None")


def coasting():
    """Draw w over six steps of momentum on w², frozen after the first: once its .grad is 0, once None."""
    runs = {ending: run(ending) for ending in ENDINGS}
    with style.canvas(2.8) as fig:
        ax = style.ax_in(fig, 0.7, 0.5, 5.2, 1.9)
        ax.set(xlim=(-0.2, STEPS + 0.1), ylim=(-0.25, 2.2))
        first = runs["None"][1]
        style.ticks(ax, x=range(STEPS + 1), y=(0, first, 2))
        style.name_axes(ax, "k", "w")
        style.guide(ax, x=1, color=style.GUIDE)
        words(ax, 1.08, 2.06, "frozen", 10, GREY, va="center")
        _path(ax, runs["None"], GREY, 1.4)
        _path(ax, runs["zeros"], PLUM, 2.4)
        second = runs["zeros"][2]
        math(ax, 1.93, second - 0.06, style.math_number(second), 15, PLUM, style.CARD, ha="right", va="top")
        for ending, color, weight in (("None", INK, "normal"), ("zeros", PLUM, "bold")):
            y = runs[ending][-1]
            text = ".grad = None" if ending == "None" else ".grad = 0"
            words(ax, STEPS + 0.22, y, text, 10.5, color, va="center", fontweight=weight)
        return style.Picture(fig, _alt(runs))


def run(ending):
    """Take one step on w² from 2, freeze w with .grad zeros or None, take five more steps; return every w."""
    w = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    (w * w).backward()
    seen = [w.item()]
    for step in range(STEPS):
        optimizer.step()
        seen.append(w.item())
        if step == 0:
            w.requires_grad_(False)
            optimizer.zero_grad(set_to_none=ending == "None")
    return seen


def _path(ax, seen, color, width):
    ax.plot(range(len(seen)), seen, **{**style.PATH, "color": color, "lw": width, "clip_on": False})
    style.dot(ax, 0, seen[0], color, 8, hollow=True)


def _alt(runs):
    zeros, none = runs["zeros"], runs["None"]
    return (
        f"Path of w over {STEPS} steps of momentum, frozen after the first at {number(zeros[1])}. "
        f"With gradient 0 it goes on to {number(zeros[2])} and ends at {number(zeros[-1])}; "
        f"with None it stays at {number(none[-1])}."
    )
