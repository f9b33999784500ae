"""Measure the built site and write docs/site.md's table: sizes, build times, what a page takes, when Python is ready.

make site && python -m tools.site_measure
"""

import gzip
import json
import sys
import threading
import time

from playwright.sync_api import sync_playwright

from tools import chromium, site
from tools.kernel_env import ROOT, lesson_notebooks

PAGE = ROOT / "docs" / "site.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"


def megabytes(folder):
    """Return the size of a folder in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def transferred(browser, address):
    """Return the kB that a page and all it loads at first take, packed as a web host packs them."""
    context = browser.new_context()
    page, bodies = context.new_page(), []
    page.on("response", lambda response: bodies.append(len(gzip.compress(response.body()))))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(bodies) / 1000


def seconds_until_python(browser, address):
    """Return the seconds from opening a lesson to an idle kernel, without what comes from outside."""
    context = browser.new_context()
    page = context.new_page()
    begun = time.monotonic()
    page.goto(address)
    page.wait_for_function(IDLE, timeout=180_000)
    context.close()
    return time.monotonic() - begun


def rows():
    """Measure everything and return the rows of the table."""
    known = json.loads(site.TIMES.read_text(encoding="utf-8"))
    with site.server() as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{running.server_port}"
        browser = chromium.launch(playwright)
        front = transferred(browser, f"{base}/index.html")
        lessons = [transferred(browser, f"{base}/notebooks/{path.stem}.html") for path in lesson_notebooks()]
        first = lesson_notebooks()[0].name
        ready = seconds_until_python(browser, f"{base}/live/notebooks/index.html?path={first}")
        browser.close()
        running.shutdown()
    yield from ((f"build: {name}", f"{seconds:.0f} s") for name, seconds in known["times"].items())
    yield "size of build/site/", f"{megabytes(site.OUTPUT):.0f} MB"
    yield "of it the live course", f"{megabytes(site.OUTPUT / 'live'):.0f} MB"
    yield "of it the pictures of the sliders", f"{megabytes(site.OUTPUT / 'frames'):.0f} MB"
    yield "front page, packed", f"{front:.0f} kB"
    yield "a lesson before its pictures are scrolled to, packed", f"{min(lessons):.0f} to {max(lessons):.0f} kB"
    yield "Python ready in the page", f"{ready:.0f} s"
    yield "files that a learner's browser fetches from outside", f"{len(known['outside'])}"


def main():
    """Write the table and return an exit status."""
    if not site.TIMES.exists():
        print("There is no site to measure: make site builds it")
        return 1
    table = "\n".join(["| what | measured |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows())])
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
