"""Small programs whose results PyTorch has printed once: they run under both imports and must print the same."""

from . import (
    asking,
    checking,
    custom,
    doors,
    functions,
    hooking,
    joining,
    leaves,
    modes,
    numbers,
    passes,
    points,
    saving,
    writing,
)
from .registry import CASES, result

__all__ = ["CASES", "result"]
