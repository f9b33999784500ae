"""Graph drawings of many shapes: nothing overlaps, nothing is clipped, the same picture every time."""

import io
from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyBboxPatch
from PIL import Image

import autograd_lite as torch
from figures import graphs, style
from figures.graph_drawing import Drawing, Moment
from figures.graph_scene import read
from figures.graph_text import Label

VERTEX_LAYER, DOT_LAYER = 10, 16


def leaf(value, requires_grad=True):
    return torch.tensor(value, requires_grad=requires_grad)


def loss():
    w, x, y = leaf(3.0), leaf(2.0), leaf(10.0, False)
    p = w * x
    L = (p - y) ** 2
    return L, {"w": w, "x": x, "y": y, "p": p, "L": L}


def diamond():
    a, b = leaf(2.0), leaf(1.0)
    c, d = a + b, b + 1
    e = c * d
    return e, {"a": a, "b": b, "c": c, "d": d, "e": e}


def square():
    x = leaf(3.0)
    y = 2 * x
    z = y * y
    return z, {"x": x, "y": y, "z": z}


def cube():
    y = leaf(2.0)
    z = y * y * y
    return z, {"y": y, "z": z}


def shared_leaf():
    x = leaf(2.0)
    z = (x * x + torch.sin(x)) * x - x
    return z, {"x": x, "z": z}


def broadcasting():
    x, b, w = leaf([1.0, 2.0, 3.0]), leaf(10.0), leaf(2.0)
    s = (w * x + b).sum()
    return s, {"x": x, "b": b, "w": w, "s": s}


def vector_loss():
    x, y = leaf([1.0, 2.0]), leaf([3.0, -1.0], False)
    z = ((x - y) ** 2).mean()
    return z, {"x": x, "y": y, "z": z}


def custom_function():
    class Line(torch.autograd.Function):
        @staticmethod
        def forward(ctx, w, x, b):
            ctx.save_for_backward(w, x)
            return w * x + b

        @staticmethod
        def backward(ctx, grad):
            w, x = ctx.saved_tensors
            return grad * x, grad * w, grad

    w, x, b = leaf([[1.0, 2.0], [3.0, 4.0]]), leaf([[1.0, 1.0], [2.0, 0.0]]), leaf([[1.0, 1.0], [1.0, 1.0]])
    L = Line.apply(w, x, b).sum()
    return L, {"w": w, "x": x, "b": b, "L": L}


def two_outputs():
    class SumAndGap(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            return a + b, a - b

        @staticmethod
        def backward(ctx, grad_sum, grad_gap):
            return grad_sum + grad_gap, grad_sum - grad_gap

    a, b = leaf(3.0), leaf(1.0)
    s, d = SumAndGap.apply(a, b)
    z = s * torch.sin(d)
    return z, {"a": a, "b": b, "z": z, "s": s, "d": d}


def two_results():
    x, w = leaf(2.0), leaf(3.0)
    p = w * x
    return [p * p, torch.sin(p)], {"x": x, "w": w, "p": p}


def second_order():
    x = leaf(2.0)
    y = x**3
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    z = g * g + y
    return z, {"x": x, "g": g, "z": z}


def kinks():
    a, b = leaf(2.0), leaf(-3.0)
    c = torch.relu(a * b + 1) + torch.abs(b) * torch.sigmoid(a)
    return c, {"a": a, "b": b, "c": c}


def two_layers():
    shapes = {"X": (5, 3), "W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,), "y": (5, 2)}
    rng = np.random.default_rng(0)
    t = {name: leaf(rng.normal(size=shape).tolist(), name not in "Xy") for name, shape in shapes.items()}
    out = torch.tanh(t["X"] @ t["W1"] + t["b1"]) @ t["W2"] + t["b2"]
    L = ((out - t["y"]) ** 2).mean()
    return L, {**t, "L": L}


def products(count):
    ws = [leaf(float(k)) for k in range(1, count + 1)]
    total = ws[0] * ws[1]
    for k in range(2, count, 2):
        total = total + ws[k] * ws[k + 1]
    return total, {f"w{k}": w for k, w in enumerate(ws, 1)} | {"s": total}


def chain(length):
    x = leaf(0.5)
    z = x
    for k in range(length):
        z = torch.sin(z) if k % 2 else torch.exp(z)
    return z, {"x": x}


def ladder(rungs):
    x = leaf(1.0)
    z = x
    for _ in range(rungs):
        z = torch.sin(z) + torch.cos(z)
    return z, {"x": x, "z": z}


def four_samples():
    w, b, total = leaf(0.5), leaf(1.0), 0
    for x, y in [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0), (4.0, 7.0)]:
        total = total + (w * x + b - y) ** 2
    return total / 4, {"w": w, "b": b}


SMALL = (
    loss, diamond, square, cube, shared_leaf, broadcasting, vector_loss, custom_function, two_outputs, two_results,
    second_order, kinks, two_layers,
)  # fmt: skip
LARGE = {
    "products of 8": lambda: products(8),
    "chain of 10": lambda: chain(10),
    "ladder of 3": lambda: ladder(3),
    "chain of 38": lambda: chain(38),
    "ladder of 12": lambda: ladder(12),
}
SHAPES = {make.__name__.replace("_", " "): make for make in SMALL} | LARGE


# --- what is on the card, in inches ------------------------------------------------------------------------------


def ink(text):
    """Return the box of a text's ink. Formulas are set from their left end and baseline."""
    if text.get_ha() == "left":
        label = Label((text.get_text().strip("$"),), text.get_fontsize())
        ((_, left, base),) = label.rows(0, 0)
        x, y = text.get_position()
        shift = np.array([x - left, y - base] * 2)
        return shift + np.array([-label.width, -label.height, label.width, label.height]) / 2
    return text.get_window_extent().extents / style.DPI


def vertices(fig):
    """Return the outlines of squares and circles."""
    shapes = [
        p for p in fig.axes[0].patches if p.get_zorder() == VERTEX_LAYER and isinstance(p, Circle | FancyBboxPatch)
    ]
    return [p.get_extents().extents / style.DPI for p in shapes]


def tracks(fig):
    """Return the forward and backward tracks, as points."""
    colours = (style.INK.lower(), style.RED.lower())
    return [line.get_xydata() for line in fig.axes[0].lines if to_hex(line.get_color()) in colours]


def overlap(a, b, slack=0.0):
    return min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack


def inside(a, b):
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def faults(fig):
    """Return everything that lies on something it should not lie on, in words."""
    shapes, wires = vertices(fig), tracks(fig)
    texts = [(t.get_text(), ink(t)) for t in fig.axes[0].texts if t.get_text() != "$$"]
    outer = [(name, box) for name, box in texts if not any(inside(box, shape) for shape in shapes)]
    card = (0.08, 0.08, style.WIDTH - 0.08, fig.get_size_inches()[1] - 0.08)
    found = [f"{name} leaves the card" for name, box in texts if not inside(box, card)]
    found += ["a vertex leaves the card" for shape in shapes if not inside(shape, card)]
    found += ["a wire leaves the card" for w in wires if not inside((*w.min(0), *w.max(0)), card)]
    found += ["two vertices overlap" for a, b in combinations(shapes, 2) if overlap(a, b, -0.05)]
    found += [f"{a} touches {b}" for (a, one), (b, two) in combinations(texts, 2) if overlap(one, two, 0.005)]
    found += [f"{name} touches a vertex" for name, box in outer for shape in shapes if overlap(box, shape)]
    dots = [p.get_extents().extents / style.DPI for p in fig.axes[0].patches if p.get_zorder() == DOT_LAYER]
    found += [f"{name} touches a progress dot" for name, box in outer for dot in dots if overlap(box, dot)]
    for wire in wires:
        x, y = wire.T
        for shape in shapes:
            if np.any((x > shape[0] + 0.02) & (x < shape[2] - 0.02) & (y > shape[1] + 0.02) & (y < shape[3] - 0.02)):
                found.append("a wire runs through a vertex")
        for name, box in outer:
            if np.any((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])):
                found.append(f"a wire crosses {name}")
    return found


def outermost(tensor):
    return [torch.tensor(1.0) for _ in tensor] if isinstance(tensor, list) else None


# --- tests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_lies_on_anything_in_a_drawn_graph(name):
    z, names = SHAPES[name]()
    assert faults(graphs.draw_graph(z, names).figure) == []


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in LARGE])
def test_nothing_lies_on_anything_when_nodes_show_their_grad_fn(name):
    z, names = SHAPES[name]()
    assert faults(graphs.draw_graph(z, names, show_grad_fn=True).figure) == []


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_lies_on_anything_midway_and_at_the_end(name):
    z, names = SHAPES[name]()
    walk = graphs.step_backward(z, names, outermost(z))
    assert [faults(walk.draw(step).figure) for step in (walk.steps // 2, walk.steps)] == [[], []]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_nothing_lies_on_anything_at_any_step(name):
    z, names = SHAPES[name]()
    walk = graphs.step_backward(z, names, outermost(z))
    steps = range(walk.steps + 1)
    assert {step: found for step in steps if (found := faults(walk.draw(step).figure))} == {}


def test_a_crowded_graph_covers_no_text_and_no_vertex():
    z, names = four_samples()
    for picture in (graphs.draw_graph(z, names), graphs.step_backward(z, names).draw(20)):
        assert [f for f in faults(picture.figure) if not f.startswith("a wire crosses")] == []


def test_the_checks_above_see_a_planted_overlap():
    picture = graphs.draw_graph(*loss())
    ax = picture.figure.axes[0]
    text = next(t for t in ax.texts if t.get_text() == "${-}4$")
    corner = vertices(picture.figure)[0][:2] - 0.06
    for place, word in ((tuple(corner), "touches"), ((-0.1, 1.0), "leaves the card")):
        text.set_position(place)
        assert any(word in fault for fault in faults(picture.figure))
    text.set_position(tuple(tracks(picture.figure)[0][14] - 0.05))
    assert any("crosses" in fault for fault in faults(picture.figure))


def test_a_labels_measure_is_the_ink_that_is_drawn():
    for source in ("{-}0.4161", "x", r"\Sigma=12", r"[1,\,2]", "p", r"\dfrac{\partial L}{\partial w}=2"):
        with style.canvas(2) as fig:
            label = Label((source,), 17)
            ((_, left, base),) = label.rows(3, 1)
            style.math(fig, left, base, source, 17, ha="left", va="baseline")
            picture = style.Picture(fig, "")
        pixels = np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGBA").convert("L"))[20:-20, 20:-20]
        rows, cols = np.nonzero(pixels < 180)
        drawn = (np.ptp(cols) + 1) / style.DPI, (np.ptp(rows) + 1) / style.DPI
        # A formula's width counts the thin space that its outer letters carry.
        assert label.width - 0.07 < drawn[0] < label.width + 0.01
        assert drawn[1] == pytest.approx(label.height, abs=0.03)
        middle = (cols.min() + cols.max()) / 2 / style.DPI + 0.1, 2 - 0.1 - (rows.min() + rows.max()) / 2 / style.DPI
        assert middle == pytest.approx((3, 1), abs=0.03)


@pytest.mark.parametrize("name", ["loss", "shared leaf", "custom function", "ladder of 3"])
def test_a_graph_has_one_picture(name):
    first, second = (graphs.draw_graph(*SHAPES[name]()) for _ in range(2))
    assert first.png == second.png and first.alt == second.alt


@pytest.mark.parametrize("name", SHAPES)
def test_wires_run_from_left_to_right_unless_they_run_back_to_the_next_band(name):
    z, names = SHAPES[name]()
    plan = Drawing(read(z if isinstance(z, list) else [z], names)).plan
    for wire in plan.wires:
        forward = np.diff(wire.line[:, 0])[wire.free[1:] & wire.free[:-1]]
        assert np.all(forward > -1e-9)


def test_a_heading_that_would_reach_the_progress_dots_is_left_away():
    L, names = loss()
    scene = read([L], names)
    for length, stands in ((5, True), (60, False)):
        drawing = Drawing(scene, heading="z=" + "+".join("x" * length), count=12, rule=(1.0, 0.2))
        assert (drawing.title is not None) == stands and faults(drawing.figure(Moment(step=3))) == []


def test_leaves_are_squares_told_apart_by_filling_and_operations_are_circles():
    fig = graphs.draw_graph(*loss()).figure
    marks = [p for p in fig.axes[0].patches if p.get_zorder() == VERTEX_LAYER]
    squares = [p for p in marks if isinstance(p, FancyBboxPatch)]
    assert sorted(to_hex(p.get_facecolor()) for p in squares) == sorted(
        map(str.lower, [style.INK, style.INK, style.CARD])
    )
    assert len([p for p in marks if isinstance(p, Circle)]) == 3


@pytest.mark.slow
def test_every_operation_can_be_drawn():
    x, m = leaf([1.0, 2.0, 3.0]), leaf([[1.0, 2.0], [3.0, 4.0]])
    mask = torch.tensor([True, False, True])
    parts = [
        torch.where(mask, x, 2 * x), torch.clamp(x, 0, 2), torch.maximum(x, x * x), x[1] * x, x[:2].sum() * x,
        x[mask].sum(), torch.stack([x, x]), torch.cat([x, x]), m @ m.T, m.reshape(4), m.t(), m @ x[:2],
        m.unsqueeze(0).squeeze(0), x @ x, x.expand(2, 3), m.permute(1, 0), x.clone(),
        x.to(torch.float32), 2**x, x**x, 1 / x, torch.tan(x), x.mean(0),
    ]  # fmt: skip
    for part in parts:
        z = part.sum()
        assert faults(graphs.draw_graph(z, {"x": x, "m": m}).figure) == []
        assert graphs.step_backward(z, {"x": x, "m": m}).draw(2).alt
    y = x * 2
    y.add_(1)
    y[0] = 5.0
    y *= x
    assert faults(graphs.draw_graph(y.sum(), {"x": x, "y": y}).figure) == []
    assert graphs.step_backward(y.sum()).steps > 4


def test_a_result_without_history_is_drawn_as_one_square():
    z = leaf(2.0, False) * 3
    picture = graphs.draw_graph(z, {"z": z})
    assert len(vertices(picture.figure)) == 1 and faults(picture.figure) == []
    assert "without operations" in picture.alt


def test_a_leaf_alone_is_its_own_graph():
    x = leaf(2.0)
    assert faults(graphs.draw_graph(x, {"x": x}).figure) == []
    assert graphs.step_backward(x, {"x": x}).steps == 2


@pytest.mark.parametrize("name", SHAPES)
def test_alt_texts_have_15_to_50_words(name):
    z, names = SHAPES[name]()
    walk = graphs.step_backward(z, names, outermost(z))
    pictures = [graphs.draw_graph(z, names), graphs.draw_graph(z), walk.draw(1), walk.filmstrip()]
    alts = [picture.alt for picture in pictures] + [walk.alt(step) for step in range(walk.steps + 1)]
    assert [alt for alt in alts if not 15 <= len(alt.split()) <= 50] == []


@pytest.mark.parametrize("figure", graphs.FIGURES, ids=lambda f: f.__name__)
def test_registered_figures_are_legible(figure, look):
    assert look.flaws(figure()) == []


def test_type_never_falls_below_the_floor(look):
    for name in ("chain of 38", "ladder of 12"):
        z, names = SHAPES[name]()
        fig = graphs.step_backward(z, names).draw(9).figure
        assert min(t.get_fontsize() for t in look.texts(fig)) >= style.FLOOR


def test_a_moment_draws_only_what_was_sent():
    L, names = loss()
    fig = Drawing(read([L], names)).figure(Moment())
    assert all(to_hex(line.get_color()) == style.INK.lower() for line in fig.axes[0].lines)
