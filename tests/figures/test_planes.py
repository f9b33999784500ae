"""The cuts, the slider, the wire, the plane and the tear: what is drawn is what the slices and slopes are."""

import numpy as np
import pytest
from matplotlib.collections import PolyCollection

from figures import plane_block, plane_touch, planes
from figures.frames import filmstrip
from figures.plane_slices import bent, torn
from figures.style import BLUE, INK, PLUM
from figures.surface_values import heights, slopes

PLACES = [(2.0, 1.0), (1.0, 1.0), (1.5, 0.5), (2.1, 1.4)]


def f(x, y):
    return x**2 * y + y**2


def by_x(x, y):
    return 2 * x * y


def by_y(x, y):
    return x**2 + 2 * y


def in_space(camera, line, along):
    """Undo the projection of a straight line above a map direction: return its rise per unit of ground."""
    (x0, x1), (y0, y1) = ((part[0], part[-1]) for part in line)
    ahead = np.array([-camera.right[1], camera.right[0]])
    ground = (x1 - x0) / (along @ camera.right)
    tilt = np.radians(camera.tilt)
    return (y1 - y0 - np.sin(tilt) * (along @ ahead) * ground) / (np.cos(tilt) * camera.lift) / ground


@pytest.mark.parametrize("at", PLACES)
def test_the_flat_slices_are_the_cuts_and_their_tangents_have_the_slopes(look, at):
    picture = planes.cut(at)
    _, over_x, over_y = picture.figure.axes
    for ax, curve, here, slope in (
        (over_x, lambda s: f(s, at[1]), at[0], by_x(*at)),
        (over_y, lambda s: f(at[0], s), at[1], by_y(*at)),
    ):
        s, z = max(look.lines(ax, INK), key=lambda line: len(line[0]))
        assert z == pytest.approx(curve(s))
        (tangent,) = look.lines(ax, BLUE, dashed=True)
        assert look.slope(tangent) == pytest.approx(slope)
        assert np.interp(here, *tangent) == pytest.approx(f(*at))
        assert look.points(ax, INK) == [(here, pytest.approx(f(*at)))]
    assert over_x.get_ylim() == over_y.get_ylim() and np.ptp(over_x.get_xlim()) == np.ptp(over_y.get_xlim())
    assert look.flaws(picture) == []


def test_the_default_cut_says_height_five_and_slopes_four_and_six():
    alt = planes.cut().alt
    assert "at height 5" in alt and "f(x, 1) has slope 4" in alt and "f(2, y) slope 6" in alt


@pytest.mark.parametrize("at", PLACES)
def test_the_tangents_in_space_have_the_slopes(look, at):
    space = planes.cut(at).figure.axes[0]
    halves = look.lines(space, BLUE, dashed=True)
    assert len(halves) == 4
    for line, along, slope in zip(halves, np.eye(2)[[0, 0, 1, 1]], [by_x(*at)] * 2 + [by_y(*at)] * 2, strict=True):
        assert in_space(plane_block.CAMERA, line, along) == pytest.approx(slope)


def test_the_cut_edges_in_space_are_seen_whole_and_lie_on_the_surface(look):
    space = planes.cut().figure.axes[0]
    edges = [line for line in look.lines(space, INK, dashed=False) if len(line[0]) > 100]
    camera = plane_block.CAMERA
    for line, (x, y) in zip(
        edges,
        (
            (np.linspace(*plane_block.X, 241), np.ones(241)),
            (2 * np.ones(241), np.linspace(*plane_block.Y, 241)),
        ),
        strict=True,
    ):
        assert np.array(line) == pytest.approx(np.array(camera.project(x, y, f(x, y))))


def test_the_quarter_before_the_point_is_gone():
    space = planes.cut().figure.axes[0]
    faces = [c for c in space.collections if isinstance(c, PolyCollection)]
    assert len(faces) == 2
    inside = plane_block._solid((2, 1), np.array([1.0, 2.5, 1.0, 2.5]), np.array([0.5, 0.5, 1.2, 1.2]))
    assert inside.tolist() == [False, True, True, True]


@pytest.mark.parametrize("at", [(0.2, 1), (2.4, 1), (2, 0.1), (2, 1.6)])
def test_a_point_at_the_edge_of_the_block_is_refused(at):
    for draw in (planes.cut, planes.touch):
        with pytest.raises(ValueError):
            draw(at)


@pytest.mark.parametrize("moves", ["x", "y"])
@pytest.mark.parametrize(("x0", "y0"), [(2, 1), (1, -2), (-1.5, 0.75), (0, 0), (-2, 2), (2, -2)])
def test_the_slider_shows_the_line_and_the_slice_over_it(look, x0, y0, moves):
    picture = planes.slide(x0, y0, moves)
    plan, slice_ = picture.figure.axes
    walk = max((line for line in look.lines(plan, INK) if len(line[0]) == 2), key=lambda line: np.ptp(line))
    frozen, still = (walk[1], y0) if moves == "x" else (walk[0], x0)
    assert (frozen == still).all()
    s, z = max(look.lines(slice_, INK), key=lambda line: len(line[0]))
    assert z == pytest.approx(f(s, y0) if moves == "x" else f(x0, s))
    slope = by_x(x0, y0) if moves == "x" else by_y(x0, y0)
    (tangent,) = look.lines(slice_, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(slope, abs=1e-9)
    assert f"∂f/∂{moves} = {slope:.4g}".replace("-", "−") in picture.alt
    (arrow,) = [patch for patch in plan.get_children() if getattr(patch, "_posA_posB", None)]
    start, end = map(np.asarray, arrow._posA_posB)
    assert start.tolist() == [x0, y0] and (end - start)["xy".index(moves)] > 0 and np.count_nonzero(end - start) == 1
    assert look.flaws(picture) == []


def test_the_scales_do_not_jump(look):
    limits = {tuple(map(tuple, (ax.get_xlim(), ax.get_ylim())))
              for place in ((2, 1), (-2, 2), (0, 0)) for ax in planes.slide(*place).figure.axes[1:]}  # fmt: skip
    assert len(limits) == 1


@pytest.mark.parametrize("arguments", [{"moves": "z"}, {"x0": 2.5}, {"y0": -3}])
def test_a_slider_off_its_range_is_refused(arguments):
    with pytest.raises(ValueError):
        planes.slide(**arguments)


@pytest.mark.slow
def test_every_stop_of_the_slider_is_legible(look):
    for x0 in np.arange(-2, 2.1, 1.25):
        for y0 in np.arange(-2, 2.1, 0.75):
            for moves in "xy":
                assert look.flaws(planes.slide(x0, y0, moves)) == [], (x0, y0, moves)


def test_the_strip_shows_one_slope_per_frozen_value(look):
    picture = filmstrip(planes.slide, "y0", (-2, -1, 0, 1, 2), 1, subject="slices of x²y + y² along x, frozen y")
    found = [look.slope(*look.lines(ax, BLUE)) for ax in picture.figure.axes]
    assert found == pytest.approx([-8, -4, 0, 4, 8], abs=1e-9)
    assert "∂f/∂x: −8, −4, 0, 4 and 8" in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize("x0", [0.5, 1.0, 1.5, 2.0, 2.5])
def test_two_frozen_things_give_two_slopes(look, x0):
    picture = planes.wire(x0)
    _, tall, _, wired = picture.figure.axes
    for ax, area, slope in ((tall, lambda s: s * (3 - x0), 3 - x0), (wired, lambda s: s * (3 - s), 3 - 2 * x0)):
        s, z = max(look.lines(ax, INK), key=lambda line: len(line[0]))
        assert z == pytest.approx(area(s))
        (tangent,) = look.lines(ax, BLUE, dashed=True)
        assert look.slope(tangent) == pytest.approx(slope, abs=1e-9)
        assert f"slope {slope:.4g}".replace("-", "−") in picture.alt
    assert look.flaws(picture) == []


def test_the_rectangles_keep_what_is_frozen(look):
    above, _, below, _ = planes.wire(2).figure.axes
    for ax, kept in ((above, lambda x, y: y), (below, lambda x, y: 2 * x + 2 * y)):
        (now,), (then,) = (look.lines(ax, color) for color in (INK, PLUM))
        assert (np.max(now[0]), np.max(then[0])) == (2, 2.5)
        assert kept(np.max(then[0]), np.max(then[1])) == pytest.approx(kept(2, 1))


@pytest.mark.parametrize("x0", [0.1, 3, -1])
def test_a_width_without_a_height_is_refused(x0):
    with pytest.raises(ValueError):
        planes.wire(x0)


@pytest.mark.parametrize("at", PLACES)
def test_the_net_is_the_tangent_plane(look, at):
    x, y = np.meshgrid(np.linspace(-1, 1, 9) + at[0], np.linspace(-1, 1, 9) + at[1])
    exact = f(*at) + by_x(*at) * (x - at[0]) + by_y(*at) * (y - at[1])
    assert plane_touch.plane(at, x, y) == pytest.approx(exact)
    picture = planes.touch(at)
    space = picture.figure.axes[0]
    net = [line for line in look.lines(space, BLUE, dashed=False) if len(line[0]) == 2]
    assert len(net) == 8
    for k, line in enumerate(net):  # by turns along y and along x
        along, slope = (np.eye(2)[1], by_y(*at)) if k % 2 == 0 else (np.eye(2)[0], by_x(*at))
        assert in_space(plane_block.CAMERA, line, along) == pytest.approx(slope)
    assert look.flaws(picture) == []


@pytest.mark.parametrize("at", PLACES)
def test_ten_times_closer_the_miss_is_a_hundred_times_smaller(look, at):
    picture = planes.touch(at)
    wide, close = (plane_touch.miss(at, half) for half in plane_touch.ZOOMS)
    corners = [
        abs(f(at[0] + a, at[1] + b) - plane_touch.plane(at, at[0] + a, at[1] + b)) for a in (-1, 1) for b in (-1, 1)
    ]
    assert wide == pytest.approx(max(corners)) and 80 < wide / close < 130
    assert f"{wide:.4g}" in picture.alt and f"{close:.4g}" in picture.alt
    for ax in picture.figure.axes[1:]:
        for x, y in look.lines(ax, INK, dashed=False):
            assert np.ptp(f(x, y)) < 0.01 * wide
        for x, y in look.lines(ax, BLUE, dashed=True):
            assert np.ptp(plane_touch.plane(at, x, y)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("m", [1, -1, 2, 0.5])
def test_the_torn_surface_is_zero_on_the_axes_and_constant_on_every_other_line(look, m):
    picture = planes.tear(m)
    _, axis, line = picture.figure.axes
    level = m / (1 + m**2)
    assert all((z == 0).all() for _, z in look.lines(axis, INK))
    for t, z in look.lines(line, PLUM):
        assert z == pytest.approx(np.full(len(t), level)) and 0 not in t
    assert look.points(line, PLUM) == [(0, pytest.approx(level))] and look.points(line, INK) == [(0, 0)]
    assert f"it is {level:.4g} everywhere".replace("-", "−") in picture.alt
    assert look.flaws(picture) == []


def test_along_an_axis_nothing_is_torn(look):
    picture = planes.tear(0)
    assert look.points(picture.figure.axes[2], PLUM) == []
    assert look.flaws(picture) == []


def test_the_functions_are_those_of_the_lesson():
    x, y = np.array([0.0, 1.0, -2.0, 0.5]), np.array([0.0, 2.0, 0.5, -0.5])
    assert heights(bent, x, y) == pytest.approx(f(x, y))
    assert np.array(slopes(bent, x, y)) == pytest.approx(np.array([by_x(x, y), by_y(x, y)]))
    assert heights(torn, x, y) == pytest.approx([0, 0.4, -1 / 4.25, -0.5])
