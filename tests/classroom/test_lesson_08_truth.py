"""The facts that lesson 08's prompts, exercises and prose state, computed again."""

import contextlib
import io
import warnings

import pytest

import autograd_lite as torch
from classroom.bank import lesson_08, lesson_08_flags, lesson_08_repairs


def leaf(value, **options):
    return torch.tensor(value, requires_grad=True, **options)


def flags(tensor):
    return tensor.is_leaf, tensor.requires_grad


def test_an_old_variable_is_a_marked_tensor_of_its_own():
    t = torch.tensor(3.0)
    v = torch.autograd.Variable(t, requires_grad=True)
    assert type(v) is torch.Tensor and v is not t and flags(v) == (True, True)
    assert not t.requires_grad and isinstance(t, torch.autograd.Variable)
    assert not torch.autograd.Variable(t).requires_grad


def test_leaf_and_mark_of_the_prompts():
    w, x = leaf(3.0), torch.tensor(2.0)
    assert (w * x).requires_grad and not (x * x).requires_grad
    assert flags(x * x) == (True, False)
    assert flags(leaf(3.0, dtype=torch.float32).double()) == (False, True)
    assert flags(torch.tensor(3.0, dtype=torch.float32).double().requires_grad_()) == (True, True)
    data = torch.tensor([1.0], dtype=torch.float32)
    assert flags(data.double().requires_grad_()) == (True, True)  # exit08_2 A
    assert flags(data.requires_grad_().double()) == flags(data.clone().double()) == (False, True)  # B and C
    assert lesson_08.exit08_2.right == "A"


def test_no_tensor_is_an_unmarked_non_leaf():
    w, x = leaf([3.0, 1.0]), torch.tensor([2.0, 5.0])
    with torch.no_grad():
        unrecorded = w * x
    results = (w * x, x * x, w > x, w.long(), w.argmax(), w.detach(), w[0], unrecorded, w.sum() + 1, x.clone())
    assert all(tensor.is_leaf or tensor.requires_grad for tensor in results)
    assert all((tensor.grad_fn is None) == tensor.is_leaf for tensor in results)
    with pytest.raises(RuntimeError, match="leaf variables"):
        (w * x).requires_grad_(False)


def test_who_keeps_a_gradient():
    w, b, x, y = leaf(3.0), leaf(1.0), torch.tensor(2.0), torch.tensor(10.0)
    p = w * x
    q = p + b
    L = (q - y) ** 2
    L.backward()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        held = {name for name, t in zip("wbxypqL", (w, b, x, y, p, q, L), strict=True) if t.grad is not None}
    assert held == {"w", "b"} and lesson_08.p08_5.options[lesson_08.p08_5.right] == "w and b"


def test_marking_the_loss_gives_nothing_to_w():
    w = torch.tensor(2.0)
    loss = ((w * 3 - 9) ** 2).requires_grad_()
    loss.backward()
    assert w.grad is None and loss.grad.item() == 1 and loss.is_leaf
    w = leaf(2.0)
    ((w * 3 - 9) ** 2).backward()
    assert w.grad.item() == -18 and "−18" in lesson_08.p08_6.replies["B"]


@pytest.mark.parametrize("name", lesson_08_repairs.LOSSES)
def test_the_broken_programs_are_refused_and_the_expected_slopes_are_those_of_calculus(name):
    cell = {}
    exec("import numpy as np\nimport autograd_lite as torch\n" + lesson_08_repairs.PROGRAMS, cell)
    slope = {"one": lambda x: 2 * (2 * x - 9) * x, "two": lambda x: x + 4, "three": lambda x: x * -0.4161468365}[name]
    for x in lesson_08_repairs.POINTS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            w, loss = cell[name](x)
        with pytest.raises(RuntimeError, match="does not require grad"):
            loss.backward()
        assert w.item() == 2
        assert (loss.item(), slope(x)) == pytest.approx(lesson_08_repairs.expected(name, x))


def test_a_gradient_written_by_hand_does_not_pass():
    cell = {"torch": torch}
    exec(
        lesson_08_repairs._TWO + lesson_08_repairs._THREE + "def one(x):\n    w = torch.tensor(2.0)\n"
        "    w.grad = torch.tensor(2 * (2 * x - 9) * x)\n    return w, ((w * x - 9) ** 2).requires_grad_()\n",
        cell,
    )
    verdict = lesson_08.ex08_2.check([cell["one"], cell["two"], cell["three"]])
    assert verdict.slip == "marked the loss"


def test_the_old_program_runs_and_the_judge_knows_its_values():
    cell = {"torch": torch, "Variable": torch.autograd.Variable}
    exec(lesson_08_repairs.OLD, cell)
    for number, label in lesson_08_repairs.CASES:
        assert lesson_08_repairs._modern_fault(number, label, cell["old"](number, label)) is None


def test_the_buggy_program_prints_none_and_one_type_mends_it():
    body = "\n".join(line[3:] for line in lesson_08_flags.BUGGY.splitlines())
    mended = body.replace("float32", "float64").replace("w = w.double()\n", "")
    for source, wanted in ((body, "None tensor(16.)"), (mended, "tensor(56.) tensor(16.)")):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(source, {"torch": torch})
        assert out.getvalue().strip() == wanted
    assert "None tensor(16.)" in lesson_08.ex08_5.task and "56" in lesson_08.ex08_5.why


def test_the_flags_of_exercise_1_stand_in_the_right_fields():
    F = lesson_08_flags.FLAGS
    assert {text for text, pair in F.items() if pair == (False, True)} == {"w * x", "w.clone()", "w.float()"}
    assert {text for text, pair in F.items() if pair == (True, True)} == {"w.double()", "x.float().requires_grad_()"}
    assert len(F) == 8 and (False, False) not in F.values()
