"""Rules for what a learner reads: headings, lengths, and words that shut a reader out."""

import ast
import itertools
import re
from pathlib import Path

from tools.notebook_differences import place

PROSE_WORDS = 120
SENTENCE_WORDS = 25
BANNED = re.compile(r"\b(obviously|simply|just|trivial|trivially|of course)\b", re.IGNORECASE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$", re.MULTILINE)
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
TABLE_ROW = re.compile(r"^\s*\|.*$", re.MULTILINE)
TAG = re.compile(r"<[^>]+>")
# A sentence also ends where a list item, a heading or a paragraph does; a card's parts stand apart by "·".
SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"')*_]*\s+|\s+[·–—]\s+|\n\s*\n|\n(?=\s*(?:[-*>#]|\d+[.)]|[A-D]\)))")


def readable(markdown):
    """Return markdown as words a reader says: a formula or a piece of code counts as one word.

    >>> readable("The slope of $x^2$ at `x = 1` is [two](two.html).")
    'The slope of FORMULA at CODE is two.'
    """
    text = FENCE.sub(" ", markdown)
    text = TABLE_ROW.sub("", text)
    text = FORMULA.sub("FORMULA", text)
    text = LINK.sub(r"\1", text)
    text = CODE.sub("CODE", text)
    return TAG.sub(" ", text)


def words(text):
    """Return the words of a text; a mark standing alone is none."""
    return [word for word in text.split() if re.search(r"\w", word)]


def sentences(markdown):
    """Return the sentences of a piece of markdown, without the marks of lists and headings."""
    parts = SENTENCE_END.split(readable(markdown))
    plain = (re.sub(r"^[\s>#*·–-]+", "", part) for part in parts if part)
    return [" ".join(part.split()) for part in plain if words(part)]


def prose_cells(notebook):
    """Yield (cell, index) for the cells of prose."""
    return ((cell, i) for i, cell in enumerate(notebook.cells) if cell.cell_type == "markdown")


def prose_lengths(notebook):
    """A cell of prose has at most 120 words, a sentence at most 25; tables are not counted."""
    for cell, index in prose_cells(notebook):
        count = len(words(readable(cell.source)))
        if count > PROSE_WORDS:
            yield f"{place(cell, index)}: {count} words, at most {PROSE_WORDS}"
        for sentence in sentences(cell.source):
            if len(words(sentence)) > SENTENCE_WORDS:
                yield f"{place(cell, index)}: a sentence of {len(words(sentence))} words: {sentence[:60]!r}"


def headings(notebook):
    """There is one top heading, in the first cell, and no heading skips a level."""
    found = []
    for cell, index in prose_cells(notebook):
        found += [(len(marks), index) for marks, _ in HEADING.findall(FENCE.sub("", cell.source))]
    tops = [index for level, index in found if level == 1]
    if tops != [0]:
        yield f"{len(tops)} top headings in the cells {[index + 1 for index in tops]}, expected one in cell 1"
    for (above, _), (level, index) in itertools.pairwise(found):
        if level > above + 1:
            yield f"cell {index + 1}: a heading of level {level} follows one of level {above}"


def banned_words(text):
    """Yield the words in a text that tell a reader a thing is easy."""
    for found in BANNED.finditer(text):
        yield f"the word {found.group()!r} in {text[max(0, found.start() - 25) : found.end() + 25]!r}"


def plain_words(notebook):
    """No cell, no stored text and no alt text calls a thing easy."""
    for index, cell in enumerate(notebook.cells):
        texts = [cell.source]
        for output in cell.get("outputs", []):
            texts.append(str(output.get("text", "")))
            texts.append(str(output.get("data", {}).get("text/plain", "")))
        for text in texts:
            yield from (f"{place(cell, index)}: {line}" for line in banned_words(text))


def wordy_strings(path):
    """Yield faults in the texts that a module holds for readers: strings of several words, docstrings too."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.split()) > 2:
            for line in banned_words(node.value):
                yield f"{Path(path).name}, line {node.lineno}: {line}"


RULES = (prose_lengths, headings, plain_words)
