"""The sawtooth of chapter 07: what 480 trained networks draw of it (about two minutes on one core).

`curves` has what they draw (seeds, 129), `missed` the share of the variance that they miss (seeds,).
"""

import numpy as np

from nnbook.chapters.ch07.sawtooth import SAW_AXES, saw_at_best
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    found = run("sawtooth", saw_at_best, **SAW_AXES).values
    curves, missed = (
        np.array([one[k] for one in found.ravel()]).reshape(*found.shape, *found.ravel()[0][k].shape)
        for k in range(2)
    )
    save("sawtooth", np.float16, curves=Sweep(SAW_AXES, curves))
    save("sawtooth", np.float32, missed=Sweep(SAW_AXES, missed))


if __name__ == "__main__":
    main()
