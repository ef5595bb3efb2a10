import numpy as np

from nnbook.chapters.ch07 import checks_layers as checks
from nnbook.normalization import BatchNorm, LayerNorm
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered


def hat(x, axis, mean=True, root=True):
    v = x.var(axis=axis, keepdims=True) + 1e-5
    return (x - mean * x.mean(axis=axis, keepdims=True)) / (np.sqrt(v) if root else v)


def back(dy, x, gamma, axis, mean=True, var=True, inside=True):
    s, x_hat = np.sqrt(x.var(axis=axis, keepdims=True) + 1e-5), hat(x, axis)
    d = dy * gamma if inside else dy
    parts = mean * d.mean(axis=axis, keepdims=True)
    return (d - parts - var * x_hat * (d * x_hat).mean(axis=axis, keepdims=True)) / s


def test_layer_norm():
    assert_right(
        checks.layer_norm,
        lambda x, g, b: LayerNorm(g, b).forward(x)[0],
        lambda x, g, b: g * hat(x, 1) + b,
    )
    wrong = {
        "batch normalization": lambda x, g, b: g * hat(x, 0) + b,
        "is its root": lambda x, g, b: g * hat(x, 1, root=False) + b,
        "are missing": lambda x, g, b: hat(x, 1),
        "still there": lambda x, g, b: g * hat(x, 1, mean=False) + b,
        "our example": lambda x, g, b: x,
    }
    assert_refused(checks.layer_norm, wrong)
    assert_unanswered(checks.layer_norm)


def of_the_layer(kind):
    def backward(dy, x, gamma):
        layer = kind(gamma, np.zeros_like(gamma))
        _, cache = layer.forward(x, np.random.default_rng(0))
        return layer.backward(dy, cache)[0]

    return backward


def test_batch_norm_bug():
    assert_right(checks.batch_norm_bug, of_the_layer(BatchNorm), lambda dy, x, g: back(dy, x, g, 0))
    wrong = {
        "through the variance is still missing": lambda dy, x, g: back(dy, x, g, 0, var=False),
        "through the mean is gone": lambda dy, x, g: back(dy, x, g, 0, mean=False),
        "straight path": lambda dy, x, g: back(dy, x, g, 0, False, False),
        "layer normalization": lambda dy, x, g: back(dy, x, g, 1),
        "dy * gamma": lambda dy, x, g: back(dy, x, g, 0, inside=False),
        "our example": lambda dy, x, g: dy,
    }
    assert_refused(checks.batch_norm_bug, wrong)
    assert_unanswered(checks.batch_norm_bug)


def test_layer_norm_backward():
    assert_right(checks.layer_norm_backward, of_the_layer(LayerNorm), lambda dy, x, g: back(dy, x, g, 1))
    wrong = {
        "averages over the rows": lambda dy, x, g: back(dy, x, g, 0),
        "gamma belongs inside": lambda dy, x, g: g * back(dy, x, g, 1, inside=False),
        "through the variance is missing": lambda dy, x, g: back(dy, x, g, 1, var=False),
        "through the mean is missing": lambda dy, x, g: back(dy, x, g, 1, mean=False),
    }
    assert_refused(checks.layer_norm_backward, wrong)
    assert_unanswered(checks.layer_norm_backward)


def test_residual_backward():
    assert_right(checks.residual_backward, lambda dy, back: dy + back(dy))
    wrong = {
        "through f alone": lambda dy, back: back(dy),
        "identity alone": lambda dy, back: dy,
        "do not multiply": lambda dy, back: dy * back(dy),
        "came back through it already": lambda dy, back: dy + back(dy + back(dy)),
    }
    assert_refused(checks.residual_backward, wrong)
    assert_unanswered(checks.residual_backward)
