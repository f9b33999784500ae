"""The gradient's figures: every arrow is ∇f, stands at a right angle on its level line, and nothing is crowded."""

import numpy as np
import pytest
import sympy
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import FancyArrowPatch

from figures import field_arrows, field_crease, field_map, field_puzzle, fields
from figures.direction_walk import TURN
from figures.frames import filmstrip
from figures.style import BLUE, GREY, INK
from figures.surface_values import hill

PLACES = [(2.0, 1.0), (-2.0, 0.5), (0.0, 1.25), (3.0, 0.0), (1.0, -1.0), (-2.75, -1.5), (0.0, 0.0)]


def gradient(x, y):
    return np.array([-x, -4 * y])


def strong(ax):
    """Return the start and the tip of the one strong arrow."""
    (arrow,) = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return (np.array(end) for end in arrow._posA_posB)


@pytest.mark.parametrize("at", PLACES[:-1])
def test_the_strong_arrow_is_the_gradient_at_a_right_angle_to_the_tangent(look, at):
    for picture, scale in ((fields.gradient_field(at), field_map.STRONG), (fields.point(*at), 0.33)):
        ax = picture.figure.axes[0]
        start, tip = strong(ax)
        assert start == pytest.approx(at)
        assert tip - start == pytest.approx(scale * gradient(*at))
        (tangent,) = look.lines(ax, BLUE, dashed=True)
        ends = np.array([tangent[0][[0, -1]], tangent[1][[0, -1]]])
        assert np.ptp(ends) > 1
        assert (ends[:, 1] - ends[:, 0]) @ gradient(*at) == pytest.approx(0, abs=1e-9)
        assert ends.mean(axis=1) == pytest.approx(at)


def drawn_field(ax):
    """Return starts and tips of the thin arrows: each is a line up to its head, and a head."""
    lines = [c for c in ax.collections if type(c) is LineCollection][-1].get_segments()
    heads = [c for c in ax.collections if isinstance(c, PolyCollection)][-1].get_paths()
    return np.array([line[0] for line in lines]), np.array([head.vertices[0] for head in heads])


def test_all_thin_arrows_are_gradients_shortened_by_one_factor():
    picture = fields.gradient_field()
    starts, tips = drawn_field(picture.figure.axes[0])
    assert len(starts) > 60
    assert tips - starts == pytest.approx(field_map.SCALE * np.stack(gradient(*starts.T), axis=1))


def test_the_rule_keeps_arrows_off_the_strong_arrow_and_the_way_to_the_summit():
    starts, tips = drawn_field(fields.gradient_field().figure.axes[0])
    share = np.linspace(0, 1, 50)[:, None]
    for end in ((2 - 0.66, 1 - 1.32), (0, 0)):
        marks = np.array([2, 1]) + share * (np.array(end) - np.array([2, 1]))
        assert field_arrows.clear_of(starts, tips, marks, 0.9 * field_map.GAP).all()
    assert not field_arrows.clear_of(starts, tips, starts[:1], 0.1).all()


def test_the_angle_to_the_summit_is_written_and_right():
    picture = fields.gradient_field()
    assert "36.87°" in [text.get_text() for text in picture.figure.axes[0].texts]
    assert "36.87°" in picture.alt
    assert field_arrows.between((-2, -4), (-2, -1)) == pytest.approx(36.87, abs=0.001)
    assert field_arrows.between((1, 0), (-1, 0)) == 180
    assert field_arrows.turn_of((-2, -4)) == pytest.approx(243.435, abs=1e-3)


@pytest.mark.parametrize("at", PLACES)
def test_both_maps_are_legible_wherever_a_stands(look, at):
    assert look.flaws(fields.gradient_field(at)) == []
    assert look.flaws(fields.point(*at)) == []


@pytest.mark.parametrize("at", PLACES)
def test_the_wave_peaks_at_length_and_direction_of_the_gradient(look, at):
    ax = fields.point(*at).figure.axes[1]
    theta, d = max(look.lines(ax, BLUE), key=lambda line: len(line[0]))
    radians = np.radians(TURN)
    assert d == pytest.approx(gradient(*at)[0] * np.cos(radians) + gradient(*at)[1] * np.sin(radians), abs=1e-9)
    size = np.hypot(*gradient(*at))
    if size:
        _, tip = strong(ax)
        assert tip == pytest.approx((theta[d.argmax()], d.max()), abs=0.06)
        for zero, height in look.points(ax, BLUE):
            assert height == 0 and np.interp(zero, theta, d) == pytest.approx(0, abs=1e-9 + 1e-3 * size)


def test_points_off_the_map_are_refused():
    for draw in (lambda: fields.gradient_field((4, 0)), lambda: fields.point(0, 2), lambda: fields.lifted((0, 0))):
        with pytest.raises(ValueError):
            draw()


def test_the_strip_tells_the_lengths(look):
    picture = filmstrip(fields.point, "x0", (-3, -1, 0, 2, 3), 2, symbol="x_0")
    assert "5, 4.123, 4, 4.472 and 5" in picture.alt
    assert look.flaws(picture) == []


def test_the_lifted_arrow_lies_on_the_ground_and_the_tangent_above_it(look):
    picture = fields.lifted()
    space, cut = picture.figure.axes
    (x, y) = max(look.lines(cut, INK), key=lambda line: len(line[0]))
    up = gradient(2, 1) / np.hypot(2, 4)
    assert y == pytest.approx(hill(2 + x * up[0], 1 + x * up[1]))
    (tangent,) = look.lines(cut, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(np.sqrt(20))
    start, tip = strong(cut)
    assert start[1] == tip[1] and tip[0] == pytest.approx(np.sqrt(20))
    assert tangent[1][-1] - 1 == pytest.approx(20) and "climbs 20" in picture.alt
    guides = [line for line in look.lines(space, GREY) if len(line[0]) == 2]
    start, tip = strong(space)
    assert [(line[0][0], line[1][0]) for line in guides] == [pytest.approx(tuple(start)), pytest.approx(tuple(tip))]
    (tangent,) = look.lines(space, BLUE)
    assert tangent[0][-1] == pytest.approx(tip[0]) and tangent[1][-1] > tip[1]
    assert look.flaws(picture) == []


FORMULAS = {"1": lambda x, y: (-x, -y), "2": lambda x, y: (y, x), "3": lambda x, y: (x, y), "4": lambda x, y: (x, -y)}


def test_the_puzzle_draws_each_field_as_the_gradient_of_one_map(look):
    picture = fields.puzzle()
    panels = dict(zip("abcd", picture.figure.axes[4:], strict=True))
    for map_, field in zip("1234", "dabc", strict=True):
        starts, tips = drawn_field(panels[field])
        middle = (starts + tips) / 2
        wanted = field_puzzle.SCALE * np.stack(FORMULAS[map_](*middle.T), axis=1)
        assert tips - starts == pytest.approx(wanted) and len(starts) > 50
        x, y = sympy.symbols("x y")
        surface = field_puzzle.MAPS[map_](x, y)
        assert tuple(sympy.diff(surface, v) for v in (x, y)) == FORMULAS[map_](x, y)
    assert look.flaws(picture) == []
    assert look.flaws(fields.puzzle("4321")) == []
    with pytest.raises(ValueError, match="1, 2, 3 and 4"):
        fields.puzzle("12x")


def test_the_puzzle_writes_heights_where_they_are():
    for ax, f in zip(fields.puzzle().figure.axes[:4], field_puzzle.MAPS.values(), strict=True):
        assert len(ax.texts) >= 2
        for text in ax.texts:
            height = float(text.get_text().replace("−", "-"))
            assert f(*text.get_position()) == pytest.approx(height, abs=0.03)


def test_the_crease_has_every_slope_and_no_plane(look):
    picture = fields.crease()
    ax = picture.figure.axes[1]
    theta, d = max(look.lines(ax, BLUE, dashed=False), key=lambda line: len(line[0]))
    radians = np.radians(theta)
    assert d == pytest.approx(np.cos(radians) ** 2 * np.sin(radians), abs=1e-9)
    (plan,) = look.lines(ax, BLUE, dashed=True)
    assert set(plan[1]) == {0}
    assert theta[np.abs(d).argmax()] % 180 in (35.5, 35.0, 144.5, 145.0)
    assert field_crease.ray_slopes(35.26) == pytest.approx(2 / 3**1.5, abs=1e-6)
    for angle in (35.26, 90, 215.26, 300):
        assert look.flaws(fields.crease(angle)) == []


def test_arrow_heads_have_one_size_and_stubs_are_left_out(look):
    starts, tips = np.zeros((3, 2)), np.array([[1.0, 0], [0, 2.0], [0.01, 0]])
    ax = fields.puzzle().figure.axes[0]
    kept, _ = field_arrows.draw_field(ax, starts, tips, 1.0)
    assert len(kept) == 2
    heads = [c for c in ax.collections if isinstance(c, PolyCollection)][-1].get_paths()
    widths = [np.hypot(*(head.vertices[1] - head.vertices[2])) for head in heads]
    assert widths == pytest.approx([0.72 * field_arrows.HEAD] * 2)
