"""The list of cases, and how a case's outcome becomes a text."""

import contextlib
import io
import re
import warnings

CASES = {}


def case(name):
    """Register a program under its name in the notes on PyTorch's behaviour; it gets the module as its argument."""

    def add(program):
        assert name not in CASES, name
        CASES[name] = program
        return program

    return add


def result(name, torch):
    """Run a case with float64 as the default dtype; return what it gives, or raises, and the warnings on the way."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    if hasattr(torch, "set_warn_always"):
        torch.set_warn_always(True)  # torch says some things only once
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", UserWarning)
            warnings.simplefilter("always", FutureWarning)
            warnings.simplefilter("always", DeprecationWarning)
            try:
                with contextlib.redirect_stdout(io.StringIO()) as printed:
                    text = repr(CASES[name](torch))
            except Exception as error:
                text = f"{type(error).__name__}: {first_sentence(str(error))}"
    finally:
        torch.set_default_dtype(before)
    said = sorted(f"{w.category.__name__}: {first_sentence(str(w.message))}" for w in caught if not _private(w))
    return "\n".join(without_addresses(part) for part in [text, *printed.getvalue().splitlines(), *said])


def first_sentence(text):
    """Return torch's part of a text: without our plain line, and without where torch was built."""
    text = re.sub(r"\n(Why|What to do): .*\Z", "", text)
    return re.sub(r"\s*\(Triggered internally at .*?\)\s*\Z", "", text).rstrip()


def without_addresses(text):
    """Return a repr without memory addresses and module paths, which are no part of a case."""
    text = re.sub(r"<(?:\w+\.)*(\w+) object at 0x[0-9a-f]+>", r"<\1>", text)
    text = re.sub(r"<class '(?:[\w<>]+\.)*(\w+)'>", r"<class '\1'>", text)
    return re.sub(r" at 0x[0-9a-f]+", "", text)


def _private(warning):
    return issubclass(warning.category, RuntimeWarning)


def leaf(torch, *numbers, **options):
    """Return a leaf that requires grad: one number, or a vector."""
    return torch.tensor(numbers[0] if len(numbers) == 1 else list(numbers), requires_grad=True, **options)


def vector(torch, *numbers):
    """Return a tensor that requires no grad: one number, or a vector, or what a nested list says."""
    return torch.tensor(numbers[0] if len(numbers) == 1 else list(numbers))


def assigned(torch, key, value, tensor=None):
    """Return a tensor (three zeros) after `tensor[key] = value`."""
    tensor = torch.zeros(3) if tensor is None else tensor
    tensor[key] = value
    return tensor
