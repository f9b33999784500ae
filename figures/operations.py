"""An operation of your own: the box with its drawer, what drawers keep, what was stretched is summed (lesson 13)."""

from .operation_box import LOSSES, RULES, STEPS, box
from .operation_drawers import drawers
from .operation_stretch import SHAPES, stretch

FIGURES = (box, drawers, stretch)
__all__ = ["LOSSES", "RULES", "SHAPES", "STEPS", "box", "drawers", "stretch"]
