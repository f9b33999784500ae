"""autograd_lite: torch.autograd in small, on NumPy alone.

`import autograd_lite as torch` runs introductory PyTorch autograd code unchanged, with the same results and the same
refusals. Decimal numbers are float64 unless `set_default_dtype` says otherwise. Every operation that `methods` names
is a function of this package too.
"""

import warnings as _warnings
from math import e, inf, nan, pi

from . import autograd, linalg, methods, nn, optim
from ._tensor_str import set_printoptions
from .autograd.grad_mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from .creation import *  # noqa: F403 - `creation.__all__` names them
from .devices import cuda, device
from .dtypes import *  # noqa: F403
from .tensor import Size, Tensor

globals().update(methods.FUNCTIONS_BY_NAME)

# torch computes inf and nan without a word. NumPy warns; that warning is silenced for this package's own lines only.
_warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"autograd_lite\.")
