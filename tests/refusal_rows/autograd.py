"""Programs that autograd refuses, beyond the golden cases."""

import warnings

from golden_cases.functions import make
from golden_cases.registry import leaf


def overwritten_anomaly(torch):
    with torch.autograd.set_detect_anomaly(True):
        y = leaf(torch, 1.0, 2.0).exp()
        y.add_(1)
        y.sum().backward()


def pack_inplace(torch):
    def pack(tensor):
        with torch.no_grad():
            return tensor.add_(1)

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        (leaf(torch, 1.0, 2.0) * 1).exp()


def inplace_multi(torch):
    (leaf(torch, 1.0, 2.0) * 1).unbind()[0].mul_(2)


def inplace_multi_indirect(torch):
    y = leaf(torch, 1.0, 2.0) * 1
    part, _ = y.unbind()
    y.mul_(2)
    part.backward()


def inplace_custom(torch):
    make(torch, "Same", lambda ctx, x: x, lambda ctx, g: g).apply(leaf(torch, 1.0, 2.0) * 1).add_(1)


def inplace_custom_indirect(torch):
    y = leaf(torch, 1.0, 2.0) * 1
    same = make(torch, "Same", lambda ctx, x: x, lambda ctx, g: g).apply(y)
    y.mul_(2)
    same.sum().backward()


def once_differentiable(torch):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    def backward(ctx, g):
        return 2 * ctx.saved_tensors[0] * g

    x, v = leaf(torch, 3.0), leaf(torch, 1.0)
    once = make(torch, "Once", forward, torch.autograd.function.once_differentiable(backward))
    (first,) = torch.autograd.grad(once.apply(x), x, v, create_graph=True)
    first.backward()


def not_a_tensor(torch):
    torch.reciprocal(2.0)


def gradcheck_changing(torch):
    calls = []

    def backward(ctx, g):
        calls.append(1)
        return g * (2 + 1e-9 * len(calls))

    torch.autograd.gradcheck(make(torch, "Moody", lambda ctx, x: x * 2, backward).apply, leaf(torch, 1.0))


def gradcheck_product(torch):
    forgetful = make(torch, "Forgetful", lambda ctx, x: x * 2, lambda ctx, g: torch.full_like(g, 2.0))
    torch.autograd.gradcheck(forgetful.apply, leaf(torch, 1.0))


def functional_count(torch):
    x = torch.tensor(1.0)
    torch.autograd.functional.jvp(lambda a, b: a * b, (x, x), (x, x, x))


def anomaly_nan(torch):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with torch.autograd.detect_anomaly():
            leaf(torch, -1.0).sqrt().backward()


def warned(program):
    """Return a program that raises the last warning of another, because a row compares what is raised."""

    def raising(torch):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always", UserWarning)
            try:
                program(torch)
            except RuntimeError:
                pass
        wanted = [w.message for w in said if issubclass(w.category, UserWarning)]
        raise RuntimeError(str(wanted[-1]))

    return raising


def _enabled(torch):
    torch.autograd.detect_anomaly()


def _nan_inside(torch):
    with torch.autograd.detect_anomaly():
        leaf(torch, -1.0).sqrt().backward()


def _nan_outside(torch):
    y = leaf(torch, -1.0).sqrt()
    with torch.autograd.detect_anomaly():
        y.backward()


ROWS = {
    program.__name__: program
    for program in (
        overwritten_anomaly,
        pack_inplace,
        inplace_multi,
        inplace_multi_indirect,
        inplace_custom,
        inplace_custom_indirect,
        once_differentiable,
        not_a_tensor,
        gradcheck_changing,
        gradcheck_product,
        functional_count,
        anomaly_nan,
    )
} | {
    "input_type": lambda t: t.autograd.grad(leaf(t, 1.0), ["x"]),
    "output_type": lambda t: t.autograd.backward([1.0]),
    "grad_of_nothing": lambda t: t.autograd.grad(leaf(t, 1.0), None),
    "flag_of_no_bool": lambda t: setattr(t.tensor(1.0), "requires_grad", "yes"),
    "anomaly_on": warned(_enabled),
    "anomaly_forward": warned(_nan_inside),
    "anomaly_no_forward": warned(_nan_outside),
}
