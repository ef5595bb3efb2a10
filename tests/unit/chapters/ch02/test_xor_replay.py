import numpy as np
import pytest

from nnbook.chapters.ch02.xor_replay import FRAMES, REPLAY_SEEDS, xor_replay
from nnbook.chapters.ch02.xor_success import SUCCESS_AXES, xor_right, xor_success
from nnbook.datasets import xor
from nnbook.ensembles import unstack
from nnbook.experiments.intervals import wilson
from nnbook.experiments.training_xor import train_xor, xor_net, xor_stack
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network


def test_a_random_part_of_the_table_trained_again_agrees():
    rng = np.random.default_rng(20)
    point = {name: values[rng.integers(len(values))] for name, values in SUCCESS_AXES.items()}
    seeds = rng.choice(1000, size=25, replace=False)
    again = train_xor(xor_stack(seeds=seeds, **point)).right[-1]
    stored = xor_success(**point)[seeds]
    # A row whose output ends at 1/2 may fall to either side on another computer.
    assert (again != stored).mean() <= 0.2, (point, seeds)
    assert ((again == 4) != (stored == 4)).mean() <= 0.08, (point, seeds)


def test_rows_right_of_the_first_seeds_are_the_table_s():
    point = {"width": 2, "activation": "relu", "init": "He"}
    assert ((xor_right(seeds=20, **point) == 4) == (xor_success(**point)[:20] == 4)).all()


def test_a_setting_that_was_not_swept_is_refused():
    with pytest.raises(ValueError, match=r"width=5.*\[2, 3, 4, 8, 16\]"):
        xor_success(width=5, activation="tanh", init="He")


@pytest.mark.parametrize(
    ("successes", "trials", "interval"),
    [
        (8, 10, (0.4902, 0.9433)),
        (0, 10, (0.0, 0.2775)),
        (10, 10, (0.7225, 1.0)),
        (661, 1000, (0.631, 0.6897)),
    ],
)
def test_wilson_by_hand(successes, trials, interval):
    np.testing.assert_allclose(wilson(successes, trials), interval, atol=1e-4)


def test_wilson_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(0)
    ends = np.array([wilson(int(k), 50) for k in rng.binomial(50, 0.9, 2000)])
    covered = ((ends[:, 0] <= 0.9) & (ends[:, 1] >= 0.9)).mean()
    assert 0.92 < covered < 0.98


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_wilson_refuses_impossible_counts(successes, trials):
    with pytest.raises(ValueError, match="successes"):
        wilson(successes, trials)


def test_the_replay_starts_at_the_start_and_agrees_with_itself():
    settings = {"width": 3, "activation": "relu", "init": "He", "seed": REPLAY_SEEDS[1]}
    start = xor_replay(step=0, **settings)
    for a, b in zip(start.net.params, xor_net(**settings).params, strict=True):
        np.testing.assert_array_equal(a, b)
    x, y = xor()
    for step in (FRAMES[4], FRAMES[-1]):
        replay = xor_replay(step=step, **settings)
        loss = binary_cross_entropy(replay.net(x), y)[0]
        assert replay.losses[FRAMES.index(step)] == pytest.approx(loss, rel=1e-12)
        np.testing.assert_allclose(replay.seen[:, 0], replay.net(x)[:, 0], rtol=1e-9)
        assert (np.abs(replay.seen) <= replay.reach).all()
        assert replay.low < replay.share < replay.high


def test_seen_from_the_side_no_distance_is_made_up():
    """The second coordinate is a length in hidden space, square to what the output unit can see."""
    settings = {"width": 8, "activation": "tanh", "init": "Xavier", "seed": REPLAY_SEEDS[0]}
    replay = xor_replay(step=FRAMES[-1], **settings)
    hidden = Network(replay.net.layers[:2])(xor()[0])
    apart = np.linalg.norm(hidden[:, None] - hidden, axis=-1)
    drawn = abs(replay.seen[:, None, 1] - replay.seen[:, 1])
    assert (drawn <= apart + 1e-12).all()
    assert replay.seen[:, 1].mean() == pytest.approx(0, abs=1e-12)


def test_a_replay_is_one_member_of_a_stack():
    settings = {"width": 2, "activation": "sigmoid", "init": "N(0, 1)"}
    alone = train_xor(xor_stack(seeds=[REPLAY_SEEDS[2]], **settings), frames=FRAMES[:5])
    replay = xor_replay(step=FRAMES[4], seed=REPLAY_SEEDS[2], **settings)
    for a, b in zip(unstack(alone.nets[-1])[0].params, replay.net.params, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-8)
