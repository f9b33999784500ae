"""Two training loops on four points, one that clears .grad and one that does not (lesson 09)."""

import numpy as np

import autograd_lite as torch

from . import style
from .style import BLUE, CARD, INK, PLUM, RED, ax_in, number, words

X, Y = (1.0, 2.0, 3.0, 4.0), (1.0, 5.0, 5.0, 9.0)
ETA, STEPS = 0.01, 40


def loops(eta=ETA, steps=STEPS):
    """Draw the loss of the line w·x step by step, with clearing and without; below, what w.grad held without.

    Raises ValueError unless eta is positive and there are 10 to 60 steps.
    """
    if not (eta > 0 and 10 <= steps <= 60):
        raise ValueError("eta must be positive, and steps from 10 to 60")
    cleared, kept = trained(eta, steps, clear=True), trained(eta, steps, clear=False)
    with style.canvas(5.1) as fig:
        _losses(fig, cleared, kept)
        _gradients(fig, kept)
        return style.Picture(fig, _alt(cleared, kept, steps))


def trained(eta, steps, clear):
    """Run a real loop; return its losses, what w.grad held at each step, and the slope at each step's own w."""
    x, y = torch.tensor(X), torch.tensor(Y)
    w = torch.tensor(0.0, requires_grad=True)
    losses, held, slopes = [], [], []
    for _ in range(steps + 1):
        loss = ((w * x - y) ** 2).mean()
        before = 0.0 if w.grad is None else w.grad.item()
        loss.backward()
        losses.append(loss.item())
        held.append(w.grad.item())
        slopes.append(w.grad.item() - before)
        with torch.no_grad():
            w -= eta * w.grad
        if clear:
            w.grad = None
    return {"loss": np.array(losses), "grad": np.array(held), "slope": np.array(slopes)}


def _losses(fig, cleared, kept):
    ax = ax_in(fig, 0.72, 2.6, 5.15, 2.05)
    steps = np.arange(len(kept["loss"]))
    top = 1.1 * max(kept["loss"].max(), cleared["loss"].max())
    ax.set(xlim=(-0.8, steps[-1] + 0.4), ylim=(0, top))
    ax.plot(steps, cleared["loss"], color=INK, lw=1.6, zorder=4)
    ax.plot(steps, kept["loss"], color=PLUM, lw=2.6, marker="o", ms=5, mec=CARD, mew=0.9, zorder=6, clip_on=False)
    low = int(kept["loss"].argmin()) if len(steps) < 8 else int(kept["loss"][:8].argmin())
    climb = low + int(kept["loss"][low : low + 8].argmax())
    style.ticks(ax, x=(0, low, climb, int(steps[-1])), y=(0, (kept["loss"][0], number(kept["loss"][0]))))
    style.name_axes(ax, None, "L")
    ends = style.spread([cleared["loss"][-1], kept["loss"][-1]], 0.1 * top, 0.06 * top)
    words(ax, steps[-1] + 2.2, -0.075 * top, "step", 10.5, INK, va="center", style="italic", clip_on=False)
    for y, text, color in ((ends[1], "never cleared", PLUM), (ends[0], "cleared", INK)):
        words(ax, steps[-1] + 1.0, y, text, 10.5, color, va="center", weight="bold", clip_on=False)


def _gradients(fig, kept):
    """Draw w.grad of the loop that never clears as arrows from 0, and the slope at that w as a dashed line."""
    ax = ax_in(fig, 0.72, 0.3, 5.15, 1.75)
    steps, held, slope = np.arange(len(kept["grad"])), kept["grad"], kept["slope"]
    reach = 1.12 * np.abs(held).max()
    ax.set(xlim=(-0.8, steps[-1] + 0.4), ylim=(-reach, reach))
    ax.spines["bottom"].set_position(("data", 0))
    for k, value in zip(steps, held, strict=True):
        style.arrow(ax, (k, 0), (k, value), RED, 1.5, 7, zorder=6)
    ax.plot(steps, slope, **{**style.TANGENT, "lw": 1.9, "zorder": 8})
    style.ticks(ax, x=(), y=((0, "0"), (held[0], number(held[0]), RED)))
    end = style.spread([held[-1], slope[-1]], 0.34 * reach, -0.85 * reach, 0.85 * reach)
    words(ax, steps[-1] + 1.0, end[0], "w.grad", 10.5, RED, va="center", weight="bold", clip_on=False)
    words(ax, steps[-1] + 1.0, end[1], "slope at w", 10.5, BLUE, va="center", weight="bold", clip_on=False)


def _alt(cleared, kept, steps):
    low = int(kept["loss"][:8].argmin())
    climb = low + int(kept["loss"][low : low + 8].argmax())
    return (
        f"Loss of two loops over {steps} steps. Never cleared: from {number(kept['loss'][0])} to "
        f"{number(kept['loss'][low])} at step {low}, back at {number(kept['loss'][climb])} at step {climb}, and on. "
        f"Cleared: down to {number(cleared['loss'][-1])}. Below, w.grad as arrows beside the slope."
    )
