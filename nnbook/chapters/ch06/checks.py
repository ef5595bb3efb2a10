"""Answer checks of chapter 06, Putting it together."""

from math import sqrt
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch06.ladder import VARIANTS
from nnbook.chapters.verdict import UNANSWERED, Verdict, number
from nnbook.experiments.sweeps import stored

WEIGHTS = 64 * 128 + 3 * 128 * 128 + 128 * 10
BIASES = 4 * 128 + 10


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
            "Too small: the root of the variance is wanted, and in percent.": 100 * 0.02 * 0.98 / 597,
            "That is the variance of one answer, not of their share.": 100 * 0.02 * 0.98,
            "Divide by 597 inside the root.": 100 * sqrt(0.02 * 0.98),
            "That is the number of digits; divide by 597.": 100 * sqrt(0.02 * 0.98 * 597),
        },
    )


def confusion(answer: Any) -> Verdict:
    """Right for a function (truth, guess) that hands back the (10, 10) table of counts."""
    truth, guess = np.array([3, 3, 3, 8, 9, 0]), np.array([3, 8, 8, 8, 5, 0])
    wanted = np.zeros((10, 10))
    np.add.at(wanted, (truth, guess), 1)
    traps = {
        "Rows are the truth, columns the guess: yours is the other way round.": wanted.T,
        "Pairs that occur twice are counted once: `table[truth, guess] += 1` does that. "
        "Use np.add.at.": np.minimum(wanted, 1),
        "Count the right answers too: they are the diagonal.": wanted - np.diag(np.diag(wanted)),
        "Counts are wanted, not shares.": wanted / np.maximum(wanted.sum(axis=1, keepdims=True), 1),
    }
    return _compare(answer, (truth, guess), wanted, "Row: what it is. Column: what it was taken for.", traps)


def average(answer: Any) -> Verdict:
    """Right for a function of p (members, n, classes): the answer of the mean probabilities, (n,)."""
    p = np.array([[[0.5, 0.4, 0.1], [0.3, 0.3, 0.4]], [[0.5, 0.4, 0.1], [0.1, 0.8, 0.1]]])
    p = np.concatenate([p, [[[0.0, 0.9, 0.1], [0.3, 0.3, 0.4]]]])
    said = p.argmax(axis=-1)
    traps = {
        "That is the majority vote. The mean also hears how sure each member is.": np.array([0, 2]),
        "Those are the answers of the members: take the mean over them first.": said,
        "The mean of class numbers means nothing: 3 and 5 do not make a 4.": said.mean(axis=0),
        "Those are the probabilities; their largest is the answer.": p.mean(axis=0),
        "That is the first member alone.": said[0],
    }
    why = "First the mean over the members, then the largest."
    return _compare(answer, (p,), p.mean(axis=0).argmax(axis=-1), why, traps)


def paired(answer: Any) -> Verdict:
    """Right for a function (a, b) of ten errors each: the mean of a - b and its 95 % half width."""
    a = np.array([2.1, 3.4, 1.8, 2.9, 4.0, 2.2, 3.1, 2.5, 1.9, 3.6])
    b = a - np.array([0.3, 0.5, 0.2, 0.4, 0.6, 0.1, 0.4, 0.3, 0.2, 0.5])
    d, root = a - b, sqrt(10)
    half = 2.262 * d.std(ddof=1) / root
    apart = 2.262 * sqrt((a.var(ddof=1) + b.var(ddof=1)) / 10)
    traps = {
        "That takes the two as strangers. Both had the same ten splits: take the differences first.": (
            d.mean(), apart
        ),
        "The spread of one difference; the mean of ten is sharper by the root of ten.": (
            d.mean(), half * root
        ),
        "`std` divides by n unless told `ddof=1`.": (d.mean(), 2.262 * d.std() / root),
        "1.96 is for many runs. With ten it is 2.262.": (d.mean(), 1.96 * d.std(ddof=1) / root),
        "a - b, not b - a.": (-d.mean(), half),
    }  # fmt: skip
    arrays = {reason: np.array(trap) for reason, trap in traps.items()}
    why = "0.35 ± 0.11: clearly above zero, though a and b overlap widely."
    return _compare(answer, (a, b), np.array([d.mean(), half]), why, arrays)


def dearest(answer: Any) -> Verdict:
    """Right for the variant whose mean error, with 1,000 digits, is the largest but for no hidden layer."""
    if answer is ...:
        return UNANSWERED
    means = dict(zip(VARIANTS, stored("ladder", "variants").values.mean(axis=-1), strict=True))
    hidden = {name: mean for name, mean in means.items() if name not in ("everything", "no hidden layer")}
    if not isinstance(answer, str) or answer not in hidden:
        return Verdict(False, f"One of these is wanted: {', '.join(hidden)}.")
    right = max(hidden, key=lambda name: hidden[name])
    told = f"{answer}: {100 * means[answer]:.1f} % wrong"
    return Verdict(answer == right, told + ("." if answer == right else ". Another one costs more."))


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


def _compare(
    answer: Any, given: tuple[Array, ...], wanted: Array, why: str, traps: dict[str, Array]
) -> Verdict:
    if answer is ...:
        return UNANSWERED
    if not callable(answer):
        return Verdict(False, f"A function is wanted, not {answer!r}.")
    try:
        got = np.asarray(answer(*(a.copy() for a in given)), dtype=float)
    except Exception as error:
        return Verdict(False, f"The function raised {type(error).__name__}: {error}")
    if got.shape == wanted.shape and np.allclose(got, wanted):
        return Verdict(True, why)
    for reason, trap in traps.items():
        if got.shape == trap.shape and np.allclose(got, trap):
            return Verdict(False, reason)
    if got.shape != wanted.shape:
        return Verdict(False, f"The result has shape {got.shape}, but {wanted.shape} is wanted.")
    return Verdict(False, f"For {given[0].tolist()} the result is {got.tolist()}.")
