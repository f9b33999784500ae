"""gradcheck: compare the gradients that the rules give with finite differences.

Every input is moved a little up and a little down; the change of every output, divided by the step, must be the
derivative that backward computes. That needs float64: in float32 the differences drown in rounding.
"""

from __future__ import annotations

import warnings

import numpy as np

from .. import dtypes
from ..refusals import refuse, text
from ..tensor import Tensor, wrap
from . import as_tuple, grad


class GradcheckError(RuntimeError):
    """What gradcheck raises when a rule and the finite differences disagree."""


def gradcheck(
    func, inputs, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, nondet_tol=0.0, **_options
) -> bool:
    """Return True if the gradients of `func` at `inputs` agree with central differences of step `eps`.

    Raises GradcheckError if they do not (with `raise_exception=False` the result is False), ValueError if no input
    requires grad. torch's other options are accepted and change nothing here.

    >>> torch.autograd.gradcheck(torch.sin, torch.tensor([1.0, 2.0], requires_grad=True))
    True
    """
    inputs = as_tuple(inputs)
    checked = [i for i, x in enumerate(inputs) if isinstance(x, Tensor) and x._requires_grad]
    if not checked:
        raise refuse("gradcheck_inputs")
    for i in checked:
        if inputs[i].dtype is not dtypes.float64:
            warnings.warn(text("gradcheck_precision", index=i), UserWarning, stacklevel=2)
    try:
        _compare(func, inputs, checked, eps, atol, rtol, nondet_tol)
        _send_zeros(func, inputs, [inputs[i] for i in checked])
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def _compare(func, inputs, checked, eps, atol, rtol, nondet_tol) -> None:
    outputs = as_tuple(func(*inputs))
    numerical = {i: _numerical(func, inputs, inputs[i], eps) for i in checked}
    for o, output in enumerate(outputs):
        if not output._requires_grad:
            if output.is_floating_point() and any(numerical[i][o].any() for i in checked):
                raise GradcheckError(text("gradcheck_not_zero"))
            continue
        columns = [_analytical(output, [inputs[i] for i in checked]) for _ in range(2)]
        for i, found, again in zip(checked, *columns, strict=True):
            expected = numerical[i][o]
            if not np.allclose(found, expected, rtol, atol, equal_nan=True):
                shown = [repr(wrap(m.astype(inputs[i]._data.dtype))) for m in (expected, found)]
                raise GradcheckError(text("gradcheck", o=o, i=i, numerical=shown[0], analytical=shown[1]))
            if not np.allclose(found, again, 0.0, nondet_tol, equal_nan=True):
                raise GradcheckError(text("gradcheck_changing", tolerance=nondet_tol))


def _send_zeros(func, inputs, wanted: list) -> None:
    """Send a gradient of 0 back: a rule that forgets to multiply by what arrived returns its slope all the same."""
    outputs = [y for y in as_tuple(func(*inputs)) if y._requires_grad]
    zeros = [wrap(np.zeros_like(y._data)) for y in outputs]
    for gradient in grad(outputs, wanted, zeros, allow_unused=True) if outputs else ():
        if gradient is not None and not (gradient._data == 0).all():
            raise GradcheckError(text("gradcheck_product"))


def _numerical(func, inputs, x: Tensor, eps: float) -> list:
    """Return one matrix per output: row k is how the output changes with element k of `x`, per unit."""
    array, rows = x._shared_array(), []
    for k in range(array.size):
        before, moved = array.flat[k], []
        for step in (eps, -eps):
            array.flat[k] = before + step
            moved.append([y._data.astype(float).reshape(-1) for y in as_tuple(func(*inputs))])
        array.flat[k] = before
        rows.append([(up - down) / (2 * eps) for up, down in zip(*moved, strict=True)])
    return [np.array(matrix) for matrix in zip(*rows, strict=True)]


def _analytical(output: Tensor, wanted: list) -> list:
    """Return one matrix per input from backward: column j is the gradient of element j of the output."""
    matrices = [np.zeros((x.numel(), output.numel())) for x in wanted]
    for j in range(output.numel()):
        start = np.zeros(output.shape, output._data.dtype)
        start.flat[j] = 1
        gradients = grad(output, wanted, wrap(start), retain_graph=True, allow_unused=True)
        for matrix, gradient in zip(matrices, gradients, strict=True):
            if gradient is not None:
                matrix[:, j] = gradient._data.reshape(-1)
    return matrices


def gradgradcheck(func, inputs, grad_outputs=None, **options) -> bool:
    """Return True if the second derivatives of `func` agree with differences of the first; see `gradcheck`.

    `grad_outputs` are the vectors v of vᵀJ; by default fixed random numbers, which `func` cannot expect.
    """
    inputs = as_tuple(inputs)
    outputs = [y for y in as_tuple(func(*inputs)) if y._requires_grad]
    if grad_outputs is None:
        numbers = np.random.default_rng(0)
        grad_outputs = [wrap(numbers.uniform(-2, 2, y.shape).astype(y._data.dtype)) for y in outputs]
    vectors = tuple([v.detach().requires_grad_() for v in as_tuple(grad_outputs)])

    def gradients(*arguments):
        given, vs = arguments[: len(inputs)], arguments[len(inputs) :]
        results = [y for y in as_tuple(func(*given)) if y._requires_grad]
        wanted = [x for x in given if isinstance(x, Tensor) and x._requires_grad]
        found = grad(results, wanted, vs, create_graph=True, allow_unused=True)
        return tuple([g for g in found if g is not None])

    return gradcheck(gradients, (*inputs, *vectors), **options)
