"""How fast autograd_lite is, beside torch and three other small libraries; `make bench` runs it."""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before NumPy is imported: one thread each
