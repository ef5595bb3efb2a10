import numpy as np
import pytest

from nnbook.chapters.ch06 import checks as ch06
from nnbook.experiments.intervals import corrected_interval, mean_interval
from nnbook.experiments.sweeps import stored
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered


def table(truth, guess):
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (truth, guess), 1)
    return counts


def overwritten(truth, guess):
    counts = np.zeros((10, 10), int)
    counts[truth, guess] += 1
    return counts


def interval(d, width=2.262, ddof=1):
    return d.mean(), width * d.std(ddof=ddof) / np.sqrt(10)


costs = stored("ladder", "variants").values[1:] - stored("ladder", "variants").values[0]
SHOWN = {
    "plain": sum(mean_interval(cost)[1] > 0 for cost in costs),
    "corrected": sum(corrected_interval(cost, 597 / 1797)[1] > 0 for cost in costs),
}

RIGHT = {
    ch06.overlap_factor: 2.4,
    ch06.honest: lambda validation, test: test[validation.mean(axis=1).argmin()],
    ch06.parameters: 5 * 59_146,
    ch06.standard_error: 0.573,
    ch06.confusion: table,
    ch06.average: lambda p: p.mean(axis=0).argmax(axis=-1),
    ch06.paired: lambda a, b: interval(a - b),
    ch06.corrected: lambda d, overlap: interval(d, 2.262 * np.sqrt(1 + 10 * overlap / (1 - overlap)))[1],
    ch06.shown_costs: SHOWN["corrected"],
    ch06.lucky_best: 1.87,
}

WRONG = {
    ch06.overlap_factor: {"ratio of the variances": 6, "spread that is seen": 2, "too small": 2.2},
    ch06.honest: {
        "test digits have chosen": lambda validation, test: test[test.mean(axis=1).argmin()],
        "lucky numbers": lambda validation, test: test.min(axis=0),
        "digits that chose": lambda validation, test: validation[validation.mean(axis=1).argmin()],
        "shape": lambda validation, test: test.mean(),
    },
    ch06.parameters: {
        "one member": 59_146,
        "biases": 5 * (59_146 - 522),
        "three matrices": 5 * (59_146 + 128 * 129),
    },
    ch06.standard_error: {
        "hundred times": 0.00573,
        "variance of one answer": 1.96,
        "597 inside": 14.0,
        "the root of it": 100 * 0.02 * 0.98 / 597,
    },
    ch06.confusion: {
        "other way round": lambda truth, guess: table(guess, truth),
        "counted once": overwritten,
        "diagonal": lambda t, g: table(t, g) - np.diag(np.diag(table(t, g))),
        "shape": lambda t, g: table(t, g).sum(axis=0),
        "the result is": lambda t, g: table(t, t),
    },
    ch06.average: {
        "majority vote": lambda p: np.array([0, 2]),
        "first": lambda p: p.argmax(axis=-1),
        "means nothing": lambda p: p.argmax(axis=-1).mean(axis=0),
        "largest is the answer": lambda p: p.mean(axis=0),
        "raised ZeroDivisionError": lambda p: 1 / 0,
    },
    ch06.paired: {
        "strangers": lambda a, b: ((a - b).mean(), 2.262 * np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 10)),
        "root of ten": lambda a, b: ((a - b).mean(), 2.262 * (a - b).std(ddof=1)),
        "ddof": lambda a, b: interval(a - b, ddof=0),
        "2.262": lambda a, b: interval(a - b, width=1.96),
        "not b - a": lambda a, b: interval(b - a),
    },
    ch06.corrected: {
        "the splits share digits": lambda d, overlap: interval(d)[1],
        "not the overlap itself": lambda d, overlap: interval(d, 2.262 * np.sqrt(1 + 10 * overlap))[1],
    },
    ch06.shown_costs: {"plain intervals": SHOWN["plain"], "too large": 9},
    ch06.lucky_best: {
        "without the sign": -1.87,
        "best of ten": 1.54,
        "best and the worst": 3.73,
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
