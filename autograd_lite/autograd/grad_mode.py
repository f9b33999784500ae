"""Grad modes: the switch that says whether operations are being recorded.

Each thread has its own switch. Every mode works as a block (`with no_grad():`), as a decorator (`@no_grad()`) and,
for `set_grad_enabled`, as a call whose effect lasts.
"""

from __future__ import annotations

import threading

from ..refusals import refuse
from ..tensor import wrap, wrap_for_inference
from .decorators import Decorator


class _Mode(threading.local):
    enabled = True
    inference = False
    wrap = staticmethod(wrap)  # how the result of an operation that is not recorded becomes a tensor


class anomaly:
    """The switch of anomaly mode, one for all threads: what the engine calls instead of a node's rule, or None."""

    check = None


mode = _Mode()


def is_grad_enabled() -> bool:
    """Return True if operations are being recorded in this thread."""
    return mode.enabled


def is_inference_mode_enabled() -> bool:
    """Return True inside `inference_mode()`."""
    return mode.inference


class _GradMode(Decorator):
    """A block or decorator that sets the switch on entry and puts it back on exit; `@no_grad` needs no ()."""

    def __new__(cls, function=None):
        made = super().__new__(cls)
        return made if function is None else made(function)

    def __enter__(self) -> None:
        self._before = mode.enabled
        mode.enabled = self.enabled and not mode.inference

    def __exit__(self, *exception) -> None:
        mode.enabled = self._before


class no_grad(_GradMode):
    """Stop recording: results have no history. Factories with `requires_grad=True` still make leaves."""

    enabled = False


class enable_grad(_GradMode):
    """Record again inside a `no_grad` block."""

    enabled = True


class set_grad_enabled(Decorator):
    """Switch recording on or off: as a call it lasts, as a block or decorator it is undone at the end."""

    def __init__(self, mode: bool):  # torch's name for the argument
        if mode.__class__ is not bool:
            raise refuse("grad_enabled_type", type=type(mode).__name__)
        self.enabled, self._before = mode, is_grad_enabled()
        self.__enter__()

    def __enter__(self) -> None:
        mode.enabled = self.enabled

    def __exit__(self, *exception) -> None:
        mode.enabled = self._before

    def __call__(self, function):
        self.__exit__()  # used as a decorator: the call itself changes nothing
        return super().__call__(function)

    def clone(self):
        return set_grad_enabled(self.enabled)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.enabled})"


class inference_mode(Decorator):
    """Stop recording for good: tensors made inside can never be saved for a backward pass."""

    def __new__(cls, mode=True):
        made = super().__new__(cls)
        made.inference = mode if mode.__class__ is bool else True
        return made(mode) if callable(mode) else made

    def __enter__(self) -> None:
        self._before = mode.enabled, mode.inference, mode.wrap
        mode.enabled, mode.inference = not self.inference, self.inference
        mode.wrap = wrap_for_inference if self.inference else wrap

    def __exit__(self, *exception) -> None:
        mode.enabled, mode.inference, mode.wrap = self._before

    def clone(self):
        return inference_mode(self.inference)
