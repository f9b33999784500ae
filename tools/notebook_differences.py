"""Say in words where two versions of a notebook differ: which cell, and what in it."""

import hashlib


def first_line(cell):
    """Return the first line of a cell that says something, shortened."""
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    line = lines[0] if lines else "(empty)"
    return line if len(line) <= 60 else line[:57] + "..."


def place(cell, index):
    """Return how a reader finds a cell: `cell 12, [7] x = 3`; cells are counted from 1, prose included."""
    count = f"[{cell.execution_count}] " if cell.get("execution_count") else ""
    return f"cell {index + 1}, {count}{first_line(cell)}"


def shown(value, width=90):
    """Return a short form of a value; pictures and other long texts by size and fingerprint."""
    text = "".join(value) if isinstance(value, list) else str(value)
    if len(text) > 400 and " " not in text[:200]:
        return f"{len(text)} characters, fingerprint {hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return repr(text) if len(text) <= width else repr(text[: width - 3]) + "..."


def differing_line(stored, again):
    """Return the first pair of lines in which two texts differ."""
    old, new = str(stored).splitlines(), str(again).splitlines()
    for left, right in zip(old, new, strict=False):
        if left != right:
            return left, right
    longer = max(old, new, key=len)
    extra = longer[min(len(old), len(new))] if len(old) != len(new) else ""
    return (extra, "(nothing)") if len(old) > len(new) else ("(nothing)", extra)


def value_difference(kind, stored, again):
    """Describe one differing value of an output."""
    if stored is None or again is None:
        return f"{kind} is {'missing' if again is None else 'new'}"
    if not kind.startswith("image/") and isinstance(stored, str) and isinstance(again, str):
        left, right = differing_line(stored, again)
        return f"{kind}: stored {shown(left)}, now {shown(right)}"
    return f"{kind}: stored {shown(stored)}, now {shown(again)}"


def parts(output):
    """Return an output as a flat dict, one entry per kind of content."""
    flat = {key: value for key, value in output.items() if key not in ("data", "metadata")}
    flat.update(output.get("data", {}))
    for kind, values in output.get("metadata", {}).items():
        if isinstance(values, dict):
            flat.update({f"{kind} {name}": value for name, value in values.items()})
    return flat


def output_differences(stored, again):
    """Yield what differs between the outputs of one cell."""
    if len(stored) != len(again):
        yield f"{len(stored)} outputs are stored, the run gave {len(again)}"
    for left, right in zip(stored, again, strict=False):
        old, new = parts(left), parts(right)
        for kind in sorted({*old, *new}):
            if old.get(kind) != new.get(kind):
                yield value_difference(kind, old.get(kind), new.get(kind))


def cell_differences(stored, again):
    """Yield what differs between two versions of one cell."""
    if stored.cell_type != again.cell_type or stored.source != again.source:
        yield "the source differs"
    if stored.get("execution_count") != again.get("execution_count"):
        yield f"execution count: stored {stored.get('execution_count')}, now {again.get('execution_count')}"
    if stored.metadata != again.metadata:
        yield "the cell's metadata differ"
    yield from output_differences(stored.get("outputs", []), again.get("outputs", []))


def differences(stored, again):
    """Return one line per difference between a stored notebook and a fresh run of it."""
    found = []
    if len(stored.cells) != len(again.cells):
        found.append(f"{len(stored.cells)} cells are stored, the run has {len(again.cells)}")
    for index, (left, right) in enumerate(zip(stored.cells, again.cells, strict=False)):
        found += [f"{place(right, index)}: {what}" for what in cell_differences(left, right)]
    if stored.metadata != again.metadata:
        found.append("the notebook's metadata differ")
    return found
