import numpy as np
import pytest

from nnbook.chapters.ch04 import checks as ch04


def softplus(z):
    return np.log1p(np.exp(z))


def singular(Ws):
    return np.linalg.svd(np.linalg.multi_dot(Ws), compute_uv=False)


RIGHT = {
    ch04.what_moves: 10,
    ch04.he_std: 0.125,
    ch04.xavier_limit: 0.2,
    ch04.leaky_scale: 1.9802,
    ch04.free_energy: lambda v, W, b, c: -v @ b - softplus(v @ W + c).sum(axis=1),
    ch04.cd_gradient: lambda v, h, v2, h2: (v2.T @ h2 - v.T @ h) / len(v),
    ch04.years_for_z: 584.9,
    ch04.xavier_relu_30: 2**30,
    ch04.unit_variance: lambda W, x: W / (x @ W).std(),
    ch04.stretch: lambda Ws: singular(Ws)[0] / singular(Ws)[-1],
}

WRONG = [
    (ch04.what_moves, 0, "output biases do move"),
    (ch04.what_moves, 330, "h is 0"),
    (ch04.what_moves, 74, "hidden biases"),
    (ch04.he_std, 2 / 128, "variance"),
    (ch04.he_std, 128**-0.5, "LeCun"),
    (ch04.he_std, (2 / 192) ** 0.5, "fan out does not enter"),
    (ch04.xavier_limit, (2 / 150) ** 0.5, "sqrt(3)"),
    (ch04.xavier_limit, 2 / 150, "variance"),
    (ch04.xavier_limit, 0.03**0.5, "fan in alone"),
    (ch04.xavier_limit, 0.06**0.5, "both fans"),
    (ch04.leaky_scale, 2, "negative half"),
    (ch04.leaky_scale, 2 / 1.1, "squared"),
    (ch04.leaky_scale, 2.02, "not larger"),
    (ch04.free_energy, lambda v, W, b, c: -v @ b + softplus(v @ W + c).sum(axis=1), "sign of the second"),
    (ch04.free_energy, lambda v, W, b, c: -softplus(v @ W + c).sum(axis=1), "visible biases"),
    (ch04.free_energy, lambda v, W, b, c: v @ b - softplus(v @ W + c).sum(axis=1), "sign of v b"),
    (ch04.free_energy, lambda v, W, b, c: -v @ b - np.maximum(v @ W + c, 0).sum(1), "most likely h"),
    (ch04.free_energy, lambda v, W, b, c: -v @ b - (v @ W + c).sum(1), "state h = 0"),
    (ch04.free_energy, lambda v, W, b, c: -(v @ b).sum() - softplus(v @ W + c).sum(), "each row"),
    (ch04.free_energy, lambda v, W, b, c: np.zeros(2), "the result is"),
    (ch04.free_energy, lambda v: v, "raised TypeError"),
    (ch04.cd_gradient, lambda v, h, v2, h2: (v.T @ h - v2.T @ h2) / len(v), "sign"),
    (ch04.cd_gradient, lambda v, h, v2, h2: v2.T @ h2 - v.T @ h, "number of rows"),
    (ch04.cd_gradient, lambda v, h, v2, h2: -v.T @ h / len(v), "Both parts"),
    (ch04.cd_gradient, lambda v, h, v2, h2: (v2.T @ h - v.T @ h) / len(v), "its own h"),
    (ch04.cd_gradient, lambda v, h, v2, h2: (h2.T @ v2 - h.T @ v) / len(v), "Shape"),
    (ch04.years_for_z, 2**128 / 1e9 / ch04.YEAR, "one layer"),
    (ch04.years_for_z, 2**64 / 1e9, "in seconds"),
    (ch04.years_for_z, 64**2 / 1e9 / ch04.YEAR, "not 64 squared"),
    (ch04.xavier_relu_30, 2**15, "root mean square"),
    (ch04.xavier_relu_30, 60, "multiply"),
    (ch04.xavier_relu_30, 2, "one layer"),
    (ch04.xavier_relu_30, 1, "lacks the 2"),
    (ch04.xavier_relu_30, 2**-30, "share that is left"),
    (ch04.unit_variance, lambda W, x: W / (x @ W).var(), "divides by the variance"),
    (ch04.unit_variance, lambda W, x: W / W.std(), "outputs are meant"),
    (ch04.unit_variance, lambda W, x: W / (x @ W).std(axis=0), "whole layer"),
    (ch04.unit_variance, lambda W, x: W * (x @ W).std(), "do not multiply"),
    (ch04.unit_variance, lambda W, x: W / np.sqrt(((x @ W) ** 2).mean()), "root mean square"),
    (ch04.unit_variance, lambda W, x: x @ W / (x @ W).std(), "Hand back the weights"),
    (ch04.unit_variance, lambda W, x: W.sum(), "has shape ()"),
    (ch04.stretch, lambda Ws: singular(Ws)[-1] / singular(Ws)[0], "turn it round"),
    (ch04.stretch, lambda Ws: np.prod([np.linalg.cond(W) for W in Ws]), "first"),
    (ch04.stretch, lambda Ws: singular(Ws)[0], "alone"),
    (ch04.stretch, lambda Ws: np.linalg.cond(Ws[0] * Ws[1] * Ws[2]), "@, not *"),
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
