"""The self-test of lesson 00: is everything here that the course needs?"""

import importlib
import importlib.metadata
import sys

OLDEST = (3, 11)
PARTS = ("numpy", "sympy", "matplotlib", "ipywidgets")


def ready(versions=False):
    """Print whether the course can run here; with `versions=True` also which versions do the work.

    The first three lines are the same on every machine where the course runs, so they can be stored in a
    notebook. They change only when something is missing, and then they say what to do.
    """
    print(f"Python: {_python()}")
    print(f"autograd_lite: {_autograd()}")
    print(f"sliders: {_sliders()}")
    if versions:
        print(f"versions: Python {sys.version.split()[0]}, " + ", ".join(_version(part) for part in PARTS))


def _python():
    oldest = ".".join(map(str, OLDEST))
    return "supported" if sys.version_info >= OLDEST else f"too old; the course needs {oldest} or newer"


def _autograd():
    """Run the first derivative of the course instead of trusting an import."""
    from classroom.derivatives import derivative

    slope = derivative(lambda x: x**2, at=3)
    return "working" if slope == 6 else f"not working: the slope of x² at 3 came out as {slope}"


def _sliders():
    """Nobody can tell from inside a kernel whether the page that shows the output is live: say both."""
    try:
        importlib.import_module("ipywidgets")
    except ImportError:
        return "pictures only; for live ones: pip install ipywidgets"
    return "live in JupyterLab, pictures everywhere else"


def _version(part):
    try:
        return f"{part} {importlib.metadata.version(part)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{part} missing"
