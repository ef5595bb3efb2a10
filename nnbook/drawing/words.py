"""Numbers in words, and runs as bars with whiskers or lines with bands."""

from collections.abc import Sequence
from math import floor, log10

import numpy as np

from nnbook.arrays import Array
from nnbook.drawing.parts import Panel, bar_series, line_series
from nnbook.drawing.scales import significant


def times(ratio: float) -> str:
    """A ratio in words: "1/9,000,000 of", "about as much as", "40 times", "none of"."""
    if not ratio > 0:
        return "none of"
    if 0.4 < ratio < 2.5:
        return "about the same as" if abs(log10(ratio)) < 0.1 else f"{ratio:.1f} times"
    power = abs(log10(ratio))
    if power > 9:
        return f"1/10^{round(power)} of" if ratio < 1 else f"10^{round(power)} times"
    unit = 10 ** floor(power)
    whole = f"{round(10**power / unit) * unit:,}"
    return f"1/{whole} of" if ratio < 1 else f"{whole} times"


def spread(name: str, runs: Array, color: str = "gradient", digits: int = 3) -> Panel:
    """Bars at the median over seeds, to so many digits, whiskers from the least to the largest."""
    ends = {"low": significant(runs.min(0), 2), "high": significant(runs.max(0), 2)}
    return bar_series(name, significant(np.median(runs, 0), digits), color=color, **ends)


def band(name: str, x: Sequence[float], runs: Array, color: str, style: str, digits: int = 3) -> Panel:
    """A line at the median of the runs (points, seeds), with a band from the least to the largest."""
    low, middle, high = (significant(f(runs, axis=1), digits) for f in (np.min, np.median, np.max))
    return line_series(name, x, middle, color=color, low=low, high=high, style=style)
