"""Tiny notebooks for the tests of the house: sound ones, which each test then damages in one place."""

import base64
import io

import nbformat
from PIL import Image

from tools.notebook_execution import canonical

ALT = "A small grey square that stands for a figure, so that fifteen words of alternative text are here."

SHOW_PICTURE = f"""
import base64
class Shown:
    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {{"image/png": {{png!r}}, "text/plain": "Figure"}}
        return data, {{"image/png": {{"alt": {ALT!r}}}}}
Shown()
"""


def png(level=128):
    """Return a small grey picture as base64 text."""
    stream = io.BytesIO()
    Image.new("L", (4, 4), level).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def show_picture(level=128):
    """Return the source of a cell that shows a picture with alt text."""
    return SHOW_PICTURE.replace("{png!r}", repr(png(level))).strip()


def notebook(*sources, lesson="01"):
    """Return a notebook of the given cells; a source that starts with `#` and a space or `md:` is prose."""
    cells = []
    for number, source in enumerate(sources, start=1):
        prose = source.startswith(("# ", "## ", "### ", "md:"))
        make = nbformat.v4.new_markdown_cell if prose else nbformat.v4.new_code_cell
        cells.append(make(source.removeprefix("md:"), id=f"cell-{number}"))
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["autograd_lite"] = {"lesson": lesson, "source_lines": []}
    return made


def stored(*sources, lesson="01"):
    """Return such a notebook as if it had been run: canonical, each code cell showing `2`, one a picture."""
    made = notebook(*sources or ("# 01 Read a number", "x = 1", "x + 1", "x * 2"), lesson=lesson)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    for cell in code[1:]:
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"})]
    code[-1].outputs = [picture_output()]
    return canonical(made)


def picture_output(level=128):
    """Return a stored output that holds a picture with its alt text."""
    data = {"image/png": png(level), "text/plain": "Figure"}
    return nbformat.v4.new_output("display_data", data, metadata={"image/png": {"alt": ALT}})


def write(folder, name, made):
    """Write a notebook into a folder and return its path."""
    path = folder / name
    path.write_text(nbformat.writes(made) + "\n", encoding="utf-8")
    return path
