"""Special points: corners, poles and ties, where torch has made a choice."""

from .registry import case, leaf

AT_ZERO = {
    "relu": lambda torch, x: torch.relu(x),
    "abs": lambda torch, x: torch.abs(x),
    "max(x,0)": lambda torch, x: torch.maximum(x, torch.tensor(0.0)),
    "clamp_min": lambda torch, x: torch.clamp(x, min=0),
    "x*(x>0)": lambda torch, x: x * (x > 0),
    "sign": lambda torch, x: torch.sign(x),
    "floor": lambda torch, x: torch.floor(x),
    "sqrt": lambda torch, x: torch.sqrt(x),
    "x**0.5": lambda torch, x: x**0.5,
    "norm": lambda torch, x: x.norm(),
    "sqrt(x*x)": lambda torch, x: torch.sqrt(x * x),
    "log": lambda torch, x: torch.log(x),
    "x/|x|": lambda torch, x: x / torch.abs(x),
    "relu(x)-relu(-x)": lambda torch, x: torch.relu(x) - torch.relu(-x),
    "where(x>0,sqrt(x),0)": lambda torch, x: torch.where(x > 0, torch.sqrt(x), torch.tensor(0.0)),
    "where(x>0,log x,x)": lambda torch, x: torch.where(x > 0, torch.log(x), x),
    "x.pow(0)": lambda torch, x: x.pow(0),
    "leaky": lambda torch, x: torch.nn.functional.leaky_relu(x, 0.1),
    "hardtanh": lambda torch, x: torch.nn.functional.hardtanh(x),
}


def _at_zero(name, program):
    @case("at 0 " + name)
    def _(torch):
        x = leaf(torch, 0.0)
        program(torch, x).backward()
        return x.grad + 0.0  # -0. and 0. are one number


for _name, _program in AT_ZERO.items():
    _at_zero(_name, _program)


def slope_at_ties(torch, program, numbers=(1.0, 3.0, 3.0)):
    """Return the gradient of `program` where the largest element occurs twice."""
    x = leaf(torch, *numbers)
    program(x).backward()
    return x.grad


@case("max() ties full")
def _(torch):
    return slope_at_ties(torch, lambda x: x.max())


@case("max(dim) ties")
def _(torch):
    return slope_at_ties(torch, lambda x: x.max(dim=0)[0])


@case("amax ties")
def _(torch):
    return slope_at_ties(torch, lambda x: x.amax())


@case("median ties")
def _(torch):
    return slope_at_ties(torch, lambda x: x.median())


@case("sqrt small")
def _(torch):
    x = leaf(torch, 1e-30)
    torch.sqrt(x).backward()
    return x.grad


@case("double where")
def _(torch):
    x = leaf(torch, 4.0, 0.0)
    safe = torch.where(x > 0, x, torch.ones(2))
    torch.where(x > 0, torch.sqrt(safe), torch.zeros(2)).sum().backward()
    return x.grad


@case("masked select sqrt")
def _(torch):
    x = leaf(torch, 4.0, -1.0)
    y = torch.sqrt(x)
    y[x > 0].sum().backward()
    return x.grad


@case("mask multiply sqrt")
def _(torch):
    x = leaf(torch, 4.0, -1.0)
    (torch.sqrt(x) * (x > 0)).sum().backward()
    return x.grad


@case("mean shares")
def _(torch):
    x = torch.ones(4, requires_grad=True)
    (x**2).mean().backward()
    return x.grad
