"""XOR by a small network without any module: sigmoid, tanh and the cross entropy written out."""

import torch

X = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1.0]])
Y = torch.tensor([[0], [1], [1], [0.0]])
W1 = torch.tensor([[0.5, -0.4, 0.3], [0.2, 0.7, -0.6]], requires_grad=True)
b1 = torch.zeros(3, requires_grad=True)
W2 = torch.tensor([[0.3], [-0.2], [0.9]], requires_grad=True)
b2 = torch.zeros(1, requires_grad=True)
for _epoch in range(300):
    hidden = torch.tanh(X @ W1 + b1)
    guess = torch.sigmoid(hidden @ W2 + b2)
    loss = -(Y * torch.log(guess) + (1 - Y) * torch.log(1 - guess)).mean()
    loss.backward()
    with torch.no_grad():
        for p in (W1, b1, W2, b2):
            p.sub_(0.5 * p.grad)
            p.grad.zero_()
print(loss, guess.round(), (guess > 0.5).float(), ((guess > 0.5) == Y.bool()).float().mean())
