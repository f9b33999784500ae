"""A surface z = f(x, y) in space, drawn by an orthographic projection of our own on plain 2-D axes.

No box, no panes, no z axis: a shaded body, its level rings, and lines and sheets that vanish where the surface
stands between them and the eye. Whether it does is asked of f itself, along the ray to the eye.

    camera = Camera(turn=-172, tilt=28, lift=0.4)
    body = Surface(hill, cap(hill, base=-1.5), camera)
    body.paint(ax)                                   # shaded body; sets equal aspect and the limits
    for level in (0, 1, 2):
        body.ring(ax, level)
    body.curve(ax, x, y, **style.FUNCTION)           # a path drawn on the surface (z left out: z = f)
    body.curve(ax, x, y, z, behind=0.25, **style.TANGENT)    # a line in space; its hidden part is faint
    body.sheet(ax, *upright((2, 1), (1, 0), (-2, 1), (-1, 5)), color=style.PLUM)       # a slicing plane
    style.dot(ax, *body.place(2, 1), size=9)         # any mark at the point over (2, 1)
"""

from dataclasses import dataclass

import numpy as np
from contourpy import FillType, contour_generator
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from . import style
from .surface_values import heights, slopes

SHADE, LIGHT, UNDER = "#98A4BA", "#DDE2EB", "#8E99AF"  # body in shade, in light, and seen from below
RAYS = 72  # points asked of f on the way from a mark to the eye
EDGE = {"color": "#7A869C", "lw": 1.1, "zorder": 4}
RING = {"color": "#7A869C", "lw": 0.9, "zorder": 4}


@dataclass(frozen=True)
class Camera:
    """From where a surface is seen, without perspective.

    `turn` is the map direction that runs to the right of the picture, in degrees (0: the x axis); `tilt` is
    how far the eye stands above the horizon, in degrees; heights are drawn `lift` times their size.
    """

    turn: float = 0.0
    tilt: float = 28.0
    lift: float = 1.0

    @property
    def right(self):
        """Unit vector on the map that runs to the right of the picture."""
        return np.array([np.cos(np.radians(self.turn)), np.sin(np.radians(self.turn))])

    @property
    def eye(self):
        """Vector from the scene towards the eye, in the units of x, y, z."""
        c, s = np.cos(np.radians(self.tilt)), np.sin(np.radians(self.tilt))
        return np.array([c * self.right[1], -c * self.right[0], s / self.lift])

    def project(self, x, y, z):
        """Return where points (x, y, z) lie in the picture: across and up."""
        x, y, z = (np.asarray(part, float) for part in (x, y, z))
        c, s = np.cos(np.radians(self.tilt)), np.sin(np.radians(self.tilt))
        across = x * self.right[0] + y * self.right[1]
        away = y * self.right[0] - x * self.right[1]
        return across, s * away + c * self.lift * z

    def nearness(self, x, y, z):
        """Return how near the eye points are: larger is nearer."""
        c, s = np.cos(np.radians(self.tilt)), np.sin(np.radians(self.tilt))
        return c * (np.asarray(x) * self.right[1] - np.asarray(y) * self.right[0]) + s * self.lift * np.asarray(z)


@dataclass(frozen=True)
class Region:
    """The part of the map over which a surface is drawn: a grid of points, and a test of what lies inside."""

    x: np.ndarray
    y: np.ndarray
    contains: object


def cap(f, base, centre=(0.0, 0.0), reach=20.0, rings=48, spokes=160):
    """Return the region around `centre` where f is above `base`, seen from the centre along straight spokes.

    The region must be a hill (or a bowl upside down): along each spoke f passes `base` once within `reach`.
    """
    angle = np.linspace(0, 2 * np.pi, spokes + 1)
    low, high = np.zeros_like(angle), np.full_like(angle, float(reach))
    for _ in range(60):
        middle = (low + high) / 2
        above = heights(f, centre[0] + middle * np.cos(angle), centre[1] + middle * np.sin(angle)) >= base
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    share = np.linspace(0, 1, rings + 1)[:, None]
    x, y = centre[0] + share * low * np.cos(angle), centre[1] + share * low * np.sin(angle)
    return Region(x, y, lambda x, y: heights(f, x, y) >= base)


def box(x, y, count=64):
    """Return the rectangle x = (low, high), y = (low, high) as a region."""
    grid = np.meshgrid(np.linspace(*x, count + 1), np.linspace(*y, count + 1), indexing="ij")
    return Region(*grid, lambda u, v: (u >= x[0]) & (u <= x[1]) & (v >= y[0]) & (v <= y[1]))


def upright(at, along, reach, span, count=48):
    """Return the sheet that cuts straight down through the map line at + t·along, t and z in the given spans.

    Gives three arrays x, y, z for `Surface.sheet`.
    """
    t, z = np.meshgrid(np.linspace(*reach, 2 * count + 1), np.linspace(*span, count + 1), indexing="ij")
    return at[0] + t * along[0], at[1] + t * along[1], z


def tangent_sheet(f, at, half, count=32):
    """Return the tangent plane of f at a point, over the square of side 2·half around it, for `Surface.sheet`."""
    step = np.linspace(-half, half, count + 1)
    dx, dy = np.meshgrid(step, step, indexing="ij")
    fx, fy = (float(one) for one in slopes(f, *at))
    return at[0] + dx, at[1] + dy, float(heights(f, *at)) + fx * dx + fy * dy


class Surface:
    """The surface z = f(x, y) over a region, seen by a camera."""

    def __init__(self, f, region, camera):
        self.f, self.region, self.camera = f, region, camera
        self.z = heights(f, region.x, region.y)
        corners = np.array([np.ravel(region.x), np.ravel(region.y)])
        self.across = float(np.hypot(*(corners.max(1) - corners.min(1))))
        self.depth = float(self.z.max() - self.z.min())

    def place(self, x, y, z=None):
        """Return where a point lies in the picture; without z, the point of the surface over (x, y)."""
        return self.camera.project(x, y, heights(self.f, x, y) if z is None else z)

    def cover(self, x, y, z):
        """Return by how much, in units of z, the surface stands above the ray from each point to the eye.

        Positive: the point is hidden. The surface beside its region is not there.
        """
        x, y, z = np.broadcast_arrays(*(np.asarray(part, float)[..., None] for part in (x, y, z)))
        eye = self.camera.eye
        far = min(self.across / max(np.hypot(*eye[:2]), 1e-9), 2 * self.depth / max(eye[2], 1e-9))
        s = far * (np.arange(RAYS) / (RAYS - 1)) ** 1.5
        x, y, z = x + s * eye[0], y + s * eye[1], z + s * eye[2]
        above = np.where(self.region.contains(x, y), heights(self.f, x, y) - z, -self.depth)
        return above.max(axis=-1)

    def paint(self, ax, margin=0.04):
        """Draw the shaded body, farthest faces first, and fit the axes to it."""
        x, y, z = self.region.x, self.region.y, self.z
        px, py = self.camera.project(x, y, z)
        faces = np.stack([_corners(px), _corners(py)], axis=-1)
        middle = [_corners(part).mean(axis=1) for part in (x, y, z)]
        order = np.argsort(self.camera.nearness(*middle), kind="stable")
        shade = _shades(self.f, self.camera, *middle[:2])[order]
        body = PolyCollection(faces[order], facecolors=shade, edgecolors=shade, linewidths=0.7, zorder=2)
        ax.add_collection(body, autolim=False)
        ax.set_aspect("equal")
        pad = margin * max(np.ptp(px), np.ptp(py))
        ax.set(xlim=(px.min() - pad, px.max() + pad), ylim=(py.min() - pad, py.max() + pad))
        return body

    def rim(self, ax, **look):
        """Draw the edge of the region on the surface, where it can be seen."""
        x, y = self.region.x, self.region.y
        closed = np.allclose(x[:, 0], x[:, -1]) and np.allclose(y[:, 0], y[:, -1])
        sides = [np.s_[-1, :]] if closed else [np.s_[0, :], np.s_[-1, :], np.s_[:, 0], np.s_[:, -1]]
        return [line for side in sides for line in self.curve(ax, x[side], y[side], self.z[side], **{**EDGE, **look})]

    def ring(self, ax, level, **look):
        """Draw the level set f = level on the surface, where it can be seen."""
        x, y = self.region.x, self.region.y
        found = contour_generator(x=x, y=y, z=self.z).lines(level)
        return [
            line for path in found for line in self.curve(ax, *path.T, np.full(len(path), level), **{**RING, **look})
        ]

    def curve(self, ax, x, y, z=None, behind=None, **look):
        """Draw a path in space, or on the surface if z is left out; return its lines.

        What the surface hides is left out, or drawn at the alpha `behind`.
        """
        z = heights(self.f, x, y) if z is None else np.broadcast_to(np.asarray(z, float), np.shape(x))
        px, py = self.camera.project(x, y, z)
        cover = self.cover(x, y, z) - 2e-3 * self.depth
        drawn = [ax.plot(*part, **look)[0] for part in _parts(px, py, cover < 0, cover)]
        if behind is not None:
            faint = {**look, "alpha": behind * look.get("alpha", 1.0), "zorder": look.get("zorder", 3) - 0.5}
            drawn += [ax.plot(*part, **faint)[0] for part in _parts(px, py, cover >= 0, cover)]
        return drawn

    def sheet(self, ax, x, y, z, color=style.PLUM, alpha=style.TINT, edge=0.0, **look):
        """Draw a translucent sheet given by three 2-D arrays, where the surface does not hide it."""
        cover = self.cover(x, y, z) - 2e-3 * self.depth
        px, py = self.camera.project(x, y, z)
        shapes, offsets = contour_generator(x=px, y=py, z=cover, fill_type=FillType.OuterOffset).filled(-1e9, 0.0)
        pieces = []
        for shape, cuts in zip(shapes, offsets, strict=True):
            codes = np.full(len(shape), Path.LINETO, np.uint8)
            codes[cuts[:-1]], codes[np.asarray(cuts[1:]) - 1] = Path.MOVETO, Path.CLOSEPOLY
            path = Path(shape, codes)
            style_of = {"zorder": 3, "clip_on": False, **look}
            pieces.append(ax.add_patch(PathPatch(path, fc=color, ec="none", alpha=alpha, lw=0, **style_of)))
        if edge:
            border = [
                np.concatenate([p[:, 0], p[-1, 1:], p[-2::-1, -1], p[0, -2::-1]]) for p in map(np.asarray, (x, y, z))
            ]
            self.curve(ax, *border, color=color, lw=edge, alpha=0.6, zorder=look.get("zorder", 3), clip_on=False)
        return pieces


def _corners(grid):
    """Return the four corners of every cell of a grid, one row per cell."""
    return np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=-1).reshape(-1, 4)


def _shades(f, camera, x, y):
    """Colour faces by how they are turned to a lamp that stands over the left shoulder of the eye."""
    fx, fy = slopes(f, x, y)
    normal = np.stack([-camera.lift * fx, -camera.lift * fy, np.ones_like(fx)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    right = np.append(camera.right, 0.0)
    front = np.array([right[1], -right[0], 0.0])
    lamp = -0.55 * right + 0.35 * front + np.array([0, 0, 0.76])
    light = np.clip((normal @ (lamp / np.linalg.norm(lamp)) + 0.25) / 1.2, 0, 1)[:, None]
    color = (1 - light) * np.array(to_rgb(SHADE)) + light * np.array(to_rgb(LIGHT))
    eye = np.array([*camera.eye[:2], camera.eye[2] * camera.lift])
    return np.where((normal @ eye < 0)[:, None], np.array(to_rgb(UNDER)), color)


def _parts(x, y, kept, cover):
    """Cut a path into the stretches that are kept, ending each where `cover` passes 0."""
    parts, k = [], 0
    kept = np.asarray(kept, bool)
    while k < len(x):
        if not kept[k]:
            k += 1
            continue
        start = k
        while k < len(x) and kept[k]:
            k += 1
        part = [np.asarray(p)[start:k] for p in (x, y)]
        if start > 0:
            part = [
                np.concatenate([[_crossing(p, cover, start - 1)], own]) for p, own in zip((x, y), part, strict=True)
            ]
        if k < len(x):
            part = [np.concatenate([own, [_crossing(p, cover, k - 1)]]) for p, own in zip((x, y), part, strict=True)]
        if len(part[0]) > 1:
            parts.append(part)
    return parts


def _crossing(p, cover, k):
    """Return p between the points k and k + 1, where cover is 0."""
    share = cover[k] / (cover[k] - cover[k + 1]) if cover[k] != cover[k + 1] else 0.5
    return p[k] + share * (p[k + 1] - p[k])
