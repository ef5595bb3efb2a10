"""The sawtooth of chapter 07: what 480 trained networks draw of it (about two minutes on one core).

`curves` has what they draw (seeds, 129), `missed` the share of the variance that they miss (seeds,).
"""

import numpy as np

from nnbook.chapters.ch07.sawtooth import SAW_AXES, saw_at_best
from sweeps.recipe import columns, run, save


def main() -> None:
    curves, missed = columns(run("sawtooth", saw_at_best, **SAW_AXES))
    save("sawtooth", np.float16, curves=curves)
    save("sawtooth", np.float32, missed=missed)


if __name__ == "__main__":
    main()
