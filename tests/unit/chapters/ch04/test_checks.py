import numpy as np
import pytest

from nnbook.chapters.ch04 import checks as ch04
from nnbook.chapters.ch04.checks_rbm import YEAR
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered


def softplus(z):
    return np.log1p(np.exp(z))


def singular(Ws):
    return np.linalg.svd(np.linalg.multi_dot(Ws), compute_uv=False)


def middle(factor, shift, axis=0):
    return lambda W: (factor * W, shift * W.sum(axis=axis))


def seen(sign=-1.0, rows=True, biases=True):
    def gradients(v, W, b, c):
        up = 1 / (1 + np.exp(-(v @ W + c * biases)))
        n = len(v) if rows else 1
        return sign * v.T @ up / n, -v.mean(axis=0), -up.sum(axis=0) / len(v)

    return gradients


RIGHT = {
    ch04.what_moves: 10,
    ch04.he_std: 0.125,
    ch04.xavier_limit: 0.2,
    ch04.leaky_scale: 1.6,
    ch04.free_energy: lambda v, W, b, c: -v @ b - softplus(v @ W + c).sum(axis=1),
    ch04.cd_gradient: lambda v, h, v2, h2: (v2.T @ h2 - v.T @ h) / len(v),
    ch04.years_for_z: 584.9,
    ch04.xavier_relu_30: 2**30,
    ch04.unit_variance: lambda W, x: W / (x @ W).std(),
    ch04.stretch: lambda Ws: singular(Ws)[0] / singular(Ws)[-1],
    ch04.twin_layer: middle(4, -2),
    ch04.he_gain: 1.1e7,
    ch04.folded: (1, 1),
    ch04.free_energy_gradients: seen(),
}

WRONG = {
    ch04.what_moves: {
        "output biases do move": 0,
        "h is 0": 330,
        "hidden biases": 74,
    },
    ch04.he_std: {
        "variance": 2 / 128,
        "LeCun": 128**-0.5,
        "fan out does not enter": (2 / 192) ** 0.5,
    },
    ch04.xavier_limit: {
        "sqrt(3)": (2 / 150) ** 0.5,
        "variance": 2 / 150,
        "fan in alone": 0.03**0.5,
        "both fans": 0.06**0.5,
    },
    ch04.leaky_scale: {
        "negative half": 2,
        "squared": 2 / 1.5,
        "not larger": 2.5,
    },
    ch04.free_energy: {
        "sign of the second": lambda v, W, b, c: -v @ b + softplus(v @ W + c).sum(axis=1),
        "visible biases": lambda v, W, b, c: -softplus(v @ W + c).sum(axis=1),
        "sign of v b": lambda v, W, b, c: v @ b - softplus(v @ W + c).sum(axis=1),
        "most likely h": lambda v, W, b, c: -v @ b - np.maximum(v @ W + c, 0).sum(1),
        "state h = 0": lambda v, W, b, c: -v @ b - (v @ W + c).sum(1),
        "each row": lambda v, W, b, c: -(v @ b).sum() - softplus(v @ W + c).sum(),
        "the result is": lambda v, W, b, c: np.zeros(2),
        "raised TypeError": lambda v: v,
    },
    ch04.cd_gradient: {
        "sign": lambda v, h, v2, h2: (v.T @ h - v2.T @ h2) / len(v),
        "number of rows": lambda v, h, v2, h2: v2.T @ h2 - v.T @ h,
        "Both parts": lambda v, h, v2, h2: -v.T @ h / len(v),
        "its own h": lambda v, h, v2, h2: (v2.T @ h - v.T @ h) / len(v),
        "Shape": lambda v, h, v2, h2: (h2.T @ v2 - h.T @ v) / len(v),
    },
    ch04.years_for_z: {
        "one layer": 2**128 / 1e9 / YEAR,
        "in seconds": 2**64 / 1e9,
        "not 64 squared": 64**2 / 1e9 / YEAR,
    },
    ch04.xavier_relu_30: {
        "root mean square": 2**15,
        "multiply": 60,
        "one layer": 2,
        "lacks the 2": 1,
        "share that is left": 2**-30,
    },
    ch04.unit_variance: {
        "divides by the variance": lambda W, x: W / (x @ W).var(),
        "outputs are meant": lambda W, x: W / W.std(),
        "whole layer": lambda W, x: W / (x @ W).std(axis=0),
        "do not multiply": lambda W, x: W * (x @ W).std(),
        "root mean square": lambda W, x: W / np.sqrt(((x @ W) ** 2).mean()),
        "Hand back the weights": lambda W, x: x @ W / (x @ W).std(),
        "has shape ()": lambda W, x: W.sum(),
    },
    ch04.stretch: {
        "turn it round": lambda Ws: singular(Ws)[-1] / singular(Ws)[0],
        "first": lambda Ws: np.prod([np.linalg.cond(W) for W in Ws]),
        "alone": lambda Ws: singular(Ws)[0],
        "@, not *": lambda Ws: np.linalg.cond(Ws[0] * Ws[1] * Ws[2]),
        "other order": lambda Ws: singular(Ws[::-1])[0] / singular(Ws[::-1])[-1],
    },
    ch04.twin_layer: {
        "axis 0": middle(4, -2, axis=1),
        "what becomes of the -1": middle(4, 0),
        "counts twice": middle(4, -1),
        "sign": middle(4, 2),
        "four times": middle(2, -1),
        "raised ValueError": lambda W: 4 * W,
    },
    ch04.he_gain: {"root mean square": 1.5**20, "one layer": 2.25, "do not add": 45},
    ch04.folded: {"ReLU's": (2, 2), "too large": (1, 2)},
    ch04.free_energy_gradients: {
        "dW: The mean": seen(rows=False),
        "dW: The sign": seen(sign=1.0),
        "dc: Without the biases": lambda v, W, b, c: (
            *seen()(v, W, b, c)[:2],
            seen(biases=False)(v, W, b, c)[2],
        ),
        "dc: The mean": lambda v, W, b, c: (*seen()(v, W, b, c)[:2], len(v) * seen()(v, W, b, c)[2]),
        "db: ": lambda v, W, b, c: (*seen()(v, W, b, c)[:1], v.mean(axis=0), seen()(v, W, b, c)[2]),
        "3 arrays are wanted": lambda v, W, b, c: v,
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
