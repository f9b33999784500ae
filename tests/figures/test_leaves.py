"""The pictures of lesson 08: every tensor stands in the field its own flags name, every row says what its tensor is."""

from itertools import product

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyBboxPatch

import autograd_lite as torch
from figures import leaf_matrix, leaf_program, leaves
from figures.style import AMBER, CARD, GREY, INK, RED


def column(picture, x, names):
    """Return the texts at one place across the card, from top to bottom."""
    (ax,) = picture.figure.axes
    found = [(t.get_position(), t.get_text().strip("$")) for t in ax.texts]
    rows = sorted((-y, text) for (at, y), text in found if abs(at - x) < 1e-9 and y < leaf_program.TOP + 0.1)
    return [text for _, text in rows][:names]


def placed(picture):
    """Return the field, as (is_leaf, requires_grad), in which each line of code stands."""
    (ax,) = picture.figure.axes
    out = {}
    for text in ax.texts:
        x, y = text.get_position()
        for field in leaf_matrix.FIELDS:
            left, bottom = leaf_matrix._corner(field)
            inside = left < x < left + leaf_matrix.WIDE and bottom < y < bottom + leaf_matrix.HIGH
            if inside and text.get_text() not in (".grad", r"$\varnothing$"):
                out[text.get_text()] = field
    return out


def shapes(picture):
    """Return how many filled squares, hollow squares and circles are drawn."""
    (ax,) = picture.figure.axes
    fills = [to_hex(p.get_facecolor()).upper() for p in ax.patches if isinstance(p, FancyBboxPatch)]
    return fills.count(INK), fills.count(CARD), sum(isinstance(p, Circle) for p in ax.patches)


def test_every_example_stands_where_its_flags_say(look):
    picture = leaves.matrix()
    assert placed(picture) == {
        "w": (True, True),
        "w.double()": (True, True),
        "w * x": (False, True),
        "w.float()": (False, True),
        "w.clone()": (False, True),
        "x": (True, False),
        "x * x": (True, False),
        "w.detach()": (True, False),
    }
    assert shapes(picture) == (1, 1, 1)
    assert sum(t.get_text() == r"$\varnothing$" for t in picture.figure.axes[0].texts) == 1
    assert "no unmarked non-leaves" in picture.alt
    assert look.flaws(picture) == []


def test_a_field_without_tensors_is_empty_and_has_no_shape(look):
    w = torch.tensor(1.0, requires_grad=True)
    picture = leaves.matrix({"w": w})
    assert placed(picture) == {"w": (True, True)}
    assert shapes(picture) == (1, 0, 0)
    assert look.flaws(picture) == []


def test_long_and_many_entries_stay_inside_their_field(look):
    w = torch.tensor(1.0, requires_grad=True)
    many = {f"torch.tensor([{k}.0, 2.0, 3.0]).float()": torch.tensor([float(k)]) for k in range(9)}
    picture = leaves.matrix({**many, "w.double().requires_grad_()": w})
    names = [name for name, field in placed(picture).items() if field == (True, False)]
    assert len(names) == leaf_matrix.MOST and names[-1] == "and 5 more"
    (ax,) = picture.figure.axes
    renderer = picture.figure.canvas.get_renderer()
    edge = (leaf_matrix.LEFT + leaf_matrix.WIDE) * picture.figure.dpi
    for text in ax.texts:
        if text.get_text() in names:
            assert text.get_window_extent(renderer).x1 < edge
    assert look.flaws(picture) == []


def test_what_is_no_tensor_is_refused():
    with pytest.raises(TypeError, match="gave no tensor"):
        leaves.matrix({"w.item()": 3.0})


CHOICES = list(product(leaves.FIRST, leaves.TURN, leaves.LAST))


@pytest.mark.parametrize("p, q, r", CHOICES)
def test_the_rows_say_what_the_lines_make(look, p, q, r):
    space = {name: torch.tensor(value, requires_grad=flag) for name, value, flag in
             (("w", 3.0, True), ("b", 1.0, True), ("x", 2.0, False))}  # fmt: skip
    for name, text in (("p", p), ("q", q), ("r", r)):
        space[name] = eval(text, {}, space)
    picture = leaves.program(p, q, r)
    for flag in ("is_leaf", "requires_grad"):
        shown = column(picture, leaf_program.COLUMNS[flag], 6)
        assert shown == [str(getattr(tensor, flag)) for tensor in space.values()]
    made = [tensor.grad_fn.name() if tensor.grad_fn is not None else "None" for tensor in space.values()]
    assert column(picture, leaf_program.COLUMNS["grad_fn"], 6) == made
    circles = sum(not tensor.is_leaf for tensor in space.values())
    filled = sum(tensor.is_leaf and tensor.requires_grad for tensor in space.values())
    assert shapes(picture) == (filled, 6 - circles - filled, circles)
    assert look.flaws(picture) == []


@pytest.mark.parametrize("p, q, r", CHOICES)
def test_the_last_column_is_what_backward_leaves(p, q, r):
    tensors, refused = leaf_program.ran(p, q, r)
    assert refused == (not tensors["r"].requires_grad)
    kept = {n for n, t in tensors.items() if leaf_program.grad_of(t) is not None}
    assert all(tensors[n].is_leaf and tensors[n].requires_grad for n in kept)
    picture = leaves.program(p, q, r)
    texts = {t.get_text() for t in picture.figure.axes[0].texts}
    assert ("✕ RuntimeError" in texts) == refused
    last = column(picture, leaf_program.COLUMNS[".grad"], 6)
    assert sum(text != "None" for text in last) == len(kept)
    reds = [p for p in picture.figure.axes[0].patches if to_hex(p.get_facecolor()).upper() == RED]
    assert bool(reds) != refused


def test_the_gradients_are_those_of_the_formula():
    wanted = {"w * x": (2, 1), "w + b": (1, 2)}  # of p + b, by w and by b
    for p, (by_w, by_b) in wanted.items():
        tensors, _ = leaf_program.ran(p, "p.clone()", "q + b")
        assert (tensors["w"].grad.item(), tensors["b"].grad.item()) == (by_w, by_b)
    tensors, _ = leaf_program.ran("w * x", "p.detach()", "q + b")
    assert tensors["w"].grad is None and tensors["b"].grad.item() == 1


def test_one_row_is_marked_and_a_refused_call_is_grey():
    picture = leaves.program("x * x", "p.long()", "q * x")
    amber = [a for a in picture.figure.findobj(FancyBboxPatch) if to_hex(a.get_facecolor()).upper() == AMBER]
    assert len(amber) == 1
    (call,) = [t for t in picture.figure.axes[0].texts if t.get_text() == "r.backward()"]
    assert call.get_color() == GREY


@pytest.mark.parametrize("wrong", [{"p": "w / x"}, {"q": "p"}, {"r": "__import__('os')"}])
def test_code_outside_the_menus_is_refused(wrong):
    with pytest.raises(ValueError, match="none of"):
        leaves.program(**wrong)
