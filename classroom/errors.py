"""Error cards: a cell that runs the failing line and shows the message, so the message can never go stale."""


class expect:
    """Run lines that must fail, and print the error they raise as `Type: text`, without a traceback.

    The block raises AssertionError when its lines raise nothing, or an error of another type: the card then
    no longer tells the truth. The exact text is kept in `.message`.

    >>> with expect(ZeroDivisionError):
    ...     1 / 0
    ZeroDivisionError: division by zero
    """

    def __init__(self, *types):
        if not types or not all(isinstance(kind, type) and issubclass(kind, BaseException) for kind in types):
            raise TypeError("expect needs the type of the error, as in: with expect(RuntimeError):")
        self.types = types
        self.message = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        wanted = " or ".join(t.__name__ for t in self.types)
        if error is None:
            raise AssertionError(f"{wanted} was expected, but the lines ran without an error.")
        if isinstance(error, self.types):
            self.message = str(error)
            print(f"{kind.__name__}: {error}")
            return True
        if isinstance(error, Exception):
            raise AssertionError(f"{wanted} was expected, but the lines raised {kind.__name__}: {error}") from error
        return False  # an interrupt is the reader's wish, not a wrong card
