"""The facts that lesson 14's exercises and prompts state, computed again; its network, and the six planted faults."""

import io
import math
from contextlib import redirect_stdout

import nbformat
import numpy as np
import pytest

import autograd_lite as torch
from classroom import derivative
from classroom.bank import lesson_14_capstone, lesson_14_faults, lesson_14_kinks
from figures import species_network
from tools.kernel_env import ROOT

# torch says nothing where it divides by zero; pytest lets NumPy's warnings through
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning:autograd_lite")

CELLS = nbformat.read(ROOT / "notebooks/14_meet_the_surprises.ipynb", as_version=4).cells
SOURCES = [cell.source for cell in CELLS if cell.cell_type == "code"]


def program(number):
    """Return the code of one of the six programs of the page."""
    (at,) = [i for i, c in enumerate(CELLS) if c.cell_type == "markdown" and f"**Program {number}**" in c.source]
    return CELLS[at + 1].source


def printed(code):
    page = io.StringIO()
    with redirect_stdout(page):
        exec(code, {"torch": torch, "np": np})
    return page.getvalue().split("\n")[-2]


@pytest.mark.parametrize("name", lesson_14_kinks.TABLE)
def test_the_table_of_conventions_is_what_runs(name):
    f = lesson_14_kinks.PROGRAMS[name]
    left, right, chosen = lesson_14_kinks.TABLE[name]
    assert derivative(f, at=0) == chosen
    assert [derivative(f, at=side * 1e-12) for side in (-1, 1)] == pytest.approx([left, right], abs=1e-9)
    assert min(left, right) <= chosen <= max(left, right)


def test_the_conventions_in_prompts_and_exit_ticket():
    zero = torch.tensor(0.0)
    relu, clamp = torch.relu, lambda x: torch.clamp(x, min=0)
    assert [derivative(f, at=0) for f in (relu, clamp, lambda x: torch.maximum(x, zero))] == [0, 1, 0.5]
    assert derivative(lambda x: relu(x) - relu(-x), at=0) == 0
    assert math.isnan(derivative(lambda x: torch.sqrt(x * x), at=0))
    assert math.isnan(derivative(lambda x: torch.where(x > 0, torch.log(x), 0.0), at=0))
    assert derivative(lambda x: torch.where(x > 0, torch.log(torch.where(x > 0, x, 1.0)), 0.0), at=0) == 0
    assert math.isnan(((torch.tensor(0.0) > 0) * torch.log(torch.tensor(0.0))).item())  # exit14_2 A: the value too


def test_a_sum_of_sub_gradients_may_be_none_where_a_term_is_not_convex():
    places = np.linspace(-2, 2, 81)
    relu = np.maximum(places, 0)
    assert all((g * places <= relu).all() for g in (0, 0.5, 1))
    assert not any((g * places <= -relu).all() for g in np.linspace(-2, 2, 41))  # −max(x, 0) has no sub-gradient at 0


def test_a_square_leaves_the_floats_before_its_root():
    assert 1e-200 * 1e-200 == 0 and math.isinf(1e200 * 1e200)
    assert derivative(lambda x: torch.sqrt(x * x), at=1e-200) == math.inf
    assert derivative(torch.abs, at=1e-200) == 1


WANTED = {1: "0.75", 2: "tensor([2., 4.])", 3: "tensor(-4.)", 4: "60.0", 5: "2.0", 6: "300.0"}
PRINTED = {1: "0.0", 2: "tensor([4., 6.])", 3: "None", 4: "12.0", 5: "-1.0", 6: "12.0"}
MENDED = {
    1: ("torch.ones(4)", "torch.tensor([1.0, 0.0, 0.0, 0.0])"),
    2: ("w.data.add_(1)\nloss.backward()", "loss.backward()\nwith torch.no_grad():\n    w += 1"),
    3: ("torch.tensor(3.0)", "torch.tensor(3.0, requires_grad=True)"),
    4: ("return 3 *", "return g * 3 *"),
    5: ("w -= 0.5 * w.grad", "w -= 0.5 * w.grad\n    w.grad = None"),
    6: ("retain_graph=True", "create_graph=True"),
}


@pytest.mark.parametrize("number", WANTED)
def test_each_program_prints_its_fault_and_the_fix_mends_it(number):
    code = program(number)
    assert printed(code) == PRINTED[number]
    old, new = MENDED[number]
    assert code.count(old) == 1
    assert printed(code.replace(old, new)) == WANTED[number]


def test_the_tempting_fixes_do_not_mend():
    assert printed(program(6).replace(".backward()", ".backward(retain_graph=True)")) == PRINTED[6]
    assert printed(program(2).replace("loss.backward()", "loss.backward(retain_graph=True)")) == PRINTED[2]
    with pytest.raises(RuntimeError, match="can't retain_grad"):
        printed(program(3).replace("loss.requires_grad_()", "w.retain_grad()\nloss.requires_grad_()"))


def test_every_fault_and_fix_stands_once_in_the_table_and_once_in_the_key():
    page = "\n".join(c.source for c in CELLS if c.cell_type == "markdown")
    for letter, number in zip(lesson_14_faults.FAULTS, lesson_14_faults.FIXES, strict=True):
        row = f"| **{letter}** | {lesson_14_faults.FAULTS[letter]} | **{number}** | {lesson_14_faults.FIXES[number]} |"
        assert row in page
    key = lesson_14_faults.KEY.values()
    assert len({fault for fault, _ in key}) == len({fix for _, fix in key}) == 6
    assert sorted(lesson_14_faults.LESSONS.values()) == [8, 9, 10, 11, 12, 13]


@pytest.fixture(scope="module")
def runs():
    return [species_network.trained(seed) for seed in range(5)]


def test_the_network_keeps_its_promise_and_no_answer_is_close(runs):
    right = [int((run["answer"] == run["label"]).sum()) for run in runs]
    assert right == [68, 67, 67, 65, 68]
    assert np.mean(right) / 68 >= 0.96 > min(right) / 68


def test_the_answers_do_not_hang_on_the_last_digits(runs, monkeypatch):
    """Scores moved by a millionth, far more than processors differ, give the same species."""
    plain, rng = species_network._scores, np.random.default_rng(14)
    monkeypatch.setattr(
        species_network, "_scores", lambda w, x: plain(w, x) + torch.tensor(1e-6 * rng.standard_normal((len(x), 3)))
    )
    for seed, run in enumerate(runs):
        assert (species_network.trained(seed)["answer"] == run["answer"]).all()


def test_two_birds_have_no_measurements_and_the_species_are_counted():
    birds, label = species_network.measured()
    assert birds.shape == (342, 4) and np.bincount(label).tolist() == [151, 68, 123]
    with open(species_network.PENGUINS, encoding="utf-8") as file:
        rows = file.read().splitlines()[1:]
    missing = [i for i, row in enumerate(rows, 1) if row.split(",")[2:6] == ["NA"] * 4]
    assert missing == [4, 272] and len(rows) == 344


def test_the_page_and_the_figures_train_the_same_network(runs):
    names = {"torch": torch, "np": np}
    names["birds"], names["label"] = species_network.measured()
    for start in ("def split(seed):", "def start(rng):", "def loss_of(", "def train("):
        (source,) = [s for s in SOURCES if s.startswith(start)]
        exec(source.partition("\nprint(")[0].partition("\nrng, seen")[0].partition("\nweights =")[0], names)
    for seed, run in ((0, runs[0]), (3, runs[3])):
        rng, seen, held, x = names["split"](seed)
        weights = names["start"](rng)
        last = names["train"](weights, x[seen], names["label"][seen])
        assert last == pytest.approx(run["train"][-1], rel=1e-9)
        assert held.tolist() == run["birds"].tolist()


def test_the_capstone_check_accepts_other_networks_that_meet_the_assertions():
    sgd = lesson_14_capstone.TEACH.replace("(4, 8)", "(4, 5)").replace("(8, 3)", "(5, 3)").replace("zeros(8", "zeros(5")
    few = lesson_14_capstone.TEACH.replace("range(200)", "range(120)").replace("default_rng(0)", "default_rng(99)")
    for code in (sgd, few):
        names = {"torch": torch}
        exec(code, names)
        assert lesson_14_capstone.ex14_4.check(names["teach"]).ok


def test_a_forgotten_clearing_line_is_not_seen_in_the_score():
    code = lesson_14_capstone.ex14_4.wrong["left over"]
    names = {"torch": torch}
    exec(code, names)
    birds, label, seen, held = lesson_14_capstone._split(0)
    predict, _, _ = names["teach"](birds[seen], label[seen])
    assert (predict(birds[held]) == label[held]).mean() >= 0.96
