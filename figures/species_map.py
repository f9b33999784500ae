"""Held-out birds on a map of two measurements: the ones that were named wrongly stand out."""

import numpy as np

from . import style
from .species_network import MARKS, NAMES, measured, trained
from .style import AMBER, AMBER_EDGE, GREY, INK, listing, words

HIGH, BOTTOM, LEFT, WIDE, TALL = 4.3, 0.62, 0.75, 4.55, 3.2


def birds(points, label, answer):
    """Draw birds by bill length and bill depth (mm); a wrong answer is ringed, with what the network said beside it.

    `points` is an array (n, 2), `label` and `answer` hold 0, 1 or 2 for each bird. Raises ValueError if they do
    not pair up.

        birds(points, label, answer)
    """
    points, label, answer = np.asarray(points, float), np.asarray(label, int), np.asarray(answer, int)
    if points.shape != (len(label), 2) or label.shape != answer.shape:
        raise ValueError("every bird needs two measurements, a label and an answer")
    with style.canvas(HIGH) as fig:
        ax = style.ax_in(fig, LEFT, BOTTOM, WIDE, TALL)
        for limits, data in ((ax.set_xlim, points[:, 0]), (ax.set_ylim, points[:, 1])):
            pad = 0.08 * (np.ptp(data) or 1)
            limits(data.min() - pad, data.max() + pad)
        wrong = np.flatnonzero(label != answer)
        for k, mark in enumerate(MARKS):
            ax.plot(*points[label == k].T, mark, ms=5.6, mfc="none", mec=INK, mew=1.0, alpha=0.65, zorder=4)
        for place in wrong:
            ax.plot(*points[place], "o", ms=17, mfc=AMBER, mec=AMBER_EDGE, mew=1.6, zorder=3)
            ax.plot(*points[place], MARKS[label[place]], ms=7.5, mfc=INK, mec=INK, zorder=6)
        style.ticks(ax, range(35, 61, 5), range(14, 22, 2))
        words(fig, LEFT + WIDE + 0.05, BOTTOM, "bill length, mm", 10, GREY, va="center")
        words(fig, LEFT - 0.2, BOTTOM + TALL + 0.2, "bill depth, mm", 10, GREY, va="center")
        _key(fig, label, len(wrong))
        return style.Picture(fig, _alt(label, answer, wrong))


def example():
    run = trained(3)
    return {"points": measured()[0][run["birds"]][:, :2], "label": run["label"], "answer": run["answer"]}


birds.example = example


def _key(fig, label, wrong):
    """Name the shapes, with how many birds carry each."""
    for k, mark in enumerate(MARKS):
        y = 3.45 - 0.36 * k
        style.line(fig, [5.72], [y], marker=mark, ms=7, mfc="none", mec=INK, mew=1.2, ls="none", zorder=5)
        words(fig, 5.92, y, f"{NAMES[k]}, {int((label == k).sum())}", 10, INK, va="center")
    y = 3.45 - 0.36 * 3.2
    style.line(fig, [5.72], [y], marker="o", ms=15, mfc=AMBER, mec=AMBER_EDGE, mew=1.6, ls="none", zorder=5)
    words(fig, 5.92, y, f"named wrongly, {wrong}", 10, INK, va="center")


def _alt(label, answer, wrong):
    kinds = sorted({(int(label[k]), int(answer[k])) for k in wrong})
    counts = [sum((label[wrong] == i) & (answer[wrong] == j)) for i, j in kinds]
    said = [f"{count} {NAMES[i]} called {NAMES[j]}" for count, (i, j) in zip(counts, kinds, strict=True)]
    return (
        f"Map of {len(label)} held-out birds, bill length against bill depth; circles are Adelie, squares Chinstrap, "
        f"triangles Gentoo. Ringed are the {len(wrong)} wrong answers: {listing(said or ['none'])}."
    )
