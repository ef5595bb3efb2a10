"""The tables of chapter 05, seeds 0 ... 9 of every point (about forty minutes on one core).

python -m sweeps.dropout makes all of them, python -m sweeps.dropout shifts stopping those two.
"""

import sys

import numpy as np

from nnbook.chapters.ch05.remedies import TABLES
from sweeps.recipe import run, save


def main() -> None:
    for name in sys.argv[1:] or TABLES:
        experiment, axes = TABLES[name]
        save("dropout", np.float32, **{name: run("dropout", experiment, **axes).stacked()})


if __name__ == "__main__":
    main()
