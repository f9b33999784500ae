"""One number, three readings: a velocity on the road, a slope on the graph, a change per unit."""

import numpy as np

from . import functions, style
from .style import BLUE, CARD, GREY, INK, math, math_number, number, words

LATEST, LAST = 1.4, 2.2  # t0 at most, and the end of the curve
LOW, TOP = -0.4, 4.9  # limits of the s axis, the same on the road and on the graph
BOTTOM, HIGH, HEADING = 0.55, 2.55, 3.42  # all panels stand on one height, in inches
ROAD, GRAPH, RULERS = (0.4, 1.15), (2.2, 2.55), (5.55, 1.2)  # left edge and width
STEP = 0.001  # of the rulers: so small that the stretches are even to the eye


def position(t):
    """Return s(t) = t²: where a body is that starts at rest and speeds up evenly."""
    return t**2


def readings(t0=1.0):
    """Draw s(t) = t² three ways at the moment t0, each time showing the same number s′(t0).

    Left, a road with the body at equal ticks of the clock, and its velocity as an arrow; middle, the graph
    with its tangent; right, two rulers: equal small steps of t and the steps of s that belong to them.
    Raises ValueError if t0 is not between 0 and 1.4.
    """
    t0 = round(float(t0), 9) + 0.0
    if not 0 <= t0 <= LATEST:
        raise ValueError(f"t0 must be between 0 and {LATEST}")
    at = float(functions.values(position, [t0])[0])
    rate = functions.slope_at(position, t0).value
    with style.canvas(style.ROW) as fig:
        _guides(fig, at, rate)
        _road(fig, t0, at, rate)
        _graph(fig, t0, at, rate)
        _rulers(fig, t0, at, rate)
        return style.Picture(fig, _alt(t0, rate))


def _alt(t0, rate):
    shown = number(rate)
    return (
        f"One number, {shown}, read three ways for s = t² at t = {number(t0)}: on a road, the velocity arrow "
        f"has length {shown}; on the graph, the tangent rises {shown} over a run of 1; on two rulers, a small "
        f"step h of t becomes {shown} h of s."
    )


def _guides(fig, at, rate):
    """Carry the arrow's two ends over to the graph: arrow and rise are one length."""
    for height in sorted({at, at + rate}):
        y = BOTTOM + HIGH * (height - LOW) / (TOP - LOW)
        style.line(fig, [ROAD[0] + 0.72, GRAPH[0] - 0.33], [y, y])
        style.line(fig, [GRAPH[0], GRAPH[0] + GRAPH[1]], [y, y])


def _road(fig, t0, at, rate):
    """Draw the body at equal ticks of the clock on an upright road, and its velocity as an arrow."""
    ax = style.ax_in(fig, ROAD[0], BOTTOM, ROAD[1], HIGH, bare=True)
    ax.set(xlim=(0, ROAD[1]), ylim=(LOW, TOP))
    ax.plot([0.55, 0.55], [LOW, TOP], color=style.AXIS, lw=3.5, solid_capstyle="butt", zorder=2)
    clock = np.arange(0, 2.01, 0.5)
    for t, s in zip(clock, functions.values(position, clock), strict=True):
        style.dot(ax, 0.55, s, INK, 6.5, hollow=True, zorder=9)
        if t % 1 == 0:
            math(ax, 0.4, s, f"t = {math_number(t)}", 11.5, GREY, ha="right", va="center")
    if rate * HIGH / (TOP - LOW) > 0.12:
        style.arrow(ax, (0.78, at), (0.78, at + rate), BLUE, 3, 15)
    style.dot(ax, 0.55, at)
    math(fig, ROAD[0] + 0.1, HEADING, f"v = {math_number(rate)}", 15, BLUE, va="center")


def _graph(fig, t0, at, rate):
    """Draw s(t) with its tangent: run 1, rise s′(t0)."""
    ax = style.ax_in(fig, GRAPH[0], BOTTOM, GRAPH[1], HIGH)
    ax.set(xlim=(0, 2.65), ylim=(LOW, TOP))
    t = np.linspace(0, LAST, 221)
    ax.plot(t, functions.values(position, t), **style.FUNCTION)
    ends = np.array([max(t0 - 0.55, 0.0), t0 + 1])
    ax.plot(ends, at + rate * (ends - t0), **style.TANGENT)
    style.slope_triangle(ax, t0, at, rate)
    style.dot(ax, t0, at)
    if rate > 0.25:
        math(ax, t0 + 0.5, at - 0.09, "1", 13, BLUE, CARD, ha="center", va="top")
        math(ax, t0 + 1.06, at + rate / 2, math_number(rate), 15, BLUE, CARD, va="center")
    style.ticks(ax, [0, 1, 2], [0, 1, 4])
    style.name_axes(ax, "t", "s")
    words(fig, GRAPH[0] + 0.5, HEADING, f"slope {number(rate)}", 12.5, BLUE, va="center")


def _rulers(fig, t0, at, rate):
    """Draw equal small steps on a ruler of t and where s takes them: they come out s′(t0) times as long."""
    ax = style.ax_in(fig, RULERS[0], BOTTOM, RULERS[1], HIGH, bare=True)
    steps = STEP * np.arange(-4, 5)
    moved = functions.quotients(position, t0, np.where(steps == 0, STEP, steps)) * steps
    unit = 0.105 / STEP  # inches per unit, the same on both rulers
    ax.set(xlim=(0, RULERS[1]), ylim=(-HIGH / 2, HIGH / 2))
    for x, places, side in ((0.0, steps, -1), (RULERS[1], moved, 1)):
        ax.plot([x, x], [-HIGH / 2, HIGH / 2], color=style.AXIS, lw=1.2, zorder=2, clip_on=False)
        for place in places * unit:
            ax.plot([x, x + 0.07 * side], [place, place], color=INK, lw=1.1, zorder=3, clip_on=False)
        style.dot(ax, x, 0.0)
    for step, move in zip(steps, moved, strict=True):
        hero = step == steps[-1]
        look = {"color": BLUE, "lw": 1.6} if hero else {"color": GREY, "lw": 0.9}
        ax.plot([0, RULERS[1]], [step * unit, move * unit], zorder=4, **look)
    h = 4 * STEP * unit
    rise = float(moved[-1]) * unit
    _bracket(ax, -0.16, h, "h", -1)
    if rise > 0.1:
        _bracket(ax, RULERS[1] + 0.16, rise, rf"{math_number(rate)}\,h", 1)
    for x, name in ((0.0, "t"), (RULERS[1], "s")):
        math(ax, x, -HIGH / 2 - 0.08, name, 12.5, INK, ha="center", va="top")
    middle = RULERS[0] + RULERS[1] / 2
    math(
        fig,
        middle,
        HEADING,
        rf"\Delta s \,/\, \Delta t \to {math_number(rate)}",
        15,
        BLUE,
        ha="center",
        va="center",
    )


def _bracket(ax, x, height, name, side):
    tip = x - 0.06 * side
    ax.plot([tip, x, x, tip], [0, 0, height, height], color=BLUE, lw=1.3, solid_joinstyle="miter", clip_on=False)
    place = "left" if side > 0 else "right"
    math(ax, x + 0.07 * side, height / 2, name, 14, BLUE, ha=place, va="center")
