"""Numbers, shapes, views and places."""

import numpy as np

from .registry import assigned, case, leaf


@case("number: use nograd view")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    with torch.no_grad():
        v = a[0]
    y = v * 2
    y.backward()
    return (v.grad, a.grad, y.grad_fn.next_functions)


@case("number: iter nograd")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    with torch.no_grad():
        (v, _) = a
    return v.requires_grad


@case("number: np sin")
def _(torch):
    return np.sin(leaf(torch, 1.0, 2.0))


@case("number: x*npscalar")
def _(torch):
    return leaf(torch, 1.0, 2.0) * np.float64(2)


@case("number: x+npscalar f32")
def _(torch):
    return torch.tensor([1.0, 2.0], dtype=torch.float32) * np.float64(2)


@case("number: grad nonleaf")
def _(torch):
    a = leaf(torch, 1.0) * 2
    return a.grad


@case("number: float")
def _(torch):
    return float(leaf(torch, 1.0))


@case("number: int")
def _(torch):
    return int(leaf(torch, 1.0))


@case("number: item")
def _(torch):
    return leaf(torch, 1.0).item()


@case("number: bool")
def _(torch):
    return (bool(leaf(torch, 1.0)),)


@case("number: bool2")
def _(torch):
    return (bool(leaf(torch, 1.0, 2.0)),)


@case("number: bool0")
def _(torch):
    return (bool(torch.zeros(0)),)


@case("number: index")
def _(torch):
    return [1, 2][torch.tensor(1)]


@case("number: index f")
def _(torch):
    return [1, 2][torch.tensor(1.0)]


@case("number: range f")
def _(torch):
    return range(torch.tensor([1, 2]))


@case("number: float2")
def _(torch):
    return float(torch.tensor([1.0, 2.0]))


@case("number: len0")
def _(torch):
    return len(torch.tensor(1.0))


@case("number: iter0")
def _(torch):
    return list(torch.tensor(1.0))


@case("number: fmt")
def _(torch):
    return f"{leaf(torch, 1.0):.2f} {torch.tensor([1.0, 2.0])}"


@case("number: fmt2")
def _(torch):
    return f"{torch.tensor([1.0, 2.0]):.2f}"


@case("number: item2")
def _(torch):
    return torch.zeros(2).item()


@case("number: item0")
def _(torch):
    return torch.zeros(0).item()


@case("number: contains")
def _(torch):
    return (1.0 in torch.tensor([1.0, 2.0]), 3 in torch.tensor([1.0, 2.0]))


@case("number: contains2")
def _(torch):
    return "a" in torch.tensor([1.0, 2.0])


@case("number: view")
def _(torch):
    return torch.zeros(2, 3).T.view(6)


@case("number: view2")
def _(torch):
    return torch.zeros(2, 3).view(5)


@case("number: view3")
def _(torch):
    return torch.zeros(2, 3).view(-1, -1)


@case("number: view4")
def _(torch):
    return torch.zeros(2, 3).view(-2, 3)


@case("number: view5")
def _(torch):
    return torch.zeros(2, 3).view(-1, 4)


@case("number: reshape T")
def _(torch):
    return leaf(torch, 1.0, 2.0)[None].expand(2, 2).T.reshape(4)


@case("number: permute")
def _(torch):
    return torch.zeros(2, 3).permute(0)


@case("number: permute2")
def _(torch):
    return torch.zeros(2, 3).permute(0, 0)


@case("number: transpose")
def _(torch):
    return torch.zeros(2, 3).transpose(0, 2)


@case("number: t")
def _(torch):
    return torch.zeros(2, 3, 4).t()


@case("number: unsq")
def _(torch):
    return torch.zeros(2, 3).unsqueeze(4)


@case("number: sq")
def _(torch):
    return torch.zeros(2, 3).squeeze(4)


@case("number: expand")
def _(torch):
    return torch.zeros(2, 3).expand(2)


@case("number: expand2")
def _(torch):
    return torch.zeros(2, 3).expand(2, 4)


@case("number: expand3")
def _(torch):
    return torch.zeros(3).expand(-1, 3)


@case("number: idx")
def _(torch):
    return torch.zeros(2, 3)[2]


@case("number: idx2")
def _(torch):
    return torch.zeros(2, 3)[0, 0, 0]


@case("number: idx0")
def _(torch):
    return torch.tensor(1.0)[0]


@case("number: idx float")
def _(torch):
    return torch.zeros(2, 3)[1.0]


@case("number: idx list")
def _(torch):
    return torch.zeros(2, 3)[[0, 5]]


@case("number: idx neg step")
def _(torch):
    return torch.zeros(3)[::-1]


@case("number: idx mask")
def _(torch):
    return torch.zeros(3)[torch.tensor([True, False])]


@case("number: idx mask2")
def _(torch):
    return torch.zeros(3)[torch.tensor([[True, False]])]


@case("number: idx ftensor")
def _(torch):
    return torch.zeros(3)[torch.tensor([1.0, 2.0])]


@case("number: idx True")
def _(torch):
    return torch.zeros(3)[True].shape


@case("number: idx lists")
def _(torch):
    return torch.zeros(3, 3)[[0, 1], [0, 1, 2]]


@case("number: set str")
def _(torch):
    return assigned(torch, 0, "a")


@case("number: set list")
def _(torch):
    return assigned(torch, slice(0, 2), [1.0, 2.0])


@case("number: set np")
def _(torch):
    return assigned(torch, slice(0, 2), np.array([1.0, 2.0]))


@case("number: set oob")
def _(torch):
    return assigned(torch, 5, 1.0)


@case("number: set 2 to 1")
def _(torch):
    return assigned(torch, 0, torch.zeros(2))


@case("number: set (1,) to 0d")
def _(torch):
    return assigned(torch, 0, torch.ones(1))


@case("number: set (1,2) to 2")
def _(torch):
    return assigned(torch, slice(0, 2), torch.ones(1, 2))


@case("number: set idx mism")
def _(torch):
    return assigned(torch, torch.tensor([0, 1]), torch.ones(3))


@case("number: set mask mism")
def _(torch):
    return assigned(torch, torch.tensor([True, True, False]), torch.ones(3))


@case("number: set 0d")
def _(torch):
    return assigned(torch, (), 5.0, torch.tensor(1.0))


@case("number: set 0d ...")
def _(torch):
    return assigned(torch, ..., 5.0, torch.tensor(1.0))


@case("number: set 0d 0")
def _(torch):
    return assigned(torch, 0, 5.0, torch.tensor(1.0))


@case("number: set rg leaf idx")
def _(torch):
    return assigned(torch, torch.tensor([0, 1]), 5.0, leaf(torch, 1.0, 2.0))


@case("number: set rg leaf mask")
def _(torch):
    return assigned(torch, torch.tensor([True, False]), 5.0, leaf(torch, 1.0, 2.0))


@case("number: set None")
def _(torch):
    return assigned(torch, 0, None)


@case("number: set None 2")
def _(torch):
    return assigned(torch, None, 1.0)


@case("number: iadd self")
def _(torch):
    a = leaf(torch, 1.0, 2.0, 3.0)
    b = a * 1
    b += b
    return b


@case("number: imul self")
def _(torch):
    a = leaf(torch, 1.0, 2.0, 3.0)
    b = a * 1
    b.mul_(b)
    b.sum().backward()


@case("number: detached inplace")
def _(torch):
    b = torch.zeros(2)
    b.requires_grad_()
    b2 = b.detach()
    b2.add_(1)
    return b


@case("number: detached twin inplace")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    y = a.exp()
    y.detach().add_(1)
    y.sum().backward()
