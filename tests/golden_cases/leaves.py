"""Who is a leaf, who has a .grad, and what a tensor refuses to be."""

from .registry import case, leaf


def twice(torch):
    """Return the chain of the source notes: x = 3, y = 2x, z = y·y."""
    x = leaf(torch, 3.0)
    y = 2 * x
    return x, y, y * y


@case("nonleaf grad")
def _(torch):
    _, y, z = twice(torch)
    z.backward()
    return y.grad


@case("retain_grad")
def _(torch):
    x, y, z = twice(torch)
    y.retain_grad()
    z.backward()
    return y.grad, x.grad


@case("retain_grad no rg")
def _(torch):
    torch.tensor(1.0).retain_grad()


@case("requires_grad_(False) nonleaf")
def _(torch):
    twice(torch)[1].requires_grad_(False)


@case("requires_grad_(True) nonleaf")
def _(torch):
    return twice(torch)[1].requires_grad_(True).is_leaf


@case("requires_grad_(False) after recording")
def _(torch):
    w, b = leaf(torch, 3.0), leaf(torch, 1.0)
    z = (w * 2 + b).sum()
    w.requires_grad_(False)
    z.backward()
    return w.grad, b.grad, z.requires_grad


@case("int rg")
def _(torch):
    torch.tensor([1, 2], requires_grad=True)


@case("numpy")
def _(torch):
    leaf(torch, 1.0).numpy()


@case("item2")
def _(torch):
    torch.tensor([1.0, 2.0]).item()


@case("float(t)")
def _(torch):
    return float(leaf(torch, 1.0))


@case("w = w - lr*grad")
def _(torch):
    w = leaf(torch, 2.0)
    (w * w).backward()
    w = w - 0.1 * w.grad
    return w.is_leaf, w.grad


@case("is_leaf double/to cpu/clone")
def _(torch):
    x = torch.tensor(1.0, dtype=torch.float32, requires_grad=True)
    return x.double().is_leaf, x.to("cpu").is_leaf, x.clone().is_leaf, x.double().grad_fn, x.clone().grad_fn


@case("no rg computed is leaf")
def _(torch):
    a = torch.tensor(2.0)
    b = a * a
    return b.is_leaf, b.grad_fn, b.detach().is_leaf, b.grad


@case("detach shares storage")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    x.detach()[0] = 9.0
    return x


@case("next_functions")
def _(torch):
    x = leaf(torch, 3.0)
    z = 2 * x * 3
    step = z.grad_fn.next_functions[0][0]
    return step.name(), z.grad_fn.next_functions, step.next_functions, x.grad_fn


@case("no grad is None, not 0")
def _(torch):
    return leaf(torch, 1.0).grad


@case("grad None vs 0")
def _(torch):
    x, y = leaf(torch, 1.0), leaf(torch, 1.0)
    (x + 0 * y).backward()
    return y.grad


@case("zero_grad sets None")
def _(torch):
    w = leaf(torch, 1.0)
    optimizer = torch.optim.SGD([w], lr=0.1)
    (w * w).backward()
    optimizer.zero_grad()
    return w.grad


def frozen(torch, set_to_none):
    """Train for a step, freeze, and step again."""
    w = leaf(torch, 2.0)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    (w * w).backward()
    optimizer.step()
    after_one = w.item()
    optimizer.zero_grad(set_to_none=set_to_none)
    w.requires_grad_(False)
    optimizer.step()
    return round(after_one, 6), round(w.item(), 6)


@case("frozen w/ zero grad + momentum still moves")
def _(torch):
    return frozen(torch, set_to_none=False)


@case("frozen w/ None grad")
def _(torch):
    return frozen(torch, set_to_none=True)


@case("leaf table")
def _(torch):
    x, y, z = twice(torch)
    y.retain_grad()
    z.backward()
    return z.item(), y.grad, x.grad, z.grad_fn, y.grad_fn, x.grad_fn, x.is_leaf, y.is_leaf


@case("tensor of tensors cuts")
def _(torch):
    a = leaf(torch, 1.0)
    return torch.tensor([a, a * 2]).requires_grad
