import numpy as np
import pytest

from nnbook.chapters.ch05 import checks as ch05
from nnbook.losses import softmax
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered


def early_stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


D = np.array([0.0062, -0.0047, -0.0097])
HALF = D.std(ddof=1) / 3**0.5


def masked(slope="z", factor=True):
    def gradients(x, t, W1, b1, W2, b2, kept, rate):
        z = x @ W1 + b1
        a = np.maximum(z, 0) * kept / (1 - rate)
        dz2 = (1 / (1 + np.exp(-(a @ W2 + b2))) - t) / len(x)
        dz1 = dz2 @ W2.T * (z > 0 if slope == "z" else a >= 0) * kept / (1 - rate if factor else 1)
        return x.T @ dz1, dz1.sum(axis=0), a.T @ dz2, dz2.sum(axis=0)

    return gradients


RIGHT = {
    ch05.mended: masked(),
    ch05.shrunk_mean: 0.8,
    ch05.early_stop: early_stop,
    ch05.soft_threshold: lambda w, lr, s: np.sign(w) * np.maximum(abs(w) - lr * s, 0),
    ch05.kept_value: 16 / 15,
    ch05.dropout_backward: lambda dy, kept, rate: dy * kept / (1 - rate),
    ch05.two_masks: 0.55837,
    ch05.growth: (86.7, 1.6),
    ch05.three_editions: (D.mean(), 4.303 * HALF),
    ch05.three_members: (1, 5.667, 4.667),
    ch05.correlated: 0.51667,
    ch05.vote_or_average: (0.1, 0.6, 0.6),
    ch05.bag_share: 0.63,
    ch05.bias_variance: lambda f, t: (((f.mean(axis=0) - t) ** 2).mean(), f.var(axis=0).mean()),
    ch05.cooled: lambda z, t: softmax(z / t),
}

WRONG = {
    ch05.mended: {
        "Units that are off": masked(slope="a"),
        "its factor is not": masked(factor=False),
        "asked of the output, and": masked(slope="a", factor=False),
        "4 arrays are wanted": lambda *given: given[0],
    },
    ch05.shrunk_mean: {"no bias": 1, "mean of four": 0.5, "share of the variance": 0.2, "too small": 0.7},
    ch05.early_stop: {
        "when patience is used up": lambda losses, patience: int(np.argmin(losses)),
        "last one seen": lambda losses, patience: min(
            early_stop(losses, patience) + patience, len(losses) - 1
        ),
        "is wanted": lambda losses, patience: 0,
        "raised TypeError": lambda losses: 0,
    },
    ch05.soft_threshold: {
        "That is L2": lambda w, lr, s: w * (1 - lr * s),
        "jump to the other side": lambda w, lr, s: w - lr * s * np.sign(w),
        "Negative weights": lambda w, lr, s: np.maximum(w - lr * s, 0),
        "is wanted": lambda w, lr, s: w.sum(),
    },
    ch05.kept_value: {
        "share that is kept": 3.2,
        "smaller": 0.6,
        "without dropout": 0.8,
    },
    ch05.dropout_backward: {
        "backward pass must as well": lambda dy, kept, rate: dy * kept,
        "passes no gradient": lambda dy, kept, rate: dy / (1 - rate),
        "did not multiply": lambda dy, kept, rate: dy * kept * (1 - rate),
        "1 - rate": lambda dy, kept, rate: dy * kept / rate,
    },
    ch05.two_masks: {
        "weight scaling": 0.8808,
        "too small": 0.3,
        "counts twice": 0.5,
        "one of the masks": 0.99753,
    },
    ch05.growth: {
        "one layer": (1.25, 1.6),
        "wrong direction": (0.8**20, 1.6),
        "multiplies by 1.25": (86.7, 2.0),
    },
    ch05.three_editions: {
        "0 is too large": (0.0, 0.02),
        "4.303": (D.mean(), 1.96 * HALF),
        "root of 3": (D.mean(), 4.303 * D.std(ddof=1)),
        "divides by 2": (D.mean(), 4.303 * D.std() / 3**0.5),
        "1 is too large": (D.mean(), 1.0),
    },
    ch05.three_members: {
        "9 is too large": (9, 5.667, 4.667),
        "In the order": (5.667, 1, 4.667),
        "divides by 3": (1, 5.667, 7),
    },
    ch05.correlated: {
        "independent": 1 / 30,
        "infinitely many": 0.5,
    },
    ch05.vote_or_average: {
        "they agree": (0.9, 0.8, 0.1),
        "between 0 and 1": (1.2, 0.8, 0.1),
        "a tie": (0.5, 0.8, 0.1),
    },
    ch05.bag_share: {
        "left out": 0.3673,
        "come twice": 1.0,
    },
    ch05.bias_variance: {
        "before you square": lambda f, t: (((f - t) ** 2).mean(), f.var(axis=0).mean()),
        "one point over the data sets": lambda f, t: (((f.mean(axis=0) - t) ** 2).mean(), f.var()),
        "cancel": lambda f, t: ((f.mean(axis=0) - t).mean() ** 2, f.var(axis=0).mean()),
    },
    ch05.cooled: {
        "do not multiply": lambda z, t: softmax(z * t),
        "do not add up": lambda z, t: softmax(z) / t,
        "of its own": lambda z, t: np.exp(z / t) / np.exp(z / t).sum(),
    },
}


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
def test_an_exercise_takes_what_is_right_and_asks_for_an_answer(check):
    assert_right(check, RIGHT[check])
    assert_unanswered(check)


@pytest.mark.parametrize("check", WRONG, ids=lambda check: check.__name__)
def test_wrong_answers_are_refused_with_the_reason(check):
    assert_refused(check, WRONG[check])


def test_every_exercise_has_wrong_answers():
    assert set(WRONG) == set(RIGHT)
