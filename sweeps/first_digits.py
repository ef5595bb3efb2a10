"""480 networks: the second figure of chapter 02 (about half a minute on one core)."""

import numpy as np

from nnbook.chapters.ch02.digits_learning import LEARNING_AXES, train_digits
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    found = run("first_digits", train_digits, **LEARNING_AXES, seeds=[10])
    runs = found.values[..., 0]

    def table(part: str) -> Sweep:
        values = np.array([getattr(one, part) for one in runs.ravel()])
        return Sweep(LEARNING_AXES, values.reshape(*runs.shape, *values.shape[1:]))

    save("first_digits", np.float32, losses=table("losses"))
    save("first_digits", float, accuracy=table("accuracy"))
    save("first_digits", np.int64, updates=table("updates"))


if __name__ == "__main__":
    main()
