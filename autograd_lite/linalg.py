"""torch.linalg in small: determinants, inverses, linear systems and norms."""

from .ops import linalg as _room

det, inv, solve, matmul, vector_norm = _room.det, _room.inv, _room.solve, _room.matmul, _room.vector_norm
norm = _room.matrix_or_vector_norm
LinAlgError = _room._LinAlgError
