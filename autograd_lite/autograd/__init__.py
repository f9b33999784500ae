"""torch.autograd in small: `backward` and `grad`, and the doors to everything else."""

from __future__ import annotations

import warnings

import numpy as np

from ..tensor import Tensor, wrap
from . import engine, graph
from .function import Function, FunctionCtx, once_differentiable
from .grad_mode import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from .graph import GradientEdge, edge_of

Variable = Tensor  # history: merged with Tensor in torch 0.4 (2018)

NO_GRAD_FN = (
    "element {index} of tensors does not require grad and does not have a grad_fn\n"
    "Why: nothing this value depends on was being recorded, so there is no path back. What to do: find the input "
    "that should have requires_grad=True, or the line (no_grad, detach, .item()) that cut the path. See lesson 08."
)
NOT_SCALAR = (
    "grad can be implicitly created only for scalar outputs\n"
    "Why: this output has shape {shape}, so it has many slopes, not one. What to do: call backward on a single "
    "number (for example the mean), or pass a gradient of the same shape. See lesson 10."
)


def backward(
    tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None
) -> None:
    """Compute the gradient of `tensors` with respect to every leaf behind them and add it to the leaf's `.grad`.

    `grad_tensors` is the row vector v of vᵀJ, one per tensor, of its shape; a one-element tensor needs none.
    Raises RuntimeError where no graph, no gradient or a freed graph stands in the way.
    """
    if grad_variables is not None:
        warnings.warn("`grad_variables` is deprecated. Use `grad_tensors` instead.", FutureWarning, stacklevel=2)
        if grad_tensors is not None:
            raise RuntimeError(
                "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. "
                "Please only use `grad_tensors`."
            )
        grad_tensors = grad_variables
    outputs = as_tuple(tensors)
    retain = create_graph if retain_graph is None else retain_graph
    roots, gradients = starting_gradients(outputs, as_tuple(grad_tensors), create_graph, retain)
    if inputs is None:
        engine.accumulate(engine.run_backward(roots, gradients, retain, create_graph))
        return
    wanted = as_tuple(inputs)
    if len(wanted) == 0:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    captured = engine.run_backward(roots, gradients, retain, create_graph, [input_edge(i) for i in wanted])
    for target, gradient in zip(wanted, captured, strict=True):
        if gradient is not None:
            engine.add_to_grad(target, gradient)


def grad(
    outputs,
    inputs,
    grad_outputs=None,
    retain_graph=None,
    create_graph=False,
    only_inputs=True,
    allow_unused=None,
    is_grads_batched=False,
    materialize_grads=False,
):
    """Return the gradients of the sum of `outputs` with respect to each of `inputs`, leaving every `.grad` alone.

    An input that the outputs do not depend on is an error; with `allow_unused=True` its gradient is None, with
    `materialize_grads=True` zeros. `create_graph=True` records the pass, so that results can be differentiated again.
    """
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False."
        )
    allow_unused = materialize_grads if allow_unused is None else allow_unused
    if not only_inputs:
        warnings.warn(
            "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient for "
            "other parts of the graph, please use torch.autograd.backward.",
            FutureWarning,
            stacklevel=2,
        )
    outs, wanted = as_tuple(outputs), as_tuple(inputs)
    retain = create_graph if retain_graph is None else retain_graph
    roots, gradients = starting_gradients(outs, as_tuple(grad_outputs), create_graph, retain)
    captured = engine.run_backward(roots, gradients, retain, create_graph, [input_edge(i) for i in wanted])
    results = []
    for index, (target, gradient) in enumerate(zip(wanted, captured, strict=True)):
        if gradient is None and not allow_unused:
            raise RuntimeError(
                f"{'One of the differentiated Tensors' if len(wanted) == 0 else f'The differentiated Tensor at index {index}'}"
                " appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.\n"
                "Why: no path leads from the outputs to this input; that is not the same as slope zero. See lesson 11."
            )
        if gradient is None and materialize_grads:
            gradient = np.zeros_like(target._data)
        results.append(gradient if gradient is None or isinstance(gradient, Tensor) else wrap(gradient))
    return tuple(results)


def as_tuple(value) -> tuple:
    """Return one tensor (or edge) as a tuple of one, a sequence as a tuple, None as an empty tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, (Tensor, GradientEdge)) else tuple(value)


def input_edge(target):
    """Return the edge where the gradient of an input arrives; refuse inputs that want none."""
    if isinstance(target, GradientEdge):
        return target if target.node.num_outputs > 1 else target.node
    if not target._requires_grad:
        raise RuntimeError(
            "One of the differentiated Tensors does not require grad\n"
            "Why: its history was not recorded. What to do: set requires_grad=True before computing. See lesson 11."
        )
    return edge_of(target)


def starting_gradients(outputs, given, create_graph: bool, retain: bool):
    """Return the edges to start from and the gradient for each: the given one, or 1 for a single number."""
    given = given or (None,) * len(outputs)
    if len(given) != len(outputs):
        raise RuntimeError(f"got {len(outputs)} tensors and {len(given)} gradients")
    roots, gradients = [], []
    for index, (output, gradient) in enumerate(zip(outputs, given, strict=True)):
        edge = output if isinstance(output, GradientEdge) else None
        data = None if edge is not None else output._data
        if edge is None and gradient is not None and gradient._data.shape != data.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{index}] has a shape of {gradient.shape} and output[{index}] has a "
                f"shape of {output.shape}.\n"
                "Why: v in vᵀJ holds one weight per element of the output. See lesson 10."
            )
        if edge is None and gradient is None and output._requires_grad and data.size != 1:
            raise RuntimeError(NOT_SCALAR.format(shape=list(output.shape)))
        if edge is None and not output._requires_grad:
            raise RuntimeError(NO_GRAD_FN.format(index=index))
        roots.append(edge if edge is not None else edge_of(output))
        start = (
            wrap(np.ones_like(data) if data.__class__ is np.ndarray else data.dtype.type(1))
            if gradient is None
            else gradient
        )
        gradients.append(start if create_graph else start._data)
    return roots, gradients


def _tensor_backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None) -> None:
    """Compute the gradient of this tensor with respect to every leaf behind it and add it to the leaf's `.grad`."""
    backward(self, gradient, retain_graph, create_graph, inputs=inputs)


Tensor.backward = _tensor_backward
