"""Random programs that write in place, through views and twins, give what torch gives, or are refused as torch refuses.

Every program makes a few tensors, looks into them, writes, reads, and differentiates at the end. A program is a list of
steps from a seed; both packages run the same steps. What counts: the same error at the same step, else the same
numbers, the same gradient, and the same second derivative.
"""

import random
import warnings

import pytest

import autograd_lite

SHAPES = [(4,), (2, 2), (2, 3), (3,), ()]


def numbers(shape, rng):
    """Return nested lists of small numbers away from corners and poles."""
    if not shape:
        return rng.choice([-1.5, -0.7, 0.6, 1.3, 2.1])
    return [numbers(shape[1:], rng) for _ in range(shape[0])]


def program(seed):
    """Return the steps of one program: (name, random number, random number)."""
    rng = random.Random(seed)
    names = [*["view"] * 6, *["write"] * 6, *["set"] * 4, *["read"] * 5, "detach", "quiet write", "new", "leaf view"]
    return [(rng.choice(names), rng.random(), rng.random()) for _ in range(rng.randint(3, 10))]


VIEWS = [
    lambda t: t[0],
    lambda t: t[-1:],
    lambda t: t.T if t.ndim == 2 else t[1:],
    lambda t: t.reshape(-1),
    lambda t: t.view(t.shape),
    lambda t: t.unsqueeze(0),
    lambda t: t.squeeze(),
    lambda t: t.expand(2, *t.shape),
    lambda t: t.detach(),
    lambda t: t[:, None] if t.ndim else t[None],
    lambda t: t[..., 0],
]
WRITES = [
    lambda t, o: t.mul_(o),
    lambda t, o: t.add_(o),
    lambda t, o: t.sub_(o, alpha=2),
    lambda t, o: t.exp_(),
    lambda t, o: t.sigmoid_(),
    lambda t, o: t.zero_(),
    lambda t, o: t.copy_(o),
    lambda t, o: t.mul_(t),
    lambda t, o: t.neg_(),
    lambda t, o: t.pow_(2),
    lambda t, o: t.fill_(0.5),
    lambda t, o: t.div_(o),
]
KEYS = [0, -1, slice(0, 1), slice(None), Ellipsis, [0], None]
READS = [lambda a, b: a * b, lambda a, b: (a * 0.5).exp(), lambda a, b: a + b, lambda a, b: a * a, lambda a, b: a.sin()]


# Writes that one of the two refuses and the other does right: torch lets some writes into expanded tensors pass, and
# refuses a view of a constant whose history came later; both are left out of a program's two runs.
NOT_COMPARED = ("to a single memory location", "a leaf Variable that requires grad is being used")


def run(torch, seed, left_out=()):
    """Run a program without some steps; return its story: what raised where, numbers, gradients."""
    rng = random.Random(seed + 10**6)
    leaves = [torch.tensor(numbers(rng.choice(SHAPES), rng), requires_grad=rng.random() < 0.8) for _ in range(2)]
    tensors = [leaf * 1 for leaf in leaves] + [torch.tensor(numbers((2, 2), rng))]
    pick = lambda r: tensors[int(r * len(tensors))]  # noqa: E731
    story = []
    for number, (name, a, b) in enumerate(program(seed)):
        if number in left_out:
            continue
        try:
            step(torch, name, a, b, tensors, leaves, pick)
        except (RuntimeError, IndexError, TypeError, ValueError) as error:
            if any(text in str(error) for text in NOT_COMPARED):
                return run(torch, seed, (*left_out, number))
            kind = next(k for k in (IndexError, RuntimeError, TypeError, ValueError) if isinstance(error, k))
            story.append((name, kind.__name__))
            continue
        story.append((name, pick(0.999).detach().tolist()))
    story.append([t.detach().tolist() for t in tensors])
    story.append([t.requires_grad for t in tensors])
    return [left_out, *story, *gradients(torch, tensors, leaves)]


def step(torch, name, a, b, tensors, leaves, pick):
    """Do one step of a program."""
    target, other = pick(a), pick(b)
    if other is not target:
        other = other.clone()  # torch's result is undefined where they share memory
    if name == "view":
        tensors.append(VIEWS[int(b * len(VIEWS))](target))
    elif name == "write":
        WRITES[int((a * 97 + b * 31) % 1 * len(WRITES))](target, other)
    elif name == "set":
        key = KEYS[int((a * 89 + b * 17) % 1 * len(KEYS))]
        target[torch.tensor(key) if key == [0] else key] = other if b < 0.5 else 0.25
    elif name == "read":
        tensors.append(READS[int((a * 71 + b * 13) % 1 * len(READS))](target, other))
    elif name == "detach":
        tensors.append(target.detach())
    elif name == "quiet write":
        with torch.no_grad():
            target.mul_(0.5)
    elif name == "new":
        tensors.append(torch.zeros(2, 2))
    else:
        leaves[0][0] = 1.0


def gradients(torch, tensors, leaves):
    """Return first and second derivatives of the sum of everything, or which error stands in the way."""
    try:
        total = sum((t * t).sum() for t in tensors)
        wanted = [leaf for leaf in leaves if leaf.requires_grad]
        first = torch.autograd.grad(total, wanted, create_graph=True, allow_unused=True)
        again = [g for g in first if g is not None and g.requires_grad]
        found = [None if g is None else g.detach().tolist() for g in first]
        if not again:
            return [found, [None] * len(wanted)]
        second = torch.autograd.grad(sum(g.sum() for g in again), wanted, allow_unused=True)
        return [found, [None if g is None else g.tolist() for g in second]]
    except RuntimeError as error:
        return [str(error).split(":")[0].split("\n")[0][:60]]


def same(a, b):
    """Return True if two stories agree, numbers to 1e-9. A gradient of None and one of zeros are the same here."""
    if a is None or b is None:
        return not any(flat(a)) and not any(flat(b))
    if isinstance(a, list | tuple):
        return isinstance(b, list | tuple) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return a == b or abs(a - b) <= 1e-9 * max(1.0, abs(a)) or (a != a and b != b)
    return a == b


def both(torch, seed):
    """Return both stories of a program, without the writes that are not compared."""
    theirs = run(torch, seed)
    ours = run(autograd_lite, seed, theirs[0])
    while ours[0] != theirs[0]:
        theirs = run(torch, seed, ours[0])
        ours = run(autograd_lite, seed, theirs[0])
    return theirs, ours


def flat(value):
    """Return all numbers in nested lists."""
    return [n for v in value for n in flat(v)] if isinstance(value, list) else [value]


@pytest.mark.torch
@pytest.mark.parametrize("block", [0, *[pytest.param(i, marks=pytest.mark.slow) for i in range(1, 10)]])
def test_programs_that_write_agree_with_torch(block):
    torch = pytest.importorskip("torch")
    torch.set_default_dtype(torch.float64)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for seed in range(500 * block, 500 * (block + 1)):
                theirs, ours = both(torch, seed)
                assert same(theirs, ours), f"seed {seed}: {program(seed)}\n{theirs}\n{ours}"
    finally:
        torch.set_default_dtype(torch.float32)
