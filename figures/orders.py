"""Derivatives of derivatives: tanh and its five derivatives, the graph that grows, two orders of mixed partials.

The figures of lesson 11.
"""

from .order_growth import growth
from .order_mixed import mixed
from .order_tower import tower

FIGURES = (tower, growth, mixed)
__all__ = ["growth", "mixed", "tower"]
