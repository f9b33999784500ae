"""The live course: the page that opens it, Python in the page, and the library inside WebAssembly."""

import hashlib
import json
import shutil
import subprocess
import venv

import pytest
from live_page import CELL, run, wait_for_kernel
from notebooks.course import lesson_paths, notebook
from notebooks.statements import Lesson, code_cells, standalone
from site_pages import Visit, served

import autograd_lite
from tools import chromium, site, site_fetch, site_live
from tools.kernel_env import BUILD, ROOT
from tools.notebook_execution import KERNELSPEC

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING),
]
SLIDER = """
import ipywidgets
words = ipywidgets.Label("2 squared is 4")
def moved(change):
    words.value = f"{change.new} squared is {change.new ** 2}"
slider = ipywidgets.IntSlider(2, 0, 9)
slider.observe(moved, "value")
ipywidgets.VBox([slider, words])
""".strip()
WITHOUT_THE_REST = ("classroom", "figures", "sympy", "matplotlib")


def outside():
    return json.loads(site.TIMES.read_text(encoding="utf-8"))["outside"]


def test_what_is_fetched_from_outside_is_named_with_its_checksum(built):
    lock = json.loads((built / "live/static/pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
    core = json.loads((site_fetch.pyodide() / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    away = {p["file_name"]: p for p in lock["packages"].values() if "://" in p["file_name"]}
    assert sorted(p["name"] for p in away.values()) == ["Pillow", "contourpy", "kiwisolver", "matplotlib", "numpy"]
    assert {f["url"]: f["sha256"] for f in outside()} == {url: p["sha256"] for url, p in away.items()}
    for package in away.values():
        assert package["file_name"].startswith(site_live.PUBLISHED)
        assert package["sha256"] == core[package["name"].lower()]["sha256"]
    for package in lock["packages"].values():
        if package["file_name"] not in away:
            carried = built / "live/static/pyodide" / package["file_name"]
            assert hashlib.sha256(carried.read_bytes()).hexdigest() == package["sha256"], package["name"]


def test_without_a_connection_the_opening_page_says_so(base, opened):
    visit = Visit(opened, f"{base}/live/open.html?lesson=07_follow_the_chain")
    page = visit.page
    page.wait_for_selector("#failed:not([hidden])")
    assert "Without a connection no cell of this lesson can run." in page.locator("#failed").inner_text()
    assert visit.outside == [outside()[0]["url"]]
    assert page.locator("#book").get_attribute("href") == "../notebooks/07_follow_the_chain.html"
    page.keyboard.press("Enter")  # the button has the focus: it asks again
    page.wait_for_function("() => !document.getElementById('failed').hidden")
    assert len(visit.outside) == 2
    visit.close()


def opening_with(base, opened, content, checksum):
    """Open the opening page with one outside file whose bytes and checksum are given; return its Visit."""
    url = f"{base}/stand-in.whl"
    text = (site.OUTPUT / "live/open.html").read_text(encoding="utf-8")
    listed = json.dumps([{"name": "numpy", "url": url, "sha256": checksum}])
    text = text.replace(json.dumps(outside()), listed)
    visit = Visit(opened, "about:blank")
    visit.context.route(url, lambda route: route.fulfill(body=content))
    visit.context.route("**/open.html*", lambda route: route.fulfill(body=text, content_type="text/html"))
    visit.page.goto(f"{base}/live/open.html?lesson=01_read_a_derivative")
    return visit


def test_the_opening_page_leads_to_the_lesson_when_all_is_fetched(base, opened):
    visit = opening_with(base, opened, b"wheel", hashlib.sha256(b"wheel").hexdigest())
    visit.page.wait_for_url("**/notebooks/index.html?path=01_read_a_derivative.ipynb")
    visit.close()


def test_a_file_with_another_checksum_is_refused(base, opened):
    visit = opening_with(base, opened, b"changed", hashlib.sha256(b"wheel").hexdigest())
    visit.page.wait_for_selector("#failed:not([hidden])")
    assert "numpy could not be fetched" in visit.page.locator("#failed").inner_text()
    visit.close()


def test_python_starts_in_the_page_and_a_slider_moves(base, opened, capsys):
    visit = Visit(opened, f"{base}/live/notebooks/index.html?path=00_start_here.ipynb")
    page = visit.page
    wait_for_kernel(page)
    versions = run(page, "import sys, sympy, ipywidgets; print(sys.version_info[:2], sympy.__version__)")
    assert (versions["text"], versions["error"]) == ("(3, 14) 1.14.0\n", "")
    assert not visit.outside  # so far everything came from the site itself
    page.evaluate(CELL, SLIDER)
    handle = page.locator(".noUi-handle").first
    handle.wait_for()
    handle.press("ArrowRight")
    page.wait_for_function("() => document.body.innerText.includes('3 squared is 9')")
    # The packages of the course lie in the page; what they lack without a connection is NumPy, and the error says so.
    refused = run(page, "import autograd_lite")
    assert "No module named 'numpy'" in refused["error"]
    assert set(visit.outside) == {file["url"] for file in outside()}
    carried = run(
        page, "from importlib.util import find_spec as f; print(*map(bool, map(f, ['figures', 'classroom'])))"
    )
    assert carried["text"] == "True True\n"
    with capsys.disabled():
        print(f"\nlive: Python {versions['text'].strip()} in the page, a slider moved")
    visit.close()


@pytest.fixture(scope="module")
def wasm(tmp_path_factory):
    """Build a small site around a kernel that carries NumPy, with the course's wheel among its files."""
    place = BUILD / "wasm-venv"
    python = place / "bin" / "python"
    if not (place / "installed").exists():
        venv.create(place, with_pip=True, clear=True)
        needed = ["jupyterlite-core==0.2.3", "jupyterlite-xeus-python==1.0.0", "jupyter-server==2.17.0"]
        subprocess.run([python, "-m", "pip", "install", "-q", *needed], check=True)
        (place / "installed").touch()
    work = tmp_path_factory.mktemp("wasm")
    (work / "contents").mkdir()
    shutil.copy(site_fetch.course_wheel(), work / "contents" / "course.zip")
    shutil.make_archive(str(work / "contents" / "golden_cases"), "zip", ROOT / "tests", "golden_cases")
    (work / "contents" / "page.ipynb").write_text(json.dumps(EMPTY), encoding="utf-8")
    (work / "jupyter-lite.json").write_text(json.dumps(site_live.LITE), encoding="utf-8")
    command = [python, "-m", "jupyter", "lite", "build", "--disable-addons", "jupyterlite-xeus-python"]
    command += ["--contents", "contents", "--output-dir", "out", "--apps", "lab"]
    subprocess.run(command, cwd=work, check=True, capture_output=True)
    return work / "out"


CELL_OF_NOTHING = {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "outputs": [], "execution_count": None}
METADATA = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
EMPTY = {"cells": [CELL_OF_NOTHING], "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
UNPACK = """
import sys, zipfile
for name in ("course.zip", "golden_cases.zip"):
    zipfile.ZipFile(name).extractall("/tmp/course")
sys.path.insert(0, "/tmp/course")
import numpy, autograd_lite
print(sys.platform, numpy.__version__)
"""


GOLDEN = """
import json, autograd_lite
from golden_cases import CASES, result
print(json.dumps({name: result(name, autograd_lite) for name in CASES}))
"""


def test_lesson_code_gives_the_same_numbers_inside_webassembly(wasm, opened, capsys):
    with served(wasm) as base:
        visit = Visit(opened, f"{base}/lab/index.html?path=page.ipynb")
        wait_for_kernel(visit.page)
        started = run(visit.page, UNPACK)
        assert started["text"].startswith("emscripten"), started
        assert not run(visit.page, standalone())["error"]
        compared = 0
        for number in lesson_paths():
            cells = code_cells(notebook(number))
            here = Lesson(cells, autograd_lite, WITHOUT_THE_REST).printed
            run(
                visit.page, f"cells = {cells!r}\nabsent = {WITHOUT_THE_REST!r}"
            )  # apart: tracebacks quote the code below
            there = run(visit.page, "import json\nprint(json.dumps(Lesson(cells, autograd_lite, absent).printed))")
            assert not there["error"], f"lesson {number}: {there['error']}"
            for cell, mine, other in zip(cells, here, json.loads(there["text"]), strict=True):
                if mine:
                    assert other == mine, f"lesson {number}\n{cell}"
                    compared += 1
        golden = json.loads((ROOT / "tests/autograd_lite/golden.json").read_text(encoding="utf-8"))
        there = run(visit.page, GOLDEN)
        assert not there["error"], there
        made = json.loads(there["text"])
        differ = {name: (made[name], golden[name]) for name in golden if made[name] != golden[name]}
        visit.close()
    with capsys.disabled():
        print(f"\nwasm: {len(golden) - len(differ)} of {len(golden)} golden cases as torch has them")
        print(f"wasm: {compared} cells of {len(lesson_paths())} lessons print the same on {started['text'].strip()}")
    assert not differ, differ
    assert compared > 100
