"""What the notebooks share: derivatives in one line, checks, sliders and error cards.

The exercises of a lesson are imported from its bank: `from classroom.bank.lesson_01 import *`.
"""

from classroom.crosscheck import agree
from classroom.derivatives import derivative, gradient
from classroom.errors import expect
from classroom.explore import explore
from classroom.progress import progress
from classroom.readiness import ready
from classroom.selftest import selftest

__all__ = ["agree", "derivative", "expect", "explore", "gradient", "progress", "ready", "selftest"]
