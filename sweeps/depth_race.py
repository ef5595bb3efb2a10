"""The race of chapter 07 at 10 to 100 layers: 2,304 networks (about a quarter of an hour on one core).

At every point three rates with two starts each, and ten other starts at the rate that did best on digits
kept apart.
"""

import numpy as np

from nnbook.chapters.ch07.depth_race import DEPTH_AXES, race_at_best
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    found = run("depth_race", race_at_best, **DEPTH_AXES).values
    shape = found.shape
    rate = np.array([one for one, _ in found.ravel()]).reshape(shape)
    right = np.array([shares for _, shares in found.ravel()]).reshape(*shape, -1)
    save("depth_race", np.uint8, rate=Sweep(DEPTH_AXES, rate))
    save("depth_race", np.float32, right=Sweep(DEPTH_AXES, right))


if __name__ == "__main__":
    main()
