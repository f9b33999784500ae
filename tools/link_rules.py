"""A rule for links: what a page of this project points at, inside the project, is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import nbformat

from tools.prose_rules import FENCE, HEADING
from tools.source_rules import source_files

LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
ANCHOR = re.compile(r"<a\s+(?:id|name)\s*=\s*[\"']([^\"']+)[\"']")


def prose(path):
    """Return the prose of a page: a markdown file, or the markdown cells of a notebook."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return path.read_text(encoding="utf-8")


def slug(heading):
    """Return the anchor that GitHub gives a heading.

    >>> slug("Same in `PyTorch`?")
    'same-in-pytorch'
    """
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def anchors(path):
    """Return the places inside a page that a link may name."""
    text = FENCE.sub("", prose(path))
    headings = [title for _, title in HEADING.findall(text)]
    # JupyterLab and nbconvert write a heading's anchor with its capitals and with hyphens for blanks.
    return {*ANCHOR.findall(text), *map(slug, headings), *(title.replace(" ", "-") for title in headings)}


def pages(root):
    """Return the pages of the project: markdown files and notebooks."""
    return [path for path in source_files(root) if path.suffix in (".md", ".ipynb")]


def broken_links(root):
    """Yield links of pages to files or places that are not there; links to other hosts are not followed."""
    for page in pages(root):
        for target in LINK.findall(FENCE.sub("", prose(page))):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = unquote(target).partition("#")
            found = (page.parent / name).resolve() if name else page
            where = page.relative_to(root)
            if not found.exists():
                yield f"{where}: {target} is not there"
            elif not found.is_relative_to(Path(root).resolve()):
                yield f"{where}: {target} lies outside the project"
            elif anchor and found.suffix in (".md", ".ipynb") and anchor not in anchors(found):
                yield f"{where}: {target}: there is no place called {anchor}"
