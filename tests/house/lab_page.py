"""Drive JupyterLab in a real browser: open a notebook, run it, read its outputs, move what can be moved."""

import json
import secrets
import subprocess
import time
from contextlib import contextmanager

from tools import lab
from tools.kernel_env import fixed_environment

OPEN_SECONDS = 90
RUN_SECONDS = 120
REDRAW_SECONDS = 20

# All cells in the page at once; by default JupyterLab leaves out those that are scrolled away.
SETTINGS = {"@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"}}

STATE = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    if (!panel?.context?.isReady || !panel.sessionContext?.session?.kernel) return null;
    const cells = Array.from(panel.content.model.cells).filter(cell => cell.type === 'code');
    return {
        status: panel.sessionContext.session.kernel.status,
        counts: cells.map(cell => cell.executionCount),
        outputs: cells.map(cell => cell.outputs.toJSON()),
    };
}"""

# The fingerprint is taken in the page: carrying the bytes out would take longer than drawing them.
FINGERPRINT = """async image => {
    const bytes = await (await fetch(image.src)).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('');
}"""


@contextmanager
def server(folder, home):
    """Serve a folder with JupyterLab, whose settings stay inside `home`; give its address and token."""
    environ = fixed_environment() | {"JUPYTER_TOKEN": secrets.token_hex(24)}
    for name in ("CONFIG", "DATA", "RUNTIME"):
        environ[f"JUPYTER_{name}_DIR"] = str(home / name.lower())
    environ["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    environ["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    for name, settings in SETTINGS.items():
        path = home / "settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    command = [*lab.command(folder, lab.free_port(), browser=False), "--LabApp.expose_app_in_browser=True"]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            address = lab.wait_for_address(process, home / "runtime")
            assert address, (home / "log").read_text(errors="replace")
            yield address.split("/lab?token=")
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until(condition, seconds, what):
    """Return the first true value of a condition; raise AssertionError when the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"after {seconds} s: {what}")


class LabPage:
    """One notebook open in JupyterLab, and what a person would do there."""

    def __init__(self, page, base, token, name):
        self.page = page
        self.errors = []
        self.outside = []
        page.set_default_timeout(OPEN_SECONDS * 1000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note_request)
        page.goto(f"{base}/lab/tree/{name}?token={token}&reset")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context?.isReady")
        # Before the kernel is idle, Run All does nothing, and says nothing.
        wait_until(lambda: (self.state() or {}).get("status") == "idle", OPEN_SECONDS, "the kernel is not idle")

    def _note_request(self, request):
        if request.url.startswith("http") and not request.url.startswith("http://127.0.0.1:"):
            self.outside.append(request.url)

    def state(self):
        """Return kernel status, execution counts and outputs of the open notebook, or None while it loads."""
        return self.page.evaluate(STATE)

    def run_all(self):
        """Clear all outputs, run all cells and return their outputs."""
        run = "name => { window.jupyterapp.commands.execute(name); }"
        self.page.evaluate(run, "editmenu:clear-all")
        self.page.evaluate(run, "notebook:run-all-cells")

        def finished():
            state = self.state()
            # After an error JupyterLab runs no further cell, so there is nothing more to wait for.
            failed = any(output["output_type"] == "error" for cell in state["outputs"] for output in cell)
            return state if state["status"] == "idle" and (failed or all(state["counts"])) else None

        return wait_until(finished, RUN_SECONDS, "not all cells have run")["outputs"]

    def explorers(self):
        """Return every live figure in the page: a box of widgets that holds controls and one image."""
        boxes = self.page.locator(".widget-vbox:has(img.widget-image)")
        wait_until(lambda: boxes.count(), OPEN_SECONDS, "no live figure has appeared")
        return boxes.all()


def picture(box):
    """Return a fingerprint of the picture that a live figure shows now."""
    return box.locator("img.widget-image").evaluate(FINGERPRINT)


def controls(box):
    """Return the sliders and menus of a live figure, each with a function that moves it on."""
    moves = []
    for handle in box.locator(".noUi-handle").all():
        moves.append((label(handle), lambda key, handle=handle: handle.press(key)))
    for menu in box.locator("select").all():
        moves.append((label(menu), lambda key, menu=menu: choose_next(menu)))
    return moves


def label(control):
    """Return the words that stand beside a control."""
    row = control.locator("xpath=ancestor::*[contains(@class, 'widget-inline-hbox')][1]")
    return row.locator("label, .widget-label").first.inner_text()


def choose_next(menu):
    """Choose the option after the present one."""
    count = menu.locator("option").count()
    menu.select_option(index=(menu.evaluate("menu => menu.selectedIndex") + 1) % count)


def move_until_it_changes(box, move):
    """Move a control step by step, up and at the end down, until the picture changes; return the seconds."""
    before = picture(box)
    for key in ["ArrowRight"] * 4 + ["ArrowLeft"] * 8:
        started = time.monotonic()
        move(key)
        end = started + REDRAW_SECONDS / 8
        while time.monotonic() < end:
            if picture(box) != before:
                return time.monotonic() - started
            time.sleep(0.02)
    raise AssertionError("the picture did not change")
