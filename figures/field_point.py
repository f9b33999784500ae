"""One point to move: its gradient on the map, and beside it the slope in every direction (lesson 05)."""

import numpy as np

from . import style
from .direction_walk import TURN
from .field_arrows import draw_gradient, turn_of
from .frames import Frame
from .style import BLUE, CARD, INK, RED, math, math_number, number, words
from .surface_maps import DIGITS, draw_map
from .surface_values import heights, hill, slopes, slopes_along

X, Y = (-3.2, 3.2), (-2.2, 2.2)
MAP = (0.5, 0.5, 3.64, 2.5)
WAVE = (4.75, 0.5, 2.45, 2.5)
STRONG, HIGH = 0.33, 8.4  # how much the arrow is shortened; the limit of D, the same for every point
LEVELS = np.arange(-11.0, 5.1, 2)


def point(x0=2.0, y0=1.0):
    """Draw ∇f of the hill 5 − x²/2 − 2y² at A = (x₀, y₀) on the map, and D(θ), the slopes in all directions at A.

    Raises ValueError for a point off the map: x₀ from −3 to 3, y₀ from −1.5 to 1.5.

        point(0, 1)
    """
    at = float(x0), float(y0)
    if not (abs(at[0]) <= 3 and abs(at[1]) <= 1.5):
        raise ValueError("x₀ must lie between −3 and 3, y₀ between −1.5 and 1.5")
    gradient = np.array([float(one) for one in slopes(hill, *at)])
    with style.canvas(style.ROW - 0.2) as fig:
        _map(fig, at, gradient)
        _wave(fig, at, gradient)
        return style.Picture(fig, _alt(at, gradient))


def _alt(at, gradient):
    size = float(np.hypot(*gradient))
    place = f"A = ({number(at[0])}, {number(at[1])})"
    if size < 1e-9:
        return (
            f"Left, a map of a hill: at {place}, the summit, the gradient is (0, 0), with no arrow. "
            f"Right, D(θ), the slope in every direction, is 0 for all θ."
        )
    return (
        f"Left, a map of a hill: at {place} the gradient ({number(gradient[0])}, {number(gradient[1])}) stands at a "
        f"right angle on the level line. Right, D(θ): its peak is {number(size)}, the arrow's length, at "
        f"{number(turn_of(gradient))}°, the arrow's direction."
    )


def _map(fig, at, gradient):
    """Draw the level lines, the gradient, and the tangent of the level line through A."""
    ax = style.ax_in(fig, *MAP)
    draw_map(ax, hill, X, Y, LEVELS, float(heights(hill, *at)))
    ax.set_xlim(X)
    ax.set_ylim(Y)
    draw_gradient(ax, at, gradient, STRONG, tangent=1.3, side=0.26)
    style.dot(ax, *at)
    if np.hypot(*at) > 0.3:
        style.dot(ax, 0, 0, INK, 7, hollow=True)
    style.ticks(ax, (-2, 0, 2), (-1, 0, 1))
    style.name_axes(ax, "x", "y")
    text = rf"\nabla f(A) = ({math_number(gradient[0])},\,{math_number(gradient[1])})"
    math(fig, MAP[0] + MAP[2], MAP[1] + MAP[3] + 0.24, text, 15, RED, ha="right", va="center")


def _wave(fig, at, gradient):
    """Draw D for every direction, with its zeros, and its peak over the direction of the gradient."""
    ax = style.ax_in(fig, *WAVE)
    ax.set(xlim=(0, 360), ylim=(-HIGH, HIGH))
    style.guide(ax, y=0)
    wave, size = slopes_along(hill, at, TURN), float(np.hypot(*gradient))
    ax.plot(TURN, wave, **style.DERIVATIVE)
    marks = [0, 180, 360]
    if size > 1e-9:
        peak = turn_of(gradient)
        for level in ((peak + 90) % 360, (peak - 90) % 360):
            style.dot(ax, level, 0, BLUE, 7.5, hollow=True)
        style.arrow(ax, (peak, 0), (peak, size), RED, 2.2, 13)
        words(ax, float(np.clip(peak, 40, 320)), size + 0.45, number(size), 14, RED, CARD, family=DIGITS, ha="center")
        marks = [m for m in marks if abs(m - peak) > 50]
        style.ticks(ax, [*[(m, f"{m}°") for m in marks], (peak, f"{number(peak)}°", RED)], (-4, 0, 4))
    else:
        style.ticks(ax, [(m, f"{m}°") for m in marks], (-4, 0, 4))
    style.name_axes(ax, r"\theta", r"D(\theta)")
    text = rf"\|\nabla f(A)\| = {math_number(size)}"
    math(fig, WAVE[0] + WAVE[2], WAVE[1] + WAVE[3] + 0.24, text, 15, RED, ha="right", va="center")


def small_point(ax, x0=2.0, y0=1.0):
    """Draw the map with the gradient in miniature, the same window for every point."""
    at = float(x0), float(y0)
    gradient = np.array([float(one) for one in slopes(hill, *at)])
    draw_map(ax, hill, X, Y, (-7, -3, 1, 3), float(heights(hill, *at)))
    ax.set(xlim=X, ylim=Y)
    if np.hypot(*gradient) > 1e-9:
        tip = np.asarray(at) + STRONG * gradient
        style.arrow(ax, at, tuple(tip), RED, 2.2, 11)
    style.dot(ax, *at, size=6)
    size = number(np.hypot(*gradient))
    return Frame(rf"\|\nabla f\| = {math_number(float(np.hypot(*gradient)))}", size, "the length of the gradient", RED)


point.miniature = small_point
