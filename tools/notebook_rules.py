"""Rules for stored notebooks: each yields one line per fault, so that a test can plant faults and see them.

A rule takes a notebook as nbformat gives it. RULES lists them all; `faults` runs them and names the file.
The rules about words are in prose_rules.
"""

import ast
import configparser
import re
from pathlib import Path

from tools.notebook_differences import place
from tools.notebook_execution import ADDRESS, KERNEL_PATH, KERNELSPEC, LANGUAGE, WIDGET_VIEW, alt_texts

ALLOWED_TAGS = {"raises-exception"}
CODE_LINES = 12
SETUP_LINES = 5
CODE_WIDTH = 90  # what a page shows beside the cell's number; longer lines are cut on paper and scroll elsewhere
ALT_WORDS = (15, 50)
NBVAL_COMMENT = re.compile(r"#\s*(NBVAL|PYTEST_VALIDATE)_\w+", re.IGNORECASE)
FILE_NAME = re.compile(r"^(\d\d)_[a-z0-9]+(_[a-z0-9]+)*\.ipynb$")
OUTSIDE_LOAD = [
    re.compile(r"<(script|img|iframe|source|video|audio)[^>]*\bsrc\s*=\s*[\"']?(https?:)?//", re.IGNORECASE),
    re.compile(r"<link[^>]*\bhref\s*=\s*[\"']?(https?:)?//", re.IGNORECASE),
    re.compile(r"(@import\s+|url\(\s*)[\"']?(https?:)?//", re.IGNORECASE),
    re.compile(r"!\[[^\]]*\]\(\s*(https?:)?//"),
]
OUTSIDE_CODE = re.compile(r"https?://|urlopen|\brequests\.|^\s*[!%]\s*(pip|conda|wget|curl|load_ext)\b", re.MULTILINE)
# Methods that return nothing: a cell may end in one of them without an output.
SILENT_METHODS = {"backward", "zero_grad", "step", "retain_grad", "manual_seed", "seed"}
SILENT_METHODS |= {"append", "extend", "insert", "update", "clear", "remove", "sort"}


def cells_of(notebook, kind):
    """Yield (cell, index) for the cells of one kind."""
    return ((cell, i) for i, cell in enumerate(notebook.cells) if cell.cell_type == kind)


def execution_counts(notebook):
    """Every code cell was run, in order: a stripped notebook is compared with nothing, and so it passes."""
    for number, (cell, index) in enumerate(cells_of(notebook, "code"), start=1):
        if cell.get("execution_count") != number:
            yield f"{place(cell, index)}: execution count {cell.get('execution_count')}, expected {number}"
        for output in cell.get("outputs", []):
            if output.get("execution_count", number) != number:
                yield f"{place(cell, index)}: an output carries another execution count"


def shows_something(source):
    """Tell whether a cell's source must leave an output: it prints, or ends in a value."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    for node in tree.body:
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print":
            return True
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return False
    if isinstance(last.value, ast.Constant) and last.value.value in (None, ...):
        return False
    if isinstance(last.value, ast.Call) and isinstance(last.value.func, ast.Attribute):
        return last.value.func.attr not in SILENT_METHODS
    return True


def outputs_present(notebook):
    """A cell that ends in a value or prints has an output; a notebook without any output is stripped."""
    cells = list(cells_of(notebook, "code"))
    for cell, index in cells:
        if shows_something(cell.source) and not cell.get("outputs"):
            yield f"{place(cell, index)}: it should show something, and no output is stored"
    if cells and not any(cell.get("outputs") for cell, _ in cells):
        yield "no cell has an output: the notebook was stripped"


def no_escape(notebook):
    """No tag or comment takes a cell out of the comparison; `raises-exception` alone is allowed."""
    for index, cell in enumerate(notebook.cells):
        for tag in sorted(set(cell.metadata.get("tags", [])) - ALLOWED_TAGS):
            yield f"{place(cell, index)}: the tag {tag} is not allowed"
        if cell.cell_type == "code":
            for found in NBVAL_COMMENT.finditer(cell.source):
                yield f"{place(cell, index)}: the comment {found.group()} is not allowed"


def clean_outputs(notebook):
    """No warnings, no unannounced errors, nothing that changes from run to run."""
    for cell, index in cells_of(notebook, "code"):
        announced = "raises-exception" in cell.metadata.get("tags", [])
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                yield f"{place(cell, index)}: it wrote to stderr: {output.text.strip()[:80]!r}"
            if output.output_type == "error" and not announced:
                yield f"{place(cell, index)}: it raised {output.ename}"
            if WIDGET_VIEW in output.get("data", {}):
                yield f"{place(cell, index)}: a widget view is stored, which is dead without its kernel"
            yield from unsteady(output, f"{place(cell, index)}")


def unsteady(output, where):
    """Yield addresses and kernel paths that an output still holds."""
    texts = [output.get("text", "")]
    texts += [value for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
    for text in texts:
        for pattern, steady in ((ADDRESS, "0x000000"), (KERNEL_PATH, "ipykernel_0/0.py")):
            for found in pattern.finditer(str(text)):
                if found.group() != steady:
                    yield f"{where}: {found.group()} changes from run to run"


def alt_text(notebook):
    """Every picture carries an alternative text of 15 to 50 words, and its cell carries the same."""
    least, most = ALT_WORDS
    for cell, index in cells_of(notebook, "code"):
        for output in cell.get("outputs", []):
            for kind in output.get("data", {}):
                if not kind.startswith("image/"):
                    continue
                words = len(output.metadata.get(kind, {}).get("alt", "").split())
                if not least <= words <= most:
                    yield f"{place(cell, index)}: the alt text has {words} words, not {least} to {most}"
        carried = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        if carried != " ".join(alt_texts(cell)):
            yield f"{place(cell, index)}: the cell's alt text is not that of its pictures"


def cell_sizes(notebook):
    """A code cell has at most 12 lines (blank ones not counted), the setup cell at most 5, no line is wider than
    the page, and no cell is empty."""
    for number, (cell, index) in enumerate(cells_of(notebook, "code")):
        lines = sum(bool(line.strip()) for line in cell.source.splitlines())
        most = SETUP_LINES if number == 0 else CODE_LINES
        if lines > most:
            yield f"{place(cell, index)}: {lines} lines of code, at most {most}"
        widest = max(map(len, cell.source.splitlines()), default=0)
        if widest > CODE_WIDTH:
            yield f"{place(cell, index)}: a line of {widest} characters, at most {CODE_WIDTH}"
    for index, cell in enumerate(notebook.cells):
        if not cell.source.strip():
            yield f"{place(cell, index)}: the cell is empty"


def nothing_from_outside(notebook):
    """No cell and no output loads anything from another host; links to click are fine."""
    for index, cell in enumerate(notebook.cells):
        texts = [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            texts += [str(value) for kind, value in output.get("data", {}).items() if "html" in kind or "svg" in kind]
            texts += [str(value) for kind, value in output.get("data", {}).items() if kind == "text/markdown"]
        if any(pattern.search(text) for pattern in OUTSIDE_LOAD for text in texts):
            yield f"{place(cell, index)}: it loads something from another host"
        if cell.cell_type == "code" and OUTSIDE_CODE.search(cell.source):
            yield f"{place(cell, index)}: the code reaches for another host or installs something"


def fixed_metadata(notebook):
    """The notebook names the common kernel, no Python version and no widget state."""
    metadata = notebook.metadata
    if metadata.get("kernelspec") != KERNELSPEC or metadata.get("language_info") != LANGUAGE:
        yield "the kernel or language in the metadata is not the common one (make notebooks sets it)"
    if "widgets" in metadata:
        yield "widget state is stored"
    if len({cell.get("id") for cell in notebook.cells}) != len(notebook.cells):
        yield "two cells share an id"


def lesson_number(notebook, name):
    """The file is called NN_verb_object.ipynb, and its metadata name the same lesson."""
    found = FILE_NAME.match(name)
    if not found:
        yield f"the file name {name} is not NN_verb_object.ipynb"
        return
    number = notebook.metadata.get("autograd_lite", {}).get("lesson")
    if number != found.group(1):
        yield f"the metadata name lesson {number!r}, the file name {found.group(1)!r}"
    if not isinstance(notebook.metadata.get("autograd_lite", {}).get("source_lines"), list):
        yield "the metadata have no list source_lines"


RULES = (
    execution_counts,
    outputs_present,
    no_escape,
    clean_outputs,
    alt_text,
    cell_sizes,
    nothing_from_outside,
    fixed_metadata,
)

SANITIZE = {
    "address": {"regex": ADDRESS.pattern, "replace": "ADDRESS"},
    "kernel-path": {"regex": KERNEL_PATH.pattern, "replace": "KERNEL-PATH"},
}


def sanitize_faults(path):
    """The sanitize file hides addresses and kernel paths from the comparison, and nothing else."""
    parser = configparser.RawConfigParser()
    parser.read_string(Path(path).read_text(encoding="utf-8"))
    found = {name: dict(parser[name]) for name in parser.sections()}
    for name in sorted({*found, *SANITIZE}):
        if found.get(name) != SANITIZE.get(name):
            yield f"{Path(path).name}: the section [{name}] is not as agreed"


def faults(notebook, name, rules=RULES):
    """Return the faults of one notebook, each with its file's name."""
    lines = [line for rule in rules for line in rule(notebook)]
    lines += lesson_number(notebook, name)
    return [f"{name}, {line}" for line in lines]
