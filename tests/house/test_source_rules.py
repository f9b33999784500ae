"""The rules for source files: this project keeps them, and each planted fault is caught."""

import pytest

from tools import source_rules
from tools.kernel_env import ROOT

RULES = [
    source_rules.long_files,
    source_rules.long_functions,
    source_rules.vague_modules,
    source_rules.wrong_imports,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule):
    found = list(rule(ROOT))
    assert not found, "\n".join(found)


def plant(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def function(lines):
    return "def f():\n    '''Say.\n\n    More.\n    '''\n" + "    x = 1\n\n    # why\n" * lines + "    return x\n"


@pytest.mark.parametrize(
    ("rule", "name", "text", "message"),
    [
        (source_rules.long_files, "a/long.py", "x = 1\n" * 401, "401 lines, at most 400"),
        (source_rules.long_files, "docs/long.md", "word\n" * 401, "401 lines, at most 400"),
        (source_rules.long_functions, "a/long.py", function(45), "f has 47 lines of code"),
        (source_rules.vague_modules, "a/utils.py", "", "a name that says nothing"),
        (source_rules.vague_modules, "a/helpers/b.py", "", "a name that says nothing"),
        (source_rules.wrong_imports, "autograd_lite/a.py", "import sympy", "must not import sympy"),
        (source_rules.wrong_imports, "autograd_lite/a.py", "def f():\n    import figures", "line 2"),
        (source_rules.wrong_imports, "figures/a.py", "from classroom import agree", "must not import classroom"),
        (source_rules.wrong_imports, "figures/b/a.py", "import tools.lab", "must not import tools"),
        (source_rules.wrong_imports, "classroom/a.py", "import torch", "must not import torch"),
    ],
)
def test_each_planted_fault_is_caught(tmp_path, rule, name, text, message):
    plant(tmp_path, name, text)
    assert any(message in line for line in rule(tmp_path)), list(rule(tmp_path))


def test_what_may_be_imported_is_let_through(tmp_path):
    plant(tmp_path, "autograd_lite/a.py", "import contextlib\nimport numpy as np\nfrom . import b\n")
    plant(tmp_path, "figures/a.py", "import matplotlib.figure\nimport autograd_lite as torch\n")
    plant(tmp_path, "classroom/a.py", "import sympy\nfrom figures.style import Picture\n")
    assert not list(source_rules.wrong_imports(tmp_path))


def test_comments_blank_lines_and_docstrings_do_not_count(tmp_path):
    plant(tmp_path, "a.py", function(43))
    assert not list(source_rules.long_functions(tmp_path))


def test_what_was_built_or_installed_is_left_alone(tmp_path):
    for folder in (".venv", "build", "my_course", "__pycache__"):
        plant(tmp_path, f"{folder}/utils.py", "x = 1\n" * 401)
    assert not [line for rule in RULES for line in rule(tmp_path)]
