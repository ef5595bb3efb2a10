import numpy as np

from nnbook.experiments import digits
from nnbook.experiments.digits import standard_digits


def test_standard_digits_have_mean_0_and_deviation_1():
    x, y = standard_digits()
    assert (x.shape, y.shape) == ((1797, 64), (1797,))
    assert abs(x.mean()) < 1e-12
    assert abs(x.std() - 1) < 1e-12


def test_held_out_digits_are_not_trained_on():
    (x, _), (x_test, y_test) = digits.split_digits(test=360, standardized=True)
    assert (len(x), len(x_test)) == (1437, 360)
    assert np.bincount(y_test).min() > 30
    rows = {row.tobytes() for row in x}
    assert sum(row.tobytes() in rows for row in x_test) == 0
