"""The built site as its tests see it: its pages, a server for it, and a browser that is kept inside."""

import re
import threading
from contextlib import contextmanager
from urllib.parse import unquote, urldefrag, urljoin, urlparse

from tools import chromium, site

# What the theme's search page and the live course's own applications are made of is not ours to describe.
APPLICATIONS = ("live/lab/", "live/notebooks/", "live/doc/", "live/consoles/", "live/edit/", "live/tree/", "live/repl/")
LINK = re.compile(r"<(?:a|link)\b[^>]*?\bhref=\"([^\"]+)\"|<(?:img|script|source)\b[^>]*?\bsrc=\"([^\"]+)\"", re.I)
ANCHOR = re.compile(r"\b(?:id|name)=\"([^\"]+)\"")


def html_pages(folder=site.OUTPUT):
    """Return the addresses of all pages that a reader can reach, relative to the site's root."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return [name for name in found if not name.startswith(APPLICATIONS) and not name.startswith("_static/")
            and name not in ("live/index.html",)]  # fmt: skip


@contextmanager
def served(folder=site.OUTPUT):
    """Serve a folder on this machine alone and give its address."""
    running = site.server(folder=folder)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()


@contextmanager
def browser():
    """Start Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = chromium.launch(playwright)
        yield opened
        opened.close()


class Visit:
    """One page open in a context that reaches no other host; it keeps what went wrong."""

    def __init__(self, opened, address, scheme="light", width=1280):
        self.context = opened.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
        self.context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), self._outside)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.outside, self.faults = [], []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", lambda r: self.faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        self.page.goto(address, wait_until="load")
        self.page.wait_for_timeout(150)
        if self.page.evaluate("() => Boolean(window.MathJax?.startup)"):
            self.page.evaluate("() => MathJax.startup.promise.then(() => null)")

    def _outside(self, route):
        self.outside.append(route.request.url)
        route.abort()

    def close(self):
        self.context.close()


def broken(folder=site.OUTPUT):
    """Yield every link and every picture of the pages that leads to nothing inside the site."""
    anchors = {}

    def anchors_of(path):
        if path not in anchors:
            anchors[path] = set(ANCHOR.findall(path.read_text(encoding="utf-8")))
        return anchors[path]

    for name in html_pages(folder):
        for targets in LINK.findall((folder / name).read_text(encoding="utf-8")):
            target = targets[0] or targets[1]
            if urlparse(target).scheme:
                continue
            address, anchor = urldefrag(urljoin(f"/{name}", target))
            found = folder / unquote(urlparse(address).path).lstrip("/")
            found = found / "index.html" if found.is_dir() else found
            if not found.exists():
                yield f"{name}: {target} is not there"
            elif (
                anchor and found.suffix == ".html" and not name.startswith("live/") and anchor not in anchors_of(found)
            ):
                yield f"{name}: {target} names a place that is not there"
