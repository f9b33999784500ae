"""Dashes that fit their line: a straight dashed line that ends in a whole dash, not in a sliver."""

import numpy as np

from .style import DPI, TANGENT


def whole_dashes(ax, x, y, width, pattern=TANGENT["ls"]):
    """Return the line style for a straight line of that width from its first to its last point.

    The pattern, (offset, (dash, gap)), is stretched a little so that the last dash is whole. Set the axes'
    limits first.
    """
    ax.apply_aspect()
    start, end = ax.transData.transform([(x[0], y[0]), (x[-1], y[-1])])
    length = np.hypot(*(end - start)) * 72 / DPI / width
    offset, (dash, gap) = pattern
    scale = length / (max(1, round((length - dash) / (dash + gap))) * (dash + gap) + dash)
    return offset, (scale * dash, scale * gap)
