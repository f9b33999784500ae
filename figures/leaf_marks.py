"""What the pictures of lesson 08 share: code on a card, and the shape that tells what a tensor is."""

from . import graph_paint, style
from .style import INK


def sheet(fig):
    """Lay bare axes over the whole card, in inches."""
    width, height = fig.get_size_inches()
    ax = style.ax_in(fig, 0, 0, width, height, bare=True)
    ax.set(xlim=(0, width), ylim=(0, height))
    return ax


def code(ax, x, y, text, size=10.5, color=INK, **look):
    """Write a piece of a program, as it is typed."""
    return style.words(ax, x, y, text, size, color, family="DejaVu Sans Mono", va="center", **look)


def mark(ax, x, y, flags, half=0.1):
    """Draw what (is_leaf, requires_grad) says: a filled square, a hollow square, or a circle."""
    leaf, marked = flags
    if leaf:
        graph_paint.square(ax, x, y, half, half, filled=marked, scale=min(1.0, 4 * half))
    else:
        graph_paint.stadium(ax, x, y, half, half, scale=min(1.0, 4 * half))
