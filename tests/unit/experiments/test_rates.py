import doctest

import numpy as np

from nnbook.experiments import rates
from nnbook.experiments.digits import split_digits
from nnbook.experiments.flow import deep_nets
from nnbook.experiments.rates import at_best_rate, digit_parts, trained_right
from nnbook.optimizers import SGD


def rows(x):
    return {row.tobytes() for row in x}


def test_the_three_parts_share_no_digit_and_the_last_is_the_one_all_judge_by():
    (x, y), (x_chosen, y_chosen), (x_judged, y_judged) = digit_parts()
    assert (len(y), len(y_chosen), len(y_judged)) == (1200, 237, 360)
    for one, other in ((x, x_chosen), (x, x_judged), (x_chosen, x_judged)):
        assert not rows(one) & rows(other)
    np.testing.assert_array_equal(x_judged, split_digits(test=360, standardized=True)[1][0])


def test_a_stack_learns_and_one_that_diverges_counts_as_guessing():
    chosen_by, judged = trained_right(deep_nets(1, 16, "tanh", "xavier", seeds=2), SGD(0.1), epochs=5)
    assert chosen_by.shape == judged.shape == (2,)
    assert judged.min() > 0.9
    wild = trained_right(deep_nets(8, 16, "relu", "large", seeds=2), SGD(1.0), epochs=1)
    assert [part.tolist() for part in wild] == [[0.1, 0.1]] * 2


def test_the_validation_part_alone_chooses():
    validation = np.array([[0.9, 0.8, 0.1], [0.2, 0.3, 0.9]])
    judged = np.array([[1, 2, 3], [4, 5, 6]])
    assert at_best_rate(validation, judged).tolist() == [1, 2, 3]
    assert at_best_rate(validation[::-1], judged).tolist() == [4, 5, 6]


def test_examples():
    assert doctest.testmod(rates).failed == 0
