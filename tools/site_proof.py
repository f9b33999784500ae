"""Photograph the built site for `make proof`: the front page, one lesson in each view, the live course."""

import threading

from tools import site
from tools.sheets import lay_out

LESSON = "07_follow_the_chain"
VIEWS = (("light", "light", 1280), ("dark", "dark", 1280), ("phone", "light", 390))
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"


def photographs(browser, work, proof):
    """Photograph the site in every view and return the sheets; none if no site is built."""
    if not (site.OUTPUT / "index.html").exists():
        return []
    made = []
    with site.server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{running.server_port}"
        pages = {"front": "index.html", "lesson": f"notebooks/{LESSON}.html", "opening": "live/open.html"}
        for name, address in pages.items():
            for view, scheme, width in VIEWS:
                picture = work / f"site-{name}-{view}.png"
                take(browser, f"{base}/{address}", picture, scheme, width, whole=True)
                made += lay_out(picture, proof, picture.stem)
        picture = work / "site-live.png"
        take(browser, f"{base}/live/notebooks/index.html?path={LESSON}.ipynb", picture, "light", 1280, until=IDLE)
        made += lay_out(picture, proof, picture.stem)
        running.shutdown()
    return made


def take(browser, address, picture, scheme, width, whole=False, until=None):
    """Write one photograph; `until` is what the page must say first, `whole` takes more than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(address, wait_until="load")
    page.wait_for_function(until) if until else page.wait_for_timeout(500)
    page.evaluate("() => { for (const image of document.images) image.loading = 'eager'; }")
    page.wait_for_timeout(500)
    page.screenshot(path=str(picture), full_page=whole)
    context.close()
