"""The fixed surroundings in which notebooks run, so that their outputs are the same everywhere."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"

FIXED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "1700000000",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "COLUMNS": "80",
    "NO_COLOR": "1",
    # Threads split sums differently from run to run, and then the last digits differ.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # Notebooks that run for a check are no learner's: nothing is noted beside them.
    "AUTOGRAD_LITE_PROGRESS": "off",
    # The kernel's debugger otherwise warns about frozen modules.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def fixed_environment(base=None):
    """Return a copy of the environment in which nothing personal can change a notebook's output.

    A reader's own IPython profile and matplotlib settings are left out too: both can change what a cell
    prints or draws. Variables that choose processor features pass through, for tests vary them.
    """
    environ = dict(os.environ if base is None else base)
    environ.update(FIXED)
    for name in ("FORCE_COLOR", "PYTHONSTARTUP", "PYTHONWARNINGS", "MPLBACKEND", "MATPLOTLIBRC", "LANGUAGE"):
        environ.pop(name, None)
    ipython = BUILD / "ipython"
    ipython.mkdir(parents=True, exist_ok=True)
    environ["IPYTHONDIR"] = str(ipython)
    return environ


def lesson_notebooks(folder=NOTEBOOKS):
    """Return the lessons' paths in the order of their numbers."""
    return sorted(Path(folder).glob("[0-9][0-9]_*.ipynb"))


def choose(names, notebooks):
    """Pick notebooks by number, file name or any part of it; raise LookupError for a name that fits none.

    >>> [p.name for p in choose(["01"], [Path("00_a.ipynb"), Path("01_b.ipynb")])]
    ['01_b.ipynb']
    """
    if not names:
        return list(notebooks)
    chosen = []
    for name in names:
        stem = Path(name).name.removesuffix(".ipynb")
        fitting = [path for path in notebooks if path.stem.startswith(stem)] or [
            path for path in notebooks if stem in path.stem
        ]
        if not stem or not fitting:
            known = ", ".join(path.stem for path in notebooks) or "there are none yet"
            raise LookupError(f"no notebook is called {name!r}; the notebooks are: {known}")
        chosen += [path for path in fitting if path not in chosen]
    return chosen
