"""Who is a leaf and who is marked: two questions about every tensor, and what a program's lines answer (lesson 08)."""

from .leaf_matrix import matrix
from .leaf_program import FIRST, LAST, TURN, program

FIGURES = (matrix, program)
__all__ = ["FIRST", "LAST", "TURN", "matrix", "program"]
