"""Stepping backward: the pictures move exactly the numbers that the engine moves, in its order, and change nothing."""

import inspect

import numpy as np
import pytest
from matplotlib.colors import to_hex

import autograd_lite as torch
from autograd_lite.autograd import engine
from autograd_lite.autograd.graph import AccumulateGrad
from figures import graph_paint, graphs, style
from figures.graph_text import Label, value_lines

UNARY = (torch.sin, torch.exp, torch.tanh, torch.sigmoid, torch.abs, lambda t: t**2, lambda t: -t, lambda t: 2 - t)
BINARY = (
    lambda s, t: s + t, lambda s, t: s - t, lambda s, t: s * t, lambda s, t: s / (t * t + 1), torch.maximum,
)  # fmt: skip


def random_graph(seed):
    """Return a scalar made by 3 to 14 random operations on numbers and vectors, and its leaves."""
    rng = np.random.default_rng(seed)
    leaves = [torch.tensor(rng.uniform(-1, 1, 3 if rng.random() < 0.3 else ()).tolist(), requires_grad=True)
              for _ in range(rng.integers(1, 4))]  # fmt: skip
    pool = list(leaves)
    for _ in range(rng.integers(3, 15)):
        if rng.random() < 0.45:
            pool.append(UNARY[rng.integers(len(UNARY))](pool[rng.integers(len(pool))]))
        else:
            one, two = (pool[rng.integers(max(0, len(pool) - 4), len(pool))] for _ in range(2))
            pool.append(BINARY[rng.integers(len(BINARY))](one, two))
    return pool[-1].sum() if pool[-1].ndim else pool[-1] * 1.5, leaves


def red_texts(figure):
    """Return {position: (text, size)} of what is written in red outside the pill."""
    texts = [t for t in figure.axes[0].texts if to_hex(t.get_color()) == style.RED.lower()]
    return {t.get_position(): (t.get_text().strip("$"), t.get_fontsize()) for t in texts}


def sent_by(trace):
    """Return what a trace moved, in order: (node, slot, value) for a wire, (node, None, value) for a leaf."""
    moved = []
    for step in trace:
        if isinstance(step.node, AccumulateGrad):
            moved.append((step.node, None, step.incoming[0]))
        for slot, value in enumerate(step.outgoing):
            if value is not None:
                moved.append((step.node, slot, value))
    return moved


@pytest.mark.parametrize("seed", range(40))
def test_the_steps_are_the_engines_own(seed):
    z, leaves = random_graph(seed)
    walk = graphs.step_backward(z)
    with engine.trace() as independent:
        torch.autograd.backward(z)
    moved = sent_by(independent)
    scene, told = walk.scene, []
    for event in walk.events[1:]:
        link = None if event.link is None else scene.links[event.link]
        node = scene.vertices[event.vertex if link is None else link.head].node
        told.append((node, None if link is None else link.slot, event.value))
    assert [entry[:2] for entry in told] == [entry[:2] for entry in moved]
    assert all(np.array_equal(a[2], b[2], equal_nan=True) for a, b in zip(told, moved, strict=True))
    kept = {id(scene.vertices[e.vertex].tensor): e.total for e in walk.events if e.link is None}
    for leaf in leaves:
        assert (leaf.grad is None) == (id(leaf) not in kept)
        assert leaf.grad is None or np.array_equal(leaf.grad.numpy(), kept[id(leaf)])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_every_picture_shows_the_number_of_its_step_largest_and_the_earlier_ones_below_their_wires(seed):
    z, _ = random_graph(seed)
    walk = graphs.step_backward(z)
    plan, shown = walk.drawing.plan, {}
    for step, event in enumerate(walk.events, 1):
        texts = red_texts(walk.draw(step).figure)
        if event.link is not None:
            shown[event.link] = value_lines(event.value)
        for link, lines in shown.items():
            spot, now = plan.gradient_spots[link], link == event.link
            size = plan.size(graph_paint.HERO if now else graph_paint.MATH)
            written = Label(lines, size).rows(spot.x, spot.y)
            assert [texts.get((left, base)) for _, left, base in written] == [(line, size) for line in lines]


@pytest.mark.parametrize("seed", range(20))
def test_running_sums_end_at_what_the_engine_held(seed):
    z, _ = random_graph(seed)
    walk = graphs.step_backward(z)
    held = {}
    for step in walk.trace:
        for (node, number), total in zip(step.node.next_functions, step.sums, strict=False):
            if node is not None and total is not None:
                held[(walk.scene.at[node], number)] = total
    last = {}
    for event in walk.events:
        if event.link is not None and event.total is not None:
            link = walk.scene.links[event.link]
            last[(link.tail, link.output)] = event.total
    for place, total in last.items():
        np.testing.assert_allclose(total, held[place], rtol=1e-13)


def test_no_grad_changes_and_the_graph_can_be_used_again():
    w, x = torch.tensor(3.0, requires_grad=True), torch.tensor([1.0, 2.0], requires_grad=True)
    p = w * x
    p.retain_grad()
    L = (p * p).sum()
    w.grad = torch.tensor(7.0)
    q = L * 2
    q.retain_grad()
    q.backward(retain_graph=True)
    w.grad, x.grad, p.grad = torch.tensor(7.0), None, None
    before, version = w.grad, w.grad._version
    kept = q.grad
    graphs.step_backward(q).draw(2)
    assert q.grad is kept and q.grad.item() == 1
    graphs.step_backward(L).draw(2)
    assert w.grad is before and w.grad._version == version and w.grad.item() == 7
    assert x.grad is None and p.grad is None
    L.backward()
    assert w.grad.item() == 7 + 30 and x.grad.tolist() == [18, 36] and p.grad.tolist() == [6, 12]


def test_a_grad_that_is_there_already_is_added_to():
    x = torch.tensor(3.0, requires_grad=True)
    z = (2 * x) ** 2
    z.backward(retain_graph=True)
    texts = {text for text, _ in red_texts(graphs.step_backward(z, {"x": x, "z": z}).draw(4).figure).values()}
    assert {r"x.\!\mathrm{grad}=24+24", r"\mathrm{grad}=48"} <= texts
    assert x.grad.item() == 24


def test_the_rule_is_written_in_letters_and_in_numbers():
    w, x, y = (torch.tensor(v, requires_grad=v < 9) for v in (3.0, 2.0, 10.0))
    p = w * x
    L = (p - y) ** 2
    walk = graphs.step_backward(L, {"w": w, "x": x, "y": y, "L": L})
    said = [{text for text, _ in red_texts(walk.draw(step).figure).values()} for step in range(walk.steps + 1)]
    of_w = r"\dfrac{\partial L}{\partial w}=x\cdot ({-}8)=2\cdot ({-}8)"
    assert [of_w in texts for texts in said] == [False, False, False, False, True, False, False, False]
    assert r"2\cdot ({-}4)\cdot 1" in said[2]


def test_two_wires_into_one_value_bring_shares_and_only_their_sum_is_the_derivative():
    y = torch.tensor(6.0, requires_grad=True)
    z = y * y
    walk = graphs.step_backward(z, {"y": y, "z": z})
    said = [{text for text, _ in red_texts(walk.draw(step).figure).values()} for step in range(5)]
    assert {r"y\cdot 1=6\cdot 1", r"\Sigma=6"} <= said[2]
    assert {r"\dfrac{\partial z}{\partial y}=6+y\cdot 1=6+6\cdot 1", r"\Sigma=12"} <= said[3]
    assert {r"y.\!\mathrm{grad}=12", r"\mathrm{grad}=12"} <= said[4]


def test_a_nan_is_shown_where_it_arises():
    x = torch.tensor(0.0, requires_grad=True)
    z = torch.sqrt(x * x)
    walk = graphs.step_backward(z, {"x": x, "z": z})
    says = [event.says for event in walk.events]
    assert "SqrtBackward0 received 1 and sends ∞" in says[1] and "sends nan to x" in says[2]
    assert r"\mathrm{nan}" in {text for text, _ in red_texts(walk.draw(3).figure).values()}


def test_data_and_frozen_leaves_get_neither_track_nor_question_mark():
    w, x = torch.tensor(3.0, requires_grad=True), torch.tensor(2.0)
    walk = graphs.step_backward(w * x)
    assert len(walk.drawing.gradients) == 2  # the result's wire and the wire of w
    assert [t.get_text() for t in walk.draw(0).figure.axes[0].texts].count(r"$\mathrm{?}$") == 2


def test_a_value_that_is_not_one_number_needs_a_gradient():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        graphs.step_backward(y)
    assert graphs.step_backward(y, gradient=torch.tensor([1.0, 10.0])).events[-1].total.tolist() == [2, 40]
    with pytest.raises(RuntimeError, match="Mismatch in shape"):
        graphs.step_backward(y, gradient=torch.tensor([1.0, 1.0, 1.0]))


def test_it_raises_what_backward_raises():
    x = torch.tensor(2.0, requires_grad=True)
    z = x * x
    z.backward()
    with pytest.raises(RuntimeError, match="second time"):
        graphs.step_backward(z)
    with pytest.raises(RuntimeError, match="does not require grad"):
        graphs.step_backward(torch.tensor(2.0) * 3)


def test_a_step_that_is_not_there_is_named():
    walk = graphs.step_backward(torch.tensor(2.0, requires_grad=True) * 3)
    for step in (-1, walk.steps + 1):
        with pytest.raises(ValueError, match=f"step {step} is not one of 0 to {walk.steps}"):
            walk.draw(step)


def test_the_default_step_is_known_to_a_slider_and_marked_in_the_strip():
    walk = graphs._loss_steps(3, 2, 10)
    assert inspect.signature(walk.draw).parameters["step"].default == 4
    assert walk.draw().png == walk.draw(4).png
    strip = walk.filmstrip()
    assert strip.alt.startswith("Five small frames") and "−16" in strip.alt


def test_a_large_graph_has_a_strip_of_six_frames_in_two_rows():
    x = torch.tensor(1.0, requires_grad=True)
    z = x
    for _ in range(12):
        z = torch.sin(z) + torch.cos(z)
    strip = graphs.step_backward(z, {"x": x, "z": z}).filmstrip()
    assert len(strip.figure.axes) == 6 and len({round(ax.get_position().y0, 3) for ax in strip.figure.axes}) == 2
    assert 15 <= len(strip.alt.split()) <= 50


def test_as_the_last_line_of_a_cell_it_shows_the_strip_with_its_alt_text():
    walk = graphs._loss_steps(3, 2, 10)
    data, metadata = walk._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"} and metadata["image/png"]["alt"] == walk.filmstrip().alt
    assert data["text/plain"] == repr(walk) == f"Figure: {walk.filmstrip().alt}"


def test_pictures_of_a_pass_are_the_same_every_time():
    first, second = (graphs._loss_steps(3, 2, 10) for _ in range(2))
    assert all(first.draw(step).png == second.draw(step).png for step in (0, 4, 7))


def test_every_step_has_the_same_layout():
    walk = graphs._loss_steps(3, 2, 10)
    pictures = [walk.draw(step).figure for step in range(walk.steps + 1)]
    assert len({tuple(f.get_size_inches()) for f in pictures}) == 1
    letters = [
        {(t.get_text(), t.get_position()) for t in f.axes[0].texts if t.get_text() in ("$w$", "$L$")} for f in pictures
    ]
    assert all(places == letters[0] for places in letters)
