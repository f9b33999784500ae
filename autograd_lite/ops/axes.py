"""Dimensions as arguments: checked, counted from 0, and under NumPy's names too."""

from __future__ import annotations

import functools

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


def numpy_names(function):
    """Let a function with `dim` and `keepdim` also take NumPy's names for them, `axis` and `keepdims`."""

    @functools.wraps(function)
    def renamed(*args, **kwargs):
        for name, torch_name in (("axis", "dim"), ("keepdims", "keepdim")) if kwargs else ():
            if name in kwargs:
                kwargs[torch_name] = kwargs.pop(name)
        return function(*args, **kwargs)

    return renamed
