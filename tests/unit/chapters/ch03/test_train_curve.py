import numpy as np

from nnbook.chapters.ch03.train_curve import train_curve
from nnbook.optimizers import Adam


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
