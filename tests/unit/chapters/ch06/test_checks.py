import numpy as np
import pytest

from nnbook.chapters.ch06 import checks as ch06


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


RIGHT = {
    ch06.parameters: 5 * 59_146,
    ch06.standard_error: 0.573,
    ch06.confusion: table,
    ch06.average: lambda p: p.mean(axis=0).argmax(axis=-1),
    ch06.paired: lambda a, b: interval(a - b),
    ch06.dearest: "small weights, not He",
    ch06.lucky_best: 1.87,
}

WRONG = [
    (ch06.parameters, 59_146, "one member"),
    (ch06.parameters, 5 * (59_146 - 522), "biases"),
    (ch06.parameters, 5 * (59_146 + 128 * 129), "three matrices"),
    (ch06.standard_error, 0.00573, "percent"),
    (ch06.standard_error, 1.96, "variance of one answer"),
    (ch06.standard_error, 14.0, "597 inside"),
    (ch06.standard_error, 100 * 0.02 * 0.98 / 597, "the root of the variance"),
    (ch06.confusion, lambda truth, guess: table(guess, truth), "other way round"),
    (ch06.confusion, overwritten, "counted once"),
    (ch06.confusion, lambda t, g: table(t, g) - np.diag(np.diag(table(t, g))), "diagonal"),
    (ch06.confusion, lambda t, g: table(t, g).sum(axis=0), "shape"),
    (ch06.confusion, lambda t, g: table(t, t), "[3, 3, 3, 8, 9, 0] the result is [[1.0, 0.0"),
    (ch06.average, lambda p: np.array([0, 2]), "majority vote"),
    (ch06.average, lambda p: p.argmax(axis=-1), "first"),
    (ch06.average, lambda p: p.argmax(axis=-1).mean(axis=0), "means nothing"),
    (ch06.average, lambda p: p.mean(axis=0), "largest is the answer"),
    (ch06.average, lambda p: 1 / 0, "raised ZeroDivisionError"),
    (
        ch06.paired,
        lambda a, b: ((a - b).mean(), 2.262 * np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 10)),
        "strangers",
    ),
    (ch06.paired, lambda a, b: ((a - b).mean(), 2.262 * (a - b).std(ddof=1)), "root of ten"),
    (ch06.paired, lambda a, b: interval(a - b, ddof=0), "ddof"),
    (ch06.paired, lambda a, b: interval(a - b, width=1.96), "2.262"),
    (ch06.paired, lambda a, b: interval(b - a), "not b - a"),
    (ch06.dearest, "no dropout", "costs more"),
    (ch06.dearest, "no hidden layer", "One of these"),
    (ch06.lucky_best, -1.87, "without the sign"),
    (ch06.lucky_best, 1.54, "best of ten"),
    (ch06.lucky_best, 3.73, "best and the worst"),
]


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
def test_right_answers_are_right(check):
    verdict = check(RIGHT[check])
    assert verdict, verdict


@pytest.mark.parametrize(("check", "answer", "reason"), WRONG)
def test_wrong_answers_are_refused_with_the_reason(check, answer, reason):
    verdict = check(answer)
    assert not verdict
    assert reason in verdict.why


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
@pytest.mark.parametrize("answer", ["ten", None, [1, 2, 3], {}], ids=repr)
def test_answers_of_another_kind_are_refused(check, answer):
    assert not check(answer)


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
def test_no_answer_is_asked_for(check):
    assert "three dots" in check(...).why
