"""45,000 networks: the success table of chapter 02 (about seven minutes on one core).

Every cell is 1,000 seeds of the lecture's lab: XOR, 10,001 full-batch steps, rate 0.1. Kept is the number of
rows right at the end, one byte a network.
"""

import numpy as np

from nnbook.chapters.ch02.xor_success import SUCCESS_AXES, xor_right
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save

SEEDS = 1000


def main() -> None:
    right = run("xor_success", xor_right, **SUCCESS_AXES, seeds=[SEEDS]).stacked().values[:, :, :, 0]
    save("xor_success", np.uint8, values=Sweep({**SUCCESS_AXES, "seed": list(range(SEEDS))}, right))


if __name__ == "__main__":
    main()
