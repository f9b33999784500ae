"""Gradient descent: the drawn ball, steps, paths, valleys and groups are those of the loss, computed a second way."""

import time

import numpy as np
import pytest

from figures import descent, frames
from figures.descent_birds import measured, nearest
from figures.descent_landscape import wave_loss
from figures.descent_runs import LineLoss, descend, gradient
from figures.descent_zigzag import PlaneLoss
from figures.style import BLUE, GREY, INK, PLUM, number

X, Y = np.array([1.0, 2.0, 4.0, 3.5]), np.array([1.5, -2.0, 3.0, 6.0])
BEST, CURVATURE = (X * Y).sum() / (X * X).sum(), 2 * (X * X).mean()


def mean_square(w, x=X, y=Y):
    return ((w * x - y) ** 2).mean()


def path_of(ax):
    """Return the plum line through the steps."""
    lines = (line for line in ax.get_lines() if line.get_color() == PLUM and line.get_linestyle() == "-")
    return next(lines).get_xydata()


# the losses behind the pictures


def test_the_loss_of_a_line_and_its_slope():
    loss, w = LineLoss(X, Y), np.array([-1.0, 0.3, 2.0])
    assert loss.values(w) == pytest.approx([mean_square(one) for one in w])
    assert loss.slopes(w) == pytest.approx([(2 * X * (one * X - Y)).mean() for one in w])
    assert (loss.best, loss.curvature) == pytest.approx((BEST, CURVATURE))


def test_every_step_goes_against_the_gradient():
    path = descend(lambda w: LineLoss(X, Y)(w).sum(), -1.0, 0.03, 7)
    assert path == pytest.approx([BEST + (-1 - BEST) * (1 - 0.03 * CURVATURE) ** k for k in range(8)])


@pytest.mark.parametrize("x, y", [((1, 2), (1,)), ((), ()), ((0, 0), (1, 2)), ((1, np.nan), (1, 2))])
def test_data_that_give_no_line_are_refused(x, y):
    for draw in (descent.by_hand, descent.fit, descent.steps):
        with pytest.raises(ValueError, match="x"):
            draw(x=x, y=y)


# one line


@pytest.mark.parametrize("draw", [descent.by_hand, descent.fit])
@pytest.mark.parametrize("w", [-0.4, 0.0, 0.5, float(BEST), 1.9])
def test_the_ball_is_as_high_as_the_loss_of_the_drawn_line(look, draw, w):
    picture = draw(w, X, Y)
    data, loss = picture.figure.axes
    (line,) = look.lines(data, BLUE, dashed=True)
    assert look.slope(line) == pytest.approx(w) and np.interp(0, *line) == pytest.approx(0, abs=1e-9)
    misses = look.lines(data, GREY)
    assert [y[1] - y[0] for _, y in misses] == pytest.approx(list(w * X - Y))
    assert look.points(loss, INK) == [pytest.approx((w, mean_square(w)))]
    assert number(mean_square(w)) in picture.alt
    assert look.flaws(picture) == []


def test_by_hand_draws_no_curve_and_fit_draws_it_with_its_tangent(look):
    bare, whole = (draw(0.5, X, Y).figure.axes[1] for draw in (descent.by_hand, descent.fit))
    assert look.lines(bare, INK) == [] and look.lines(bare, BLUE) == []
    ((w, curve),) = look.lines(whole, INK)
    assert curve == pytest.approx([mean_square(one) for one in w])
    assert w[0] < 0 < w[-1] and w[0] < BEST < w[-1]
    (tangent,) = look.lines(whole, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx((2 * X * (0.5 * X - Y)).mean())
    assert np.interp(0.5, *tangent) == pytest.approx(mean_square(0.5))


def test_many_points_are_drawn_as_rings_without_misses(look):
    x = np.linspace(-2, 2, 60)
    data = descent.by_hand(0.3, x, x + 1).figure.axes[0]
    (cloud,) = [line for line in data.get_lines() if len(line.get_xdata()) == 60]
    assert (cloud.get_ydata() == x + 1).all() and cloud.get_markerfacecolor() == "none"
    assert look.lines(data, GREY) == []


# steps


@pytest.mark.parametrize("eta, k", [(0.02, 20), (3 / 28, 6), (0.18, 8), (3 / 14, 5), (0.22, 20), (-0.05, 3), (0.1, 0)])
def test_the_steps_are_those_of_the_formula(look, eta, k):
    picture = descent.steps(eta, k)
    parabola, track = picture.figure.axes
    x, y, curvature = np.array([1, 2, 3]), np.array([2, 4, 6]), 28 / 3
    w = 2 - 2 * (1 - eta * curvature) ** np.arange(k + 1)
    heights = [mean_square(one, x, y) for one in w]
    assert path_of(parabola) == pytest.approx(np.column_stack([w, heights]), abs=1e-9)
    assert path_of(track) == pytest.approx(
        np.column_stack([np.arange(k + 1), np.clip(heights, 1e-9 * heights[0], None)]), rel=1e-6
    )
    assert number(np.round(1 - eta * curvature, 12)) in picture.alt
    assert look.flaws(picture) == []


def test_the_last_point_carries_the_tangent_of_its_slope(look):
    ax = descent.steps(0.15, 2).figure.axes[0]
    w = 2 - 2 * (1 - 0.15 * 28 / 3) ** 2
    (tangent,) = look.lines(ax, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(28 / 3 * (w - 2))
    assert np.interp(w, *tangent) == pytest.approx(14 / 3 * (w - 2) ** 2)


def test_the_second_panel_measures_above_the_minimum():
    track = descent.steps(0.05, 4, X, Y).figure.axes[1]
    excess = path_of(track)[:, 1]
    assert excess[0] == pytest.approx(mean_square(0) - mean_square(BEST))
    assert excess[1:] / excess[:-1] == pytest.approx((1 - 0.05 * CURVATURE) ** 2)


@pytest.mark.parametrize("wrong", [{"k": 1.5}, {"k": 21}, {"k": -1}, {"eta": np.inf}, {"start": np.nan}])
def test_steps_that_cannot_be_drawn_are_refused(wrong):
    with pytest.raises(ValueError, match=r"k must|finite"):
        descent.steps(**wrong)


def test_the_strip_shows_how_the_distance_shrinks_swings_and_grows(look):
    strip = frames.filmstrip(descent.steps, "eta", (0.02, 0.1, 0.18, 3 / 14, 0.22), 0.18, r"\eta")
    assert "0.8133, 0.06667, −0.68, −1 and −1.053" in strip.alt
    for ax, eta in zip(strip.figure.axes, (0.02, 0.1, 0.18, 3 / 14, 0.22), strict=True):
        assert path_of(ax)[:, 0] == pytest.approx(2 - 2 * (1 - eta * 28 / 3) ** np.arange(9))
    assert look.flaws(strip) == []


# two weights


def test_the_paths_swing_along_w_and_creep_along_b(look):
    sizes = (0.015, 0.09, 0.105)
    picture = descent.zigzag(sizes)
    axes = picture.figure.axes
    for eta, field, track in zip(sizes, axes[::2], axes[1::2], strict=True):
        steps = np.arange(25)
        w, b = 1 - (1 - 20 * eta) ** steps, 4 - 4 * (1 - 2 * eta) ** steps
        legs = np.array([line.get_xydata() for line in field.get_lines() if line.get_linestyle() == "-"])
        assert legs[:, 0] == pytest.approx(np.column_stack([b, w])[: len(legs)])
        assert legs[:, 1] == pytest.approx(np.column_stack([b, w])[1 : len(legs) + 1])
        assert path_of(track)[:, 1] == pytest.approx(10 * (w - 1) ** 2 + (b - 4) ** 2)
        assert look.points(field, PLUM) == [(0, 0)]
        (across, up), (width, height) = np.ptp([field.get_xlim(), field.get_ylim()], axis=1), field.bbox.size
        assert across / width == pytest.approx(up / height)  # equal aspect: the arrow is normal to its level set
    assert "η = 0.015: × 0.7 and 0.97" in picture.alt and "η = 0.105: × −1.1 and 0.79" in picture.alt
    assert look.flaws(picture) == []


def test_the_arrow_is_the_gradient_and_the_first_leg_its_opposite():
    loss = PlaneLoss((-4, -2, 2, 4), (0, 2, 6, 8))
    field = descent.zigzag().figure.axes[0]
    (arrow,) = [patch for patch in field.patches if hasattr(patch, "get_arrowstyle")]
    start, end = (np.array(point[::-1]) for point in arrow._posA_posB)
    slope = gradient(loss, [0.0, 0.0])
    assert slope == pytest.approx([-20, -8])
    assert (end - start) / np.linalg.norm(end - start) == pytest.approx(slope / np.linalg.norm(slope))
    first = field.get_lines()[0].get_xydata()
    assert np.dot((first[1] - first[0])[::-1], slope) < 0


def test_a_map_needs_centred_samples_and_one_to_three_sizes():
    with pytest.raises(ValueError, match="mean 0"):
        descent.zigzag(x=(1, 2, 3), y=(2, 4, 6))
    for wrong in ((), (0.1, 0.2, 0.3, 0.4), (np.nan,)):
        with pytest.raises(ValueError, match="1 to 3"):
            descent.zigzag(eta=wrong)
    with pytest.raises(ValueError, match="steps"):
        descent.zigzag(steps=0)


# valleys


@pytest.mark.parametrize("start", [0.7, 1.0, 2.6, 2.65, 2.8, 3.4, 3.5])
def test_descent_rests_where_the_slope_is_0_in_its_own_valley(look, start):
    picture = descent.landscape(start)
    data, curve = picture.figure.axes
    end = max(look.points(curve, INK))
    assert abs(gradient(wave_loss, end[0])) < 1e-6
    assert end[0] == pytest.approx(2 if start < 2.64 else 3.0199, abs=1e-4)
    w, heights = look.lines(curve, INK)[0]
    x = np.array([1.0, 2.0, 3.0])
    assert heights == pytest.approx(((np.sin(np.outer(w, x)) - np.sin(2 * x)) ** 2).mean(1))
    assert bool(look.lines(data, BLUE, dashed=True)) == (start < 2.64)
    assert look.flaws(picture) == []


def test_two_starts_two_ends(look):
    picture = descent.landscape((1.0, 3.4))
    assert len(look.points(picture.figure.axes[1], PLUM)) == 2
    assert "from w = 1 it stops at w = 2, loss 0; from w = 3.4 it stops at w = 3.02, loss 0.4306" in picture.alt
    assert look.flaws(picture) == []
    for wrong in ((), (1, 2, 3, 3.2), 0.2, 4):
        with pytest.raises(ValueError, match="start"):
            descent.landscape(wrong)


# birds


def shapes(ax, count=None):
    """Return how many marks of each shape a map holds."""
    found = {}
    for line in ax.get_lines():
        if line.get_linestyle() == "None" and (count is None or len(line.get_xdata()) == count):
            found[line.get_marker()] = found.get(line.get_marker(), 0) + len(line.get_xdata())
    return found


def test_the_same_birds_with_all_labels_with_none_and_with_three(look):
    points, species, known = measured()
    picture = descent.kinds(points, species, known)
    every, none, few = picture.figure.axes
    counts = np.bincount(species)
    assert shapes(every) == {"o": counts[0], "s": counts[1], "^": counts[2]}
    assert shapes(none) == {"o": 342, "s": 0, "^": 0}
    assert shapes(few) == {"o": 339 + 1, "s": 1, "^": 1}
    assert sorted(counts) == [68, 123, 151] and "339 dots" in picture.alt
    assert look.flaws(picture) == []


def test_a_bird_wears_the_shape_of_its_nearest_centre_and_a_cross_if_that_is_wrong(look):
    given = descent.clusters.example()
    picture = descent.clusters(**given)
    for ax, path in zip(picture.figure.axes, given["paths"], strict=True):
        found = nearest(given["points"], path[-1])
        right = found == given["truth"]
        crosses = [line for line in ax.get_lines() if line.get_marker() == "x"]
        assert len(crosses[0].get_xdata()) == (~right).sum()
        assert f"{right.sum()} birds beside their own kind" in picture.alt
        rings = [line for line in ax.get_lines() if line.get_markerfacecolor() == "none" and line.get_marker() in "os^"]
        assert [len(line.get_xdata()) for line in rings] == [((found == k) & right).sum() for k in range(3)]
    assert look.flaws(picture) == []


def test_descent_on_the_birds_lowers_the_loss_to_a_resting_point():
    given = descent.clusters.example()
    points, path = given["points"], given["paths"][1]
    found = nearest(points, path[-1])
    found[given["known"]] = given["truth"][given["known"]]
    means = np.array([points[found == k].mean(0) for k in range(3)])
    assert path[-1] == pytest.approx(means, abs=1e-4)  # the mean of its birds is the best place for a centre
    assert (nearest(points, path[0]) == given["truth"]).sum() == 298
    assert (nearest(points, path[-1]) == given["truth"]).sum() == 327


def test_paths_of_the_centres_start_hollow_and_end_large(look):
    points = np.array([[-1.0, -1], [-1, -0.8], [1, 1], [1.2, 1], [1, -1], [0.9, -1.1]])
    path = np.array([[[-0.5, 0], [0, 0], [0.5, 0]], [[-1, -0.9], [1.1, 1], [0.95, -1.05]]])
    picture = descent.clusters(points, [path])
    (ax,) = picture.figure.axes
    assert np.array(look.points(ax, PLUM)) == pytest.approx(path.swapaxes(0, 1).reshape(-1, 2))
    assert "groups of 2, 2 and 2" in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize(
    "draw", [lambda *a: descent.kinds(*a[:2], (0,)), lambda *a: descent.clusters(a[0], [a[2]], a[1])]
)
@pytest.mark.parametrize("fault", ["points", "species", "nan"])
def test_birds_that_do_not_fit_together_are_refused(draw, fault):
    points, species, path = np.zeros((4, 2)), np.array([0, 1, 2, 0]), np.zeros((2, 3, 2))
    if fault == "points":
        points = np.zeros((4, 3))
    elif fault == "species":
        species = np.array([0, 1, 2, 3])
    else:
        points[1, 1] = np.nan
    with pytest.raises(ValueError, match=r"points|label"):
        draw(points, species, path)


def test_runs_of_another_shape_and_unknown_birds_are_refused():
    points, path = np.zeros((4, 2)), np.zeros((2, 3, 2))
    for wrong in ([], [path] * 3, [path[0]], [np.zeros((2, 4, 2))]):
        with pytest.raises(ValueError, match="paths"):
            descent.clusters(points, wrong)
    with pytest.raises(ValueError, match="known"):
        descent.clusters(points, [path], known=(4,))


# what a slider needs


@pytest.mark.parametrize(
    "draw, other", [(descent.by_hand, {"w": 0.3}), (descent.steps, {"k": 20}), (descent.landscape, {"start": 1.5})]
)
def test_a_redraw_is_quick_and_gives_the_same_bytes(draw, other):
    first = draw(**other).png
    times = []
    for _ in range(5):
        begun = time.process_time()
        assert draw(**other).png == first
        times.append(time.process_time() - begun)
    assert min(times) < 0.25
