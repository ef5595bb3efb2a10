import numpy as np

from nnbook.chapters.ch03 import checks
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered


def test_layers_to_a_millionth():
    assert_right(checks.layers_to_a_millionth, 10)
    assert_refused(checks.layers_to_a_millionth, {"not yet a millionth": 9, "factor of 1/2": 20})
    assert_unanswered(checks.layers_to_a_millionth)


def test_weight_that_keeps():
    assert_right(checks.weight_that_keeps, 4.0)
    wrong = {"multiplies by 1/4": 1, "smaller still": 0.25, "too large": 5}
    assert_refused(checks.weight_that_keeps, wrong)
    assert_unanswered(checks.weight_that_keeps)


def test_relu_backward():
    assert_right(checks.relu_backward, lambda dy, z: dy * (z > 0))
    wrong = {
        "At z = 0": lambda dy, z: dy * (z >= 0),
        "lets everything pass": lambda dy, z: dy * (np.maximum(z, 0) >= 0),
        "multiplies it by dy": lambda dy, z: z > 0,
        "sign of z": lambda dy, z: np.maximum(dy, 0),
        "by the output": lambda dy, z: dy * np.maximum(z, 0),
        "our example": lambda dy, z: dy * 7,
        "shape ()": lambda dy, z: dy.sum(),
        "raised TypeError": lambda dy: dy,
    }
    assert_refused(checks.relu_backward, wrong)
    assert_unanswered(checks.relu_backward)


def test_dead_units():
    assert_right(checks.dead_units, lambda z: (z <= 0).all(axis=0), lambda z: z.max(axis=0) <= 0)
    wrong = {
        "for some row": lambda z: (z <= 0).any(axis=0),
        "other axis": lambda z: (z <= 0).all(axis=1),
        "z = 0": lambda z: (z < 0).all(axis=0),
        "alive": lambda z: (z > 0).any(axis=0),
    }
    assert_refused(checks.dead_units, wrong)
    assert_unanswered(checks.dead_units)


def test_layer_factor():
    assert_right(checks.layer_factor, lambda dz: (dz[:, 0] / dz[:, -1]) ** (1 / (dz.shape[1] - 1)))
    wrong = {
        "three steps": lambda dz: (dz[:, 0] / dz[:, -1]) ** (1 / dz.shape[1]),
        "over all layers": lambda dz: dz[:, 0] / dz[:, -1],
        "forwards": lambda dz: (dz[:, -1] / dz[:, 0]) ** (1 / 3),
        "multiplied": lambda dz: (dz[:, :-1] / dz[:, 1:]).mean(axis=1),
    }
    assert_refused(checks.layer_factor, wrong)
    assert_unanswered(checks.layer_factor)


def test_silenced():
    assert_right(checks.silenced, 1 - (31 / 32) ** 10, 0.27)
    wrong = {"get through": (31 / 32) ** 10, "one layer only": 1 / 32, "do not add up": 10 / 32}
    assert_refused(checks.silenced, {**wrong, "at once": 2**-50})
    assert_unanswered(checks.silenced)


def test_wide_enough():
    assert_right(checks.wide_enough, 12)
    assert_refused(checks.wide_enough, {"1.5 %": 11, "for one layer": 7, "smaller width": 13})
    assert_unanswered(checks.wide_enough)


def test_xavier_relu():
    assert_right(checks.xavier_relu, 0.5**5.5, 0.022)
    wrong = {"root of 1/2": 0.5**11, "eleven steps": 0.5**6, "one step": 0.5**0.5, "too small": 0.0205}
    assert_refused(checks.xavier_relu, {**wrong, "too large": 0.025})
    assert_unanswered(checks.xavier_relu)


def test_centred_biases():
    assert_right(checks.centred_biases, lambda W: -W.sum(axis=0) / 2, lambda W: -0.5 * np.ones(len(W)) @ W)
    wrong = {
        "taken away": lambda W: W.sum(axis=0) / 2,
        "unit above": lambda W: -W.sum(axis=1) / 2,
        "not 1": lambda W: -W.sum(axis=0),
        "the sum": lambda W: -W.mean(axis=0) / 2,
        "(3,) is wanted": lambda W: -W.sum() / 2,
    }
    assert_refused(checks.centred_biases, wrong)
    assert_unanswered(checks.centred_biases)


def down(delta, Ws, outputs, slope=lambda a: a * (1 - a)):
    for W, a in zip(Ws[::-1], outputs[::-1], strict=True):
        delta = delta @ W.T * slope(a)
    return delta


def test_handed_down():
    assert_right(checks.handed_down, down)
    wrong = {
        "transposed": lambda delta, Ws, outputs: down(delta, [W.T for W in Ws], outputs),
        "receives the message": lambda delta, Ws, outputs: down(delta, Ws, [*outputs[1:], outputs[-1]]),
        "slope of a sigmoid": lambda delta, Ws, outputs: down(delta, Ws, outputs, lambda a: 1 - a * a),
        "our example": lambda delta, Ws, outputs: down(delta, Ws, outputs[::-1]),
    }
    assert_refused(checks.handed_down, wrong)
    assert_unanswered(checks.handed_down)


def test_shallow_pieces():
    assert_right(checks.shallow_pieces, 255)
    assert_refused(checks.shallow_pieces, {"one bend less": 256, "deep network has": 16, "double": 7})
    assert_unanswered(checks.shallow_pieces)
