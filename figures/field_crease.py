"""x²y/(x² + y²): a slope in every direction at (0, 0), and no plane through them (lesson 05)."""

import numpy as np

import autograd_lite as torch

from . import style
from .style import BLUE, INK, PLUM, math, number
from .surface_projection import Camera, Region, Surface
from .surface_values import direction, heights, slopes

RADIUS, INNER, HIGH = 1.0, 0.004, 3.9
CAMERA = Camera(turn=-38, tilt=32, lift=1.6)
TURN = np.arange(0, 360.5, 0.5)


def creased(x, y):
    """The surface x²y/(x² + y²), with the value 0 at (0, 0)."""
    square = x**2 + y**2
    return torch.where(square == 0, 0.0, x**2 * y / torch.where(square == 0, 1.0, square))


def ray_slopes(angles):
    """Return D(θ) at (0, 0): the slope of the straight line that the surface holds in each direction.

    At (0, 0) itself the program divides 0 by 0. On the line its slope is the same everywhere, so it is taken at 1/2.
    """
    u = direction(np.atleast_1d(angles))
    fx, fy = slopes(creased, *(u / 2).T)
    return np.round(fx * u[:, 0] + fy * u[:, 1], 12) + 0.0


def crease(theta=35.26):
    """Draw x²y/(x² + y²) in space with its straight line towards θ, and D(θ) at (0, 0) beside ∇q·u.

    crease(theta=90)
    """
    theta = float(theta) % 360
    rise = float(ray_slopes(theta)[0])
    with style.canvas(HIGH) as fig:
        _space(fig, theta)
        _waves(fig, theta, rise)
        return style.Picture(fig, _alt(theta, rise))


def _alt(theta, rise):
    return (
        "Left: the surface q = x²y/(x² + y²) in space, made of straight lines through (0, 0) and level along both "
        f"axes. Right: D(θ) has two humps above 0 and two below; it is {number(rise)} at {number(theta)}°, where "
        "∇q·u is 0."
    )


def _space(fig, theta):
    """Draw the surface with its straight lines, both axes strong, and the line towards θ."""
    ax = style.ax_in(fig, 0.12, 0.12, 4.1, HIGH - 0.24, bare=True)
    radius, turn = np.linspace(INNER, RADIUS, 24)[:, None], np.radians(np.linspace(0, 360, 145))
    region = Region(radius * np.cos(turn), radius * np.sin(turn), lambda x, y: np.hypot(x, y) <= RADIUS)
    body = Surface(creased, region, CAMERA)
    body.paint(ax, margin=0.1)
    body.rim(ax)
    for spoke in range(0, 360, 15):
        _line(ax, body, spoke, color="#7A869C", lw=0.8, zorder=4)
    for spoke in (0, 90, 180, 270):
        _line(ax, body, spoke, **style.FUNCTION)
    for spoke in (theta, theta + 180):
        _line(ax, body, spoke, behind=0.3, **{**style.DERIVATIVE, "lw": 3.0, "zorder": 7})
    style.dot(ax, *body.place(0, 0, 0))
    for spoke, name in ((0, "x"), (90, "y")):
        math(ax, *body.place(*(1.14 * RADIUS * direction(spoke)), 0), name, 13.5, INK, ha="center", va="center")


def _line(ax, body, angle, behind=None, **look):
    r, u = np.linspace(INNER, RADIUS, 41), direction(angle)
    body.curve(ax, r * u[0], r * u[1], heights(creased, r * u[0], r * u[1]), behind=behind, **look)


def _waves(fig, theta, rise):
    """Draw D(θ), and dashed what the partial derivatives alone would give."""
    ax = style.ax_in(fig, 4.85, 0.55, 2.4, 2.55)
    ax.set(xlim=(0, 360), ylim=(-0.52, 0.52))
    wave = ray_slopes(TURN)
    gx, gy = ray_slopes([0, 90])
    radians = np.radians(TURN)
    ax.plot(TURN, gx * np.cos(radians) + gy * np.sin(radians), **{**style.TANGENT, "lw": 2.0})
    ax.plot(TURN, wave, **style.DERIVATIVE)
    ax.plot([theta, theta], [-0.52, rise], color=PLUM, lw=1.7, ls=(0, (2, 1.6)), zorder=4)
    style.dot(ax, theta, rise, BLUE)
    at = [(m, f"{m}°") for m in (0, 180, 360) if abs(m - theta) > 45]
    style.ticks(ax, [*at, (theta, f"{number(theta)}°", PLUM)], (0, (rise, number(rise), BLUE)) if rise else (0,))
    style.name_axes(ax, r"\theta")
    math(fig, 4.85, HIGH - 0.35, r"D(\theta) = \cos^2\theta\,\sin\theta", 14, BLUE, va="center")
    math(ax, 352, 0.05, r"\nabla q\cdot\mathbf{u} = 0", 13, BLUE, style.CARD, ha="right", va="bottom")
