"""The sheet: palette, type, numbers, the card, the Picture and its bytes."""

import base64
import gc
import io
import weakref

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from PIL import Image

from figures import style
from figures.png import encode


def sample():
    with style.canvas(style.STRIP) as fig:
        ax = style.ax_in(fig, 0.6, 0.5, 3, 1.4)
        ax.plot([0, 1], [0, 1], **style.TANGENT)
        style.math(ax, 0.5, 0.5, "f'(x)")
        return style.Picture(fig, "a   sample\nof a picture")


def luminance(color):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["INK", "BLUE", "GREEN", "DARK_GREEN", "RED", "PLUM", "GREY"])
def test_a_colour_that_text_may_have_is_readable_on_the_card(name):
    assert contrast(getattr(style, name), style.CARD) >= 4.5


def test_every_hue_has_its_own_line_style():
    looks = [style.FUNCTION, style.TANGENT, style.SECANT, style.PATH]
    assert len({(str(look.get("ls", "-")), look.get("marker", "")) for look in looks}) == len(looks)


def test_drawing_leaves_the_settings_alone_also_when_it_fails():
    before = dict(matplotlib.rcParams)
    assert sample().png
    with pytest.raises(ZeroDivisionError), style.canvas(1):
        1 / 0
    assert dict(matplotlib.rcParams) == before


def test_a_learners_settings_do_not_reach_the_picture():
    plain = sample().png
    loud = {"lines.linewidth": 9, "font.size": 30, "axes.grid": True, "figure.dpi": 40, "mathtext.fontset": "cm",
            "axes.facecolor": "red", "path.sketch": (1, 100, 2), "lines.antialiased": False}  # fmt: skip
    with matplotlib.rc_context(loud):
        assert sample().png == plain


def test_a_picture_shows_itself_with_its_alt_text_and_760_pixels():
    picture = sample()
    data, metadata = picture._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == picture.png
    assert data["text/plain"] == repr(picture) == "Figure: a sample of a picture"
    assert metadata == {"image/png": {"alt": "a sample of a picture", "width": 760}}


def test_the_bytes_are_the_same_twice_and_what_is_saved(tmp_path):
    sample().save(tmp_path / "sample.png")
    assert (tmp_path / "sample.png").read_bytes() == sample().png


def test_the_card_is_solid_and_only_its_corners_are_clear():
    picture = sample()
    image = Image.open(io.BytesIO(picture.png))
    assert image.size == (1520, 450) and image.mode == "P" and "Software" not in image.info
    pixels = np.asarray(image.convert("RGBA"))
    assert [pixels[y, x, 3] for y in (0, -1) for x in (0, -1)] == [0, 0, 0, 0]
    assert (pixels[8:-8, 8:-8, 3] == 255).all()
    assert tuple(pixels[40, 1400]) == (*(round(255 * c) for c in to_rgb(style.CARD)), 255)


def test_a_figure_is_let_go_once_it_is_rendered():
    picture = sample()
    drawing = picture.figure
    assert picture.png is picture.png
    assert picture.figure is None and drawing.axes == []
    drawing = weakref.ref(drawing)
    gc.collect()
    assert drawing() is None


def test_few_colours_are_stored_exactly():
    rng = np.random.default_rng(5)
    palette = rng.integers(0, 256, (200, 3), dtype=np.uint8)
    rgba = np.full((60, 80, 4), 255, np.uint8)
    rgba[..., :3] = palette[rng.integers(0, 200, (60, 80))]
    stored = np.asarray(Image.open(io.BytesIO(encode(rgba, (0, 0, 0)))).convert("RGBA"))
    assert (stored == rgba).all()


def test_many_colours_are_mixed_but_the_frequent_ones_stay_exact():
    ramp = np.linspace(0, 255, 120).astype(np.uint8)
    rgba = np.full((120, 240, 4), 255, np.uint8)
    rgba[:, :120, 0], rgba[:, :120, 1] = ramp[None], ramp[:, None]
    rgba[:, 120:, :3] = (252, 251, 248)
    rgba[:, 230:, :3] = (27, 34, 51)
    stored = np.asarray(Image.open(io.BytesIO(encode(rgba, (0, 0, 0)))).convert("RGBA"))
    assert (stored[:, 120:] == rgba[:, 120:]).all()
    assert np.abs(stored.astype(int) - rgba).max() <= 24
    assert encode(rgba, (0, 0, 0)) == encode(rgba.copy(), (0, 0, 0))


def test_half_clear_pixels_take_the_corners_colour_and_their_own_alpha():
    rgba = np.full((4, 256, 4), 255, np.uint8)
    rgba[0, :, 3] = np.arange(256)
    stored = np.asarray(Image.open(io.BytesIO(encode(rgba, (10, 20, 30)))).convert("RGBA"))
    assert np.abs(stored[0, :, 3].astype(int) - np.arange(256)).max() <= 9
    assert (stored[0, :255, :3] == (10, 20, 30)).all() and (stored[1:] == 255).all()


@pytest.mark.parametrize(
    ("value", "short", "formula"),
    [
        (2.0, "2", "2"),
        (-0.41614684, "−0.4161", "{-}0.4161"),
        (-0.0, "0", "0"),
        (1e-15, "1e-15", "10^{-15}"),
        (-2.5e-9, "−2.5e-9", r"{-}2.5\times 10^{-9}"),
        (np.inf, "∞", r"\infty"),
        (-np.inf, "−∞", r"{-}\infty"),
        (np.nan, "undefined", r"\mathrm{nan}"),
    ],
)
def test_numbers_are_short_and_have_a_true_minus(value, short, formula):
    assert (style.number(value), style.math_number(value)) == (short, formula)


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_number_reads_back_to_four_digits(value):
    assert float(style.number(value).replace("−", "-")) == pytest.approx(value, rel=5.1e-4, abs=1e-300)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8), st.floats(0.05, 1))
def test_spread_labels_keep_their_order_and_their_distance(places, gap):
    out = style.spread(places, gap)
    assert (np.diff(np.sort(out)) >= gap - 1e-9).all()
    assert (np.argsort(out, kind="stable") == np.argsort(places, kind="stable")).all()
    if (np.diff(np.sort(places)) >= gap + 1e-9).all():
        assert np.allclose(out, places)


def test_spread_labels_stay_inside_where_there_is_room():
    assert style.spread([0.1, 0.1, 0.1], 0.2, low=0, high=1) == pytest.approx([0, 0.2, 0.4])
    assert style.spread([1.5], 0.2, low=0, high=1) == pytest.approx([1])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x^2", "x²"),
        (r"x^3-\frac{1}{x}", "x³ − (1/x)"),
        (r"\sin\,x", "sin x"),
        ("-2x+{-}3", "−2x + −3"),
        ("e^{x}", "eˣ"),
        ("x^{12}", "x¹²"),
    ],
)
def test_mathematics_reads_as_words(source, words):
    assert style.plain(source) == words
