"""The committed notebooks are what a run gives today, byte for byte, on another kind of processor too."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

from tools.kernel_env import ROOT, lesson_notebooks

# The wider instructions that NumPy chooses at run time; it refuses names that it was not built with.
WIDE = ("AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL", "AVX512_ICL", "AVX512_SPR", "X86_V4")

RUN_ALL = 20  # seconds a reader waits at most for all cells of a lesson
SECONDS = re.compile(r"([\d.]+) s  \d\d_")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not lesson_notebooks(), reason="there is no notebook yet"),
    pytest.mark.skipif(sys.platform != "linux", reason="pictures are compared byte for byte on Linux alone"),
]


def features():
    """Return those wide features that this NumPy can switch off on this processor."""
    known = np._core._multiarray_umath.__cpu_dispatch__
    here = np._core._multiarray_umath.__cpu_features__
    return [name for name in WIDE if name in known and here.get(name)]


def check(**variables):
    command = [sys.executable, "-m", "tools.run_notebooks", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 changed, 0 with something to mend" in done.stdout
    slow = [line for line in done.stdout.splitlines() if (took := SECONDS.search(line)) and float(took[1]) > RUN_ALL]
    assert not slow, f"longer than {RUN_ALL} s: {slow}"


def test_the_notebooks_are_the_same_on_a_processor_without_wide_instructions():
    # OpenBLAS chooses its own kernels, and so it is told apart from NumPy.
    check(NPY_DISABLE_CPU_FEATURES=" ".join(features()), OPENBLAS_CORETYPE="Haswell")


def test_the_switch_reaches_numpy():
    if not features():
        pytest.skip("this processor has no AVX-512 to switch off")
    ask = f"import numpy; print(numpy._core._multiarray_umath.__cpu_features__[{features()[-1]!r}])"
    environ = os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(features())}
    said = subprocess.run([sys.executable, "-c", ask], env=environ, capture_output=True, text=True, timeout=60)
    assert said.stdout.strip() == "False", said.stderr
