"""torch.linalg in small: determinants, inverses, linear systems and norms."""

from .ops.linalg import det as det
from .ops.linalg import inv as inv
from .ops.linalg import matmul as matmul
from .ops.linalg import matrix_or_vector_norm as norm
from .ops.linalg import solve as solve
from .ops.linalg import vector_norm as vector_norm
