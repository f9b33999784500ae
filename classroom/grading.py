"""What a hidden test of a graded assignment calls: the same judge as check, and nothing is noted."""

from classroom import bank


def award(name, answer):
    """Return if the bank calls an answer Correct, else raise AssertionError with the verdict's words."""
    entry = next((found[name] for lesson in bank.lessons() if name in (found := bank.entries(lesson))), None)
    if entry is None:
        raise LookupError(f"the bank has no entry called {name}")
    verdict = entry.verdict(answer)
    if not verdict.ok:
        raise AssertionError(str(verdict))
