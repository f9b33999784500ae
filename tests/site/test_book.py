"""The book: every page without a connection, for every reader, with figures that move without a kernel."""

import re

import pytest
from site_pages import Visit, broken, html_pages

from tools import chromium, site, site_fetch
from tools.kernel_env import lesson_notebooks
from tools.site_measure import transferred

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING),
]
AXE = """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
    .then(found => found.violations.map(v => `${v.id} at ${v.nodes[0].html.slice(0, 120)}`))"""
PICTURES = """() => Array.from(document.images).filter(image => {image.loading = 'eager'; return true;})
    .map(image => image.decode().then(() => null, () => image.src))"""
FORMULA_FAULTS = "() => Array.from(document.querySelectorAll('mjx-merror, [data-mjx-error]')).map(n => n.textContent)"


def lessons():
    return [f"notebooks/{path.stem}.html" for path in lesson_notebooks()]


def test_no_link_and_no_picture_leads_nowhere(built):
    assert list(broken()) == []


def test_every_page_stands_alone_and_is_accessible(base, opened, capsys):
    """No error, no request to another host, no broken picture, no violation of WCAG A or AA, in light and dark."""
    script, faults = site_fetch.axe().read_text(encoding="utf-8"), []
    pages = [name for name in html_pages() if name != "live/open.html"]  # that page has tests of its own
    for name in pages:
        for scheme in ("light", "dark"):
            visit = Visit(opened, f"{base}/{name}", scheme)
            missing = visit.page.evaluate(f"async () => (await Promise.all(({PICTURES})())).filter(Boolean)")
            found = [*visit.faults, *visit.outside, *missing, *visit.page.evaluate(FORMULA_FAULTS)]
            visit.page.add_script_tag(content=script)
            found += visit.page.evaluate(AXE)
            faults += [f"{name}, {scheme}: {fault}" for fault in found]
            visit.close()
    with capsys.disabled():
        print(f"\nsite: {len(pages)} pages opened in light and dark, {len(faults)} faults")
    assert faults == []
    assert len(pages) > len(lesson_notebooks())


def test_only_pages_with_formulas_ask_for_the_script_that_draws_them(built):
    for name in html_pages():
        text = (site.OUTPUT / name).read_text(encoding="utf-8")
        formula = re.search(r'class="(?:[^"]* )?math[ "]', text)
        assert ("tex-svg-full.js" in text) == bool(formula), name


def test_a_phone_scrolls_in_one_direction(base, opened):
    for name in ("index.html", *lessons()):
        visit = Visit(opened, f"{base}/{name}", width=390)
        wide = visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than the screen"
        visit.close()


def test_figures_move_by_key_without_a_kernel(base, opened, capsys):
    moved = 0
    for name in lessons():
        visit = Visit(opened, f"{base}/{name}")
        for figure in visit.page.locator("figure.frames").all():
            image, words = figure.locator("img"), figure.locator("figcaption")
            sliders = figure.locator("input[type=range]").all()
            assert sliders, f"{name}: a figure without controls"
            for slider in sliders:
                slider.focus()
                slider.press("Home")
                seen = {image.get_attribute("src")}
                for _ in range(int(slider.get_attribute("max"))):
                    said = slider.get_attribute("aria-valuetext")
                    slider.press("ArrowRight")
                    assert slider.get_attribute("aria-valuetext") != said, name
                    assert words.inner_text() == image.get_attribute("alt"), name
                    seen.add(image.get_attribute("src"))
                assert len(seen) > 1, f"{name}: {figure.get_attribute('id')} never changed"
                image.evaluate("image => image.decode()")  # raises for a picture that is not there
                moved += 1
        assert not visit.faults and not visit.outside
        visit.close()
    with capsys.disabled():
        print(f"\nsite: {moved} sliders of the book moved by key")
    assert moved >= len(lesson_notebooks())


def test_without_scripts_a_figure_is_there_with_its_words(base, opened):
    context = opened.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{lessons()[0]}")
    figure = page.locator("figure.frames").first
    assert figure.locator("img").get_attribute("alt") == figure.locator("figcaption").inner_text()
    assert not figure.locator("input").count()
    context.close()


def test_search_finds_a_word(base, opened):
    visit = Visit(opened, f"{base}/search.html?q=momentum")
    visit.page.wait_for_selector("#search-results li a")
    assert "notebooks/" in visit.page.locator("#search-results li a").first.get_attribute("href")
    visit.close()


def test_the_front_page_is_light(base, opened, capsys):
    size = transferred(opened, f"{base}/index.html")
    with capsys.disabled():
        print(f"\nsite: the front page takes {size:.0f} kB, packed")
    assert size < 1000
