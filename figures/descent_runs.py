"""What the pictures of gradient descent are made of: losses, their slopes, and the paths that w takes.

Losses are programs on autograd_lite tensors, and every step asks autograd_lite for the slope. Nothing here
knows the answer in advance: the best w of a line is where the slope crosses 0, found from two slopes.
"""

import numpy as np

import autograd_lite as torch


class LineLoss:
    """The mean squared error of the line y = w·x through the data, as a function of w.

    Raises ValueError if x and y do not pair up, hold anything but finite numbers, or if every x is 0.
    """

    def __init__(self, x, y):
        self.x, self.y = (np.asarray(given, float).ravel() for given in (x, y))
        if len(self.x) != len(self.y) or not len(self.x):
            raise ValueError(f"x and y must pair up: {len(self.x)} x, {len(self.y)} y")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()) or not self.x.any():
            raise ValueError("x and y must be finite numbers, and some x must not be 0")
        start, end = self.slopes([0.0, 1.0])
        self.curvature = end - start  # slope gained while w grows by 1: the same everywhere, L being a parabola
        self.best = settled(-start / self.curvature)

    def __call__(self, w):
        """Run on tensors: w of any shape gives losses of that shape."""
        x, y = torch.tensor(self.x), torch.tensor(self.y)
        return ((w.reshape(-1, 1) * x - y) ** 2).mean(1)

    def values(self, w):
        """Return the loss at every number of w, as floats."""
        with torch.no_grad():
            return settled(self(torch.tensor(np.asarray(w, float).ravel())).numpy())

    def slopes(self, w):
        """Return L′ at every number of w."""
        return settled(gradient(lambda w: self(w).sum(), np.asarray(w, float).ravel()))


def gradient(loss, at):
    """Return the gradient of a loss with one output at the array `at`, computed by autograd_lite."""
    w = torch.tensor(np.asarray(at, float), requires_grad=True)
    loss(w).backward()
    return w.grad.numpy()


def descend(loss, start, eta, steps):
    """Take gradient steps w ← w − eta·∇L(w) from `start`; return every w, the start included, as one array.

    `loss` runs on tensors shaped like `start` and gives one number.
    """
    path = [np.asarray(start, float)]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(loss, path[-1]))
    return settled(np.array(path))


def settled(values):
    """Round away the last bits, which differ between processors; large numbers are left as they are."""
    values = np.asarray(values, float)
    with np.errstate(all="ignore"):
        return np.where(np.abs(values) < 1e3, np.round(values, 12), values)[()] + 0.0
