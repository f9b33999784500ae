"""Tables of slopes and what backward makes of them: weights for rows, one pass per row, two sides, saved values."""

from .jacobian_drawers import WAYS, drawers
from .jacobian_mean import centred
from .jacobian_passes import passes
from .jacobian_sides import sides
from .jacobian_weights import weighted

FIGURES = (weighted, centred, passes, sides, drawers)
__all__ = ["WAYS", "centred", "drawers", "passes", "sides", "weighted"]
