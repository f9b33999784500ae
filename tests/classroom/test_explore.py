"""Sliders: one output for every reader, a picture that follows the controls, and no picture lost."""

import base64
import functools
import sys

import pytest

from classroom import explore
from classroom.explore import MOST_CONTROLS, live_view

VIEW = "application/vnd.jupyter.widget-view+json"


class Plate:
    """A stand-in for a Picture: its pixels are its arguments."""

    drawn = 0

    def __init__(self, text):
        Plate.drawn += 1
        self.alt, self.png = f"A plate with {text}.", f"png:{text}".encode()

    def _repr_mimebundle_(self, include=None, exclude=None):
        image = base64.b64encode(self.png).decode("ascii")
        about = {"image/png": {"alt": self.alt, "width": 760}}
        return {"image/png": image, "text/plain": f"Figure: {self.alt}"}, about


def draw(x0=1.0, h=0.5, function="x²"):
    if x0 > 1.9:
        raise ValueError("x0 is too large & <far>")
    return Plate(f"x0={x0:g} h={h:g} {function}")


def full():
    return explore(
        draw,
        x0=(-2, 2, 0.1),
        h=[1, 0.5, 0.1],
        function=("sin x", "x²"),
        labels={"x0": "x₀, the point", "h": "h, the step"},
    )


def parts(explorer):
    *controls, image, caption = live_view(explorer).children
    return controls, image, caption


def test_one_output_serves_every_reader():
    data, metadata = full()._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", VIEW}
    assert base64.b64decode(data["image/png"]) == b"png:x0=1 h=0.5 x\xc2\xb2"
    assert metadata == {"image/png": {"alt": "A plate with x0=1 h=0.5 x².", "width": 760}}
    assert data["text/plain"] == (
        "Figure: A plate with x0=1 h=0.5 x².\n"
        "Controls: x₀, the point: -2 to 2; h, the step: 1, 0.5, 0.1; function: sin x, x²."
    )


def test_without_ipywidgets_the_picture_stays(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    data, metadata = full()._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png"}
    assert metadata["image/png"]["alt"]


def test_controls_start_where_the_figure_starts():
    (x0, h, function), image, caption = parts(full())
    assert [type(w).__name__ for w in (x0, h, function)] == ["FloatSlider", "SelectionSlider", "Dropdown"]
    assert (x0.value, h.value, function.value) == (1.0, 0.5, "x²")
    assert (x0.min, x0.max, x0.step, x0.readout_format) == (-2, 2, 0.1, ".1f")
    assert x0.description == "x₀, the point"
    assert "-2 to 2" in x0.tooltip
    assert (image.layout.width, image.layout.height, image.layout.flex) == ("760px", "auto", "0 0 auto")
    assert "A plate with x0=1 h=0.5 x²." in caption.value


def test_moving_a_control_changes_the_picture_and_its_words():
    (x0, h, function), image, caption = parts(full())
    x0.value = -1.5
    assert image.value == b"png:x0=-1.5 h=0.5 x\xc2\xb2"
    assert "x0=-1.5" in caption.value
    h.value, function.value = 0.1, "sin x"
    assert image.value == b"png:x0=-1.5 h=0.1 sin x"


def test_an_error_is_shown_in_place_and_the_picture_stays():
    explorer = full()
    (x0, *_), image, caption = parts(explorer)
    before = image.value
    x0.value = 2.0
    assert image.value == before
    assert (
        "No picture for x0 = 2, h = 0.5, function = x². ValueError: x0 is too large &amp; &lt;far&gt;" in caption.value
    )
    x0.value = 1.0
    assert image.value == before and "A plate" in caption.value


def test_an_error_at_the_start_is_shown_too():
    def never(x=1):
        raise ZeroDivisionError("no")

    data, _ = explore(never, x=(0, 2, 1))._repr_mimebundle_()
    assert data["text/plain"].startswith("No picture for x = 1. ZeroDivisionError: no")
    assert "image/png" not in data and VIEW in data


def test_pictures_seen_before_are_not_drawn_again():
    (x0, *_), image, _ = parts(full())
    x0.value = 0.5
    drawn = Plate.drawn
    x0.value = 1.0
    x0.value = 0.5
    assert Plate.drawn == drawn
    assert image.value == b"png:x0=0.5 h=0.5 x\xc2\xb2"


def test_a_slow_figure_waits_for_the_slider_to_be_let_go(monkeypatch):
    (x0, *_), _, _ = parts(full())
    module = sys.modules["classroom.explore"]
    monkeypatch.setattr(module, "SLOW", 0.0)
    for place in (0.1, 0.2, 0.3, 0.4):
        x0.value = place
        assert x0.continuous_update
    x0.value = 0.5
    assert not x0.continuous_update
    monkeypatch.setattr(module, "SLOW", 10.0)
    x0.value = 0.6
    assert x0.continuous_update


def test_an_error_while_rendering_is_an_error_of_the_figure():
    class Broken(Plate):
        @property
        def png(self):
            raise MemoryError("too many pixels")

        @png.setter
        def png(self, value):
            pass

    explorer = explore(lambda x=0: Broken("x") if x > 1 else Plate("ok"), x=(0, 2, 1))
    (x,), image, caption = parts(explorer)
    x.value = 2
    assert image.value == b"png:ok"
    assert "MemoryError: too many pixels" in caption.value


def test_defaults_out_of_range_start_in_the_middle():
    assert parts(explore(draw, x0=(-1, 0, 0.25)))[0][0].value == -0.5
    assert parts(explore(draw, h=[3, 2]))[0][0].value == 3
    assert parts(explore(functools.partial(draw, function="|x|"), x0=(0, 1)))[0][0].step == 0.01


def test_whole_numbers_make_whole_steps():
    def steps(step=0):
        return Plate(f"step {step}")

    (step,), image, _ = parts(explore(steps, step=(0, 4, 1)))
    assert type(step).__name__ == "IntSlider"
    step.value = 3
    assert image.value == b"png:step 3"


@pytest.mark.parametrize(
    ("controls", "error", "words"),
    [
        ({}, ValueError, f"1 to {MOST_CONTROLS} controls"),
        ({"a": (0, 1), "b": (0, 1), "c": (0, 1), "d": (0, 1)}, ValueError, "not 4"),
        ({"speed": (0, 1)}, TypeError, "no argument 'speed'; it takes x0, h, function"),
        ({"x0": (1, 0)}, ValueError, "no range"),
        ({"x0": (0, 1, 0)}, ValueError, "no range"),
        ({"x0": 3}, ValueError, "no control"),
        ({"x0": ()}, ValueError, "no control"),
        ({"x0": ["a", 1]}, ValueError, "no control"),
        ({"x0": (0, 1), "labels": {"h": "step"}}, TypeError, "labels names 'h'"),
    ],
)
def test_controls_that_do_not_fit_are_named(controls, error, words):
    with pytest.raises(error, match=words):
        explore(draw, **controls)


def test_a_real_figure_goes_through():
    style = pytest.importorskip("figures.style")

    def line(slope=1.0):
        with style.canvas(style.STRIP) as fig:
            ax = style.ax_in(fig, 0.5, 0.5, 3, 1.4)
            ax.plot([0, 1], [0, slope], **style.TANGENT)
            return style.Picture(fig, f"A line of slope {slope:g} on a small card.")

    explorer = explore(line, slope=(-2, 2, 0.5))
    data, metadata = explorer._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == "A line of slope 1 on a small card."
    (slope,), image, _ = parts(explorer)
    before = image.value
    slope.value = -2
    assert image.value != before and bytes(image.value).startswith(b"\x89PNG")
