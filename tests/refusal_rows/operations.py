"""Programs that operations, products and losses refuse."""

import warnings

from golden_cases.registry import leaf


def warned(program):
    """Return a program whose warning is an error."""

    def strict(torch):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            program(torch)

    return strict


def functional(torch):
    return torch.nn.functional


def vector(torch, *numbers):
    return torch.tensor([float(n) for n in numbers])


def mask(torch):
    return torch.tensor([True, False])


def whole(torch):
    return torch.tensor([3, 4])


def ones(torch, *shape):
    return torch.ones(*shape)


ROWS = {
    "dim_of_number": lambda t: t.tensor(3.0).size(0),
    "element_type": lambda t: t.cat([vector(t, 1), 2.0]),
    "split_negative": lambda t: vector(t, 1, 2).split(-1),
    "split_zero": lambda t: vector(t, 1, 2).split(0),
    "argument_type": lambda t: t.maximum(vector(t, 1, 2), 2.0),
    "bool_minus": lambda t: mask(t) - mask(t),
    "bool_minus_number": lambda t: mask(t) - 1,
    "bool_negative": lambda t: -mask(t),
    "not_for_bool": lambda t: mask(t).floor(),
    "relu_bool": lambda t: mask(t).relu(),
    "integer_negative_power": lambda t: whole(t) ** -1,
    "integer_zero_division": lambda t: whole(t) // 0,
    "no_derivative": lambda t: (leaf(t, 3.0) // 2).backward(),
    "where_one": lambda t: t.where(mask(t), vector(t, 1, 2)),
    "bits_of_decimals": lambda t: vector(t, 1, 2) & 1,
    "opposite_of_decimals": lambda t: ~vector(t, 1, 2),
    "dtype_match": lambda t: t.allclose(vector(t, 1, 2), vector(t, 1, 2).float()),
    "rounding_mode": lambda t: t.div(vector(t, 1, 2), 2, rounding_mode="up"),
    "cat_nothing": lambda t: t.cat([]),
    "narrow_range": lambda t: vector(t, 1, 2).narrow(0, 1, 5),
    "flatten_order": lambda t: ones(t, 2, 2).flatten(1, 0),
    "linalg_dtype": lambda t: t.inverse(ones(t, 2, 2).long()),
    "solve_shapes": lambda t: t.linalg.solve(ones(t, 2, 2), vector(t, 1, 2, 3)),
    "where_condition": lambda t: t.where(vector(t, 1, 0), 1.0, 2.0),
    "clamp_without_bounds": lambda t: vector(t, 1, 2).clamp(),
    "masked_fill_mask": lambda t: vector(t, 1, 2).masked_fill(whole(t), 1.0),
    "masked_fill_value": lambda t: vector(t, 1, 2).masked_fill(mask(t), vector(t, 1, 2)),
    "masked_select_mask": lambda t: vector(t, 1, 2).masked_select(whole(t)),
    "dim_range": lambda t: vector(t, 1, 2).sum(3),
    "dim_twice": lambda t: vector(t, 1, 2).sum((0, 0)),
    "mean_dtype": lambda t: whole(t).mean(),
    "spread_dtype": lambda t: whole(t).std(),
    "norm_dtype": lambda t: whole(t).norm(),
    "softmax_dtype": lambda t: whole(t).softmax(0),
    "no_freedom": warned(lambda t: vector(t, 1).std()),
    "empty_extreme": lambda t: vector(t).max(),
    "empty_dim": lambda t: t.zeros(0, 3).min(0),
    "empty_place": lambda t: vector(t).argmax(),
    "topk_range": lambda t: vector(t, 1, 2).topk(5),
    "gather_dtype": lambda t: vector(t, 1, 2).gather(0, vector(t, 0)),
    "gather_range": lambda t: vector(t, 1, 2).gather(0, t.tensor([5])),
    "index_select_range": lambda t: vector(t, 1, 2).index_select(0, t.tensor([5])),
    "split_lengths": lambda t: vector(t, 1, 2).split([1, 2]),
    "chunk_count": lambda t: vector(t, 1, 2).chunk(0),
    "repeat_sizes": lambda t: ones(t, 2, 2).repeat(2),
    "triangle_dims": lambda t: vector(t, 1, 2).tril(),
    "diag_dims": lambda t: ones(t, 2, 2, 2).diag(),
    "trace_dims": lambda t: vector(t, 1, 2).trace(),
    "matmul_number": lambda t: vector(t, 1, 2) @ t.tensor(2.0),
    "dot_dims": lambda t: ones(t, 2, 2).dot(vector(t, 1, 2)),
    "dot_size": lambda t: vector(t, 1, 2) @ vector(t, 1, 2, 3),
    "dot_dtype": lambda t: vector(t, 1, 2) @ whole(t),
    "mm_dtype": lambda t: ones(t, 2, 2) @ ones(t, 2, 2).long(),
    "mv_dims": lambda t: ones(t, 2, 2).mv(ones(t, 2, 2)),
    "mv_size": lambda t: ones(t, 2, 3) @ vector(t, 1, 2),
    "mm_dims": lambda t: ones(t, 2, 2).mm(vector(t, 1, 2)),
    "mm_size": lambda t: ones(t, 2, 3) @ ones(t, 2, 3),
    "bmm_dims": lambda t: ones(t, 2, 3).bmm(ones(t, 2, 3)),
    "bmm_size": lambda t: ones(t, 2, 2, 3) @ ones(t, 2, 2, 3),
    "outer_dims": lambda t: t.outer(ones(t, 2, 2), vector(t, 1, 2)),
    "linalg_dims": lambda t: t.linalg.det(vector(t, 1, 2)),
    "linalg_square": lambda t: t.linalg.inv(ones(t, 2, 3)),
    "singular_inverse": lambda t: t.linalg.inv(ones(t, 2, 2)),
    "singular_system": lambda t: t.linalg.solve(ones(t, 2, 2), vector(t, 1, 2)),
    "matrix_norm": lambda t: t.linalg.norm(ones(t, 2, 2), 5),
    "loss_sizes": warned(lambda t: functional(t).mse_loss(ones(t, 3, 1), ones(t, 3))),
    "bce_sizes": lambda t: functional(t).binary_cross_entropy(ones(t, 2), ones(t, 3)),
    "bce_logits_sizes": lambda t: functional(t).binary_cross_entropy_with_logits(ones(t, 2), ones(t, 3)),
    "bce_range": lambda t: functional(t).binary_cross_entropy(vector(t, 2), vector(t, 1)),
    "batch_sizes": lambda t: functional(t).nll_loss(ones(t, 2, 3), t.tensor([1])),
    "target_range": lambda t: functional(t).cross_entropy(ones(t, 2, 3), t.tensor([1, 5])),
    "one_hot_range": lambda t: functional(t).one_hot(t.tensor([5]), 3),
    "reduction": lambda t: functional(t).mse_loss(ones(t, 2), ones(t, 2), reduction="x"),
}
