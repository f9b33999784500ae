"""A surface of two variables, cut along its axes: slices, partial derivatives, the tangent plane (lesson 04)."""

from .plane_cut import cut
from .plane_slide import slide
from .plane_torn import tear
from .plane_touch import touch
from .plane_wire import wire

FIGURES = (cut, slide, wire, touch, tear)
__all__ = ["cut", "slide", "tear", "touch", "wire"]
