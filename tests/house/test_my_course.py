"""The learner's own copy: filled where something is missing, never overwritten, reset beside the old."""

import shutil
import subprocess

import pytest

from tools import my_course
from tools.kernel_env import ROOT


@pytest.fixture
def folders(tmp_path):
    source, mine = tmp_path / "note books", tmp_path / "my course"
    (source / "data").mkdir(parents=True)
    (source / "data" / "birds.csv").write_text("a,b\n")
    (source / "00_start_here.ipynb").write_text("zero")
    (source / "01_read_a_derivative.ipynb").write_text("one")
    (source / "nbval_sanitize.cfg").write_text("[address]")
    return source, mine


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_lessons_and_their_data_are_copied_once(folders):
    source, mine = folders
    new, kept = my_course.fill(source, mine)
    assert names(mine) == ["00_start_here.ipynb", "01_read_a_derivative.ipynb", "data/birds.csv"]
    assert (len(new), len(kept)) == (3, 0)
    assert my_course.fill(source, mine) == ([], new)


def test_what_the_learner_wrote_is_never_overwritten(folders):
    source, mine = folders
    my_course.fill(source, mine)
    (mine / "01_read_a_derivative.ipynb").write_text("my work")
    (mine / "data" / "birds.csv").write_text("my data")
    (mine / "00_start_here.ipynb").unlink()
    (source / "01_read_a_derivative.ipynb").write_text("a newer lesson")
    (source / "02_check_a_derivative.ipynb").write_text("two")
    new, _ = my_course.fill(source, mine)
    assert [path.name for path in new] == ["00_start_here.ipynb", "02_check_a_derivative.ipynb"]
    assert (mine / "01_read_a_derivative.ipynb").read_text() == "my work"
    assert (mine / "data" / "birds.csv").read_text() == "my data"


def test_an_interrupted_copy_is_not_taken_for_work(folders, monkeypatch):
    source, mine = folders

    def stop_half_way(original, copy):
        copy.write_text("ha")
        raise KeyboardInterrupt

    monkeypatch.setattr(my_course.shutil, "copyfile", stop_half_way)
    with pytest.raises(KeyboardInterrupt):
        my_course.fill(source, mine)
    monkeypatch.undo()
    my_course.fill(source, mine)
    assert (mine / "00_start_here.ipynb").read_text() == "zero"


def test_reset_gives_a_fresh_copy_and_keeps_every_older_one(folders):
    source, mine = folders
    my_course.fill(source, mine)
    lesson = mine / "01_read_a_derivative.ipynb"
    for number, work in enumerate(["first try", "second try"], start=1):
        lesson.write_text(work)
        said = my_course.reset("01", source, mine)
        assert f"01_read_a_derivative.old-{number}.ipynb" in said
        assert lesson.read_text() == "one"
    assert (mine / "01_read_a_derivative.old-1.ipynb").read_text() == "first try"
    assert (mine / "01_read_a_derivative.old-2.ipynb").read_text() == "second try"


@pytest.mark.parametrize("lesson", ["01", "01_read_a_derivative", "01_read_a_derivative.ipynb", "derivative"])
def test_a_lesson_may_be_named_as_one_likes(folders, lesson):
    source, mine = folders
    assert "no older copy" in my_course.reset(lesson, source, mine)
    assert names(mine) == ["01_read_a_derivative.ipynb"]
    assert "nothing was changed" in my_course.reset(lesson, source, mine)
    assert names(mine) == ["01_read_a_derivative.ipynb"]


@pytest.mark.parametrize("lesson", ["99", "nothing", "../01", "0"])
def test_an_unknown_or_unclear_lesson_is_said_with_the_known_ones(folders, lesson):
    source, mine = folders
    if lesson == "../01":
        assert "fresh" in my_course.reset(lesson, source, mine)
        return
    with pytest.raises(LookupError, match="00_start_here, 01_read_a_derivative"):
        my_course.reset(lesson, source, mine)
    assert not mine.exists()


@pytest.mark.parametrize(("lesson", "said"), [("", "Which lesson?"), ("xx", "no notebook is called 'xx'")])
def test_the_command_says_what_is_wrong_and_fails(capsys, lesson, said):
    assert my_course.main(["reset", lesson]) == 1
    assert said in capsys.readouterr().out


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="this is no git clone")
def test_work_in_my_course_is_invisible_to_git():
    ignored = ["my_course/01_read_a_derivative.ipynb", "my_course/data/new.csv", "build/proof/a.png", ".venv/x"]
    done = subprocess.run(["git", "check-ignore", *ignored], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ignored


def test_work_in_my_course_is_invisible_to_the_tests(pytestconfig):
    assert pytestconfig.getini("testpaths") == ["tests"]
