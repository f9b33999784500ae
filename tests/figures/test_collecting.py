"""The pictures of lesson 09: what stands in the boxes and on the arrows is what autograd_lite leaves in .grad."""

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch

from figures import collect_loops, collect_moments, collect_script, collecting
from figures.style import BLUE, INK, PLUM, RED


def written(picture, color=None):
    """Return the texts on a picture, without their dollar signs; of one colour if told."""
    texts = [t for ax in picture.figure.axes for t in ax.texts] + picture.figure.texts
    return [t.get_text().strip("$") for t in texts if color in (None, t.get_color())]


def arrows(ax):
    return [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]


@pytest.mark.parametrize("x", [3.0, -1.0, 0.5, 10.0])
def test_every_pass_brings_the_same_and_the_box_adds(look, x):
    first, second, third = collect_moments.measured(x)
    assert (first["grad"], second["grad"], third["grad"]) == (None, 8 * x, 16 * x)
    assert second["brought"] == third["brought"] == {"z": 1, "y": [2 * x, 2 * x], "x": 8 * x}
    assert (first["brought"], second["before"], third["before"]) == (None, None, 8 * x)
    assert first["names"] == ("MulBackward0", "MulBackward0")
    assert look.flaws(collecting.moments(x)) == []


def test_the_boxes_show_none_once_and_the_sum_at_the_end():
    picture = collecting.moments()
    assert written(picture).count("None") == 1
    assert {"24", "48", "24 + 24", r"+\,24"} <= set(written(picture, RED))
    assert "48" in picture.alt and "None" in picture.alt


def test_the_script_holds_what_each_way_of_clearing_leaves():
    rounds = {clear: collect_script.recorded(clear) for clear in collecting.CLEARS}
    after = {clear: [line.w for line in lines[1:]] for clear, lines in rounds.items()}
    assert after["w.grad = None"] == [None, 16, None] * 3
    assert after["w.grad.zero_()"] == [None, 16, 0] + [0, 16, 0] * 2
    assert after["nothing is cleared"] == [None, 16, 16, 16, 32, 32, 32, 48, 48]
    assert all(line.w == (2 * line.b if line.b is not None else None) for lines in rounds.values() for line in lines)
    assert all(line.w == sum(line.passes) for lines in rounds.values() for line in lines if line.passes)


@pytest.mark.parametrize("clear", collecting.CLEARS)
def test_each_pass_that_is_held_is_one_arrow(look, clear):
    lines = collect_script.recorded(clear)
    for line in range(collecting.LAST + 1):
        picture = collecting.script(line, clear)
        (ax,) = picture.figure.axes
        assert len(arrows(ax)) == sum(len(row.passes) for row in lines[: line + 1])
        nones = sum(row.w is None for row in lines[: line + 1])
        assert written(picture).count("None") == 2 * nones
        assert look.flaws(picture) == [], (line, clear)


@pytest.mark.parametrize("line, clear", [(-1, "w.grad = None"), (10, "w.grad = None"), (3, "w.grad = 0")])
def test_an_unknown_line_or_way_is_refused(line, clear):
    with pytest.raises(ValueError):
        collecting.script(line, clear)


def test_the_loops_are_descent_with_and_without_memory(look):
    picture = collecting.loops()
    losses, gradients = picture.figure.axes
    x, y = np.array(collect_loops.X), np.array(collect_loops.Y)

    def slope(w):
        return (2 * x * (w * x - y)).mean()

    for color, share in ((PLUM, 1.0), (INK, 0.0)):
        w = held = 0.0
        wanted = []
        for _ in range(collect_loops.STEPS + 1):
            wanted.append(((w * x - y) ** 2).mean())
            held = share * held + slope(w)
            w -= collect_loops.ETA * held
        (line,) = look.lines(losses, color)
        assert line[1] == pytest.approx(wanted)
    (dashed,) = look.lines(gradients, BLUE, dashed=True)
    tips = [patch.get_path().vertices for patch in arrows(gradients)]
    assert len(tips) == len(dashed[1]) == collect_loops.STEPS + 1
    held = collect_loops.trained(collect_loops.ETA, collect_loops.STEPS, clear=False)["grad"]
    assert held == pytest.approx(np.cumsum(dashed[1]))
    assert look.flaws(picture) == []


def test_at_step_4_the_slope_has_turned_and_the_sum_has_not():
    kept = collect_loops.trained(collect_loops.ETA, 10, clear=False)
    assert kept["slope"][3] < 0 < kept["slope"][4]
    assert kept["grad"][4] < kept["slope"][0] < 0


@pytest.mark.parametrize("eta, steps", [(0, 40), (-0.1, 40), (0.01, 5), (0.01, 61)])
def test_loops_that_cannot_be_drawn_are_refused(eta, steps):
    with pytest.raises(ValueError):
        collecting.loops(eta, steps)
