"""What every drawing is held to: readable type, nothing outside the card, no text upon text."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from figures import style


def texts(fig):
    """Return the texts that are drawn: not empty, visible, and no tick labels of ticks outside the axes."""
    hidden = set()
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            span = 1e-9 * (high - low)
            for place, tick in zip(axis.get_majorticklocs(), axis.get_major_ticks(), strict=True):
                if not ax.axison or not low - span <= place <= high + span:
                    hidden |= {tick.label1, tick.label2}
    return [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible() and t not in hidden]


def flaws(picture):
    """Return what is wrong with a picture's texts, in words; an empty list is a legible picture."""
    fig = picture.figure
    fig.canvas.draw()
    renderer = fig.canvas.get_renderer()
    width, height = fig.canvas.get_width_height()
    boxes = [(t, t.get_window_extent(renderer)) for t in texts(fig)]
    found = [f"{t.get_text()!r} is {t.get_fontsize()} pt" for t, _ in boxes if t.get_fontsize() < 9.5]
    edge = 0.1 * style.DPI
    for t, box in boxes:
        if box.x0 < edge or box.y0 < edge or box.x1 > width - edge or box.y1 > height - edge:
            found.append(f"{t.get_text()!r} leaves the card")
    for (a, box), (b, other) in combinations(boxes, 2):
        across = min(box.x1, other.x1) - max(box.x0, other.x0)
        up = min(box.y1, other.y1) - max(box.y0, other.y0)
        if across > 2 and up > 4:  # extents hold a little empty space above and below the ink
            found.append(f"{a.get_text()!r} touches {b.get_text()!r}")
    if not 15 <= len(picture.alt.split()) <= 50:
        found.append(f"the alt text has {len(picture.alt.split())} words: {picture.alt}")
    return found


def lines(ax, color, dashed=None):
    """Return the lines of one colour with at least two points, as arrays (x, y); dashed or solid if told."""
    kept = []
    for line in ax.get_lines():
        style_, x, y = line.get_linestyle(), line.get_xdata(), line.get_ydata()
        wanted = style_ != "None" and dashed in (None, style_ != "-")
        if wanted and len(x) > 1 and to_hex(line.get_color()).upper() == color.upper():
            kept.append((np.asarray(x, float), np.asarray(y, float)))
    return kept


def points(ax, color):
    """Return the places of the single marks of one colour, filled or hollow."""
    marks = [line for line in ax.get_lines() if len(line.get_xdata()) == 1]
    inks = [(m, {to_hex(m.get_markerfacecolor(), True), to_hex(m.get_markeredgecolor(), True)}) for m in marks]
    return [(float(m.get_xdata()[0]), float(m.get_ydata()[0])) for m, ink in inks if f"{color.lower()}ff" in ink]


def slope(line):
    x, y = line
    return (y[-1] - y[0]) / (x[-1] - x[0])


@pytest.fixture
def look():
    """The tools above, without an import path between test files."""

    class Look:
        pass

    for tool in (texts, flaws, lines, points, slope):
        setattr(Look, tool.__name__, staticmethod(tool))
    return Look
