"""A wrong derivative is seen: with one side of every comparison off by 1e-4, each agree() of the course fails.

First the value from autograd_lite is multiplied by 1 + 1e-4, then the exact one. A call with singular=True
takes no vote from autograd, by design, so only the second fault must reach it.
"""

import pytest
from house.in_process import run_notebook

from classroom import crosscheck
from tools.kernel_env import lesson_notebooks

NOTEBOOKS = [path for path in lesson_notebooks() if "agree(" in path.read_text(encoding="utf-8")]
OFF = 1e-4


def agreements(path, **fault):
    with crosscheck.perturb(**fault), crosscheck.recording() as made:
        run_notebook(path)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_agree_of_a_lesson_fails_when_one_side_is_off(path, capsys):
    sound = agreements(path)
    wrong_autograd = agreements(path, autograd=OFF)
    wrong_exact = agreements(path, exact=OFF)
    assert sound, "the notebook calls agree() and none was recorded"
    assert len(sound) == len(wrong_autograd) == len(wrong_exact)
    assert any(made.ok for made in sound)
    voting = [made for made in wrong_autograd if not made.singular]
    missed = [made.title for made in voting if made.ok]
    assert not missed, f"off by 1e-4 in autograd_lite and unnoticed: {missed}"
    missed = [made.title for made in wrong_exact if made.ok]
    assert not missed, f"off by 1e-4 in the exact value and unnoticed: {missed}"
    with capsys.disabled():
        print(
            f"\n{path.name}: {len(sound)} agree calls, {sum(made.ok for made in sound)} agree when sound; "
            f"{len(voting)} fail with autograd_lite off by 1e-4, {len(wrong_exact)} with the exact value off"
        )
