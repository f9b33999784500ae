"""Writing in place, through views, and inference mode."""

from .registry import case, leaf


@case("write: nograd view of nonleaf")
def _(torch):
    a = leaf(torch, 1.0, 2.0, 3.0)
    b = a * 1
    with torch.no_grad():
        v = b[0]
    return (v.requires_grad, v.grad_fn, v._base is b, v.is_leaf)


@case("write: inplace on nograd view")
def _(torch):
    a = leaf(torch, 1.0, 2.0, 3.0)
    b = a * 1
    with torch.no_grad():
        v = b[0]
    v.mul_(2)
    return b


@case("write: inplace on nograd view of leaf")
def _(torch):
    a = leaf(torch, 1.0, 2.0, 3.0)
    with torch.no_grad():
        v = a[0]
    v.mul_(2)
    return a


@case("write: inplace on nograd view of const")
def _(torch):
    b = torch.zeros(3)
    with torch.no_grad():
        v = b[0]
    v.mul_(leaf(torch, 2.0))
    return b


@case("write: split no grad inplace")
def _(torch):
    b = torch.zeros(4)
    p, _q = b.split(2)
    p.mul_(2)
    return b


@case("write: setitem graded index")
def _(torch):
    b = torch.zeros(3)
    b[torch.tensor([0, 2])] = leaf(torch, 5.0)
    return (b, b.grad_fn, b.grad_fn.next_functions, b.is_leaf)


@case("write: setitem mask")
def _(torch):
    b = torch.zeros(3)
    b[b == 0] = leaf(torch, 5.0)
    return (b, b.grad_fn)


@case("write: copy_")
def _(torch):
    b = leaf(torch, 1.0, 2.0) * 1
    b.copy_(leaf(torch, 3.0, 4.0))
    return (b, b.grad_fn.next_functions)


@case("write: fill_ t")
def _(torch):
    b = leaf(torch, 1.0, 2.0) * 1
    b.fill_(leaf(torch, 3.0))
    return (b, b.grad_fn.next_functions)


@case("write: fill_")
def _(torch):
    b = leaf(torch, 1.0, 2.0) * 1
    b.fill_(3)
    return (b, b.grad_fn.next_functions)


@case("write: zero_")
def _(torch):
    b = leaf(torch, 1.0, 2.0) * 1
    b.zero_()
    return (b, b.grad_fn.next_functions)


@case("write: clamp_")
def _(torch):
    b = leaf(torch, 1.0, 2.0) * 1
    b.clamp_(0, 1)
    return (b, b.grad_fn.next_functions)


@case("write: cast")
def _(torch):
    b = torch.tensor([1, 2])
    b.add_(1.5)
    return b


@case("write: cast div")
def _(torch):
    b = torch.tensor([1, 2])
    b.div_(2)
    return b


@case("write: cast bool")
def _(torch):
    b = torch.tensor([True])
    b.add_(1)
    return b


@case("write: cast f64")
def _(torch):
    b = torch.tensor([1.0], dtype=torch.float32)
    b.add_(torch.tensor([1.0], dtype=torch.float64))
    return b


@case("write: setitem int float")
def _(torch):
    b = torch.tensor([1, 2])
    b[0] = 2.7
    return b


@case("write: copy int float")
def _(torch):
    b = torch.tensor([1, 2])
    b.copy_(torch.tensor([2.7, 3.0]))
    return b


@case("write: fill int float")
def _(torch):
    b = torch.tensor([1, 2])
    b.fill_(2.7)
    return b


@case("write: shape")
def _(torch):
    b = torch.zeros(2)
    b.add_(torch.zeros(3, 2))
    return b


@case("write: shape2")
def _(torch):
    b = torch.zeros(2)
    b.add_(torch.zeros(3))
    return b


@case("write: shape3")
def _(torch):
    b = torch.zeros(2)
    b.copy_(torch.zeros(3))
    return b


@case("write: shape4")
def _(torch):
    b = torch.zeros(2)
    b[:] = torch.zeros(3)
    return b


@case("write: fill t")
def _(torch):
    b = torch.zeros(2)
    b.fill_(torch.zeros(3))
    return b


@case("write: expand")
def _(torch):
    b = torch.zeros(1).expand(3)
    b.add_(1)
    return b


@case("write: expand copy")
def _(torch):
    b = torch.zeros(1).expand(3)
    b.copy_(torch.ones(3))
    return b


@case("write: inf")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    with torch.inference_mode():
        b = a * 2
        c = a[0]
    return (b.is_inference(), c.is_inference(), b.requires_grad, a.is_inference(), b)


@case("write: inf version")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2)
    return b._version


@case("write: inf inplace")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2)
    b.add_(1)
    return b


@case("write: inf inplace inside")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2)
        b.add_(1)
    return b


@case("write: inf save")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2)
    return leaf(torch, 1.0, 2.0) * b


@case("write: inf no save")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2)
    return leaf(torch, 1.0, 2.0) + b


@case("write: inf rg")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2)
    return b.requires_grad_()


@case("write: inf rg factory")
def _(torch):
    with torch.inference_mode():
        b = torch.ones(2, requires_grad=True)
        return (b.requires_grad, (b * 2).requires_grad)


@case("write: inf inplace normal leaf")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    with torch.inference_mode():
        a.add_(1)
    return (a, a._version)


@case("write: inf view normal")
def _(torch):
    a = leaf(torch, 1.0, 2.0) * 1
    with torch.inference_mode():
        v = a[0]
    v.add_(1)
    return v


@case("write: inf clone")
def _(torch):
    with torch.inference_mode():
        v = torch.ones(2)
    return (v.clone().requires_grad_(), v.clone().is_inference())


@case("write: inf derived")
def _(torch):
    with torch.inference_mode():
        v = torch.ones(2)
    return (v.view(2).is_inference(), v.detach().is_inference(), (v * 2).is_inference())


@case("write: inf backward")
def _(torch):
    with torch.inference_mode():
        v = torch.ones(2)
        v.backward()


@case("write: inf en")
def _(torch):
    with torch.inference_mode():
        y = leaf(torch, 1.0).sum()
        return (torch.is_inference_mode_enabled(), torch.is_grad_enabled(), y)


@case("write: inf false")
def _(torch):
    with torch.inference_mode(False):
        return (torch.is_inference_mode_enabled(), torch.is_grad_enabled())


@case("write: inf false in no_grad")
def _(torch):
    with torch.no_grad(), torch.inference_mode(False):
        return (torch.is_inference_mode_enabled(), torch.is_grad_enabled())


@case("write: enable in inf")
def _(torch):
    with torch.inference_mode(), torch.enable_grad():
        return leaf(torch, 1.0) * 2


IN_PLACE = {
    "add_": lambda torch, y: y.add_(1),
    "mul_ by a leaf": lambda torch, y: y.mul_(leaf(torch, 2.0, 3.0)),
    "pow_": lambda torch, y: y.pow_(2),
    "pow_ of a leaf": lambda torch, y: y.pow_(leaf(torch, 2.0, 3.0)),
    "neg_": lambda torch, y: y.neg_(),
    "exp_": lambda torch, y: y.exp_(),
    "sqrt_": lambda torch, y: y.sqrt_(),
    "sub_ with alpha": lambda torch, y: y.sub_(2.0, alpha=3),
    "div_ by a leaf": lambda torch, y: y.div_(leaf(torch, 2.0, 3.0)),
    "relu_": lambda torch, y: y.relu_(),
    "sigmoid_": lambda torch, y: y.sigmoid_(),
    "tanh_": lambda torch, y: y.tanh_(),
    "abs_": lambda torch, y: y.abs_(),
    "sin_": lambda torch, y: y.sin_(),
    "log_": lambda torch, y: y.log_(),
    "reciprocal_": lambda torch, y: y.reciprocal_(),
    "square_": lambda torch, y: y.square_(),
    "clamp_": lambda torch, y: y.clamp_(0, 1.5),
    "masked_fill_": lambda torch, y: y.masked_fill_(y > 1, 0.0),
    "copy_": lambda torch, y: y.copy_(leaf(torch, 3.0, 4.0)),
    "fill_": lambda torch, y: y.fill_(3),
    "fill_ with a leaf": lambda torch, y: y.fill_(leaf(torch, 3.0)),
    "zero_": lambda torch, y: y.zero_(),
    "x[0] = leaf": lambda torch, y: y.__setitem__(0, leaf(torch, 3.0)),
    "x[[1]] = leaf": lambda torch, y: y.__setitem__(torch.tensor([1]), leaf(torch, 3.0)),
    "through a view": lambda torch, y: y[1:].mul_(leaf(torch, 3.0)),
    "through a view of a view": lambda torch, y: y.view(2, 1)[1].exp_(),
    "through a transpose": lambda torch, y: y.view(1, 2).T[0].mul_(y[1].item()),
}


def _in_place(name, write):
    """The write, its node, the gradient behind it and the second derivative are torch's."""

    @case(f"write: {name} and back")
    def _(torch):
        x = leaf(torch, 1.0, 2.0)
        y = x * x
        view = y[0]
        write(torch, y)
        (slope,) = torch.autograd.grad((y**2).sum() + view, x, create_graph=True)
        second = torch.autograd.grad(slope.sum(), x)[0] if slope.requires_grad else None
        return y.detach(), view.detach(), y.grad_fn, y._version, slope.detach(), second


for _name, _write in IN_PLACE.items():
    _in_place(_name, _write)
