"""The digits, split."""

from functools import lru_cache

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.datasets import split
from nnbook.experiments.flow import standard_digits


@lru_cache
def digit_split() -> tuple[tuple[Array, Labels], tuple[Array, Labels]]:
    """`(x, y), (x_test, y_test)`: 1,437 standardized digits to train on, 360 held out."""
    return split(np.random.default_rng(0), *standard_digits(), test=360)
