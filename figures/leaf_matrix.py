"""Two questions, four fields, three kinds of tensor: the fourth field stays empty (lesson 08)."""

import autograd_lite as torch

from . import style
from .leaf_marks import code, mark, sheet
from .style import AXIS, CARD_EDGE, GREY, INK, RED, listing

LEFT, BOTTOM, WIDE, HIGH, GAP = 1.35, 0.32, 2.92, 1.5, 0.12
FIELDS = ((True, True), (False, True), (True, False), (False, False))  # (is_leaf, requires_grad)
NAMES = {
    (True, True): "marked leaves",
    (False, True): "non-leaves",
    (True, False): "unmarked leaves",
    (False, False): "unmarked non-leaves",
}
MOST = 5  # lines of code in one field
LINE = 0.25
WIDEST = 22  # characters of code in one field


def matrix(tensors=None):
    """Sort tensors into four fields by `is_leaf` and `requires_grad`, each written as its code.

    `tensors` maps code to the tensor it gave, as in `matrix({"w": w, "w * x": w * x})`; without it, eight examples are
    sorted. A field shows up to five of them, and counts the rest. Raises TypeError for anything but tensors.
    """
    tensors = examples() if tensors is None else tensors
    fields = {field: [] for field in FIELDS}
    for text, tensor in tensors.items():
        if not isinstance(tensor, torch.Tensor):
            raise TypeError(f"{text} gave no tensor")
        fields[tensor.is_leaf, tensor.requires_grad].append(text)
    with style.canvas(BOTTOM + 2 * HIGH + GAP + 0.72) as fig:
        ax = sheet(fig)
        _headings(ax)
        for field, texts in fields.items():
            _field(ax, field, texts)
        return style.Picture(fig, _alt(fields))


def examples():
    """Return eight tensors of lesson 08, each under its code."""
    w, x = torch.tensor(3.0, requires_grad=True), torch.tensor(2.0)
    return {
        "w": w,
        "w.double()": w.double(),
        "w * x": w * x,
        "w.float()": w.float(),
        "w.clone()": w.clone(),
        "x": x,
        "x * x": x * x,
        "w.detach()": w.detach(),
    }


def _corner(field):
    """Return the lower left corner of a field."""
    leaf, marked = field
    return LEFT + (0 if leaf else WIDE + GAP), BOTTOM + (HIGH + GAP if marked else 0)


def _headings(ax):
    top = BOTTOM + 2 * HIGH + GAP
    for leaf in (True, False):
        x = _corner((leaf, True))[0]
        code(ax, x + 0.1, top + 0.25, f"is_leaf = {leaf}", 10.5)
    for marked in (True, False):
        y = _corner((True, marked))[1] + HIGH / 2
        code(ax, LEFT - 0.14, y + 0.11, "requires_grad", 9.5, ha="right")
        code(ax, LEFT - 0.14, y - 0.13, f"= {marked}", 10.5, ha="right")


def _field(ax, field, texts):
    x, y = _corner(field)
    lined = {"fc": "none", "ec": CARD_EDGE, "lw": 1.0, "ls": "-"}
    empty = {**lined, "ec": AXIS, "ls": (0, (4, 3))}
    style.rounded(ax.figure, x, y, WIDE, HIGH, 0.07, **(lined if texts else empty))
    middle = y + HIGH / 2
    if not texts:
        style.math(ax, x + WIDE / 2, middle, r"\varnothing", 26, GREY, ha="center", va="center")
        return
    mark(ax, x + 0.5, middle, field, 0.27)
    if field == (True, True):
        style.arrow(ax, (x + 0.5, y + 0.13), (x + 0.5, middle - 0.32), RED, 2.6, 15)
        code(ax, x + 0.62, y + 0.2, ".grad", 9.5, RED)
    shown = texts if len(texts) <= MOST else [*texts[: MOST - 1], f"and {len(texts) - MOST + 1} more"]
    for k, text in enumerate(shown):
        short = text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
        size = 11 if len(short) <= 18 else 9.5
        code(ax, x + 1.0, middle + LINE * ((len(shown) - 1) / 2 - k), short, size, INK)


def _alt(fields):
    parts = [f"{NAMES[field]} {_some(texts)}" for field, texts in fields.items() if texts]
    bare = listing(NAMES[field] for field, texts in fields.items() if not texts)
    empty = f"; no {bare}" if bare else ""
    inside = f"{'; '.join(parts)}{empty}"
    return f"Four fields, by leaf or not and marked or not. In them: {inside}. Only marked leaves collect .grad."


def _some(texts):
    return listing(texts) if len(texts) <= 3 else f"{len(texts)} tensors, among them {texts[0]}"
