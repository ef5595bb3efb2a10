"""The tables of chapter 05, seeds 0 ... 9 of every point (about half an hour on one core)."""

import numpy as np

from nnbook.chapters.ch05.remedies import TABLES
from sweeps.recipe import run, save


def main() -> None:
    for name, (experiment, axes) in TABLES.items():
        save("dropout", np.float32, **{name: run("dropout", experiment, **axes).stacked()})


if __name__ == "__main__":
    main()
