"""The pictures of lesson 13: what goes in, comes back and is kept is what autograd_lite computes."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from figures import operation_box, operation_drawers, operation_stretch, operations
from figures.style import AMBER, GREY, RED


def written(picture, color=None):
    """Return the texts on a picture, without their dollar signs; of one colour if told."""
    texts = [t for ax in picture.figure.axes for t in ax.texts] + picture.figure.texts
    return [t.get_text().strip("$") for t in texts if color in (None, t.get_color())]


def halos(picture):
    """Return how many patches are marker-pen yellow."""
    patches = list(picture.figure.patches) + [a for a in picture.figure.artists if hasattr(a, "get_facecolor")]
    return sum(to_hex(patch.get_facecolor()).upper() == AMBER for patch in patches)


@pytest.mark.parametrize("rule", operations.RULES)
@pytest.mark.parametrize("loss", operations.LOSSES)
def test_the_marks_say_whether_a_gradient_is_right(look, rule, loss):
    w, x, v = (np.array(m) for m in (operation_box.AT["w"], operation_box.AT["x"], operation_box.LOSSES[loss]))
    truth = (v * x, v * w, v)
    given = {
        "as in the notes": truth,
        "forgot grad_out": (x, w, np.ones((2, 2))),
        "swapped": (v * w, v * x, v),
        "wrong sign": (v * x, v * w, -v),
    }[rule]
    run = operation_box.measured(rule, loss)
    assert all(np.array_equal(a, b) for a, b in zip(run.got, given, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(run.truth, truth, strict=True))
    wrong = sum(not np.array_equal(a, b) for a, b in zip(given, truth, strict=True))
    picture = operations.box(5, rule, loss)
    assert (written(picture).count("✓"), written(picture).count("✕")) == (3 - wrong, wrong)
    assert look.flaws(picture) == []


def test_the_fault_that_a_sum_hides_shows_under_weights():
    assert written(operations.box(5, "forgot grad_out", "sum")).count("✕") == 0
    assert written(operations.box(5, "forgot grad_out", "weighted sum")).count("✕") == 3


def test_a_gradient_stands_there_only_after_its_step(look):
    for step in range(operations.STEPS + 1):
        picture = operations.box(step, loss="weighted sum")
        assert written(picture).count("✓") == max(0, step - 2)
        assert (r"g = \mathrm{grad\_out}" in written(picture, RED)) == (step >= 2)
        assert look.flaws(picture) == []


def test_the_drawer_is_filled_by_forward_and_opened_for_w_and_x():
    run = operation_box.measured("as in the notes", "sum")
    assert [value.tolist() for value in run.saved] == [operation_box.AT["w"], operation_box.AT["x"]]
    assert [halos(operations.box(step)) for step in range(6)] == [0, 3, 0, 2, 2, 1]


@pytest.mark.parametrize("wrong", [{"step": 6}, {"step": -1}, {"rule": "other"}, {"loss": "mean"}])
def test_what_the_box_does_not_know_is_refused(wrong):
    with pytest.raises(ValueError, match="step is 0 to 5"):
        operations.box(**wrong)


def test_the_drawers_keep_what_the_rules_use(look):
    kept, slopes = zip(*map(operation_drawers.measured, operation_drawers.CASES), strict=True)
    assert kept[0] is None and kept[1] == [3.0] and kept[3] == [0.0, 1.0, 0.0]
    assert kept[2] == pytest.approx([np.e])
    assert slopes[0] == [1.0] and slopes[1] == [6.0] and slopes[3] == [0.0, 1.0, 0.0]
    assert slopes[2] == pytest.approx([np.e])
    assert look.flaws(operations.drawers()) == []


@pytest.mark.parametrize(
    "shape, wanted, copies, pluses",
    [("(2,)", [4.0, 6.0], "56", 2), ("(2, 1)", [[3.0], [7.0]], "56", 2), ("()", 10.0, "555", 4)],
    ids=["row", "column", "number"],
)
def test_copies_send_back_their_sum(look, shape, wanted, copies, pluses):
    b, wide, summed = operation_stretch.measured(shape)
    assert summed.tolist() == wanted
    assert wide.tolist() == np.broadcast_to(b, (2, 2)).tolist()
    picture = operations.stretch(shape)
    assert "".join(written(picture, GREY)) == copies
    assert written(picture, RED).count("+") == pluses
    assert look.flaws(picture) == []


def test_another_shape_is_refused():
    with pytest.raises(ValueError, match="shape is one of"):
        operations.stretch("(3,)")
