"""`python -m benchmarks`: make an environment with the other libraries in build/bench-venv, and measure in it."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "build" / "bench-venv"
NEEDED = ["numpy==2.4.6", "torch==2.13.0", "micrograd==0.1.0", "mygrad==2.3.0", "autograd==1.8.0"]


def main() -> int:
    """Install what is missing, one by one: a library without a file for this machine is left out of the table."""
    python = PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(PLACE, with_pip=True)
        for package in NEEDED:
            if subprocess.run([python, "-m", "pip", "install", "-q", package]).returncode:
                print(f"{package} cannot be installed here; it is left out")
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-e", ROOT], check=True)
    return subprocess.run([python, "-m", "benchmarks.measure"], cwd=ROOT).returncode


if __name__ == "__main__":
    raise SystemExit(main())
