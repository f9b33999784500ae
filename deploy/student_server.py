"""Start one student's server: limit what it may take, lay out the course, then become `jupyterhub-singleuser`.

JupyterHub runs this instead of `jupyterhub-singleuser`, on one machine and in a container alike. All happens in the
student's own process, with the student's own rights.
"""

import os
import resource
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
IDLE_KERNEL_SECONDS = 1800


def set_limits(environ):
    """Limit this process and all that it starts: address space by MEM_LIMIT (bytes), time by CPU_SECONDS."""
    memory = int(environ.get("MEM_LIMIT") or 0)
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    seconds = int(environ.get("CPU_SECONDS") or 0)
    if seconds:
        # Each kernel counts for itself. At the first number it is asked to end, at the second it ends.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 30))


def surroundings(environ):
    """Return what the environment of the server and its kernels must hold besides."""
    return {
        # Each thread that allocates would otherwise claim 64 MiB of the address space, which is limited.
        "MALLOC_ARENA_MAX": "2",
        # The lessons' arrays are small: more threads would only take turns on the same cores.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONSTARTUP": str(COURSE / "deploy" / "memory_words.py"),
        **environ,
    }


def lay_out(home):
    """Give a student what is missing of the course; return the page to open."""
    from tools.lab import first_page
    from tools.my_course import copy_new, fill

    mine = home / "my_course"
    _, kept = fill(mine=mine)
    # The lessons link to it; nobody works in it, so it is always the newest.
    copy_new(COURSE / "docs" / "glossary.md", home / "docs" / "glossary.md")
    return "/" + first_page(mine, everything_new=not kept)


def arguments(home):
    """Return the options of the server that every student gets."""
    from tools.lab import QUIET

    return [
        f"--ServerApp.root_dir={home}",
        *QUIET,
        f"--MappingKernelManager.cull_idle_timeout={IDLE_KERNEL_SECONDS}",
        "--MappingKernelManager.cull_interval=120",
        # A page left open in a browser keeps no kernel alive; the notebook's outputs stay on the page.
        "--MappingKernelManager.cull_connected=True",
    ]


def main(given):
    """Prepare, then turn into the server."""
    # The student's folder is the current one, and `tools` is not installed: only this script is meant to find it.
    sys.path.insert(0, str(COURSE))
    home = Path.home()
    # What a student writes is nobody else's to read, where each has an account.
    os.umask(0o077)
    environ = surroundings(os.environ)
    environ["JUPYTERHUB_DEFAULT_URL"] = lay_out(home)
    set_limits(environ)
    command = [sys.executable, "-m", "jupyterhub.singleuser", *arguments(home), *given]
    os.execve(sys.executable, command, environ)


if __name__ == "__main__":
    main(sys.argv[1:])
