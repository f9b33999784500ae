"""Refusals: what the package says when it must say no.

The sentences live in `refusals*.toml`, away from the code: torch's own sentence first, then one plain line with the
reason, the way out and the lesson to read. The files are read when the first refusal is needed.
"""

from __future__ import annotations

import builtins
import pathlib

_catalogue: dict = {}


def text(key: str, **values) -> str:
    """Return the text of one refusal or warning with its {placeholders} filled; a tuple is written as a list."""
    if not _catalogue:
        import tomllib  # most programs are never refused anything

        for path in pathlib.Path(__file__).parent.glob("refusals*.toml"):
            _catalogue.update(tomllib.loads(path.read_text(encoding="utf-8")))
    values = {name: list(value) if type(value) is tuple else value for name, value in values.items()}
    return (_catalogue[key]["says"] + "\n" + _catalogue[key]["why"]).format(**values)


def refuse(key: str, **values) -> Exception:
    """Return the exception for one refusal, to be raised: `raise refuse("second_time")`."""
    message = text(key, **values)
    return getattr(builtins, _catalogue[key].get("error", "RuntimeError"))(message)
