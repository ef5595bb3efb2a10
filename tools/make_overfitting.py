"""Fit the 4,200 networks of the first figure of chapter 05 (about six minutes on one core).

    python tools/make_overfitting.py            # goes on where a stopped run left off

Every combination of `curve_fits.AXES` at seeds 0 ... 9. Kept in nnbook/data/overfitting.npz: the curve of
seed 0 as 16-bit floats, and all training and test errors as 32-bit floats.
"""

import tempfile
from pathlib import Path

import numpy as np

from nnbook.chapters.ch05.overfitting import AXES, FILE, fit_curves
from nnbook.experiments.sweeps import sweep
from tools.commit import commit

FINISHED = Path(tempfile.gettempdir()) / "nnbook-overfitting"


def main() -> None:
    axes = {name: AXES[name] for name in ("units", "examples", "remedy")}
    found = sweep(fit_curves, folder=FINISHED, progress=True, **axes).values
    parts = {"train": [one.train for one in found.ravel()], "test": [one.test for one in found.ravel()]}
    parts["fit"] = [one.fit[:, 0] for one in found.ravel()]
    arrays = {}
    for name, values in parts.items():
        rows = np.stack(values).reshape(*found.shape, len(AXES["noise"]), -1)
        # The noise is an axis within each result; its place is before the remedy.
        arrays[name] = np.moveaxis(rows, 3, 2).astype(np.float16 if name == "fit" else np.float32)
    np.savez_compressed(FILE, **arrays, commit=commit(), numpy=np.__version__)
    print(f"{FILE.name}: {arrays['train'].shape}, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
