"""What a slip of the pen is told: a wrong kind of argument, a wrong shape, nothing at all."""

import torch

x = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
for slip in (
    lambda: x.cumsum("a"),
    lambda: torch.cumsum(x, 1.0),
    lambda: torch.softmax(x, dim="a"),
    lambda: x.transpose(0, "a"),
    lambda: x.reshape("a"),
    lambda: x @ 3,
    lambda: torch.mm(x, 3),
    lambda: torch.matmul(x, None),
    lambda: torch.equal(x, 1),
    lambda: torch.allclose(x, 1.0),
    lambda: torch.allclose(x, torch.ones(2)),
    lambda: torch.where(x > 2, torch.ones(2), x),
    lambda: torch.cat(x),
    lambda: torch.stack(x),
    lambda: x.sub("a"),
    lambda: torch.mul(x, "a"),
    lambda: x.topk(-1),
    lambda: torch.movedim(x, 0, 5),
    lambda: x.chunk(2, 5),
    lambda: torch.zeros(0, 3).argmax(0),
    lambda: torch.autograd.grad(None, x),
    lambda: torch.optim.SGD([x], lr=0.1, momentum=-1),
    lambda: torch.optim.SGD([x], lr=0.1, weight_decay=-1),
):
    try:
        print(slip())
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).splitlines()[0]}")
