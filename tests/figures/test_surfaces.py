"""The fan: every tangent line drawn has the slope of its slice, and the map shows the same directions."""

import numpy as np
import pytest

from figures import surfaces
from figures.style import BLUE, INK, PLUM


def exact(theta):
    return -2 * np.cos(np.radians(theta)) - 4 * np.sin(np.radians(theta))


def drawn_slope(line, theta):
    """Read the slope off a drawn tangent line: undo the projection of a line above the direction theta."""
    camera, (x, y) = surfaces.CAMERA, line
    u = np.array([np.cos(np.radians(theta)), np.sin(np.radians(theta))])
    across, away = u @ camera.right, u @ np.array([-camera.right[1], camera.right[0]])
    steps = (x[-1] - x[0]) / across
    rise = (y[-1] - y[0] - np.sin(np.radians(camera.tilt)) * away * steps) / np.cos(np.radians(camera.tilt))
    return rise / camera.lift / steps


@pytest.mark.parametrize("theta", [216.87, 36.87, 0, 120])
def test_every_tangent_line_has_the_slope_of_its_slice(look, theta):
    picture = surfaces.fan(theta, lines=6)
    space = picture.figure.axes[0]
    found = look.lines(space, BLUE, dashed=True)
    slopes = sorted(exact(theta + 30 * k) for k in range(6))
    for k in range(6):
        angle = theta + 30 * k
        assert any(drawn_slope(line, angle) == pytest.approx(exact(angle), abs=2e-3) for line in found), angle
    assert len(slopes) == 6 and f"slope {exact(theta):.4g}".replace("-", "−") in picture.alt
    assert look.flaws(picture) == []


def test_the_map_has_one_spoke_per_tangent_line_all_of_length_one(look):
    picture = surfaces.fan(216.87, lines=12)
    plan = picture.figure.axes[1]
    spokes = look.lines(plan, BLUE)
    assert len(spokes) == 11
    for x, y in spokes:
        assert (np.mean(x), np.mean(y)) == pytest.approx((2, 1))
        assert np.hypot(x[-1] - x[0], y[-1] - y[0]) == pytest.approx(2)
    walks = [line for line in look.lines(plan, INK) if len(line[0]) == 2]
    assert [look.slope(line) for line in walks] == pytest.approx([0.75], abs=1e-4)  # u = (−0.8, −0.6)
    assert plan.get_aspect() == 1 and look.points(plan, INK) == [(2, 1)]


def test_the_arrow_has_length_one(look):
    plan = surfaces.fan(90).figure.axes[1]
    (arrow,) = [patch for patch in plan.get_children() if getattr(patch, "_posA_posB", None)]
    (start, end) = arrow._posA_posB
    assert np.subtract(end, start) == pytest.approx((0, 1), abs=1e-12)
    assert arrow.get_edgecolor()[:3] == pytest.approx([int(PLUM[k : k + 2], 16) / 255 for k in (1, 3, 5)])


@pytest.mark.parametrize("arguments", [{"lines": 0}, {"at": (9, 9)}])
def test_a_fan_without_lines_or_ground_is_refused(arguments):
    with pytest.raises(ValueError):
        surfaces.fan(**arguments)


@pytest.mark.parametrize(
    "arguments", [{"theta": 300, "lines": 1}, {"at": (-1, 0.5)}, {"at": (0, 0)}, {"theta": 63.43, "lines": 24}]
)
def test_other_fans_are_legible(look, arguments):
    assert look.flaws(surfaces.fan(**arguments)) == []
