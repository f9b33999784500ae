"""backward and grad: second passes, shapes, unused inputs, second derivatives, in-place changes."""

from .registry import case, leaf


@case("second backward x*x")
def _(torch):
    x = leaf(torch, 3.0)
    y = x * x
    y.backward()
    y.backward()


@case("second backward x+2 (nothing saved)")
def _(torch):
    x = leaf(torch, 3.0)
    y = x + 2
    y.backward()
    y.backward()
    return x.grad


@case("second backward on sub graph 2*x after z=y*y")
def _(torch):
    y = 2 * leaf(torch, 3.0)
    (y * y).backward()
    y.backward()


@case("retain")
def _(torch):
    x = leaf(torch, 3.0)
    y = x * x
    y.backward(retain_graph=True)
    y.backward()
    return x.grad


@case("shared part")
def _(torch):
    y = leaf(torch, 3.0) ** 2
    (y * 2).backward()
    (y * 3).backward()


@case("nonscalar")
def _(torch):
    (leaf(torch, 1.0, 2.0) * 2).backward()


@case("one-element shape (1,)")
def _(torch):
    x = torch.tensor([1.0], requires_grad=True)
    (x * 2).backward()
    return x.grad


@case("grad shape mismatch")
def _(torch):
    (leaf(torch, 1.0, 2.0) * 2).backward(torch.ones(3))


@case("int grad tensors")
def _(torch):
    return (leaf(torch, 1.0, 2.0) * 2).backward(torch.tensor([1, 1]))


@case("no rg")
def _(torch):
    torch.tensor(1.0).backward()


@case("unused")
def _(torch):
    x, y = leaf(torch, 1.0), leaf(torch, 1.0)
    torch.autograd.grad(2 * x, (x, y))


@case("unused ok")
def _(torch):
    x, y = leaf(torch, 1.0), leaf(torch, 1.0)
    return torch.autograd.grad(2 * x, (x, y), allow_unused=True)


@case("materialize")
def _(torch):
    x, y = leaf(torch, 1.0), leaf(torch, 1.0)
    return torch.autograd.grad(2 * x, (x, y), materialize_grads=True)


@case("materialize+allow False")
def _(torch):
    x = leaf(torch, 1.0)
    torch.autograd.grad(2 * x, x, materialize_grads=True, allow_unused=False)


@case("input not requires grad + allow_unused")
def _(torch):
    x = leaf(torch, 1.0)
    torch.autograd.grad(2 * x, (x, torch.tensor(1.0)), allow_unused=True)


@case("0*y used: zero")
def _(torch):
    x, y = leaf(torch, 1.0), leaf(torch, 1.0)
    return torch.autograd.grad(2 * x + 0 * y, (x, y))


@case("only_inputs False")
def _(torch):
    x = leaf(torch, 1.0)
    return torch.autograd.grad(2 * x, x, only_inputs=False)


@case("backward create_graph")
def _(torch):
    x = leaf(torch, 2.0)
    (x**3).backward(create_graph=True)
    found = repr((x.grad, x.grad.grad_fn))
    x.grad = None
    return found


@case("grad^3")
def _(torch):
    x = leaf(torch, 2.0)
    (first,) = torch.autograd.grad(x**3, x, create_graph=True)
    (second,) = torch.autograd.grad(first, x, create_graph=True)
    (third,) = torch.autograd.grad(second, x)
    return first, second, third, x.grad


@case("second grad w/o create_graph")
def _(torch):
    x = leaf(torch, 2.0)
    (first,) = torch.autograd.grad(x**3, x)
    torch.autograd.grad(first, x)


@case("second derivative of linear")
def _(torch):
    x = leaf(torch, 2.0)
    (first,) = torch.autograd.grad(3 * x, x, create_graph=True)
    torch.autograd.grad(first, x)


@case("g of linear rg?")
def _(torch):
    x = leaf(torch, 2.0)
    (first,) = torch.autograd.grad(3 * x, x, create_graph=True)
    return first.requires_grad, first.grad_fn


@case("relu 2nd")
def _(torch):
    x = leaf(torch, -2.0)
    (first,) = torch.autograd.grad(torch.relu(x), x, create_graph=True)
    # The name of first.grad_fn is left out: torch has a node of its own for the derivative of a derivative.
    return first.item(), first.requires_grad, torch.autograd.grad(first, x)[0]


@case("backward list")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    torch.autograd.backward([(x * x).sum(), (3 * x).sum()])
    return x.grad


@case("grad sum of outputs")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad([(x * x).sum(), (3 * x).sum()], x)


@case("vjp row")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad(x * x, x, torch.tensor([1.0, 0.0]))


@case("backward inputs=nonleaf")
def _(torch):
    x = leaf(torch, 2.0)
    y = x * 2
    (y * y).backward(inputs=[y])
    return x.grad, y.grad


@case("leaf inplace")
def _(torch):
    leaf(torch, 1.0, 2.0).add_(1)


@case("leaf setitem")
def _(torch):
    leaf(torch, 1.0, 2.0)[0] = 5.0


@case("y=x*2; y.add_(1) (web says error)")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    y = x * 2
    y.add_(1)
    y.sum().backward()
    return x.grad


@case("exp; add_")
def _(torch):
    y = leaf(torch, 1.0, 2.0).exp()
    y.add_(1)
    y.sum().backward()


@case("u**2; u.add_")
def _(torch):
    u = leaf(torch, 1.0, 2.0) + 1
    y = u**2
    u.add_(1)
    y.sum().backward()


@case("no_grad inplace")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    with torch.no_grad():
        x.add_(1)
    return x, x.is_leaf, x._version


@case("no_grad inplace after forward")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    y = x**2
    with torch.no_grad():
        x.add_(1)
    y.sum().backward()


@case(".data inplace after forward silently wrong")
def _(torch):
    x = leaf(torch, 1.0, 2.0)
    y = x**2
    x.data.add_(1)
    y.sum().backward()
    return x.grad


@case("detach inplace detected")
def _(torch):
    y = leaf(torch, 1.0, 2.0).exp()
    y.detach().add_(1)
    y.sum().backward()


# The 1-row, 2-column and 3-vector results of one Jacobian, v by v.
def _row(v):
    @case(str(v)[1:-1])
    def _(torch):
        x = leaf(torch, 1.0, 2.0)
        y = torch.stack([x[0] ** 2, x[0] * 2 + x[1], torch.sin(x[1])])
        (row,) = torch.autograd.grad(y, x, torch.tensor([float(n) for n in v]))
        return row


for _v in ([1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0], [1.0, 1, 1]):
    _row(_v)


@case("the whole Jacobian")
def _(torch):
    return torch.autograd.functional.jacobian(
        lambda x: torch.stack([x[0] ** 2, x[0] * 2 + x[1], torch.sin(x[1])]), torch.tensor([1.0, 2.0])
    )


@case("x - mean(x)")
def _(torch):
    x = leaf(torch, 1.0, 2.0, 3.0, 4.0)
    y = x - x.mean()
    (ones,) = torch.autograd.grad(y, x, torch.ones(4), retain_graph=True)
    diagonal = torch.stack([torch.autograd.grad(y[i], x, retain_graph=True)[0][i] for i in range(4)])
    return ones.abs() < 1e-12, diagonal
