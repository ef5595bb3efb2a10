from math import log

import numpy as np
import pytest

from nnbook.chapters.ch01.dial_range import dial_range
from nnbook.chapters.ch01.one_unit import TASKS, one_unit
from nnbook.chapters.ch01.output_unit import output_unit
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.chapters.ch01.trials import random_three_units, train_one_unit
from nnbook.datasets import xor as xor_table

OR_NAND_AND = dict(zip(LECTURE, (10.0, 10, -5, -10, -10, 15, 10, 10, -15), strict=True))


def turned(dials, dial, value):
    return three_units(**{**dials, dial: value})


def test_one_unit_solves_and_and_or():
    assert one_unit(task="AND", w1=6, w2=6, b=-9).right == 4
    assert one_unit(task="OR", w1=6, w2=6, b=-3).right == 4


@pytest.mark.parametrize("task", TASKS)
def test_one_unit_is_a_weighted_sum(task):
    attempt = one_unit(task=task, w1=2, w2=-3, b=0.5)
    np.testing.assert_allclose(attempt.net(attempt.x)[:, 0], [0.5, -2.5, 2.5, -0.5])
    assert attempt.y.shape == (4, 1)


def test_one_unit_never_solves_xor():
    rng = np.random.default_rng(1)
    right = {one_unit(task="XOR", w1=a, w2=b, b=c).right for a, b, c in rng.normal(0, 5, (500, 3))}
    assert right <= {1, 2, 3}


def test_unknown_task_lists_the_known_ones():
    with pytest.raises(ValueError, match="AND, OR, XOR"):
        one_unit(task="NOR", w1=1, w2=1, b=1)


def test_the_lectures_network_row_by_row():
    attempt = three_units(**LECTURE)
    hidden = 1 / (1 + np.exp([[8.0, -3.0], [3, 4], [3, 4], [-2, 11]]))
    np.testing.assert_allclose(attempt.net(attempt.x)[:, 0], 6 - 11 * hidden.sum(axis=1), rtol=1e-12)
    assert attempt.right == 4


@pytest.mark.parametrize("dial", LECTURE)
def test_every_number_of_the_lecture_counts(dial):
    before = three_units(**LECTURE)
    after = turned(LECTURE, dial, LECTURE[dial] + 0.1)
    assert not np.allclose(before.net(before.x), after.net(after.x), rtol=1e-4)


def test_each_dial_is_the_weight_it_is_named_for():
    W1, b1, W2, b2 = three_units(**dict(zip(LECTURE, range(9), strict=True))).net.params
    assert W1.tolist() == [[0, 3], [1, 4]]
    assert (b1.tolist(), W2.tolist(), b2.tolist()) == ([2, 5], [[6], [7]], [8])


def test_output_unit_stands_on_the_lectures_hidden_units():
    ours, lecture = output_unit(y_w1=1, y_w2=2, y_b=3), three_units(**LECTURE)
    for a, b in zip(ours.net.params[:2], lecture.net.params[:2], strict=True):
        np.testing.assert_array_equal(a, b)
    assert output_unit(y_w1=-11, y_w2=-11, y_b=6).right == 4


@pytest.mark.parametrize("dials", [LECTURE, OR_NAND_AND], ids=["lecture", "or-nand-and"])
@pytest.mark.parametrize("dial", LECTURE)
def test_dial_range_ends_where_a_row_breaks(dial, dials):
    found = dial_range(dial, **dials)
    assert found.low < dials[dial] < found.high
    for end, outwards, rows in ((found.low, -1, found.breaks_low), (found.high, 1, found.breaks_high)):
        if np.isinf(end):
            assert rows == ()
            assert turned(dials, dial, dials[dial] + outwards * 1e6).right == 4
            continue
        at_the_end = turned(dials, dial, end)
        logits = at_the_end.net(at_the_end.x)[:, 0]
        np.testing.assert_allclose(logits[list(rows)], 0, atol=1e-9)
        assert turned(dials, dial, end - outwards * 1e-6).right == 4
        assert turned(dials, dial, end + outwards * 1e-6).right == 4 - len(rows)


def test_output_bias_range_by_algebra():
    def s(z):
        return 1 / (1 + np.exp(-z))

    found = dial_range("y_b", **LECTURE)
    np.testing.assert_allclose(found.low, 11 * (s(-3.0) + s(-4.0)), rtol=1e-12)
    np.testing.assert_allclose(found.high, 11 * (s(2.0) + s(-11.0)), rtol=1e-12)
    assert (found.breaks_low, found.breaks_high) == ((1, 2), (3,))


def test_dial_range_wants_a_known_dial_and_a_network_that_works():
    with pytest.raises(ValueError, match="h1_w1"):
        dial_range("h3_w1", **LECTURE)
    with pytest.raises(ValueError, match="3 of 4"):
        dial_range("y_b", **{**LECTURE, "y_b": 10})


def test_dial_range_where_an_output_weight_is_zero():
    # h1 alone, a strip it cannot draw: the network fails, and is refused rather than divided by 0.
    with pytest.raises(ValueError, match="of 4 rows right"):
        dial_range("h1_b", **{**LECTURE, "y_w1": 0.0})


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
