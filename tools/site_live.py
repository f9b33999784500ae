"""Build the live course: JupyterLite with Python in the page, so that any web host serves any number of learners.

The site carries Pyodide's core, the course and every pure Python package it needs. NumPy, matplotlib and three of
their companions exist for the browser only as Pyodide publishes them: their addresses and checksums are kept, and
they are fetched when a learner opens the course, or lie beside it if OFFLINE_WHEELS named a folder that holds them.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys

import nbformat

from tools import site_fetch
from tools.kernel_env import BUILD, NOTEBOOKS, ROOT, lesson_notebooks

SITE = ROOT / "site"
PUBLISHED = f"https://cdn.jsdelivr.net/pyodide/v{site_fetch.PYODIDE}/full/"
ROOTS = ("micropip", "ipython", "sympy", "numpy", "matplotlib", "jedi")
# What Pyodide's own list does not have: name, version, what it imports as, what it needs.
ADDED = (
    ("comm", "0.2.3", ["comm"], []),
    ("jupyterlab_widgets", "3.0.17", ["jupyterlab_widgets"], []),
    ("ipywidgets", "8.1.9", ["ipywidgets"], ["comm", "jupyterlab-widgets", "ipython", "traitlets"]),
)
COURSE_NEEDS = ["numpy", "matplotlib", "sympy", "ipywidgets"]
PACKAGES = "static/pyodide"
LITE = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Derivatives that run",
        "exposeAppInBrowser": True,
        "settingsStorageName": "derivatives-that-run settings",
        "contentsStorageName": "derivatives-that-run contents",
        "disabledExtensions": ["@jupyterlite/notebook-application-extension:share-file"],
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "disablePyPIFallback": True,
            }
        },
    },
}


def closure(packages, roots):
    """Return the names of `roots` and all they depend on, in Pyodide's list of packages."""
    found, waiting = set(), list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [re.sub(r"[-_.]+", "-", needed).lower() for needed in packages[name]["depends"]]
    return sorted(found)


def sha256(path):
    """Return a file's checksum."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entry(name, wheel, imports, depends):
    """Return an entry of the list of packages for a wheel that the site carries."""
    return {
        "name": name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": sha256(wheel),
        "package_type": "package",
        "imports": imports,
        "depends": depends,
        "unvendored_tests": False,
    }


def lay_packages(folder, core, course, offline):
    """Fill the folder the kernel starts from; return what is left to fetch from outside: [{name, url, sha256}]."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("pyodide.mjs", "pyodide.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        shutil.copy(core / name, folder / name)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    kept = {name: lock["packages"][name] for name in closure(lock["packages"], ROOTS)}
    pure = {n: p for n, p in kept.items() if p["file_name"].endswith("none-any.whl")}
    wanted = [(name, package["version"]) for name, package in pure.items()]
    wheels = site_fetch.wheels(wanted + [(name, version) for name, version, _, _ in ADDED])
    for name, package in pure.items():
        wheel = wheels[name, package["version"]]
        shutil.copy(wheel, folder / wheel.name)
        package.update(file_name=wheel.name, sha256=sha256(wheel))
    for name, version, imports, depends in ADDED:
        wheel = wheels[name, version]
        shutil.copy(wheel, folder / wheel.name)
        key = name.replace("_", "-")
        kept[key] = entry(key, wheel, imports, depends)
    shutil.copy(course, folder / course.name)
    kept["autograd-lite"] = entry("autograd-lite", course, ["autograd_lite", "classroom", "figures"], COURSE_NEEDS)
    outside = [place_published(package, folder, offline) for n, package in kept.items() if n not in pure]
    lock["packages"] = dict(sorted(kept.items()))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return [found for found in outside if found]


def place_published(package, folder, offline):
    """Point a package at Pyodide's published file, or lay that file beside the site; return it if it stays outside.

    Raises RuntimeError for a file in the folder of offline wheels whose checksum is not the published one.
    """
    name = package["file_name"]
    if (folder / name).exists():
        return None
    if offline is not None and (offline / name).exists():
        if sha256(offline / name) != package["sha256"]:
            raise RuntimeError(f"{offline / name} is not the file that Pyodide published: fetch it again")
        shutil.copy(offline / name, folder / name)
        return None
    package["file_name"] = PUBLISHED + name
    return {"name": package["name"], "url": PUBLISHED + name, "sha256": package["sha256"]}


def lay_contents(folder):
    """Lay out the files a learner sees: the lessons, their data, the glossary."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in lesson_notebooks():
        # JupyterLite shows texts as they are stored, so each is one string here, not a list of lines.
        text = json.dumps(nbformat.read(path, as_version=4), ensure_ascii=False, indent=1)
        (folder / path.name).write_text(text.replace("../docs/glossary.md", "glossary.md"), encoding="utf-8")
    shutil.copytree(NOTEBOOKS / "data", folder / "data")
    shutil.copy(ROOT / "docs" / "glossary.md", folder / "glossary.md")


def build(output, offline=None):
    """Build the live course into `output`; return the files that a learner's browser fetches from outside."""
    work = BUILD / "live-source"
    work.mkdir(parents=True, exist_ok=True)
    for leftover in work.glob(".jupyterlite.doit.db*"):
        leftover.unlink()
    shutil.rmtree(output, ignore_errors=True)
    (work / "jupyter-lite.json").write_text(json.dumps(LITE, indent=1), encoding="utf-8")
    lay_contents(work / "contents")
    outside = lay_packages(work / PACKAGES, site_fetch.pyodide(), site_fetch.course_wheel(), offline)
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--lite-dir", str(work), "--output-dir", str(output)]
    command += [
        "--contents",
        str(work / "contents"),
        "--apps",
        "lab",
        "--apps",
        "notebooks",
        "--no-unused-shared-packages",
    ]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"JupyterLite was not built: {(done.stdout + done.stderr)[-1500:]}")
    drop_maps(output)
    opening_page(output, outside)
    return outside


def drop_maps(output):
    """Leave out the maps for debugging JupyterLite itself: half of its size, and no learner's concern."""
    for path in output.rglob("*.map"):
        path.unlink()


def opening_page(output, outside):
    """Write the page that fetches what is outside, says how far it is, and then opens a lesson."""
    page = (SITE / "open.html").read_text(encoding="utf-8")
    titles = {
        path.stem: path.stem[:2] + " " + path.stem[3:].replace("_", " ").capitalize() for path in lesson_notebooks()
    }
    page = page.replace("OUTSIDE_FILES", json.dumps(outside)).replace("LESSON_TITLES", json.dumps(titles))
    (output / "open.html").write_text(page, encoding="utf-8")
