"""torch.linalg in small: determinants, inverses, linear systems and norms."""

from .ops import linalg as _room
from .ops.arguments import door as _door

det, inv, solve, matmul = map(_door, (_room.det, _room.inv, _room.solve, _room.matmul))
vector_norm, norm = _door(_room.vector_norm), _door(_room.matrix_or_vector_norm)
LinAlgError = _room._LinAlgError
