"""Hooks on tensors and nodes."""

from .registry import case, leaf


@case("door: hook no rg")
def _(torch):
    return torch.tensor(1.0).register_hook(print)


@case("door: post hook nonleaf")
def _(torch):
    return (leaf(torch, 1.0) * 2).register_post_accumulate_grad_hook(print)


@case("door: post hook no rg")
def _(torch):
    return torch.tensor(1.0).register_post_accumulate_grad_hook(print)


@case("door: hook returns float")
def _(torch):
    a = leaf(torch, 1.0)
    a.register_hook(lambda g: 3.0)
    (a * 2).backward()


@case("door: hook returns other shape")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.register_hook(lambda g: g.sum())
    (a * 2).sum().backward()
    return a.grad


@case("door: hook returns other dtype")
def _(torch):
    a = leaf(torch, 1.0, 2.0)
    a.register_hook(lambda g: g.float())
    (a * 2).sum().backward()
    return a.grad


@case("door: hook order")
def _(torch):
    log = []
    a = leaf(torch, 1.0)
    w = leaf(torch, 2.0)
    y = a * w
    z = y.exp()
    a.register_hook(lambda g: log.append(("a", g)))
    w.register_hook(lambda g: log.append("w"))
    y.register_hook(lambda g: log.append("y1"))
    y.register_hook(lambda g: log.append("y2"))
    y.retain_grad()
    z.register_hook(lambda g: log.append("z"))
    y.grad_fn.register_prehook(lambda go: log.append(("ypre", len(go))))
    y.grad_fn.register_hook(lambda gi, go: log.append(("ypost", len(gi), len(go))))
    a.register_post_accumulate_grad_hook(lambda p: log.append(("apost", p.grad)))
    z.backward()
    return log


@case("door: leaf order")
def _(torch):
    log = []
    a = leaf(torch, 1.0)
    w = leaf(torch, 2.0)
    b = leaf(torch, 3.0)
    y = a * w
    z = y * b
    u = z + a
    for n, t in {"a": a, "w": w, "b": b, "y": y, "z": z, "u": u}.items():
        t.register_hook(lambda g, n=n: log.append(n))
    for n, t in {"a": a, "w": w, "b": b}.items():
        t.register_post_accumulate_grad_hook(lambda g, n=n: log.append(n + "post"))
    u.backward()
    return log


@case("door: prehook changes")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.grad_fn.register_prehook(lambda go: (go[0] * 10,))
    y.backward()
    return a.grad


@case("door: posthook changes")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.grad_fn.register_hook(lambda gi, go: (gi[0] * 10, gi[1]))
    y.backward()
    return a.grad


@case("door: posthook wrong count")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.grad_fn.register_hook(lambda gi, go: (gi[0] * 10,))
    y.backward()
    return a.grad


@case("door: posthook returns tensor")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.grad_fn.register_hook(lambda gi, go: gi[0] * 10)
    y.backward()
    return a.grad


@case("door: prehook returns tensor")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.grad_fn.register_prehook(lambda go: go[0] * 10)
    y.backward()
    return a.grad


@case("door: prehook wrong count")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.grad_fn.register_prehook(lambda go: (go[0], go[0]))
    y.backward()
    return a.grad


@case("door: retain grad sees last")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.register_hook(lambda g: g * 10)
    y.retain_grad()
    y.register_hook(lambda g: g * 10)
    y.backward()
    return (a.grad, y.grad)


@case("door: grad with hooks")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 3
    y.register_hook(lambda g: g * 10)
    return torch.autograd.grad(y * y, [a, y])


@case("door: grad leaf with hooks")
def _(torch):
    a = leaf(torch, 1.0)
    a.register_hook(lambda g: g * 10)
    return (torch.autograd.grad(a * a, a), a.grad)


@case("door: grad leaf with post hooks")
def _(torch):
    a = leaf(torch, 1.0)
    a.register_post_accumulate_grad_hook(lambda p: print("post"))
    return (torch.autograd.grad(a * a, a), a.grad)


@case("door: hook before inplace")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 2
    y.register_hook(lambda g: g * 10)
    y.add_(1)
    y.register_hook(lambda g: print("new", g))
    y.backward()
    return a.grad


@case("door: retain before inplace")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 2
    y.retain_grad()
    y.mul_(3)
    y.backward()
    return (y.grad, a.grad)


@case("door: hook in create graph")
def _(torch):
    a = leaf(torch, 1.0)
    y = a * 2
    y.register_hook(lambda g: print("cg", g, g.requires_grad, torch.is_grad_enabled()))
    torch.autograd.grad(y**3, a, create_graph=True)


@case("door: retain int")
def _(torch):
    return torch.tensor(1).retain_grad()


@case("door: retain leaf")
def _(torch):
    a = leaf(torch, 1.0)
    a.retain_grad()
    return a.retains_grad


@case("door: retain nonleaf")
def _(torch):
    a = leaf(torch, 1.0) * 2
    a.retain_grad()
    a.retain_grad()
    return (a.retains_grad, a.grad)


@case("door: accum identity")
def _(torch):
    a = leaf(torch, 1.0)
    (a**2).backward()
    g = a.grad
    (a**2).backward()
    return (g is a.grad, g._version)
