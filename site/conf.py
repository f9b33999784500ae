"""How Sphinx makes the book: from build/site-source, which tools/site_source.py lays out."""

import json
from pathlib import Path

HERE = Path(__file__).parent
SETTINGS = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))

project = "Derivatives that run"
author = "the autograd_lite authors"
project_copyright = "the autograd_lite authors: code MIT, text and pictures CC BY 4.0"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax"]
exclude_patterns = []

nb_execution_mode = "off"  # the stored outputs are the expected ones; nothing is computed again
nb_merge_streams = True
nb_number_source_lines = False
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3
# The glossary's words have anchors of their own, inside a table: myst looks for headings only.
suppress_warnings = ["myst.xref_missing", "myst.mathjax"]

default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_preserve_defaults = True
add_module_names = False

# Sphinx asks for this file only on pages that hold a formula.
mathjax_path = "mathjax/tex-svg-full.js"
mathjax3_config = {
    "tex": {"inlineMath": [["\\(", "\\)"]], "displayMath": [["\\[", "\\]"]]},
    "options": {"enableMenu": False},
}

html_context = {"default_mode": "auto"}
html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["_static"]
html_extra_path = ["_extra"]
html_css_files = ["course.css"]
html_js_files = [("frames.js", {"defer": "defer"}), ("theme-fixes.js", {"defer": "defer"})]
html_show_sourcelink = False
html_copy_source = False
html_favicon = "_static/favicon.svg"
html_theme_options = {
    "logo": {"text": project},
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-button"],
    "header_links_before_dropdown": 6,
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_toc_level": 2,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "back_to_top_button": False,
}
if SETTINGS["repository_url"]:
    html_theme_options["icon_links"] = [
        {"name": "Source", "url": SETTINGS["repository_url"], "icon": "fa-brands fa-github"}
    ]
html_sidebars = {page: [] for page in ("index", "docs/glossary", "docs/misconceptions")}
