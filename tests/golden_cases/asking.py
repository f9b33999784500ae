"""More questions to grad and backward."""

from .registry import case, leaf


@case("ask: Variable")
def _(torch):
    a = leaf(torch, 1.0)
    v = torch.autograd.Variable(a)
    return (
        v is a,
        v.requires_grad,
        torch.autograd.Variable(torch.tensor(1.0), requires_grad=True),
        isinstance(a, torch.autograd.Variable),
        torch.autograd.Variable(a * 2),
    )


@case("ask: grad int")
def _(torch):
    return (lambda y: y.backward(torch.tensor(2)))(leaf(torch, 1.0) * 2)


@case("ask: grad int2")
def _(torch):
    a = leaf(torch, 1.0)
    (a * 2).backward(torch.tensor(2))
    return a.grad


@case("ask: grad f32")
def _(torch):
    a = leaf(torch, 1.0)
    (a * 2).backward(torch.tensor(2.0, dtype=torch.float32))
    return a.grad


@case("ask: no outputs")
def _(torch):
    a = leaf(torch, 1.0)
    return torch.autograd.grad([], [a])


@case("ask: no inputs")
def _(torch):
    a = leaf(torch, 1.0)
    return torch.autograd.grad(a * 2, [])


@case("ask: same")
def _(torch):
    a = leaf(torch, 1.0)
    b = a * 2
    return torch.autograd.grad(b, b)


@case("ask: same leaf")
def _(torch):
    a = leaf(torch, 1.0)
    return torch.autograd.grad(a, a)


@case("ask: leaf backward")
def _(torch):
    a = leaf(torch, 1.0)
    a.backward()
    return a.grad


@case("ask: dup")
def _(torch):
    a = leaf(torch, 1.0)
    return torch.autograd.grad(a * 2, [a, a])


@case("ask: dup backward")
def _(torch):
    a = leaf(torch, 1.0)
    (a * 2).backward(inputs=[a, a])
    return a.grad


@case("ask: inputs nonleaf root")
def _(torch):
    a = leaf(torch, 1.0)
    b = a * 2
    b.backward(inputs=[b])
    return (b.grad, b.retains_grad)


@case("ask: inputs nonleaf")
def _(torch):
    a = leaf(torch, 1.0)
    b = a * 2
    c = b * 3
    c.backward(inputs=[b, a])
    return (b.grad, b.retains_grad, a.grad)


@case("ask: inputs post")
def _(torch):
    a = leaf(torch, 1.0)
    a.register_post_accumulate_grad_hook(lambda p: print("post"))
    (a * 2).backward(inputs=[a])


@case("ask: inner")
def _(torch):
    a = leaf(torch, 1.0)
    b = a * 2
    c = b + a
    d = torch.autograd.grad(c * c, [b, a], retain_graph=True)
    return d


@case("ask: extra grads")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad(a**2, a, (torch.ones(2), torch.ones(2)))


@case("ask: fewer grads")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad([a**2, a], a, (torch.ones(2),))


@case("ask: edge as input of backward")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    b = a * 2
    edge = torch.autograd.graph.get_gradient_edge(a)
    (b * b).sum().backward(inputs=[edge])
    return a.grad


@case("ask: edge of a computed tensor as input of grad")
def _(torch):
    b, c = leaf(torch, 1.0, 2.0) * 2, leaf(torch, 3.0)
    inputs = {"edge": torch.autograd.graph.get_gradient_edge(b), "c": c}
    return torch.autograd.grad((b * b).sum(), inputs, materialize_grads=True)


@case("ask: edge unused, zeros wanted")
def _(torch):
    edge = torch.autograd.graph.get_gradient_edge(leaf(torch, 3.0))
    return torch.autograd.grad((leaf(torch, 1.0) * 2).sum(), edge, materialize_grads=True)
