"""The installer: a Python that will not do is named in one line, by a file that old Pythons can read."""

import ast
import json
import sys

import pytest

from tools import install
from tools.kernel_env import ROOT

SOURCE = (ROOT / "tools" / "install.py").read_text(encoding="utf-8")


def without(*missing):
    return lambda name: name not in missing


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 8, 2), (3, 10, 13)])
def test_an_old_python_is_named_in_one_line_with_what_to_do(version):
    said = install.problem(version, "/usr/bin/python3")
    assert "Python 3.11 or newer is needed" in said
    assert ".".join(map(str, version)) in said
    assert "make lab PYTHON=" in said
    assert "\n" not in said


@pytest.mark.parametrize("missing", [("venv",), ("ensurepip",), ("venv", "ensurepip")])
def test_a_python_without_venv_is_named_in_one_line_with_what_to_do(missing):
    said = install.problem((3, 12, 1), "python3", without(*missing))
    assert all(name in said for name in missing)
    assert "apt install python3.12-venv" in said
    assert "\n" not in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (3, 15, 0)])
def test_a_python_that_will_do_is_not_a_problem(version):
    assert install.problem(version, "python3", without()) is None


def test_this_python_will_do():
    assert install.problem(sys.version_info, sys.executable) is None
    assert not install.has_module("no_such_module_anywhere")


def test_old_pythons_can_read_the_installer():
    SOURCE.encode("ascii")  # Python 2 refuses other characters without a declaration.
    too_new = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Starred, ast.Nonlocal, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(SOURCE)):
        assert not isinstance(node, too_new), f"line {node.lineno}: {type(node).__name__}"
        if isinstance(node, ast.FunctionDef):
            assert not node.args.kwonlyargs and node.returns is None
            assert all(argument.annotation is None for argument in node.args.args)
        if isinstance(node, ast.Raise):
            assert node.cause is None
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            assert len(node.args) == 1 and not node.keywords, f"line {node.lineno}: print(one thing) alone"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            assert all(name in sys.stdlib_module_names for name in names)


def test_the_fingerprint_follows_the_two_files(tmp_path):
    (tmp_path / "requirements.txt").write_text("numpy\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    before = install.fingerprint(str(tmp_path))
    (tmp_path / "requirements.txt").write_bytes(b"numpy\r\n")
    assert install.fingerprint(str(tmp_path)) == before, "line ends are no change"
    (tmp_path / "requirements.txt").write_text("numpy==2\n")
    assert install.fingerprint(str(tmp_path)) != before


def test_a_broken_stamp_counts_as_none(tmp_path):
    stamp = tmp_path / "installed.json"
    assert install.read_stamp(str(stamp)) == {}
    stamp.write_text("{")
    assert install.read_stamp(str(stamp)) == {}
    stamp.write_text(json.dumps({"folder": "here"}))
    assert install.read_stamp(str(stamp)) == {"folder": "here"}


def test_an_environment_is_kept_only_where_it_works(monkeypatch):
    running = tuple(sys.version_info[:2])
    monkeypatch.setattr(install, "venv_version", lambda: running)
    assert install.usable({"folder": install.ROOT}, exact=True)
    assert not install.usable({"folder": "/somewhere/else"}, exact=False), "the folder was moved"
    monkeypatch.setattr(install, "venv_version", lambda: (3, 99))
    assert install.usable({"folder": install.ROOT}, exact=False), "an environment made earlier is fine"
    assert not install.usable({"folder": install.ROOT}, exact=True), "another Python was asked for by name"
    monkeypatch.setattr(install, "venv_version", lambda: (3, 9))
    assert not install.usable({"folder": install.ROOT}, exact=False)
    monkeypatch.setattr(install, "venv_version", lambda: None)
    assert not install.usable({}, exact=False)


def test_a_folder_that_is_no_environment_is_never_removed(tmp_path, monkeypatch, capsys):
    mine = tmp_path / ".venv"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    monkeypatch.setattr(install, "VENV", str(mine))
    assert install.make_venv() == 1
    assert (mine / "thesis.txt").exists()
    assert "no Python environment" in capsys.readouterr().out
