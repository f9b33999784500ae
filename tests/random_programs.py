"""Random programs: a few leaves, a few operations of the table on whatever was computed before, one number at the end.

A program is data made from a seed by Python's own generator; running it draws nothing. Values are shared between
operations, shapes broadcast, leaves may be single numbers or empty, and their elements are few multiples of a half,
so that ties and corners occur. An operation that jumps or ties is only given values on which rounding cannot decide.
"""

from __future__ import annotations

import random
from collections import namedtuple

import numpy as np
from op_table import ANY, TABLE, WELL

Program = namedtuple("Program", "seed leaves steps weights")
Step = namedtuple("Step", "name sources shapes")  # shapes: what each source is brought to first, None to leave it


def words(text: str) -> set:
    """Return the words of a text as a set."""
    return set(text.split())


ROWS = {row.name: row for row in TABLE}
WRITES = {  # in place, on something computed before; a saved value that changed must be noticed
    "add_": lambda x: x.add_(0.5),
    "mul_": lambda x: x.mul_(1.5),
    "exp_": lambda x: x.exp_(),
}
SHAPES = [(), (1,), (3,), (2, 3), (2, 1), (1, 3), (3, 3), (2, 2, 3), (0,), (2, 0)]
EXACT = words(
    "add add_number sub sub_number rsub neg where maximum minimum relu abs clamp clamp_tensor max max_dim amax min "
    "min_dim amin reshape view flatten permute transpose t T unsqueeze expand select slice index split chunk unbind "
    "cat stack flip roll tril triu diag clone"
)
STEPS = words("sign floor ceil trunc round")
CORNERS = words(
    "abs relu leaky_relu elu hardtanh clamp clamp_low clamp_min clamp_max where_number masked_fill masked_select "
    "norm_one l1_loss where maximum minimum clamp_tensor"
)
ORDERED = words("max max_dim min min_dim amax amin median norm_inf")
PICKY = words("sort sort_down topk median_dim")  # which of two equal elements they pick is not said: spread a little
SPREADS = words("norm norm_dim norm_three")
WHOLE = words("remainder remainder_number")
MATRICES = words("det inv solve solve_matrix")  # a matrix near a singular one amplifies rounding
GAP = 1e-3


def generate(seed: int) -> Program:
    """Return the program of a seed. It is run once on the way, without a graph, to know shapes and values."""
    import autograd_lite as torch

    pick = random.Random(seed)
    leaves = [_leaf(pick) for _ in range(pick.randint(2, 4))]
    values, exact = [torch.tensor(a) for a in leaves], [True] * len(leaves)
    steps: list[Step] = []
    fresh: set = set()  # results that own their memory, so that writing into them is allowed
    wanted = pick.randint(3, 8)
    while len(steps) < wanted:
        if fresh and pick.random() < 0.05:
            steps.append(Step(pick.choice(sorted(WRITES)), (pick.choice(sorted(fresh)),), None))
            values[steps[-1].sources[0]] = WRITES[steps[-1].name](values[steps[-1].sources[0]].clone())
            exact[steps[-1].sources[0]] = False
            continue
        row = ROWS[pick.choice(sorted(ROWS))]
        step = _step(pick, row, values, exact)
        inputs = prepared(torch, step, values) if step else []
        if step is None or not _safe(row, [x.numpy() for x in inputs], all(exact[s] for s in step.sources)):
            continue
        out = row.call(torch, *inputs)
        if out.numel() > 60 or not bool(torch.isfinite(out).all()) or (out.numel() and float(out.abs().max()) > 20):
            continue
        steps.append(step)
        values.append(out)
        exact.append(row.name in EXACT and row.domain == ANY and all(exact[s] for s in step.sources))
        if row.exact is not None:
            fresh.add(len(values) - 1)
    weights = [round(pick.uniform(0.2, 1.5), 2) for _ in range(7)]
    return Program(seed, leaves, steps, weights)


def _leaf(pick) -> np.ndarray:
    shape = pick.choice(SHAPES[:8] * 3 + SHAPES)
    return np.array([pick.choice([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]) for _ in range(int(np.prod(shape)))]).reshape(
        shape
    )


def _step(pick, row, values, exact):
    """Choose the inputs of a row; an element-wise operation takes shapes as they come, as long as they broadcast."""
    sources = tuple(min(pick.randrange(len(values)), pick.randrange(2 * len(values))) for _ in row.shapes)
    shapes = [None] * len(sources)
    if row.exact is None:
        shapes = list(row.shapes)
        if any(not values[s].numel() for s in sources):
            return None
    elif len(sources) == 2:
        try:
            np.broadcast_shapes(*(tuple(values[s].shape) for s in sources))
        except ValueError:
            shapes[1] = tuple(values[sources[0]].shape)
            if not values[sources[1]].numel():
                return None
    return Step(row.name, sources, tuple(shapes))


def prepared(torch, step, values):
    """Return the inputs of a step: brought to the shapes it needs, and moved into the domain of its operation."""
    row, found = ROWS[step.name], []
    for source, shape in zip(step.sources, step.shapes, strict=True):
        x = values[source]
        if shape is not None and tuple(x.shape) != shape:
            places = [i % x.numel() for i in range(int(np.prod(shape)))]
            x = x.reshape(-1)[torch.tensor(places, dtype=torch.int64)].reshape(shape)
        if row.name in PICKY:
            x = x + torch.arange(x.numel()).reshape(x.shape).to(x.dtype) * 0.137
        if row.domain != ANY:
            low, high = row.domain
            x = low + (high - low) * torch.sigmoid(x)
        found.append(x)
    return found


def _safe(row, arrays, exact: bool) -> bool:
    """Return False where rounding could decide a tie, a corner or a jump."""
    flat = np.concatenate([a.reshape(-1) for a in arrays])
    if row.name in WHOLE:
        ratio = arrays[0] / (arrays[1] if len(arrays) == 2 else 0.7)
        return bool((np.abs(ratio - np.round(ratio)) > GAP).all())
    if row.name in MATRICES and abs(np.linalg.det(arrays[0] + WELL)) < 1:
        return False
    if row.name == "norm_three" and not arrays[0][0].any():
        return False  # at 0 torch's own second derivative is nan
    if row.name in ("std", "std_dim"):  # the same, where all numbers are equal; a small spread amplifies rounding
        return bool((np.ptp(arrays[0], axis=0 if row.name == "std_dim" else None) > 0.1).all())
    if row.name == "view":
        return arrays[0].flags.c_contiguous  # else refused, as a test of its own says
    if row.name in PICKY:
        return bool((np.diff(np.sort(flat)) > GAP).all())
    if row.name in ORDERED | SPREADS and not exact:
        return bool((np.diff(np.sort(np.abs(flat))) > GAP).all() and (np.diff(np.sort(flat)) > GAP).all())
    if row.name in STEPS | CORNERS and not exact:
        near = flat if len(arrays) == 1 else arrays[0] - arrays[1]
        if row.name in STEPS or len(arrays) == 1:
            near = np.concatenate([flat * 2 - np.round(flat * 2), flat - 0.1, flat - 0.7])
        return bool((np.abs(near) > GAP).all())
    return True


def run(torch, program: Program, dtype: str):
    """Run a program and return (value, first derivatives, second derivatives) as arrays, or the error's first line."""
    xs = [torch.tensor(a, dtype=getattr(torch, dtype), requires_grad=True) for a in program.leaves]
    values = [x * 1 for x in xs]
    try:
        for step in program.steps:
            if step.name in WRITES:
                WRITES[step.name](values[step.sources[0]])
            else:
                values.append(ROWS[step.name].call(torch, *prepared(torch, step, values)))
        total = sum(w * v.sum() for w, v in zip(program.weights, reversed(values), strict=False))
        first = torch.autograd.grad(total, xs, create_graph=True, allow_unused=True)
        again = [
            (w * g).sum() for w, g in zip(program.weights, first, strict=False) if g is not None and g.requires_grad
        ]
        second = torch.autograd.grad(sum(again), xs, allow_unused=True) if again else [None] * len(xs)
        return (
            total.item(),
            [_array(g, x) for g, x in zip(first, xs, strict=True)],
            [_array(g, x) for g, x in zip(second, xs, strict=True)],
        )
    except RuntimeError as error:
        return str(error).split("\n")[0].split(":")[0]


def _array(gradient, x):
    return np.zeros(tuple(x.shape)) if gradient is None else gradient.detach().numpy(force=True).astype(float)


def differ(ours, theirs, tolerance: float) -> bool:
    """Return True if two results of `run` are not the same."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return ours != theirs
    pairs = [(np.asarray(ours[0]), np.asarray(theirs[0]))]
    pairs += list(zip(ours[1] + ours[2], theirs[1] + theirs[2], strict=True))
    return any(a.shape != b.shape or not close(a, b, tolerance) for a, b in pairs)


def close(a, b, tolerance: float) -> bool:
    scale = max(1.0, float(np.abs(b[np.isfinite(b)]).max(initial=0)))
    return np.allclose(a, b, rtol=tolerance, atol=tolerance * scale, equal_nan=True)
