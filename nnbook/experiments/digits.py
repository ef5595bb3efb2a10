"""The shipped digits as the experiments take them: standardized or as ink, whole or split."""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from nnbook import datasets
from nnbook.arrays import Array, Labels
from nnbook.datasets import Examples


@lru_cache
def standard_digits() -> tuple[Array, Labels]:
    """The digits with mean 0 and standard deviation 1 over all pixels: x (1797, 64), y (1797,); read-only."""
    x, y = datasets.digits()
    return _kept((x - x.mean()) / x.std()), _kept(y.copy())


@lru_cache
def split_digits(
    *, test: int, standardized: bool = False, dtype: npt.DTypeLike = np.float64
) -> tuple[Examples, Examples]:
    """`(x, y), (x_test, y_test)` with `test` digits held out, the same for everybody; read-only.

    Pixels are ink in [0, 1], or `standardized` over all digits. Any first rows hold about as many of
    each class.
    """
    x, y = standard_digits() if standardized else datasets.digits()
    (x, y), held_out = datasets.split(np.random.default_rng(0), x.astype(dtype), y, test=test)
    return (_kept(x), _kept(y)), (_kept(held_out[0]), _kept(held_out[1]))


def _kept(array: Any) -> Any:
    array.flags.writeable = False
    return array
