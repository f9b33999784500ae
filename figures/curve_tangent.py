"""The sliding tangent: a curve, its tangent and one secant at x₀, and f′ drawn as it goes."""

import numpy as np

from . import functions, style
from .frames import Frame
from .style import BLUE, GREEN, GREY, INK, math, math_number, number, words

LEFT, WIDE = 0.6, 4.6  # both panels share their x axis; inches
TOP = (2.18, 2.04)  # bottom and height of the panel of f
LOW = (0.52, 1.2)  # of the panel of f′
COLUMN = LEFT + WIDE + 0.33  # where the numbers stand
ROD = 1.3  # half the length of a drawn tangent, so that a steep one is no longer than a flat one


def tangent(x0=1.0, h=0.5, function="x²"):
    """Draw f with its tangent at x0 and the secant to x0 + h; below, f′ from the left end up to x0.

    `function` is one of x², sin x, |x|, ∛x, x² sin(1/x), x³. Where f has no derivative at x0 there is no
    tangent: the slopes from the left and from the right stand there instead.
    Raises ValueError if x0 lies outside the picture or the function is not on the menu.

        tangent(x0=1.0, h=0.5, function="sin x")
    """
    curve = chosen(function)
    x0, h = round(float(x0), 9) + 0.0, round(float(h), 9) + 0.0
    if not abs(x0) <= curve.half:
        raise ValueError(f"x0 must be between {number(-curve.half)} and {number(curve.half)}")
    slope = functions.slope_at(curve.f, x0)
    chord = float(functions.quotients(curve.f, x0, [h])[0]) if h else float("nan")
    with style.canvas(style.MAP) as fig:
        above = _upper(fig, curve, x0, h, slope, chord)
        _lower(fig, curve, x0, slope)
        _link(fig, above, x0, curve)
        _numbers(fig, curve, x0, h, slope, chord)
        return style.Picture(fig, _alt(function, x0, h, slope, chord))


def chosen(function):
    """Return the Curve of that name; raises ValueError with the menu if there is none."""
    if function not in functions.MENU:
        raise ValueError(f"function must be one of {style.listing(functions.MENU)}, not {function!r}")
    return functions.MENU[function]


def _alt(function, x0, h, slope, chord):
    secant = f"the dotted secant to x = {number(x0 + h)} has slope {number(chord)}" if h else "h = 0 gives no secant"
    if slope.exists:
        line = f"The dashed tangent at x = {number(x0)} has slope {number(slope.value)}"
        end = f"f′ is drawn from the left end up to the point at height {number(slope.value)}"
    else:
        line = f"There is no tangent at x = {number(x0)}: {in_words(slope)}"
        end = f"f′ is drawn from the left end up to x = {number(x0)}, where it has no value"
    return f"Graph of {function}. {line}; {secant}. Below, {end}."


def in_words(slope):
    """Say why there is no slope: what the difference quotients do on the left and on the right."""
    sides = zip(("from the left", "from the right"), (slope.left, slope.right), strict=True)
    parts = []
    for side, limit in sides:
        swing = f"swings between {number(limit.low, 2)} and {number(limit.high, 2)}"
        parts.append(f"slope {number(limit.value)} {side}" if not np.isnan(limit.value) else f"it {swing} {side}")
    return " and ".join(parts)


def verdict(slope):
    """Write the same as mathematics: `−1 ≠ +1`, `→ +∞`."""
    left, right = slope.left, slope.right
    if slope.exists:
        return rf"\to\, {math_number(slope.value)}"
    if np.isnan(left.value) or np.isnan(right.value):
        low, high = min(left.low, right.low), max(left.high, right.high)
        return rf"{signed(low)}\,\ldots\,{signed(high)}"
    if left.value == right.value:
        return rf"\to\, {signed(left.value)}"
    return rf"{signed(left.value)} \neq\, {signed(right.value)}"


def signed(value):
    """Write a number for mathematics with its sign, `+1` or `−1`."""
    text = math_number(value, 2)
    return text if value <= 0 else "{+}" + text


def _upper(fig, curve, x0, h, slope, chord):
    """Draw f, the secant, and the tangent or what stands for it."""
    ax = style.ax_in(fig, LEFT, TOP[0], WIDE, TOP[1])
    ax.set(xlim=(-curve.half, curve.half), ylim=curve.values)
    x, y = drawn(curve)
    at = float(functions.values(curve.f, [x0])[0])
    ax.plot(x, y, **{**style.FUNCTION, "lw": 2.0 if "frac" in curve.name else 2.6})
    if h:
        ends = _rod(curve, x0, chord, min(0.0, h), max(0.0, h), 0.5)
        ax.plot(ends, at + chord * (ends - x0), **style.SECANT)
        if _inside(curve, x0 + h, at + chord * h):
            style.dot(ax, x0 + h, at + chord * h, GREEN, 7.5, hollow=True, zorder=9)
    if slope.exists:
        _triangle(ax, curve, x0, at, slope.value)
        ends = _rod(curve, x0, slope.value, 0.0, 0.0, ROD)
        ax.plot(ends, at + slope.value * (ends - x0), **style.TANGENT)
    else:
        _one_sided(ax, curve, x0, at, slope)
    if _inside(curve, x0, at):
        style.dot(ax, x0, at)
    style.ticks(ax, [], curve.value_ticks)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(bottom=False)
    math(fig, LEFT + 0.12, TOP[0] + TOP[1] + 0.2, f"f(x) = {curve.name}", 14, INK, va="center")
    return ax


def drawn(curve):
    """Return the points of the graph of f, dense where it needs to be."""
    x = functions.grid(-curve.half, curve.half, curve.special)
    y = functions.values(curve.f, x)
    if curve.special:
        x = np.insert(x, np.searchsorted(x, 0), 0.0)
        y = functions.values(curve.f, x)
    return x, y


def _inside(curve, x, y):
    return abs(x) <= curve.half and curve.values[0] <= y <= curve.values[1]


def _rod(curve, x0, slope, start, stop, reach, wide=WIDE, high=TOP[1]):
    """Return the two x of a line that reaches `reach` inches beyond x0 + start and x0 + stop."""
    across, up = wide / (2 * curve.half), high / (curve.values[1] - curve.values[0])
    step = reach / np.hypot(across, slope * up)
    return x0 + np.array([start - step, stop + step])


def _triangle(ax, curve, x0, at, slope):
    """Show the tangent's slope as the rise over a run of 1, on the side where there is room."""
    label = 1.03 + 0.085 * len(number(slope)) * curve.half / 2.2
    run = 1.0 if x0 + label <= 1.11 * curve.half else -1.0
    low, high = curve.values
    rise, pad = slope * run, 0.05 * (high - low)
    if abs(rise) < 1.2 * pad or not low + pad < min(at, at + rise) <= max(at, at + rise) < high - pad:
        return  # too flat to be seen, or not inside the panel
    style.slope_triangle(ax, x0, at, slope, run)
    under = {"va": "top", "y": at - 0.6 * pad} if rise >= 0 else {"va": "bottom", "y": at + 0.4 * pad}
    math(ax, x0 + run / 2, source=math_number(run), size=12, color=BLUE, halo=style.CARD, ha="center", **under)
    beside = {"ha": "left", "x": x0 + run + 0.03 * curve.half}
    if run < 0:
        beside = {"ha": "right", "x": x0 + run - 0.03 * curve.half}
    math(
        ax,
        y=at + rise / 2,
        source=math_number(rise),
        size=13,
        color=BLUE,
        halo=style.CARD,
        va="center",
        **beside,
    )


def _one_sided(ax, curve, x0, at, slope):
    """Where there is no tangent, draw the rays that the secants from each side close on, if there are any."""
    for side, limit in ((-1, slope.left), (1, slope.right)):
        if np.isnan(limit.value):
            continue
        if np.isinf(limit.value):
            up = side * np.sign(limit.value) * 0.45 * (curve.values[1] - curve.values[0])
            x, y = [x0, x0], [at, at + up]
        else:
            ends = _rod(curve, x0, limit.value, 0.0, 0.0, ROD)
            x = [x0, ends[0] if side < 0 else ends[1]]
            y = [at, at + limit.value * (x[1] - x0)]
        ax.plot(x, y, **{**style.SECANT, "lw": 2.6, "zorder": 7})


def _lower(fig, curve, x0, slope):
    """Draw f′ from the left end up to x0, where it stops with a point, or a gap."""
    ax = style.ax_in(fig, LEFT, LOW[0], WIDE, LOW[1])
    ax.set(xlim=(-curve.half, curve.half), ylim=curve.slopes)
    x = functions.grid(-curve.half, curve.half, curve.special)
    x = np.append(x[x < x0], x0) if slope.exists else x[x < x0]
    y = functions.slopes(curve.f, x)
    if slope.exists:
        y[-1] = slope.value
    if curve.special:
        x, y = functions.broken(x, y)
    style.guide(ax, y=0)
    ax.plot(x, y, **{**style.DERIVATIVE, "lw": 1.2 if "frac" in curve.name else 2.4})
    if slope.exists and curve.slopes[0] <= slope.value <= curve.slopes[1]:
        style.dot(ax, x0, slope.value, BLUE)
    for limit in () if slope.exists else (slope.left, slope.right):
        if np.isfinite(limit.value):
            style.dot(ax, x0, limit.value, BLUE, 7.5, hollow=True)
    whole = [-2, -1, 0, 1, 2] if curve.half < 3 else [(-np.pi, "$-π$"), 0, (np.pi, "$π$")]
    style.ticks(ax, whole, curve.slope_ticks)
    style.name_axes(ax, x="x")
    math(fig, LEFT + 0.12, LOW[0] + LOW[1] + 0.14, "f'(x)", 14, BLUE, style.CARD, va="center")
    return ax


def _link(fig, above, x0, curve):
    """Tie the two panels together with one thin upright line at x0."""
    x = LEFT + WIDE * (x0 + curve.half) / (2 * curve.half)
    low = above.get_ylim()[0]
    at = np.clip(float(functions.values(curve.f, [x0])[0]), *above.get_ylim())
    top = TOP[0] + TOP[1] * (at - low) / (above.get_ylim()[1] - low)
    line = above.plot([x, x], [LOW[0], top], transform=fig.dpi_scale_trans, clip_on=False, **style.GUIDE_LINE)
    return line[0]


def _numbers(fig, curve, x0, h, slope, chord):
    """Write the two slopes beside the curve, as formulas with their numbers."""
    place, top = math_number(x0), TOP[0] + TOP[1]
    if slope.exists:
        math(fig, COLUMN, top - 0.45, f"f'({place}) = {math_number(slope.value)}", 16, BLUE)
    else:
        math(fig, COLUMN, top - 0.12, f"f'({place})", 14, GREY)
        words(fig, COLUMN, top - 0.45, f"✕  ${verdict(slope)}$", 14, INK)
    end, step, equals = (
        math_number(x0 + h),
        math_number(h) if h else "0",
        math_number(chord) if h else r"\dfrac{0}{0}",
    )
    math(fig, COLUMN, top - 1.17, rf"\dfrac{{f({end})-f({place})}}{{{step}}}", 13, GREEN)
    math(fig, COLUMN, top - (1.6 if h else 1.75), f"= {equals}", 14 if h else 12.5, GREEN)


def small_tangent(ax, x0=1.0, h=0.5, function="x²"):
    """Draw the curve and its tangent at x0 in miniature."""
    curve = chosen(function)
    x0 = round(float(x0), 9) + 0.0
    slope = functions.slope_at(curve.f, x0)
    ax.set(xlim=(-1.15 * curve.half, 1.15 * curve.half), ylim=curve.values)
    ax.plot(*drawn(curve), **{**style.FUNCTION, "lw": 1.4})
    at = float(functions.values(curve.f, [x0])[0])
    if slope.exists:
        wide, high = ax.get_window_extent().size / style.DPI
        ends = _rod(curve, x0, slope.value, 0.0, 0.0, 0.36, wide / 1.15, high)
        ax.plot(ends, at + slope.value * (ends - x0), **{**style.TANGENT, "lw": 2.0, "ls": (0, (3, 1.3))})
    style.dot(ax, x0, at, size=6)
    if slope.exists:
        return Frame(f"f' = {math_number(slope.value)}", number(slope.value), "the slope")
    return Frame(verdict(slope), f"none ({in_words(slope)})", "the slope", INK)


tangent.miniature = small_tangent
