"""Answer checks of chapter 06, Putting it together."""

from math import sqrt
from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.chapters.ch06 import ladder
from nnbook.chapters.ch06.checks_fairness import honest as honest
from nnbook.chapters.ch06.checks_fairness import overlap_factor as overlap_factor
from nnbook.chapters.verdict import Verdict, function, number
from nnbook.experiments.intervals import corrected_interval, mean_interval
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import OVERLAP

WEIGHTS = 64 * 128 + 3 * 128 * 128 + 128 * 10
BIASES = 4 * 128 + 10


def _table(truth: Labels, guess: Labels) -> Labels:
    """Counts with a row for what it is and a column for what it was taken for, (10, 10)."""
    return ladder.confusion(guess, truth)


def parameters(answer: Any) -> Verdict:
    """Right for 295,730: five networks 64 - 128 - 128 - 128 - 128 - 10."""
    return number(
        answer,
        5 * (WEIGHTS + BIASES),
        "59,146 in each of five networks.",
        {
            "That is one member. There are five.": WEIGHTS + BIASES,
            "The biases are missing.": 5 * WEIGHTS,
            "Four hidden layers have three matrices between them, not four.": 5
            * (WEIGHTS + BIASES + 128 * 129),
        },
    )


def standard_error(answer: Any) -> Verdict:
    """Right for 0.573, the standard error in percent of 2 % wrong among 597 test digits."""
    se = 100 * sqrt(0.02 * 0.98 / 597)
    why = "0.57 points: of 12 wrong digits give or take 3.4. A lead of two digits proves nothing."
    return number(
        answer,
        se,
        why,
        {
            "That is the variance: the root of it is wanted, and in percent.": 100 * 0.02 * 0.98 / 597,
            "In percentage points: a hundred times as much.": se / 100,
            "That is the variance of one answer, not of their share.": 100 * 0.02 * 0.98,
            "Divide by 597 inside the root.": 100 * sqrt(0.02 * 0.98),
            "That is the number of digits; divide by 597.": 100 * sqrt(0.02 * 0.98 * 597),
        },
    )


def confusion(answer: Any) -> Verdict:
    """Right for a function (truth, guess) that hands back the (10, 10) table of counts."""
    off = 1 - np.eye(10)
    return function(
        answer,
        [(np.array([3, 3, 3, 8, 9, 0]), np.array([3, 8, 8, 8, 5, 0]))],
        _table,
        "Row: what it is. Column: what it was taken for.",
        {
            "Rows are the truth, columns the guess: yours is the other way round.": (
                lambda truth, guess: _table(guess, truth)
            ),
            "Pairs that occur twice are counted once: `table[truth, guess] += 1` does that. Use np.add.at.": (
                lambda truth, guess: np.minimum(_table(truth, guess), 1)
            ),
            "Count the right answers too: they are the diagonal.": (
                lambda truth, guess: _table(truth, guess) * off
            ),
            "Counts are wanted, not shares.": (
                lambda truth, guess: (
                    _table(truth, guess) / np.maximum(_table(truth, truth).sum(axis=1)[:, None], 1)
                )
            ),
        },
    )


def average(answer: Any) -> Verdict:
    """Right for a function of p (members, n, classes): the answer of the mean probabilities, (n,)."""
    p = np.array([[[0.5, 0.4, 0.1], [0.3, 0.3, 0.4]], [[0.5, 0.4, 0.1], [0.1, 0.8, 0.1]]])
    p = np.concatenate([p, [[[0.0, 0.9, 0.1], [0.3, 0.3, 0.4]]]])
    return function(
        answer,
        [(p,)],
        lambda p: p.mean(axis=0).argmax(axis=-1),
        "First the mean over the members, then the largest.",
        {
            "That is the majority vote. The mean also hears how sure each member is.": lambda p: np.array(
                [0, 2]
            ),
            "Those are the answers of the members: take the mean over them first.": lambda p: p.argmax(
                axis=-1
            ),
            "The mean of class numbers means nothing: 3 and 5 do not make a 4.": (
                lambda p: p.argmax(axis=-1).mean(axis=0)
            ),
            "Those are the probabilities; their largest is the answer.": lambda p: p.mean(axis=0),
            "That is the first member alone.": lambda p: p[0].argmax(axis=-1),
        },
    )


def paired(answer: Any) -> Verdict:
    """Right for a function (a, b) of ten errors each: the mean of a - b and its 95 % half width."""
    a = np.array([2.1, 3.4, 1.8, 2.9, 4.0, 2.2, 3.1, 2.5, 1.9, 3.6])
    b = a - np.array([0.3, 0.5, 0.2, 0.4, 0.6, 0.1, 0.4, 0.3, 0.2, 0.5])

    def half(d: Array, t: float = 2.262, ddof: int = 1) -> float:
        return t * float(d.std(ddof=ddof)) / sqrt(10)

    return function(
        answer,
        [(a, b)],
        lambda a, b: ((a - b).mean(), half(a - b)),
        "0.35 ± 0.11: clearly above zero, though a and b overlap widely.",
        {
            "That takes the two as strangers. Both had the same ten splits: take the differences first.": (
                lambda a, b: ((a - b).mean(), 2.262 * sqrt((a.var(ddof=1) + b.var(ddof=1)) / 10))
            ),
            "The spread of one difference; the mean of ten is sharper by the root of ten.": (
                lambda a, b: ((a - b).mean(), half(a - b) * sqrt(10))
            ),
            "`std` divides by n unless told `ddof=1`.": lambda a, b: ((a - b).mean(), half(a - b, ddof=0)),
            "1.96 is for many runs. With ten it is 2.262.": lambda a, b: ((a - b).mean(), half(a - b, 1.96)),
            "a - b, not b - a.": lambda a, b: ((b - a).mean(), half(a - b)),
        },
    )


def corrected(answer: Any) -> Verdict:
    """Right for a function (d, overlap): the half width of the corrected 95 % interval of ten differences."""
    d = np.array([0.3, 0.5, 0.2, 0.4, 0.6, 0.1, 0.4, 0.3, 0.2, 0.5])

    def half(d: Array, more: float) -> float:
        return 2.262 * float(d.std(ddof=1)) * sqrt(1 / len(d) + more)

    return function(
        answer,
        [(d, 1 / 3), (d, 0.0)],
        lambda d, overlap: half(d, overlap / (1 - overlap)),
        "With a third in common the interval is 2.4 times as wide.",
        {
            "That is the plain interval: the splits share digits.": lambda d, overlap: half(d, 0.0),
            "overlap / (1 - overlap) is added, not the overlap itself.": half,
            "It is added to 1 / 10 under the root.": (
                lambda d, overlap: half(d, 0.0) + 2.262 * float(d.std(ddof=1)) * sqrt(overlap / (1 - overlap))
            ),
        },
    )


def shown_costs(answer: Any) -> Verdict:
    """Right for the number of pieces whose loss costs something by the corrected interval."""
    runs = 100 * stored("ladder", "variants").values
    costs = runs[1:] - runs[0]
    plain = sum(mean_interval(cost)[1] > 0 for cost in costs)
    right = sum(corrected_interval(cost, OVERLAP)[1] > 0 for cost in costs)
    why = f"{right} of {len(costs)}. The plain intervals, good for these 1,797 digits only, show {plain}."
    return number(answer, right, why, {"That counts the plain intervals. The splits share digits.": plain})


def lucky_best(answer: Any) -> Verdict:
    """Right for 1.87 standard deviations, what the best of twenty equals is below their mean."""
    why = "About 1.87: twenty equal networks, and the best looks two standard errors better than it is."
    return number(
        answer,
        1.867,
        why,
        {
            "The best lies below the mean, so the distance is wanted without the sign.": -1.867,
            "That is for a single network. Take the least of each twenty.": 0.0,
            "That is the best of ten.": 1.539,
            "That is the distance between the best and the worst.": 3.735,
        },
    )
