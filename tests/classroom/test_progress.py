"""The learner's progress: nothing is lost by a kill, a damaged file or a second notebook, and checks never mind."""

import json
import os
import signal
import subprocess
import sys

import pytest
from filelock import FileLock

from classroom import progress as show_progress
from classroom.bank.lesson_01 import ex01_6, p01_1, p01_2
from tools.kernel_env import ROOT, fixed_environment

progress = sys.modules["classroom.progress"]  # the module; in the package its name is the function

START = f"import os, sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom classroom import progress\n"
FILE = "import sys\nfile = sys.modules['classroom.progress']\nfrom pathlib import Path\npath = Path('.progress.json')\n"
KILLED = """
file.open = lambda *a, **k: Half(*a, **k)
class Half:
    def __init__(self, *a, **k):
        self.file = open(*a, **k)
    def __enter__(self):
        return self
    def __exit__(self, *a):
        self.file.close()
    def __getattr__(self, name):
        return getattr(self.file, name)
    def write(self, line):
        self.file.write(line[: len(line) // 2])
        os.kill(os.getpid(), 9)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".progress.json"


def learner(folder, code, wait=True, lessons=True, **environ):
    """Run code as a learner's kernel would, in a folder of lessons."""
    if lessons:
        (folder / "01_read_a_derivative.ipynb").touch()
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("PYTEST_VERSION", progress.SWITCH)
    }
    command = [sys.executable, "-c", START + code]
    if not wait:
        return subprocess.Popen(command, cwd=folder, env={**surroundings, **environ}, stdout=subprocess.PIPE, text=True)
    done = subprocess.run(command, cwd=folder, env={**surroundings, **environ}, capture_output=True, text=True)
    assert done.returncode in (0, -9), done.stderr
    return done.stdout


def said(path, capsys):
    show_progress(path)
    return capsys.readouterr().out


def names(path):
    known, unreadable = progress._read(path)
    assert unreadable == []
    return known


def test_each_lesson_shows_exercises_and_apart_prompts(path, capsys):
    assert said(path, capsys) == "Nothing yet. Run a check in any lesson, and it is listed here.\n"
    for entry, kind in ((ex01_6, "Correct"), (p01_1, "Not yet"), (p01_2, "Correct")):
        progress.record(entry.name, kind, path)
    progress.record("ex01_1", "Raised", path)
    progress.record("ex01_2", "Not attempted", path)
    lines = said(path, capsys).splitlines()
    assert lines[:6] == [
        "01  exercises   1 Correct       ex01_6",
        "                1 Not yet       ex01_1",
        "                4 Not attempted ex01_2 ex01_3 ex01_4 ex01_5",
        "    prompts     1 Correct       p01_2",
        "                1 Not yet       p01_1",
        "                4 Not attempted p01_3 exit01_1 exit01_2 exit01_3",
    ]
    assert lines[6].startswith("Not attempted: all of 00, 02, ") and len(lines) == 7


def test_what_was_once_correct_stays_correct(path):
    for kind in ("Not yet", "Correct", "Not yet", "Raised"):
        progress.record("ex01_1", kind, path)
    assert names(path) == {"ex01_1": "Correct"}
    assert len(path.read_text().splitlines()) == 2, "a verdict that tells nothing new adds no line"


CHECKS = (
    "from classroom.bank.lesson_01 import *\nex01_6.check(4); p01_1.check('A'); ex01_6.check(3); p01_2.check(...)\n"
)


def test_checks_write_beside_the_lessons_and_a_new_kernel_reads_it(tmp_path, path):
    learner(tmp_path, CHECKS)
    assert names(path) == {"ex01_6": "Correct", "p01_1": "Not yet"}
    assert "1 Correct       ex01_6" in learner(tmp_path, "progress()")
    (tmp_path / "data").mkdir()
    learner(tmp_path, "os.chdir('data')\nfrom classroom.bank.lesson_01 import *\np01_3.check('C')")
    assert "p01_3" in names(path), "a kernel that left its folder writes where it began"


def test_nothing_is_written_where_no_learner_is(tmp_path, path):
    learner(tmp_path, CHECKS, **{progress.SWITCH: fixed_environment()[progress.SWITCH]})
    learner(tmp_path, CHECKS, PYTEST_VERSION="9")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    learner(elsewhere, CHECKS, lessons=False)
    assert not list(tmp_path.rglob(".progress*"))
    assert progress.place() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_kill_in_the_middle_of_a_write_costs_that_line_alone(tmp_path, path, capsys):
    learner(tmp_path, FILE + "for n in 'abc':\n    file.record(n, 'Correct')\n")
    learner(tmp_path, FILE + KILLED + "file.record('d', 'Correct')\n")
    torn = path.read_bytes()
    assert not torn.endswith(b"\n") and b'"d"' in torn, "the write was cut in half"
    progress.record("e", "Correct", path)
    text = " ".join(said(path, capsys).split())
    assert "1 line of .progress.json could not be read; the 4 others are kept." in text
    assert names(path) == dict.fromkeys("abce", "Correct")
    assert (tmp_path / ".progress.unreadable-1.json").read_bytes().startswith(torn)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_what_was_noted_before_a_kill_is_there_after_it(tmp_path, path):
    kernel = learner(
        tmp_path,
        FILE + "for n in range(10**6):\n    file.record(f'e{n}', 'Correct')\n    print(n, flush=True)\n",
        False,
    )
    noted = [int(kernel.stdout.readline()) for _ in range(40)]
    kernel.send_signal(signal.SIGKILL)
    noted += [int(line) for line in kernel.stdout.read().split("\n")[:-1]]
    kernel.wait()
    assert {f"e{n}" for n in noted} <= set(progress._read(path)[0]) and len(noted) >= 40
    progress.record("after", "Correct", path)  # the lock of a killed kernel is free
    assert "after" in progress._read(path)[0]


def test_two_notebooks_at_once_lose_nothing_even_while_a_third_mends_the_file(tmp_path, path):
    together = FILE + "file.LOCK_SECONDS = 60\nfile._report({'ex01_1': 'Correct'})\nprint('ready', flush=True)\n"
    together += "while not Path('go').exists(): pass\n"
    writing = together + "for n in range(150):\n    file.record(f'{who}{n}', 'Correct')\n"
    mending = (
        together + "for _ in range(60):\n    with open(path, 'ab') as f:\n        f.write(b'torn\\n')\n    progress()\n"
    )
    kernels = [learner(tmp_path, code, False) for code in ("who = 'a'\n" + writing, "who = 'b'\n" + writing, mending)]
    assert [kernel.stdout.readline() for kernel in kernels] == ["ready\n"] * 3
    (tmp_path / "go").touch()
    shown = [kernel.communicate()[0] for kernel in kernels]
    assert [kernel.returncode for kernel in kernels] == [0, 0, 0] and shown[2].count("could not be read") > 1
    assert set(progress._read(path)[0]) == {f"{who}{n}" for who in "ab" for n in range(150)}


def whole(*entries):
    return b"".join(json.dumps({"name": name, "verdict": "Correct"}).encode() + b"\n" for name in entries)


def test_however_far_a_file_is_cut_its_whole_lines_stay(path, capsys):
    full = whole("ex01_1", "ex01_2", "ex01_3")
    for size in range(len(full)):
        path.write_bytes(full[:size])
        text = said(path, capsys)
        lines = full[: size + 1].count(b"\n")  # a line that lacks its line break alone is whole
        assert list(names(path)) == ["ex01_1", "ex01_2", "ex01_3"][:lines]
        assert ("could not be read" in text) == (full[:size].rstrip(b"\n") != b"\n".join(full.splitlines()[:lines]))


DAMAGE = {
    "null bytes": b"\0" * 200,
    "no text": b"\xff\xfe{\n\x80\n",
    "other text": b'hello\n{"name": 3}\n[]\n7\n{"verdict": "Correct"}\n',
    "another verdict": b'{"name": "ex01_1", "verdict": "Perfect"}\n',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_put_aside_and_its_readable_lines_stay(tmp_path, path, capsys, damage):
    before = whole("ex01_1") + damage + b"\n" + whole("ex01_2")
    for number in (1, 2):
        path.write_bytes(before)
        text = " ".join(said(path, capsys).split())
        assert f".progress.unreadable-{number}.json" in text and "the 2 others are kept" in text
        assert (tmp_path / f".progress.unreadable-{number}.json").read_bytes() == before
        assert names(path) == {"ex01_1": "Correct", "ex01_2": "Correct"}
        assert "could not be read" not in said(path, capsys), "it is told once"
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_file_with_nothing_readable_is_put_aside_too(path, capsys):
    path.write_bytes(b"\0\0\0")
    text = " ".join(said(path, capsys).split())
    assert "Nothing yet." in text and "1 line of .progress.json could not be read; there was no other." in text
    assert path.read_bytes() == b""


def test_a_lock_that_stays_taken_stops_no_check(path, capsys, monkeypatch):
    monkeypatch.setattr(progress, "LOCK_SECONDS", 0.05)
    path.write_bytes(whole("ex01_1") + b"torn\n")
    with FileLock(path.with_name(".progress.lock")):
        progress.record("ex01_2", "Correct", path)
        text = said(path, capsys)
    assert "ex01_1 ex01_2" in text and "could not be read" not in text, "only who has the lock puts a file aside"
    assert "could not be read" in said(path, capsys)


def test_a_place_that_cannot_be_written_is_said_and_takes_no_verdict_away(tmp_path, path, capsys):
    path.mkdir()
    progress.record("ex01_1", "Correct", path)
    text = said(path, capsys)
    assert "Nothing yet" in text and ".progress.json cannot be read" in text and path.is_dir()


def test_without_a_lock_as_in_a_browser_it_works_too(path, capsys, monkeypatch):
    monkeypatch.setattr(progress, "FileLock", None)
    progress.record("ex01_1", "Correct", path)
    assert "1 Correct       ex01_1" in said(path, capsys)
    assert not path.with_name(".progress.lock").exists()
