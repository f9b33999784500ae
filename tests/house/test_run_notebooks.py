"""The executor: a second run changes no byte, and a check names the notebook, the cell and the difference."""

import asyncio
import json
import os
import re

import nbformat
import pytest
from house.samples import ALT, notebook, show_picture, write

from tools import run_notebooks
from tools.kernel_env import choose, fixed_environment, lesson_notebooks
from tools.notebook_execution import WIDGET_VIEW, steady

pytestmark = pytest.mark.xdist_group("executor")  # the notebook that they share is run once

LIVELY = [
    "# 01 Read a number",
    "import os, sys, sympy\nx = sympy.Symbol('x')",
    "print('one'); print(object()); print({'b', 'a', 'c'})",
    "sympy.diff(sympy.sin(x) ** 2, x)",
    show_picture(),
    "import ipywidgets\nipywidgets.IntSlider(3)",
    "import numpy as np\nrng = np.random.default_rng(1)\nfloat((rng.random((60, 60)) @ rng.random((60, 60))).sum())",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    import traceback\n    traceback.print_exc(file=sys.stdout)",
]


def run(folder, *arguments):
    return run_notebooks.main(["--folder", str(folder), *arguments])


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A folder with one executed notebook, and the bytes of its file."""
    folder = tmp_path_factory.mktemp("note books")
    path = write(folder, "01_read_a_number.ipynb", notebook(*LIVELY))
    assert run(folder) == 0
    return path, path.read_bytes()


@pytest.fixture
def lesson(ran):
    """The executed notebook, put back afterwards."""
    path, before = ran
    yield path
    path.write_bytes(before)


def edit(path, change):
    made = nbformat.read(path, as_version=4)
    change(made)
    path.write_text(nbformat.writes(made) + "\n", encoding="utf-8")


def test_a_second_run_changes_no_byte(ran, capsys):
    path, before = ran
    assert run(path.parent) == 0
    assert path.read_bytes() == before
    assert run(path.parent, "--check") == 0
    assert "1 notebooks run, 0 changed" in capsys.readouterr().out


def test_nothing_personal_or_passing_is_stored(ran):
    text = ran[1].decode("utf-8")
    made = nbformat.reads(text, as_version=4)
    assert [cell.get("execution_count") for cell in made.cells[1:]] == list(range(1, len(LIVELY)))
    assert "widgets" not in made.metadata and WIDGET_VIEW not in text
    assert "IntSlider(value=3)" in text, "the widget's plain text stays"
    assert "<object object at 0x000000>" in text
    assert "ipykernel_0/0.py" in text and not re.search(r"ipykernel_[1-9]", text)
    assert '"version": "3.' not in text and "iopub" not in text


def test_a_picture_carries_its_alt_text_in_output_and_cell(ran):
    cell = nbformat.reads(ran[1].decode("utf-8"), as_version=4).cells[4]
    assert cell.outputs[0].metadata["image/png"]["alt"] == ALT
    assert cell.metadata["mystnb"]["image"]["alt"] == ALT


def edit_number(made):
    made.cells[6].outputs[0].data["text/plain"] = "3.0"


def edit_picture(made):
    made.cells[4].source = show_picture(129)


def strip(made):
    for cell in made.cells[1:]:
        cell.outputs, cell.execution_count = [], None


def edit_stream(made):
    made.cells[2].outputs[0].text = made.cells[2].outputs[0].text.replace("one", "two")


def edit_alt(made):
    made.cells[4].metadata["mystnb"]["image"]["alt"] = "another"


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (edit_number, ["cell 7, [6] import numpy as np", "stored '3.0', now '"]),
        (edit_picture, ["cell 5, [4] import base64", "image/png"]),
        (strip, ["cell 3, [2]", "execution count: stored None, now 2", "0 outputs are stored, the run gave 1"]),
        (edit_stream, ["cell 3, [2]", "stored 'two', now 'one'"]),
        (edit_alt, ["cell 5", "the cell's metadata differ"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_check_names_what_differs_and_writes_nothing(lesson, capsys, change, messages):
    edit(lesson, change)
    if change is edit_picture:
        stored_before = nbformat.reads(lesson.read_text(encoding="utf-8"), as_version=4)
        assert stored_before.cells[4].outputs, "the old picture is still stored"
    damaged = lesson.read_bytes()
    assert run(lesson.parent, "--check") == 1
    said = capsys.readouterr().out
    assert all(message in said for message in ["01_read_a_number.ipynb", *messages]), said
    assert lesson.read_bytes() == damaged


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("answer = 1\n1 / 0", "cell 3, answer = 1: ZeroDivisionError: division by zero"),
        ("import time\ntime.sleep(60)", "cell 3, import time: it took longer than 3 s"),
        ("import os\nos._exit(1)", "cell 3, import os: the kernel died"),
    ],
)
def test_a_failing_cell_is_named_and_its_file_left_untouched(tmp_path, capsys, failing, said):
    path = write(tmp_path, "01_fail.ipynb", notebook("# 01 Fail", "x = 1", failing, "x"))
    before = path.read_bytes()
    (result,) = asyncio.run(run_notebooks.run_all([path], check=False, seconds=3))
    assert result.failure == said
    assert f"01_fail.ipynb, {said}" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["01_fail.ipynb"]


def test_one_failing_notebook_does_not_keep_the_others_from_running(tmp_path, capsys):
    write(tmp_path, "01_fail.ipynb", notebook("# 01 Fail", "1 / 0"))
    good = write(tmp_path, "02_good.ipynb", notebook("# 02 Good", "1 + 1", lesson="02"))
    assert run(tmp_path) == 1
    assert json.loads(good.read_text())["cells"][1]["execution_count"] == 1
    assert "2 notebooks run, 1 changed, 1 with something to mend" in capsys.readouterr().out


def test_notebooks_are_chosen_by_number_or_name(tmp_path):
    for name in ("00_start_here.ipynb", "01_read.ipynb", "10_call.ipynb", "notes.ipynb"):
        write(tmp_path, name, notebook("# x"))
    known = lesson_notebooks(tmp_path)
    assert [path.name for path in known] == ["00_start_here.ipynb", "01_read.ipynb", "10_call.ipynb"]
    assert [path.name for path in choose(["10", "start"], known)] == ["10_call.ipynb", "00_start_here.ipynb"]
    with pytest.raises(LookupError, match="00_start_here, 01_read, 10_call"):
        choose(["77"], known)


def test_an_unknown_name_is_said(tmp_path, capsys):
    write(tmp_path, "01_read.ipynb", notebook("# x"))
    assert run(tmp_path, "77") == 1
    assert "no notebook is called '77'" in capsys.readouterr().out


def test_the_surroundings_are_fixed_but_processor_choices_pass(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("MPLBACKEND", "svg")
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    environ = fixed_environment()
    assert environ["TZ"] == "UTC" and "MPLBACKEND" not in environ
    assert environ["OPENBLAS_CORETYPE"] == "Haswell" and environ["OMP_NUM_THREADS"] == "1"
    assert os.environ["TZ"] == "Asia/Tokyo"


def test_hexadecimal_numbers_of_a_lesson_stay_as_they_are():
    assert steady("0xff, 0x1f2e3 and <f at 0x7f3a5c0de010>") == "0xff, 0x1f2e3 and <f at 0x000000>"
