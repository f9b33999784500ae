"""Every operation of the table: value, dtype, broadcasting, gradients of first and second order, graph, memory."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import sympy
from op_table import TABLE

import autograd_lite as torch
from autograd_lite.autograd.graph import walk
from autograd_lite.autograd.saved import RELEASED

try:
    import torch as real
except ImportError:
    real = None

rows = pytest.mark.parametrize("row", TABLE, ids=str)
needs_torch = pytest.mark.skipif(real is None, reason="torch is not installed")


@pytest.fixture(autouse=True)
def double_torch():
    if real is not None:
        real.set_default_dtype(real.float64)
    yield
    torch.set_default_dtype(torch.float64)


def leaves(module, arrays):
    return [module.tensor(a, requires_grad=True) for a in arrays]


def weights(shape):
    """Return fixed, different weights, so that a gradient sent to the wrong place shows."""
    return np.linspace(0.3, 1.7, int(np.prod(shape))).reshape(shape)


def weighted(module, out):
    return (out * module.tensor(weights(tuple(out.shape)))).sum()


def gradients(module, row, arrays, dtype=None):
    xs = leaves(module, arrays)
    return module.autograd.grad(weighted(module, row.call(module, *xs)), xs)


def as_array(x):
    return np.asarray(x.detach().numpy(force=True))


@rows
def test_value_is_numpys(row):
    if row.numpy is None:
        pytest.skip("NumPy has no such function")
    arrays = row.arrays()
    out = row.call(torch, *[torch.tensor(a) for a in arrays])
    np.testing.assert_allclose(as_array(out), row.numpy(*arrays), rtol=1e-12, atol=1e-14)


@rows
def test_float32_stays_float32(row):
    xs = leaves(torch, row.arrays(np.float32))
    out = row.call(torch, *xs)
    assert out.dtype is torch.float32
    out.sum().backward()
    assert all(x.grad.dtype is torch.float32 for x in xs)


@rows
def test_broadcasting(row):
    if not row.broadcasts:
        pytest.skip("takes shapes as they are")
    big, small = row.arrays()[0], row.arrays()[1][0]
    for arrays in ((big, small), (small, big), (big, np.array(small[0])), (small[:1], big)):
        out = row.call(torch, *[torch.tensor(a) for a in arrays])
        np.testing.assert_allclose(as_array(out), row.numpy(*arrays), rtol=1e-12)
        for gradient, numeric in zip(gradients(torch, row, arrays), differences(row, arrays), strict=True):
            np.testing.assert_allclose(as_array(gradient), numeric, rtol=1e-5, atol=1e-7)


@rows
def test_gradient_is_sympys(row):
    if row.exact is None:
        pytest.skip("not an elementary function")
    names = sympy.symbols("x y", real=True)[: len(row.shapes)]
    formula = sympy.sympify(row.exact, locals=dict(zip("xy", names, strict=False)))
    xs = leaves(torch, row.arrays())
    got = torch.autograd.grad(row.call(torch, *xs).sum(), xs)
    for name, gradient in zip(names, got, strict=True):
        slope = sympy.diff(formula, name)
        for place in np.ndindex(gradient.shape):
            at = {n: float(x.detach().numpy()[place]) for n, x in zip(names, xs, strict=True)}
            assert float(gradient[place]) == pytest.approx(float(slope.subs(at).evalf()), rel=1e-9, abs=1e-12)


def differences(row, arrays, step=1e-6):
    """Return central differences of the weighted result with respect to every input."""
    found = []
    for position, array in enumerate(arrays):
        slopes = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            ends = []
            for sign in (1, -1):
                moved = [a.copy() for a in arrays]
                moved[position][place] += sign * step
                ends.append(weighted(torch, row.call(torch, *[torch.tensor(m) for m in moved])).item())
            slopes[place] = (ends[0] - ends[1]) / (2 * step)
        found.append(slopes)
    return found


@rows
def test_gradient_is_that_of_differences(row):
    arrays = row.arrays()
    for gradient, numeric in zip(gradients(torch, row, arrays), differences(row, arrays), strict=True):
        np.testing.assert_allclose(as_array(gradient), numeric, rtol=1e-5, atol=1e-7)


def slope_sum(module, row, xs):
    """Return one number made of all first derivatives, recorded, to be differentiated again."""
    first = module.autograd.grad(weighted(module, row.call(module, *xs)), xs, create_graph=True)
    return sum([weighted(module, g) for g in first[1:]], weighted(module, first[0]))


def second(module, row, arrays):
    xs = leaves(module, arrays)
    total = slope_sum(module, row, xs)
    if not total.requires_grad:
        return [np.zeros_like(a) for a in arrays]
    found = module.autograd.grad(total, xs, allow_unused=True)
    return [np.zeros_like(a) if g is None else as_array(g) for g, a in zip(found, arrays, strict=True)]


@rows
def test_second_derivative_is_that_of_differences(row):
    if not row.smooth:
        pytest.skip("a step: its slope is 0 everywhere")
    arrays, step = row.arrays(), 1e-6
    for position, got in enumerate(second(torch, row, arrays)):
        for place in np.ndindex(got.shape):
            ends = []
            for sign in (1, -1):
                moved = [a.copy() for a in arrays]
                moved[position][place] += sign * step
                ends.append(slope_sum(torch, row, leaves(torch, moved)).item())
            assert got[place] == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=2e-5, abs=2e-6)


@rows
def test_nothing_is_recorded_under_no_grad(row):
    with torch.no_grad():
        out = row.call(torch, *leaves(torch, row.arrays()))
    assert out.grad_fn is None  # (a view keeps its flag, in torch too)


@rows
def test_memory_is_freed_after_backward(row):
    out = row.call(torch, *leaves(torch, row.arrays())).sum()
    nodes = [n for n in walk([out.grad_fn]) if n._saved is not None]
    out.backward()
    assert all(n._saved is RELEASED for n in nodes)


@rows
def test_nothing_is_recorded_for_constants(row):
    assert row.call(torch, *[torch.tensor(a) for a in row.arrays()]).grad_fn is None


@needs_torch
@pytest.mark.torch
@rows
@pytest.mark.parametrize("default", ["float64", "float32"])
def test_same_as_torch(row, default):
    torch.set_default_dtype(getattr(torch, default))
    real.set_default_dtype(getattr(real, default))
    arrays = row.arrays(default)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours, theirs = row.call(torch, *leaves(torch, arrays)), row.call(real, *leaves(real, arrays))
    tolerance = 1e-10 if default == "float64" else 2e-4
    close = {"rtol": tolerance, "atol": tolerance / 10}
    assert str(ours.dtype) == str(theirs.dtype) and ours.shape == tuple(theirs.shape)
    np.testing.assert_allclose(as_array(ours), theirs.detach().numpy(), **close)
    if row.node != "any":
        assert ours.grad_fn.name() == theirs.grad_fn.name()
    for mine, other in zip(gradients(torch, row, arrays), gradients(real, row, arrays), strict=True):
        assert str(mine.dtype) == str(other.dtype)
        np.testing.assert_allclose(as_array(mine), as_array(other), **close)
    if default == "float64":
        for mine, other in zip(second(torch, row, arrays), second(real, row, arrays), strict=True):
            np.testing.assert_allclose(mine, other, rtol=1e-9, atol=1e-10)


@needs_torch
@pytest.mark.torch
@rows
@pytest.mark.parametrize("kind", ["int64", "bool"])
def test_integers_and_booleans_as_in_torch(row, kind):
    if kind not in row.kinds:
        pytest.skip("torch has its own idea here; the difference is on purpose")
    state = np.random.RandomState(7)
    low, high = (0, 2) if kind == "bool" else (1, 5)
    arrays = [np.asarray(state.randint(low, high, shape)).astype(kind) for shape in row.shapes]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = row.call(real, *[real.tensor(a) for a in arrays])
        except (RuntimeError, NotImplementedError, IndexError) as error:
            return check_refused(row, arrays, error)
        ours = row.call(torch, *[torch.tensor(a) for a in arrays])
    assert str(ours.dtype) == str(theirs.dtype) and ours.shape == tuple(theirs.shape)
    np.testing.assert_allclose(as_array(ours), theirs.numpy(), rtol=1e-10)


def check_refused(row, arrays, error):
    """What torch computes for decimals alone may work here for integers too, but is never refused in other words."""
    try:
        row.call(torch, *[torch.tensor(a) for a in arrays])
    except type(error) as ours:
        first = str(ours).split("\n")[0]
        assert first == str(error).split("\n")[0] or "not implemented for" in str(error)
    except Exception as other:
        assert "not implemented for" in str(error), f"{other!r} in place of {error!r}"
