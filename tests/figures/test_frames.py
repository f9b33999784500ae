"""The filmstrip: the same drawing in miniature, with the same limits in every frame."""

from functools import partial

import pytest

from figures.curves import tangent
from figures.frames import Frame, filmstrip
from figures.style import AMBER_EDGE, BLUE, INK

PLACES = (-2, -1, 0, 1, 2)


def test_every_frame_holds_its_own_tangent_and_all_share_their_limits(look):
    picture = filmstrip(tangent, "x0", PLACES, default=1, symbol="x_0", subject="tangent of x² at x0")
    axes = picture.figure.axes
    slopes = [look.slope(*look.lines(ax, BLUE)) for ax in axes]
    assert slopes == pytest.approx([2 * x0 for x0 in PLACES], abs=1e-9)
    assert len({(ax.get_xlim(), ax.get_ylim()) for ax in axes}) == 1
    assert "at x0 = −2, −1, 0, 1 and 2" in picture.alt and "the slope: −4, −2, 0, 2 and 4" in picture.alt
    assert look.flaws(picture) == []


def test_a_frame_without_a_tangent_says_so(look):
    picture = filmstrip(partial(tangent, function="|x|"), "x0", PLACES)
    assert look.lines(picture.figure.axes[2], BLUE) == []
    assert "none (slope −1 from the left and slope 1 from the right)" in picture.alt
    assert look.flaws(picture) == []


@pytest.mark.parametrize("default", [None, -2, 2])
def test_only_the_default_frame_is_outlined_and_written_in_ink(look, default):
    fig = filmstrip(tangent, "x0", PLACES, default).figure
    outlines = [patch for patch in fig.findobj(lambda a: getattr(a, "get_edgecolor", None)) if _is_amber(patch)]
    assert len(outlines) == (default is not None)
    inked = [t.get_text() for t in fig.texts if t.get_color() == INK]
    assert inked == ([] if default is None else [f"${{-}}{-default}$" if default < 0 else f"${default}$"])


def _is_amber(artist):
    from matplotlib.colors import to_hex
    from matplotlib.patches import FancyBboxPatch

    return isinstance(artist, FancyBboxPatch) and to_hex(artist.get_edgecolor()).upper() == AMBER_EDGE


def test_a_menu_of_names_stands_in_a_strip(look):
    picture = filmstrip(
        tangent, "function", ("x²", "sin x", "|x|", "∛x", "x² sin(1/x)", "x³"), "x³", subject="tangent of"
    )
    assert len(picture.figure.axes) == 6
    assert look.flaws(picture) == []


def test_a_bound_method_and_a_miniature_of_ones_own_work():
    class Count:
        def draw(self, step):
            raise AssertionError("only the miniature is drawn")

    def small(ax, step):
        ax.plot([0, step], [0, 1])
        return Frame(f"n = {step}", str(step), "the count")

    assert "the count: 1, 2, 3 and 4" in filmstrip(Count().draw, "step", (1, 2, 3, 4), miniature=small).alt


def test_a_strip_refuses_in_words():
    with pytest.raises(ValueError, match="4, 5 or 6 frames, not 3"):
        filmstrip(tangent, "x0", (0, 1, 2))
    with pytest.raises(ValueError, match="default 7"):
        filmstrip(tangent, "x0", PLACES, default=7)
    with pytest.raises(TypeError, match="no miniature"):
        filmstrip(print, "x0", PLACES)
