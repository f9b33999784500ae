"""The curves: what is drawn is the derivative, the secant, the verdict, and not only something that looks like it."""

import numpy as np
import pytest

import autograd_lite as torch
from figures import curves, functions
from figures.style import BLUE, DPI, GREEN, INK, plain


def cubic(x):
    return x**3 - 1 / x


EXACT = {
    "x²": lambda x: 2 * x,
    "sin x": np.cos,
    "|x|": np.sign,
    "∛x": lambda x: np.abs(x) ** (-2 / 3) / 3,
    "x² sin(1/x)": lambda x: 2 * x * np.sin(1 / x) - np.cos(1 / x),
    "x³": lambda x: 3 * x**2,
}


@pytest.mark.parametrize("name", EXACT)
def test_slopes_are_exact_derivatives_so_they_come_from_autograd(name):
    x = np.array([-1.9, -0.3, 0.07, 0.4, 1.3])
    assert functions.slopes(functions.MENU[name].f, x) == pytest.approx(EXACT[name](x), rel=1e-11)
    assert functions.slope_at(functions.MENU[name].f, 0.4).value == pytest.approx(EXACT[name](0.4), rel=1e-11)


@pytest.mark.parametrize(
    ("f", "left", "right"),
    [
        (functions.corner, -1, 1),
        (functions.cusp, -np.inf, np.inf),
        (functions.cube_root, np.inf, np.inf),
        (functions.jump, np.inf, np.inf),
        (functions.wobble, np.nan, np.nan),
    ],
)
def test_where_there_is_no_slope_the_quotients_say_why(f, left, right):
    slope = functions.slope_at(f, 0.0)
    assert not slope.exists
    assert (slope.left.value, slope.right.value) == pytest.approx((left, right), nan_ok=True)


def test_a_slope_the_program_misses_is_found_by_its_quotients():
    assert np.isnan(functions.slopes(functions.calm_wobble, [0.0])[0])
    assert functions.slope_at(functions.calm_wobble, 0.0).value == 0


def test_a_function_written_for_one_number_is_drawn_too():
    def ramp(x):
        return x if x > 0 else 0 * x

    assert functions.values(ramp, [-1, 2]) == pytest.approx([0, 2])
    assert functions.slopes(ramp, [-1, 2]) == pytest.approx([0, 1])


@pytest.mark.parametrize(
    ("f", "name", "a", "h", "slope"),
    [
        (functions.square, "x^2", 1, (1, 0.5, 0.1), 2),
        (cubic, r"x^3-\frac{1}{x}", 1, (0.8, 0.1), 4),
        (torch.sin, r"\sin\,x", 0.5, (1, 0.2), np.cos(0.5)),
        (lambda x: 3 - 2 * x, "3-2x", 2, (2, 1), -2),
    ],
)
def test_secants_and_tangent_have_the_slopes_they_claim(look, f, name, a, h, slope):
    picture = curves.secants(f, a, h, name)
    left = picture.figure.axes[0]
    (tangent,) = look.lines(left, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(slope, abs=1e-9)
    at = float(f(torch.tensor(float(a))).numpy())
    assert np.interp(a, *tangent) == pytest.approx(at)
    chords = [(float(f(torch.tensor(float(a + step))).numpy()) - at) / step for step in h]
    assert [look.slope(line) for line in look.lines(left, GREEN)] == pytest.approx(chords)
    ends = [(a + step, at + step * chord) for step, chord in zip(h, chords, strict=True)]
    assert np.ravel(look.points(left, GREEN)) == pytest.approx(np.ravel(ends))
    assert plain(name) in picture.alt
    assert f"{slope:.4g}".replace("-", "−") in picture.alt
    assert look.flaws(picture) == []


def test_the_error_panel_measures_the_tangents_error(look):
    picture = curves.secants()
    right = picture.figure.axes[1]
    ((h, error),) = look.lines(right, BLUE, dashed=True)
    assert error == pytest.approx(h**2, rel=1e-6)  # (1 + h)² − (1 + 2h)
    ((h, worse),) = look.lines(right, "#6B717D")[:1]
    assert worse == pytest.approx(h**2 + 0.5 * h, rel=1e-6)
    assert {"÷ 10", "÷ 100", "slope 1.5", "tangent"} <= {t.get_text() for t in look.texts(picture.figure)}
    assert "divides it by 100" in picture.alt


def test_an_error_of_zero_gets_its_own_tick(look):
    picture = curves.secants(lambda x: 3 - 2 * x, 2, (2, 1), "3-2x")
    labels = [t.get_text() for t in picture.figure.axes[1].get_yticklabels()]
    assert labels[0] == "$0$" and "it is 0 for every step" in picture.alt


def test_a_third_order_contact_is_measured_as_one():
    assert "divides it by 1000" in curves.secants(functions.cube, 0, name="x^3").alt


@pytest.mark.parametrize("arguments", [{"h": (1, 0)}, {"h": (-1,)}, {"h": ()}, {"f": functions.corner, "a": 0}])
def test_secants_refuse_what_has_no_tangent(arguments):
    with pytest.raises(ValueError):
        curves.secants(**arguments)


@pytest.mark.parametrize("x0", [-1.95, -0.6, 0.05, 1.0, 2.0])
@pytest.mark.parametrize("name", EXACT)
def test_the_sliding_tangent_has_the_slope_of_f_and_f_prime_ends_there(look, name, x0):
    h = 0.5 if x0 < 1 else -0.5
    picture = curves.tangent(x0, h, name)
    above, below = picture.figure.axes
    f, slope = functions.MENU[name].f, EXACT[name](x0)
    at, there = (float(f(torch.tensor(x)).numpy()) for x in (x0, x0 + h))
    (tangent,) = look.lines(above, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(slope, rel=1e-9)
    assert np.interp(x0, *tangent) == pytest.approx(at, abs=1e-9)
    (secant,) = look.lines(above, GREEN)
    assert look.slope(secant) == pytest.approx((there - at) / h)
    ((x, y),) = look.lines(below, BLUE, dashed=False)
    seen = np.isfinite(y)
    assert x[-1] == x0 and y[seen] == pytest.approx(EXACT[name](x[seen]), rel=1e-6, abs=1e-9)
    low, high = below.get_ylim()
    assert np.ravel(look.points(below, BLUE)) == pytest.approx([x0, slope] if low <= slope <= high else [])
    assert f"slope {slope:.4g}".replace("-", "−") in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize(
    ("name", "verdict", "spoken"),
    [
        ("|x|", r"{-}1 \neq\, {+}1", "slope −1 from the left and slope 1 from the right"),
        ("∛x", r"\to\, {+}\infty", "slope ∞ from the left and slope ∞ from the right"),
    ],
)
def test_where_f_has_no_tangent_the_picture_says_so(look, name, verdict, spoken):
    picture = curves.tangent(0.0, 0.5, name)
    above, below = picture.figure.axes
    assert look.lines(above, BLUE) == [] and f"✕  ${verdict}$" in [t.get_text() for t in look.texts(picture.figure)]
    assert "no tangent at x = 0" in picture.alt and spoken in picture.alt
    assert all(x[-1] < 0 for x, _ in look.lines(below, BLUE))
    assert look.flaws(picture) == []


def test_the_one_sided_rays_at_a_corner_have_the_one_sided_slopes(look):
    above, below = curves.tangent(0.0, 0.5, "|x|").figure.axes
    rays = [look.slope(line) for line in look.lines(above, GREEN)]
    assert sorted(rays) == pytest.approx([-1, 1, 1])  # left ray, right ray, and the secant to 0.5
    assert look.points(below, BLUE) == [(0, -1), (0, 1)]


def test_the_derivative_is_not_drawn_across_a_break(look):
    _, below = curves.tangent(1.0, 0.5, "|x|").figure.axes
    ((x, y),) = look.lines(below, BLUE)
    assert np.isnan(y[x == 0]).all() and (y[x < 0] == -1).all() and (y[x > 0] == 1).all()


def test_a_steep_tangent_is_drawn_as_long_as_a_flat_one(look):
    lengths = []
    for x0 in (0.0, 0.5, 1.0, -2.0):
        ax = curves.tangent(x0, 0.5, "x³").figure.axes[0]
        ((x, y),) = look.lines(ax, BLUE, dashed=True)
        ends = ax.transData.transform(np.column_stack([x, y]))
        lengths.append(np.hypot(*(ends[-1] - ends[0])) / DPI)
    assert lengths == pytest.approx([2.6] * 4)


def test_dust_of_a_slider_is_not_a_point_of_its_own():
    assert curves.tangent(2.2e-16, 0.5, "|x|").png == curves.tangent(0.0, 0.5, "|x|").png


@pytest.mark.parametrize(("arguments", "said"), [({"x0": 5}, "between −2.2 and 2.2"), ({"function": "tan x"}, "x³")])
def test_tangent_refuses_in_words(arguments, said):
    with pytest.raises(ValueError, match=said):
        curves.tangent(**arguments)


def test_a_step_of_zero_has_no_secant(look):
    picture = curves.tangent(1.0, 0.0, "x²")
    assert look.lines(picture.figure.axes[0], GREEN) == [] and "h = 0 gives no secant" in picture.alt
    assert look.flaws(picture) == []


def test_specimens_get_the_verdicts_of_their_quotients(look):
    picture = curves.specimens()
    verdicts = [t.get_text() for t in look.texts(picture.figure) if t.get_text()[0] in "✕✓"]
    assert [v[0] for v in verdicts] == ["✕"] * 5 + ["✓"]
    assert [v[2:] for v in verdicts] == [r"${-}1 \neq\, {+}1$", r"${-}\infty \neq\, {+}\infty$", r"$\to\, {+}\infty$",
                                         "jump", r"${-}1\,\ldots\,{+}1$", r"$\to\, 0$"]  # fmt: skip
    assert "corner, cusp" in picture.alt.lower() and "it is 0" in picture.alt
    assert look.flaws(picture) == []


def test_specimens_draw_f_above_its_own_quotient(look):
    axes = curves.specimens().figure.axes
    for above, below in zip(axes[::2], axes[1::2], strict=True):
        x, y = np.hstack(look.lines(above, INK))
        f = {float(a): float(b) for a, b in zip(x, y, strict=True) if np.isfinite(b)}
        for x, q in look.lines(below, GREEN):
            near = [(a, b) for a, b in zip(x, q, strict=True) if float(a) in f]
            assert all(b == pytest.approx(f[float(a)] / a, rel=1e-6, abs=1e-7) for a, b in near)
        assert above.get_xlim() == below.get_xlim() == (-1, 1)
    assert len({ax.get_ylim() for ax in axes[::2]}) == len({ax.get_ylim() for ax in axes[1::2]}) == 1


@pytest.mark.parametrize("t0", [0.0, 0.05, 0.3, 1.0, 1.4])
def test_the_three_readings_are_one_number(look, t0):
    picture = curves.readings(t0)
    road, graph, rulers = picture.figure.axes
    (tangent,) = look.lines(graph, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(2 * t0, abs=1e-9)
    arrows = [patch for patch in road.patches if hasattr(patch, "_posA_posB")]
    if arrows:
        (start, end) = arrows[0]._posA_posB
        assert end[1] - start[1] == pytest.approx(2 * t0) and start[1] == pytest.approx(t0**2)
    else:
        assert t0 < 0.2
    fan = [line for line in look.lines(rulers, "#6B717D") + look.lines(rulers, BLUE) if tuple(line[0]) == (0, 1.2)]
    stretch = [y[1] / y[0] for _, y in fan if y[0]]
    assert len(stretch) == 8 and stretch == pytest.approx([2 * t0] * 8, abs=0.005)
    assert f"One number, {2 * t0:g}," in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize("t0", [-0.1, 1.5])
def test_readings_stay_on_the_road(t0):
    with pytest.raises(ValueError, match=r"between 0 and 1\.4"):
        curves.readings(t0)


def test_one_tangent_crosses_and_the_other_does_not(look):
    picture = curves.crossing()
    signs = []
    for ax, slope in zip(picture.figure.axes, (0, 2), strict=True):
        ((x, line),) = look.lines(ax, BLUE, dashed=True)
        ((_, y),) = look.lines(ax, INK, dashed=False)
        assert look.slope((x, line)) == pytest.approx(slope, abs=1e-9)
        signs.append((np.sign(y[0] - line[0]), np.sign(y[-1] - line[-1])))
        drawn = sorted((t.get_position()[0], t.get_text()) for t in ax.texts if t.get_text() in ("$+$", "${-}$"))
        assert [1 if text == "$+$" else -1 for _, text in drawn] == list(signs[-1])
    assert signs == [(-1, 1), (1, 1)]
    assert look.flaws(picture) == []
