"""Gradient descent: a loss, its steps and valleys, and birds with and without labels (lesson 06)."""

from .descent_birds import clusters, kinds
from .descent_fit import by_hand, fit
from .descent_landscape import landscape
from .descent_steps import steps
from .descent_zigzag import zigzag

FIGURES = (by_hand, fit, steps, zigzag, landscape, kinds, clusters)
__all__ = ["by_hand", "clusters", "fit", "kinds", "landscape", "steps", "zigzag"]
