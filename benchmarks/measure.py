"""Measure: every workload is checked against its hand-written gradient, then timed, all libraries turn by turn.

Interleaving matters more than repeating: a slow second hits everybody. A ratio is the median of autograd_lite's
processor time over that of the other library in the same turn. `python -m benchmarks.measure` prints the table and
writes docs/benchmarks.md.
"""

from __future__ import annotations

import gc
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from .libraries import installed
from .workloads import WORKLOADS, hessian_cases

TURN = 0.03  # seconds
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def timed(run, calls: int = 1) -> float:
    """Return the processor seconds of one call, of `calls` in a row; other programs' time does not count."""
    start = time.process_time()
    for _ in range(calls):
        run()
    return (time.process_time() - start) / calls


def interleaved(runs: dict, turns: int) -> dict:
    """Return the median seconds per library and, for others than the first, the median ratio to the first.

    A turn is as many calls as autograd_lite makes in a few milliseconds: after a single short call, most of the next
    one would go into fetching what the other libraries pushed out of the processor's caches.
    """
    seconds = {name: [] for name in runs}
    calls = math.ceil(TURN / timed(next(iter(runs.values()))))
    for _ in range(turns):
        for name, run in runs.items():
            seconds[name].append(timed(run, calls))
    first = seconds[next(iter(runs))]
    return {
        name: (statistics.median(s), statistics.median([a / b for a, b in zip(first, s, strict=True)]))
        for name, s in seconds.items()
    }


def checked(workload, libraries: dict) -> dict:
    """Return what to time per library, after each gave the gradient that was written by hand."""
    exact = workload.exact(*workload.arrays)
    runs = {}
    for name in workload.libraries:
        if name not in libraries:
            continue
        run = libraries[name].gradients(workload.function, workload.arrays)
        try:
            found = run()
        except RecursionError:
            continue  # some libraries walk the graph by recursion: a deep one is beyond them
        runs[name] = run
        for got, wanted in zip(found, exact, strict=True):
            np.testing.assert_allclose(libraries[name].number(got), wanted, rtol=1e-8, atol=1e-10)
    if "numpy" in workload.limits:
        runs["numpy"] = lambda: workload.exact(*workload.arrays)
    for run in runs.values():
        run()
    return runs


def hessian_runs(libraries: dict, function, start, exact) -> dict:
    """Return how torch and autograd_lite compute a Hessian by double backward, after comparing it with ours by hand."""
    runs = {}
    for name in ("autograd_lite", "torch"):
        if name not in libraries:
            continue
        library = libraries[name]
        grad, x = library.module.autograd.grad, library.module.tensor(start, requires_grad=True)

        def run(library=library, grad=grad, x=x):
            (first,) = grad(function(library, x), x, create_graph=True)
            return [grad(first[i], x, retain_graph=True)[0] for i in range(len(start))]

        np.testing.assert_allclose(np.stack([library.number(row) for row in run()]), exact, atol=1e-12)
        runs[name] = run
    return runs


def long_chain(libraries: dict, nodes: int = 1_000_000) -> dict:
    """Return the seconds and ratios for forward, backward and release of a chain of a million nodes."""
    runs = {n: (lambda n=n: _chain(libraries[n].module, nodes)) for n in ("autograd_lite", "torch") if n in libraries}
    return interleaved(runs, 3)


def bytes_per_node(libraries: dict, nodes: int = 1_000_000) -> float:
    """Return how much memory one node of autograd_lite takes, with the tensor it belongs to."""
    before = _resident()
    kept = _forward(libraries["autograd_lite"].module, nodes)
    return (_resident() - before) / nodes if kept else 0.0


def _forward(torch, nodes: int):
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(nodes):
        y = y * 1.0000001
    return x, y


def _chain(torch, nodes: int) -> None:
    x, y = _forward(torch, nodes)
    y.backward()
    assert abs(x.grad.item() - 1.0000001**nodes) < 1e-6


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def training_without_collector(libraries: dict, steps: int = 5000) -> tuple[int, float]:
    """Return (cyclic objects left, growth in MB) after training steps with the garbage collector off."""
    torch = libraries["autograd_lite"].module
    w, x = torch.randn(16, 4, requires_grad=True), torch.randn(32, 16)

    def train(count):
        for _ in range(count):
            loss = (torch.tanh(x @ w) ** 2).mean()
            loss.backward()
            with torch.no_grad():
                w.sub_(w.grad * 0.01)
            w.grad = None

    train(50)
    gc.collect()
    gc.disable()
    try:
        before = _resident()
        train(steps)
        growth = (_resident() - before) / 1e6
        return gc.collect(), growth
    finally:
        gc.enable()


def import_ratio(turns: int = 15) -> float:
    """Return the median time of a fresh `import autograd_lite` over that of `import numpy`."""
    code = "import time; a = time.process_time(); import {}; print(time.process_time() - a)"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def fresh(name):
        command = [sys.executable, "-c", code.format(name)]
        return float(subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout)

    fresh("autograd_lite")  # compiles it
    pairs = [(fresh("autograd_lite"), fresh("numpy")) for _ in range(turns)]
    return statistics.median(a / b for a, b in pairs)


def rows(libraries: dict):
    """Yield (workload, seconds of autograd_lite, {library: ratio}, limits) for every timed workload."""
    size = bytes_per_node(libraries)  # first, before other workloads leave free memory behind
    for workload in WORKLOADS:
        result = interleaved(checked(workload, libraries), workload.turns)
        yield workload.name, result["autograd_lite"][0], _others(result), workload.limits
    for name, case in hessian_cases().items():
        result = interleaved(hessian_runs(libraries, *case), 30)
        yield f"Hessian of 20 variables, {name}", result["autograd_lite"][0], _others(result), {"torch": 0.5}
    result = long_chain(libraries)
    yield (
        "1,000,000-node chain: forward, backward, release",
        result["autograd_lite"][0],
        _others(result),
        {"torch": 0.6},
    )
    yield "bytes per node of that chain", size, {}, {"value": 600}
    cycles, growth = training_without_collector(libraries)
    yield "cyclic objects after 5,000 steps without collector", cycles, {}, {"value": 0}
    yield "growth in MB over these steps", growth, {}, {"value": 2}
    yield "import, × import numpy", import_ratio(), {}, {"value": 1.25}


def _others(result: dict) -> dict:
    return {name: ratio for name, (_, ratio) in result.items() if name != "autograd_lite"}


def main() -> int:
    """Print the table, write the page, and return 1 if a limit is missed."""
    libraries = installed()
    columns = ["torch", "numpy", "micrograd", "mygrad", "autograd"]
    lines = ["| workload | autograd_lite | " + " | ".join(f"× {c}" for c in columns) + " | limit | |", "|---" * 9 + "|"]
    missed = []
    for name, value, ratios, limits in rows(libraries):
        kept = all((value if key == "value" else ratios.get(key, 0)) <= limit for key, limit in limits.items())
        missed += [] if kept else [name]
        shown = f"{value:.3g}" if "value" in limits else f"{value * 1e3:.3g} ms"
        cells = [f"{ratios[c]:.2f}" if c in ratios else "" for c in columns]
        limit = ", ".join(f"{limit:g}" if key == "value" else f"{limit:g} × {key}" for key, limit in limits.items())
        lines.append(
            "| " + " | ".join([name, shown, *cells, limit, ("kept" if kept else "**missed**") if limits else ""]) + " |"
        )
        print(lines[-1], flush=True)
    PAGE.write_text(page(lines, libraries), encoding="utf-8")
    print(f"\nwritten to {PAGE.name}; missed: {', '.join(missed) or 'nothing'}")
    return 1 if missed else 0


def page(lines: list[str], libraries: dict) -> str:
    """Return docs/benchmarks.md."""
    versions = ", ".join(
        [f"Python {sys.version.split()[0]}", f"NumPy {np.__version__}"]
        + ([f"torch {libraries['torch'].module.__version__}"] if "torch" in libraries else [])
    )
    return "\n".join(
        [
            "# How fast it is",
            "",
            "`make bench` writes this page. A column “× torch” holds autograd_lite's time divided by that of torch:",
            "processor time, median over turns taken by all libraries in one run, one BLAS thread. Below 1 is faster.",
            "A turn is as many calls as fill 30 ms, so that each library works with what it needs in the caches.",
            "Each workload gave the gradient that is written by hand in `benchmarks/workloads.py` before it was timed.",
            "",
            *lines,
            "",
            f"Measured with {versions}.",
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
