"""Intervals: what a number of runs says about the probability or the mean behind them."""

from math import sqrt

import numpy as np

from nnbook.arrays import Array


def wilson(successes: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval, 95 % for z = 1.96, of a probability: it stays within [0, 1].

    Raises ValueError unless 0 <= successes <= trials and trials > 0.
    """
    if not 0 <= successes <= trials or not trials:
        raise ValueError(f"give 0 <= successes <= trials, trials > 0; got {successes} of {trials}")
    share, shrink = successes / trials, 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


def mean_interval(values: Array) -> tuple[float, float, float]:
    """The mean of independent runs (n,) and its 95 % interval, by Student's t.

    The quantile of t is that of the normal and three terms of a series in 1 / (n - 1), good to 3 % from
    three runs on. Raises ValueError for fewer than two runs.
    """
    n = len(values)
    if n < 2:
        raise ValueError(f"an interval needs at least two runs, got {n}")
    z, f = 1.959964, 1 / (n - 1)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    t = z + (z**3 + z) / 4 * f + second * f**2 + third * f**3
    mean, half = float(np.mean(values)), t * float(np.std(values, ddof=1)) / sqrt(n)
    return mean, mean - half, mean + half
