"""Answer checks of chapter 05, dropout and model ensemble."""

from collections.abc import Sequence
from math import exp
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch05.checks_averages import bag_share as bag_share
from nnbook.chapters.ch05.checks_averages import bias_variance as bias_variance
from nnbook.chapters.ch05.checks_averages import cooled as cooled
from nnbook.chapters.ch05.checks_averages import correlated as correlated
from nnbook.chapters.ch05.checks_averages import shrunk_mean as shrunk_mean
from nnbook.chapters.ch05.checks_averages import three_members as three_members
from nnbook.chapters.ch05.checks_averages import vote_or_average as vote_or_average
from nnbook.chapters.ch05.checks_backward import mended as mended
from nnbook.chapters.verdict import Verdict, function, number, numbers


def early_stop(answer: Any) -> Verdict:
    """Right for a function of (losses, patience): the epoch to keep.

    It walks through the validation losses and stops when `patience` epochs in a row have brought no new best.
    """

    def wanted(losses: Sequence[float], patience: int) -> int:
        best = 0
        for epoch, loss in enumerate(losses):
            if loss < losses[best]:
                best = epoch
            if epoch - best >= patience:
                break
        return best

    cases = [
        ([0.9, 0.5, 0.4, 0.45, 0.41, 0.3], 2),
        ([0.9, 0.5, 0.4, 0.45, 0.41, 0.3], 3),
        ([0.5, 0.5, 0.5, 0.4], 2),
        ([0.9, 0.8, 0.7], 5),
    ]
    wrong = {
        "That epoch is the last one seen; keep the best one.": (
            lambda losses, patience: min(wanted(losses, patience) + patience, len(losses) - 1)
        ),
        "The walk must end when patience is used up, even if a better epoch would follow.": (
            lambda losses, patience: int(np.argmin(losses))
        ),
        "One epoch too long: stop when `patience` epochs in a row have brought nothing.": (
            lambda losses, patience: wanted(losses, patience + 1)
        ),
    }
    return function(answer, cases, wanted, "The best epoch so far, when patience ran out.", wrong)


def soft_threshold(answer: Any) -> Verdict:
    """Right for a function of (w, lr, strength): w moved towards 0 by lr * strength, stopping at 0."""

    def wanted(w: Array, lr: float, strength: float) -> Array:
        return np.asarray(np.sign(w) * np.maximum(abs(w) - lr * strength, 0))

    cases = [(np.array([0.5, -0.3, 0.04, -0.02, 0.0]), 0.1, 0.5), (np.array([[2.0], [-0.1]]), 0.5, 1.0)]
    wrong = {
        "That is L2: it shrinks in proportion and never reaches 0.": (lambda w, lr, s: w * (1 - lr * s)),
        "A small weight must stop at 0, not jump to the other side.": (
            lambda w, lr, s: w - lr * s * np.sign(w)
        ),
        "Negative weights move towards 0 as well, that is, up.": (lambda w, lr, s: np.maximum(w - lr * s, 0)),
    }
    return function(answer, cases, wanted, "Same step for all, and a stop at exactly 0.", wrong)


def kept_value(answer: Any) -> Verdict:
    """Right for 0.8 / 0.75, a unit's output that is kept at rate 0.25."""
    why = "0.8 / 0.75: three times in four it is 16/15, so the mean stays 0.8."
    return number(
        answer,
        0.8 / 0.75,
        why,
        {
            "Divide by the share that is kept, not by the rate.": 0.8 / 0.25,
            "Multiplying makes it smaller; the mean would fall.": 0.8 * 0.75,
            "That is its value without dropout.": 0.8,
        },
    )


def dropout_backward(answer: Any) -> Verdict:
    """Right for a function of (dy, kept, rate): the gradient through inverted dropout."""

    def wanted(dy: Array, kept: Array, rate: float) -> Array:
        return np.asarray(dy * kept / (1 - rate))

    rng = np.random.default_rng(0)
    cases = [(rng.normal(size=(4, 3)), rng.random((4, 3)) >= rate, rate) for rate in (0.5, 0.2)]
    wrong = {
        "The forward pass divided by 1 - rate; the backward pass must as well.": (
            lambda dy, kept, r: dy * kept
        ),
        "What was dropped passes no gradient.": (lambda dy, kept, r: dy / (1 - r)),
        "Dropout divided by 1 - rate, it did not multiply.": (lambda dy, kept, r: dy * kept * (1 - r)),
        "Divide by the share that is kept, 1 - rate.": (lambda dy, kept, r: dy * kept / r),
    }
    return function(answer, cases, wanted, "The same mask and the same factor, both ways.", wrong)


def two_masks(answer: Any) -> Verdict:
    """Right for the mean of sigmoid(-2) and sigmoid(6)."""
    off, on, scaled = (1 / (1 + exp(-z)) for z in (-2, 6, 2))
    why = "The average of two outputs, 0.56. Weight scaling would say 0.88."
    return number(
        answer,
        (off + on) / 2,
        why,
        {
            "That is weight scaling: the sigmoid of the mean.": scaled,
            "A kept unit counts twice: its z is 6.": (off + scaled) / 2,
            "That is one of the masks only.": on,
        },
    )


def growth(answer: Any) -> Verdict:
    """Right for (1.25 ** 20, 1.6): growth over 20 layers at rate 0.2, and the scale that prevents it."""
    return numbers(
        answer,
        (1.25**20, 1.6),
        "Each layer multiplies by 1 / keep, unless the 2 of He becomes 2 keep.",
        {
            "1.25 is one layer; twenty of them multiply.": (1.25, 1.6),
            "The wrong direction: a signal that is divided by 0.8 grows.": (0.8**20, 1.6),
            "That is rate 0.5.": (2.0**20, 1.0),
            "The growth is right. With scale 2 each layer multiplies by 1.25, not by 1.": (1.25**20, 2.0),
            "The growth is right. The scale must become smaller, for dropout makes the signal larger.": (
                1.25**20, 2.5
            ),
        },
    )  # fmt: skip


def three_editions(answer: Any) -> Verdict:
    """Right for (mean, half width) of the 95 % interval of three differences.

    The mean may be rounded as the half width is: so uncertain a number needs no more decimals.
    """
    d = np.array([0.0062, -0.0047, -0.0097])
    mean, error = float(d.mean()), float(d.std(ddof=1)) / 3**0.5
    half, why = 4.303 * error, f"{mean:.3f} give or take {4.303 * error:.3f}: nothing can be concluded."
    traps = {
        "1.96 is for many runs; for three it is 4.303.": (mean, 1.96 * error),
        "Divide the standard deviation by the root of 3.": (mean, half * 3**0.5),
        "The standard deviation of a sample divides by 2 here, not by 3.": (mean, half * (2 / 3) ** 0.5),
    }
    exact = numbers(answer, (mean, half), why, traps)
    return exact or numbers(answer, (round(mean, 3), half), why) or exact
