"""Functions of two variables, f(x, y), and what the figures need to know of them.

A function here takes two autograd_lite tensors and gives one back. Heights are its values; slopes are computed
by autograd_lite, for whole arrays of points at once.
"""

import numpy as np

import autograd_lite as torch


def hill(x, y):
    """The hill of lessons 03 and 05: 5 − x²/2 − 2y², with its summit at (0, 0)."""
    return 5 - x**2 / 2 - 2 * y**2


def heights(f, x, y):
    """Return f(x, y) for arrays x and y of one shape, as floats."""
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    with torch.no_grad(), np.errstate(all="ignore"):
        z = f(torch.tensor(x), torch.tensor(y))
    z = z.numpy() if hasattr(z, "numpy") else z
    return _settled(np.broadcast_to(np.asarray(z, float), x.shape))


def slopes(f, x, y):
    """Return the slopes of f along x and along y, at every point of two arrays of one shape."""
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    inputs = [torch.tensor(x, requires_grad=True), torch.tensor(y, requires_grad=True)]
    with np.errstate(all="ignore"):
        f(*inputs).sum().backward()
    found = [np.zeros(x.shape) if one.grad is None else one.grad.numpy() for one in inputs]
    return tuple(_settled(one) for one in found)


def along(f, at, step):
    """Return the slice g(t) = f(at + t·step), a function of one autograd_lite tensor."""
    return lambda t: f(at[0] + t * step[0], at[1] + t * step[1])


def slopes_along(f, at, angles, length=1.0):
    """Return g′(0) of the slices g(t) = f(at + t·v), for arrows v of the given angles and length.

    All slices are differentiated in one backward pass of autograd_lite.
    """
    steps = length * direction(np.ravel(angles))
    t = torch.tensor(np.zeros(len(steps)), requires_grad=True)
    with np.errstate(all="ignore"):
        along(f, at, (torch.tensor(steps[:, 0]), torch.tensor(steps[:, 1])))(t).sum().backward()
    return _settled(t.grad.numpy())


def direction(angle):
    """Return the unit vector (cos θ, sin θ) for an angle in degrees; one row each for an array of angles."""
    angle = np.radians(angle)
    return np.round(np.stack([np.cos(angle), np.sin(angle)], axis=-1), 15) + 0.0


def _settled(z):
    """Round away the last bits, which differ between processors, so that pictures are the same everywhere."""
    return np.round(z, 12) + 0.0
