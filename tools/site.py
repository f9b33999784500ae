"""Build the course as a site: the book, its frames, and the live course. `make site`, `make serve`.

python -m tools.site                          # into build/site/
python -m tools.site --offline-wheels DIR     # with Pyodide's published wheels from DIR laid beside it
python -m tools.site --serve                  # show build/site/ on this machine alone
"""

import argparse
import functools
import http.server
import json
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.kernel_env import BUILD, ROOT, fixed_environment, lesson_notebooks

OUTPUT = BUILD / "site"
SOURCE = BUILD / "site-source"
FRAMES = BUILD / "site-frames"
TIMES = BUILD / "site-times.json"
PROCESSES = 2


def draw_frames():
    """Draw the frames of all lessons, two lessons at a time, each in a process of its own."""
    FRAMES.mkdir(parents=True, exist_ok=True)
    stems = {path.stem for path in lesson_notebooks()}
    for folder in FRAMES.iterdir():
        if folder.name not in stems:
            shutil.rmtree(folder)

    def one(path):
        command = [sys.executable, "-m", "tools.site_frames", path.name[:2], str(FRAMES)]
        return subprocess.run(command, cwd=ROOT, env=fixed_environment()).returncode

    with ThreadPoolExecutor(PROCESSES) as pool:
        if any(pool.map(one, lesson_notebooks())):
            raise RuntimeError("the frames of a lesson were not drawn: the reason stands above")


def build_book(repository_url):
    """Lay out the source and let Sphinx make the book; every warning of Sphinx is an error."""
    from tools import site_source

    site_source.lay_out(SOURCE, FRAMES, repository_url)
    shutil.copytree(FRAMES, SOURCE / "_extra" / "frames", ignore=shutil.ignore_patterns("frames.json"))
    (SOURCE / "_static" / "mathjax").mkdir()
    shutil.copy(mathjax(), SOURCE / "_static" / "mathjax")
    if repository_url:
        site_source.colab_copies(SOURCE / "_extra" / "colab", repository_url)
    shutil.copy(ROOT / "site" / "conf.py", SOURCE)
    (SOURCE / "settings.json").write_text(json.dumps({"repository_url": repository_url}), encoding="utf-8")
    shutil.rmtree(OUTPUT, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", str(PROCESSES), "-b", "html"]
    command += ["-d", str(BUILD / "site-doctrees"), str(SOURCE), str(OUTPUT)]
    shutil.rmtree(BUILD / "site-doctrees", ignore_errors=True)
    if subprocess.run(command, cwd=ROOT, env=fixed_environment()).returncode:
        raise RuntimeError("Sphinx found faults: they stand above")
    for needless in (".buildinfo", "objects.inv", "_static/scripts/bootstrap.js.map"):
        (OUTPUT / needless).unlink(missing_ok=True)
    (OUTPUT / ".nojekyll").touch()  # a web host must not drop folders whose names begin with an underscore


def mathjax():
    """Return the script that draws formulas, from the package that carries it."""
    import sysconfig

    return Path(sysconfig.get_path("purelib"), "sphinx-mathjax-offline", "static", "mathjax", "tex-svg-full.js")


def build(offline=None, repository_url=None):
    """Build everything and write down how long each part took."""
    from tools import site_fetch, site_source

    times = {}

    def timed(name, work, *arguments):
        begun = time.monotonic()
        result = work(*arguments)
        times[name] = round(time.monotonic() - begun, 1)
        return result

    timed("installing what the site needs", site_fetch.requirements_installed)
    url = site_source.settings()["repository_url"] if repository_url is None else repository_url
    timed("drawing the frames", draw_frames)
    timed("the book", build_book, url.rstrip("/"))
    from tools import site_live

    outside = timed("the live course", site_live.build, OUTPUT / "live", offline)
    TIMES.write_text(json.dumps({"times": times, "outside": outside}, indent=1), encoding="utf-8")
    megabytes = sum(path.stat().st_size for path in OUTPUT.rglob("*") if path.is_file()) / 1e6
    print(f"build/site: {megabytes:.0f} MB, built in {sum(times.values()):.0f} s. make serve shows it.")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files without a line per request, with the type that browsers want for WebAssembly."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm",
                      ".mjs": "text/javascript", ".webp": "image/webp", ".whl": "application/zip"}  # fmt: skip

    def log_message(self, *arguments):
        pass


def server(port=0, folder=OUTPUT):
    """Return a web server for the site that only this machine can reach."""
    handler = functools.partial(Quiet, directory=str(folder))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


def serve():
    """Serve the site until Ctrl+C; return an exit status."""
    if not (OUTPUT / "index.html").exists():
        print("There is no site yet: make site builds it")
        return 1
    from tools import lab

    with server(lab.free_port(8000)) as running:
        print(f"http://127.0.0.1:{running.server_port}/ shows the site; Ctrl+C ends it", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def main(arguments=None):
    """Build or serve the site and return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.site", description=__doc__)
    parser.add_argument("--serve", action="store_true", help="serve what is built")
    parser.add_argument("--offline-wheels", metavar="DIR", help="a folder with Pyodide's published wheels")
    parser.add_argument("--repository-url", help="the project's public address, for Binder and Colab")
    options = parser.parse_args(arguments)
    if options.serve:
        return serve()
    offline = Path(options.offline_wheels).resolve() if options.offline_wheels else None
    if offline is not None and not offline.is_dir():
        print(f"OFFLINE_WHEELS={options.offline_wheels} is no folder")
        return 1
    try:
        build(offline, options.repository_url)
    except RuntimeError as error:
        print(error.args[0])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
