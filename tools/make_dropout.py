"""Train the networks behind the tables of chapter 05 (about half an hour on one core).

    python tools/make_dropout.py            # goes on where a stopped run left off

Every point of every table is seeds 0 ... 9 of an experiment in nnbook/experiments/remedies.py; the errors are
kept as 32-bit floats in nnbook/data/dropout.npz, with the commit of the code and the version of NumPy.
"""

import tempfile
from pathlib import Path

import numpy as np

from nnbook.chapters.ch05 import remedies
from nnbook.experiments.sweeps import sweep
from tools.commit import commit

FINISHED = Path(tempfile.gettempdir()) / "nnbook-dropout"


def main() -> None:
    tables = {}
    for name, (experiment, axes) in remedies.TABLES.items():
        values = sweep(experiment, folder=FINISHED, progress=True, **axes).values
        stacked = np.array(values.ravel().tolist(), dtype=np.float32)
        tables[name] = stacked.reshape(*values.shape, *stacked.shape[1:])
    np.savez_compressed(remedies.FILE, **tables, commit=commit(), numpy=np.__version__)
    print(f"{remedies.FILE.name}: {', '.join(tables)}, {remedies.FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
