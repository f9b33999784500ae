"""Rules for the source files: their length, their names, and which package may import which."""

import ast
import os
import sys
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 45
TEXT_FILES = {".py", ".md", ".toml", ".txt", ".cfg", ".yml", ".yaml", ".sh", ""}
SKIPPED = {
    ".git",
    ".venv",
    "build",
    "my_course",
    "my_class",
    "__pycache__",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}

# What each package may import besides the standard library and itself.
MAY_IMPORT = {
    "autograd_lite": {"numpy"},
    "figures": {"numpy", "matplotlib", "mpl_toolkits", "contourpy", "PIL", "autograd_lite"},
    "classroom": {
        "numpy",
        "matplotlib",
        "PIL",
        "sympy",
        "ipywidgets",
        "IPython",
        "filelock",
        "autograd_lite",
        "figures",
    },
}


def source_files(root):
    """Yield the project's own files, without what was built or installed."""
    for folder, inside, names in os.walk(root):
        inside[:] = sorted(name for name in inside if name not in SKIPPED and not name.endswith(".egg-info"))
        yield from (Path(folder) / name for name in sorted(names))


def long_files(root):
    """Yield text files of more than 400 lines."""
    for path in source_files(root):
        if path.suffix in TEXT_FILES and not path.name.startswith("LICENSE"):
            try:
                count = len(path.read_text(encoding="utf-8").splitlines())
            except UnicodeDecodeError:
                continue
            if count > FILE_LINES:
                yield f"{path.relative_to(root)}: {count} lines, at most {FILE_LINES}"


def vague_modules(root):
    """Yield modules whose name says nothing about what is in them."""
    for path in source_files(root):
        if path.suffix == ".py" and VAGUE_NAMES.intersection([path.stem, *path.relative_to(root).parts[:-1]]):
            yield f"{path.relative_to(root)}: a name that says nothing"


def code_lines(function, lines):
    """Return how many lines of code a function has, without docstring, comments and blank lines."""
    body = function.body
    documented = isinstance(body[0], ast.Expr) and isinstance(getattr(body[0].value, "value", None), str)
    start = body[1].lineno if documented and len(body) > 1 else body[0].lineno
    inside = (line.strip() for line in lines[start - 1 : function.end_lineno])
    return 1 + sum(bool(line) and not line.startswith("#") for line in inside)


def long_functions(root):
    """Yield functions of more than 45 lines of code."""
    for path in source_files(root):
        if path.suffix != ".py":
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = code_lines(node, text.splitlines())
                if count > FUNCTION_LINES:
                    yield f"{path.relative_to(root)}: {node.name} has {count} lines of code"


def imported(source):
    """Return the top-level packages that a source imports anywhere in it, with their line numbers.

    >>> imported("import numpy as np\\ndef f():\\n    from sympy import sin")
    [('numpy', 1), ('sympy', 3)]
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(alias.name.split(".")[0], node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append((node.module.split(".")[0], node.lineno))
    return sorted(found, key=lambda pair: pair[1])


def wrong_imports(root, may_import=None):
    """Yield imports against the one direction: numpy, autograd_lite, figures, classroom, notebooks."""
    for package, allowed in (may_import or MAY_IMPORT).items():
        for path in sorted((Path(root) / package).rglob("*.py")):
            for name, line in imported(path.read_text(encoding="utf-8")):
                if name not in sys.stdlib_module_names and name not in {*allowed, package}:
                    yield f"{path.relative_to(root)}, line {line}: {package} must not import {name}"
