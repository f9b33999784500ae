"""Lay out what Sphinx reads: the lessons with their stored outputs and frames, the pages of docs/, the API, a front.

Nothing is computed here and nothing is fetched: the notebooks are copied as they are, and a live figure's picture is
put into a frame player. Links between notebooks and docs keep their form, because both keep their folders.
"""

import html
import json
import re
import shutil
from urllib.parse import unquote

import nbformat

from tools import lessons
from tools.kernel_env import ROOT, lesson_notebooks

SITE = ROOT / "site"
SETTINGS = "settings.json"


def settings():
    """Return the site's settings: repository_url, '' while the project has no public home."""
    return json.loads((SITE / SETTINGS).read_text(encoding="utf-8"))


def raw(markup):
    """Return a block of markdown that reaches the page as it is."""
    return f"```{{raw}} html\n{markup}\n```"


def lay_out(source, frames, repository_url=""):
    """Write the whole source folder anew; `frames` holds one folder per lesson."""
    shutil.rmtree(source, ignore_errors=True)
    (source / "notebooks").mkdir(parents=True)
    found = [lessons.read(path) for path in lesson_notebooks()]
    for lesson in found:
        page = book_page(lesson, frames / lesson.path.stem / "frames.json", repository_url)
        nbformat.write(page, source / "notebooks" / lesson.path.name)
    shutil.copytree(ROOT / "notebooks" / "data", source / "notebooks" / "data")
    shutil.copytree(ROOT / "docs", source / "docs")
    shutil.copytree(SITE / "static", source / "_static")
    shutil.copy(ROOT / "figures" / "rendered" / "curves-secants.png", source / "_static" / "front.png")
    for name in ("README.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-CONTENT", "CHANGELOG.md"):
        if name.endswith(".md") and name != "README.md":
            shutil.copy(ROOT / name, source / name)
    write_api(source / "api")
    write_front(source, found, repository_url)
    point_outside_at(source, repository_url)


def book_page(lesson, frames, repository_url):
    """Return a lesson as the book shows it: buttons below the title, frame players for live figures."""
    notebook = nbformat.from_dict(json.loads(json.dumps(lesson.notebook)))
    players = json.loads(frames.read_text(encoding="utf-8"))["cells"] if frames.exists() else {}
    for index, about in players.items():
        cell = notebook.cells[int(index)]
        (output,) = [o for o in cell.outputs if "image/png" in o.get("data", {})]
        folder = f"../frames/{lesson.path.stem}/"
        markup = player(f"figure-{lesson.path.stem[:2]}-{index}", folder, about)
        output.data = {"text/html": markup}
        output.metadata = {}
        cell.metadata.pop("mystnb", None)
    title, _, rest = notebook.cells[0].source.partition("\n")
    notebook.cells[0].source = f"{title}\n\n{raw(buttons(lesson.path.name, repository_url))}\n{rest}"
    return notebook


def buttons(name, repository_url):
    """Return the links above a lesson; those to Binder and Colab need the project's public address."""
    stem = name.removesuffix(".ipynb")
    links = [
        (f"../live/open.html?lesson={stem}", "Run in the browser"),
        (f"../live/files/{name}", "Download"),
    ]
    if repository_url:
        home = repository_url.removeprefix("https://github.com/").strip("/")
        links += [
            (f"https://mybinder.org/v2/gh/{home}/HEAD?labpath=notebooks/{name}", "Binder"),
            (f"https://colab.research.google.com/github/{home}/blob/gh-pages/colab/{name}", "Colab"),
        ]
    extra = {"Download": " download"}
    return "<nav class='lesson-buttons' aria-label='Ways to run this lesson'>{}</nav>".format(
        "".join(f'<a href="{html.escape(url)}"{extra.get(words, "")}>{words}</a>' for url, words in links)
    )


def player(name, folder, about):
    """Return the markup of one figure with frames: the usual picture, and what frames.js needs to change it."""
    first = about["frames"][about["start"]]
    data = {"id": name, "folder": folder, "controls": about["controls"], "frames": about["frames"]}
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    note = "" if about["together"] else "Here one control moves at a time; in a running lesson they move together."
    note = f'<p class="frame-note">{note}</p>' if note else ""
    alt = html.escape(first["alt"])
    return (
        f'<figure class="frames waiting" id="{name}">'
        f'<img src="{folder}{first["file"]}" width="760" loading="lazy" alt="{alt}">'
        f'<figcaption role="status">{alt}</figcaption>{note}'
        f'<script type="application/json">{text}</script></figure>'
    )


ABOUT = {
    "docs/map": "The house on one page",
    "docs/benchmarks": "How fast the library is",
    "docs/site": "How this site is made, and what it weighs",
    "docs/decisions/README": "Decisions",
    "notebooks/data/README": "The penguins",
    "CONTRIBUTING": "Contributing",
    "CHANGELOG": "Changes",
}


def write_front(source, found, repository_url):
    """Write the front page, the list of lessons and the list of pages about the project."""
    alts = json.loads((ROOT / "figures" / "rendered" / "alt.json").read_text(encoding="utf-8"))
    first = found[0].path.stem
    hero = (
        f'<nav class="hero-buttons" aria-label="Begin"><a href="notebooks/{first}.html">Read the first lesson</a>'
        f'<a href="live/open.html?lesson={first}">Run it in the browser</a></nav>'
    )
    pages = ["lessons", "docs/glossary", "docs/misconceptions", "docs/teaching/README", "api/index", "about"]
    about = [page for page in ABOUT if (source / f"{page}.md").exists()]
    fill = {
        "COUNT": str(len(found)),
        "FRONT_ALT": alts["curves-secants"],
        "HERO_BUTTONS": raw(hero),
        "PROMISES": "\n".join(f"- {lesson.promise[:1].upper()}{lesson.promise[1:]}" for lesson in found),
        "TABLE": lessons.table(found),
        "LESSONS": "\n".join(f"notebooks/{lesson.path.stem}" for lesson in found),
        "PAGES": "\n".join(p for p in pages if p in ("lessons", "about") or (source / f"{p}.md").exists()),
        "ABOUT_PAGES": "\n".join(about),
        "ABOUT": "\n".join(f"- [{ABOUT[page]}]({page}.md)" for page in about),
    }
    for name in ("index", "lessons", "about"):
        text = (SITE / f"{name}.md").read_text(encoding="utf-8")
        for mark, words in fill.items():
            text = re.sub(rf"\b{mark}\b", lambda _, words=words: words, text)
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    for listing in ("docs/decisions/README.md", "docs/teaching/README.md"):
        hidden_contents(source / listing)


def hidden_contents(page):
    """Give a page that lists its neighbours a hidden table of contents, so that the book knows them as its parts."""
    if page.exists():
        names = sorted(p.stem for p in page.parent.glob("*.md") if p != page)
        toc = "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"
        page.write_text(page.read_text(encoding="utf-8") + toc, encoding="utf-8")


def write_api(folder):
    """Write the pages of the API, from the packages' own lists of names."""
    from autograd_lite import methods

    folder.mkdir()
    rooms = {**methods.BOTH, **methods.FUNCTIONS}
    pages = {
        "operations": ("Operations", [(room, "autograd_lite", names) for room, names in rooms.items()]),
        **FIXED_API,
    }
    for name, (title, groups) in pages.items():
        parts = [f"# {title}"]
        for heading, module, names in groups:
            entries = "\n".join(directive(module, item) for item in names.split())
            parts.append(f"## {heading}\n\n```{{eval-rst}}\n{entries}\n```")
        (folder / f"{name}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    listing = "\n".join(f"- [{title}]({name}.md)" for name, (title, _) in pages.items())
    toc = "```{toctree}\n:hidden:\n\n" + "\n".join(pages) + "\n```"
    words = "Every name that the lessons use, from the docstrings of `autograd_lite`, `classroom` and `figures`."
    (folder / "index.md").write_text(f"# API\n\n{words}\n\n{listing}\n\n{toc}\n", encoding="utf-8")


FIXED_API = {
    "tensor": (
        "Tensor",
        [
            ("The class", "autograd_lite", "Tensor"),
            (
                "Making tensors",
                "autograd_lite",
                "tensor as_tensor from_numpy zeros ones full empty eye arange linspace rand randn randint randperm "
                "manual_seed zeros_like ones_like full_like empty_like",
            ),
            ("Number types", "autograd_lite", "set_default_dtype get_default_dtype promote_types"),
        ],
    ),
    "autograd": (
        "autograd",
        [
            ("Backward passes", "autograd_lite.autograd", "backward grad"),
            ("Recording", "autograd_lite", "no_grad enable_grad set_grad_enabled inference_mode is_grad_enabled"),
            ("Functions of your own", "autograd_lite.autograd", "Function"),
            ("Checks", "autograd_lite.autograd", "gradcheck gradgradcheck detect_anomaly set_detect_anomaly"),
            ("Whole Jacobians and Hessians", "autograd_lite.autograd.functional", "jacobian hessian vjp jvp vhp hvp"),
            ("The engine", "autograd_lite.autograd.engine", "run_backward trace"),
        ],
    ),
    "training": (
        "Losses and optimisers",
        [
            (
                "Losses and activations",
                "autograd_lite.nn.functional",
                "relu sigmoid softplus mse_loss cross_entropy binary_cross_entropy_with_logits",
            ),
            ("Optimisers", "autograd_lite.optim", "SGD Adam"),
        ],
    ),
    "classroom": (
        "classroom and figures",
        [
            ("What lessons share", "classroom", "derivative gradient agree explore expect"),
            ("Computation graphs", "figures.graphs", "draw_graph step_backward"),
        ],
    ),
}


def directive(module, name):
    """Return the autodoc line for one name."""
    import importlib

    found = getattr(importlib.import_module(module), name)
    if isinstance(found, type):
        members = "   :members:\n   :exclude-members: __init__, __new__" if name in ("Tensor", "Function") else ""
        return f".. autoclass:: {module}.{name}\n{members}\n"
    return f".. autofunction:: {module}.{name}\n"


LINK = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+|)([^)#:\s]+)(#[^)\s]*)?\)")


def point_outside_at(source, repository_url):
    """Let links to files that are no pages of the book lead to the repository, or keep their words alone."""

    def mended(match, page):
        words, up, target, anchor = match.groups()
        if (page.parent / (up + target)).exists():
            return f"[{words}]({up}{target}{book_anchor(anchor or '')})"
        origin = (ROOT / page.parent.relative_to(source) / (up + target)).resolve()
        if repository_url and origin.exists():
            kind = "tree" if origin.is_dir() else "blob"
            return f"[{words}]({repository_url}/{kind}/HEAD/{origin.relative_to(ROOT).as_posix()}{anchor or ''})"
        return words

    for page in sorted(source.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        page.write_text(LINK.sub(lambda match, page=page: mended(match, page), text), encoding="utf-8")


def book_anchor(anchor):
    """Return the anchor of a heading as the book writes it; links name it as JupyterLab does.

    >>> book_anchor("#§3-Choose-v:-a-row")
    '#3-choose-v-a-row'
    """
    return re.sub(r"[^\w\u4e00-\u9fff#-]", "", unquote(anchor).lower())


def colab_copies(folder, repository_url):
    """Write a copy of each lesson for Colab, whose first cell installs the course from its public address."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in lesson_notebooks():
        notebook = nbformat.read(path, as_version=4)
        install = (
            f"%pip install -q git+{repository_url}\n"
            f"!test -d data || (git clone -q --depth 1 {repository_url} course && cp -r course/notebooks/data data)"
        )
        cell = nbformat.v4.new_code_cell(install, id="install-the-course")
        notebook.cells.insert(1, cell)
        nbformat.write(notebook, folder / path.name)
