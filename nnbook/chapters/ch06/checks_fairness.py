"""Answer checks of chapter 06 about intervals and fair choices."""

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.verdict import Verdict, function, number


def overlap_factor(answer: Any) -> Verdict:
    """Right for sqrt 6: how many times as wide the corrected interval is, ten splits, a third in common."""
    return number(
        answer,
        sqrt(6),
        "(1/10 + 1/2) over 1/10 is 6, and the width goes with its root.",
        {
            "That is the ratio of the variances. The width goes with the root.": 6,
            "The spread that is seen shrinks too: it is only 1 - 1/3 of the variance of one.": 2,
        },
    )


def honest(answer: Any) -> Verdict:
    """Right for a function (validation, test), (rates, seeds) each: test errors at the rate chosen fairly."""
    rng = np.random.default_rng(1)
    validation, test = rng.random((2, 4, 10))
    cases = [(validation, test), (test, validation)]

    def wanted(validation: Array, test: Array) -> Array:
        chosen: Array = test[validation.mean(axis=1).argmin()]
        return chosen

    traps: dict[str, Callable[..., Any]] = {
        "The test digits have chosen the rate: 200 others are there for that.": (
            lambda validation, test: test[test.mean(axis=1).argmin()]
        ),
        "Every seed has chosen its own rate by its own test digits: the best of four lucky numbers.": (
            lambda validation, test: test.min(axis=0)
        ),
        "That reports the digits that chose. They are no fair judges any more.": (
            lambda validation, test: validation[validation.mean(axis=1).argmin()]
        ),
    }
    return function(answer, cases, wanted, "200 digits choose, 597 others judge.", traps)
