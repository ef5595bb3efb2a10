"""A convolution against the same network without ties: 240 networks of chapter 07 (about two minutes).

`right` has the shares right (3, seeds) of `conv_trained`, `weights` eight units' of one trained network.
"""

import numpy as np

from nnbook.chapters.ch07.convolution import CONV_AXES, conv_right
from sweeps.recipe import columns, run, save


def main() -> None:
    right, weights = columns(run("convolution", conv_right, **CONV_AXES))
    save("convolution", np.float32, right=right)
    save("convolution", np.float16, weights=weights)


if __name__ == "__main__":
    main()
