"""Joining tensors, and names of views."""

from .registry import case, leaf


@case("join: stack")
def _(torch):
    return torch.stack([torch.zeros(2), torch.zeros(3)])


@case("join: stack empty")
def _(torch):
    return torch.stack([])


@case("join: cat")
def _(torch):
    return torch.cat([torch.zeros(2, 3), torch.zeros(2, 4)])


@case("join: cat1")
def _(torch):
    return torch.cat([torch.zeros(2, 3), torch.zeros(3, 3)], dim=1)


@case("join: cat3")
def _(torch):
    return torch.cat([torch.zeros(2, 3, 4), torch.zeros(3, 3, 5)], dim=1)


@case("join: cat nd")
def _(torch):
    return torch.cat([torch.zeros(2, 3), torch.zeros(3)], dim=0)


@case("join: cat 0d")
def _(torch):
    return torch.cat([torch.tensor(1.0)])


@case("join: cat promote")
def _(torch):
    return torch.cat([torch.tensor([1.0]), torch.tensor([1])])


@case("join: stack mixed")
def _(torch):
    return torch.stack([torch.tensor(1.0), torch.tensor(1)])


@case("join: squeeze")
def _(torch):
    return (
        leaf(torch, [[1.0]]).squeeze(),
        leaf(torch, [[1.0]]).squeeze(0),
        leaf(torch, [[1.0]]).unsqueeze(0),
        leaf(torch, [[1.0]]).T,
        leaf(torch, [[1.0]]).t(),
        leaf(torch, [[1.0]]).mT,
        leaf(torch, [[1.0]]).transpose(0, 1),
        leaf(torch, [[1.0]]).view(1),
        leaf(torch, [[1.0]]).reshape(1),
        leaf(torch, [[1.0]]).expand(2, 1),
        leaf(torch, [[1.0]])[0],
        leaf(torch, [[1.0]])[:],
        leaf(torch, [[1.0]])[[0]],
        leaf(torch, [[1.0]])[None],
        leaf(torch, [[1.0]])[..., 0],
        leaf(torch, [[1.0]])[0:1, 0:1],
        leaf(torch, [[1.0]])[0, 0:1],
        leaf(torch, [[1.0]]).flatten(),
        leaf(torch, [[1.0]]).reshape(-1),
        leaf(torch, [[1.0, 2.0]]).T.flatten(),
        leaf(torch, [[1.0, 2.0], [3, 4]]).T.reshape(4),
        leaf(torch, [[1.0]]).permute(1, 0),
    )


@case("join: broadcast")
def _(torch):
    return torch.zeros(2) + torch.zeros(3)


@case("join: broadcast 2")
def _(torch):
    return torch.zeros(2, 3) + torch.zeros(3, 2)


@case("join: broadcast 3")
def _(torch):
    return torch.zeros(4, 2, 3) + torch.zeros(2, 2)


@case("join: fn kwargs two")
def _(torch):
    return (
        type(
            "K",
            (torch.autograd.Function,),
            {"forward": staticmethod(lambda c, a, k=1: a * k), "backward": staticmethod(lambda c, g: (g, None))},
        )
        .apply(leaf(torch, 1.0), k=2)
        .backward()
    )


@case("join: fn kwargs one")
def _(torch):
    return (
        type(
            "K",
            (torch.autograd.Function,),
            {"forward": staticmethod(lambda c, a, k=1: a * k), "backward": staticmethod(lambda c, g: g)},
        )
        .apply(leaf(torch, 1.0), k=2)
        .backward()
    )
