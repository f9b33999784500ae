"""Run a notebook's code cells in this very process, so that a test can reach into what they call."""

import ast
import contextlib
import io
import linecache
import os

import nbformat


def code_cells(path):
    """Return the sources of a notebook's code cells."""
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def run_cell(source, names, where):
    """Run one cell as IPython does: statements, then the last expression, which is shown as text."""
    tree = ast.parse(source)
    linecache.cache[where] = (len(source), None, source.splitlines(keepends=True), where)  # for inspect.getsource
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), where, "eval"), names)
        if value is not None:
            print(repr(value))


def run_notebook(path):
    """Run all code cells of a notebook in its own folder; return the text they showed."""
    names = {"__name__": "__main__"}
    shown = io.StringIO()
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        with contextlib.redirect_stdout(shown):
            for number, source in enumerate(code_cells(path), start=1):
                run_cell(source, names, f"<{path.name} [{number}]>")
    finally:
        os.chdir(here)
    return shown.getvalue()
