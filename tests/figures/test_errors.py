"""The error figures: every point is a computed error, every digit a digit of the float, every factor measured."""

from decimal import Decimal, getcontext

import numpy as np
import pytest
import sympy

from figures import error_numbers as numbers
from figures import errors, frames
from figures.error_digits import subtraction
from figures.style import AMBER_EDGE, BLUE, DARK_GREEN, GREEN, GREY, INK

getcontext().prec = 50
x = sympy.Symbol("x")
FORMULAS = {"exp x": sympy.exp(x), "x³": x**3, "x²": x**2, "1/x": 1 / x}
STEPS = np.array(numbers.STEPS)


def seen(look, picture):
    return {t.get_text() for t in look.texts(picture.figure)}


def cloud_of(ax, color, marker):
    """Return the places of a cloud's points: the line with many single marks of that kind."""
    (line,) = [m for m in ax.get_lines() if m.get_marker() == marker and len(m.get_xdata()) > 20
               and color.lower() in (str(m.get_color()).lower(), str(m.get_markeredgecolor()).lower())]  # fmt: skip
    return np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)


def test_values_of_exp_are_the_nearest_floats():
    for value in (1.0, 1 + 1e-15, 1 - 1e-8, 0.3, 2.5):
        exact = Decimal(value).exp()
        got = numbers.nearest_exp(value)
        neighbours = [np.nextafter(got, 0), np.nextafter(got, 9)]
        assert all(abs(Decimal(got) - exact) <= abs(Decimal(float(other)) - exact) for other in neighbours)
    assert type(numbers.nearest_exp(np.float32(1))) is np.float32
    assert numbers.nearest_exp(complex(1, 1e-3)).imag == pytest.approx(np.exp(1) * np.sin(1e-3), rel=1e-15)


@pytest.mark.parametrize("h", [0.1, 0.01, 1e-5, 1e-12])
def test_the_sine_of_a_step_is_the_sine(h):
    assert numbers.nearest_sin(h) == pytest.approx(float(sympy.sin(sympy.Float(h, 40))), rel=1e-16)


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("at", [1.0, 3.0])
def test_the_exact_slope_is_sympys_and_autograds(name, at):
    subject = numbers.MENU[name]
    exact = float(sympy.diff(FORMULAS[name], x).subs(x, at))
    assert numbers.exact_slope(subject, at) == pytest.approx(exact, rel=1e-15)
    assert numbers.by_autograd(subject.program, at) == pytest.approx(exact, rel=1e-15)


def test_errors_follow_the_orders_of_taylor():
    h = (1e-2, 1e-3)
    forward, central = (numbers.errors("exp x", kind, 1.0, h) for kind in ("forward", "central"))
    assert forward == pytest.approx([step / 2 for step in h], rel=1e-2)  # h·f″/2 over f′
    assert central == pytest.approx([step**2 / 6 for step in h], rel=1e-3)  # h²·f‴/6 over f′


def test_the_best_step_is_judged_by_its_neighbours():
    error = [abs(np.log10(h) + 8) + 1 for h in STEPS]
    lucky = list(error)
    lucky[20] = 0.0
    assert numbers.best_step(lucky) == numbers.best_step(error) == int(np.argmin(error))


@pytest.mark.parametrize("name", FORMULAS)
def test_every_point_of_the_cloud_is_a_computed_error(look, name):
    picture = errors.cloud(name)
    (ax,) = picture.figure.axes
    for kind, color, marker in (("forward", GREEN, "o"), ("central", DARK_GREEN, "D")):
        h, error = cloud_of(ax, color, marker)
        wanted = np.array(numbers.errors(name, kind, 1.0))
        keep = np.isin(STEPS, h)
        assert keep.sum() == len(h) >= (wanted > 0).sum()
        drawn = wanted[keep] > 0
        assert error[drawn] == pytest.approx(wanted[keep][drawn], rel=1e-5)
    assert look.flaws(picture) == []


def test_the_cloud_tells_the_numbers_of_the_lesson(look):
    picture = errors.cloud()
    assert "13 %" in seen(look, picture) and "13 % off at 1e-15" in picture.alt
    (ax,) = picture.figure.axes
    ((h, error),) = look.points(ax, GREEN)
    assert h == pytest.approx(1e-8, rel=0.6) and error == pytest.approx(7e-9, rel=0.1)
    assert (1e-15, pytest.approx(0.1256, rel=1e-3)) in look.points(ax, AMBER_EDGE)
    labels = {t.get_text(): t.get_color() for t in ax.get_xticklabels()}
    assert labels["$10^{-8}$"] == GREEN and labels["$4\\times 10^{-6}$"] == DARK_GREEN
    assert sorted(ax.get_xticks())[2:4] == [h, look.points(ax, DARK_GREEN)[0][0]]  # where the dashed lines end


@pytest.mark.parametrize(("rival", "words"), [("complex step", "no subtraction"), ("autograd", "no $h$")])
def test_a_rival_has_no_left_arm(look, rival, words):
    picture = errors.cloud(rival=rival)
    (ax,) = picture.figure.axes
    h, error = cloud_of(ax, BLUE, "s")
    assert (error[h < 1e-9] < 1e-15).all() and "$0$" in [t.get_text() for t in ax.get_yticklabels()]
    assert {rival, words} <= seen(look, picture)
    assert look.flaws(picture) == []


def test_the_central_difference_of_a_parabola_has_no_right_arm(look):
    picture = errors.cloud("x²")
    assert "round-off" in seen(look, picture) and "grows with $h^2$" not in seen(look, picture)
    assert "the central near 0.08" in picture.alt


@pytest.mark.parametrize("name", ["x³", "1/x"])
@pytest.mark.parametrize("at", [0.2, -30.0, 1000.0])
def test_the_cloud_is_legible_at_other_points(look, name, at):
    assert look.flaws(errors.cloud(name, at)) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({"function": "tan x"}, "exp x"), ({"at": 0, "function": "x³"}, "0.2 to 1000"),
     ({"at": 800, "function": "exp x"}, "too large"), ({"rival": "jax"}, "complex step")],
)  # fmt: skip
def test_the_cloud_refuses_in_words(arguments, said):
    with pytest.raises(ValueError, match=said):
        errors.cloud(**arguments)


@pytest.mark.parametrize("h", [10.0**-k for k in range(1, 17)])
def test_digits_are_those_of_the_floats(look, h):
    picture = errors.digits(h)
    shown = seen(look, picture)
    ahead, here = f"{np.exp(1 + h):.16f}", f"{np.e:.16f}"
    parts = {t.get_text(): (t.get_color(), t.get_fontweight()) for t in look.texts(picture.figure)}
    rest = [text for text in shown if here.endswith(text) and text != here]
    assert here in shown or any(here[: -len(text)] in shown for text in rest)
    strong = "".join(text for text, look_ in parts.items() if look_ == (INK, "bold") and text.isdigit())
    assert strong == f"{float(ahead) - np.e:.16f}".lstrip("0.")
    assert any(color == GREY for color, _ in parts.values())
    assert look.flaws(picture) == []


def test_what_survives_shrinks_with_the_step():
    kept = [len(subtraction(h)["survive"]) for h in (1e-2, 1e-5, 1e-8, 1e-12, 1e-15)]
    assert kept == sorted(kept, reverse=True) and kept[-1] == 2
    assert subtraction(1e-16)["survive"] == ""


def test_the_dots_stand_on_both_curves():
    for h in (1e-3, 1e-8, 1e-15):
        (ax,) = errors.digits(h).figure.axes
        dots = [(m.get_xdata()[0], m.get_ydata()[0]) for m in ax.get_lines() if len(m.get_xdata()) == 1]
        for kind in ("forward", "central"):
            assert (h, numbers.errors("exp x", kind, 1.0, (h,))[0]) in dots


@pytest.mark.parametrize("h", [0, 1e-17, 0.5, -1e-8])
def test_digits_refuse_other_steps(h):
    with pytest.raises(ValueError, match="between"):
        errors.digits(h)


@pytest.mark.parametrize("h", [0.1, 0.4, 0.8, 1.0])
def test_chords_and_tangent_have_the_slopes_they_claim(look, h):
    picture = errors.chords(h)
    left, right = picture.figure.axes
    (tangent,) = look.lines(left, BLUE, dashed=True)
    assert look.slope(tangent) == pytest.approx(np.e)
    (forward,), (central,) = look.lines(left, GREEN), look.lines(left, DARK_GREEN)
    assert look.slope(forward) == pytest.approx((np.exp(1 + h) - np.e) / h)
    assert look.slope(central) == pytest.approx((np.exp(1 + h) - np.exp(1 - h)) / (2 * h))
    assert np.interp(1, *forward) == pytest.approx(np.e)
    assert np.interp([1 - h, 1 + h], *central) == pytest.approx(np.exp([1 - h, 1 + h]))
    assert {"÷ 10", "÷ 100"} <= seen(look, picture) and "by 10 and 100" in picture.alt
    assert (h, pytest.approx(h / 2, rel=0.5)) in look.points(right, GREEN)
    assert look.flaws(picture) == []


def test_chords_refuse_other_steps():
    with pytest.raises(ValueError, match="between"):
        errors.chords(2)


@pytest.mark.parametrize("name", FORMULAS)
def test_precision_shows_which_error_is_allowed(look, name):
    picture = errors.precision(name)
    (ax,) = picture.figure.axes
    h, error = cloud_of(ax, DARK_GREEN, "D")
    keep = np.isin(STEPS, h)
    assert error == pytest.approx(np.array(numbers.errors(name, "central", 1.0))[keep], rel=1e-5)
    now = dict(zip(("float32", "float64"), [y for x, y in look.points(ax, AMBER_EDGE) if x == 1e-6], strict=True))
    assert now["float32"] > 1e-3 > now["float64"]
    f = numbers.MENU[name].value
    a, step = np.float32(1), np.float32(1e-6)
    single = (f(a + step) - f(a - step)) / (2 * step)
    exact = numbers.exact_slope(numbers.MENU[name], 1.0)
    assert now["float32"] == pytest.approx(abs(single - exact) / max(abs(single), abs(exact)))
    assert "above the line" in picture.alt and "below the line" in picture.alt
    assert look.flaws(picture) == []


def test_the_slider_lies_flat_in_a_strip(look):
    picture = frames.filmstrip(errors.digits, "h", (1e-1, 1e-5, 1e-8, 1e-12, 1e-15), default=1e-8, symbol="h")
    assert "the forward error: 0.05, 5e-6, 2e-9, 0.0002 and 0.1" in picture.alt
    for ax, h in zip(picture.figure.axes, (1e-1, 1e-5, 1e-8, 1e-12, 1e-15), strict=True):
        assert look.points(ax, GREEN) == [(h, numbers.errors("exp x", "forward", 1.0, (h,))[0])]
    assert look.flaws(picture) == []
