"""Functions in every form: saved tensors, hooks on saving, other ways to write them."""

from .registry import case, leaf
from .specimens import made, product_in_two_steps, square_once, triple_by_vjp, triple_twice


@case("function: setup")
def _(torch):
    a = leaf(torch, 1.0)
    y = product_in_two_steps(torch).apply(a, torch.tensor(3.0))
    y.backward()
    return (y, a.grad, y.grad_fn.saved_tensors)


@case("function: once")
def _(torch):
    a = leaf(torch, 3.0)
    (g,) = torch.autograd.grad(square_once(torch).apply(a), a, create_graph=True)
    print(g, g.grad_fn)
    return torch.autograd.grad(g, a)


@case("function: save nontensor")
def _(torch):
    return made(torch, lambda c, a: (c.save_for_backward(3.0), a * 2)[1], lambda c, g: g).apply(leaf(torch, 1.0))


@case("function: save nontensor2")
def _(torch):
    return made(torch, lambda c, a: (c.save_for_backward(a, [1]), a * 2)[1], lambda c, g: g).apply(leaf(torch, 1.0))


@case("function: save None")
def _(torch):
    F = made(torch, lambda c, a: (c.save_for_backward(a, None), a * 2)[1], lambda c, g: (print(c.saved_tensors), g)[1])
    F.apply(leaf(torch, 1.0)).backward()


@case("function: save twice")
def _(torch):
    F = made(
        torch,
        lambda c, a: (c.save_for_backward(a), c.save_for_backward(), a * 2)[2],
        lambda c, g: (print(c.saved_tensors), g)[1],
    )
    F.apply(leaf(torch, 1.0)).backward()


@case("function: saved in forward")
def _(torch):

    def fw(c, a):
        c.save_for_backward(a)
        print(c.saved_tensors)
        return a * 2

    made(torch, fw, lambda c, g: g).apply(leaf(torch, 1.0))


@case("function: saved overwritten")
def _(torch):
    F = made(torch, lambda c, a: (c.save_for_backward(a), a * 2)[1], lambda c, g: (c.saved_tensors, g)[1])
    a = leaf(torch, 1.0, 2.0)
    b = a * 1
    y = F.apply(b)
    b.add_(1)
    y.sum().backward()


@case("function: saved out overwritten")
def _(torch):

    def fw(c, a):
        o = a.exp()
        c.save_for_backward(o)
        return o

    F = made(torch, fw, lambda c, g: (c.saved_tensors, g)[1], "E")
    a = leaf(torch, 1.0, 2.0)
    b = a * 1
    y = F.apply(b)
    y.add_(1)
    y.sum().backward()


@case("function: saved out double")
def _(torch):

    def fw(c, a):
        o = a.exp()
        c.save_for_backward(o)
        return o

    F = made(torch, fw, lambda c, g: (print(c.saved_tensors), g * c.saved_tensors[0])[1], "E")
    a = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad(torch.autograd.grad(F.apply(a).sum(), a, create_graph=True)[0].sum(), a)


@case("function: instance")
def _(torch):
    return made(torch, lambda c, a: a, lambda c, g: g)()


@case("function: instance call")
def _(torch):
    return made(torch, lambda c, a: a, lambda c, g: g)()(leaf(torch, 1.0))


@case("function: apply instance")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: g)().apply(leaf(torch, 1.0))


@case("function: vjp")
def _(torch):
    a = leaf(torch, 1.0)
    triple_by_vjp(torch).apply(a).backward()
    return a.grad


@case("function: vjp and backward")
def _(torch):
    return triple_twice(torch).apply(leaf(torch, 1.0)).backward()


@case("function: unpack bad")
def _(torch):
    with torch.autograd.graph.saved_tensors_hooks(lambda t: 3, lambda v: 4.0):
        y = leaf(torch, 2.0) ** 2
    y.backward()


@case("function: hooks")
def _(torch):
    a = leaf(torch, 2.0, 3.0)
    with torch.autograd.graph.saved_tensors_hooks(
        lambda t: (print("pack", t), t)[1], lambda v: (print("unpack", v), v)[1]
    ):
        y = (a * a).exp()
    y.sum().backward()
    return a.grad


@case("function: two outs")
def _(torch):
    y = made(torch, lambda c, a: (a * 2, a * 3), lambda c, g, h: g).apply(leaf(torch, 1.0))
    return (y, y[1].output_nr, y[0].grad_fn is y[1].grad_fn)
