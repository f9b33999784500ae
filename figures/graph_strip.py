"""Lay a backward pass through a large graph out flat: six frames in two rows, each as tall as the graph needs."""

from .style import AMBER_EDGE, GREY, INK, WIDTH, Picture, ax_in, canvas, math, rounded

MARGIN, GAP, ACROSS = 0.2, 0.09, 3
WIDE = (WIDTH - 2 * MARGIN - GAP * (ACROSS - 1)) / ACROSS
HEAD, FOOT = 0.4, 0.42  # inches above and below the shapes in a frame


def large_strip(miniature, steps, default, shape, alt) -> Picture:
    """Draw `miniature(ax, step)` once per step; `shape` is the graph's height over its width.

    A miniature returns the Frame that says what stands below it; `alt(frames)` gives the alt text.
    """
    inner = min(max((WIDE - 0.2) * shape, 0.9), 3.4)
    high = HEAD + inner + FOOT
    rows = -(-len(steps) // ACROSS)
    with canvas(2 * MARGIN + rows * high + (rows - 1) * GAP) as fig:
        frames = []
        for n, step in enumerate(steps):
            row, place = divmod(n, ACROSS)
            left = MARGIN + place * (WIDE + GAP)
            low = MARGIN + (rows - 1 - row) * (high + GAP)
            frames.append(miniature(ax_in(fig, left + 0.1, low + FOOT, WIDE - 0.2, inner, bare=True), step=step))
            now, centre = step == default, {"ha": "center", "va": "center"}
            math(fig, left + WIDE / 2, low + high - 0.2, str(step), 12.5, INK if now else GREY, **centre)
            math(fig, left + WIDE / 2, low + 0.2, frames[-1].caption, 12, frames[-1].color, **centre)
            if now:
                rounded(fig, left, low, WIDE, high, fc="none", ec=AMBER_EDGE, lw=2, zorder=-40)
        return Picture(fig, alt(frames))
