"""The chain rule on graphs: two machines in a row, sums over paths, two sweeps, a ladder of diamonds (lesson 07)."""

from .chain_ladder import LONGEST_DRAWN, ladder
from .chain_machines import machines
from .chain_paths import paths
from .chain_sweep import MOST, sweep

FIGURES = (machines, paths, sweep, ladder)
__all__ = ["LONGEST_DRAWN", "MOST", "ladder", "machines", "paths", "sweep"]
