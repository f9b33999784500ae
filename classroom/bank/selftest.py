"""The self-test at the end of the course: twenty questions, each on another misconception.

The story of lessons 01 to 07 first, then that of lessons 08 to 14.
"""

from classroom.bank.selftest_autograd import AUTOGRAD
from classroom.bank.selftest_calculus import CALCULUS

QUESTIONS = (*CALCULUS, *AUTOGRAD)
