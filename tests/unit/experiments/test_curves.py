from itertools import pairwise

import numpy as np
import pytest

from nnbook import initializers
from nnbook.chapters import ch03
from nnbook.chapters.ch03 import deep_xor
from nnbook.chapters.ch03.learning_with_depth import learning_with_depth
from nnbook.chapters.ch03.relatives import RELATIVES_AXES, depth_or_width
from nnbook.chapters.ch03.train_curve import train_curve
from nnbook.datasets import xor
from nnbook.experiments import digits
from nnbook.experiments.sweeps import stored
from nnbook.losses import binary_cross_entropy
from nnbook.network import mlp
from nnbook.optimizers import SGD, Adam
from nnbook.training import fit


def test_held_out_digits_are_not_trained_on():
    (x, _), (x_test, y_test) = digits.split_digits(test=360, standardized=True)
    assert (len(x), len(x_test)) == (1437, 360)
    assert np.bincount(y_test).min() > 30
    rows = {row.tobytes() for row in x}
    assert sum(row.tobytes() in rows for row in x_test) == 0


def test_train_curve_learns_and_records_both_ends():
    curve = train_curve(depth=1, activation="tanh", init="xavier", width=16, seeds=3, epochs=4, records=5)
    assert curve.steps.tolist() == [0, 45, 90, 135, 180]
    assert curve.loss.shape == curve.accuracy.shape == (5, 3)
    assert curve.speed.shape == (5, 3, 2)
    assert (curve.loss[-1] < curve.loss[0]).all()
    assert curve.accuracy[-1].min() > 0.8
    assert np.isfinite(curve.speed).all()


def test_train_curve_takes_another_optimizer():
    options = {
        "depth": 1,
        "activation": "relu",
        "init": "he",
        "width": 8,
        "seeds": 2,
        "epochs": 2,
        "records": 2,
    }
    adam = train_curve(optimizer=Adam(0.01), **options)
    sgd = train_curve(lr=0.01, **options)
    assert (adam.loss[-1] < sgd.loss[-1]).all()
    np.testing.assert_array_equal(adam.loss[0], sgd.loss[0])


def test_a_curve_that_diverges_ends_in_nan():
    curve = train_curve(depth=8, activation="relu", init="large", width=16, seeds=2, epochs=1, records=3)
    assert np.isfinite(curve.loss[0]).all()
    assert np.isnan(curve.loss[-1]).all()
    assert np.isnan(curve.accuracy[-1]).all()


def test_first_layer_of_a_deep_sigmoid_net_hardly_moves():
    lesson = learning_with_depth(depth=8, activation="sigmoid", step=675)
    assert lesson.row == len(ch03.LESSON_STEPS) - 1
    assert np.median(lesson.curve.speed[:, :, 0]) < 1e-3 * np.median(lesson.curve.speed[:, :, 7])
    assert lesson.curve.accuracy[-1].max() < 0.2 < 0.8 < lesson.shallow.accuracy[-1].min()


def test_a_step_that_was_not_recorded_is_refused():
    with pytest.raises(ValueError, match=r"step must be one of 0, 25, \.\.\. 675, got 7"):
        learning_with_depth(depth=1, activation="relu", step=7)


def test_deep_xor_is_what_one_network_alone_does():
    start = initializers.uniform(1)
    run = deep_xor(activation="tanh", inits=(start, "he"), sizes=(2, 3, 1), seeds=2, steps=30, every=10)
    assert run.steps.tolist() == [0, 10, 20, 30]
    assert run.losses.shape == (4, 2, 2)
    x, y = xor()
    rng = np.random.default_rng(1)
    net = mlp(rng, [2, 3, 1], "tanh", "he")
    steps = fit(net, x, y, rng=rng, optimizer=SGD(0.1), loss=binary_cross_entropy, epochs=31)
    losses = [step.trace.loss for step in steps]
    np.testing.assert_allclose(run.losses[:, 1, 1], [losses[i] for i in (0, 10, 20, 30)])


def test_the_lecture_s_deep_sigmoid_net_does_not_learn():
    run = deep_xor(activation="sigmoid", inits=(initializers.uniform(1),), seeds=10, steps=500)
    assert abs(run.losses[-1] - np.log(2)).max() < 1e-4
    assert run.right.max() < 4


def test_constant_networks_are_silent_ones():
    run = deep_xor(activation="relu", inits=("he",), seeds=20, steps=5)
    assert run.constant.any()
    np.testing.assert_allclose(run.losses[-1][run.constant], np.log(2), atol=1e-4)


@pytest.mark.parametrize("depth", [1, 2, 7])
def test_width_for_spends_the_budget(depth):
    width = ch03.width_for(depth, 5000)

    def count(w):
        sizes = [64, *[w] * depth, 10]
        return sum((m + 1) * n for m, n in pairwise(sizes))

    assert abs(count(width) - 5000) <= min(abs(count(width - 1) - 5000), abs(count(width + 1) - 5000))


def test_width_for_needs_a_layer():
    with pytest.raises(ValueError, match="depth must be at least 1, got 0"):
        ch03.width_for(0, 100)


def test_depth_or_width_gives_an_accuracy_per_seed():
    accuracy = depth_or_width(depth=1, activation="relu", budget=2000)
    assert accuracy.shape == (10,)
    assert accuracy.min() > 0.9


def test_a_part_of_what_a_budget_buys_trained_again_agrees():
    again = depth_or_width(depth=2, activation="tanh")
    np.testing.assert_allclose(again, stored("relatives", "budget").at(activation="tanh", depth=2), atol=0.02)


def test_the_best_relatives_are_judged_at_rates_that_other_digits_chose():
    best, chosen_by = ch03.best_relatives(), stored("relatives", "validation").at(activation="elu", depth=5)
    rate = RELATIVES_AXES["lr"][np.median(chosen_by, axis=-1).argmax()]
    np.testing.assert_array_equal(best["elu"][2], stored("relatives").at(activation="elu", depth=5, lr=rate))


@pytest.mark.parametrize(
    ("activation", "depth", "lr"),
    [("sigmoid", 5, 0.1), ("tanh", 2, 0.03), ("relu", 1, 0.1), ("elu", 5, 0.03)],
)
def test_stored_relatives_are_what_the_experiment_gives(activation, depth, lr):
    again = ch03.relatives(activation=activation, depth=depth, lr=lr)
    for part, right in zip(("validation", "values"), again, strict=True):
        kept = stored("relatives", part).at(activation=activation, depth=depth, lr=lr)
        # A step more or less in the last digit of a product moves single digits across the border.
        np.testing.assert_allclose(kept, right, atol=0.02)
