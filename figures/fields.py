"""The gradient: fields of arrows on maps, one arrow and all its slopes, and a surface without one (lesson 05)."""

from .field_crease import crease
from .field_lift import lifted
from .field_map import gradient_field
from .field_point import point
from .field_puzzle import puzzle

FIGURES = (gradient_field, point, lifted, puzzle, crease)
__all__ = ["crease", "gradient_field", "lifted", "point", "puzzle"]
