"""For every refusal, a program that is refused: KEY -> program(torch). One file per room.

Refusals that a golden case already meets need no row; see `test_refusals.py`.
"""
