"""How a tensor prints: four decimals, aligned columns, scientific notation only where the range demands it.

The rules are torch's, so that a page of a textbook and a cell of this course show the same characters. They are
described in the documentation of `torch.set_printoptions`.
"""

from __future__ import annotations

import math

import numpy as np

from . import dtypes

LINE_WIDTH = 80
EDGE_ITEMS = 3
THRESHOLD = 1000


class PrintOptions:
    """The number of decimals shown, and whether scientific notation is forced on (True) or off (False)."""

    precision = 4
    sci_mode = None


def set_printoptions(precision: int | None = None, sci_mode: bool | None = None) -> None:
    """Set how tensors print: digits after the point (default 4), scientific notation (default: as needed)."""
    if precision is not None:
        PrintOptions.precision = precision
    PrintOptions.sci_mode = sci_mode


class Formatter:
    """Choose one way to write all elements of a tensor, so that its columns align."""

    def __init__(self, shown: np.ndarray):
        self.decimal = shown.dtype.kind == "f"
        self.whole, self.scientific, self.width = True, False, 1
        if self.decimal:
            shown = shown[np.isfinite(shown) & (shown != 0)]  # 0, inf and nan do not decide how the others look
        if shown.size and self.decimal:
            size = np.abs(shown)
            largest, smallest = float(size.max()), float(size.min())
            self.whole = bool((size == np.ceil(size)).all())
            spread = largest / smallest > 1000.0 or largest > 1.0e8
            self.scientific = spread or (smallest < 1.0e-4 and not self.whole)
            if PrintOptions.sci_mode is not None:
                self.scientific = PrintOptions.sci_mode
        self.width = max([1, *[len(self.text(v)) for v in shown.reshape(-1).tolist()]])

    def text(self, value) -> str:
        """Return one element without padding."""
        if not self.decimal:
            return str(value)
        digits = PrintOptions.precision
        if self.scientific:
            return f"{value:.{digits}e}"
        if self.whole:
            return f"{value:.0f}" + ("." if math.isfinite(value) else "")
        return f"{value:.{digits}f}"

    def __call__(self, value) -> str:
        return self.text(value).rjust(self.width)


def tensor_str(tensor) -> str:
    """Return `tensor(..., dtype=..., grad_fn=<...>)` with torch's line breaks."""
    data = np.asarray(tensor._data)
    indent = len("tensor(")
    suffixes = []
    if data.size == 0:
        body = "[]"
        if data.ndim != 1:
            suffixes.append(f"size={tuple(data.shape)}")
    else:
        summarize = data.size > THRESHOLD
        body = _lines(data, Formatter(_shown(data) if summarize else data), indent, summarize)
    default = tensor.dtype in (dtypes.get_default_dtype(), dtypes.int64, dtypes.bool)
    if (not default) if data.size else tensor.dtype is not dtypes.get_default_dtype():
        suffixes.append(f"dtype={tensor.dtype}")
    if tensor.grad_fn is not None:
        suffixes.append(f"grad_fn=<{type(tensor.grad_fn).__name__}>")
    elif tensor.requires_grad:
        suffixes.append("requires_grad=True")
    return _with_suffixes("tensor(" + body, suffixes, indent)


def _with_suffixes(text: str, suffixes: list[str], indent: int) -> str:
    last_line = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if last_line + len(suffix) + 2 > LINE_WIDTH:
            text += ",\n" + " " * indent + suffix
            last_line = indent + len(suffix)
        else:
            text += ", " + suffix
            last_line += len(suffix) + 2
    return text + ")"


def _shown(data: np.ndarray) -> np.ndarray:
    """Return the elements that a shortened print shows: the first and last three along every dimension."""
    for axis in range(data.ndim):
        if data.shape[axis] > 2 * EDGE_ITEMS:
            keep = [*range(EDGE_ITEMS), *range(data.shape[axis] - EDGE_ITEMS, data.shape[axis])]
            data = data.take(keep, axis=axis)
    return data


def _lines(data: np.ndarray, write: Formatter, indent: int, summarize: bool) -> str:
    """Return the nested brackets of `data`; rows break at 80 characters, blocks are set apart by blank lines."""
    if data.ndim == 0:
        return write(data.item())
    shorten = summarize and len(data) > 2 * EDGE_ITEMS
    picked = [*data[:EDGE_ITEMS], None, *data[-EDGE_ITEMS:]] if shorten else list(data)
    if data.ndim > 1:
        parts = ["..." if p is None else _lines(p, write, indent + 1, summarize) for p in picked]
        return "[" + ("," + "\n" * (data.ndim - 1) + " " * (indent + 1)).join(parts) + "]"
    words = [" ..." if p is None else write(p.item()) for p in picked]
    per_line = max(1, math.floor((LINE_WIDTH - indent) / (write.width + 2)))
    rows = [", ".join(words[i : i + per_line]) for i in range(0, len(words), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(rows) + "]"
