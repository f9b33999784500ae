"""The order of the rooms, the size of the package, and what importing it costs."""

import ast
import io
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "autograd_lite"
CORE = "tensor.py autograd/graph.py autograd/saved.py autograd/operation.py autograd/function.py autograd/engine.py"
CORE_LINES, PACKAGE_LINES = 650, 2600

# From left to right; a module imports only from rooms before its own, or beside it.
ROOMS = (
    "refusals dtypes devices _tensor_str conversion tensor",
    "autograd/decorators autograd/grad_mode autograd/saved_hooks autograd/saved autograd/graph autograd/views",
    "autograd/accumulation autograd/hooks autograd/dead_ends autograd/fitting autograd/outputs autograd/function",
    "autograd/node_types autograd/operation autograd/trace autograd/nesting autograd/engine",
    "autograd/__init__ autograd/anomaly_mode autograd/gradcheck autograd/functional",
    "ops creation",
    "methods linalg nn optim",
    "__init__",
)


def room_of(module):
    """Return the position of a module's room; a folder counts for everything in it."""
    for position, room in enumerate(ROOMS):
        names = room.split()
        if module in names or module.split("/")[0] in names:
            return position
    raise AssertionError(f"{module} has no room yet")


def imported_modules(path):
    """Yield the modules of the package that a file imports, as paths without .py."""
    folder = path.parent.relative_to(PACKAGE)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = folder if node.level == 1 else folder.parent
            base = base / node.module.replace(".", "/") if node.module else base
            for alias in node.names:
                inner = base / alias.name
                is_module = (PACKAGE / inner).with_suffix(".py").exists() or (PACKAGE / inner).is_dir()
                target = inner if is_module else base
                yield f"{target}/__init__" if (PACKAGE / target).is_dir() else str(target)


def files():
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_left(path):
    module = str(path.relative_to(PACKAGE).with_suffix(""))
    for other in imported_modules(path):
        target = other.removeprefix("./")
        assert room_of(target if target != "ops/__init__" else "ops") <= room_of(module), f"{module} imports {other}"


def test_no_import_cycle():
    graph = {str(p.relative_to(PACKAGE).with_suffix("")): set(imported_modules(p)) for p in files()}
    graph["autograd/__init__"] -= {"autograd/functional", "autograd/gradcheck", "autograd/anomaly_mode"}  # at its end
    graph = {module: {o for o in others if not o.endswith("__init__")} for module, others in graph.items()}
    while graph:
        free = [m for m, others in graph.items() if not others & graph.keys() - {m}]
        assert free, f"these import each other: {sorted(graph)}"
        for module in free:
            del graph[module]


def code_lines(path):
    """Return the number of lines with code: no blanks, comments or docstrings."""
    source, doc, lines = path.read_text(encoding="utf-8"), set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            doc.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skipped:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - doc)


def test_the_core_can_be_read_in_one_sitting():
    assert sum(code_lines(PACKAGE / name) for name in [*CORE.split(), "autograd/grad_mode.py"]) <= CORE_LINES


@pytest.mark.xfail(strict=True, reason="the aim is 2,600 lines; take this mark away when it is reached")
def test_the_package_stays_small():
    assert sum(map(code_lines, files())) <= PACKAGE_LINES


HEAVY = {"numpy.random", "numpy.ma", "numpy.fft", "tomllib", "traceback", "dataclasses", "logging", "unittest"}


def test_importing_it_brings_in_little():
    program = "import sys, numpy; before = set(sys.modules); import autograd_lite; print(*set(sys.modules) - before)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert not HEAVY & set(run.stdout.split())
