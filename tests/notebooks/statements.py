"""A lesson run statement by statement, with one library in the place of `torch`.

A statement that uses the classroom, the figures or another absent package is left out, and with it every name that it
would have made. A cell of which nothing was left out is whole: what it prints can be compared with another run's.
The class runs in this process, and its source runs in a browser's Python too: it needs nothing but IPython.
"""

import ast
import builtins
import contextlib
import inspect
import io
import linecache
import warnings

from golden_cases.registry import first_sentence, without_addresses
from IPython.lib.pretty import pretty


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
    """One run of a lesson: `cells` are the sources of its code cells, `course` the packages that are absent.

    What a lesson calls `expect` is there all the same: the one above, or another that is given.
    """

    def __init__(self, cells, library, course=("classroom", "figures"), expect=Expect):
        self.library, self.course, self.expect = library, course, expect
        self.names = {"__name__": "__main__", "__builtins__": builtins}
        self.absent = set()  # names that only a statement which was left out would have made
        self.printed = [self.run(index, cell) for index, cell in enumerate(cells)]

    def run(self, index, cell):
        """Run what can be run of a cell; return what it printed, or None if a part was left out."""
        file = f"<cell {index}>"
        linecache.cache[file] = (len(cell), None, cell.splitlines(keepends=True), file)
        whole, page = True, io.StringIO()
        body = ast.parse(cell).body
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
        """Import, with the library in the place of autograd_lite; of the course only `expect` is there."""
        for alias in list(statement.names):
            module = getattr(statement, "module", None) or alias.name
            name = alias.asname or alias.name.partition(".")[0]
            root = module.partition(".")[0]
            if name == "expect":
                self.names["expect"] = self.expect
            elif root in self.course:
                self.absent |= names_in(module) if alias.name == "*" else {name}
            elif root == "autograd_lite" and isinstance(statement, ast.Import):
                self.names[name] = self.library
            elif root == "autograd_lite":
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


def names_in(module):
    """Return the names of a bank of exercises, or none where the course is not installed."""
    try:
        return set(getattr(__import__(module, fromlist=["*"]), "__all__", ()))
    except ImportError:
        return set()


def used(statement):
    """Return every name that a statement reads, at whatever depth."""
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def made(statement):
    """Return the names that a statement binds in the cell itself."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def standalone():
    """Return the source of all this as one text, for a Python that has no access to these files."""
    imports = "import ast, builtins, contextlib, io, linecache, re, warnings\nfrom IPython.lib.pretty import pretty"
    parts = (first_sentence, without_addresses, Expect, Lesson, names_in, used, made)
    return "\n\n".join([imports, *(inspect.getsource(part) for part in parts)])


def code_cells(notebook):
    """Return the sources of a notebook's code cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]
