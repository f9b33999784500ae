"""A lesson in a real browser: JupyterLab in Chromium, Run All, and every slider answers with a new picture."""

import shutil

import nbformat
import pytest
from house import lab_page
from house.samples import notebook, write

from tools import chromium
from tools.kernel_env import lesson_notebooks
from tools.notebook_execution import canonical

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),  # one JupyterLab for all of them
    pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING),
]

SLIDER = """
from classroom import explore
from figures.style import Picture, canvas, ax_in
def draw(level=3, shape="line"):
    with canvas(2.0) as figure:
        ax_in(figure, 0.6, 0.5, 4, 1.2).plot([0, level], [0, 1 if shape == "line" else -1])
    return Picture(figure, f"A {shape} that ends at {level}.")
""".strip()
SAMPLE = canonical(notebook("# 01 Try a slider", SLIDER, 'explore(draw, level=(1, 9, 1), shape=("line", "fall"))'))
WITH_SLIDERS = [path for path in lesson_notebooks() if "explore(" in path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A learner's folder with every lesson that has sliders, or with a small notebook while there is none."""
    folder = tmp_path_factory.mktemp("my_course")
    for path in WITH_SLIDERS:
        shutil.copy(path, folder / path.name)
    if WITH_SLIDERS and (WITH_SLIDERS[0].parent / "data").exists():
        shutil.copytree(WITH_SLIDERS[0].parent / "data", folder / "data")
    write(folder, "sample.ipynb", SAMPLE)
    return folder


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    with lab_page.server(course, tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = chromium.launch(playwright)
        yield opened
        opened.close()


def expected_figures(path):
    """Return how many live figures a notebook shows."""
    cells = nbformat.read(path, as_version=4).cells
    return sum(cell.source.count("explore(") for cell in cells if cell.cell_type == "code")


def lessons_to_open():
    """Lesson 01 in every `make test`; the others, a minute each, in `make ci`."""
    names = [path.name for path in WITH_SLIDERS] or ["sample.ipynb"]
    quick = "01_read_a_derivative.ipynb" if len(names) > 1 else names[0]
    return [pytest.param(name, marks=() if name == quick else pytest.mark.slow) for name in names]


@pytest.mark.parametrize("name", lessons_to_open())
def test_a_lesson_runs_and_its_sliders_answer(course, lab, browser, name, capsys):
    base, token = lab
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    opened = lab_page.LabPage(page, base, token, f"{course.name}/{name}")
    outputs = opened.run_all()
    wrong = [output for cell in outputs for output in cell if output["output_type"] == "error"]
    wrong += [output for cell in outputs for output in cell if output.get("name") == "stderr"]
    assert not wrong, wrong
    figures = opened.explorers()
    assert len(figures) == expected_figures(course / name)
    moved = []
    for number, figure in enumerate(figures, start=1):
        controls = lab_page.controls(figure)
        assert controls, f"figure {number} has no control"
        for label, move in controls:
            moved.append((label, lab_page.move_until_it_changes(figure, move)))
    problems = [o for cell in opened.state()["outputs"] for o in cell if o["output_type"] == "error"]
    assert not problems, problems
    assert not opened.errors, opened.errors
    assert not opened.outside, f"requests to other hosts: {opened.outside}"
    page.close()
    times = ", ".join(f"{label} {seconds:.2f} s" for label, seconds in moved)
    with capsys.disabled():
        print(f"\n{name} in Chromium: {len(figures)} live figures, {len(moved)} controls moved ({times})")


@pytest.mark.slow
def test_a_reader_steps_backward_through_a_graph_by_key_and_by_mouse(course, lab, browser):
    base, token = lab
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    opened = lab_page.LabPage(page, base, token, f"{course.name}/07_follow_the_chain.ipynb")
    opened.run_all()
    (figure,) = [f for f in opened.explorers() if "backward pass" in f.inner_text() and "step" in f.inner_text()]
    handle, words = figure.locator(".noUi-handle").first, figure.locator("[role=status]")

    def shows(text):
        lab_page.wait_until(lambda: text in words.inner_text(), lab_page.REDRAW_SECONDS, f"no {text!r}")

    handle.press("Home")
    for step in range(1, 6):
        before = lab_page.picture(figure)
        handle.press("ArrowRight")
        shows(f"Step {step} of 5")
        lab_page.wait_until(lambda: lab_page.picture(figure) != before, lab_page.REDRAW_SECONDS, "the same picture")
    assert "the leaf x takes 24" in words.inner_text()
    track = figure.locator(".noUi-target").first.bounding_box()
    page.mouse.move(*middle(handle.bounding_box()))
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 2 / 5, track["y"] + track["height"] / 2, steps=8)
    page.mouse.up()
    shows("Step 2 of 5")
    assert not opened.errors
    page.close()


def middle(box):
    """Return the centre of what a browser calls a bounding box."""
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
