"""Grad modes: the switch that says whether operations are being recorded.

Each thread has its own switch. Every mode works as a block (`with no_grad():`), as a decorator (`@no_grad()`) and,
for `set_grad_enabled`, as a call whose effect lasts.
"""

from __future__ import annotations

import functools
import threading

from ..refusals import refuse
from ..tensor import wrap, wrap_for_inference


GENERATOR = 0x20  # the flag of a function with `yield` in it


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


class _GradMode:
    """A block or decorator that sets the switch on entry and puts it back on exit."""

    def __enter__(self) -> None:
        self._before = mode.enabled
        mode.enabled = self.enabled and not mode.inference

    def __exit__(self, *exception) -> None:
        mode.enabled = self._before

    def clone(self):
        """Return a fresh block of the same kind: a decorated function may call itself."""
        return self.__class__()

    def __call__(self, function):
        """Decorate `function` (or generator function) so that its body runs in this mode."""
        if getattr(getattr(function, "__code__", None), "co_flags", 0) & GENERATOR:
            return self._wrap_generator(function)

        @functools.wraps(function)
        def in_mode(*args, **kwargs):
            with self.clone():
                return function(*args, **kwargs)

        return in_mode

    def _wrap_generator(self, function):
        """Set the mode while the generator's own code runs, and put it back at every `yield`."""

        @functools.wraps(function)
        def in_mode(*args, **kwargs):
            generator = function(*args, **kwargs)
            resume, argument = generator.send, None
            while True:
                try:
                    with self.clone():
                        produced = resume(argument)
                except StopIteration as stop:
                    return stop.value
                try:
                    resume, argument = generator.send, (yield produced)
                except GeneratorExit:
                    with self.clone():
                        generator.close()
                    raise
                except BaseException as error:
                    resume, argument = generator.throw, error

        return in_mode


class _Undecorated(_GradMode):
    """Allow `@no_grad` without parentheses, as torch does."""

    def __new__(cls, function=None):
        made = super().__new__(cls)
        return made if function is None else made(function)


class no_grad(_Undecorated):
    """Stop recording: results have no history. Factories with `requires_grad=True` still make leaves."""

    enabled = False


class enable_grad(_Undecorated):
    """Record again inside a `no_grad` block."""

    enabled = True


class set_grad_enabled(_GradMode):
    """Switch recording on or off: as a call it lasts, as a block or decorator it is undone at the end."""

    def __init__(self, mode: bool):  # torch's name for the argument
        if mode.__class__ is not bool:
            raise refuse("grad_enabled_type", type=type(mode).__name__)
        self.enabled = mode
        self._before = is_grad_enabled()
        self.__enter__()

    def __enter__(self) -> None:
        mode.enabled = self.enabled

    def __call__(self, function):
        mode.enabled = self._before  # used as a decorator: the call itself changes nothing
        return super().__call__(function)

    def clone(self):
        return self.__class__(self.enabled)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.enabled})"


class inference_mode(_GradMode):
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
        return self.__class__(self.inference)
