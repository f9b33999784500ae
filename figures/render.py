"""Render every registered figure to `figures/rendered/`, or check that what lies there is what would be drawn.

    python -m figures.render                    # render all
    python -m figures.render curves-secants     # one figure; a module's name renders all of its figures
    python -m figures.render --check            # compare bytes and alt texts, name what differs, exit 1

A figure is registered by standing in the tuple `FIGURES` of its module. It is drawn with its default arguments,
or, where data are needed, with those its attribute `example` returns.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

RENDERED = Path(__file__).parent / "rendered"
ALT = "alt.json"


def registry():
    """Return the registered figures: a dict from `<module>-<function>` to the function."""
    package = importlib.import_module(__package__)
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        if info.name != "render":
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            for draw in getattr(module, "FIGURES", ()):
                found[f"{info.name}-{draw.__name__}"] = draw
    return dict(sorted(found.items()))


def chosen(names, figures):
    """Return the figures of these names, all of them for no name; raises SystemExit naming an unknown one."""
    if not names:
        return figures
    picked = {}
    for name in names:
        matches = {key: draw for key, draw in figures.items() if name in (key, key.split("-")[0])}
        if not matches:
            raise SystemExit(f"no figure {name!r}; there are: {', '.join(figures)}")
        picked.update(matches)
    return dict(sorted(picked.items()))


def draw(function):
    """Draw one figure as it is registered."""
    example = getattr(function, "example", dict)
    return function(**example())


def render(figures, folder=RENDERED, everything=True):
    """Write the figures and their alt texts into `folder`; return the names of those that changed.

    With `everything`, images that no figure claims any more are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    alt = {} if everything else _stored_alt(folder)
    changed = []
    for name, function in figures.items():
        picture, path = draw(function), folder / f"{name}.png"
        if not path.exists() or path.read_bytes() != picture.png or _stored_alt(folder).get(name) != picture.alt:
            changed.append(name)
        path.write_bytes(picture.png)
        alt[name] = picture.alt
    for path in _left_over(figures, folder) if everything else ():
        path.unlink()
        changed.append(path.stem)
    text = json.dumps(dict(sorted(alt.items())), ensure_ascii=False, indent=1) + "\n"
    (folder / ALT).write_text(text, encoding="utf-8", newline="\n")
    return changed


def differences(figures, folder=RENDERED, everything=True):
    """Return one line for every figure whose stored image or alt text is not what would be drawn now."""
    alt, lines = _stored_alt(folder), []
    for name, function in figures.items():
        picture, path = draw(function), folder / f"{name}.png"
        if not path.exists():
            lines.append(f"{name}: not rendered yet")
        elif path.read_bytes() != picture.png:
            lines.append(f"{name}: the drawing differs from the stored image")
        if alt.get(name) != picture.alt:
            lines.append(f"{name}: the alt text differs; now it is: {picture.alt}")
    if everything:
        lines += [f"{path.stem}: an image that no figure claims" for path in _left_over(figures, folder)]
        lines += [f"{name}: an alt text that no figure claims" for name in alt if name not in figures]
    return lines


def _stored_alt(folder):
    path = folder / ALT
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _left_over(figures, folder):
    return sorted(path for path in folder.glob("*.png") if path.stem not in figures)


def main(arguments=None, folder=RENDERED):
    """Render or check the figures named in `arguments`; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m figures.render", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything differs")
    parser.add_argument("names", nargs="*", help="figures (curves-secants) or modules (curves); none means all")
    given = parser.parse_args(arguments)
    figures = chosen(given.names, registry())
    if not given.check:
        changed = render(figures, folder, everything=not given.names)
        print(f"figures: {len(figures)} rendered, changed: {', '.join(changed) or 'none'}")
        return 0
    lines = differences(figures, folder, everything=not given.names)
    print("\n".join([*lines, f"figures: {len(figures)} checked, {len(lines)} differences"]))
    if lines:
        print("Look at the change, then store it with: python -m figures.render")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
