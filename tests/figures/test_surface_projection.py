"""The projection: right angles stay right, what stands behind the surface is left out, rings lie on their level."""

import numpy as np
import pytest

from figures import style, surface_maps, surface_projection, surface_values
from figures.surface_projection import Camera, Surface, box, cap, tangent_sheet, upright
from figures.surface_values import hill

VIEWS = [Camera(0, 30, 1), Camera(190, 30, 0.46), Camera(-35, 20, 2)]


def saddle(x, y):
    return x**2 * y + y**2


@pytest.fixture
def sheet():
    with style.canvas(style.ROW) as fig:
        yield style.ax_in(fig, 0.2, 0.2, 4, 3.4, bare=True)


@pytest.mark.parametrize("camera", VIEWS)
def test_the_picture_is_seen_from_the_eye_without_perspective(camera):
    eye = camera.eye
    across, up = camera.project(*(np.array([[0.3, -1.2, 0.7]]) + np.outer([0, 1, 5], eye)).T)
    assert across == pytest.approx(across[0]) and up == pytest.approx(up[0])  # points on one ray fall on one place
    near = camera.nearness(*np.outer([0, 1, 5], eye).T)
    assert (np.diff(near) > 0).all()
    right = camera.project(*camera.right, 0)
    assert right == pytest.approx((1, 0))
    upward = camera.project(0, 0, 1)
    assert upward == pytest.approx((0, camera.lift * np.cos(np.radians(camera.tilt))))


def test_only_what_stands_behind_the_hill_is_covered():
    camera = Camera(0, 30, 0.4)  # the eye stands on the side of negative y
    body = Surface(hill, cap(hill, -1.5), camera)
    points = {"front slope": (0, -1), "top": (0, 0), "back slope": (0, 1)}
    cover = {name: float(body.cover(*at, surface_values.heights(hill, *at))) for name, at in points.items()}
    assert cover["front slope"] < 1e-9 and cover["top"] < 1e-9 and cover["back slope"] > 0.05
    assert body.cover(0, -1, 0.5) > 0  # inside the hill
    assert body.cover(0, 3, 40) < 0 and body.cover(0, -9, 0) < 0  # far above it, and before it
    normal = np.array([0, 4, 1 / camera.lift])  # of the back slope at y = 1, scaled as drawn
    assert normal @ (camera.eye * [1, 1, camera.lift**2]) < 0  # it is turned away from the eye


def test_a_region_ends_where_the_surface_reaches_its_base():
    region = cap(hill, -1.5)
    edge = surface_values.heights(hill, region.x[-1], region.y[-1])
    assert edge == pytest.approx(np.full(len(edge), -1.5), abs=1e-9)
    assert region.contains(3.5, 0) and not region.contains(3.7, 0)
    square = box((0, 3), (-0.5, 2))
    assert square.contains(3, 2) and not square.contains(3.01, 0)


@pytest.mark.parametrize("level", [-1, 0, 1, 2, 3, 4])
def test_a_ring_lies_on_its_level_and_its_back_is_hidden(sheet, level):
    camera = Camera(0, 30, 0.46)
    body = Surface(hill, cap(hill, -1.5), camera)
    body.paint(sheet)
    drawn = np.concatenate([np.transpose(line.get_data()) for line in body.ring(sheet, level)])
    x = drawn[:, 0]  # with turn = 0, across is x
    away = (drawn[:, 1] - np.cos(np.radians(30)) * camera.lift * level) / np.sin(np.radians(30))
    assert surface_values.heights(hill, x, away) == pytest.approx(np.full(len(x), float(level)), abs=0.02)
    assert away.min() < -0.1
    hidden = Surface(hill, cap(hill, -1.5), camera).cover(0, np.sqrt((5 - level) / 2), level) > 0.02
    assert (away.max() < 0.9 * np.sqrt((5 - level) / 2)) == hidden


def test_a_line_in_space_loses_the_part_behind_the_hill_or_keeps_it_faint(sheet):
    body = Surface(hill, cap(hill, -1.5), Camera(0, 30, 0.46))
    body.paint(sheet)
    y = np.linspace(-2, 2, 81)
    whole = 0 * y, y, np.full_like(y, 1.0)
    seen = body.curve(sheet, *whole, color=style.BLUE)
    parts = [len(line.get_xdata()) for line in seen]
    assert len(seen) == 1 and sum(parts) < 45  # it enters the hill at y = −√2 and stays behind it
    both = body.curve(sheet, *whole, behind=0.3, color=style.BLUE)
    assert sorted({line.get_alpha() for line in both}, key=str) == [0.3, None]
    assert sum(len(line.get_xdata()) for line in both) >= 81


def test_a_sheet_is_cut_where_it_enters_the_surface(sheet):
    body = Surface(hill, cap(hill, -1.5), Camera(0, 30, 0.46))
    body.paint(sheet)
    (piece,) = body.sheet(sheet, *upright((0, 0), (1, 0), (-3, 3), (-1, 6)))
    points = piece.get_path().vertices
    camera = body.camera
    z = points[:, 1] / (np.cos(np.radians(30)) * camera.lift)  # the plane y = 0
    slack = z - surface_values.heights(hill, points[:, 0], 0 * points[:, 0])
    assert slack.min() > -0.15 and np.abs(slack).min() < 0.05
    assert (points[:, 0].min(), points[:, 0].max()) == pytest.approx((-3, 3), abs=0.05)


def test_a_tangent_sheet_touches_with_the_slopes_of_the_surface():
    x, y, z = tangent_sheet(saddle, (2, 1), 0.5)
    fx, fy = surface_values.slopes(saddle, 2, 1)
    assert (float(fx), float(fy)) == (4, 6)
    assert z == pytest.approx(5 + 4 * (x - 2) + 6 * (y - 1))


def test_slopes_along_directions_are_those_of_the_slices():
    angles = np.array([0, 90, 216.87, 333.43])
    exact = -2 * np.cos(np.radians(angles)) - 4 * np.sin(np.radians(angles))
    assert surface_values.slopes_along(hill, (2, 1), angles) == pytest.approx(exact)
    assert surface_values.slopes_along(hill, (2, 1), angles, length=2) == pytest.approx(2 * exact)


def test_level_lines_lie_on_their_levels_and_carry_their_numbers(sheet):
    found = surface_maps.draw_map(sheet, hill, (-1, 4), (-1.5, 2.5), (-1, 1, 3), through=1)
    for level, paths in found.items():
        for path in paths:
            assert surface_values.heights(hill, *path.T) == pytest.approx(np.full(len(path), level), abs=0.01)
    surface_maps.label_levels(sheet, found, (0, 0), (0, 2.4))
    labels = {t.get_text(): t.get_position() for t in sheet.texts}
    assert {"3", "1", "−1"} == set(labels)
    assert labels["3"] == pytest.approx((0, 1), abs=0.01)
    assert sheet.get_aspect() == 1


def test_faces_are_drawn_from_back_to_front(sheet):
    body = Surface(saddle, box((0, 3), (-0.5, 2), count=12), Camera(-35, 30, 0.12))
    collection = body.paint(sheet)
    assert len(collection.get_paths()) == 144
    x, y = (surface_projection._corners(part).mean(axis=1) for part in (body.region.x, body.region.y))
    order = np.argsort(body.camera.nearness(x, y, surface_projection._corners(body.z).mean(axis=1)), kind="stable")
    first = collection.get_paths()[0].vertices[:4]
    assert first == pytest.approx(
        np.transpose(
            body.camera.project(
                *(surface_projection._corners(p)[order[0]] for p in (body.region.x, body.region.y, body.z))
            )
        )
    )
