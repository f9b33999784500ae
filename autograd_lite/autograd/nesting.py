"""Passes inside passes: a backward that calls backward, thousands deep.

Python's stack is not that deep, so every so many levels the pass goes on in a thread, whose stack is empty. torch
does the same.
"""

from __future__ import annotations

import functools
import threading

from .grad_mode import mode
from .saved_hooks import hooks
from .trace import state

MAX_DEPTH = 40  # about ten frames per level, and Python allows a thousand


class _Depth(threading.local):
    value = 0


depth = _Depth()


def nestable(function):
    """Decorate the pass so that it may run inside itself, as deep as anyone likes."""

    @functools.wraps(function)
    def run(*args, **kwargs):
        before = depth.value
        if before == MAX_DEPTH:
            return _in_fresh_thread(run, args, kwargs)
        depth.value = before + 1
        try:
            return function(*args, **kwargs)
        finally:
            depth.value = before

    return run


def _in_fresh_thread(function, args, kwargs):
    """Call a function in a new thread, with this thread's modes, and wait for its result."""
    outcome, modes = [], (mode.enabled, hooks.stack, state.steps)

    def run():
        mode.enabled, hooks.stack, state.steps = modes
        try:
            outcome[:] = function(*args, **kwargs), None
        except BaseException as error:
            outcome[:] = None, error

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if outcome[1] is not None:
        raise outcome[1]
    return outcome[0]
