"""The self-test in a real browser: its links open the lesson that a wrong answer leads back to."""

import shutil

import pytest
from house import lab_page
from house.samples import notebook, write
from house.test_browser import browser  # noqa: F401  (a fixture)

from tools import chromium
from tools.kernel_env import NOTEBOOKS
from tools.notebook_execution import canonical

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING),
]

ASK = "from classroom import selftest\nselftest({1: 'A', 2: 'A'})"
PATH = "() => window.jupyterapp.shell.currentWidget?.context?.path"


def test_a_wrong_answer_leads_to_its_lesson(tmp_path, browser):  # noqa: F811
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(next(NOTEBOOKS.glob("01_*.ipynb")), course)
    write(course, "14_ask.ipynb", canonical(notebook("# 14 Ask", ASK, lesson="14")))
    with lab_page.server(course, tmp_path / "home") as (base, token):
        page = lab_page.LabPage(browser.new_page(), base, token, "course/14_ask.ipynb")
        page.run_all()
        link = page.page.get_by_role("link", name="lesson 01, §3")
        assert link.count() == 1
        link.click()
        lab_page.wait_until(
            lambda: page.page.evaluate(PATH) == "course/01_read_a_derivative.ipynb", 30, "no lesson opened"
        )
        assert page.errors == [] and page.outside == []
