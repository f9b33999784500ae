"""Draw the README's badges from what is counted in the project: each is true, and none is loaded from outside."""

import json
import re
import tomllib

from tools.kernel_env import ROOT, lesson_notebooks

BADGES = ROOT / "docs" / "badges"
LETTER = 6.6  # pixels of a letter at 11 px, generous, so that no word is cut
INK, PAPER, EDGE = "#1B2233", "#FCFBF8", "#DEDBD2"


def counts():
    """Return what the badges say: a short name, and the number or word beside it."""
    notebooks = [path.read_text(encoding="utf-8") for path in lesson_notebooks()]
    exercises = {name for text in notebooks for name in re.findall(r"\bex\d\d_\d\b", text)}
    misconceptions = json.loads((ROOT / "docs" / "misconceptions.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    figures = json.loads((ROOT / "figures" / "rendered" / "alt.json").read_text(encoding="utf-8"))
    return {
        "lessons": str(len(notebooks)),
        "exercises": str(len(exercises)),
        "figures": str(len(figures)),
        "misconceptions": str(sum(not name.startswith("C-") for name in misconceptions)),
        "python": project["requires-python"].replace(">=", "≥ "),
        "needs": ", ".join(re.split(r"[><=]", needed)[0] for needed in project["dependencies"]),
    }


def drawn(name, value):
    """Return one badge as SVG: the name on dark, the value on light."""
    left, right = (round(LETTER * len(text) + 14) for text in (name, value))
    font = 'font-family="DejaVu Sans,Verdana,sans-serif" font-size="11" text-anchor="middle"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{name}: {value}"><title>{name}: {value}</title>'
        f'<rect x=".5" y=".5" width="{left + right - 1}" height="19" rx="4" fill="{PAPER}" stroke="{EDGE}"/>'
        f'<path d="M4.5 .5 H{left} V19.5 H4.5 a4 4 0 0 1 -4 -4 V4.5 a4 4 0 0 1 4 -4z" fill="{INK}"/>'
        f'<g {font}><text x="{left / 2:g}" y="14" fill="{PAPER}">{name}</text>'
        f'<text x="{left + right / 2:g}" y="14" fill="{INK}">{value}</text></g></svg>\n'
    )


def stale():
    """Return the badges that do not say what is counted, with the text they should hold."""
    wanted = {BADGES / f"{name}.svg": drawn(name, value) for name, value in counts().items()}
    return {p: text for p, text in wanted.items() if not p.exists() or p.read_text(encoding="utf-8") != text}
