"""Log axes that two positions share, and numbers as short as the eye needs them."""

from collections.abc import Callable, Sequence

import numpy as np

from nnbook.arrays import Array

# Axes jump between a few lengths instead of following every bar: two positions can be compared.
FLOORS = (1e-9, 1e-13, 1e-20, 1e-40, 1e-80)
CEILINGS = (10.0, 1e9, 1e18, 1e36)


def significant(values: Array, digits: int) -> Array:
    """Rounded to so many significant digits: the eye sees no more, and the page is smaller."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.floor(np.log10(np.abs(values)))
    power = np.where(np.isfinite(power), power, 0)
    unit = 10.0 ** (power - digits + 1)
    return np.where(np.isfinite(values), np.round(values / unit) * unit, values)


def decades(values: Array) -> tuple[float, float]:
    """A log axis from one of the FLOORS to one of the CEILINGS that holds all positive values."""
    known = values[np.isfinite(values) & (values > 0)]
    least, most = (float(known.min()), float(known.max())) if known.size else (1.0, 1.0)
    return _first(FLOORS, lambda end: end <= least), _first(CEILINGS, lambda end: end >= most)


def _first(ends: Sequence[float], fits: Callable[[float], bool]) -> float:
    return next((end for end in ends if fits(end)), ends[-1])
