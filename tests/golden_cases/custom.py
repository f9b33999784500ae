"""Functions in every form: outputs, marks, what backward returns."""

from .registry import case, leaf
from .specimens import made, square_once


def dirty(c, a):
    c.mark_dirty(a)
    a.mul_(2)
    return a


def dirty2(c, a):
    c.mark_dirty(a)
    a.mul_(2)
    return a * 1


def dirty4(c, a):
    c.mark_dirty(3)
    return a * 1


def nd(c, a):
    o = a * 2
    i = a > 1
    c.mark_non_differentiable(i)
    return (o, i)


def nm(c, a):
    c.set_materialize_grads(False)
    return (a * 2, a * 3)


@case("function: kwargs")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: g).apply(a=leaf(torch, 1.0))


@case("function: kwargs2")
def _(torch):
    return made(torch, lambda c, a, k=1: a * 2, lambda c, g: g).apply(leaf(torch, 1.0), k=2)


@case("function: no tensor")
def _(torch):
    return made(torch, lambda c, a: torch.tensor(a), lambda c, g: g).apply(3.0)


@case("function: no tensor at all")
def _(torch):
    return made(torch, lambda c: torch.tensor(1.0), lambda c, g: g).apply()


@case("function: nontensor out")
def _(torch):
    return made(torch, lambda c, a: 3.0, lambda c, g: g).apply(leaf(torch, 1.0))


@case("function: nontensor outs")
def _(torch):
    return made(torch, lambda c, a: (a * 2, 3.0, "s", None), lambda c, *g: (print(g), g[0])[1]).apply(leaf(torch, 1.0))


@case("function: nontensor outs back")
def _(torch):
    a = leaf(torch, 1.0)
    y, *_ = made(torch, lambda c, a: (a * 2, 3.0, "s", None), lambda c, *g: (print(g), g[0])[1]).apply(a)
    y.backward()
    return a.grad


@case("function: list out")
def _(torch):
    return made(torch, lambda c, a: [a * 2, a * 3], lambda c, *g: g[0]).apply(leaf(torch, 1.0))


@case("function: None out")
def _(torch):
    return made(torch, lambda c, a: None, lambda c, *g: g[0]).apply(leaf(torch, 1.0))


@case("function: returns input")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    I = made(torch, lambda c, a: a, lambda c, g: g * 5, "I")
    y = I.apply(a)
    return (y is a, y.grad_fn, y._base is a, y.is_leaf)


@case("function: returns input then inplace")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    I = made(torch, lambda c, a: a, lambda c, g: g * 5, "I")
    y = I.apply(a * 1)
    y.add_(1)


@case("function: returns view")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    I = made(torch, lambda c, a: a[0], lambda c, g: torch.stack([g, g]), "I")
    y = I.apply(a * 1)
    return (y, y._base is None, y._version)


@case("function: returns view inplace")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    I = made(torch, lambda c, a: a[0], lambda c, g: torch.stack([g, g]), "I")
    y = I.apply(a * 1)
    y.add_(1)
    return y


@case("function: returns 2 views inplace")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    I = made(torch, lambda c, a: (a[0], a[1]), lambda c, g, h: torch.stack([g, h]), "I")
    y, _z = I.apply(a * 1)
    y.add_(1)
    return y


@case("function: dirty")
def _(torch):
    D = made(torch, dirty, lambda c, g: g * 2, "D")
    a = leaf(torch, 1.0, 2.0)
    b = a * 1
    y = D.apply(b)
    y.sum().backward()
    return (y is b, b.grad_fn, a.grad, b._version)


@case("function: dirty leaf")
def _(torch):
    return made(torch, dirty, lambda c, g: g * 2, "D").apply(leaf(torch, 1.0, 2.0))


@case("function: dirty view")
def _(torch):
    D = made(torch, dirty, lambda c, g: g * 2, "D")
    a = leaf(torch, 1.0, 2.0)
    b = a * 1
    D.apply(b[0])
    b.sum().backward()
    return (a.grad, b)


@case("function: dirty not returned")
def _(torch):
    return made(torch, dirty2, lambda c, g: g * 2, "D").apply(leaf(torch, 1.0, 2.0) * 1)


@case("function: dirty not tensor")
def _(torch):
    return made(torch, dirty4, lambda c, g: g * 2, "D").apply(leaf(torch, 1.0, 2.0) * 1)


@case("function: nondiff")
def _(torch):
    return made(torch, nd, lambda c, g, h: (print(g, h), g * 2)[1], "D").apply(leaf(torch, 1.0, 2.0))


@case("function: nondiff back")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    o, _i = made(torch, nd, lambda c, g, h: (print(g, h), g * 2)[1], "D").apply(a)
    o.sum().backward()
    return a.grad


@case("function: bool output unmarked")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    o, i = made(torch, lambda c, a: (a * 2, a > 1), lambda c, g, h: (print(g, h), g * 2)[1], "D").apply(a)
    return (o, i, i.requires_grad)


@case("function: int output unmarked")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    o, i = made(torch, lambda c, a: (a * 2, torch.tensor([1, 2])), lambda c, g, h: (print(g, h), g * 2)[1], "D").apply(
        a
    )
    return (o, i, i.requires_grad)


@case("function: materialize")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    o, _i = made(torch, nm, lambda c, g, h: (print(g, h), g * 2)[1], "D").apply(a)
    o.sum().backward()
    return a.grad


@case("function: materialize default")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    o, _i = made(torch, lambda c, a: (a * 2, a * 3), lambda c, g, h: (print(g, h), g * 2)[1], "D").apply(a)
    o.sum().backward()
    return a.grad


@case("function: no backward")
def _(torch):
    return (
        type("NB", (torch.autograd.Function,), {"forward": staticmethod(lambda c, a: a * 2)})
        .apply(leaf(torch, 1.0))
        .backward()
    )


@case("function: no forward")
def _(torch):
    return type("NF", (torch.autograd.Function,), {"backward": staticmethod(lambda c, a: a * 2)}).apply(
        leaf(torch, 1.0)
    )


@case("function: backward returns float")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: 3.0).apply(leaf(torch, 1.0)).backward()


@case("function: backward returns list")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: [g]).apply(leaf(torch, 1.0)).backward()


@case("function: backward returns None")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: None).apply(leaf(torch, 1.0)).backward()


@case("function: backward too many")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: (g, g)).apply(leaf(torch, 1.0)).backward()


@case("function: backward grad for non tensor")
def _(torch):
    return made(torch, lambda c, a, k: a * 2, lambda c, g: (g, g)).apply(leaf(torch, 1.0), 2).backward()


@case("function: backward grad for norg tensor")
def _(torch):
    return made(torch, lambda c, a, k: a * 2, lambda c, g: (g, g)).apply(leaf(torch, 1.0), torch.tensor(1.0)).backward()


@case("function: backward wrong shape")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: torch.ones(3)).apply(leaf(torch, 1.0, 2.0)).sum().backward()


@case("function: backward f32")
def _(torch):
    return made(torch, lambda c, a: a * 2, lambda c, g: g.float()).apply(leaf(torch, 1.0, 2.0)).sum().backward()


@case("function: grad mode in forward")
def _(torch):
    return (
        made(
            torch,
            lambda c, a: (print(torch.is_grad_enabled(), a.requires_grad), a * 2)[1],
            lambda c, g: (print(torch.is_grad_enabled()), g)[1],
        )
        .apply(leaf(torch, 1.0))
        .backward()
    )


@case("function: under no grad")
def _(torch):
    with torch.no_grad():
        y = made(torch, lambda c, a: (print(c.needs_input_grad), a * 2)[1], lambda c, g: g).apply(leaf(torch, 1.0))
        return (y, y.grad_fn)


@case("function: direct forward")
def _(torch):
    return square_once(torch).forward(None, leaf(torch, 1.0))


@case("function: Function attrs")
def _(torch):
    return (made(torch, lambda c, a: a * 2, lambda c, g: g).apply(leaf(torch, 1.0)).grad_fn.saved_tensors,)
