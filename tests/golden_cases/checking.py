"""gradcheck and functional."""

from .registry import case, leaf, vector
from .specimens import square_forgetful, square_wrong


@case("check: gc ok")
def _(torch):
    return (
        torch.autograd.gradcheck(lambda a: a**2, leaf(torch, 1.0, 2.0)),
        torch.autograd.gradgradcheck(lambda a: a**3, leaf(torch, 1.0, 2.0)),
    )


@case("check: gc wrong")
def _(torch):
    return torch.autograd.gradcheck(square_wrong(torch).apply, leaf(torch, 1.0, 2.0))


@case("check: gc wrong tuple")
def _(torch):
    return torch.autograd.gradcheck(square_wrong(torch).apply, (leaf(torch, 1.0, 2.0),))


@case("check: gc wrong no raise")
def _(torch):
    return torch.autograd.gradcheck(square_wrong(torch).apply, leaf(torch, 1.0, 2.0), raise_exception=False)


@case("check: gc noG")
def _(torch):
    return torch.autograd.gradcheck(square_forgetful(torch).apply, (leaf(torch, 1.0, 2.0),))


@case("check: gc none")
def _(torch):
    return torch.autograd.gradcheck(lambda a: a**2, vector(torch, 1.0, 2.0))


@case("check: gc const")
def _(torch):
    return torch.autograd.gradcheck(lambda a: a.detach() ** 2, leaf(torch, 1.0, 2.0))


@case("check: gc const0")
def _(torch):
    return torch.autograd.gradcheck(lambda a: vector(torch, 1.0, 2.0), leaf(torch, 1.0, 2.0))


@case("check: gc f32")
def _(torch):
    return torch.autograd.gradcheck(lambda a: a**2, torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True))


@case("check: gc two")
def _(torch):
    return torch.autograd.gradcheck(lambda a, b: (a * b, a + b), (leaf(torch, 1.0, 2.0), leaf(torch, 3.0, 4.0)))


@case("check: gc mixed")
def _(torch):
    return torch.autograd.gradcheck(lambda a, b: a * b, (leaf(torch, 1.0, 2.0), vector(torch, 3.0, 4.0)))


@case("check: gc number")
def _(torch):
    return torch.autograd.gradcheck(lambda a, b: a * b, (leaf(torch, 1.0, 2.0), 3))


@case("check: gc second wrong")
def _(torch):
    return torch.autograd.gradcheck(
        lambda a, b: (a * 1, square_wrong(torch).apply(b)), (leaf(torch, 1.0, 2.0), leaf(torch, 3.0))
    )


@case("check: ggc wrong")
def _(torch):
    return torch.autograd.gradgradcheck(square_wrong(torch).apply, (leaf(torch, 1.0, 2.0),))


@case("check: ggc linear")
def _(torch):
    return torch.autograd.gradgradcheck(lambda a: a * 2, (leaf(torch, 1.0, 2.0),))


@case("check: ggc two")
def _(torch):
    return torch.autograd.gradgradcheck(lambda a, b: a * b, (leaf(torch, 1.0, 2.0), leaf(torch, 3.0, 4.0)))


@case("check: gc kink")
def _(torch):
    return torch.autograd.gradcheck(torch.abs, (leaf(torch, 0.0, 2.0),))


@case("check: jac")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: a**2, vector(torch, 1.0, 2.0))


@case("check: jac2")
def _(torch):
    return torch.autograd.functional.jacobian(
        lambda a, b: (a * b, a + b), (vector(torch, 1.0, 2.0), vector(torch, 3.0, 4.0))
    )


@case("check: jac2b")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a, b: a * b, (vector(torch, 1.0, 2.0), vector(torch, 3.0, 4.0)))


@case("check: jac mat")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: a.sum(0), vector(torch, [[1.0, 2.0], [3.0, 4.0]]))


@case("check: jac scalar")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: (a**2).sum(), vector(torch, 1.0, 2.0))


@case("check: jac cg")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: a**2, leaf(torch, 1.0, 2.0), create_graph=True).requires_grad


@case("check: jac grad through")
def _(torch):
    return (
        lambda a: torch.autograd.grad(torch.autograd.functional.jacobian(lambda a: a**3, a, create_graph=True).sum(), a)
    )(leaf(torch, 1.0, 2.0))


@case("check: jac const")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: vector(torch, 1.0, 2.0), vector(torch, 1.0, 2.0))


@case("check: jac const strict")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: vector(torch, 1.0, 2.0), vector(torch, 1.0, 2.0), strict=True)


@case("check: jac indep strict")
def _(torch):
    return torch.autograd.functional.jacobian(
        lambda a, b: a, (vector(torch, 1.0, 2.0), vector(torch, 1.0)), strict=True
    )


@case("check: hess")
def _(torch):
    return torch.autograd.functional.hessian(lambda a: (a**3).sum(), vector(torch, 1.0, 2.0))


@case("check: hess2")
def _(torch):
    return torch.autograd.functional.hessian(
        lambda a, b: (a * b).sum(), (vector(torch, 1.0, 2.0), vector(torch, 3.0, 4.0))
    )


@case("check: hess lin")
def _(torch):
    return torch.autograd.functional.hessian(lambda a: (a * 3).sum(), vector(torch, 1.0, 2.0))


@case("check: hess nonscalar")
def _(torch):
    return torch.autograd.functional.hessian(lambda a: a**3, vector(torch, 1.0, 2.0))


@case("check: vjp")
def _(torch):
    return torch.autograd.functional.vjp(lambda a: a**2, vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: vjp none")
def _(torch):
    return torch.autograd.functional.vjp(lambda a: (a**2).sum(), vector(torch, 1.0, 2.0))


@case("check: vjp none bad")
def _(torch):
    return torch.autograd.functional.vjp(lambda a: a**2, vector(torch, 1.0, 2.0))


@case("check: vjp shape")
def _(torch):
    return torch.autograd.functional.vjp(lambda a: a**2, vector(torch, 1.0, 2.0), vector(torch, 1.0))


@case("check: vjp two")
def _(torch):
    return torch.autograd.functional.vjp(
        lambda a, b: (a * b, a),
        (vector(torch, 1.0, 2.0), vector(torch, 1.0, 2.0)),
        (vector(torch, 1.0, 1.0), vector(torch, 1.0, 1.0)),
    )


@case("check: jvp")
def _(torch):
    return torch.autograd.functional.jvp(lambda a: a**2, vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: jvp two")
def _(torch):
    return torch.autograd.functional.jvp(
        lambda a, b: a * b,
        (vector(torch, 1.0, 2.0), vector(torch, 1.0, 2.0)),
        (vector(torch, 1.0, 1.0), vector(torch, 1.0, 1.0)),
    )


@case("check: jvp lin")
def _(torch):
    return torch.autograd.functional.jvp(lambda a: a * 3, vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: jvp none")
def _(torch):
    return torch.autograd.functional.jvp(lambda a: a**2, vector(torch, 2.0))


@case("check: jvp none bad")
def _(torch):
    return torch.autograd.functional.jvp(lambda a: a**2, vector(torch, 1.0, 2.0))


@case("check: jvp count")
def _(torch):
    return torch.autograd.functional.jvp(
        lambda a: a**2, vector(torch, 1.0, 2.0), (vector(torch, 1.0, 2.0), vector(torch, 1.0))
    )


@case("check: hvp")
def _(torch):
    return torch.autograd.functional.hvp(lambda a: (a**3).sum(), vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: hvp lin")
def _(torch):
    return torch.autograd.functional.hvp(lambda a: (a * 3).sum(), vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: hvp nonscalar")
def _(torch):
    return torch.autograd.functional.hvp(lambda a: a * 3, vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: vhp")
def _(torch):
    return torch.autograd.functional.vhp(lambda a: (a**3).sum(), vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: vhp two")
def _(torch):
    return torch.autograd.functional.vhp(
        lambda a, b: (a * b).sum(),
        (vector(torch, 1.0, 2.0), vector(torch, 1.0, 2.0)),
        (vector(torch, 1.0, 1.0), vector(torch, 1.0, 1.0)),
    )


@case("check: vhp nonscalar")
def _(torch):
    return torch.autograd.functional.vhp(lambda a: a * 3, vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: vhp two out")
def _(torch):
    return torch.autograd.functional.vhp(lambda a: (a.sum(), a.sum()), vector(torch, 1.0, 2.0), vector(torch, 1.0, 1.0))


@case("check: jac notensor in")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: a * 3, 3.0)


@case("check: jac notensor out")
def _(torch):
    return torch.autograd.functional.jacobian(lambda a: 3.0, vector(torch, 1.0))


@case("check: jac norec")
def _(torch):
    return (lambda a: (torch.autograd.functional.jacobian(lambda b: b**2, a), a.grad))(leaf(torch, 1.0, 2.0))
