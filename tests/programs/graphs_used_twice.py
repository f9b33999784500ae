"""When a second backward works, and when the graph is gone."""

import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**3
y.backward(retain_graph=True)
y.backward()
print(x.grad)
try:
    y.backward()
except RuntimeError as error:
    print(str(error).splitlines()[0][:60])
state = torch.tensor(0.0)
for _step in range(3):
    state = torch.tanh(state + x)
    state.backward()
    print(x.grad)
    state = state.detach()
shared = x + 1
(shared * 1).backward()
(shared + 3).backward()
print(x.grad)
