"""Devices: where numbers live. There is one place here, the CPU, and programs that name it run unchanged."""

from __future__ import annotations

from collections import namedtuple
from types import SimpleNamespace

from .refusals import refuse


class device(namedtuple("device", "type index")):
    """The name of a place for numbers, such as 'cpu'. 'cuda' can be named, but nothing can be put there.

    Raises RuntimeError for any other name.
    """

    __slots__ = ()

    def __new__(cls, type="cpu", index=None):
        kind, _, number = str(type).partition(":")
        if kind not in ("cpu", "cuda"):
            raise refuse("device_name", name=type)
        return super().__new__(cls, kind, int(number) if number else index)

    def __repr__(self) -> str:
        return f"device(type={self.type!r}" + (")" if self.index is None else f", index={self.index})")

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"


CPU = device("cpu")
cuda = SimpleNamespace(is_available=lambda: False, device_count=lambda: 0)


def on_cpu(place) -> None:
    """Raise AssertionError unless `place`, a device or its name, is the CPU."""
    if device(place).type != "cpu":
        raise refuse("no_cuda")
