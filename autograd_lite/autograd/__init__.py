"""torch.autograd in small: `backward` and `grad`, and the doors to everything else."""

from __future__ import annotations

import warnings

import numpy as np

from ..refusals import refuse, text
from ..tensor import GradientEdge, Size, Tensor, wrap
from . import engine, function, graph, hooks
from .accumulation import accumulate
from .function import Function
from .grad_mode import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from .graph import edge_of


def backward(
    tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None
) -> None:
    """Compute the gradient of `tensors` with respect to every leaf behind them and add it to the leaf's `.grad`.

    `grad_tensors` is the row vector v of vᵀJ, one per tensor, of its shape; a one-element tensor needs none. With
    `inputs`, only their `.grad` is changed. Raises RuntimeError where no graph, no gradient or a freed graph stands
    in the way.

    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> torch.autograd.backward((x * x).sum()); x.grad
    tensor([2., 4.])
    """
    if grad_variables is not None:
        warnings.warn(text("grad_variables"), FutureWarning, stacklevel=2)
        if grad_tensors is not None:
            raise refuse("grad_variables_too")
        grad_tensors = grad_variables
    wanted = tuple(inputs.values()) if isinstance(inputs, dict) else as_tuple(inputs)
    if inputs is not None and not wanted:
        raise refuse("inputs_empty")
    roots, gradients = starting_gradients(as_tuple(tensors), as_tuple(grad_tensors), create_graph)
    retain = create_graph if retain_graph is None else retain_graph
    if create_graph:
        warnings.warn(text("create_graph"), UserWarning, stacklevel=2)
    if not wanted:
        engine.run_backward(roots, gradients, retain, create_graph, deposit=accumulate)
        return
    for target in wanted:
        if isinstance(target, Tensor):
            target.retain_grad()
    edges = list(dict.fromkeys(map(input_edge, wanted)))
    captured = engine.run_backward(roots, gradients, retain, create_graph, edges)
    for edge, gradient in zip(edges, captured, strict=True):
        if gradient is not None and isinstance(edge, Tensor):  # a computed tensor has retained its own
            accumulate(edge, gradient)


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
    With `is_grads_batched=True` every grad_output holds a batch along its first dimension, and so does every result.
    A dictionary of inputs gives a dictionary of gradients.

    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> torch.autograd.grad(x**2, x)
    (tensor(6.),)
    """
    if isinstance(inputs, dict):
        results = grad(
            outputs, tuple(inputs.values()), grad_outputs, retain_graph, create_graph, only_inputs, allow_unused,
            is_grads_batched, materialize_grads,
        )  # fmt: skip
        return dict(zip(inputs, results, strict=True))
    if materialize_grads and allow_unused is False:
        raise refuse("materialize_unused")
    if not only_inputs:
        warnings.warn(text("only_inputs"), FutureWarning, stacklevel=2)
    if outputs is None or inputs is None:
        raise refuse("grad_of_nothing")
    outs, wanted, given = as_tuple(outputs), as_tuple(inputs), as_tuple(grad_outputs)
    if not wanted:
        raise refuse("grad_inputs_empty")
    edges = [input_edge(i) for i in wanted]
    retain = create_graph if retain_graph is None else retain_graph
    if is_grads_batched:
        captured = _each_of_batch(outs, given, edges, create_graph)
    else:
        roots, gradients = starting_gradients(outs, given, create_graph)
        captured = engine.run_backward(roots, gradients, retain, create_graph, edges)
    results = []
    for index, (target, gradient) in enumerate(zip(wanted, captured, strict=True)):
        if gradient is None and not (allow_unused or materialize_grads):
            raise refuse("unused", index=index)
        if gradient is None and materialize_grads:
            if isinstance(target, GradientEdge):
                raise refuse("materialize_edge")
            gradient = np.zeros_like(target._data)
        results.append(gradient if gradient is None or isinstance(gradient, Tensor) else wrap(gradient))
    return tuple(results)


def _each_of_batch(outputs, given, edges, create_graph: bool) -> list:
    """Return what `run_backward` captures, once per row of the batch, the rows stacked."""
    for index, (output, batch) in enumerate(zip(outputs, given, strict=False)):
        # torch's sentence shows one dimension less of what was given than it compares
        if batch is not None and batch.shape[1:] != output.shape:
            raise refuse("batch_shape", index=index, given=Size(batch.shape[2:]), wanted=output.shape)
    rows = []
    for gradients in zip(*given, strict=True) if given else [()]:
        roots, starts = starting_gradients(outputs, gradients, create_graph)
        rows.append(engine.run_backward(roots, starts, True, create_graph, edges))
    columns = zip(*rows, strict=True)
    return [None if c[0] is None else _stacked(c) for c in columns]


def _stacked(rows):
    if not isinstance(rows[0], Tensor):
        return np.stack(rows)
    batch = wrap(np.empty((len(rows), *rows[0].shape), rows[0]._data.dtype))
    for i, row in enumerate(rows):
        batch[i] = row
    return batch


def as_tuple(value) -> tuple:
    """Return one tensor (or edge) as a tuple of one, a sequence as a tuple, None as an empty tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, (Tensor, GradientEdge)) else tuple(value)


def input_edge(target):
    """Return the edge where the gradient of an input arrives; refuse inputs that want none."""
    if isinstance(target, GradientEdge):
        return target if target.node._num_outputs > 1 else getattr(target.node, "variable", target.node)
    if not isinstance(target, Tensor):
        raise refuse("input_type", type=type(target).__name__)
    if not target._requires_grad:
        raise refuse("input_without_grad")
    return edge_of(target)


def starting_gradients(outputs, given, create_graph: bool):
    """Return the edges to start from and the gradient for each: the given one, or 1 for a single number."""
    given = given or (None,) * len(outputs)
    if len(given) < len(outputs):
        raise refuse("start_count", outputs=len(outputs), given=len(given))
    roots, gradients = [], []
    for index, (output, gradient) in enumerate(zip(outputs, given)):  # noqa: B905 - torch ignores surplus ones
        if not isinstance(output, (Tensor, GradientEdge)):
            raise refuse("output_type")
        if gradient is not None and not isinstance(gradient, Tensor):
            raise refuse("start_type", type=type(gradient).__name__)
        edge = output if isinstance(output, GradientEdge) else None
        if edge is None and gradient is not None and gradient._data.shape != output._data.shape:
            raise refuse("start_shape", index=index, given=gradient.shape, wanted=output.shape)
        if edge is None and gradient is None and output._requires_grad and output._data.size != 1:
            raise refuse("not_scalar", shape=tuple(output.shape))
        if edge is None and not output._requires_grad:
            raise refuse("no_grad_fn", index=index)
        if gradient is None:
            kind = np.float64 if edge is not None else output._data.dtype.type
            numbers = kind(1) if edge is not None or output._data.ndim == 0 else np.ones_like(output._data)
            gradient = wrap(numbers) if create_graph else numbers
        else:
            gradient = gradient if edge is not None else gradient.to(output.dtype)
            gradient = gradient if create_graph else gradient._data
        roots.append(edge_of(output) if edge is None else input_edge(edge))
        gradients.append(gradient)
    return roots, gradients


class _History(type):
    def __instancecheck__(cls, value) -> bool:
        return isinstance(value, Tensor)


class Variable(metaclass=_History):
    """History: before torch 0.4 (2018) only a Variable could be differentiated. Returns a Tensor."""

    def __new__(cls, data, requires_grad: bool = False):
        if not isinstance(data, Tensor):
            raise refuse("data_type", type=type(data).__name__)
        return data.detach().requires_grad_(requires_grad)


def _tensor_backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None) -> None:
    """Compute the gradient of this tensor with respect to every leaf behind it and add it to the leaf's `.grad`."""
    backward(self, gradient, retain_graph, create_graph, inputs=inputs)


Tensor.backward = _tensor_backward
_tensor_backward.__qualname__ = "Tensor.backward"  # as Python shows it when the arguments are wrong

# These stand on `grad`, so they can only be loaded once it is there.
from . import functional  # noqa: E402
from .anomaly_mode import detect_anomaly, is_anomaly_enabled, set_detect_anomaly  # noqa: E402
from .gradcheck import gradcheck, gradgradcheck  # noqa: E402
