"""Modes as decorators: `@no_grad()` on a function or a generator function."""

from __future__ import annotations

import functools

GENERATOR = 0x20  # the flag of a function with `yield` in it


class Decorator:
    """A block that can also be put over a function, whose body then runs inside it."""

    def clone(self):
        """Return a fresh block of the same kind: a decorated function may call itself."""
        return self.__class__()

    def __call__(self, function):
        """Decorate `function` so that its body runs in this block."""
        if getattr(getattr(function, "__code__", None), "co_flags", 0) & GENERATOR:
            return self._over_generator(function)

        @functools.wraps(function)
        def inside(*args, **kwargs):
            with self.clone():
                return function(*args, **kwargs)

        return inside

    def _over_generator(self, function):
        """Enter the block while the generator's own code runs, and leave it at every `yield`."""

        @functools.wraps(function)
        def inside(*args, **kwargs):
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

        return inside
