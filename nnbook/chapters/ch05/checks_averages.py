"""Answer checks of chapter 05 about averages of networks."""

from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.verdict import Verdict, function, number, numbers
from nnbook.losses import softmax


def three_members(answer: Any) -> Verdict:
    """Right for (1, 17/3, 14/3): error of the mean, mean error, diversity of 1, 2, 6 against 2."""
    return numbers(
        answer,
        (1, 17 / 3, 14 / 3),
        "1 = 17/3 - 14/3.",
        {
            "The diversity is the distance from the average, 3, not from the target.": (1, 17 / 3, 17 / 3),
            "A variance as an average divides by 3, not by 2.": (1, 17 / 3, 7),
            "In the order asked for: the average's error, the average error, the diversity.": (
                17 / 3,
                1,
                14 / 3,
            ),
        },
    )


def correlated(answer: Any) -> Verdict:
    """Right for 0.5 + 0.5 / 30, the variance of the mean of 30 numbers of correlation 1/2."""
    why = "rho + (1 - rho) / M: more members never get below rho."
    return number(
        answer,
        0.5 + 0.5 / 30,
        why,
        {
            "That holds for independent members.": 1 / 30,
            "That is what infinitely many members reach.": 0.5,
            "That is what is left of the part that averages out; the common part stays: add it.": 0.5 / 30,
        },
    )


def vote_or_average(answer: Any) -> Verdict:
    """Right for three probabilities of class 1 whose majority says one class and whose mean the other."""
    given = numbers(answer, (0.45, 0.4, 0.95), "")
    try:
        p = np.asarray(answer, dtype=float).reshape(3)
    except (TypeError, ValueError, OverflowError):
        return given
    if not ((p >= 0) & (p <= 1)).all():
        return Verdict(False, "Three probabilities are wanted, each between 0 and 1.")
    if (p == 0.5).any() or p.mean() == 0.5:
        return Verdict(False, "Exactly 1/2 is a tie; avoid it.")
    votes, mean = int((p > 0.5).sum()), p.mean()
    told = f"{votes} of 3 vote for class 1 and the mean is {mean:.3g}"
    if (votes > 1) == (mean > 0.5):
        return Verdict(False, f"{told}: they agree.")
    return Verdict(True, f"{told}: one sure member outweighs two.")


def bag_share(answer: Any) -> Verdict:
    """Right for 1 - (1 - 1/300)^300, the share of different rows in a bag of 300 from 300."""
    why = "1 - (1 - 1/n)^n, close to 1 - 1/e: about 63 %."
    return number(
        answer,
        1 - (299 / 300) ** 300,
        why,
        {
            "That is the share of rows left out.": (299 / 300) ** 300,
            "Rows are drawn with replacement, so some come twice and others never.": 1.0,
            "That would be the chance of a row in a single draw.": 1 / 300,
        },
    )


def bias_variance(answer: Any) -> Verdict:
    """Right for a function (f, truth): squared bias and variance of predictions f (data sets, points)."""
    f, truth = np.array([[1.0, 2.0], [3.0, 2.0], [2.0, 5.0]]), np.array([1.0, 5.0])
    return function(
        answer,
        [(f, truth)],
        lambda f, truth: (((f.mean(axis=0) - truth) ** 2).mean(), f.var(axis=0).mean()),
        "The average curve's distance from the truth, and the scatter around the average curve.",
        {
            "The bias belongs to the mean prediction: average over the data sets before you square.": (
                lambda f, truth: (((f - truth) ** 2).mean(), f.var(axis=0).mean())
            ),
            "The variance is that of one point over the data sets, averaged over points.": (
                lambda f, truth: (((f.mean(axis=0) - truth) ** 2).mean(), f.var())
            ),
            "Square the bias before you average over the points, or errors up and down cancel.": (
                lambda f, truth: ((f.mean(axis=0) - truth).mean() ** 2, f.var(axis=0).mean())
            ),
        },
    )


def cooled(answer: Any) -> Verdict:
    """Right for a function (logits, T): softmax of the logits divided by T."""
    logits = np.array([[2.0, 0.0, -1.0], [0.5, 0.5, 3.0]])

    def wanted(z: Array, t: float) -> Array:
        return softmax(z / t)

    return function(
        answer,
        [(logits, 2.0), (logits, 0.5)],
        wanted,
        "Above 1 it makes modest, below 1 bold, and the order of the classes stays.",
        {
            "Divide by T, do not multiply.": lambda z, t: softmax(z * t),
            "Before the softmax: probabilities divided by T do not add up to 1.": lambda z, t: softmax(z) / t,
            "Each row has a softmax of its own.": (
                lambda z, t: np.exp(z / t) / np.exp(z / t).sum()
            ),
        },
    )  # fmt: skip


def shrunk_mean(answer: Any) -> Verdict:
    """Right for 0.8, the factor of least squared error for the mean of four dots of noise 1 around 1."""
    return number(
        answer,
        0.8,
        "1 / (1 + 1/4): a little bias, paid for by less variance.",
        {
            "That has no bias, and all of the variance: a little less is better.": 1,
            "The variance of a mean of four is a quarter of that of one.": 0.5,
            "That is the share of the variance. Where is the sum of both least?": 0.2,
        },
    )
