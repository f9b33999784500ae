"""Turn notebooks into pages and photograph them in a browser that is not let out to other hosts."""

import re
import subprocess
import sys

from nbconvert import HTMLExporter

from tools.kernel_env import BUILD, ROOT

MATHJAX_PACKAGE = "sphinx-mathjax-offline==0.0.2"
MATHJAX = BUILD / "mathjax"
SCRIPT = MATHJAX / "sphinx-mathjax-offline" / "static" / "mathjax" / "tex-svg-full.js"

# Name, colours, width of the page in pixels, and pixels of the photograph per pixel of the page.
VIEWS = (("light", "light", 900, 1), ("dark", "dark", 900, 1), ("phone", "light", 390, 1))


def fetch_mathjax():
    """Put MathJax into build/ once and return the path of its script; raise RuntimeError if that fails."""
    if not SCRIPT.exists():
        print("fetching MathJax into build/mathjax, once ...", flush=True)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--upgrade", "--target", str(MATHJAX), MATHJAX_PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0 or not SCRIPT.exists():
            raise RuntimeError(f"MathJax could not be fetched: {done.stderr.strip()[-300:]}")
    return SCRIPT


def page_of(path, colours, script):
    """Return a notebook as an HTML page that loads nothing from another host."""
    exporter = HTMLExporter(
        template_name="course",
        extra_template_basedirs=[str(ROOT / "tools" / "templates")],
        theme=colours,
        mathjax_url=script.as_uri(),
    )
    html, _ = exporter.from_filename(str(path))
    return html


def photograph(browser, html, picture, width, scale):
    """Photograph a whole page into a PNG file; return its faults: outside requests, errors, overflow."""
    context = browser.new_context(viewport={"width": width, "height": 900}, device_scale_factor=scale)
    page = context.new_page()
    page.set_default_timeout(120_000)
    faults = []
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.route(re.compile("^https?:"), lambda route: (faults.append(f"asks {route.request.url}"), route.abort()))
    page.goto(html.as_uri(), wait_until="load")
    page.wait_for_function("() => window.MathJax?.startup?.promise")
    page.evaluate("() => MathJax.startup.promise")
    faults += page.evaluate(FORMULA_FAULTS)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        faults.append(f"the page is {wide} pixels wider than the screen")
    faults += [f"a picture without alt text: {src}" for src in page.evaluate(WITHOUT_ALT)]
    page.screenshot(path=str(picture), full_page=True)
    context.close()
    return faults


FORMULA_FAULTS = """() => Array.from(document.querySelectorAll('mjx-merror, [data-mjx-error]'))
    .map(node => 'a formula with an error: ' + (node.getAttribute('data-mjx-error') || node.textContent))"""
WITHOUT_ALT = """() => Array.from(document.images).filter(image => !image.alt.trim()
    || image.alt === 'No description has been provided for this image').map(image => image.src.slice(0, 60))"""
