"""One student's server: the limits hold, the course is laid out once, and the student's work is never touched."""

import os
import signal
import subprocess
import sys

import pytest

from tools.kernel_env import ROOT, lesson_notebooks

pytestmark = pytest.mark.skipif(os.name == "nt", reason="JupyterHub runs on Linux and macOS")

if os.name != "nt":
    from deploy import student_server


def limited(environ, code):
    """Run code in a process of its own, under the limits of these variables."""
    program = f"from deploy.student_server import set_limits\nset_limits({environ!r})\n{code}"
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps to this limit")
def test_more_memory_than_allowed_is_a_memory_error():
    bomb = "bomb = [0] * (20 * 2**30 // 8)"
    assert "MemoryError" in limited({"MEM_LIMIT": str(2**30)}, bomb).stderr
    assert limited({"MEM_LIMIT": str(2**30)}, "list(range(10**6))").returncode == 0


def test_an_endless_loop_ends_when_its_time_is_used_up():
    assert limited({"CPU_SECONDS": "1"}, "while True: pass").returncode == -signal.SIGXCPU


def test_without_the_variables_nothing_is_limited():
    asked = "import resource as r; print(r.getrlimit(r.RLIMIT_AS), r.getrlimit(r.RLIMIT_CPU))"
    assert limited({}, asked).stdout == limited({"MEM_LIMIT": "", "CPU_SECONDS": "0"}, asked).stdout
    assert limited({"MEM_LIMIT": str(2**33)}, asked).stdout.startswith(f"({2**33}, {2**33})")


def test_a_student_gets_every_lesson_and_the_page_its_links_lead_to(tmp_path):
    page = student_server.lay_out(tmp_path)
    mine = tmp_path / "my_course"
    assert [path.name for path in lesson_notebooks(mine)] == [path.name for path in lesson_notebooks()]
    assert (mine / "data" / "penguins.csv").exists()
    assert (tmp_path / "docs" / "glossary.md").read_bytes() == (ROOT / "docs" / "glossary.md").read_bytes()
    assert page == "/lab/tree/my_course/00_start_here.ipynb"


def test_the_second_time_nothing_of_the_student_changes(tmp_path):
    student_server.lay_out(tmp_path)
    (tmp_path / "my_course" / "00_start_here.ipynb").write_text("my work")
    (tmp_path / "docs" / "glossary.md").write_text("an old edition")
    assert student_server.lay_out(tmp_path) == "/lab/tree/my_course"
    assert (tmp_path / "my_course" / "00_start_here.ipynb").read_text() == "my work"
    assert "derivative" in (tmp_path / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_hub_may_set_what_the_script_would_set():
    assert student_server.surroundings({})["OMP_NUM_THREADS"] == "1"
    assert student_server.surroundings({"OMP_NUM_THREADS": "4"})["OMP_NUM_THREADS"] == "4"
