"""The race of chapter 07 at 10 to 100 layers: 2,304 networks (about a quarter of an hour on one core).

At every point three rates with two starts each, and ten other starts at the rate that did best on digits
kept apart.
"""

import numpy as np

from nnbook.chapters.ch07.depth_race import DEPTH_AXES, race_at_best
from sweeps.recipe import columns, run, save


def main() -> None:
    rate, right = columns(run("depth_race", race_at_best, **DEPTH_AXES))
    save("depth_race", np.uint8, rate=rate)
    save("depth_race", np.float32, right=right)


if __name__ == "__main__":
    main()
