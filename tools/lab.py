"""Open the lessons in JupyterLab on this machine alone: `make lab`, or `make lab-source`."""

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tools.kernel_env import NOTEBOOKS, ROOT, lesson_notebooks
from tools.my_course import MINE, fill

FIRST_PORT = 8888
PORTS_TRIED = 100
START_SECONDS = 120
SETTINGS = ROOT / "tools" / "lab_settings"
QUIET = [
    # On a machine with several users, nobody else can listen to the kernels.
    "--KernelManager.transport_encryption=auto",
    # Nothing is asked of the outside: no news, no search for a newer JupyterLab.
    "--LabApp.news_url=None",
    f"--LabApp.app_settings_dir={SETTINGS}",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
]


def free_port(first=FIRST_PORT, tried=PORTS_TRIED):
    """Return the first port from `first` on that nothing on this machine uses; raise OSError if none is."""
    for port in range(first, min(first + tried, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no port between {first} and {first + tried - 1} is free on this machine")


def has_screen(environ=os.environ, platform=sys.platform):
    """Tell whether a browser window can open here: on Linux only with a display."""
    if platform.startswith("linux"):
        return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    return True


def command(folder, port, browser, page="lab"):
    """Return the command that serves the course on the loopback address and opens a folder or a notebook.

    The whole course is served, for lessons link to its glossary; the file list starts in `folder`.
    """
    line = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.parent}"]
    line += [f"--FileContentsManager.preferred_dir={folder}", f"--LabApp.default_url=/{page}"]
    line += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", f"--ServerApp.port_retries={PORTS_TRIED}"]
    line += [*QUIET, "--log-level=ERROR"]
    if not browser:
        line.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    return line


def wait_for_address(server, runtime, page="lab", seconds=START_SECONDS):
    """Return a page's address with its token, as the running server wrote it down; None if it stopped."""
    note = Path(runtime) / f"jpserver-{server.pid}.json"
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            said = json.loads(note.read_text(encoding="utf-8"))
            return f"{said['url']}{page}?token={said['token']}"
        except (OSError, ValueError, KeyError):
            time.sleep(0.1)
    return None


def serve(folder, port, browser, page="lab"):
    """Run JupyterLab until it is stopped and return an exit status."""
    from jupyter_core.paths import jupyter_runtime_dir

    environ = dict(os.environ)
    # In the environment and not on the command line, where other users of the machine could read it.
    environ["JUPYTER_TOKEN"] = secrets.token_hex(24)
    # In a group of its own, for on Ctrl+C JupyterLab would ask a question that our own stop answers.
    alone = {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}
    server = subprocess.Popen(command(folder, port, browser, page), env=environ, **alone)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        found = wait_for_address(server, jupyter_runtime_dir(), page)
        if found:
            print(f"\nJupyterLab is running here:\n\n    {found}\n")
            print("Open this address in a browser if none opened. Ctrl+C stops it.", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return stop(server)


def stop(server):
    """End JupyterLab and its kernels; return an exit status."""
    print("\nStopping JupyterLab ...", flush=True)
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    return 0


def plural(number, word):
    """Return "1 file" or "3 files"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def first_page(folder, everything_new):
    """Return what the browser opens: the first lesson the first time, the list of lessons later."""
    lessons = lesson_notebooks(folder)
    page = f"lab/tree/{folder.name}"
    return f"{page}/{lessons[0].name}" if everything_new and lessons else page


def prepare():
    """Fill my_course/, say what was done; return the folder and the page to open."""
    new, kept = fill()
    MINE.mkdir(exist_ok=True)
    print(f"my_course/: {plural(len(new), 'file')} new, {len(kept)} kept as you left them.")
    return MINE, first_page(MINE, everything_new=not kept)


def main(arguments=None):
    """Open the learner's copy, or with --source the originals; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.lab", description=__doc__)
    parser.add_argument("--source", action="store_true", help="open notebooks/, the originals")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    options = parser.parse_args(arguments)
    if options.source:
        os.environ["AUTOGRAD_LITE_PROGRESS"] = "off"  # an author's tries are no learner's progress
    folder, page = (NOTEBOOKS, first_page(NOTEBOOKS, False)) if options.source else prepare()
    try:
        port = free_port(options.port)
    except OSError as error:
        print(error)
        return 1
    if port != options.port:
        print(f"Port {options.port} is busy; the next free one is {port}.")
    return serve(folder, port, has_screen() and not options.no_browser, page)


if __name__ == "__main__":
    sys.exit(main())
