"""Dimensions as arguments: checked and counted from 0."""

from __future__ import annotations

from ..refusals import refuse


def at(dim: int, ndim: int, refusal: str = "dimension") -> int:
    """Return a dimension counted from 0. Raises IndexError if there is none such."""
    n = max(ndim, 1)
    if not -n <= dim < n:
        raise refuse(refusal, low=-n, high=n - 1, dim=dim)
    return dim % n


def axes_of(input, dim):
    """Return `dim` as a tuple of axes from 0, or None for all.

    Raises IndexError for one that does not exist, RuntimeError for one named twice.
    """
    if dim is None or dim == () or dim == []:
        return None
    axes = []
    for d in dim if isinstance(dim, (tuple, list)) else (dim,):
        axis = at(d, input.ndim, "dim_range")
        if axis in axes:
            raise refuse("dim_twice", dim=axis)
        axes.append(axis)
    return tuple(axes) if input.ndim else ()


def one_axis(input, dim: int) -> int:
    """Return one dimension counted from 0; 0 also for a tensor without dimensions."""
    return (axes_of(input, dim) or (0,))[0]
