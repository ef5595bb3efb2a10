import numpy as np
import pytest

from nnbook.chapters.ch03.born_dead import born_dead, born_dead_bounds
from nnbook.chapters.ch03.dying_units import DYING_STEPS, dying_units, train_to_death


@pytest.mark.parametrize("width", [1, 2, 3, 5])
def test_born_dead_lies_between_its_bounds(width):
    share = born_dead(depth=12, width=width, nets=2000)
    low, high = born_dead_bounds(depth=12, width=width)
    error = 4 * np.sqrt(share * (1 - share) / 2000) + 0.003
    assert (low - error <= share).all()
    assert (share <= high + error).all()
    assert (np.diff(share) >= 0).all()


def test_layer_2_is_dead_as_often_as_the_chain_says():
    # The two inputs have nothing in common after layer 1, so there the lower bound is exact.
    low, _ = born_dead_bounds(depth=2, width=2)
    share = born_dead(depth=2, width=2, nets=40_000)
    assert abs(share[1] - low[1]) < 4 * np.sqrt(low[1] / 40_000)
    assert share[0] == low[0] == 0


def test_width_one_is_dead_sooner_or_later():
    low, high = born_dead_bounds(depth=30, width=1)
    assert low[-1] > 0.999999
    assert (low <= high).all()


def test_units_die_of_a_large_step_only():
    calm, wild = train_to_death(0.1), train_to_death(1.0)
    assert calm.dead[-1].max() < 0.1
    assert wild.dead[-1].mean() > 0.3
    assert wild.accuracy[-1] < calm.accuracy[-1]
    assert calm.highest.shape == (len(DYING_STEPS), 3, 32)


def test_a_dead_unit_of_the_first_layer_stays_dead():
    highest = train_to_death(1.0).highest[:, 0]
    dead = highest <= 0
    assert dead.any()
    # Once dead, z does not move at all: no gradient reaches the weights.
    for unit in np.flatnonzero(dead.any(axis=0)):
        first = dead[:, unit].argmax()
        assert np.ptp(highest[first:, unit]) == 0


def test_dead_units_come_back_only_where_what_they_see_changes():
    run = train_to_death(1.0)
    (_, first), *others = run.back.tolist()
    assert first == 0
    for died, back in others:
        assert 0.8 * died < back < died
    # Counted once more by hand: layer 2, unit after unit.
    off = run.off[:, 1].reshape(len(run.steps), -1).T
    died = [unit.argmax() for unit in off if unit.any()]
    alive = [not unit[unit.argmax() :].all() for unit in off if unit.any()]
    assert run.back[1].tolist() == [len(died), sum(alive)]


def test_the_step_shown_is_the_step_asked_for():
    assert dying_units(lr=0.1, step=7).row == DYING_STEPS.index(7)
    with pytest.raises(ValueError, match=r"step must be one of 0, 1, \.\.\. 40, got 99"):
        dying_units(lr=0.1, step=99)
    assert dying_units(lr=0.1, step=7, layer=3).layer == 2
    with pytest.raises(ValueError, match="layer must be one of 1, 2, 3, got 0"):
        dying_units(lr=0.1, step=7, layer=0)


def test_a_loss_that_is_not_finite_is_reported():
    with pytest.raises(FloatingPointError, match=r"at step 1 \(epoch 0\) with lr 1e\+200"):
        train_to_death(1e200)
