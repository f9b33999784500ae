"""The figures of lesson 12: bands, counters, gradients and steps that are drawn are those of real runs."""

from itertools import product

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyBboxPatch

import autograd_lite as torch
from figures import recording_band, recording_coasting, recording_saved, recording_tools, recordings
from figures.style import AMBER, CARD, GREY, INK, PLUM, RED


def written(picture, color=None):
    texts = [t for ax in picture.figure.axes for t in ax.texts] + picture.figure.texts
    return [t.get_text().strip("$") for t in texts if color in (None, t.get_color())]


def bars(picture):
    """Return the spans of the thick band, from inches to inches."""
    lines = [line for ax in picture.figure.axes for line in ax.get_lines()]
    return [tuple(line.get_xdata()) for line in lines if line.get_linewidth() == 9]


def shapes(picture, kind):
    return [p for ax in picture.figure.axes for p in ax.patches if isinstance(p, kind)]


@pytest.mark.parametrize("levels", list(product(recordings.CHOICES, repeat=3)))
def test_the_band_is_where_recording_is_on(look, levels):
    picture = recordings.nesting(*levels)
    on = True
    wanted = [True]
    for level in levels:
        on = {"no_grad": False, "enable_grad": True}.get(level, on)
        wanted.append(on)
    wanted += wanted[-2::-1]
    results = recording_band.run(levels)
    assert [r.recorded for r in results] == wanted
    assert len(shapes(picture, Circle)) == sum(wanted)
    for k, recorded in enumerate(wanted):
        x = recording_band.FIRST + recording_band.PITCH * k
        assert sum(low < x < high for low, high in bars(picture)) == recorded
    assert len({end for bar in bars(picture) for end in bar}) == 2 * len(bars(picture))  # no seam inside a bar
    assert [t for t in written(picture) if t in ("True", "False")] == [str(w) for w in wanted]
    assert sum(t in recordings.CHOICES for t in written(picture)) == sum(level != "no block" for level in levels)
    assert look.flaws(picture) == []
    assert torch.is_grad_enabled()


def test_a_figure_drawn_inside_no_grad_is_the_same():
    with torch.no_grad():
        inside = recordings.nesting().alt
    assert inside == recordings.nesting().alt


@pytest.mark.parametrize("write", recordings.EDITS)
def test_a_row_is_refused_where_a_saved_counter_has_moved(look, write):
    picture = recordings.saved(write)
    cases = [recording_saved.measured(sign, write) for sign in recording_saved.OPERATIONS]
    assert [case.saved for case in cases] == ["y", "u", None, None]
    for case in cases:
        assert case.counters == {"u": int(write == "u"), "y": int(write == "y")}
        assert (case.gradient is None) == (case.saved is not None and case.counters[case.saved] > 0)
    assert written(picture, RED).count("refused") == sum(case.gradient is None for case in cases)
    halos = [p for p in shapes(picture, FancyBboxPatch) if to_hex(p.get_facecolor()).upper() == AMBER]
    assert len(halos) == (0 if write == "nothing" else 4)
    assert look.flaws(picture) == []


def test_without_a_write_the_slopes_are_those_of_the_functions():
    slopes = [recording_saved.measured(sign, "nothing").gradient for sign in recording_saved.OPERATIONS]
    assert slopes == pytest.approx([7.38905609893065, 4, 2, 1])


def test_only_the_mark_lets_a_gradient_through_to_the_first_layer(look):
    found = {tool: recording_tools.run(tool) for tool in recording_tools.TOOLS}
    assert found["no_grad"].grads == found["detach"].grads == (None, None, 6)
    assert found["requires_grad=False"].grads == (15, None, 6)
    assert found["requires_grad=False"].wires == (15, 5)
    assert [run.recorded[1] for run in found.values()] == [False, True, True]
    picture = recordings.tools()
    assert sorted(written(picture, RED)) == sorted(["1"] * 3 + ["6"] * 3 + ["15"] * 2 + ["5"])
    hollow = [p for p in shapes(picture, FancyBboxPatch) if to_hex(p.get_facecolor()).upper() == CARD]
    filled = [p for p in shapes(picture, FancyBboxPatch) if to_hex(p.get_facecolor()).upper() == INK]
    assert (len(hollow), len(filled)) == (3 + 1, 8)
    assert look.flaws(picture) == []


def test_zeros_coast_and_none_stays(look):
    picture = recordings.coasting()
    (ax,) = picture.figure.axes
    ((_, none),), ((_, zeros),) = look.lines(ax, GREY), look.lines(ax, PLUM)
    velocity, w, wanted = 4.0, 2.0, [2.0]
    for _ in range(recording_coasting.STEPS):
        w -= 0.1 * velocity
        velocity *= 0.9
        wanted.append(w)
    assert zeros == pytest.approx(wanted)
    assert none == pytest.approx([2.0] + [1.6] * recording_coasting.STEPS)
    assert "1.24" in written(picture, PLUM)
    assert look.flaws(picture) == []


@pytest.mark.parametrize("draw, word", [(recordings.nesting, "maybe"), (recordings.saved, "z")])
def test_an_unknown_word_is_refused(draw, word):
    with pytest.raises(ValueError, match=word if draw is recordings.nesting else "one of"):
        draw(word)
