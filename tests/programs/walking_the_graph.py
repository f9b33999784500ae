"""From a result back to its leaves by grad_fn and next_functions."""

import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
w = torch.tensor([3.0, 4.0], requires_grad=True)
y = (x * w + 1).exp().sum() / 2 - x[0]


def show(node, depth=0):
    if node is not None:
        print("  " * depth + type(node).__name__, len(node.next_functions))
        for following, _number in node.next_functions:
            show(following, depth + 1)


show(y.grad_fn)
leaf = y.grad_fn.next_functions[1][0].next_functions[0][0]
print(leaf.variable is x, y.grad_fn.next_functions[0][1], x.grad_fn, y.is_leaf)
