"""Start JupyterHub for a class, on this machine alone: `make hub`."""

import argparse
import importlib.metadata
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tools.kernel_env import BUILD, ROOT

DEPLOY = ROOT / "deploy"
PLACE = ROOT / "my_class"  # not in build/, which make clean removes: it holds what the students write
PROXY = BUILD / "hub-proxy"
FIRST_PORT = 8000
PORTS = 3  # the page, the hub behind it, and the door through which the hub tells the proxy its routes
PORTS_TRIED = 100
STOP_SECONDS = 90


def wanted():
    """Return the pinned packages of deploy/requirements.txt: {name: version}."""
    lines = (DEPLOY / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def missing():
    """Return which of the pinned packages are not installed in their pinned version."""
    found = {package.metadata["Name"].lower(): package.version for package in importlib.metadata.distributions()}
    return [name for name, version in wanted().items() if found.get(name) != version]


def proxy_version(folder=PROXY):
    """Return the version of the proxy that is installed, or None."""
    package = Path(folder) / "node_modules" / "configurable-http-proxy" / "package.json"
    try:
        return json.loads(package.read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None


def prepare():
    """Install what is missing of JupyterHub and its proxy; return an exit status."""
    if missing():
        print(f"Installing {', '.join(missing())} ...", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.call([*pip, "-r", DEPLOY / "requirements.txt"]):
            print("JupyterHub was not installed: pip's reason stands above; the same command tries again")
            return 1
    pinned = json.loads((DEPLOY / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if proxy_version() == pinned["configurable-http-proxy"]:
        return 0
    print("Installing the proxy ...", flush=True)
    PROXY.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(DEPLOY / name, PROXY / name)
    npm = [Path(sys.executable).with_name("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    if subprocess.call(npm, cwd=PROXY):
        print("The proxy was not installed: npm's reason stands above; the same command tries again")
        return 1
    return 0


def free_ports(first=FIRST_PORT, tried=PORTS_TRIED):
    """Return the first port from `first` on that is free together with the two after it; raise OSError if none is."""
    for port in range(first, first + tried):
        probes = [socket.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(PORTS)]
        try:
            for offset, probe in enumerate(probes):
                probe.bind(("127.0.0.1", port + offset))
            return port
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()
    raise OSError(f"no {PORTS} ports side by side are free between {first} and {first + tried} on this machine")


def surroundings(port, place, password, environ=None):
    """Return the environment in which deploy/jupyterhub_config.py finds its port, its place and its password."""
    return {
        **(os.environ if environ is None else environ),
        "COURSE_HUB_PORT": str(port),
        "COURSE_HUB_PLACE": str(place),
        "COURSE_HUB_PASSWORD": password,
    }


def command():
    """Return the command that runs the hub."""
    return [sys.executable, "-m", "jupyterhub", "--config", str(DEPLOY / "jupyterhub_config.py")]


def greeting(port, password, accounts, root):
    """Return what the teacher reads when the hub starts."""
    way = "the name and password of an account on this machine" if accounts else f"any name and the password {password}"
    lines = [f"\nThe class opens http://127.0.0.1:{port} with {way}\n"]
    if root and not accounts:
        lines.insert(0, "You are root here, and so is every student: for a trial, not for a class (deploy/README.md)")
    if accounts and not root:
        lines.insert(0, "Only root can start servers for other accounts: be root, or leave COURSE_HUB_ACCOUNTS out")
    lines.append("Ctrl+C stops the hub and the servers of all students; their files stay.")
    return "\n".join(lines)


def run(place, environ):
    """Run the hub until it is stopped, and let it stop what it started; return an exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # In a group of its own: Ctrl+C reaches this process alone, and the hub is asked to stop once.
    process = subprocess.Popen(command(), cwd=place, env=environ, start_new_session=True)
    try:
        return process.wait()
    except KeyboardInterrupt:
        return stop(process)


def stop(process, seconds=STOP_SECONDS):
    """Ask a hub to stop, and wait until its students' servers are stopped too; return an exit status."""
    process.terminate()
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return 0


def main(arguments=None):
    """Prepare and start; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.hub", description=__doc__)
    parser.add_argument("--prepare", action="store_true", help="install what is needed, start nothing")
    options = parser.parse_args(arguments)
    if os.name == "nt":
        print("JupyterHub runs on Linux and macOS: on Windows, use WSL")
        return 1
    if (status := prepare()) or options.prepare:
        return status
    place = Path(os.environ.get("COURSE_HUB_PLACE") or PLACE).resolve()
    place.mkdir(parents=True, exist_ok=True)
    try:
        port = free_ports(int(os.environ.get("COURSE_HUB_PORT") or FIRST_PORT))
    except OSError as error:
        print(error)
        return 1
    password = os.environ.get("COURSE_HUB_PASSWORD") or secrets.token_hex(6)
    print(greeting(port, password, bool(os.environ.get("COURSE_HUB_ACCOUNTS")), os.geteuid() == 0), flush=True)
    return run(place, surroundings(port, place, password))


if __name__ == "__main__":
    sys.exit(main())
