"""How fast nnbook is: against scikit-learn, PyTorch where installed, and the matrix products alone."""

import os
import platform
import re
from pathlib import Path

# One thread for all. NumPy and PyTorch read these when they are loaded, so this comes before either.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def processor() -> str:
    """The processor's name and how many of them there are."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*: (.*)$", info.read_text(), re.MULTILINE) if info.exists() else []
    return f"{names[0] if names else platform.processor() or platform.machine()} x {os.cpu_count()}"
