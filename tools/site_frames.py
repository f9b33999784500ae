"""Draw every setting of a lesson's sliders, so that the book can show them without a kernel.

    python -m tools.site_frames 07 build/site-extra/frames

A lesson's cells run once in this process. Where a cell ends in a live figure, each of its pictures is written as a
WebP file, and `frames.json` beside them says which cell they belong to, with controls, values and alt texts.
"""

import argparse
import hashlib
import io
import itertools
import json
import linecache
import os
import shutil
import sys
from pathlib import Path

import nbformat
from PIL import Image

from tools.kernel_env import NOTEBOOKS, ROOT, choose, lesson_notebooks

MOST_VALUES = 13  # of one control; a control with fewer steps shows all of them
MOST_TOGETHER = 150  # pictures of one figure; beyond that its controls move one at a time
SOURCES = ("autograd_lite", "figures", "classroom")


def run(path):
    """Run a lesson's cells and yield (cell index, value of the cell's last expression)."""
    import ast

    os.chdir(path.parent)
    names = {"__name__": "__main__"}
    for index, cell in enumerate(nbformat.read(path, as_version=4).cells):
        if cell.cell_type != "code":
            continue
        file = f"<cell {index}>"
        linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
        tree, value = ast.parse(cell.source), None
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        try:
            exec(compile(tree, file, "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), file, "eval"), names)
        except Exception:
            if "raises-exception" not in cell.metadata.get("tags", []):
                raise
        yield index, value


def thinned(values, start):
    """Return at most 13 of the values, evenly spread, with both ends and the one it starts at."""
    if len(values) <= MOST_VALUES:
        return list(values)
    step = (len(values) - 1) / (MOST_VALUES - 1)
    places = {round(step * n) for n in range(MOST_VALUES)}
    nearest = min(places - {0, len(values) - 1}, key=lambda place: abs(place - start))
    return [values[place] for place in sorted((places - {nearest}) | {start})]


def settings(control):
    """Return (values, words, place of the start) of one control of a live figure."""
    from classroom.wording import number

    if control.options is not None:
        values, start = list(control.options), control.options.index(control.start)
    else:
        low, high, step = control.range
        count = round((high - low) / step)
        values = [low + step * n for n in range(count + 1)]
        whole = all(isinstance(v, int) for v in (low, high, step))
        values = values if whole else [round(v, 10) for v in values]
        start = min(range(len(values)), key=lambda n: abs(values[n] - control.start))
        values[start] = control.start
    kept = thinned(values, start)
    words = [value if isinstance(value, str) else number(value) for value in kept]
    return kept, words, kept.index(values[start])


def combinations(counts, starts):
    """Return the settings to draw: all together if that is few enough, else one control at a time."""
    product = 1
    for count in counts:
        product *= count
    if product <= MOST_TOGETHER:
        return list(itertools.product(*map(range, counts)))
    found = {tuple(starts)}
    for place, count in enumerate(counts):
        found |= {(*starts[:place], n, *starts[place + 1 :]) for n in range(count)}
    return sorted(found)


def write(picture, folder):
    """Write one picture under the name of its own bytes, so that equal pictures are one file; return the name."""
    name = hashlib.sha256(picture.png).hexdigest()[:16] + ".webp"
    if not (folder / name).exists():
        image = Image.open(io.BytesIO(picture.png)).convert("RGBA")
        image.save(folder / name, "WEBP", lossless=True, quality=60, method=3)
    return name


def frames_of(explorer, folder):
    """Draw one live figure's pictures and return what the page needs to show them."""
    names = list(explorer.controls)
    found = [settings(explorer.controls[name]) for name in names]
    controls = [
        {"label": explorer.controls[name].label, "values": words, "start": start}
        for name, (_, words, start) in zip(names, found, strict=True)
    ]
    frames = {}
    starts = [start for _, _, start in found]
    for places in combinations([len(values) for values, _, _ in found], starts):
        chosen = {name: values[n] for name, (values, _, _), n in zip(names, found, places, strict=True)}
        explorer.redraw(chosen)
        # Where there is no picture, the one before stays and the words say why, as in a running lesson.
        file, words = write(explorer.picture, folder), explorer.caption()
        frames[",".join(map(str, places))] = {"file": file, "alt": words}
    together = len(frames) > 1 + sum(len(c["values"]) - 1 for c in controls) or len(controls) == 1
    return {"controls": controls, "frames": frames, "start": ",".join(map(str, starts)), "together": together}


def stripped(result):
    """Return the live figure that a filmstrip stands for: its steps, one control; None for anything else."""
    from classroom.explore import explore
    from figures.graph_steps import Steps

    if isinstance(result, Steps):
        return explore(result.draw, step=(0, result.steps, 1), labels={"step": "step"})
    return None


def fingerprint(path):
    """Return a hash of all that decides what a lesson's figures look like."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for folder in SOURCES:
        for source in sorted((ROOT / folder).rglob("*.py")):
            digest.update(source.read_bytes())
    cells = nbformat.read(path, as_version=4).cells
    digest.update(json.dumps([cell.source for cell in cells if cell.cell_type == "code"]).encode())
    return digest.hexdigest()


def draw(path, folder):
    """Write the frames of one lesson into `folder`, unless they are there and up to date."""
    folder = Path(folder).resolve() / path.stem
    about = folder / "frames.json"
    wanted = fingerprint(path)
    if about.exists() and json.loads(about.read_text(encoding="utf-8"))["fingerprint"] == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    from classroom.explore import Explorer

    cells, output = {}, sys.stdout
    sys.stdout = io.StringIO()  # what a cell prints stands in the stored outputs already
    try:
        for index, value in run(path):
            explorer = value if isinstance(value, Explorer) else stripped(value)
            if explorer is not None:
                cells[index] = frames_of(explorer, folder)
    finally:
        sys.stdout = output
    text = json.dumps({"fingerprint": wanted, "cells": cells}, ensure_ascii=False)
    about.write_text(text, encoding="utf-8")
    count = sum(len(cell["frames"]) for cell in cells.values())
    print(f"{path.stem}: {len(cells)} figures, {count} frames", flush=True)


def main(arguments=None):
    """Draw the frames of the named lessons."""
    parser = argparse.ArgumentParser(prog="python -m tools.site_frames", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("folder")
    options = parser.parse_args(arguments)
    for path in choose([options.name], lesson_notebooks(NOTEBOOKS)):
        draw(path, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
