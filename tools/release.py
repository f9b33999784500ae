"""The release for students: what a learner needs and nothing else, its lessons without stored outputs."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from tools.kernel_env import NOTEBOOKS, ROOT, fixed_environment, lesson_notebooks
from tools.my_course import course_files
from tools.notebook_differences import differences
from tools.notebook_execution import CellFailed, execute, written
from tools.run_notebooks import AT_ONCE

PACKAGES = ("autograd_lite", "figures", "classroom")
FILES = ("pyproject.toml", "LICENSE", "LICENSE-CONTENT", "docs/glossary.md")
TOOLS = ("__init__.py", "install.py", "kernel_env.py", "lab.py", "my_course.py")
TARGETS = ("help", "venv", "lab", "reset")
ONLY_FOR_TESTS = "# What `make test` needs"
README = ROOT / "tools" / "templates" / "student_readme.txt"


def without_outputs(notebook):
    """Take every stored output out of a notebook, in place, and return it."""
    for cell in notebook.cells:
        cell.metadata.pop("mystnb", None)  # the alternative text of a picture that is gone
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def some_targets(makefile, names=TARGETS):
    """Return a Makefile with some of its targets: one that is not there cannot fail.

    >>> some_targets("A = 1\\n\\na: ## do\\n\\tx\\n\\nb: ## not\\n\\ty\\n", ["a"])
    'A = 1\\n\\na: ## do\\n\\tx\\n'
    """
    head, *blocks = re.split(r"\n\n(?=[a-z-]+:[^=])", makefile.rstrip("\n"))
    kept = [block for block in blocks if block.partition(":")[0] in names]
    head = re.sub(r"^\.PHONY:.*$", ".PHONY: " + " ".join(names), head, flags=re.MULTILINE)
    return "\n\n".join([head, *kept]) + "\n"


def course_requirements(text):
    """Return the requirements without the paragraph of those that only tests need."""
    return "\n\n".join(part for part in text.split("\n\n") if not part.startswith(ONLY_FOR_TESTS))


def write(folder, source=NOTEBOOKS):
    """Write the whole release into an empty folder."""
    rubbish = shutil.ignore_patterns("__pycache__", "*.pyc")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=rubbish)
    shutil.copytree(ROOT / "tools" / "lab_settings", folder / "tools" / "lab_settings", ignore=rubbish)
    for name in (*FILES, *(f"tools/{tool}" for tool in TOOLS)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copyfile(README, folder / "README.md")
    for name, change in (("Makefile", some_targets), ("requirements.txt", course_requirements)):
        text = change((ROOT / name).read_text(encoding="utf-8"))
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    write_lessons(folder / "notebooks", Path(source))


def write_lessons(folder, source):
    """Write the lessons without outputs, and their data."""
    for relative in course_files(source):
        copy = folder / relative
        copy.parent.mkdir(parents=True, exist_ok=True)
        if relative.suffix == ".ipynb":
            notebook = without_outputs(nbformat.read(source / relative, as_version=4))
            copy.write_text(written(notebook), encoding="utf-8", newline="\n")
        else:
            shutil.copyfile(source / relative, copy)


def pack(folder):
    """Pack a release into one file to hand out, beside its folder, and return its path."""
    unfinished = shutil.make_archive(f"{folder}.unfinished", "zip", root_dir=folder.parent, base_dir=folder.name)
    archive = folder.with_name(f"{folder.name}.zip")
    os.replace(unfinished, archive)
    return archive


def surroundings(folder):
    """Return an environment in which Python finds the release's own packages before any other."""
    return {**fixed_environment(), "PYTHONPATH": str(Path(folder).resolve())}


def origin(folder):
    """Return where a program that runs among the release's lessons imports `classroom` from."""
    ask = "import classroom; print(classroom.__file__)"
    command = [sys.executable, "-c", ask]
    said = subprocess.check_output(command, cwd=folder / "notebooks", env=surroundings(folder), text=True)
    return Path(said.strip())


async def try_out(folder, source=NOTEBOOKS):
    """Run the release's lessons from within it; return 1 unless each shows what the committed one stores."""
    if not origin(folder).is_relative_to(Path(folder).resolve()):
        print(f"the release does not use its own packages but {origin(folder)}")
        return 1
    slots = asyncio.Semaphore(AT_ONCE)
    paths = lesson_notebooks(folder / "notebooks")
    found = await asyncio.gather(*(run_lesson(path, Path(source), surroundings(folder), slots) for path in paths))
    print(f"{len(paths)} lessons of the release run, {sum(map(bool, found))} with something to mend")
    return 1 if any(found) else 0


async def run_lesson(path, source, environ, slots):
    """Run one lesson of the release and return where it differs from the committed one."""
    async with slots:
        try:
            again = await execute(nbformat.read(path, as_version=4), path.parent, environ)
        except CellFailed as failed:
            found = [f"cell {failed.index + 1}: {failed.reason}"]
        else:
            stored = nbformat.read(source / path.name, as_version=4)
            found = differences(stored, nbformat.reads(written(again), as_version=4))
    print(f"{'FAILED' if found else 'same':8}{path.name}", flush=True)
    for line in found:
        print(f"    {path.name}, {line}", flush=True)
    return found
