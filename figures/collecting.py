"""What .grad collects: one graph at three moments, a script that can be walked, two loops (lesson 09)."""

from .collect_loops import loops
from .collect_moments import moments
from .collect_script import CLEARS, LAST, script

FIGURES = (moments, script, loops)
__all__ = ["CLEARS", "LAST", "loops", "moments", "script"]
