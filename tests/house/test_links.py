"""Every link inside the project leads somewhere, and its pages are written in plain words."""

import pytest
from house.samples import notebook, write

from tools import link_rules, prose_rules
from tools.kernel_env import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_link_inside_the_project_leads_somewhere():
    found = list(link_rules.broken_links(ROOT))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_pages_call_nothing_easy(path):
    assert not list(prose_rules.banned_words(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_pages_have_short_sentences(path):
    sentences = prose_rules.sentences(path.read_text(encoding="utf-8"))
    long = [sentence for sentence in sentences if len(prose_rules.words(sentence)) > prose_rules.SENTENCE_WORDS]
    assert not long


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a](none.md)", "none.md is not there"),
        ("[a](words.md#nowhere)", "there is no place called nowhere"),
        ("![a](none.png)", "none.png is not there"),
        ("[a](../../outside.md)", "is not there"),
    ],
)
def test_each_planted_fault_is_caught(tmp_path, text, message):
    (tmp_path / "words.md").write_text("# Words\n")
    (tmp_path / "page.md").write_text(text)
    write(tmp_path, "01_read.ipynb", notebook("# 01 Read", "md:" + text))
    found = list(link_rules.broken_links(tmp_path))
    assert len(found) == 2 and all(message in line for line in found), found


def test_sound_links_are_let_through(tmp_path):
    (tmp_path / "words.md").write_text('# Words here\n\n<a id="slope"></a>slope\n')
    text = "[a](words.md#slope) [b](words.md#words-here) [c](https://example.org/x) [d](#top)\n\n# Top\n"
    (tmp_path / "page.md").write_text(text + "\n```\n[e](none.md)\n```\n")
    assert not list(link_rules.broken_links(tmp_path))
