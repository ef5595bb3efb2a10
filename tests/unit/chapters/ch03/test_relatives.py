from itertools import pairwise

import numpy as np
import pytest

from nnbook.chapters import ch03
from nnbook.chapters.ch03.relatives import RELATIVES_AXES, depth_or_width
from nnbook.experiments.sweeps import stored


@pytest.mark.parametrize("depth", [1, 2, 7])
def test_width_for_spends_the_budget(depth):
    width = ch03.width_for(depth, 5000)

    def count(w):
        sizes = [64, *[w] * depth, 10]
        return sum((m + 1) * n for m, n in pairwise(sizes))

    assert abs(count(width) - 5000) <= min(abs(count(width - 1) - 5000), abs(count(width + 1) - 5000))


def test_width_for_needs_a_layer():
    with pytest.raises(ValueError, match="depth must be a positive whole number, got 0"):
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
