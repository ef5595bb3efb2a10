"""A convolution against the same network without ties: 240 networks of chapter 07 (about two minutes).

`right` has the shares right (3, seeds) of `conv_trained`, `weights` eight units' of one trained network.
"""

import numpy as np

from nnbook.chapters.ch07.convolution import CONV_AXES, conv_right
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    found = run("convolution", conv_right, **CONV_AXES).values
    right, weights = (
        np.array([one[k] for one in found.ravel()]).reshape(*found.shape, *found.ravel()[0][k].shape)
        for k in range(2)
    )
    save("convolution", np.float32, right=Sweep(CONV_AXES, right))
    save("convolution", np.float16, weights=Sweep(CONV_AXES, weights))


if __name__ == "__main__":
    main()
