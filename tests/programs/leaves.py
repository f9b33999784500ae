"""Who is a leaf, who keeps a gradient, and what retain_grad changes."""

import warnings

import torch

warnings.simplefilter("ignore")
u = torch.tensor([1.5, -2.0], requires_grad=True)
k = torch.tensor([3.0, 0.5])
v = u * k
w = v.exp()
s = w.sum()
v.retain_grad()
s.backward()
print(f"{'name':<6}{'leaf':<8}{'requires':<10}{'retains':<9}{'grad_fn':<16}grad")
for name, t in {"u": u, "k": k, "v": v, "w": w, "s": s}.items():
    node = t.grad_fn.name() if t.grad_fn is not None else None
    print(f"{name:<6}{t.is_leaf!s:<8}{t.requires_grad!s:<10}{t.retains_grad!s:<9}{node!s:<16}{t.grad}")
print(u.detach().is_leaf, (u * 1).detach().requires_grad, u.clone().is_leaf, k.to(k.dtype) is k)
print(s, w, v[0], sep="\n")
node = s.grad_fn
while node is not None:
    print(type(node).__name__, len(node.next_functions))
    node = node.next_functions[0][0] if node.next_functions else None
