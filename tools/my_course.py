"""The learner's own copy of the lessons: filled where something is missing, never overwritten."""

import argparse
import filecmp
import os
import shutil
import sys
from pathlib import Path

from tools.kernel_env import NOTEBOOKS, ROOT, choose, lesson_notebooks

MINE = ROOT / "my_course"


def course_files(source=NOTEBOOKS):
    """Return what a learner gets, as paths relative to the source: the lessons and their data."""
    source = Path(source)
    data = (path for path in (source / "data").rglob("*") if path.is_file())
    return [path.relative_to(source) for path in [*lesson_notebooks(source), *sorted(data)]]


def copy_new(original, copy):
    """Copy a file whole or not at all, so that an interrupted copy is not taken for the learner's work."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    unfinished = copy.with_name(copy.name + ".unfinished")
    shutil.copyfile(original, unfinished)
    os.replace(unfinished, copy)


def fill(source=NOTEBOOKS, mine=MINE):
    """Copy what is missing in the learner's folder; return the new and the kept relative paths."""
    new, kept = [], []
    for relative in course_files(source):
        copy = Path(mine) / relative
        if os.path.lexists(copy):
            kept.append(relative)
        else:
            copy_new(Path(source) / relative, copy)
            new.append(relative)
    return new, kept


def free_name(path):
    """Return the first of name.old-1.ipynb, name.old-2.ipynb ... that is not taken."""
    number = 1
    while os.path.lexists(old := path.with_name(f"{path.stem}.old-{number}{path.suffix}")):
        number += 1
    return old


def reset(lesson, source=NOTEBOOKS, mine=MINE):
    """Put a fresh copy of one lesson into the learner's folder and return one sentence about it.

    The fresh copy takes the lesson's name, for links between lessons lead there; the learner's own copy
    stays beside it as `<lesson>.old-1.ipynb`. Raises LookupError when no lesson is meant, or several.
    """
    chosen = choose([lesson], lesson_notebooks(source))
    if len(chosen) > 1:
        raise LookupError(f"{lesson!r} fits several lessons: {', '.join(path.stem for path in chosen)}")
    original = chosen[0]
    copy = Path(mine) / original.name
    if not os.path.lexists(copy):
        copy_new(original, copy)
        return f"{copy.name} is fresh; there was no older copy of it."
    if filecmp.cmp(original, copy, shallow=False):
        return f"{copy.name} is as fresh as it can be: nothing was changed in it yet."
    old = free_name(copy)
    os.replace(copy, old)
    copy_new(original, copy)
    return f"{copy.name} is fresh; your own copy is kept beside it as {old.name}."


def main(arguments=None):
    """Carry out `reset LESSON` and return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.my_course", description=__doc__)
    parser.add_argument("action", choices=["reset"])
    parser.add_argument("lesson")
    options = parser.parse_args(arguments)
    if not options.lesson.strip():
        print("Which lesson? For example: make reset LESSON=01")
        return 1
    try:
        print(reset(options.lesson.strip()))
    except LookupError as error:
        print(error.args[0])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
