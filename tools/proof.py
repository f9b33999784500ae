"""Photograph every page, every figure and the built site into build/proof/, as sheets for a person to look at."""

import argparse
import shutil
import sys

from playwright.sync_api import sync_playwright

from tools import chromium, site_proof
from tools.kernel_env import BUILD, ROOT, choose, lesson_notebooks
from tools.pages import VIEWS, fetch_mathjax, page_of, photograph
from tools.sheets import labelled, lay_out, pack, save

PROOF = BUILD / "proof"
WORK = BUILD / "proof-pages"
FIGURE_WIDTH = 760
GROUNDS = (("white", "#FFFFFF"), ("black", "#111111"))


def proof_lesson(browser, path, script):
    """Photograph one lesson in every view; return its sheets and faults."""
    made, faults = [], []
    for view, colours, width, scale in VIEWS:
        html = WORK / f"{path.stem}-{view}.html"
        html.write_text(page_of(path, colours, script), encoding="utf-8")
        picture = html.with_suffix(".png")
        faults += [f"{path.stem}, {view}: {fault}" for fault in photograph(browser, html, picture, width, scale)]
        made += lay_out(picture, PROOF, f"{path.stem}-{view}")
    return made, faults


def proof_figures():
    """Lay out all rendered figures on white and on near-black; return the sheets."""
    figures = sorted((ROOT / "figures" / "rendered").glob("*.png"))
    made = []
    for name, ground in GROUNDS:
        made += save(pack([labelled(path, ground, FIGURE_WIDTH) for path in figures]), PROOF, f"figures-{name}")
    return made


def main(arguments=None):
    """Make the sheets and return an exit status: 1 if a page asks another host or has a fault."""
    parser = argparse.ArgumentParser(prog="python -m tools.proof", description=__doc__)
    parser.add_argument("names", nargs="*", help="numbers or names of lessons; all and the figures if none")
    options = parser.parse_args(arguments)
    try:
        lessons = choose(options.names, lesson_notebooks())
        script = fetch_mathjax()
    except (LookupError, RuntimeError) as error:
        print(error.args[0])
        return 1
    if chromium.find() is None:
        print(chromium.MISSING)
        return 1
    for folder in (PROOF, WORK):
        if not options.names:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
    made, faults = [], []
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for path in lessons:
            sheets, wrong = proof_lesson(browser, path, script)
            print(f"{path.stem}: {len(sheets)} sheets", flush=True)
            made, faults = made + sheets, faults + wrong
        if not options.names:
            made += site_proof.photographs(browser, WORK, PROOF)
        browser.close()
    if not options.names:
        made += proof_figures()
    print("\n".join(sorted(set(faults))) or "no faults found by the browser")
    print(f"{len(made)} sheets in {PROOF.relative_to(ROOT)}: look at them")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
