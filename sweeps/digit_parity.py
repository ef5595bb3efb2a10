"""Is the sum of some digits odd? 378 networks of chapter 07 (about six minutes on one core).

At every point two rates with two starts each, and ten other starts at the rate that did better.
"""

import numpy as np

from nnbook.chapters.ch07.digit_parity import PARITY_AXES, WIDE, parity_at_best
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    right = run("digit_parity", parity_at_best, **PARITY_AXES).stacked()
    digits = {"digits": PARITY_AXES["digits"]}
    wide = run("digit_parity", parity_at_best, **digits, depth=[1], kind=["plain"], budget=[WIDE]).stacked()
    save("digit_parity", np.float32, right=right, wide=Sweep(digits, wide.values[:, 0, 0, 0]))


if __name__ == "__main__":
    main()
