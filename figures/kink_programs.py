"""Programs with a point at 0 where the slope breaks: what they compute, and what backward returns.

Nothing is claimed: every slope is what autograd_lite returns when the program is run at that number.
"""

from dataclasses import dataclass

import numpy as np

import autograd_lite as torch

BESIDE = 1e-9  # so near to 0 that a slope there is the slope of its side


@dataclass(frozen=True)
class Program:
    """One line of code as a function of x: how a reader calls it, how it is typeset, and where it starts."""

    name: str
    typeset: str
    run: object
    low: float = -1.0  # √ has no values left of 0

    def values(self, x):
        return self.run(torch.tensor(np.asarray(x, float))).numpy()

    def slopes(self, x):
        """Return what backward gives at each number, one number at a time."""
        x = torch.tensor(np.asarray(x, float), requires_grad=True)
        (slopes,) = torch.autograd.grad(self.run(x).sum(), x)
        return slopes.numpy()

    def slope(self, x):
        return float(self.slopes([x])[0]) + 0.0

    def sides(self):
        """Return the slopes left and right of 0; nan where the program has no value there."""
        return (self.slope(-BESIDE) if self.low < 0 else np.nan), self.slope(BESIDE)

    def runs_away(self):
        """Tell whether the slope at 0 is infinite."""
        return bool(np.isinf(self.slope(0.0)))


PROGRAMS = {
    program.name: program
    for program in (
        Program("relu(x)", r"\mathtt{relu}", torch.relu),
        Program("clamp(x, min=0)", r"\mathtt{clamp}", lambda x: torch.clamp(x, min=0)),
        Program("maximum(x, 0)", r"\mathtt{maximum}", lambda x: torch.maximum(x, torch.zeros_like(x))),
        Program("abs(x)", r"\mathtt{abs}", torch.abs),
        Program("sqrt(x)", r"\mathtt{sqrt}", torch.sqrt, 0.0),
        Program("relu(x) − relu(−x)", r"\mathtt{relu}(x)-\mathtt{relu}(-x)", lambda x: torch.relu(x) - torch.relu(-x)),
    )
}
NAMES = tuple(PROGRAMS)
