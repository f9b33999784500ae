"""The bank: one module per lesson, one entry per exercise or prompt.

An entry holds everything about its exercise: the words, the stub, the judge, the hints, a solution, and the
right and wrong answers that prove the judge. The notebook repeats the words and calls check.
"""

import importlib
import pkgutil
import re


def lessons():
    """Return the numbers of the lessons that have a bank, in order: ["00", "01", …]."""
    names = (re.fullmatch(r"lesson_(\d\d)", module.name) for module in pkgutil.iter_modules(__path__))
    return sorted(name.group(1) for name in names if name)


def entries(number):
    """Return the exercises and prompts of one lesson by name; an empty dict where it has no bank."""
    if number not in lessons():
        return {}
    module = importlib.import_module(f"{__name__}.lesson_{number}")
    return {name: getattr(module, name) for name in module.__all__}
