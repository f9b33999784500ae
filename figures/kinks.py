"""Points without a derivative, and the number that backward returns there all the same (lesson 14)."""

from .kink_choices import choices
from .kink_through import through

FIGURES = (choices, through)
__all__ = ["choices", "through"]
