"""`make lab`: a page on the loopback address, with a token, on the next port when the first is busy."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tools import lab
from tools.kernel_env import ROOT


def test_a_busy_port_gives_the_next_one():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        port = busy.getsockname()[1]
        assert lab.free_port(port) > port


def test_no_free_port_is_said():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        port = busy.getsockname()[1]
        with pytest.raises(OSError, match=f"no port between {port} and {port} is free"):
            lab.free_port(port, tried=1)


@pytest.mark.parametrize(
    ("environ", "platform", "screen"),
    [({}, "linux", False), ({"DISPLAY": ":0"}, "linux", True), ({}, "darwin", True), ({}, "win32", True)],
)
def test_a_browser_opens_only_where_there_is_a_screen(environ, platform, screen):
    assert lab.has_screen(environ, platform) is screen


def test_the_first_lesson_opens_the_first_time_and_the_list_later(tmp_path):
    mine = tmp_path / "my_course"
    mine.mkdir()
    assert lab.first_page(mine, everything_new=True) == "lab/tree/my_course"
    (mine / "01_read.ipynb").write_text("one")
    (mine / "00_start_here.ipynb").write_text("zero")
    assert lab.first_page(mine, everything_new=True) == "lab/tree/my_course/00_start_here.ipynb"
    assert lab.first_page(mine, everything_new=False) == "lab/tree/my_course"


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def wait_for(pattern, process, log, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = re.search(pattern, log.read_text(errors="replace"))
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{pattern!r} was not printed:\n{log.read_text(errors='replace')}")


@pytest.mark.skipif(os.name == "nt", reason="stopping the server as Ctrl+C does needs POSIX signals")
def test_jupyterlab_answers_with_a_token_beside_a_busy_port_and_stops(tmp_path):
    log = tmp_path / "log"
    with socket.socket() as busy, log.open("w") as out:
        busy.bind(("127.0.0.1", 0))
        port = busy.getsockname()[1]
        command = [sys.executable, "-m", "tools.lab", "--source", "--no-browser", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            found = wait_for(r"(http://127\.0\.0\.1:(\d+)/)lab/tree/notebooks\?token=(\w{40,})", process, log)
            assert int(found[2]) > port
            assert f"Port {port} is busy" in log.read_text()
            assert status(found[0]) == 200
            assert status(f"{found[1]}api/contents?token={found[3]}") == 200
            assert status(f"{found[1]}api/contents") == 403, "without the token nothing is shown"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=40)
    with pytest.raises(urllib.error.URLError):
        status(found[0])
