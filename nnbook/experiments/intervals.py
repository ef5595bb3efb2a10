"""Intervals: what a number of runs says about the probability or the mean behind them."""

from math import sqrt

import numpy as np

from nnbook.arrays import Array
from nnbook.edges import finite, require_whole


def wilson(successes: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval, 95 % for z = 1.96, of a probability: it stays within [0, 1].

    Raises ValueError unless they are whole numbers, 0 <= successes <= trials and trials > 0.
    """
    require_whole("trials", trials)
    require_whole("successes", successes, least=0)
    if successes > trials:
        raise ValueError(f"successes must be at most trials, got {successes} of {trials}")
    share, shrink = successes / trials, 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


# The 97.5 % quantile of Student's t with 1, 2, ... 40 degrees of freedom.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    2.040, 2.037, 2.035, 2.032, 2.030, 2.028, 2.026, 2.024, 2.023, 2.021,
)  # fmt: skip


def mean_interval(values: Array) -> tuple[float, float, float]:
    """The mean of independent runs (n,) and its 95 % interval, by Student's t.

    For more than 41 runs a hair too wide. Raises ValueError for fewer than two.
    """
    return _interval(values, 0.0)


def corrected_interval(values: Array, overlap: float) -> tuple[float, float, float]:
    """The mean of runs (n,) on repeated splits of one pool, and its 95 % interval for new splits.

    `overlap` is the share of test rows that two splits have in common, on average. Runs that share it are not
    independent, and 1/n becomes 1/n + overlap / (1 - overlap) (Nadeau & Bengio 2003; with training and test
    rows making up the pool the second part is test / training rows). Raises ValueError unless overlap is in
    [0, 1), or for fewer than two runs.
    """
    if not 0 <= overlap < 1:
        raise ValueError(f"overlap must be in [0, 1), got {overlap}")
    return _interval(values, overlap / (1 - overlap))


def _interval(values: Array, shared: float) -> tuple[float, float, float]:
    values = finite("values", values)
    n = len(values)
    if n < 2:
        raise ValueError(f"an interval needs at least two runs, got {n}")
    mean = float(np.mean(values))
    half = _T[min(n - 1, len(_T)) - 1] * float(np.std(values, ddof=1)) * sqrt(1 / n + shared)
    return mean, mean - half, mean + half
