"""The rules for notebooks: every committed notebook keeps them, and each planted fault is caught."""

import copy

import nbformat
import pytest
from house.samples import ALT, notebook, picture_output, stored

from tools import notebook_rules, prose_rules
from tools.kernel_env import NOTEBOOKS, ROOT, lesson_notebooks
from tools.notebook_execution import WIDGET_VIEW

RULES = notebook_rules.RULES + prose_rules.RULES
COMMITTED = lesson_notebooks()


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_committed_notebooks_keep_every_rule(path):
    found = notebook_rules.faults(nbformat.read(path, as_version=4), path.name, RULES)
    assert not found, "\n".join(found)


def test_the_sanitize_file_hides_addresses_and_kernel_paths_alone():
    assert not list(notebook_rules.sanitize_faults(NOTEBOOKS / "nbval_sanitize.cfg"))


@pytest.mark.parametrize("path", sorted((ROOT / "classroom" / "bank").glob("*.py")), ids=lambda path: path.stem)
def test_the_bank_calls_nothing_easy(path):
    assert not list(prose_rules.wordy_strings(path))


def test_a_sound_notebook_has_no_faults():
    assert notebook_rules.faults(stored(), "01_read_a_number.ipynb", RULES) == []


def strip_outputs(made):
    for cell in made.cells[1:]:
        cell.outputs, cell.execution_count = [], None


def strip_only_outputs(made):
    for cell in made.cells[1:]:
        cell.outputs = []


def strip_one_output(made):
    made.cells[2].outputs = []


def swap_counts(made):
    made.cells[1].execution_count, made.cells[2].execution_count = 2, 1


def remove_alt(made):
    made.cells[3].outputs[0].metadata = {}


def short_alt(made):
    made.cells[3].outputs[0].metadata["image/png"]["alt"] = "A grey square."


def other_cell_alt(made):
    made.cells[3].metadata["mystnb"]["image"]["alt"] = ALT + " More."


def warn(made):
    made.cells[2].outputs.append(nbformat.v4.new_output("stream", name="stderr", text="a warning"))


def raise_error(made):
    made.cells[2].outputs = [nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=[])]


def leave_address(made):
    made.cells[2].outputs[0].data["text/plain"] = "<object at 0x7f0012345678>"


def leave_path(made):
    made.cells[2].outputs[0].data["text/plain"] = "/tmp/ipykernel_12/345.py"


def leave_widget(made):
    made.cells[2].outputs[0].data[WIDGET_VIEW] = {"model_id": "abc"}


def load_script(made):
    made.cells[2].outputs[0].data["text/html"] = '<script src="https://example.org/a.js"></script>'


def load_picture(made):
    made.cells[0].source += "\n\n![a hill](https://example.org/hill.png)"


def load_font(made):
    made.cells[2].outputs[0].data["text/html"] = "<style>@import url('https://example.org/font')</style>"


def name_version(made):
    made.metadata["language_info"]["version"] = "3.11.7"


def keep_widget_state(made):
    made.metadata["widgets"] = {}


def tag(name):
    def damage(made):
        made.cells[2].metadata["tags"] = [name]

    return damage


def source(text, cell=2):
    def damage(made):
        made.cells[cell].source = text

    return damage


FAULTS = [
    (strip_outputs, "execution count None"),
    (strip_only_outputs, "stripped"),
    (strip_one_output, "no output is stored"),
    (swap_counts, "execution count 2, expected 1"),
    (remove_alt, "the alt text has 0 words"),
    (short_alt, "the alt text has 3 words"),
    (other_cell_alt, "the cell's alt text is not that of its pictures"),
    (warn, "wrote to stderr"),
    (raise_error, "it raised ValueError"),
    (leave_address, "0x7f0012345678 changes"),
    (leave_path, "ipykernel_12/345.py changes"),
    (leave_widget, "widget view"),
    (load_script, "another host"),
    (load_picture, "another host"),
    (load_font, "another host"),
    (name_version, "kernel or language"),
    (keep_widget_state, "widget state"),
    (tag("nbval-skip"), "the tag nbval-skip is not allowed"),
    (tag("nbval-ignore-output"), "the tag nbval-ignore-output is not allowed"),
    (tag("nbval-raises-exception"), "the tag nbval-raises-exception is not allowed"),
    (source("# NBVAL_IGNORE_OUTPUT\nx + 1"), "the comment # NBVAL_IGNORE_OUTPUT"),
    (source("x + 1  #nbval_skip"), "the comment #nbval_skip"),
    (source("# PYTEST_VALIDATE_IGNORE_OUTPUT\nx + 1"), "PYTEST_VALIDATE"),
    (source("!pip install numpy\nx + 1"), "reaches for another host or installs"),
    (source("%pip install numpy\nx + 1"), "reaches for another host or installs"),
    (source("\n".join(["x + 1"] * 13)), "13 lines of code, at most 12"),
    (source("\n".join(["x = 1"] * 6), 1), "6 lines of code, at most 5"),
    (source("", 2), "the cell is empty"),
    (source("x + " * 23 + "1"), "a line of 93 characters, at most 90"),
    (source("# 01 Read\n\n" + "word. " * 121, 0), "words, at most 120"),
    (source("# 01 Read\n\n" + "word " * 26, 0), "a sentence of 26 words"),
    (source("# 01 Read\n\n# Again", 0), "2 top headings"),
    (source("# 01 Read\n\n### Deep", 0), "a heading of level 3 follows one of level 1"),
    (source("# 01 Read\n\nThis is simply so.", 0), "the word 'simply'"),
    (source("# 01 Read\n\nOf course.", 0), "the word 'Of course'"),
    (source("x + 1  # just add one"), "the word 'just'"),
]


@pytest.mark.parametrize(("damage", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_each_planted_fault_is_caught(damage, message):
    made = stored()
    damage(made)
    found = notebook_rules.faults(made, "01_read_a_number.ipynb", RULES)
    assert any(message in line for line in found), found
    assert all(line.startswith("01_read_a_number.ipynb, ") for line in found)


def test_raises_exception_is_the_one_allowed_tag():
    made = stored()
    raise_error(made)
    made.cells[2].metadata["tags"] = ["raises-exception"]
    assert notebook_rules.faults(made, "01_read_a_number.ipynb", RULES) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("1_read.ipynb", "is not NN_verb_object"), ("02_read_on.ipynb", "name lesson '01', the file name '02'")],
)
def test_file_names_and_numbers_fit(name, message):
    assert any(message in line for line in notebook_rules.faults(stored(), name, RULES))


def test_words_within_words_formulas_and_code_are_left_alone():
    made = stored("# 01 Adjust", "x = 1", "x + 1")
    made.cells[0].source += "\n\nAdjust the justified course. " + "$" + "a + " * 30 + "a$ and `" + "b " * 30 + "`."
    assert notebook_rules.faults(made, "01_adjust.ipynb", RULES) == []


@pytest.mark.parametrize(
    ("source", "shows"),
    [
        ("x + 1", True),
        ("print(x)\ny = 2", True),
        ("guess = 'A'\np01_1.check(guess)", True),
        ("y = 2", False),
        ("L.backward()", False),
        ("# ex01_1.hint()\n# ex01_1.solution()", False),
        ("ex01_1.hint();", False),
        ("def f(x):\n    return x", False),
        ("with no_grad():\n    y = x * 2", False),
    ],
)
def test_it_is_known_which_cells_must_show_something(source, shows):
    assert notebook_rules.shows_something(source) is shows


def test_a_wider_sanitize_file_is_caught(tmp_path):
    agreed = (NOTEBOOKS / "nbval_sanitize.cfg").read_text(encoding="utf-8")
    wider = tmp_path / "nbval_sanitize.cfg"
    wider.write_text(agreed + "\n[digits]\nregex: \\d+\nreplace: N\n", encoding="utf-8")
    assert any("[digits]" in line for line in notebook_rules.sanitize_faults(wider))
    wider.write_text(agreed.replace("{6,16}", "+"), encoding="utf-8")
    assert any("[address]" in line for line in notebook_rules.sanitize_faults(wider))


def test_two_pictures_in_a_cell_give_both_alt_texts():
    made = stored()
    second = picture_output(10)
    second.metadata["image/png"]["alt"] = ALT.replace("grey", "dark")
    made.cells[3].outputs.append(second)
    assert any("not that of its pictures" in line for line in notebook_rules.alt_text(made))
    made.cells[3].metadata["mystnb"]["image"]["alt"] = ALT + " " + ALT.replace("grey", "dark")
    assert not list(notebook_rules.alt_text(copy.deepcopy(made)))


def test_unrun_notebooks_are_faulty():
    assert notebook_rules.faults(notebook("# 01 Read", "1 + 1"), "01_read.ipynb", RULES)
