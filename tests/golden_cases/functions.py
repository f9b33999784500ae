"""Functions written by learners, right and wrong."""

from .registry import case, leaf


def make(torch, name, forward, backward):
    """Return a Function class of that name."""
    members = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type(name, (torch.autograd.Function,), members)


def line(torch):
    """Return the Function of the source notes: out = w·x + b."""

    def forward(ctx, w, x, b):
        ctx.save_for_backward(w, x)
        return w * x + b

    def backward(ctx, grad_out):
        w, x = ctx.saved_tensors
        return grad_out * x, grad_out * w, grad_out

    return make(torch, "Line", forward, backward)


def product(torch, name, answer):
    """Return a Function of two arguments whose backward gives `answer(g)`."""
    return make(torch, name, lambda ctx, x, k: x * k, lambda ctx, g: answer(g))


@case("missing None")
def _(torch):
    product(torch, "L", lambda g: g * 2).apply(leaf(torch, 1.0), 2).backward()


@case("extra None")
def _(torch):
    x = leaf(torch, 1.0)
    product(torch, "L2", lambda g: (g * 3, None, None)).apply(x, 3).backward()
    return x.grad


@case("wrong shape")
def _(torch):
    product(torch, "L3", lambda g: (torch.ones(3), None)).apply(leaf(torch, 1.0, 2.0), 2).sum().backward()


@case("scalar shape for vector input (expand)")
def _(torch):
    product(torch, "L3b", lambda g: (torch.tensor(1.0), None)).apply(leaf(torch, 1.0, 2.0), 2).sum().backward()


def without_static(torch):
    class L4(torch.autograd.Function):
        def forward(ctx, x):
            return x * 2

        def backward(ctx, g):
            return g * 2

    return L4


@case("legacy non static")
def _(torch):
    return without_static(torch).apply(leaf(torch, 1.0))


@case("legacy call")
def _(torch):
    return without_static(torch)()(leaf(torch, 1.0))


@case("save nontensor")
def _(torch):
    def forward(ctx, x):
        ctx.save_for_backward(2.0)
        return x * 2

    make(torch, "Saves", forward, lambda ctx, g: g).apply(leaf(torch, 1.0))


@case("direct forward")
def _(torch):
    line(torch).forward(None, leaf(torch, 1.0), leaf(torch, 1.0), leaf(torch, 1.0))


@case("gradcheck float32")
def _(torch):
    x = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
    try:
        torch.autograd.gradcheck(torch.sin, x)
    except RuntimeError as error:
        return type(error).__name__, str(error).split("\n")[0]


@case("gradcheck and gradgradcheck")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    return torch.autograd.gradcheck(torch.sin, x), torch.autograd.gradgradcheck(torch.sin, x)


@case("seed line with broadcast b (2,)")
def _(torch):
    w, x, b = torch.ones(2, 2, requires_grad=True), torch.ones(2, 2), leaf(torch, 1.0, 2.0)
    line(torch).apply(w, x, b).sum().backward()
    return b.grad


@case("seed line with scalar b")
def _(torch):
    w, x, b = torch.ones(2, 2, requires_grad=True), torch.ones(2, 2), leaf(torch, 1.0)
    line(torch).apply(w, x, b).sum().backward()
    return b.grad


@case("seed line gradcheck w (2,1)")
def _(torch):
    w = torch.tensor([[1.0], [2.0]], requires_grad=True)
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    return torch.autograd.gradcheck(line(torch).apply, (w, x, leaf(torch, 1.0)))


@case("mode inside forward and backward")
def _(torch):
    seen = []

    def forward(ctx, x):
        seen.append(torch.is_grad_enabled())
        return x * 2

    def backward(ctx, g):
        seen.append((torch.is_grad_enabled(), ctx.needs_input_grad))
        return g * 2

    make(torch, "Watch", forward, backward).apply(leaf(torch, 1.0)).backward()
    return seen


@case("ctx.x attr + inplace silently wrong")
def _(torch):
    def forward(ctx, x):
        ctx.x = x
        return x**2

    x = leaf(torch, 1.0, 2.0)
    y = make(torch, "Keeps", forward, lambda ctx, g: g * 2 * ctx.x).apply(x)
    with torch.no_grad():
        x.add_(1)
    y.sum().backward()
    return x.grad


@case("forgets grad_output")
def _(torch):
    found = []
    for factor in (1, 3):
        x = leaf(torch, 1.0, 2.0)
        y = make(torch, "Forgets", lambda ctx, x: x**2, lambda ctx, g, x=x: 2 * x.detach()).apply(x)
        (factor * y).sum().backward()
        found.append(x.grad)
    return found
