"""Make .venv and install the pinned packages, or say in one line why that cannot be done.

This file runs before anything is installed, on whatever Python the machine has. So it uses the
standard library alone, and no syntax newer than Python 2.7: an old Python must be able to read it
far enough to be told that it is too old.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "installed.json")
OLDEST = (3, 11)
NEWEST_TRIED = (3, 14)


def venv_python(venv=VENV):
    """Return the path of the environment's interpreter."""
    if os.name == "nt":
        return os.path.join(venv, "Scripts", "python.exe")
    return os.path.join(venv, "bin", "python")


def has_module(name):
    """Tell whether a module of the standard library is there (Debian ships venv apart)."""
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def problem(version, executable, has=has_module):
    """Return one line that names what is wrong with this Python and what to do, or None."""
    if tuple(version[:2]) < OLDEST:
        found = ".".join(str(part) for part in version[:3])
        return (
            "Python %d.%d or newer is needed, and %s is Python %s: install a newer one and name it, "
            "for example make lab PYTHON=python3.13" % (OLDEST[0], OLDEST[1], executable, found)
        )
    missing = [name for name in ("venv", "ensurepip") if not has(name)]
    if missing:
        return (
            "%s has no %s, so it cannot make .venv: on Debian or Ubuntu run apt install python%d.%d-venv, "
            "then the same command again" % (executable, " and no ".join(missing), version[0], version[1])
        )
    return None


def fingerprint(root=ROOT):
    """Return a hash of the files that decide what is installed."""
    digest = hashlib.sha256()
    for name in ("requirements.txt", "pyproject.toml"):
        with open(os.path.join(root, name), "rb") as file:
            digest.update(file.read().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def read_stamp(path=STAMP):
    """Return what the last complete installation wrote down, or an empty dict."""
    try:
        with open(path) as file:
            return json.load(file)
    except (IOError, OSError, ValueError):
        return {}


def venv_version(venv=VENV):
    """Return the (major, minor) of the environment's interpreter, or None if it does not run."""
    ask = "import sys; print('%d %d' % sys.version_info[:2])"
    try:
        said = subprocess.check_output([venv_python(venv), "-c", ask])
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in said.split())


def usable(stamp, exact):
    """Tell whether .venv can stay: it runs, was made in this very folder, and has the wanted Python."""
    version = venv_version()
    if version is None or version < OLDEST:
        return False
    if exact and version != tuple(sys.version_info[:2]):
        return False
    # Scripts inside an environment carry its full path: after the folder moved, only a new one works.
    return stamp.get("folder", ROOT) == ROOT


def make_venv():
    """Make a fresh .venv with the running interpreter; return an exit status."""
    if os.path.lexists(VENV):
        if not os.path.exists(os.path.join(VENV, "pyvenv.cfg")):
            print("There is a .venv here that is no Python environment: move it away, then try again")
            return 1
        shutil.rmtree(VENV)
    print("Making .venv with Python %d.%d (about a minute, once) ..." % tuple(sys.version_info[:2]))
    sys.stdout.flush()
    status = subprocess.call([sys.executable, "-m", "venv", VENV])
    if status != 0:
        shutil.rmtree(VENV, ignore_errors=True)
    return status


def install():
    """Install requirements.txt into .venv; return an exit status."""
    command = [venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # pip refuses a user installation inside an environment, so a user's own default must not reach it.
    environ = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    status = subprocess.call(command + ["-r", "requirements.txt"], cwd=ROOT, env=environ)
    if status != 0:
        print("The packages were not installed: pip's reason stands above; the same command tries again")
    return status


def main(arguments):
    """Bring .venv up to date and return an exit status."""
    exact = "--exact" in arguments
    wanted = fingerprint()
    stamp = read_stamp()
    stays = usable(stamp, exact)
    if stays and stamp.get("fingerprint") == wanted:
        return 0
    if not stays:
        wrong = problem(sys.version_info, sys.executable)
        if wrong:
            print(wrong)
            return 1
        if tuple(sys.version_info[:2]) > NEWEST_TRIED:
            print("Note: Python %d.%d is newer than this course was tried with" % tuple(sys.version_info[:2]))
    status = 0 if stays else make_venv()
    status = status or install()
    if status == 0:
        with open(STAMP, "w") as file:
            json.dump({"fingerprint": wanted, "folder": ROOT}, file)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
