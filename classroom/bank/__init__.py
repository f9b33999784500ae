"""The bank: one module per lesson, one entry per exercise or prompt.

An entry holds everything about its exercise: the words, the stub, the judge, the hints, a solution, and the
right and wrong answers that prove the judge. The notebook repeats the words and calls check.
"""
