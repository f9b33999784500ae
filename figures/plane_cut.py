"""A surface cut by two planes like a cake, and the two cut edges laid flat beside it."""

from . import style
from .plane_block import draw_block
from .plane_slices import AXES, bent, draw_slice, name_slice, name_slope
from .style import number
from .surface_values import heights

HIGH = 4.9


def cut(at=(2.0, 1.0)):
    """Draw the surface x²y + y² cut open by the planes through A along the axes, and beside it both slices.

    Raises ValueError for a point A too near the edge of the drawn piece.

        cut(at=(1, 1))
    """
    at = tuple(float(a) for a in at)
    with style.canvas(HIGH) as fig:
        draw_block(style.ax_in(fig, 0.2, 0.15, 4.35, 4.6, bare=True), at)
        found = [_panel(fig, at, moves, bottom) for moves, bottom in (("x", 2.72), ("y", 0.45))]
        return style.Picture(fig, _alt(at, found))


def _alt(at, found):
    a, b = number(at[0]), number(at[1])
    return (
        f"Left: the surface x²y + y² in space, cut by the planes y = {b} and x = {a} through A = ({a}, {b}), at "
        f"height {number(heights(bent, *at))}. Right: the two slices; the tangent of f(x, {b}) has slope "
        f"{number(found[0])}, that of f({a}, y) slope {number(found[1])}."
    )


def _panel(fig, at, moves, bottom):
    """Draw one slice on the right; both panels have the same scales, so slopes can be compared."""
    ax = style.ax_in(fig, 5.05, bottom, 1.98, 1.6)
    here, height = at[AXES[moves]], float(heights(bent, *at))
    ax.set(xlim=(-0.25, 3.15), ylim=(-0.9, 13.1))
    slope = draw_slice(ax, bent, at, moves, (0.0, 2.9) if moves == "x" else (0.0, 2.05), inches=0.86)
    style.ticks(ax, (0, here), (0, height))
    style.name_axes(ax, moves)
    name_slice(fig, 5.05, bottom + 1.84, at, moves)
    name_slope(fig, 7.3, bottom + 1.84, moves, slope, ha="right")
    return slope
