"""Slopes in every direction: one walk seen three ways, and a puzzle of maps and curves (lesson 03)."""

from .direction_puzzle import puzzle
from .direction_walk import ANGLES, arrow, walk

FIGURES = (walk, arrow, puzzle)
__all__ = ["ANGLES", "arrow", "puzzle", "walk"]
