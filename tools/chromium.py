"""Find a Chromium for the tests and the proof sheets, and start it without touching the network."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium was not found (on Debian or Ubuntu: apt install chromium)"

# Without these, Chromium looks up outside hosts at every start and waits for them.
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find():
    """Return the path of an installed Chromium, or None; the variable CHROMIUM names one of your own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def launch(playwright):
    """Start Chromium under Playwright and return the browser; raise FileNotFoundError if there is none."""
    path = find()
    if path is None:
        raise FileNotFoundError(MISSING)
    return playwright.chromium.launch(executable_path=path, args=QUIET, timeout=60_000)
