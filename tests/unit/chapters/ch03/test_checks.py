import numpy as np
import pytest

from nnbook.chapters.ch03 import checks as ch03

RIGHT = {
    ch03.layers_to_a_millionth: 10,
    ch03.weight_that_keeps: 4.0,
    ch03.relu_backward: lambda dy, z: dy * (z > 0),
    ch03.dead_units: lambda z: (z <= 0).all(axis=0),
    ch03.layer_factor: lambda dz: (dz[:, 0] / dz[:, -1]) ** (1 / (dz.shape[1] - 1)),
    ch03.silenced: 1 - (31 / 32) ** 10,
    ch03.wide_enough: 12,
    ch03.xavier_relu: 0.5**5.5,
    ch03.parameters: 4522,
}

WRONG = [
    (ch03.layers_to_a_millionth, 9, "not yet a millionth"),
    (ch03.layers_to_a_millionth, 20, "factor of 1/2"),
    (ch03.weight_that_keeps, 1, "multiplies by 1/4"),
    (ch03.weight_that_keeps, 0.25, "smaller still"),
    (ch03.weight_that_keeps, 5, "too large"),
    (ch03.relu_backward, lambda dy, z: dy * (z >= 0), "z = 0"),
    (ch03.relu_backward, lambda dy, z: dy * (np.maximum(z, 0) >= 0), "lets everything pass"),
    (ch03.relu_backward, lambda dy, z: z > 0, "multiplies it by dy"),
    (ch03.relu_backward, lambda dy, z: np.maximum(dy, 0), "sign of z"),
    (ch03.relu_backward, lambda dy, z: dy * np.maximum(z, 0), "by the output"),
    (ch03.relu_backward, lambda dy, z: dy * 7, "the result is"),
    (ch03.relu_backward, lambda dy, z: dy.sum(), "has shape ()"),
    (ch03.relu_backward, lambda dy: dy, "raised TypeError"),
    (ch03.dead_units, lambda z: (z <= 0).any(axis=0), "for some row"),
    (ch03.dead_units, lambda z: (z <= 0).all(axis=1), "other axis"),
    (ch03.dead_units, lambda z: (z < 0).all(axis=0), "z = 0"),
    (ch03.dead_units, lambda z: (z > 0).any(axis=0), "alive"),
    (ch03.layer_factor, lambda dz: (dz[:, 0] / dz[:, -1]) ** (1 / dz.shape[1]), "three steps"),
    (ch03.layer_factor, lambda dz: dz[:, 0] / dz[:, -1], "over all layers"),
    (ch03.layer_factor, lambda dz: (dz[:, -1] / dz[:, 0]) ** (1 / 3), "forwards"),
    (ch03.layer_factor, lambda dz: (dz[:, :-1] / dz[:, 1:]).mean(axis=1), "multiplied"),
    (ch03.silenced, (31 / 32) ** 10, "get through"),
    (ch03.silenced, 1 / 32, "one layer only"),
    (ch03.silenced, 10 / 32, "do not add up"),
    (ch03.silenced, 2**-50, "at once"),
    (ch03.wide_enough, 11, "1.5 %"),
    (ch03.wide_enough, 7, "for one layer"),
    (ch03.wide_enough, 13, "smaller width"),
    (ch03.xavier_relu, 0.5**11, "root of 1/2"),
    (ch03.xavier_relu, 0.5**6, "eleven steps"),
    (ch03.xavier_relu, 0.5**0.5, "one step"),
    (ch03.parameters, 4416, "biases"),
    (ch03.parameters, 4522 - 1056, "two matrices"),
    (ch03.parameters, 4522 + 1056, "not three"),
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
