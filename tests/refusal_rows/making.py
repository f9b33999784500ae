"""Programs that refuse to make a tensor, or an optimiser."""

import numpy as np
from golden_cases.registry import leaf

from .operations import warned

ROWS = {
    "copy_construct": warned(lambda t: t.tensor(t.tensor([1.0]))),
    "integer_grad": lambda t: t.tensor([1, 2], requires_grad=True),
    "tensor_text": lambda t: t.tensor("abc"),
    "tensor_kind": lambda t: t.tensor([None]),
    "tensor_overflow": lambda t: t.tensor(2**70),
    "ragged": lambda t: t.tensor([[1.0, 2.0], [3.0]]),
    "not_a_sequence": lambda t: t.tensor([[1.0, 2.0], 3.0]),
    "nan_to_integer": lambda t: t.tensor(float("nan"), dtype=t.int64),
    "from_numpy": lambda t: t.from_numpy(np.float64(1.0)),
    "numpy_type": lambda t: t.tensor(np.array(["a"])),
    "device_name": lambda t: t.zeros(2, device="gpu"),
    "no_cuda": lambda t: t.zeros(2, device="cuda"),
    "size_type": lambda t: t.zeros(2.0),
    "size_negative": lambda t: t.zeros(-1),
    "random_dtype": lambda t: t.rand(2, dtype=t.int64),
    "randint_range": lambda t: t.randint(5, 3, (2,)),
    "arange_step": lambda t: t.arange(0, 3, 0),
    "arange_bounds": lambda t: t.arange(3, 0),
    "linspace_steps": lambda t: t.linspace(0, 1, -1),
    "meshgrid_indexing": warned(lambda t: t.meshgrid(t.ones(2), t.ones(2))),
    "meshgrid_dtype": lambda t: t.meshgrid(t.ones(2), t.tensor([1, 2]), indexing="ij"),
    "default_dtype": lambda t: t.set_default_dtype(t.int64),
    "default_dtype_object": lambda t: t.set_default_dtype("a"),
    "optimizer_params": lambda t: t.optim.SGD(leaf(t, 1.0, 2.0), lr=0.1),
    "optimizer_empty": lambda t: t.optim.Adam([], lr=0.1),
    "optimizer_item": lambda t: t.optim.SGD([2.0], lr=0.1),
    "optimizer_leaf": lambda t: t.optim.SGD([leaf(t, 1.0) * 2], lr=0.1),
    "optimizer_setting": lambda t: t.optim.SGD([leaf(t, 1.0)], lr=-0.1),
    "optimizer_nesterov": lambda t: t.optim.SGD([leaf(t, 1.0)], lr=0.1, nesterov=True),
}
