"""The self-test of lesson 00: the same text wherever the course runs, and a cure where it does not."""

import sys

import classroom
from classroom import readiness, ready


def test_the_stored_text(capsys):
    ready()
    assert capsys.readouterr().out == (
        "Python: supported\nautograd_lite: working\nsliders: live in JupyterLab, pictures everywhere else\n"
    )


def test_versions_only_when_asked(capsys):
    ready(versions=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith(f"versions: Python {sys.version.split()[0]}, numpy ")
    assert len(lines) == 4


def test_missing_parts_are_named(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    monkeypatch.setattr(readiness, "OLDEST", (99, 0))
    ready()
    out = capsys.readouterr().out
    assert "Python: too old; the course needs 99.0 or newer" in out
    assert "sliders: pictures only; for live ones: pip install ipywidgets" in out


def test_public_names():
    known = ["agree", "derivative", "expect", "explore", "gradient", "progress", "ready", "selftest"]
    assert classroom.__all__ == known
    assert all(hasattr(classroom, name) for name in classroom.__all__)
