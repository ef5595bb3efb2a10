"""Train the 3,720 networks behind "the start decides" of chapter 04 (about seven minutes on one core).

    python tools/make_starts.py            # goes on where a stopped run left off

Kept is the number of held-out digits right along the way, in nnbook/data/starts.npz; and the trained share
of the map of order and chaos, in nnbook/data/chaos.npz.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch04 import chaos
from nnbook.chapters.ch04 import start_race as starts
from nnbook.experiments.sweeps import sweep
from tools.commit import commit

FINISHED = Path(tempfile.gettempdir()) / "nnbook-starts"


def shares(**axes: list[Any]) -> Array:
    """Run or reread every point: shape of the axes, then (records, seeds, 2)."""
    found = sweep(starts.start_curve, folder=FINISHED, progress=True, **axes).values
    return np.array(list(found.ravel())).reshape(*found.shape, *found.flat[0].shape)


def counts(share: Array) -> Array:
    return np.rint(share * starts.HELD_OUT).astype(np.uint16)


def main() -> None:
    axes = {name: values for name, values in starts.AXES.items() if name != "activation"}
    right = [shares(activation=[name], **axes, lr=rates)[0] for name, rates in starts.RATES.items()]
    deep = shares(activation=["relu"], examples=[starts.IMAGES], **starts.DEEP)[0, 0]
    grid = sweep(chaos.tanh_right, folder=FINISHED, progress=True, **chaos.AXES).values
    trained = np.array(list(grid.ravel())).reshape(*grid.shape, -1)
    np.savez_compressed(chaos.FILE, right=trained, commit=commit(), numpy=np.__version__)
    known = {name: np.array(values) for name, values in starts.AXES.items()}
    np.savez_compressed(
        starts.FILE,
        right=counts(np.array(right)),
        deep=counts(deep),
        **known,
        commit=commit(),
        numpy=np.__version__,
    )
    print(f"{starts.FILE.name}: {starts.FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
