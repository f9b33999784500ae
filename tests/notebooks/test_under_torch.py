"""Every lesson's autograd cells print under real torch what they print here.

A lesson runs twice in this process, statement by statement: once with autograd_lite and once with torch, both under
float64. A statement that uses the classroom or the figures is left out, and with it every name that it would have
made; a cell of which nothing was left out is compared. Of a refusal the first sentence counts, because autograd_lite
adds a plain line of its own; nodes are compared without their addresses. Differences that are meant stand in
torch_differences.json, with the words by which the lesson names them.
"""

import ast
import builtins
import contextlib
import io
import json
import linecache
import sys
import warnings

import pytest
from golden_cases.registry import first_sentence, without_addresses
from IPython.lib.pretty import pretty
from notebooks.course import ROOT, lesson_paths, notebook

import autograd_lite

MEANT = json.loads((ROOT / "tests/notebooks/torch_differences.json").read_text(encoding="utf-8"))
COURSE = {"classroom", "figures"}
AUTOGRAD = [number for number in lesson_paths() if number >= "07"]


class Expect:
    """The classroom's `expect`, saying only the first sentence."""

    def __init__(self, *types):
        self.types, self.message = types, None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        assert isinstance(error, self.types), f"{self.types} was expected, not {error!r}"
        self.message = str(error)
        print(f"{kind.__name__}: {first_sentence(str(error))}")
        return True


class Lesson:
    """One run of a lesson with one library in the place of `torch`."""

    def __init__(self, cells, library):
        self.library = library
        self.names = {"__name__": "__main__", "__builtins__": builtins}
        self.absent = set()  # names that only a statement which was left out would have made
        self.printed = [self.run(index, cell) for index, cell in enumerate(cells)]

    def run(self, index, cell):
        """Run what can be run of a cell; return what it printed, or None if a part was left out."""
        if cell.cell_type != "code":
            return None
        file = f"<cell {index}>"
        linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
        whole, page = True, io.StringIO()
        body = ast.parse(cell.source).body
        with contextlib.redirect_stdout(page), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for statement in body:
                if isinstance(statement, ast.Import | ast.ImportFrom):
                    whole = False
                    self.bring(statement)
                elif self.absent & used(statement):
                    whole = False
                    self.absent |= made(statement)
                else:
                    self.absent -= made(statement)
                    self.execute(statement, file, last=statement is body[-1])
        return without_addresses(page.getvalue()) if whole else None

    def bring(self, statement):
        """Import, with the library in the place of autograd_lite; names of the course are absent but for `expect`."""
        for alias in list(statement.names):
            module = getattr(statement, "module", None) or alias.name
            name = alias.asname or alias.name.partition(".")[0]
            if module.partition(".")[0] in COURSE:
                bank = getattr(sys.modules.get(module) or __import__(module, fromlist=["*"]), "__all__", ())
                self.absent |= set(bank) if alias.name == "*" else {name}
                if name == "expect":
                    self.names["expect"] = Expect
                    self.absent.discard("expect")
            elif module.partition(".")[0] == "autograd_lite" and isinstance(statement, ast.Import):
                self.names[name] = self.library
            elif module.partition(".")[0] == "autograd_lite":
                self.absent.add(name)
            else:
                statement.names = [alias]
                exec(compile(ast.Module([statement], []), "<import>", "exec"), self.names)
                self.absent.discard(name)

    def execute(self, statement, file, last):
        """Run one statement; show the value of a cell's last expression as Jupyter does, and an error by its type."""
        try:
            if last and isinstance(statement, ast.Expr):
                value = eval(compile(ast.Expression(statement.value), file, "eval"), self.names)
                if value is not None:
                    print(pretty(value))
            else:
                exec(compile(ast.Module([statement], []), file, "exec"), self.names)
        except Exception as error:
            print(f"raised {type(error).__name__}: {first_sentence(str(error))}")


def used(statement):
    """Return every name that a statement reads, at whatever depth."""
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def made(statement):
    """Return the names that a statement binds in the cell itself."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def both(cells, torch):
    """Return (cell, printed here, printed by torch) for every cell that ran whole in both and printed something."""
    before, random = torch.get_default_dtype(), torch.random.get_rng_state()
    torch.set_default_dtype(torch.float64)
    try:
        theirs = Lesson(cells, torch).printed
    finally:
        torch.set_default_dtype(before)
        torch.random.set_rng_state(random)
        torch.set_grad_enabled(True)
        torch.autograd.set_detect_anomaly(False)
    ours = Lesson(cells, autograd_lite).printed
    autograd_lite.set_grad_enabled(True)
    rows = zip(cells, ours, theirs, strict=True)
    return [(cell, a, b) for cell, a, b in rows if a is not None and b is not None and (a or b)]


def meant(number, cell):
    """Return the entry of the list of differences that speaks of a cell, or None."""
    return next((entry for start, entry in MEANT.get(number, {}).items() if start in cell.source), None)


@pytest.mark.torch
@pytest.mark.parametrize("number", AUTOGRAD)
def test_torch_prints_the_same(number, capsys):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    rows = both(notebook(number).cells, torch)
    same = [cell for cell, ours, theirs in rows if ours == theirs]
    for cell, ours, theirs in rows:
        if not meant(number, cell):
            assert ours == theirs, f"\n{cell.source}\n--- autograd_lite printed\n{ours}--- torch printed\n{theirs}"
    with capsys.disabled():
        print(
            f"\nlesson {number}: {len(same)} cells print the same under torch, {len(rows) - len(same)} differ as meant"
        )
    assert len(same) >= 5


@pytest.mark.torch
@pytest.mark.parametrize("number, start", [(number, start) for number in MEANT for start in MEANT[number]])
def test_a_meant_difference_is_one_and_the_lesson_names_it(number, start):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    entry = MEANT[number][start]
    assert any(ours != theirs for cell, ours, theirs in both(notebook(number).cells, torch) if start in cell.source)
    prose = " ".join(" ".join(c.source.split()) for c in notebook(number).cells if c.cell_type == "markdown")
    assert entry["named"] in prose
    assert entry["why"].strip()


def test_a_difference_is_noticed():
    cell = type(notebook("07").cells[0])
    code = "import autograd_lite as torch\nfrom classroom import agree"
    cells = [
        cell(cell_type="code", source=code),
        cell(cell_type="code", source="agree(1)\nmine = agree"),
        cell(cell_type="code", source="mine"),
        cell(cell_type="code", source="torch.name"),
    ]

    class Ours:
        name = "ours"

    class Theirs:
        name = "theirs"

    assert Lesson(cells, Ours).printed == [None, None, None, "'ours'\n"]
    assert Lesson(cells, Theirs).printed == [None, None, None, "'theirs'\n"]
