"""Lay a slider out flat: four to six small frames of one drawing, readable without a kernel.

A drawing can stand in a strip if it knows how to draw itself small: its attribute `miniature` is a function
`miniature(ax, **arguments) -> Frame` that draws shapes only, on bare axes, always with the same limits.
"""

from dataclasses import dataclass

from .style import (
    AMBER_EDGE,
    BLUE,
    GREY,
    INK,
    STRIP,
    WIDTH,
    Picture,
    ax_in,
    canvas,
    listing,
    math,
    math_number,
    number,
    rounded,
    words,
)

GAP, MARGIN, WIDEST = 0.09, 0.2, 1.36
COUNTS = {4: "Four", 5: "Five", 6: "Six"}


@dataclass(frozen=True)
class Frame:
    """What stands below a miniature: `caption` for the eye (mathematics), `reads` for the alt text.

    `what` names the quantity once for all frames: `the slope`.
    """

    caption: str
    reads: str
    what: str = "the number"
    color: str = BLUE


def filmstrip(draw, name, values, default=None, symbol=None, miniature=None, subject=None):
    """Draw 4 to 6 frames of `draw` side by side, one per value of its argument `name`.

    `default` names the value whose frame is outlined; `symbol` is written before each value; `subject` opens
    the alt text. `draw` may be a bound method or a `functools.partial`; `miniature` replaces its own.
    Raises ValueError for another number of frames or a default that is not shown, TypeError if `draw`
    cannot draw itself small.

        filmstrip(tangent, "x0", (-2, -1, 0, 1, 2), default=1, symbol="x_0")
    """
    values = list(values)
    if len(values) not in COUNTS:
        raise ValueError(f"a filmstrip has 4, 5 or 6 frames, not {len(values)}")
    if default is not None and default not in values:
        raise ValueError(f"the default {default!r} is not one of the frames {values}")
    small, fixed = _miniature_of(draw, miniature)
    with canvas(STRIP) as fig:
        wide = min(WIDEST, (WIDTH - 2 * MARGIN - GAP * (len(values) - 1)) / len(values))
        left = (WIDTH - wide * len(values) - GAP * (len(values) - 1)) / 2
        frames = []
        for k, value in enumerate(values):
            x = left + k * (wide + GAP)
            ax = ax_in(fig, x + 0.08, 0.58, wide - 0.16, 1.02, bare=True)
            frames.append(small(ax, **{**fixed, name: value}))
            _write_around(fig, x + wide / 2, value, frames[-1], symbol, value == default)
            if value == default:
                rounded(fig, x, 0.16, wide, STRIP - 0.34, fc="none", ec=AMBER_EDGE, lw=2, zorder=-40)
        return Picture(fig, _alt(subject or name, values, frames))


def _miniature_of(draw, miniature):
    """Find how `draw` draws itself small, and the arguments a partial has already fixed."""
    fixed = dict(getattr(draw, "keywords", {}))
    plain = getattr(draw, "func", draw)
    small = miniature or getattr(plain, "miniature", None)
    if small is None:
        raise TypeError(f"{getattr(plain, '__name__', plain)!s} has no miniature, so it cannot stand in a strip")
    return small, fixed


def _write_around(fig, x, value, frame, symbol, now):
    text = {"ha": "center", "va": "center"}
    color = INK if now else GREY
    if isinstance(value, str):
        words(fig, x, 1.83, value, 10.5, color, **text)
    else:
        shown = math_number(value)
        math(fig, x, 1.83, f"{symbol} = {shown}" if symbol else shown, 12.5, color, **text)
    math(fig, x, 0.37, frame.caption, 12, frame.color, **text)


def _alt(subject, values, frames):
    shown = listing(value if isinstance(value, str) else number(value) for value in values)
    return (
        f"{COUNTS[len(values)]} small frames side by side, {subject} = {shown}. "
        f"Below them, {frames[0].what}: {listing(frame.reads for frame in frames)}."
    )
