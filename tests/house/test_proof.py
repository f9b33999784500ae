"""The proof sheets show everything, cut no figure, and their pages ask nothing of other hosts."""

import re

import numpy as np
import pytest
from house.samples import ALT, stored, write
from PIL import Image

from tools import chromium, pages, sheets


def striped(height, width=300):
    """Return a picture in which every row has its own colour."""
    rows = np.arange(height)
    colours = np.stack([rows % 256, rows // 256, np.full(height, 7)], axis=1).astype(np.uint8)
    return Image.fromarray(np.repeat(colours[:, None, :], width, axis=1))


def rows_shown(made, width=300):
    """Return the colours of the rows that the sheets show, column by column."""
    shown = set()
    for sheet in made:
        pixels = np.asarray(sheet)
        for left in range(0, sheet.width, width + sheets.GAP):
            shown |= {tuple(row) for row in pixels[:, left].tolist()}
    return shown


@pytest.mark.parametrize("height", [10, 499, 500, 501, 5000])
def test_every_row_of_a_long_page_is_on_a_sheet(height):
    made = sheets.sheets(striped(height), (1000, 500))
    wanted = {tuple(row) for row in np.asarray(striped(height))[:, 0].tolist()}
    assert wanted <= rows_shown(made)
    assert all(sheet.width <= 1000 and sheet.height <= 500 for sheet in made)


def test_no_figure_is_cut_and_none_is_left_out():
    pieces = [Image.new("RGB", (300, 200), (number, 0, 0)) for number in range(1, 12)]
    made = sheets.pack(pieces, (700, 500))
    shown = np.concatenate([np.asarray(sheet).reshape(-1, 3)[:, 0] for sheet in made])
    for number in range(1, 12):
        assert (shown == number).sum() == 300 * 200
    assert len(made) == 3
    assert sheets.pack([]) == []


def test_a_page_keeps_the_alt_text_and_names_no_other_host(tmp_path):
    path = write(tmp_path, "01_read_a_number.ipynb", stored())
    html = pages.page_of(path, "dark", tmp_path / "mathjax.js")
    assert f'alt="{ALT}"' in html
    assert not re.search(r"(src|href)=\"https?://[^\"]+\.(js|css)", html)
    assert "No description has been provided" not in html
    assert (tmp_path / "mathjax.js").as_uri() in html


PAGE = """<!doctype html><meta charset="utf-8"><script>window.MathJax = {startup: {promise: Promise.resolve()}}</script>
<body style="margin:0">%s</body>"""


@pytest.mark.browser
@pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING)
def test_a_photograph_names_the_faults_of_a_page(tmp_path):
    from playwright.sync_api import sync_playwright

    faulty = '<img src="http://example.org/a.png"><div style="width:3000px">wide</div><script>missing()</script>'
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        found = {}
        for name, body in (("faulty", faulty), ("sound", "<p>Nothing wrong.</p>")):
            html = tmp_path / f"{name}.html"
            html.write_text(PAGE % body, encoding="utf-8")
            found[name] = pages.photograph(browser, html, tmp_path / f"{name}.png", 390, 1)
        browser.close()
    assert found["sound"] == []
    for fault in ("asks http://example.org/a.png", "2610 pixels wider", "script error", "without alt text"):
        assert any(fault in line for line in found["faulty"]), found["faulty"]
    assert Image.open(tmp_path / "sound.png").width == 390
