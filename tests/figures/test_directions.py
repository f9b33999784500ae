"""The walk and the puzzle: map, slice and D(θ) show one number, and it is the derivative of the slice."""

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch

from figures import direction_puzzle, directions
from figures.direction_walk import TURN, zeros
from figures.frames import filmstrip
from figures.style import BLUE, GREY, INK, RED

WALKS = [
    (216.87, 1.0),
    (216.87, 2.0),
    (36.87, 1.0),
    (153.43, 1.0),
    (243.43, 2.0),
    (0.0, 0.5),
    (360.0, 1.0),
    (90.0, 1.5),
]


def exact(theta):
    return -2 * np.cos(np.radians(theta)) - 4 * np.sin(np.radians(theta))


@pytest.mark.parametrize(("theta", "length"), WALKS)
def test_tangent_and_slice_belong_to_the_arrow(look, theta, length):
    picture = directions.walk(theta, length)
    _, slice_, wave = picture.figure.axes
    (tangent,) = look.lines(slice_, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(length * exact(theta), abs=6e-4)
    assert np.interp(0, *tangent) == pytest.approx(1)
    t, g = max(look.lines(slice_, INK), key=lambda line: len(line[0]))
    v = length * np.array([np.cos(np.radians(theta)), np.sin(np.radians(theta))])
    assert g == pytest.approx(5 - (2 + t * v[0]) ** 2 / 2 - 2 * (1 + t * v[1]) ** 2)
    assert (theta, pytest.approx(exact(theta), abs=1e-3)) in [(x, y) for x, y in look.points(wave, BLUE)]
    assert f"g′(0) = {round(length * exact(theta), 3) + 0.0:.4g}".replace("-", "−") in picture.alt
    assert look.flaws(picture) == []


def test_the_wave_is_d_for_every_direction_with_its_zeros_and_its_peak(look):
    picture = directions.walk(90)
    wave = picture.figure.axes[2]
    theta, d = max(look.lines(wave, BLUE), key=lambda line: len(line[0]))
    assert (theta == TURN).all() and d == pytest.approx(exact(TURN), abs=1e-9)
    level = [x for x, y in look.points(wave, BLUE) if y == 0]
    assert level == pytest.approx([153.435, 333.435], abs=0.01)
    ((peak, top),) = look.points(wave, RED)
    assert peak == pytest.approx(243.4) and top == pytest.approx(2 * np.sqrt(5), abs=1e-5)


def test_the_triangle_has_run_one_and_the_slope_as_its_rise(look):
    for theta, length in WALKS:
        slice_ = directions.walk(theta, length).figure.axes[1]
        corners = [line for line in look.lines(slice_, BLUE, dashed=False) if len(line[0]) == 3]
        assert len(corners) == (abs(exact(theta)) > 0.1)
        for x, y in corners:
            assert (x[1] - x[0], y[2] - y[1]) == pytest.approx((1, length * exact(theta)), abs=6e-4)


@pytest.mark.parametrize("at", [(0, 0), (-1, 2), (3, -0.5)])
def test_other_points_are_drawn_too_and_a_summit_has_no_peak(look, at):
    picture = directions.walk(30, at=at)
    assert look.flaws(picture) == []
    assert len(look.points(picture.figure.axes[2], RED)) == (at != (0, 0))
    assert ("every angle" in picture.alt) == (at == (0, 0))
    assert look.flaws(directions.arrow(30, at=at)) == []


def test_a_wave_without_a_zero_or_all_zero_is_read_rightly():
    assert zeros(TURN, 2 + np.cos(TURN)) == []
    assert zeros(TURN, 0 * TURN) == []
    assert zeros(np.array([0.0, 1.0, 2.0]), np.array([-1.0, 3.0, 1.0])) == [0.25]


@pytest.mark.parametrize("length", [0, 0.05, 2.5, -1])
def test_a_length_out_of_range_is_refused(length):
    with pytest.raises(ValueError):
        directions.walk(90, length)


@pytest.mark.slow
def test_every_stop_of_the_slider_is_legible(look):
    for theta in directions.ANGLES[::3]:
        for length in (0.5, 1.0):
            assert look.flaws(directions.walk(theta, length)) == [], (theta, length)


@pytest.mark.parametrize(("theta", "length"), WALKS)
def test_the_longer_arrow_is_drawn_beside_the_slice_of_length_one(look, theta, length):
    picture = directions.arrow(theta, length)
    slice_ = picture.figure.axes[1]
    (tangent,) = look.lines(slice_, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(length * exact(theta), abs=6e-4)
    grey = look.lines(slice_, GREY)
    assert len(grey) == (length != 1)
    for t, g in grey:
        strong_t, strong_g = max(look.lines(slice_, INK), key=lambda line: len(line[0]))
        inside = np.abs(t) <= strong_t[-1] * length
        assert np.interp(t[inside] / length, strong_t, strong_g)[60:110] == pytest.approx(g[inside][60:110], abs=0.01)
    assert look.flaws(picture) == []


def test_the_strip_shows_slopes_from_down_to_up(look):
    picture = filmstrip(directions.walk, "theta", (63.43, 153.43, 216.87, 243.43, 333.43), 216.87)
    for ax, turned in zip(picture.figure.axes, (90, 0, None, 90, 0), strict=True):
        (line,) = look.lines(ax, INK)  # the level line through A: near A it runs along (−2, 1)
        near = np.hypot(*(np.asarray(line) - [[2], [1]])) < 0.15
        along = np.diff(np.asarray(line)[:, near][:, [0, -1]])[:, 0]
        (arrow,) = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
        start, end = arrow._posA_posB
        step = np.subtract(end, start)
        assert tuple(start) == (2, 1) and np.hypot(*step) == pytest.approx(1)
        angle = np.degrees(np.arccos(abs(step @ along) / np.hypot(*along)))
        assert turned is None or angle == pytest.approx(turned, abs=3)
    assert "the slope at A: −4.472, 0, 4, 4.472 and 0" in picture.alt
    assert look.flaws(picture) == []


SOLVED = {  # the slopes of the four surfaces at (1, 0), by hand
    "a": lambda t: -2 * np.cos(t),
    "b": lambda t: 2 * np.cos(t),
    "c": np.sin,
    "d": lambda t: 0 * t,
}
NAMED = {  # the surfaces of the four maps, written out
    "1": (lambda x, y: x**2 + y**2, "b"),
    "2": (lambda x, y: 6 - (x - 1) ** 2 - y**2, "d"),
    "3": (lambda x, y: x * y, "c"),
    "4": (lambda x, y: 4 - x**2 - y**2, "a"),
}


def test_the_puzzle_draws_four_maps_and_their_curves(look):
    picture = directions.puzzle()
    maps, curves = picture.figure.axes[:4], picture.figure.axes[4:]
    for ax, (name, (f, curve)) in zip(maps, NAMED.items(), strict=True):
        heights = {
            f"{float(t.get_text().replace('−', '-')):g}": t.get_position() for t in ax.texts if "A" not in t.get_text()
        }
        assert len(heights) >= 2
        for label, place in heights.items():
            assert f(*place) == pytest.approx(float(label), abs=0.03), (name, label)
        assert direction_puzzle.CURVES[curve] is direction_puzzle.MAPS[name]
    for ax, slope in zip(curves, SOLVED.values(), strict=True):
        (line,) = look.lines(ax, BLUE)
        assert line[1] == pytest.approx(slope(np.radians(line[0])), abs=1e-9)
    assert len({ax.get_ylim() for ax in curves}) == 1
    assert "a: 2, b: 2, c: 1 and d: 0" in picture.alt
    assert look.flaws(picture) == []


def test_an_unknown_map_is_refused():
    with pytest.raises(ValueError, match="1, 2, 3 and 4"):
        directions.puzzle("12x")
