"""Reading a recorded graph: values it still knows, names, constants, and the formula above the picture."""

import numpy as np
import pytest

import autograd_lite as torch
from figures import graph_text, graphs
from figures.graph_scene import MOST, read


def leaf(value, requires_grad=True):
    return torch.tensor(value, requires_grad=requires_grad)


def loss():
    w, x, y = leaf(3.0), leaf(2.0), leaf(10.0, False)
    p = w * x
    L = (p - y) ** 2
    return L, {"w": w, "x": x, "y": y, "p": p, "L": L}


def test_values_come_from_what_the_graph_still_knows():
    L, names = loss()
    known = {t.get_text() for t in graphs.draw_graph(L, names).figure.axes[0].texts}
    assert {"$3$", "$2$", "$10$", "$p=6$", "${-}4$", "$16$", "$L=(w\\,x-y)^{2}$"} <= known
    unnamed = {t.get_text() for t in graphs.draw_graph(L).figure.axes[0].texts}
    assert {"$a$", "$b$", "$3$", "$2$", "${-}4$", "$16$"} <= unnamed and not {"$6$", "$10$"} & unnamed
    L.backward()
    assert {"$16$", "$z$", r"$\mathrm{grad}={-}16$"} <= {
        t.get_text() for t in graphs.draw_graph(L).figure.axes[0].texts
    }
    bare = {t.get_text() for t in graphs.draw_graph(L, names, values=False).figure.axes[0].texts}
    assert not {"$3$", "$16$", "$p=6$"} & bare


def test_one_tensor_used_twice_is_one_square_and_a_number_stands_in_its_own():
    x, w = leaf(2.0, False), leaf(3.0)
    z = (w * x) * x * 5
    scene = read([z], {"x": x, "w": w})
    assert [v.symbol for v in scene.vertices if v.kind in ("leaf", "data")] == ["w", "x", "5"]
    assert len([link for link in scene.links if scene.vertices[link.tail].letter == "x"]) == 2


def test_a_heading_never_piles_up_small_type():
    x, y = leaf(0.5), leaf(2.0)
    for z, heading in (
        (torch.exp(torch.sin(torch.exp(x))), r"z=\exp\,(\sin\,(e^{x}))"),
        (torch.exp(x) / (x / y), r"z=e^{x}/\frac{x}{y}"),
        (x / (x + y), r"z=\frac{x}{x+y}"),
        ((x - (y - x)) * -x, r"z=(x-(y-x))({-}x)"),
    ):
        assert read([z], {"x": x, "y": y}).heading() == heading


def test_names_may_be_all_globals():
    L, names = loss()
    noise = {"_": names["w"], "_3": L, "np": np, "k": 3, "f": loss}
    assert graphs.draw_graph(L, noise | names).png == graphs.draw_graph(L, names).png


def test_a_graph_too_large_for_a_card_says_so():
    z = leaf(0.5)
    for _ in range(MOST):
        z = torch.sin(z)
    with pytest.raises(ValueError, match=f"has {MOST + 1} nodes"):
        graphs.draw_graph(z)


def test_a_number_given_as_a_name_stands_in_its_square():
    a, one = leaf(2.0), leaf(1.0, False)
    scene = read([a + one], {"a": a, "1": one})
    data = next(v for v in scene.vertices if v.kind == "data")
    assert (data.symbol, data.letter, data.value) == ("1", "", 1)


@pytest.mark.parametrize(
    ("f", "heading"),
    [(lambda x: x + 3, "z=x+3"), (lambda x: 3 + x, "z=x+3"), (lambda x: x - 3, "z=x-3"), (lambda x: 3 - x, "z=3-x")],
)
def test_a_number_that_a_node_keeps_stands_in_its_square(f, heading):
    x = leaf(2.0)
    z = f(x)
    z.backward()
    scene = read([z], {"x": x})  # k is not a saved value: it is not freed either, and a second pass works
    assert scene.heading() == heading and [v.symbol for v in scene.vertices if v.kind == "data"] == ["3"]
    z.backward()
    assert abs(x.grad.item()) == 2


def test_two_unknown_inputs_are_not_guessed_at():
    a, b, c = leaf(2.0), leaf(3.0, False), leaf(4.0, False)
    scene = read([(a + b) - c], {"a": a, "b": b, "c": c})
    assert [v.symbol for v in scene.vertices if v.kind == "data"] == ["", ""]


def test_a_freed_graph_still_has_its_shape_and_its_leaves():
    L, names = loss()
    L.backward()
    scene = read([L], {"w": names["w"], "L": L})  # the leaf without a name is called a
    assert len(scene.links) == 6 and scene.heading() is None
    assert {link.letter: link.value for link in scene.links if link.letter} == {"w": 3, "a": 2, "L": 16}


def test_a_value_packed_away_by_a_hook_is_left_away():
    x = leaf(3.0)
    with torch.autograd.graph.saved_tensors_hooks(lambda t: t * 2, lambda t: t / 2):
        z = torch.sin(x * 2)
    assert all(link.value is None for link in read([z]).links[-2:-1])


def test_a_vector_that_holds_nan_is_written_out():
    assert graph_text.value_lines([np.nan, 0.25]) == (r"[\mathrm{nan},\,0.25]",)
    assert graph_text.value_words([np.nan, -np.inf]) == "[nan, −∞]"
