"""Along the gradient, plain and normalized, in chapter 07 (about one minute on one core).

At two rates, ten starts each; the shares right at each of six rates, and the rate that two others chose.
"""

import numpy as np

from nnbook.chapters.ch07.smoothness import RATES, SMOOTH_AXES, chosen_rate, smooth_right, smoothness
from sweeps.recipe import columns, run, save


def main() -> None:
    rise, turned, unsettled = columns(run("smoothness", smoothness, **SMOOTH_AXES))
    kinds = {"kind": SMOOTH_AXES["kind"]}
    _, right = columns(run("smoothness", smooth_right, **kinds, lr=RATES))
    rate = run("smoothness", chosen_rate, **kinds)
    save("smoothness", np.float32, rise=rise, turned=turned, unsettled=unsettled, right=right)
    save("smoothness", np.float64, rate=rate)


if __name__ == "__main__":
    main()
