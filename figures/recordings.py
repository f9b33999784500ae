"""Recording on and off: nested blocks, saved tensors and their counters, a frozen weight (lesson 12)."""

from .recording_band import CHOICES, nesting
from .recording_coasting import coasting
from .recording_saved import EDITS, saved
from .recording_tools import tools

FIGURES = (nesting, saved, tools, coasting)
__all__ = ["CHOICES", "EDITS", "coasting", "nesting", "saved", "tools"]
