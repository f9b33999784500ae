"""What a backward of one's own may return, and what it is told otherwise."""

import torch


def function(forward, backward):
    parts = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("Mine", (torch.autograd.Function,), parts)


x = torch.tensor([1.0, 2.0], requires_grad=True)
for backward in (
    lambda ctx, g: (g, None),
    lambda ctx, g: (g, 2.0),
    lambda ctx, g: (g, g),
    lambda ctx, g: (2.0, None),
    lambda ctx, g: (g[:1], None),
    lambda ctx, g: g,
    lambda ctx, g: (g, None, None),
):
    try:
        function(lambda ctx, x, n: x * n, backward).apply(x, 3).sum().backward()
        print(x.grad)
    except RuntimeError as error:
        print(str(error).splitlines()[0])
