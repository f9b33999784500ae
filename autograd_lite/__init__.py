"""autograd_lite: torch.autograd in small, on NumPy alone.

`import autograd_lite as torch` runs introductory PyTorch autograd code unchanged, with the same results and the same
refusals. Decimal numbers are float64 unless `set_default_dtype` says otherwise.
"""

import warnings as _warnings

from . import autograd, methods, nn
from ._tensor_str import set_printoptions
from .autograd.grad_mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from .creation import (
    arange,
    eye,
    from_numpy,
    full,
    linspace,
    manual_seed,
    ones,
    ones_like,
    rand,
    randn,
    tensor,
    zeros,
    zeros_like,
)
from .dtypes import (
    bool,
    double,
    dtype,
    float,
    float32,
    float64,
    get_default_dtype,
    int64,
    long,
    promote_types,
    set_default_dtype,
)
from .ops.choice import clamp, maximum, minimum, where
from .ops.comparison import (
    all,
    allclose,
    any,
    eq,
    equal,
    ge,
    gt,
    isfinite,
    isinf,
    isnan,
    le,
    logical_not,
    lt,
    ne,
)
from .ops.copying import clone, detach
from .ops.elementary import abs, cos, exp, log, relu, sigmoid, sign, sin, sqrt, tan, tanh
from .ops.linalg import matmul
from .ops.pointwise import add, div, mul, neg, pow, reciprocal, square, sub
from .ops.reduction import mean, sum
from .ops.shape import cat, permute, reshape, squeeze, stack, t, transpose, unsqueeze
from .tensor import Size, Tensor

# torch computes inf and nan without a word. NumPy warns; that warning is silenced for this package's own lines only.
_warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"autograd_lite\.")
