"""Train the 45,000 networks behind the success table of chapter 02 (about seven minutes on one core).

    python tools/make_xor_success.py            # goes on where a stopped run left off

Every cell of the table is 1,000 seeds of the lecture's lab: XOR, 10,001 full-batch steps, rate 0.1. What is
kept is the number of rows right at the end, one byte a network, in nnbook/data/xor_success.npz.
"""

import tempfile
from pathlib import Path

import numpy as np

from nnbook.chapters.ch02.xor_replay import SUCCESS_AXES, SUCCESS_FILE, xor_right
from nnbook.experiments.sweeps import sweep
from tools.commit import commit

SEEDS = 1000
FINISHED = Path(tempfile.gettempdir()) / "nnbook-xor-success"


def main() -> None:
    result = sweep(xor_right, folder=FINISHED, progress=True, **SUCCESS_AXES, seeds=[SEEDS])
    right = np.array(result.values[..., 0].tolist(), dtype=np.uint8)
    axes = {name: np.array(values) for name, values in SUCCESS_AXES.items()}
    stamp = {"seeds": np.arange(SEEDS), "commit": commit(), "numpy": np.__version__}
    np.savez_compressed(SUCCESS_FILE, right=right, **axes, **stamp)
    print(f"{SUCCESS_FILE.name}: {right.shape}, {SUCCESS_FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
