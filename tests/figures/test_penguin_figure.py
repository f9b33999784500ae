"""The fitted line and the falling loss: every number on the card is one of the arguments, or follows from them."""

import numpy as np
import pytest

from figures.data import penguin_fit
from figures.style import BLUE, INK, PLUM, number

# Six made-up animals: enough to check what is drawn where.
FLIPPER = np.array([180.0, 190, 195, 200, 210, 225])
MASS = np.array([3200.0, 3700, 3650, 4100, 4600, 5300])
LOSSES = [0.641, 0.25, 0.16, 0.155]


def test_the_line_has_the_fitted_slope_and_passes_through_the_means(look):
    picture = penguin_fit(FLIPPER, MASS, 0.4969, LOSSES)
    ax = picture.figure.axes[0]
    (line,) = look.lines(ax, BLUE, dashed=True)
    assert look.slope(line) == pytest.approx(49.69)
    assert np.interp(FLIPPER.mean(), *line) == pytest.approx(MASS.mean())
    (cloud,) = [marks for marks in ax.get_lines() if len(marks.get_xdata()) == len(FLIPPER)]
    assert (cloud.get_xdata() == FLIPPER).all() and (cloud.get_ydata() == MASS).all()
    assert cloud.get_markerfacecolor() == "none" and cloud.get_markeredgecolor() == INK
    assert "6 penguins" in picture.alt and "49.69 g per mm" in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize("losses", [LOSSES, [0.641, 0.3], [1e-3, 2e-3, 0.5], list(0.6 * 0.9 ** np.arange(101))])
def test_the_path_is_the_losses_with_a_hollow_start(look, losses):
    picture = penguin_fit(FLIPPER, MASS, 0.4969, losses)
    ax = picture.figure.axes[1]
    ((x, y),) = look.lines(ax, PLUM)
    assert (x == np.arange(len(losses))).all() and (y == losses).all()
    assert look.points(ax, PLUM) == [(0, losses[0])]
    assert f"from {number(losses[0], 3)} to {number(losses[-1], 3)} in {len(losses) - 1} step" in picture.alt
    assert ax.get_ylim()[0] == 0
    assert look.flaws(picture) == []


@pytest.mark.parametrize(
    ("flipper", "mass", "losses", "said"),
    [
        (FLIPPER, MASS[:-1], LOSSES, "6 lengths, 5 masses"),
        (FLIPPER, np.where(MASS > 5000, np.nan, MASS), LOSSES, "missing"),
        (FLIPPER, MASS, [0.6], "two numbers"),
        (FLIPPER, MASS, [0.6, np.nan], "two numbers"),
    ],
)
def test_data_that_do_not_fit_together_are_refused(flipper, mass, losses, said):
    with pytest.raises(ValueError, match=said):
        penguin_fit(flipper, mass, 0.5, losses)
