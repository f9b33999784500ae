"""Training loops: a line, a logistic regression and a small network, with SGD, momentum and Adam."""

import torch
import torch.nn.functional as F

x = torch.linspace(-2, 2, 21).reshape(-1, 1)
line = 1.7 * x - 0.4 + 0.1 * torch.sin(9 * x)
w, b = torch.zeros(1, 1, requires_grad=True), torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([w, b], lr=0.1, momentum=0.8)
for epoch in range(40):
    loss = F.mse_loss(F.linear(x, w, b), line)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 13 == 0:
        print(epoch, loss)
print(w, b, sep="\n")

side = (x[:, 0] > 0.3).double()
w, b = torch.tensor([0.1], requires_grad=True), torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.Adam([w, b], lr=0.1)
for _ in range(60):
    optimizer.zero_grad()
    loss = F.binary_cross_entropy_with_logits(x @ w + b, side)
    loss.backward()
    optimizer.step()
print(f"{loss.item():.6f}", w, b)

classes = torch.tensor([0, 1, 2] * 7)
first = torch.linspace(-0.5, 0.5, 8).reshape(1, 8).requires_grad_()
second = (torch.arange(24.0).reshape(8, 3).sin() / 3).requires_grad_()
optimizer = torch.optim.SGD([first, second], lr=0.2, weight_decay=0.01, nesterov=True, momentum=0.5)
for _ in range(25):
    optimizer.zero_grad()
    scores = torch.tanh(x @ first) @ second
    loss = F.cross_entropy(scores, classes)
    loss.backward()
    optimizer.step()
print(loss, F.softmax(scores, dim=1)[:2], scores.argmax(1)[:5], sep="\n")
