"""Along the gradient, plain and normalized, in chapter 07 (about one minute on one core).

At two rates, ten starts each; and ten starts at the best of six rates, which two others chose.
"""

import numpy as np

from nnbook.chapters.ch07.smoothness import SMOOTH_AXES, smooth_at_best, smoothness
from sweeps.recipe import columns, run, save


def main() -> None:
    rise, turned, unsettled = columns(run("smoothness", smoothness, **SMOOTH_AXES))
    rate, right = columns(run("smoothness", smooth_at_best, kind=SMOOTH_AXES["kind"]))
    save("smoothness", np.float32, rise=rise, turned=turned, unsettled=unsettled, rate=rate, right=right)


if __name__ == "__main__":
    main()
