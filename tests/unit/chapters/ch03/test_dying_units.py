import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch03
from nnbook.chapters.ch03.dying_units import DYING_STEPS, dying_units, train_to_death


def test_dying_units_counts_the_dead():
    run = dying_units(lr=1.0, step=40, layer=2)
    drawn = ch03.dying_units_drawing(run)
    dead = int((run.run.highest[-1, 1] <= 0).sum())
    was, again = run.run.back[1]
    said = drawing.fill_summary(drawn, {"lr": 1.0, "step": 40, "layer": 2})
    assert said.startswith(f"Learning rate 1, step 40: {dead} of 32 units of layer 2 are dead")
    assert said.endswith(
        f"Of {was} units of this layer that die in five networks, {again} come back within the 40 steps."
    )
    assert sum(v <= 0 for v in drawn["panels"][0]["series"][0]["values"]) == dead


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
