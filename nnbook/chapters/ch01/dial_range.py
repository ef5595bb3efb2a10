"""Chapter 01: how far one of the lecture's nine numbers may move."""

from dataclasses import dataclass
from math import inf, log

import numpy as np

from nnbook.activations import sigmoid
from nnbook.chapters.ch01.three_units import three_units
from nnbook.edges import require_known


@dataclass(frozen=True)
class DialRange:
    """The open interval a dial may turn in, and the rows of the table that break at its ends.

    An end is infinite, and its rows empty, where no row ever breaks.
    """

    low: float
    high: float
    breaks_low: tuple[int, ...]
    breaks_high: tuple[int, ...]


def dial_range(dial: str, **dials: float) -> DialRange:
    """How far one of the nine dials turns, the others as given, before a row of XOR breaks.

    At an end the output of the rows named is exactly 1/2. The logit of a row is monotone in every
    single dial, so each row gives at most one end, found by algebra. Raises ValueError for an
    unknown dial, or when the given network does not compute XOR to begin with.
    """
    require_known("dial", dial, dials)
    attempt = three_units(**dials)
    if attempt.right < 4:
        raise ValueError(f"{attempt.right} of 4 rows right: a range needs a network that has all 4")
    ends = [_crossing(dial, x1, x2, dials) for x1, x2 in attempt.x]
    low = max((e for e in ends if e < dials[dial]), default=-inf)
    high = min((e for e in ends if e > dials[dial]), default=inf)
    return DialRange(low, high, _rows_at(low, ends), _rows_at(high, ends))


def _rows_at(end: float, ends: list[float]) -> tuple[int, ...]:
    return tuple(i for i, e in enumerate(ends) if abs(end) < inf and abs(e - end) < 1e-9)


def _crossing(dial: str, x1: float, x2: float, d: dict[str, float]) -> float:
    """The dial's value at which the row's logit is 0; NaN when there is none."""
    h = [float(sigmoid.f(np.array(d[f"h{j}_w1"] * x1 + d[f"h{j}_w2"] * x2 + d[f"h{j}_b"]))) for j in (1, 2)]
    unit, part = dial.split("_")
    slope = {"w1": h[0], "w2": h[1], "b": 1.0} if unit == "y" else {"w1": x1, "w2": x2, "b": 1.0}
    if slope[part] == 0:
        return float("nan")
    if unit == "y":
        needed = d["y_w1"] * h[0] + d["y_w2"] * h[1] + d["y_b"]
        return d[dial] - needed / slope[part]
    # What must this hidden unit give for a logit of 0, and which z gives it?
    j = int(unit[1])
    other = d[f"y_w{3 - j}"] * h[2 - j] + d["y_b"]
    wanted = -other / d[f"y_w{j}"] if d[f"y_w{j}"] else -1.0
    if not 0 < wanted < 1:
        return float("nan")
    z = d[f"{unit}_w1"] * x1 + d[f"{unit}_w2"] * x2 + d[f"{unit}_b"]
    return d[dial] + (log(wanted / (1 - wanted)) - z) / slope[part]
