"""Run one notebook and bring it into the one form in which it is stored.

The form holds nothing that changes from run to run: no timings, no versions, no widget ids, no addresses.
So a second run gives the same bytes, and any difference is a change in the course.
"""

import copy
import re

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "widgets"
CELL_SECONDS = 60

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

# The same two things that notebooks/nbval_sanitize.cfg maps, and nothing else.
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")
KERNEL_PATH = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def steady(text):
    """Replace what differs from run to run: object addresses and the kernel's temporary paths.

    >>> steady("<object at 0x7f3a5c0de010>")
    '<object at 0x000000>'
    """
    return KERNEL_PATH.sub("ipykernel_0/0.py", ADDRESS.sub("0x000000", text))


class CellFailed(Exception):
    """A cell raised, took too long or ended its kernel; `index` counts all cells from 0."""

    def __init__(self, index, reason):
        super().__init__(reason)
        self.index = index
        self.reason = reason


def reason_of(error, seconds):
    """Return one line that says why a run stopped."""
    if isinstance(error, CellTimeoutError):
        return f"it took longer than {seconds} s"
    if isinstance(error, DeadKernelError):
        return "the kernel died"
    said = f"{error.ename}: {error.evalue}"
    # An error while a value is shown, and not computed, reaches us without its name.
    if error.ename == "NoneType":
        said = error.traceback.strip().splitlines()[-1]
    return COLOURS.sub("", said).splitlines()[0]


async def execute(notebook, folder, environ, seconds=CELL_SECONDS):
    """Return an executed copy of the notebook; raise CellFailed when a cell does.

    The kernel starts in `folder`, so that relative paths to data hold.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        cell.get("metadata", {}).pop("execution", None)
    client = NotebookClient(
        notebook,
        timeout=seconds,
        kernel_name=KERNELSPEC["name"],
        record_timing=False,
        coalesce_streams=True,
        # A kernel on the loopback address need not warn about eavesdroppers at every start.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    running = [0]
    client.on_cell_start = lambda cell, cell_index: running.append(cell_index)
    try:
        await client.async_execute(env=environ)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise CellFailed(running[-1], reason_of(error, seconds)) from error
    return canonical(notebook)


def canonical(notebook):
    """Bring an executed notebook into its stored form, in place, and return it."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    notebook.metadata["language_info"] = copy.deepcopy(LANGUAGE)
    notebook.metadata.pop(WIDGET_STATE, None)
    number = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        number += 1
        cell.execution_count = number
        for output in cell.outputs:
            canonical_output(output, number)
        carry_alt_text(cell)
    return notebook


def canonical_output(output, number):
    """Take out of one output what a page cannot keep or what changes from run to run."""
    if "execution_count" in output:
        output["execution_count"] = number
    if "text" in output:
        output["text"] = steady(output["text"])
    if "traceback" in output:
        output["traceback"] = [steady(line) for line in output["traceback"]]
        output["evalue"] = steady(output["evalue"])
    data = output.get("data", {})
    # A widget lives only as long as its kernel; the picture stored beside it stays.
    data.pop(WIDGET_VIEW, None)
    for kind, value in data.items():
        if isinstance(value, str) and (kind.startswith("text/") or kind == "image/svg+xml"):
            data[kind] = steady(value)


def alt_texts(cell):
    """Return the alternative texts of a cell's pictures, in order, without repeats."""
    found = []
    for output in cell.get("outputs", []):
        for kind in output.get("data", {}):
            alt = output.get("metadata", {}).get(kind, {}).get("alt")
            if kind.startswith("image/") and alt and alt not in found:
                found.append(alt)
    return found


def carry_alt_text(cell):
    """Give the cell the alt text that its outputs carry: nbconvert reads the output, MyST-NB the cell."""
    alts = alt_texts(cell)
    mystnb = cell.metadata.get("mystnb", {})
    if alts:
        mystnb["image"] = {**mystnb.get("image", {}), "alt": " ".join(alts)}
    elif "image" in mystnb:
        del mystnb["image"]
    if mystnb:
        cell.metadata["mystnb"] = mystnb
    else:
        cell.metadata.pop("mystnb", None)


def written(notebook):
    """Return the notebook as the text of its file."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"
