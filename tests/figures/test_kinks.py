"""The corners that are drawn: intervals, choices and lines are those of the programs when they run."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from figures import kink_choices, kink_programs, kinks
from figures.style import BLUE, INK

# torch says nothing where it divides by zero; pytest lets NumPy's warnings through
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning:autograd_lite")

SIDES = {"relu(x)": (0, 1), "clamp(x, min=0)": (0, 1), "maximum(x, 0)": (0, 1), "abs(x)": (-1, 1)}
CHOSEN = {"relu(x)": 0, "clamp(x, min=0)": 1, "maximum(x, 0)": 0.5, "abs(x)": 0, "relu(x) − relu(−x)": 0}


def bars(ax):
    """Return the intervals drawn at 0, each as (low, high)."""
    upright = [line for line in ax.get_lines() if list(line.get_xdata()) == [0, 0] and line.get_linewidth() > 5]
    return [tuple(sorted(line.get_ydata())) for line in upright]


def test_each_choice_lies_in_its_interval(look):
    picture = kinks.choices()
    panels = picture.figure.axes
    assert len(panels) == 2 * len(kink_choices.SHOWN)
    for place, name in enumerate(kink_choices.SHOWN[:4]):
        graph, slopes = panels[2 * place : 2 * place + 2]
        assert bars(slopes) == [SIDES[name]]
        assert look.points(slopes, INK) == [(0, CHOSEN[name])]
        assert sorted(y for _, y in look.points(slopes, BLUE)) == sorted(SIDES[name])
        (line,) = look.lines(graph, BLUE, dashed=True)
        assert look.slope(line) == CHOSEN[name]
    assert bars(panels[-1]) == [] and look.points(panels[-1], INK) == []  # √: an arrow, and neither bar nor dot
    assert [to_hex(p.get_edgecolor()).upper() for p in panels[-1].patches] == [BLUE]
    assert look.flaws(picture) == []


@pytest.mark.parametrize("name", kink_programs.NAMES)
@pytest.mark.parametrize("x0", [-1.2, -0.1, 0, 0.1, 0.9])
def test_the_line_has_the_slope_that_backward_returns(look, name, x0):
    program = kink_programs.PROGRAMS[name]
    if x0 < 0 <= program.low:
        with pytest.raises(ValueError, match="no value left of 0"):
            kinks.through(name, x0)
        return
    picture = kinks.through(name, x0)
    graph, slopes = picture.figure.axes
    if np.isinf(program.slope(x0)):
        assert look.lines(graph, BLUE, dashed=True) == []
    else:
        (line,) = look.lines(graph, BLUE, dashed=True)
        assert look.slope(line) == pytest.approx(program.slope(x0))
        assert np.interp(x0, *line) == pytest.approx(float(program.values([x0])[0]))
    assert bars(slopes) == ([SIDES[name]] if name in SIDES else [])
    assert look.flaws(picture) == []


def test_choices_at_0_are_run():
    for name, chosen in CHOSEN.items():
        assert kink_programs.PROGRAMS[name].slope(0.0) == chosen
    assert kink_programs.PROGRAMS["sqrt(x)"].runs_away()


@pytest.mark.parametrize("name, x0", [("cube", 0), ("relu(x)", 1.3)])
def test_what_cannot_be_drawn_is_refused(name, x0):
    with pytest.raises(ValueError):
        kinks.through(name, x0)
