"""Whole derivatives of a function: Jacobian, Hessian, and their products with vectors.

Everything here is `grad`, called often enough or twice over. A product with the Jacobian from the right (jvp) has no
forward mode to come from: vᵀJ is linear in v, so its derivative with respect to v is J.
"""

from __future__ import annotations

import numpy as np

from ..refusals import refuse
from ..tensor import Tensor, wrap
from . import grad
from .grad_mode import enable_grad


class _Call:
    """One call of the learner's function on copies of the inputs that require grad."""

    def __init__(self, name: str, func, inputs, strict: bool = False, create_graph: bool = False):
        self.name, self.strict, self.create_graph = name, strict, create_graph
        self.one_input, self.inputs = not isinstance(inputs, tuple), self._tuple(inputs, "inputs")
        with enable_grad():
            copies = [x.view(x.shape) if create_graph and x._requires_grad else x.detach() for x in self.inputs]
            self.inputs = tuple([x if x._requires_grad else x.requires_grad_() for x in copies])
            outputs = func(*self.inputs)
        self.one_output = not isinstance(outputs, tuple)
        self.outputs = self._tuple(outputs, "outputs of the user-provided function")
        for i, y in enumerate(self.outputs):
            if strict and not y._requires_grad:
                raise refuse("functional_strict", i=i)

    def _tuple(self, values, what: str) -> tuple:
        for value in values if isinstance(values, tuple) else (values,):
            if not isinstance(value, Tensor):
                raise refuse("functional_type", what=what, name=self.name, type=type(values))
        return values if isinstance(values, tuple) else (values,)

    def vector(self, v, beside: tuple, key: str) -> tuple:
        """Return v as a tuple of tensors that fit `beside`; None stands for 1 where there is a single number."""
        if v is None:
            if len(beside) != 1 or beside[0].numel() != 1:
                raise refuse(key)
            return (wrap(np.ones_like(beside[0]._data)),)
        v = self._tuple(v, "v")
        if len(v) != len(beside):
            raise refuse("functional_one_v" if len(beside) == 1 else "functional_count", wanted=len(beside), got=len(v))
        for given, wanted in zip(v, beside, strict=True):
            if given.shape != wanted.shape:
                raise refuse("functional_v_size", wanted=wanted.shape, got=given.shape)
        return v

    def single(self) -> Tensor:
        """Return the only output. Raises RuntimeError unless it is one number."""
        if not self.one_output:
            raise refuse("functional_single", name=self.name)
        if self.outputs[0].numel() != 1:
            raise refuse("functional_scalar", name=self.name)
        return self.outputs[0]

    def result(self, values, one: bool):
        """Return the values as torch hands them out: cut from the graph unless it was asked for."""
        values = tuple([v if self.create_graph else v.detach() for v in values])
        return values[0] if one else values


def _vjp(outputs, inputs, vectors, create_graph: bool = True, batched: bool = False) -> list:
    """Return vᵀJ per input; zeros where no path leads, and where nothing was recorded."""
    pairs = [(y, v) for y, v in zip(outputs, vectors, strict=True) if y._requires_grad]
    rows = (len(vectors[0]),) if batched else ()
    found = [None] * len(inputs)
    if pairs:
        ys, vs = zip(*pairs, strict=True)
        found = grad(ys, inputs, vs, True, create_graph, allow_unused=True, is_grads_batched=batched)
    return [
        wrap(np.zeros(rows + x.shape, x._data.dtype)) if g is None else g for g, x in zip(found, inputs, strict=True)
    ]


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """Return ∂(output)/∂(input), of shape output.shape + input.shape; tuples of them for several of either.

    >>> torch.autograd.functional.jacobian(lambda x: x**2, torch.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    call = _Call("jacobian", func, inputs, strict, create_graph)
    table = []
    for i, y in enumerate(call.outputs):
        basis = wrap(np.eye(y.numel(), dtype=y._data.dtype).reshape(-1, *y.shape))
        found = _vjp([y], call.inputs, [basis], create_graph, batched=True)
        for j, x in enumerate(call.inputs):
            if strict and grad(y.sum(), x, retain_graph=True, allow_unused=True)[0] is None:
                raise refuse("functional_independent", i=i, j=j)
        row = [g.reshape(y.shape + x.shape) for g, x in zip(found, call.inputs, strict=True)]
        table.append(call.result(row, call.one_input))
    return table[0] if call.one_output else tuple(table)


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """Return the matrix of second derivatives of a function with one number as result."""
    one = not isinstance(inputs, tuple)

    def slopes(*arguments):
        call = _Call("hessian", func, arguments, strict, create_graph=True)
        found = _vjp([call.single()], call.inputs, [wrap(np.ones_like(call.outputs[0]._data))])
        return found[0] if one else tuple(found)

    return jacobian(slopes, inputs, create_graph, strict)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """Return the outputs and vᵀJ."""
    call = _Call("vjp", func, inputs, strict, create_graph)
    vectors = call.vector(v, call.outputs, "functional_v_output")
    found = _vjp(call.outputs, call.inputs, vectors, create_graph)
    return call.result(call.outputs, call.one_output), call.result(found, call.one_input)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """Return the outputs and Jv, by differentiating vᵀJ with respect to v."""
    call = _Call("jvp", func, inputs, strict, create_graph)
    vectors = call.vector(v, call.inputs, "functional_v_input")
    found = _through(call.outputs, call.inputs, vectors)
    return call.result(call.outputs, call.one_output), call.result(found, call.one_output)


def _through(outputs, inputs, vectors) -> list:
    weights = [wrap(np.zeros_like(y._data)).requires_grad_() for y in outputs]
    return _vjp(_vjp(outputs, inputs, weights), weights, vectors)


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """Return the output and vᵀH, H being the Hessian: two backward passes."""
    call = _Call("vhp", func, inputs, strict, create_graph)
    output, vectors = call.single(), call.vector(v, call.inputs, "functional_v_input")
    slopes = _vjp([output], call.inputs, [wrap(np.ones_like(output._data))])
    return call.result([output], True), call.result(_vjp(slopes, call.inputs, vectors), call.one_input)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """Return the output and Hv: the Hessian is symmetric, yet this goes the way of jvp, as torch does."""
    call = _Call("hvp", func, inputs, strict, create_graph)
    output, vectors = call.single(), call.vector(v, call.inputs, "functional_v_input")
    slopes = _vjp([output], call.inputs, [wrap(np.ones_like(output._data))])
    return call.result([output], True), call.result(_through(slopes, call.inputs, vectors), call.one_input)
