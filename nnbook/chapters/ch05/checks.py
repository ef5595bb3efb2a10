"""Answer checks of chapter 05, dropout and model ensemble."""

from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.verdict import UNANSWERED, Verdict, number

Wrong = Mapping[str, Callable[..., Any]]


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

    def stopped(losses: Sequence[float], patience: int) -> int:
        return min(wanted(losses, patience) + patience, len(losses) - 1)

    cases = [
        ([0.9, 0.5, 0.4, 0.45, 0.41, 0.3], 2),
        ([0.9, 0.5, 0.4, 0.45, 0.41, 0.3], 3),
        ([0.5, 0.5, 0.5, 0.4], 2),
        ([0.9, 0.8, 0.7], 5),
    ]
    wrong = {
        "That epoch is the last one seen; keep the best one": stopped,
        "The walk must end when patience is used up, even if a better epoch would follow": (
            lambda losses, patience: int(np.argmin(losses))
        ),
    }
    return _function(answer, wanted, cases, "The best epoch so far, when patience ran out.", wrong)


def soft_threshold(answer: Any) -> Verdict:
    """Right for a function of (w, lr, strength): w moved towards 0 by lr * strength, stopping at 0."""

    def wanted(w: Array, lr: float, strength: float) -> Array:
        return np.asarray(np.sign(w) * np.maximum(abs(w) - lr * strength, 0))

    cases = [(np.array([0.5, -0.3, 0.04, -0.02, 0.0]), 0.1, 0.5), (np.array([[2.0], [-0.1]]), 0.5, 1.0)]
    wrong = {
        "That is L2: it shrinks in proportion and never reaches 0": (lambda w, lr, s: w * (1 - lr * s)),
        "A small weight must stop at 0, not jump to the other side": (
            lambda w, lr, s: w - lr * s * np.sign(w)
        ),
        "Negative weights move towards 0 as well, that is, up": (lambda w, lr, s: np.maximum(w - lr * s, 0)),
    }
    return _function(answer, wanted, cases, "Same step for all, and a stop at exactly 0.", wrong)


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
        "The forward pass divided by 1 - rate; the backward pass must as well": (
            lambda dy, kept, r: dy * kept
        ),
        "What was dropped passes no gradient": (lambda dy, kept, r: dy / (1 - r)),
        "Dropout divided by 1 - rate, it did not multiply": (lambda dy, kept, r: dy * kept * (1 - r)),
        "Divide by the share that is kept, 1 - rate": (lambda dy, kept, r: dy * kept / r),
    }
    return _function(answer, wanted, cases, "The same mask and the same factor, both ways.", wrong)


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
    got = _numbers(answer, 2)
    if isinstance(got, Verdict):
        return got
    factor, scale = got
    if abs(factor - 1.25**20) > 0.5:
        known = {
            1.25: "one layer",
            0.8**20: "the wrong direction",
            2.0**20: "rate 0.5",
            1.25**10: "10 layers",
        }
        trap = next((words for value, words in known.items() if abs(factor - value) < 1e-2 * value), "")
        return Verdict(False, f"The growth {factor:g} is not right{': that is ' + trap if trap else ''}.")
    if abs(scale - 1.6) > 1e-6:
        return Verdict(False, f"The growth is right. With scale {scale:g} each layer multiplies by "
                              f"{scale / 1.6:g}, not by 1.")  # fmt: skip
    return Verdict(True, "Each layer multiplies by 1 / keep, unless the 2 of He becomes 2 keep.")


def three_editions(answer: Any) -> Verdict:
    """Right for (mean, half width) of the 95 % interval of three differences."""
    got = _numbers(answer, 2)
    if isinstance(got, Verdict):
        return got
    d = np.array([0.0062, -0.0047, -0.0097])
    mean, error = d.mean(), d.std(ddof=1) / 3**0.5
    if abs(got[0] - mean) > 1e-4:
        return Verdict(False, f"The mean of the three differences is not {got[0]:g}.")
    traps = {
        1.96 * error: "1.96 is for many runs; for three it is 4.303",
        4.303 * d.std(ddof=1): "divide the standard deviation by the root of 3",
        4.303 * d.std() / 3**0.5: "the standard deviation of a sample divides by 2 here, not by 3",
    }
    if abs(got[1] - 4.303 * error) < 2e-4:
        return Verdict(True, "-0.003 give or take 0.020: nothing can be concluded.")
    why = next(
        (words for value, words in traps.items() if abs(got[1] - value) < 1e-4), "check the half width"
    )
    return Verdict(False, f"The mean is right; {why}.")


def three_members(answer: Any) -> Verdict:
    """Right for (1, 17/3, 14/3): error of the mean, mean error, diversity of 1, 2, 6 against 2."""
    got = _numbers(answer, 3)
    if isinstance(got, Verdict):
        return got
    names = ("error of the average", "average error", "diversity")
    for name, value, wanted in zip(names, got, (1, 17 / 3, 14 / 3), strict=True):
        if abs(value - wanted) > 1e-2:
            return Verdict(False, f"The {name} is not {value:g}.")
    return Verdict(True, "1 = 17/3 - 14/3.")


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
            "That is the part that averaging removes down to; the common part stays.": 0.5 / 30,
        },
    )


def vote_or_average(answer: Any) -> Verdict:
    """Right for three probabilities of class 1 whose majority says one class and whose mean the other."""
    got = _numbers(answer, 3)
    if isinstance(got, Verdict):
        return got
    p = np.array(got)
    if (p < 0).any() or (p > 1).any():
        return Verdict(False, "Probabilities lie between 0 and 1.")
    if (p == 0.5).any() or p.mean() == 0.5:
        return Verdict(False, "Exactly 1/2 is a tie; avoid it.")
    votes, mean = int((p > 0.5).sum()), p.mean()
    if (votes > 1) == (mean > 0.5):
        return Verdict(False, f"{votes} of 3 vote for class 1 and the mean is {mean:.3g}: they agree.")
    return Verdict(
        True, f"{votes} of 3 vote for class 1, the mean is {mean:.3g}: one sure member outweighs two."
    )


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


def _function(
    answer: Any, wanted: Callable[..., Any], cases: Sequence[Any], why: str, wrong: Wrong
) -> Verdict:
    """Compare a function with the wanted one on the cases; `wrong` explains functions known to be wrong."""
    if answer is ...:
        return UNANSWERED
    if not callable(answer):
        return Verdict(False, f"A function is wanted, not {answer!r}.")
    try:
        got = [np.asarray(answer(*case), dtype=float) for case in cases]
    except Exception as error:
        return Verdict(False, f"The function raised {type(error).__name__}: {error}")
    if _same(got, wanted, cases):
        return Verdict(True, why)
    for explanation, other in wrong.items():
        if _same(got, other, cases):
            return Verdict(False, explanation + ".")
    values = zip(got, (np.asarray(wanted(*case)) for case in cases), cases, strict=True)
    shown = next((g, w, case) for g, w, case in values if g.shape != w.shape or not np.allclose(g, w))
    return Verdict(False, f"For {shown[2]} the result is {shown[0]}, but {shown[1]} is wanted.")


def _same(got: list[Array], function: Callable[..., Any], cases: Sequence[Any]) -> bool:
    results = [np.asarray(function(*case), dtype=float) for case in cases]
    return all(g.shape == r.shape and np.allclose(g, r) for g, r in zip(got, results, strict=True))


def _numbers(answer: Any, count: int) -> list[float] | Verdict:
    """The answer as finite numbers, or what is wrong with it."""
    if answer is ... or (isinstance(answer, tuple | list) and any(part is ... for part in answer)):
        return UNANSWERED
    try:
        values = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        values = np.array(np.nan)
    if values.shape != (count,) or not np.isfinite(values).all():
        return Verdict(False, f"{count} numbers are wanted, not {answer!r}.")
    return [float(value) for value in values]
