"""Anomaly mode: find the forward line behind a gradient that is not a number.

While it is on, every node remembers the lines of the program that made it: the counter that numbers the nodes is
exchanged for one whose numbers carry them. While it is off, it costs nothing.
"""

from __future__ import annotations

import os
import warnings

import numpy as np

from ..refusals import refuse, text
from ..tensor import Tensor
from . import graph, operation
from .grad_mode import anomaly

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_plain_number = graph.next_sequence_nr


class NotedNumber(int):
    """A node's number with the lines of the program that were running when the node was made."""

    notes: dict


def _noted_number() -> NotedNumber:
    import traceback  # costs time, and most programs never come here

    number = NotedNumber(_plain_number())
    frames = [f for f in traceback.extract_stack() if not os.path.abspath(f.filename).startswith(PACKAGE)]
    number.notes = {"traceback_": traceback.format_list(frames)}
    return number


def is_anomaly_enabled() -> bool:
    """Return True while anomaly mode is on."""
    return anomaly.check is not None


class set_detect_anomaly:
    """Switch anomaly mode on or off: as a call it lasts, as a block it is undone at the end."""

    def __init__(self, mode: bool, check_nan: bool = True):
        self._before = anomaly.check
        _switch((_run_and_check if check_nan else _run) if mode else None)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exception) -> None:
        _switch(self._before)


class detect_anomaly(set_detect_anomaly):
    """Within this block, an error or a NaN in the backward pass names the forward line that led to it.

    >>> with torch.autograd.detect_anomaly():
    ...     y = torch.tensor(-1.0, requires_grad=True).sqrt()
    ...     y.backward()
    RuntimeError: Function 'SqrtBackward0' returned nan values in its 0th output.
    """

    def __init__(self, check_nan: bool = True):
        warnings.warn(text("anomaly_on"), UserWarning, stacklevel=2)
        self._check_nan = check_nan

    def __enter__(self) -> None:
        super().__init__(True, self._check_nan)


def _switch(check) -> None:
    anomaly.check = check
    graph.next_sequence_nr = operation.next_sequence_nr = _plain_number if check is None else _noted_number


def _run(node, ctx, gradient):
    """Run a rule; if it raises, say first where its node was made."""
    try:
        return type(node)._rule(ctx, gradient)
    except BaseException:
        _warn_about(node)
        raise


def _run_and_check(node, ctx, gradient):
    """Run a rule, and raise RuntimeError if a gradient that it returns is not a number."""
    returned = _run(node, ctx, gradient)
    for index, part in enumerate(returned if returned.__class__ is tuple else (returned,)):
        if part is not None and np.isnan(part._data if isinstance(part, Tensor) else part).any():
            _warn_about(node)
            raise refuse("anomaly_nan", node=type(node).__name__, index=index)
    return returned


def _warn_about(node) -> None:
    lines = getattr(node._number, "notes", {}).get("traceback_")
    key = "anomaly_forward" if lines else "anomaly_no_forward"
    warnings.warn(text(key, node=type(node).__name__, traceback="".join(lines or ())), UserWarning, stacklevel=2)
