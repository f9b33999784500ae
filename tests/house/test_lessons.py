"""The README's table and the links between lessons follow from the notebooks, and are up to date."""

import nbformat
import pytest
from house.samples import notebook, write

from tools import badges, lessons
from tools.kernel_env import ROOT, lesson_notebooks

CARD = "md:**You will** draw one slope. It is steep.\n\n**After this you can** read · **Time** 30 min · **You need** 00"
README = f"# Course\n\n{lessons.BEGIN}\nold\n{lessons.END}\n\nMore.\n"


@pytest.fixture
def course(tmp_path):
    write(tmp_path, "00_start_here.ipynb", notebook("# 00 Start here", "1 + 1", lesson="00"))
    write(tmp_path, "01_read.ipynb", notebook("# 01 Read a derivative", CARD, "1 + 1"))
    write(tmp_path, "02_check.ipynb", notebook("# 02 Check it", "1 + 1", lesson="02"))
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    return lesson_notebooks(tmp_path), readme


def renew(course):
    for path, text in lessons.stale(*course).items():
        path.write_text(text, encoding="utf-8")


def last_cell(path):
    return nbformat.read(path, as_version=4).cells[-1].source


def test_the_committed_table_and_links_are_up_to_date():
    found = [str(path.relative_to(ROOT)) for path in lessons.stale(lesson_notebooks())]
    assert not found, f"{found}: make notebooks renews them"


def test_a_lesson_is_described_by_its_own_card(course):
    lesson = lessons.read(course[0][1])
    assert lesson.title == "01 Read a derivative"
    assert lesson.promise == "draw one slope."
    assert lesson.time == "30 min"


def test_the_table_lists_every_lesson_and_leaves_the_rest_alone(course):
    renew(course)
    text = course[1].read_text(encoding="utf-8")
    assert "| [01 Read a derivative](notebooks/01_read.ipynb) | Draw one slope. | 30 min |" in text
    assert text.startswith("# Course\n") and text.endswith("\n\nMore.\n") and "old" not in text


def test_each_lesson_leads_to_its_neighbours(course):
    renew(course)
    first, second, third = course[0]
    assert last_cell(first) == f"**Next:** [01 Read a derivative](01_read.ipynb) · {lessons.GLOSSARY}"
    back, on = "[00 Start here](00_start_here.ipynb)", "[02 Check it](02_check.ipynb)"
    assert last_cell(second) == f"**Previous:** {back} · **Next:** {on} · {lessons.GLOSSARY}"
    assert last_cell(third) == f"**Previous:** [01 Read a derivative](01_read.ipynb) · {lessons.GLOSSARY}"


def test_a_second_time_nothing_changes(course):
    renew(course)
    assert lessons.stale(*course) == {}


def test_a_new_title_makes_table_and_links_stale(course):
    renew(course)
    path = course[0][1]
    path.write_text(path.read_text(encoding="utf-8").replace("# 01 Read a", "# 01 Draw a"), encoding="utf-8")
    assert {stale.name for stale in lessons.stale(*course)} == {"README.md", "00_start_here.ipynb", "02_check.ipynb"}
    renew(course)
    assert "01 Draw a derivative" in last_cell(course[0][0])
    assert len(nbformat.read(path, as_version=4).cells) == 4


def test_a_readme_without_its_marks_is_said(course):
    course[1].write_text("# Course\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"README\.md must hold"):
        lessons.stale(*course)


def test_the_badges_say_what_is_counted():
    assert not badges.stale(), "make notebooks renews them"
    assert badges.counts()["lessons"] == str(len(lesson_notebooks()))


def test_a_wrong_badge_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(badges, "BADGES", tmp_path)
    for path, text in badges.stale().items():
        path.write_text(text, encoding="utf-8")
    assert badges.stale() == {}
    (tmp_path / "lessons.svg").write_text(badges.drawn("lessons", "99"), encoding="utf-8")
    assert list(badges.stale()) == [tmp_path / "lessons.svg"]
