"""Six faults that were planted on purpose, and are found: the random programs would notice such a mistake."""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest
from random_programs import differ, generate, run

import autograd_lite as torch
from autograd_lite.autograd import engine, fitting
from autograd_lite.ops import bounds, elementary, linalg
from autograd_lite.tensor import Tensor

real = pytest.importorskip("torch", reason="torch is not installed")
pytestmark = pytest.mark.torch
PROGRAMS = 300


def overwrite_instead_of_add(patch):
    """`=` for `+=` where the paths of a gradient meet."""
    source = inspect.getsource(engine._sweep)
    assert "held + part" in source
    namespace = dict(vars(engine))
    exec(source.replace("held + part", "part").replace("held + returned", "returned"), namespace)
    patch.setattr(engine, "_sweep", namespace["_sweep"])


def leave_broadcasting(patch):
    """The gradient of a stretched input is cut to its shape instead of summed."""

    def cut(gradient, shape, dtype):
        values = np.resize(np.asarray(getattr(gradient, "_data", gradient)), shape).astype(dtype)[()]
        return torch.tensor(values) if isinstance(gradient, Tensor) else values

    patch.setattr(fitting, "fit", cut)


def give_ties_to_the_first(patch):
    """`maximum` gives the whole gradient of a tie to its first input."""
    patch.setattr(bounds.Maximum, "rule", lambda grad, x, y: (grad * (x >= y), grad * (y > x)))


def forget_the_transpose(patch):
    """The gradient of the left factor of a product comes out transposed."""

    def rule(ctx, grad):
        x, y = ctx.saved_tensors
        wrong = y @ linalg.transpose(grad, 0, 1)
        return wrong.reshape(x.shape), linalg.transpose(x, 0, 1) @ grad

    patch.setattr(linalg.Mm.node_type, "_rule", rule)


def miss_a_write(patch):
    """A write in place is not counted."""
    patch.setattr(Tensor, "_bump_version", lambda self: None)


def turn_the_sign_of_cos(patch):
    """d cos x/dx = sin x, without the minus."""
    patch.setattr(elementary.Cos, "rule", lambda grad, x: grad * elementary.sin(x))


FAULTS = (
    overwrite_instead_of_add,
    leave_broadcasting,
    give_ties_to_the_first,
    forget_the_transpose,
    miss_a_write,
    turn_the_sign_of_cos,
)


@pytest.fixture(scope="module")
def programs():
    """Return programs with what torch makes of them, computed once."""
    real.set_default_dtype(real.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = [generate(seed) for seed in range(PROGRAMS)]
        return [(program, run(real, program, "float64")) for program in made]


def first_found(programs):
    """Return the seed of the first program whose results differ from torch's, None if all agree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for program, expected in programs:
            try:
                got = run(torch, program, "float64")
            except Exception:  # a fault may also end in a shape that does not fit
                return program.seed
            if differ(got, expected, 1e-9):
                return program.seed
    return None


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_a_planted_fault_is_found(fault, programs, monkeypatch):
    fault(monkeypatch)
    found = first_found(programs)
    assert found is not None, f"{PROGRAMS} programs did not notice: {fault.__doc__}"


def test_without_a_fault_nothing_is_found(programs):
    assert first_found(programs) is None
