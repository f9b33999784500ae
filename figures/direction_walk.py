"""One walk over the hill, seen three times: on the map, as the slice g(t), and among all directions as D(θ)."""

import numpy as np

from . import style
from .dashes import whole_dashes
from .frames import Frame
from .style import BLUE, CARD, INK, PLUM, RED, math, math_number, number, words
from .surface_maps import DIGITS, draw_angle, draw_map, draw_step, label_levels
from .surface_values import direction, heights, hill, slopes_along

# Where a slider stops: every 15°, the two level directions, up, down, and the walk of the lesson.
ANGLES = sorted({*range(0, 361, 15), 36.87, 63.435, 153.435, 216.87, 243.435, 333.435})
TURN = np.arange(0, 360.05, 0.1)
LEFT, HIGH = 0.58, 5.95
MAP = (LEFT, 3.02, 2.5, 2.5)  # left, bottom, width, height in inches
SLICE = (4.1, 3.02, 3.0, 2.5)
WAVE = (LEFT, 0.5, 6.62, 1.75)
TIMES, SPAN = (-1.2, 2.2), 2.1


def walk(theta=216.87, length=1.0, at=(2.0, 1.0)):
    """Draw the walk from A along the arrow v of direction `theta` (degrees) and `length`, on the hill 5 − x²/2 − 2y².

    Map with the arrow, slice g(t) = f(A + t·v) with its tangent, and D(θ), the slope for every direction at
    length 1. Raises ValueError for a length that is not between 0.1 and 2.

        walk(theta=243.43, length=2)
    """
    theta, length, at = _checked(theta, length, at)
    slope, wave = _slope(at, theta, length), slopes_along(hill, at, TURN)
    with style.canvas(HIGH) as fig:
        _map(fig, at, theta, length)
        _slice(fig, at, theta, length, slope, wave.max())
        _wave(fig, theta, slope / length, wave)
        _numbers(fig, length, slope)
        return style.Picture(fig, _alt(at, theta, length, slope, wave))


def _slope(at, theta, length):
    """Return g′(0) to three decimals: a level walk, given in rounded degrees, then reads as level."""
    return float(np.round(slopes_along(hill, at, [theta], length)[0], 3) + 0.0)


def arrow(theta=216.87, length=2.0, at=(2.0, 1.0)):
    """Draw the walk along an arrow of `length` on the map, and its slice beside that of the arrow of length 1.

    Raises ValueError for a length that is not between 0.1 and 2.

        arrow(theta=90, length=0.5)
    """
    theta, length, at = _checked(theta, length, at)
    slope, steepest = _slope(at, theta, length), slopes_along(hill, at, TURN).max()
    with style.canvas(style.ROW - 0.35) as fig:
        _map(fig, at, theta, length, (LEFT, 0.5, *MAP[2:]))
        ax = _slice(fig, at, theta, length, slope, steepest, (SLICE[0], 0.5, *SLICE[2:]))
        if length != 1:
            t, u = np.linspace(*TIMES, 171), direction(theta)
            ax.plot(t, heights(hill, at[0] + t * u[0], at[1] + t * u[1]), **style.CONTEXT)
        whole = rf"D = \frac{{{math_number(slope)}}}{{{math_number(length)}}} = {math_number(slope / length)}"
        math(fig, SLICE[0] + SLICE[2], 3.2, whole, 15, BLUE, ha="right", va="center")
        return style.Picture(fig, _arrow_alt(at, theta, length, slope))


def _arrow_alt(at, theta, length, slope):
    grey = "" if length == 1 else " In grey, the slice for length 1."
    return (
        f"Left: map with the arrow v of length {number(length)} from A = ({number(at[0])}, {number(at[1])}) towards "
        f"θ = {number(theta)}°. Right: the slice g(t) = f(A + t·v), its tangent of slope {number(slope)}; divided by "
        f"the length it is {number(slope / length)}.{grey}"
    )


def _checked(theta, length, at):
    if not 0.1 <= length <= 2:
        raise ValueError("the length of v must be between 0.1 and 2")
    return float(theta), float(length), tuple(float(a) for a in at)


def zeros(angles, wave):
    """Return the angles where a wave, given at increasing angles, passes 0; none if it is 0 throughout."""
    if np.abs(wave).max() < 1e-9:
        return []
    k = np.flatnonzero(np.sign(wave[:-1]) * np.sign(wave[1:]) < 0)
    share = wave[k] / (wave[k] - wave[k + 1])
    return [float(a) for a in angles[k] + share * (angles[k + 1] - angles[k])]


def _alt(at, theta, length, slope, wave):
    scaled = "" if length == 1 else f", so D = {number(slope / length)}"
    level = style.listing(f"{number(zero)}°" for zero in zeros(TURN, wave)) if zeros(TURN, wave) else "every angle"
    peak = (
        f"; its largest value is {number(wave.max())}, at {number(TURN[wave.argmax()])}°" if zeros(TURN, wave) else ""
    )
    return (
        f"Map, slice and D(θ) of a hill at A = ({number(at[0])}, {number(at[1])}). The walk towards "
        f"θ = {number(theta)}° with length {number(length)} gives g′(0) = {number(slope)}{scaled}. "
        f"D is 0 at {level}{peak}."
    )


def _map(fig, at, theta, length, place=MAP):
    """Draw the level lines, the walk through A, and the arrow v with the circle of all arrows of length 1."""
    ax = style.ax_in(fig, *place)
    height = float(heights(hill, *at))
    x, y = (at[0] - 2.5, at[0] + 2.3), (at[1] - 2.3, at[1] + 2.5)
    found = draw_map(ax, hill, x, y, height + np.arange(-24.0, 6, 2), height)
    reach = np.array([-9.0, 9.0])
    u = direction(theta)
    ax.plot(at[0] + reach * u[0], at[1] + reach * u[1], color=INK, lw=1.9, zorder=5)
    turn = direction(np.arange(361))
    ax.plot(at[0] + turn[:, 0], at[1] + turn[:, 1], color=PLUM, lw=1.1, ls=(0, (2, 2)), alpha=0.6, zorder=4)
    near = {level: paths for level, paths in found.items() if abs(level - height) < 2.5}
    left, right = ((0.4, 0), (0.4, 3)), ((0, 0), (4.2, -1.3))
    label_levels(ax, near, *(right if not 10 < theta % 180 < 140 else left))  # where the walk is not
    tip = draw_step(ax, at, theta, length)
    aside = tip + 0.36 * direction(theta + 90)
    math(ax, *aside, r"\mathbf{v}", 13.5, PLUM, CARD, ha="center", va="center")
    beside = np.asarray(at) + 0.56 * direction(_free_side(theta))
    math(ax, *beside, "A", 14.5, INK, CARD, ha="center", va="center")
    draw_angle(ax, at, theta, 0.34)
    style.dot(ax, *at)
    right, top = place[0] + place[2], place[1] + place[3] + 0.2
    text = rf"\theta = {math_number(theta)}^\circ,\ \|\mathbf{{v}}\| = {math_number(length)}"
    math(fig, right, top, text, 13.5, PLUM, ha="right", va="center")
    style.ticks(ax, sorted({0, at[0]}), sorted({0, at[1]}))
    style.name_axes(ax, "x", "y")
    return ax


def _free_side(theta):
    """Return the direction in which A can be named: far from the arrow, its line, its name and the x direction."""
    angles, taken = np.arange(15, 360, 15), np.array([0, theta, theta + 180, theta + 90])
    apart = np.abs((angles[:, None] - taken + 180) % 360 - 180)
    return float(angles[np.argmin((1 / (apart + 1) ** 2).sum(axis=1))])


def _slice(fig, at, theta, length, slope, steepest, place=SLICE):
    """Draw g(t) = f(A + t·v) with its tangent and the slope as a triangle of run 1."""
    ax = style.ax_in(fig, *place)
    height = float(heights(hill, *at))
    span = SPAN * max(steepest, 1.0)  # on a summit no walk is steep
    ax.set(xlim=TIMES, ylim=(height - span, height + span))
    t, v = np.linspace(*TIMES, 341), length * direction(theta)
    style.guide(ax, 0, height)
    g = heights(hill, at[0] + t * v[0], at[1] + t * v[1])
    ax.plot(t, g, **style.FUNCTION)
    ends = _rod(slope, ax)
    dashes = whole_dashes(ax, ends, height + slope * ends, style.TANGENT["lw"])
    ax.plot(ends, height + slope * ends, **{**style.TANGENT, "ls": dashes})
    _triangle(ax, height, slope, np.interp(np.linspace(1.05, 1.5, 10), t, g))
    style.dot(ax, 0, height)
    style.ticks(ax, (0, 1), (height,))
    style.name_axes(ax, "t")
    math(fig, place[0] + 0.1, place[1] + place[3] + 0.2, r"g(t) = f(A + t\,\mathbf{v})", 14, INK, va="center")
    return ax


def _rod(slope, ax):
    """Return the ends of the drawn tangent, as long on paper for every slope, inside the panel."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    per_inch = (right - left) / SLICE[2], (high - low) / SLICE[3]
    half = 1.45 * per_inch[0] / np.hypot(1, slope * per_inch[0] / per_inch[1])
    return np.array([max(-half, left), min(half, right)])


def _triangle(ax, height, slope, curve):
    """Draw run and rise, and write the rise beside it where `curve`, the slice behind it, leaves room."""
    low, high = ax.get_ylim()
    pad = 0.035 * (high - low)
    if abs(slope) < pad:
        return
    style.slope_triangle(ax, 0, height, slope)
    under = {"va": "top", "y": height - 0.6 * pad} if slope > 0 else {"va": "bottom", "y": height + 0.5 * pad}
    words(ax, 0.5, source="1", size=12, color=BLUE, halo=CARD, ha="center", family=DIGITS, **under)
    beside = {"size": 15, "color": BLUE, "halo": CARD, "ha": "left", "va": "center", "family": DIGITS}
    places = height + slope * np.array([0.5, 0.35, 0.65, 0.2, 0.8])
    room = np.abs(places[:, None] - curve).min(axis=1)
    words(ax, 1.07, places[np.argmax(np.minimum(room, 0.09 * (high - low)))], number(slope), **beside)


def _wave(fig, theta, slope, wave):
    """Draw D for every direction, with its zeros, its peak, and the current direction."""
    ax = style.ax_in(fig, *WAVE)
    high = 1.4 * max(wave.max(), 1.0)
    ax.set(xlim=(0, 360), ylim=(-high, high))
    style.guide(ax, y=0)
    peak, top = TURN[wave.argmax()], wave.max()
    ax.plot(TURN, wave, **style.DERIVATIVE)
    for zero in zeros(TURN, wave):
        style.dot(ax, zero, 0, BLUE, 7.5, hollow=True)
    if zeros(TURN, wave):
        ax.plot([peak, peak], [-high, top], color=RED, lw=1.0, alpha=0.6, zorder=3)
        style.dot(ax, peak, top, RED, 9, marker="^")
        text = number(round(top, 3))
        words(ax, peak, top + 0.07 * high, text, 13, RED, CARD, family=DIGITS, ha="center", va="bottom")
    turned = theta % 360 if theta != 360 else 360
    ax.plot([turned, turned], [-high, slope], color=PLUM, lw=1.7, ls=(0, (2, 1.6)), zorder=4)
    ax.plot([0, turned], [slope, slope], color=BLUE, lw=1.0, ls=(0, (2, 1.6)), zorder=4)
    style.dot(ax, turned, slope, BLUE, 10)
    marks = [(peak, f"{number(peak)}°", RED)] if zeros(TURN, wave) else []
    marks += [(angle, f"{angle}°") for angle in (0, 90, 180, 360) if not marks or abs(angle - peak) > 25]
    style.ticks(ax, marks, _beside(slope, high))
    style.name_axes(ax, r"\theta", r"D(\theta)")
    return ax


def _beside(slope, high):
    """Choose the ticks of D: the current slope, and 4, 0 and −4 where they stay clear of it."""
    kept = [tick for tick in (-4, 0, 4) if abs(tick) < high and abs(tick - slope) > 0.2 * high]
    return [*kept, (slope, number(round(slope, 2)), BLUE)]


def _numbers(fig, length, slope):
    """Write over D(θ) how the slope of g becomes the slope of the hill: divided by the length of v."""
    right, y = WAVE[0] + WAVE[2], WAVE[1] + WAVE[3] + 0.17
    long, steep = math_number(length), math_number(slope / length)
    text = rf"D = \frac{{g'(0)}}{{\|\mathbf{{v}}\|}} = \frac{{{math_number(slope)}}}{{{long}}} = {steep}"
    math(fig, right, y, text, 15.5, BLUE, ha="right", va="center")


def small_walk(ax, theta=216.87, length=1.0, at=(2.0, 1.0)):
    """Draw the map around A in miniature: the level lines, that of A in ink, and the arrow across or along it."""
    theta, at = float(theta), tuple(float(a) for a in at)
    slope, height = _slope(at, theta, length), float(heights(hill, *at))
    x, y = (at[0] - 1.35, at[0] + 1.35), (at[1] - 1.15, at[1] + 1.15)
    draw_map(ax, hill, x, y, height + np.arange(-6.0, 6, 1), height)
    tip = np.asarray(at) + length * direction(theta)
    style.arrow(ax, at, tuple(tip), PLUM, 2.2, 11, zorder=9)
    style.dot(ax, *at, size=6)
    return Frame(f"D = {math_number(slope / length)}", number(slope / length), "the slope at A")


walk.miniature = small_walk
