"""Errors of finite differences: chords, the V of the step, cancelled digits, two precisions (lesson 02)."""

from .error_chords import chords
from .error_cloud import cloud, complex_step
from .error_digits import digits
from .error_precision import precision

FIGURES = (chords, cloud, digits, precision, complex_step)
__all__ = ["chords", "cloud", "complex_step", "digits", "precision"]
