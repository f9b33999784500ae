"""Curves of one variable: secants, tangents, derivatives, and points without one (lesson 01)."""

from .curve_crossing import crossing
from .curve_readings import readings
from .curve_secants import secants
from .curve_specimens import specimens
from .curve_tangent import tangent

FIGURES = (secants, tangent, specimens, readings, crossing)
__all__ = ["crossing", "readings", "secants", "specimens", "tangent"]
