"""How fast nnbook is: against scikit-learn, PyTorch where installed, and the matrix products alone."""

import os

# One thread for all. NumPy and PyTorch read these when they are loaded, so this comes before either.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
