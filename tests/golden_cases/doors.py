"""Leaves, and what backward and grad accept."""

from .registry import case, leaf


@case("door: variable")
def _(torch):
    return (
        torch.autograd.Variable(torch.tensor(1.0)),
        torch.autograd.Variable(torch.tensor(1.0), requires_grad=True),
        isinstance(torch.tensor(1.0), torch.autograd.Variable),
        torch.autograd.Variable([1.0]),
    )


@case("door: variable list")
def _(torch):
    return torch.autograd.Variable([1.0])


@case("door: detach_ view")
def _(torch):
    return (leaf(torch, 1.0, 2.0) * 1)[0].detach_()


@case("door: detach_ leaf")
def _(torch):
    return leaf(torch, 1.0, 2.0).detach_()


@case("door: detach_")
def _(torch):
    y = leaf(torch, 1.0, 2.0) * 2
    y.detach_()
    return (y, y.is_leaf, y.requires_grad)


@case("door: data set")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.data = torch.tensor([1.0, 2.0, 3.0])
    return a


@case("door: data set int")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.data = torch.tensor([1, 2])
    return a


@case("door: data set f32")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.data = torch.tensor([1, 2], dtype=torch.float32)
    return a


@case("door: data set list")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.data = [1, 2]
    return a


@case("door: data shares")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    b = torch.tensor([5.0, 6.0])
    a.data = b
    b[0] = 9
    return (a, a._version, b._version)


@case("door: grad set float")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.grad = 3.0


@case("door: grad set shape")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.grad = torch.zeros(3)


@case("door: grad set dtype")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.grad = torch.zeros(2, dtype=torch.float32)


@case("door: grad set self")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.grad = a


@case("door: del grad")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.grad = torch.zeros(2)
    del a.grad
    return a.grad


@case("door: grad on int")
def _(torch):
    a = torch.tensor([1, 2])
    a.grad = torch.zeros(2)
    return a.grad


@case("door: set req nonleaf false")
def _(torch):
    return setattr(leaf(torch, 1.0) * 2, "requires_grad", False)


@case("door: set req nonleaf true")
def _(torch):
    return setattr(leaf(torch, 1.0) * 2, "requires_grad", True)


@case("door: requires_grad_ int")
def _(torch):
    return torch.tensor(1).requires_grad_()


@case("door: requires_grad= int")
def _(torch):
    return setattr(torch.tensor(1), "requires_grad", True)


@case("door: backward empty inputs")
def _(torch):
    return (leaf(torch, 1.0) * 2).backward(inputs=[])


@case("door: backward inputs norg")
def _(torch):
    a = leaf(torch, 1.0)
    b = torch.tensor(1.0)
    (a * 2).backward(inputs=[b])


@case("door: backward inputs unused")
def _(torch):
    a = leaf(torch, 1.0)
    b = leaf(torch, 1.0)
    (a * 2).backward(inputs=[b])
    return b.grad


@case("door: backward inputs tensor")
def _(torch):
    a = leaf(torch, 1.0)
    b = leaf(torch, 1.0)
    (a * b).backward(inputs=a)
    return (a.grad, b.grad)


@case("door: backward inputs dict")
def _(torch):
    a = leaf(torch, 1.0)
    b = leaf(torch, 1.0)
    (a * b).backward(inputs={"a": a})
    return (a.grad, b.grad)


@case("door: backward no tensors")
def _(torch):
    return torch.autograd.backward([])


@case("door: backward mism")
def _(torch):
    return torch.autograd.backward([leaf(torch, 1.0) * 2], [torch.tensor(1.0), torch.tensor(1.0)])


@case("door: backward grad list none")
def _(torch):
    return torch.autograd.backward([leaf(torch, 1.0) * 2, leaf(torch, 1.0) * 2], [None, torch.tensor(1.0)])


@case("door: backward grad not tensor")
def _(torch):
    return (leaf(torch, 1.0) * 2).backward(3.0)


@case("door: backward grad not tensor2")
def _(torch):
    return torch.autograd.backward([leaf(torch, 1.0) * 2], [3.0])


@case("door: backward grad int")
def _(torch):
    return (leaf(torch, 1.0) * 2).backward(torch.tensor(1))


@case("door: backward grad f32")
def _(torch):
    return (leaf(torch, 1.0) * 2).backward(torch.tensor(1.0, dtype=torch.float32))


@case("door: backward not tensor")
def _(torch):
    return torch.autograd.backward(3.0)


@case("door: grad not tensor")
def _(torch):
    return torch.autograd.grad(leaf(torch, 1.0) * 2, 3.0)


@case("door: grad_variables")
def _(torch):
    return torch.autograd.backward([leaf(torch, 1.0) * 2], grad_variables=[torch.tensor(1.0)])


@case("door: grad_variables both")
def _(torch):
    return torch.autograd.backward([leaf(torch, 1.0) * 2], [torch.tensor(1.0)], grad_variables=[torch.tensor(1.0)])


@case("door: grad dict")
def _(torch):
    a = leaf(torch, 1.0)
    return torch.autograd.grad(a * 2, {"p": a, "q": a})


@case("door: grad dict unused")
def _(torch):
    a = leaf(torch, 1.0)
    b = leaf(torch, 2.0)
    return torch.autograd.grad(a * 2, {"p": a, "q": b})


@case("door: batched")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad(a**2, a, torch.eye(2), is_grads_batched=True)


@case("door: batched mism")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad(a**2, a, torch.eye(3), is_grads_batched=True)


@case("door: batched none")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    return torch.autograd.grad(a**2, a, is_grads_batched=True)


@case("door: edge backward")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    y = (a * 2).sum()
    e = torch.autograd.graph.get_gradient_edge(y)
    torch.autograd.backward(e)
    return a.grad


@case("door: edge backward v")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    y = a * 2
    e = torch.autograd.graph.get_gradient_edge(y)
    torch.autograd.backward(e, torch.ones(2))
    return a.grad


@case("door: edge no rg")
def _(torch):
    return torch.autograd.graph.get_gradient_edge(torch.tensor(1.0))


@case("door: second")
def _(torch):
    a = leaf(torch, 1.0)
    (g,) = torch.autograd.grad(a**3, a, create_graph=True)
    (g2,) = torch.autograd.grad(g, a, create_graph=True)
    return (g, g2)


@case("door: bcg")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 2
    y.backward(create_graph=True)
    return (a.grad, a.grad.grad_fn.next_functions)


@case("door: zero")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.grad = torch.tensor([1.0, 2.0])
    a.grad.zero_()
    return a.grad


@case("door: args")
def _(torch):
    return torch.autograd.backward(leaf(torch, 1.0) * 2, bogus=3)


@case("door: no_grad no paren")
def _(torch):
    with torch.no_grad:
        pass


@case("door: enable_grad no paren")
def _(torch):
    with torch.enable_grad:
        pass


@case("door: set_grad no paren")
def _(torch):
    with torch.set_grad_enabled:
        pass


@case("door: set_grad_enabled()")
def _(torch):
    return torch.set_grad_enabled()


@case("door: set_grad_enabled(1)")
def _(torch):
    return torch.set_grad_enabled(1)


@case("door: set_grad_enabled(None)")
def _(torch):
    return torch.set_grad_enabled(None)


@case("door: _saved")
def _(torch):
    return (
        (leaf(torch, 1.0) * leaf(torch, 2.0)).grad_fn._saved_self,
        (leaf(torch, 1.0) ** 2).grad_fn._saved_exponent,
        (leaf(torch, 1.0) ** 2).grad_fn._saved_self,
        leaf(torch, 1.0).exp().grad_fn._saved_result,
        (leaf(torch, 1.0) * 2).grad_fn._saved_other,
    )


@case("door: _saved no")
def _(torch):
    return (leaf(torch, 1.0) + 1).grad_fn._saved_self


@case("door: _saved freed")
def _(torch):
    y = leaf(torch, 1.0).exp()
    y.backward()
    return y.grad_fn._saved_result


@case("door: metadata")
def _(torch):
    return leaf(torch, 1.0).exp().grad_fn.metadata
