from math import log

import numpy as np

from nnbook.chapters.ch01.trials import random_three_units, train_one_unit
from nnbook.datasets import xor as xor_table


def test_every_single_unit_ends_at_ln_2():
    for seed in range(3):
        trained = train_one_unit(seed=seed, units=50, steps=400, lr=2.0, spread=3.0)
        assert trained.losses.shape == (401, 50)
        assert (trained.losses > log(2) - 1e-12).all()
        np.testing.assert_allclose(trained.losses[-1], log(2), atol=1e-10)
        np.testing.assert_allclose(trained.after, 0.5, atol=1e-6)
        assert abs(trained.before - 0.5).max() > 0.4


def test_losses_are_those_of_the_units_one_by_one():
    trained = train_one_unit(seed=0, units=3, steps=0, lr=1.0, spread=1.0)
    y = xor_table()[1][:, 0]
    right = np.where(y == 1, trained.before, 1 - trained.before)
    np.testing.assert_allclose(trained.losses[0], -np.log(right).mean(axis=1))


def test_random_networks_hardly_ever_solve_xor():
    counts = [random_three_units(seed=seed, count=20_000, spread=5.0) for seed in range(5)]
    assert 5 < sum(counts) < 60
    assert counts[0] == random_three_units(seed=0, count=20_000, spread=5.0)
