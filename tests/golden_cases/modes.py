"""Recording on and off."""

from .registry import case, leaf


@case("set_grad_enabled fn")
def _(torch):
    torch.set_grad_enabled(False)
    try:
        return torch.is_grad_enabled(), (leaf(torch, 1.0) * 2).requires_grad
    finally:
        torch.set_grad_enabled(True)


@case("set_grad_enabled ctx")
def _(torch):
    with torch.set_grad_enabled(False):
        inside = torch.is_grad_enabled()
    return inside, torch.is_grad_enabled()


@case("set_grad_enabled decorator")
def _(torch):
    @torch.set_grad_enabled(False)
    def inside():
        return torch.is_grad_enabled()

    return torch.is_grad_enabled(), inside(), torch.is_grad_enabled()


@case("factory in no_grad")
def _(torch):
    with torch.no_grad():
        x = torch.ones(2, requires_grad=True)
        y = x * 2
    return x.requires_grad, y.requires_grad, x.is_leaf


@case("enable in no_grad")
def _(torch):
    x = leaf(torch, 1.0)
    with torch.no_grad(), torch.enable_grad():
        return (x * 2).requires_grad


@case("no_grad w = w - lr")
def _(torch):
    w = leaf(torch, 2.0)
    (w * w).backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    return w.is_leaf, w.requires_grad, (w * 2).requires_grad


@case("no_grad w -= ")
def _(torch):
    w = leaf(torch, 2.0)
    (w * w).backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    return w, w.is_leaf, w.requires_grad, w.grad


@case("no parens")
def _(torch):
    with torch.no_grad:
        pass


@case("restored after an error")
def _(torch):
    try:
        with torch.no_grad():
            raise KeyError
    except KeyError:
        return torch.is_grad_enabled()


@case("generator keeps its own mode")
def _(torch):
    @torch.no_grad()
    def count():
        yield torch.is_grad_enabled()
        yield torch.is_grad_enabled()

    return [(torch.is_grad_enabled(), inside) for inside in count()], torch.is_grad_enabled()


@case("inference tensor saved")
def _(torch):
    with torch.inference_mode():
        x = torch.ones(2)
    return leaf(torch, 1.0, 2.0) * x


@case("inference tensor flags")
def _(torch):
    with torch.inference_mode():
        x = leaf(torch, 1.0, 2.0) * 2
    return x.is_inference(), x.requires_grad, x.clone().is_inference()
