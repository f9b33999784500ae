"""What a learner has done so far: kept beside their notebooks, shown by progress().

The file `.progress.json` holds one event per line, each a small JSON object, and lines are only ever added. So a
kernel that is killed while it writes can damage one line, its own, and nothing that was there before. A lock keeps
two notebooks apart. A line that cannot be read is put aside with its whole file, and the others go on.
"""

import contextlib
import datetime
import json
import os
import shutil
from pathlib import Path

from classroom import bank
from classroom.wording import wrap

try:
    from filelock import FileLock, Timeout
except ImportError:  # in a browser there is one notebook and no second process to keep apart
    FileLock, Timeout = None, OSError

FILE = ".progress.json"
SWITCH = "AUTOGRAD_LITE_PROGRESS"  # "off" where notebooks run for a check and not for a learner
LOCK_SECONDS = 5
CORRECT, NOT_YET, NOT_ATTEMPTED = "Correct", "Not yet", "Not attempted"
KINDS = {"Correct": CORRECT, "Not yet": NOT_YET, "Raised": NOT_YET}
START = Path.cwd()  # a notebook starts in its own folder, and may leave it later


def place():
    """Return the file for the notebooks of this folder; None where nothing is to be kept."""
    # pytest sets PYTEST_VERSION for all that it starts, the kernels of nbval too.
    if os.environ.get(SWITCH) == "off" or "PYTEST_VERSION" in os.environ:
        return None
    return START / FILE if any(START.glob("[0-9][0-9]_*.ipynb")) else None


def record(name, kind, path=None):
    """Note one verdict, if it tells something new; what was once Correct stays Correct. Never raises."""
    path = path or place()
    if path is None or kind not in KINDS:
        return
    try:
        with _locked(path):
            known, _ = _read(path)
            if known.get(name) not in (CORRECT, KINDS[kind]):
                _append(path, name, KINDS[kind])
    except OSError:
        pass  # a read-only folder must not take the verdict away; progress() says it


def progress(path=None):
    """Print, lesson by lesson, what is Correct, Not yet and Not attempted: exercises first, then prompts.

    Prompts are the guesses before a result and the three questions of an exit ticket.
    """
    path = path or place()
    known, told = {}, ""
    if path is not None:
        try:
            with _locked(path) as alone:
                known, unreadable = _read(path)
                told = _put_aside(path, unreadable) if unreadable and alone else ""
        except OSError as error:
            told = f"{FILE} cannot be read: {error.strerror}. Nothing in it was changed."
    print(_report(known))
    if told:
        print("\n" + wrap(told))


@contextlib.contextmanager
def _locked(path):
    """Keep other notebooks out; give False where the lock stayed taken, for example by a stopped kernel."""
    if FileLock is None:
        yield True
        return
    lock = FileLock(path.with_name(".progress.lock"), timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except (Timeout, NotImplementedError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _read(path):
    """Return what the file says of each entry, and the lines that cannot be read, both as bytes and in order."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return {}, []
    known, unreadable = {}, []
    for line in filter(None, (line.strip() for line in lines)):
        event = _event(line)
        if event is None:
            unreadable.append(line)
        elif known.get(event[0]) != CORRECT:
            known[event[0]] = event[1]
    return known, unreadable


def _event(line):
    """Return (name, kind) of one line, or None if it is not whole."""
    try:
        event = json.loads(line.decode("utf-8"))
        name, kind = event["name"], event["verdict"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return (name, kind) if isinstance(name, str) and kind in (CORRECT, NOT_YET) else None


def _append(path, name, kind):
    """Add one line in one write. A line that was cut off before it is ended first, and stays alone."""
    when = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    line = json.dumps({"name": name, "verdict": kind, "when": when}).encode() + b"\n"
    with open(path, "ab+", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)


def _put_aside(path, unreadable):
    """Keep the damaged file under another name, go on with its readable lines, and return what to tell."""
    number = 1
    while os.path.lexists(old := path.with_name(f".progress.unreadable-{number}.json")):
        number += 1
    shutil.copyfile(path, old)
    lines = [line for line in path.read_bytes().split(b"\n") if line.strip() and _event(line) is not None]
    unfinished = path.with_name(FILE + ".unfinished")
    unfinished.write_bytes(b"".join(line + b"\n" for line in lines))
    os.replace(unfinished, path)
    bad = "1 line" if len(unreadable) == 1 else f"{len(unreadable)} lines"
    good = {0: "there was no other", 1: "the other one is kept"}.get(len(lines), f"the {len(lines)} others are kept")
    return (
        f"{bad} of {FILE} could not be read; {good}. The file as it was lies beside it as {old.name}. "
        "An exercise that is missing above comes back when you run its check again."
    )


def _report(known):
    """Write the whole table as text."""
    rows, untouched = [], []
    for lesson in bank.lessons():
        entries = bank.entries(lesson)
        if not known.keys() & entries.keys():
            untouched.append(lesson)
            continue
        exercises = [name for name in entries if name.startswith("ex") and not name.startswith("exit")]
        prompts = sorted((name for name in entries if name not in exercises), key=lambda name: name[:4] == "exit")
        rows += _rows(f"{lesson}  exercises", exercises, known) + _rows("    prompts", prompts, known)
    if not rows:
        return "Nothing yet. Run a check in any lesson, and it is listed here."
    if untouched:
        rows.append("Not attempted: all of " + ", ".join(untouched))
    return "\n".join(rows)


def _rows(title, names, known):
    """Write one line per state: how many, and which."""
    rows = []
    for kind in (CORRECT, NOT_YET, NOT_ATTEMPTED):
        found = [name for name in names if known.get(name, NOT_ATTEMPTED) == kind]
        if found:
            rows.append(f"{title:<15}{len(found):>2} {kind:<14}{' '.join(found)}")
            title = ""
    return rows
