"""The judge of a learner's own autograd Function: it is run, differentiated, and compared edge by edge."""

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Finding, Unfinished, only_dots
from classroom.judges import as_numbers, causes, close
from classroom.wording import show


class OperationJudge:
    """Judge a subclass of torch.autograd.Function by its value and by the gradient of every input.

    `forward(*inputs)` and `backward(v, *inputs)` are the truth, in NumPy: backward returns vᵀJ per input
    before broadcasting is undone. `cases` are pairs (inputs, v): the arriving gradient v has the output's
    shape.
    """

    def __init__(self, name, inputs, forward, backward, cases, slips):
        self.name, self.inputs, self.cases, self.slips = name, inputs, cases, slips
        self.forward, self.backward = forward, backward

    def __call__(self, answer):
        answer = getattr(answer, "__self__", answer)  # Line.apply was handed in: it is bound to its class
        problem = self._form(answer)
        if problem:
            return problem
        runs = []
        for inputs, v in self.cases:
            run = self._run(answer, inputs, v)
            if isinstance(run, Finding):
                return run
            runs.append(run)
        off = next((i for i, grads in enumerate(runs) if not self._all_close(grads, self.backward, i)), None)
        return None if off is None else self._diagnose(runs, off)

    def _form(self, answer):
        if not isinstance(answer, type):
            if isinstance(answer, torch.autograd.Function):
                return Finding(f"Hand in the class itself, without brackets: {self.name}, not {self.name}().")
            return Finding(
                f"`{self.name}` is {show(answer)}. Write a class: class {self.name}(torch.autograd.Function):"
            )
        if not issubclass(answer, torch.autograd.Function):
            return Finding(f"`{self.name}` must derive from torch.autograd.Function, or it has no apply.")
        empty = [part for part in ("forward", "backward") if only_dots(getattr(answer, part, None))]
        if empty:
            raise Unfinished(f"Still `...`: {' and '.join(empty)} of `{self.name}`.")
        return None

    def _run(self, answer, inputs, v):
        """Give the learner's gradients for one case, or a Finding where there is no number to compare."""
        tensors = [torch.tensor(np.array(value), requires_grad=True) for value in inputs]
        text = f"{self.name}.apply({self._listing(inputs)})"
        try:
            out = answer.apply(*tensors)
        except Exception as error:
            raise AnswerRaised(text, error) from error
        if out is None or out is ...:
            return Finding(f"{text} gives {show(out)}. Does forward end with `return`?")
        want = self.forward(*inputs)
        if not close(out, want):
            return Finding(f"{text} should give {show(want)}; yours gives {show(out)}.")
        try:
            out.backward(torch.tensor(v))
        except Exception as error:
            key = next((key for key, slip in self.slips.items() if causes(slip, error)), None)
            if key:
                return Finding(f"{self.slips[key].say}\nThe engine says: {str(error).splitlines()[0]}.", key)
            raise AnswerRaised(f"{text} worked, but backward({show(v)})", error) from error
        return [None if t.grad is None else as_numbers(t.grad) for t in tensors]

    def _all_close(self, grads, rule, index):
        """Compare one run with a rule's gradients, each summed to the shape of its input."""
        inputs, v = self.cases[index]
        wanted = rule(v, *inputs)
        return all(
            grad is not None and close(grad, _sum_to(want, np.shape(value)))
            for grad, want, value in zip(grads, wanted, inputs, strict=True)
        )

    def _diagnose(self, runs, off):
        inputs, v = self.cases[off]
        for key, slip in self.slips.items():
            if slip.like and all(self._all_close(grads, slip.like, i) for i, grads in enumerate(runs)):
                return Finding(f"{slip.say}\n{self._example(runs[off], inputs, v)}", key)
        return Finding(self._example(runs[off], inputs, v))

    def _example(self, grads, inputs, v):
        wanted = [_sum_to(w, np.shape(value)) for w, value in zip(self.backward(v, *inputs), inputs, strict=True)]
        bad = next(i for i, grad in enumerate(grads) if grad is None or not close(grad, wanted[i]))
        name = self.inputs[bad]
        return (
            f"With {self._listing(inputs)}\nand backward({show(v)}):\n"
            f"{name}.grad should be {show(wanted[bad])}; yours is {show(grads[bad])}."
        )

    def _listing(self, inputs):
        return ", ".join(f"{name}={show(value)}" for name, value in zip(self.inputs, inputs, strict=True))


def _sum_to(gradient, shape):
    """Undo broadcasting: sum a gradient over the axes along which its input was repeated."""
    gradient = np.asarray(gradient, dtype=float)
    extra = gradient.ndim - len(shape)
    if extra < 0:
        return np.broadcast_to(gradient, shape)
    gradient = gradient.sum(axis=tuple(range(extra)))
    repeated = tuple(i for i, n in enumerate(shape) if n == 1 and gradient.shape[i] != 1)
    return gradient.sum(axis=repeated, keepdims=True)
