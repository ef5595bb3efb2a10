import numpy as np

from nnbook.chapters.ch02 import checks, checks_training
from nnbook.graph import Edge, Value
from nnbook.losses import softmax
from nnbook.optimizers import Adam
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered

A = 1 / (1 + np.e)


def test_by_hand():
    assert_right(checks.by_hand, A * A * (1 - A) * 3, 0.16)
    wrong = {
        "sigmoid": 3 * A,
        "one more factor": A * A * (1 - A),
        "wanted output is 0": 3 * A * (1 - A) * (A - 1),
        "dd/dx": -A * A * (1 - A),
    }
    assert_refused(checks.by_hand, wrong)
    assert_unanswered(checks.by_hand)


def test_used_often():
    assert_right(checks.used_often, 13)
    assert_refused(checks.used_often, {"missing": 12, "both factors": 7, "added": 36})
    assert_unanswered(checks.used_often)


def test_tanh_slope():
    assert_right(checks.tanh_slope, lambda a: 1 - a * a)
    wrong = {
        "sigmoid": lambda a: a * (1 - a),
        "tanh(z) already": lambda a: 1 - np.tanh(a) ** 2,
        "At a = 0.9": lambda a: 1 - a,
        "our example": lambda a: 1 + a * a,
        "NameError": lambda a: undefined,  # noqa: F821
        "(9,) is wanted": lambda a: 1.0,
        "shape ()": lambda a: None,
        "ValueError": lambda a: "1 - a * a",
    }
    assert_refused(checks.tanh_slope, wrong)
    assert_unanswered(checks.tanh_slope)


def test_dense_backward():
    assert_right(checks.dense_backward, lambda x, W, dz: (dz @ W.T, x.T @ dz, dz.sum(axis=0)))
    wrong = {
        "dW: The result has shape (4, 3)": lambda x, W, dz: (dz @ W.T, dz.T @ x, dz.sum(axis=0)),
        "db: The result has shape": lambda x, W, dz: (dz @ W.T, x.T @ dz, dz),
        "db: the mean": lambda x, W, dz: (dz @ W.T, x.T @ dz, dz.mean(axis=0)),
        "dW: the mean": lambda x, W, dz: (dz @ W.T, x.T @ dz / 5, dz.sum(axis=0)),
        "dx: On our example": lambda x, W, dz: (abs(dz @ W.T), x.T @ dz, dz.sum(axis=0)),
        "dx: The function raised ValueError": lambda x, W, dz: (dz @ W, x.T @ dz, dz.sum(axis=0)),
        "3 arrays are wanted": lambda x, W, dz: dz @ W.T,
    }
    assert_refused(checks.dense_backward, wrong)
    assert_unanswered(checks.dense_backward)


def test_softmax_gradient():
    assert_right(checks.softmax_gradient, lambda z, t: (softmax(z) - np.eye(z.shape[1])[t]) / len(t))
    wrong = {
        "divide by their number": lambda z, t: softmax(z) - np.eye(3)[t],
        "wanted class": lambda z, t: softmax(z) / len(z),
        "sign": lambda z, t: (np.eye(3)[t] - softmax(z)) / len(z),
        "all entries": lambda z, t: (softmax(z) - np.eye(3)[t]) / z.size,
    }
    assert_refused(checks.softmax_gradient, wrong)
    assert_unanswered(checks.softmax_gradient)


def test_value_relu():
    assert_right(checks.value_relu, Value.relu)
    assert_right(checks.value_relu, lambda v: Value(max(v.data, 0), edges=((v, v.data > 0),)))
    wrong = {
        "slope below 0": lambda v: Value(max(v.data, 0), edges=(Edge(v, 1),)),
        "where is the edge": lambda v: Value(max(v.data, 0)),
        "not z": lambda v: Value(max(v.data, 0), edges=(Edge(v, max(v.data, 0)),)),
        "TypeError": lambda v: max(v, 0),
    }
    assert_refused(checks.value_relu, wrong)
    assert_unanswered(checks.value_relu)


def two_layers(x, t, W1, b1, W2, b2, slope=lambda a: a * (1 - a), total=np.sum):
    a = 1 / (1 + np.exp(-(x @ W1 + b1)))
    dz2 = (1 / (1 + np.exp(-(a @ W2 + b2))) - t) / len(x)
    dz1 = dz2 @ W2.T * slope(a)
    return x.T @ dz1, dz1.sum(axis=0), a.T @ dz2, total(dz2, axis=0)


def test_mended():
    assert_right(checks.mended, two_layers)
    wrong = {
        "dW1: The hidden layer's slope": lambda *given: two_layers(*given, slope=lambda a: 1 - a * a),
        "db2: On our example": lambda *given: two_layers(*given, total=np.mean),
        "4 arrays": lambda *given: two_layers(*given)[0],
    }
    assert_refused(checks.mended, wrong)
    assert_unanswered(checks.mended)


def test_cost_ratio():
    assert_right(checks.cost_ratio, 268800 / 234752, 1.15)
    assert_refused(checks.cost_ratio, {"gradient of the data": 2, "leaves out": 1})
    assert_unanswered(checks.cost_ratio)


def test_best_step():
    assert_right(checks.best_step, 7e-6, (3 * 2.0**-53) ** (1 / 3))
    wrong = {"one-sided": 1e-8, "rounding": 2.0**-53, "round number": 1e-5, "too large": 1e-3}
    assert_refused(checks.best_step, {**wrong, "h^3": (3 * 2.0**-53) ** 0.5})
    assert_unanswered(checks.best_step)


def test_factor_four():
    assert_right(checks.factor_four, "mean")
    wrong = {"shapes": "transpose", "mask": "relu", "not in the gradient": "rate", "Choose one": "W"}
    assert_refused(checks.factor_four, wrong)
    assert_unanswered(checks.factor_four)


def test_confused():
    right = (2 * np.log(3 / 2) + np.log(3)) / 4
    assert_right(checks_training.confused, right, 0.48, 0.477)
    wrong = {
        "two rows": np.log(2) / 2,
        "1/2 for everything": np.log(2),
        "fourth": right * 4 / 3,
        "best": 0.75 * np.log(2),
    }
    assert_refused(checks_training.confused, wrong)
    assert_unanswered(checks_training.confused)


def test_twelve_of_twelve():
    assert_right(checks_training.twelve_of_twelve, 0.7575, 0.76)
    assert_refused(checks_training.twelve_of_twelve, {"cannot": 1.0, "too small": 0.5})
    assert_unanswered(checks_training.twelve_of_twelve)


def test_long_run():
    assert_right(checks_training.long_run, 0.3)
    assert_refused(checks_training.long_run, {"first step": 0.03, "sum": 0.027, "starts with 1": 0.27})
    assert_unanswered(checks_training.long_run)


def adam_steps(g, lr, corrected=True, power=0.5):
    m, v, steps = 0, 0, []
    for t, slope in enumerate(g, 1):
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        up, low = (1 - 0.9**t, 1 - 0.999**t) if corrected else (1, 1)
        steps.append(-lr * m / up / ((v / low) ** power + 1e-8))
    return np.array(steps)


def test_adam_steps():
    assert_right(checks_training.adam_steps, adam_steps)
    wrong = {
        "divide by 1 - beta^t": lambda g, lr: adam_steps(g, lr, corrected=False),
        "root": lambda g, lr: adam_steps(g, lr, power=1),
        "sign": lambda g, lr: -adam_steps(g, lr),
    }
    assert_refused(checks_training.adam_steps, wrong)
    assert_unanswered(checks_training.adam_steps)


def test_the_steps_of_the_exercise_are_those_of_the_package():
    slopes, p, path = np.random.default_rng(1).normal(size=5), np.zeros(1), [0.0]
    optimizer = Adam(0.01)
    state = optimizer.init([p])
    for slope in slopes:
        state = optimizer.step([p], [np.array([slope])], state)
        path.append(p.item())
    np.testing.assert_allclose(adam_steps(slopes, 0.01), np.diff(path), rtol=1e-6)


def test_first_step():
    assert_right(checks_training.first_step, 0.001)
    assert_refused(checks_training.first_step, {"gradient descent": 1e-7, "corrected": 0.00316})
    assert_unanswered(checks_training.first_step)


def test_learning_rate():
    assert_right(checks_training.learning_rate, 0.3)
    assert_refused(checks_training.learning_rate, {"too large": 30, "way down": 0.003, "positive": -1})
    assert_refused(checks_training.learning_rate, {"far below 1000": np.nan})
    assert_unanswered(checks_training.learning_rate)
