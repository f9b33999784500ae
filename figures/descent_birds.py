"""The same birds with all labels, with none and with few; and the centres that descent finds (lesson 06)."""

from pathlib import Path

import numpy as np

import autograd_lite as torch

from . import style
from .descent_runs import descend
from .style import CARD, GREY, INK, PLUM, math

PENGUINS = Path(__file__).parents[1] / "notebooks" / "data" / "penguins.csv"
MARKS = ("o", "s", "^")
REGIONS = ("#F4F2EC", "#E5E9EF", "#D3DAE7")  # where each centre is the nearest
REACH = 2.75  # the maps show so many standard units to either side
BOTTOM, HEADING = 0.5, 0.3  # in inches; a heading stands that far above its map


def kinds(points, species, known):
    """Draw the same points three times: each with its label, none with a label, and only a few with one.

    `points` is an array (n, 2) in standard units, `species` holds a label 0, 1 or 2 for each point, `known`
    the positions of the few that keep their label. A label is drawn as a shape, its lack as a small dot.
    Raises ValueError if points and species do not pair up.

        kinds(points, species, known=(0, 152, 276))
    """
    points, species, known = _checked(points, species, known)
    every = np.arange(len(points))
    wide, gap, left = 2.05, 0.3, 0.5
    with style.canvas(BOTTOM + wide + 0.62) as fig:
        for place, labelled in enumerate((every, every[:0], known)):
            ax = _map(fig, left + place * (wide + gap), wide, named=place == 0)
            bare = np.setdiff1d(every, labelled)
            ax.plot(*points[bare].T, "o", ms=2.3, color=GREY, mec="none", alpha=0.75, zorder=3)
            large = len(labelled) < 20
            for mark in range(3):
                chosen = labelled[species[labelled] == mark]
                look = {"mfc": INK if large else "none", "mec": CARD if large else INK, "mew": 1.2 if large else 0.8}
                size = {"ms": 9.5, "zorder": 8} if large else {"ms": 4.4, "zorder": 3, "alpha": 0.6}
                ax.plot(*points[chosen].T, MARKS[mark], **look, **size)
            heading = rf"{len(points)}\ x,\ \ {len(labelled)}\ y"
            where = left + place * (wide + gap) + 0.22
            math(fig, where, BOTTOM + wide + HEADING, heading, 14, INK, va="center")
        return style.Picture(fig, _alt_kinds(len(points), len(known)))


def _alt_kinds(count, few):
    return (
        f"Three maps of the same {count} birds, bill length against flipper length. Left: every bird has one of "
        f"three shapes, its label. Middle: small dots alone. Right: {few} large shapes among {count - few} dots."
    )


def clusters(points, paths, truth=None, known=()):
    """Draw points with the centres that descent moved, a map for each run, tinted by the nearest centre.

    `points` is an array (n, 2) in standard units; `paths` holds one run, or two side by side, each an array
    (steps + 1, 3, 2) with every place of the three centres. With `truth` (a label 0, 1 or 2 for each point,
    the number of the centre it should be nearest to) the points that went wrong are crossed. `known` are the
    positions of points with a label. Raises ValueError if the arrays do not fit together.

        clusters(points, [path], known=(0, 152, 276))
    """
    paths = [np.asarray(path, float) for path in paths]
    points, truth, known = _checked(points, truth, known)
    if not 1 <= len(paths) <= 2 or any(path.ndim != 3 or path.shape[1:] != (3, 2) for path in paths):
        raise ValueError("paths must hold one or two runs, each of shape (steps + 1, 3, 2)")
    wide, gap = 3.05, 0.55
    left = (style.WIDTH - len(paths) * wide - (len(paths) - 1) * gap) / 2 + 0.08
    with style.canvas(BOTTOM + wide + 0.62) as fig:
        for place, path in enumerate(paths):
            where = left + place * (wide + gap)
            ax = _map(fig, where, wide, named=True)
            wrong = _assigned(ax, points, path, truth)
            _moves(ax, path)
            for one in known:
                style.dot(ax, *points[one], size=10, marker=MARKS[truth[one] if truth is not None else 0])
            if truth is not None:
                score = rf"{len(points) - wrong}\,/\,{len(points)}"
                math(fig, where + 0.25, BOTTOM + wide + HEADING, score, 16, INK, va="center")
        return style.Picture(fig, _alt_clusters(points, paths, truth, known))


def nearest(points, centres):
    """Return for each point the number of its nearest centre."""
    return ((points[:, None] - centres) ** 2).sum(2).argmin(1)


def _assigned(ax, points, path, truth):
    """Tint the map by the nearest centre and draw each point with its centre's shape; return how many are wrong."""
    grid = np.linspace(-REACH, REACH, 221)
    across, up = np.meshgrid(grid, grid)
    near = nearest(np.column_stack([across.ravel(), up.ravel()]), path[-1]).reshape(across.shape)
    ax.contourf(across, up, near, [-0.5, 0.5, 1.5, 2.5], colors=REGIONS, zorder=0, antialiased=False)
    found = nearest(points, path[-1])
    wrong = np.zeros(len(points), bool) if truth is None else found != truth
    for mark in range(3):
        chosen = (found == mark) & ~wrong
        ax.plot(*points[chosen].T, MARKS[mark], ms=3.8, mfc="none", mec=INK, mew=0.7, alpha=0.55, zorder=3)
    ax.plot(*points[wrong].T, "x", ms=5.5, mec=INK, mew=1.5, zorder=6)
    return int(wrong.sum())


def _moves(ax, path):
    """Draw the way of each centre from its hollow start to where it ends."""
    for mark, way in enumerate(path.swapaxes(0, 1)):
        if len(way) > 1:
            ax.plot(*way.T, **{**style.PATH, "ms": 3.2, "lw": 1.9, "zorder": 7})
            style.dot(ax, *way[0], PLUM, 8, hollow=True, zorder=8)
        style.dot(ax, *way[-1], PLUM, 12, marker=MARKS[mark], zorder=9)


def _map(fig, left, wide, named):
    """Place a square map in standard units."""
    ax = style.ax_in(fig, left, BOTTOM, wide, wide)
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH))
    style.ticks(ax, [-2, 0, 2], [-2, 0, 2] if named else [])
    if not named:
        ax.spines["left"].set_visible(False)
        ax.tick_params(left=False)
    style.name_axes(ax, "x_1", "x_2" if named else None)
    return ax


def _alt_clusters(points, paths, truth, known):
    few = f", {len(known)} of them labelled" if len(known) else ""
    runs = []
    for path in paths:
        found = nearest(points, path[-1])
        sizes = style.listing(int((found == mark).sum()) for mark in range(3))
        right = f"groups of {sizes}" if truth is None else f"{int((found == truth).sum())} birds beside their own kind"
        runs.append(f"after {len(path) - 1} steps {right}")
    maps = "A map" if len(paths) == 1 else "Two maps"
    return (
        f"{maps} of {len(points)} birds{few}, bill length against flipper length, tinted by the nearest of three "
        f"centres: {'; '.join(runs)}."
    )


def _checked(points, species, known):
    points = np.asarray(points, float)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise ValueError("points must be an array of finite numbers, two for each bird")
    if species is not None:
        species = np.asarray(species, int)
        if species.shape != (len(points),) or not set(species.tolist()) <= {0, 1, 2}:
            raise ValueError("every bird needs one label 0, 1 or 2")
    known = np.asarray(known, int)
    if known.size and not (known.min() >= 0 and known.max() < len(points)):
        raise ValueError("known must hold positions of birds")
    return points, species, known


def measured():
    """Return the penguins in standard units (bill, flipper), their species 0, 1, 2, and one bird of each."""
    table = np.genfromtxt(PENGUINS, delimiter=",", skip_header=1, usecols=(2, 4))
    names = np.genfromtxt(PENGUINS, delimiter=",", skip_header=1, usecols=0, dtype=str)
    complete = ~np.isnan(table).any(axis=1)
    table, names = table[complete], names[complete]
    points = (table - table.mean(0)) / table.std(0)
    species = np.unique(names, return_inverse=True)[1]
    return points, species, np.unique(species, return_index=True)[1]


def example_kinds():
    points, species, known = measured()
    return {"points": points, "species": species, "known": known}


def example_clusters():
    """Return the rendered run: three birds with labels, all others without, 30 steps of size 1."""
    points, species, known = measured()

    def loss(centres):
        apart = ((torch.tensor(points[:, None]) - centres) ** 2).sum(2)
        near = torch.minimum(torch.minimum(apart[:, 0], apart[:, 1]), apart[:, 2])
        own = (apart * torch.tensor(np.eye(3)[species])).sum(1)
        labelled = torch.tensor(np.isin(np.arange(len(points)), known))
        return torch.where(labelled, own, near).mean()

    path = descend(loss, points[known], 1.0, 30)
    return {"points": points, "paths": [path[:1], path], "truth": species, "known": known}


kinds.example = example_kinds
clusters.example = example_clusters
