"""The sheet every figure is drawn on: palette, sizes, type, and the few marks all figures share.

Hue says what kind of thing a mark is, and nothing else: ink for a function or a value, blue for a tangent
or an exact derivative, green for a secant, red for a gradient, plum for a step or a path. All four hues
are the same grey in print, so each also has its own line style: that half of the code is not optional.

    with canvas(ROW) as fig:                    # a card 7.6 inches wide; lengths are inches
        ax = ax_in(fig, 0.5, 0.5, 3.2, 2.7)
        ax.plot(x, y, **FUNCTION)
        math(ax, 1, 2, "f(x)", color=INK)       # symbols in STIX, at data coordinates
        words(fig, 5, 3, "slope")               # words in DejaVu Sans, at inches from the lower left
        return Picture(fig, "What is seen, in 15 to 50 words, with the number that matters.")
"""

import base64
import re
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.patheffects import Normal, Stroke

from .png import encode

# What a hue means. Text is set in INK, the four hues or GREY; nothing lighter is ever text.
INK = "#1B2233"  # function, value, node outline
BLUE = "#2F62E8"  # tangent, linear model, exact derivative
GREEN = "#0B7F63"  # secant, difference quotient
DARK_GREEN = "#05503D"  # a second kind of secant (central)
RED = "#C22A10"  # gradient, backward flow: always with an arrow head
PLUM = "#8A3A80"  # direction, step, path of parameters
AMBER = "#FFE596"  # marker-pen halo behind what happens now
AMBER_EDGE = "#E0A800"
GREY = "#6B717D"  # context a reader may read
LEVEL = "#9BA6B8"  # level sets
AXIS = "#9AA0AA"
GUIDE = "#B4B7BD"
CARD = "#FCFBF8"
CARD_EDGE = "#DEDBD2"
SIGNED = ("#5B6FB5", "#C9D0E6", "#F4F2EC", "#F3CFA0", "#D98A2B")  # signed numbers, centred on 0
TINT = 0.09  # alpha of a fill in the hue of what it belongs to

# Sizes. Lengths are inches, line widths and type are points.
WIDTH, PIXELS, DPI = 7.6, 760, 200
STRIP, ROW, MAP, GRID = 2.25, 3.8, 4.7, 6.2
FLOOR = 9.5  # no text is smaller

# Line styles, ready for ax.plot(x, y, **FUNCTION).
FUNCTION = {"color": INK, "lw": 2.6, "solid_capstyle": "round", "zorder": 5}
TANGENT = {"color": BLUE, "lw": 2.4, "ls": (0, (5, 2.2)), "dash_capstyle": "butt", "zorder": 6}
DERIVATIVE = {"color": BLUE, "lw": 2.4, "solid_capstyle": "round", "zorder": 6}
SECANT = {"color": GREEN, "lw": 1.9, "ls": (0, (1, 1.6)), "dash_capstyle": "butt", "zorder": 4}
PATH = {"color": PLUM, "lw": 1.7, "marker": "o", "ms": 4.2, "zorder": 6}
CONTEXT = {"color": GREY, "lw": 1.3, "solid_capstyle": "round", "zorder": 3}
GUIDE_LINE = {"color": GUIDE, "lw": 0.9, "zorder": 1}

RC = {
    "figure.facecolor": "none", "axes.facecolor": "none", "savefig.facecolor": "none", "axes.axisbelow": True,
    "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": FLOOR, "text.color": INK,
    "mathtext.fontset": "stix", "text.hinting": "none", "text.usetex": False, "svg.hashsalt": "autograd-lite",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": AXIS, "axes.linewidth": 0.8,
    "axes.labelcolor": INK, "axes.labelsize": 11.5, "xtick.color": GREY, "ytick.color": GREY,
    "xtick.labelsize": 10.5, "ytick.labelsize": 10.5, "xtick.major.size": 3, "ytick.major.size": 3,
    "xtick.major.width": 0.8, "ytick.major.width": 0.8, "xtick.major.pad": 4, "ytick.major.pad": 4,
    "xtick.minor.size": 0, "ytick.minor.size": 0, "lines.linewidth": 2.2, "lines.solid_capstyle": "round",
    "lines.dash_capstyle": "butt", "legend.frameon": False,
}  # fmt: skip
# A learner's own settings must not reach the sheet, so everything else is matplotlib's default.
_SHEET = {key: matplotlib.rcParamsDefault[key] for key in matplotlib.rcParamsDefault if "backend" not in key}
_SHEET.pop("interactive", None)
_SHEET.update(RC)

_RAISED = str.maketrans("0123456789xn", "⁰¹²³⁴⁵⁶⁷⁸⁹ˣⁿ")


@contextmanager
def canvas(height, width=WIDTH):
    """Open a card `width` × `height` inches and give its matplotlib Figure to the `with` block.

    The sheet's settings hold inside the block only: global rcParams are as before when it ends.
    """
    with matplotlib.rc_context(_SHEET):
        fig = Figure(figsize=(width, height), dpi=DPI)
        FigureCanvasAgg(fig)
        rounded(fig, 0.008, 0.008, width - 0.016, height - 0.016, 0.11, fc=CARD, ec=CARD_EDGE, lw=0.8, zorder=-100)
        yield fig


def rounded(fig, left, bottom, width, height, radius=0.07, **look):
    """Put a round-cornered rectangle on the card, in inches, behind all axes unless told otherwise."""
    box = f"round,pad=0,rounding_size={radius}"
    look = {"zorder": -50, "transform": fig.dpi_scale_trans, **look}
    return fig.add_artist(FancyBboxPatch((left, bottom), width, height, boxstyle=box, **look))


def ax_in(fig, left, bottom, width, height, bare=False):
    """Place axes by inches from the card's lower left corner; `bare` axes have no spines and no ticks."""
    whole_width, whole_height = fig.get_size_inches()
    place = (left / whole_width, bottom / whole_height, width / whole_width, height / whole_height)
    ax = fig.add_axes(place)
    ax.tick_params(labelfontfamily="STIXGeneral")
    if bare:
        ax.set_axis_off()
    return ax


class Picture:
    """A finished figure: its pixels and its alternative text.

    As the last line of a notebook cell it shows itself, 760 px wide, and its alt text reaches the HTML page.
    `png` holds the PNG bytes: the same arguments give the same bytes. The drawing is rendered once, when it
    is first asked for, and then let go; until then `figure` is the matplotlib Figure.
    """

    def __init__(self, fig, alt):
        self.figure = fig
        self.alt = " ".join(alt.split())
        self._png = None

    @property
    def png(self):
        """PNG bytes at 200 dots per inch."""
        if self._png is None:
            with matplotlib.rc_context(_SHEET):
                self.figure.canvas.draw()
                pixels = np.asarray(self.figure.canvas.buffer_rgba())
                corner = tuple(round(255 * part) for part in to_rgb(CARD_EDGE))
                self._png = encode(pixels, corner)
                self.figure.clear()
            self.figure = None
        return self._png

    def save(self, path):
        """Write the PNG file."""
        Path(path).write_bytes(self.png)

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt, "width": PIXELS}}

    def __repr__(self):
        return f"Figure: {self.alt}"


def math(target, x, y, source, size=13, color=INK, halo=None, **text):
    r"""Write mathematics, for example `math(ax, 1, 2, r"f'(1) = 2")`, and return the Text.

    On axes x and y are data; on a figure they are inches from the lower left. `halo` is the colour behind.
    """
    return _write(target, x, y, f"${_primes(source)}$", size, color, halo, text)


def words(target, x, y, source, size=10, color=INK, halo=None, **text):
    """Write words; x, y and `halo` as in `math`. A formula may follow between dollar signs."""
    return _write(target, x, y, source, size, color, halo, text)


def _write(target, x, y, source, size, color, halo, text):
    if isinstance(target, Figure):
        text.setdefault("transform", target.dpi_scale_trans)
    if halo:
        text["path_effects"] = [Stroke(linewidth=3, foreground=halo), Normal()]
    text.setdefault("zorder", 20)
    return target.text(x, y, source, fontsize=size, color=color, **text)


def _primes(source):
    """An ASCII apostrophe floats too high in STIX; the prime sign sits right."""
    return source.replace("'", "\u2032")


def number(value, digits=4):
    """Write a number with at most four significant digits, as words and alt text have it: `−0.4161`."""
    if not np.isfinite(value):
        return "undefined" if np.isnan(value) else ("∞" if value > 0 else "−∞")
    short = f"{float(value):.{digits}g}"
    mantissa, _, exponent = short.partition("e")
    mantissa = "0" if float(mantissa) == 0 else mantissa.replace("-", "−")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def math_number(value, digits=4):
    """Write a number for `math`: the minus clings to its digits, and powers of ten are powers of ten."""
    if not np.isfinite(value):
        return r"\mathrm{nan}" if np.isnan(value) else (r"\infty" if value > 0 else r"{-}\infty")
    mantissa, _, exponent = number(value, digits).partition("e")
    mantissa = mantissa.replace("−", "{-}")
    if not exponent:
        return mantissa
    power = f"10^{{{exponent}}}"
    return power if mantissa == "1" else rf"{mantissa}\times {power}"


def plain(source):
    """Put mathematics into words for alt text: `x^3-\\frac{1}{x}` reads `x³ − (1/x)`."""
    source = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1/\2)", source)
    source = source.replace(r"\sqrt[3]{x}", "∛x").replace(r"\,", " ").replace("'", "′").replace("{-}", "−")
    source = re.sub(r"\^(?:\{([\dxn]+)\}|([\dxn]))", lambda m: (m[1] or m[2]).translate(_RAISED), source)
    source = re.sub(r"(?<=[\w)⁰¹²³⁴⁵⁶⁷⁸⁹ˣⁿ|]) *([-+=]) *", r" \1 ", source)
    return " ".join(re.sub(r"[\\{}$]", "", source).replace("-", "−").split())


def listing(items):
    """Join words as a sentence has them: `3, 2.5 and 2.1`."""
    items = [str(item) for item in items]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def ticks(ax, x=(), y=()):
    """Put ticks only where told: each is a number, or (place, label), or (place, label, colour)."""
    for axis, marks in ((ax.xaxis, x), (ax.yaxis, y)):
        marks = [mark if isinstance(mark, tuple) else (mark, number(mark)) for mark in marks]
        axis.set_ticks([mark[0] for mark in marks], [mark[1] for mark in marks])
        axis.set_tick_params(which="minor", length=0, labelleft=False, labelbottom=False)
        for mark, label in zip(marks, axis.get_ticklabels(), strict=True):
            if len(mark) == 3:
                label.set_color(mark[2])


def name_axes(ax, x=None, y=None, size=12.5):
    """Write the axes' names, upright, at the ends of the axes."""
    whole = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": size, "color": INK}
    if x:
        ax.annotate(f"${_primes(x)}$", (1, 0), (5, 0), ha="left", va="center", **whole)
    if y:
        ax.annotate(f"${_primes(y)}$", (0, 1), (0, 7), ha="center", va="bottom", **whole)


def guide(ax, x=None, y=None, color=GUIDE, **line):
    """Draw one thin line to a value that matters: upright at x, level at y, or from both axes to (x, y)."""
    line = {**GUIDE_LINE, "color": color, **line}
    if x is not None and y is not None:
        return ax.plot([x, x, ax.get_xlim()[0]], [ax.get_ylim()[0], y, y], **line)
    return ax.axvline(x, **line) if y is None else ax.axhline(y, **line)


def line(fig, x, y, **look):
    """Draw a line across the card, from inches to inches: by default a thin guide behind the axes' marks."""
    look = {**GUIDE_LINE, "zorder": -10, "transform": fig.dpi_scale_trans, **look}
    return fig.add_artist(Line2D(x, y, **look))


def dot(ax, x, y, color=INK, size=9, hollow=False, marker="o", behind=CARD, **marks):
    """Mark one point: filled with a ring of the card's colour, or hollow where approached or excluded."""
    marks = {"zorder": 10, "clip_on": False, "ls": "none", **marks}
    if hollow:
        marks = {"mfc": behind, "mec": color, "mew": 1.9, **marks}
    else:
        marks = {"mfc": color, "mec": behind, "mew": 1.5, **marks}
    return ax.plot([x], [y], marker=marker, ms=size, **marks)[0]


def arrow(target, start, end=None, color=RED, width=2.0, head=13, path=None, **marks):
    """Draw an arrow from start to end, or along `path` (a matplotlib Path); inches on a figure, else data."""
    where = target.dpi_scale_trans if isinstance(target, Figure) else target.transData
    ends = {"capstyle": "butt", "joinstyle": "miter", "shrinkA": 0, "shrinkB": 0}
    marks = {**ends, "zorder": 8, "transform": where, **marks}
    course = {"path": path} if path is not None else {"posA": start, "posB": end}
    shape = "-|>,head_length=.42,head_width=.2"
    patch = FancyArrowPatch(**course, arrowstyle=shape, mutation_scale=head, color=color, lw=width, **marks)
    return target.add_artist(patch)


def slope_triangle(ax, x, y, slope, run=1.0, color=BLUE):
    """Draw run and rise under a line of the given slope through (x, y): the rise is the number."""
    corner = [(x, y), (x + run, y), (x + run, y + slope * run)]
    ax.fill(*zip(*corner, strict=True), fc=color, alpha=TINT, ec="none", zorder=2)
    return ax.plot(*zip(*corner, strict=True), color=color, lw=1.3, solid_joinstyle="miter", zorder=5)[0]


def spread(places, gap, low=-np.inf, high=np.inf):
    """Move labels apart until neighbours are `gap` away, keeping their order and their centre.

    All together are then moved inside low…high, where low counts more if both cannot be had.
    """
    places = np.asarray(places, float)
    order = np.argsort(places, kind="stable")
    groups = []  # runs of labels that touch: [wanted places, indices]
    for i in order:
        groups.append([[places[i]], [i]])
        while len(groups) > 1 and _top(groups[-2], gap) + gap > _bottom(groups[-1], gap) + 1e-12:
            wanted, members = groups.pop()
            groups[-1][0] += wanted
            groups[-1][1] += members
    out = np.empty_like(places)
    for group in groups:
        out[group[1]] = _bottom(group, gap) + gap * np.arange(len(group[1]))
    out -= max(out.max() - high, 0)
    return out + max(low - out.min(), 0)


def _bottom(group, gap):
    return np.mean(group[0]) - gap * (len(group[0]) - 1) / 2


def _top(group, gap):
    return np.mean(group[0]) + gap * (len(group[0]) - 1) / 2
