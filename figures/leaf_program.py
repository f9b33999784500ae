"""Six lines of a program, three of them from menus: what each tensor is, and what backward leaves (lesson 08)."""

import warnings

import autograd_lite as torch

from . import style
from .leaf_marks import code, mark, sheet
from .style import AMBER, AMBER_EDGE, GREY, INK, RED, listing, math_number, number

FIRST = ("w * x", "x * x", "w + b")
TURN = ("p.clone()", "p.detach()", "p.long()", "p.float()", "p.double()", "p.detach().requires_grad_()")
LAST = ("q + b", "q * x", "q.sin()")
START = {
    "w": ("tensor(3.0, requires_grad=True)", 3.0, True),
    "b": ("tensor(1.0, requires_grad=True)", 1.0, True),
    "x": ("tensor(2.0)", 2.0, False),
}
COLUMNS = {"is_leaf": 4.1, "requires_grad": 5.02, "grad_fn": 6.2, ".grad": 7.27}
TOP, ROW, HIGH = 2.92, 0.42, 3.55


def program(p="w * x", q="p.detach()", r="q + b"):
    """Run six lines with the given code for p, q and r, and show what each tensor is and what r.backward() leaves.

    `p`, `q` and `r` come from FIRST, TURN and LAST; ValueError for other code.

        program(q="p.clone()")
    """
    for text, menu in ((p, FIRST), (q, TURN), (r, LAST)):
        if text not in menu:
            raise ValueError(f"{text!r} is none of {', '.join(menu)}")
    tensors, refusal = ran(p, q, r)
    texts = {**{name: text for name, (text, _, _) in START.items()}, "p": p, "q": q, "r": r}
    with style.canvas(HIGH) as fig:
        ax = sheet(fig)
        _headings(ax)
        for k, (name, tensor) in enumerate(tensors.items()):
            _row(ax, TOP - ROW * k, name, texts[name], tensor)
        _last_line(ax, refusal)
        return style.Picture(fig, _alt(p, q, r, tensors, refusal))


def ran(p, q, r):
    """Run the program; return its tensors by name, and whether backward was refused."""
    space = {name: torch.tensor(value, requires_grad=flag) for name, (_, value, flag) in START.items()}
    for name, text in (("p", p), ("q", q), ("r", r)):
        space[name] = eval(text, {}, space)  # the texts come from the three menus alone
    try:
        space["r"].backward()
    except RuntimeError:
        return space, True
    return space, False


def grad_of(tensor):
    """Return what a tensor's .grad holds, without the warning that a non-leaf gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tensor.grad


def _headings(ax):
    y = TOP + 0.36
    for name, x in COLUMNS.items():
        code(ax, x, y, name, 9.5, RED if name == ".grad" else GREY, ha="right" if name == ".grad" else "center")


def _row(ax, y, name, text, tensor):
    if name == "q":
        style.rounded(ax.figure, 0.2, y - 0.19, 7.2, 0.38, 0.06, fc=AMBER, ec=AMBER_EDGE, lw=0.8)
    flags = tensor.is_leaf, tensor.requires_grad
    mark(ax, 0.5, y, flags, 0.115)
    code(ax, 0.82, y, f"{name} = {text}", 9.5 if name in START else 11)
    for flag, column in zip(flags, ("is_leaf", "requires_grad"), strict=True):
        code(ax, COLUMNS[column], y, str(flag), 10.5, INK if flag else GREY, ha="center")
    made = "None" if tensor.grad_fn is None else tensor.grad_fn.name()
    code(ax, COLUMNS["grad_fn"], y, made, 9.5, GREY if made == "None" else INK, ha="center")
    grad = grad_of(tensor)
    if grad is None:
        code(ax, COLUMNS[".grad"], y, "None", 9.5, GREY, ha="right")
    else:
        style.math(ax, COLUMNS[".grad"], y, math_number(grad.item()), 17, RED, ha="right", va="center")


def _last_line(ax, refusal):
    """Write the call, and lead from it up into the column that it fills; a refused one leads nowhere."""
    y, into = TOP - ROW * 6, COLUMNS[".grad"] - 0.19
    code(ax, 0.82, y, "r.backward()", 11, GREY if refusal else RED)
    if refusal:
        code(ax, 2.15, y, "✕ RuntimeError", 10.5, INK)
    else:
        ax.plot([2.05, into], [y, y], color=RED, lw=2.4, solid_capstyle="projecting", zorder=8)
        style.arrow(ax, (into, y), (into, y + 0.26), RED, 2.4, 15)


def _alt(p, q, r, tensors, refusal):
    flags = [f"{name} is {_kind(tensors[name])}" for name in "pqr"]
    got = {name: grad_of(tensor) for name, tensor in tensors.items()}
    kept = [f"{name}.grad = {number(grad.item())}" for name, grad in got.items() if grad is not None]
    end = "r.backward() is refused" if refusal else f"r.backward() leaves {listing(kept)}"
    return f"A program: w and b marked, x not; p = {p}, q = {q}, r = {r}. {listing(flags)}; {end}."


def _kind(tensor):
    if not tensor.is_leaf:
        return "a non-leaf"
    return "a marked leaf" if tensor.requires_grad else "an unmarked leaf"
