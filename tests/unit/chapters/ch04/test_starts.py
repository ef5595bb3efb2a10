import numpy as np
import pytest

from nnbook.chapters import ch04
from nnbook.ensembles import unstack
from nnbook.experiments.digits import split_digits
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import digits_task
from nnbook.layers import Activate, Dense
from nnbook.network import accuracy
from nnbook.optimizers import SGD
from nnbook.pretraining import pretrain
from nnbook.rbm import RBM


def test_the_three_parts_of_the_digits_share_no_row():
    (x, y), (x_test, _) = split_digits(test=597, dtype=np.float32)
    assert (len(x), len(x_test)) == (1200, 597)
    assert sum(ch04.HELD_OUT) + 1000 == 1797
    assert x.min() == 0 and x.max() == 1  # noqa: PT018 (one range)
    assert not {row.tobytes() for row in x} & {row.tobytes() for row in x_test}
    assert np.bincount(y[:100], minlength=10).min() >= 3


def test_pre_trained_networks_carry_their_machines():
    net = ch04.start_nets(activation="sigmoid", start="rbm", depth=2, examples=100, seeds=[3])
    dense = [layer for layer in unstack(net)[0].layers if isinstance(layer, Dense)]
    machines = ch04.rbm_stack(3, 100)[:2]
    assert isinstance(machines[0], RBM)
    for layer, rbm in zip(dense, machines, strict=False):
        np.testing.assert_array_equal(layer.W, rbm.W)
        np.testing.assert_array_equal(layer.b, rbm.c)
    assert net.layers[0].W.dtype == np.float32


def test_a_start_does_not_depend_on_the_activation():
    nets = [
        ch04.start_nets(activation=name, start=start, depth=2, examples=100, seeds=[0])
        for name in ("sigmoid", "relu")
        for start in ("rbm_all", "xavier_4")
    ]
    for a, b in ((0, 2), (1, 3)):
        np.testing.assert_array_equal(nets[a].layers[2].W, nets[b].layers[2].W)
    assert [net.layers[1] for net in nets[2:]] == [Activate(nets[2].layers[1].activation)] * 2
    assert nets[1].layers[2].W.std() == pytest.approx(0.5, rel=0.05)


def test_pre_trained_networks_trained_again_end_where_the_table_has_them():
    point = {"start": "rbm", "depth": 2, "examples": 1000}
    again = ch04.start_curve(activation="sigmoid", **point, lr=0.1, seeds=[0, 1, 2])
    kept = stored("starts", "sigmoid").at(**point, lr=0.1)[:, :3] / np.array(ch04.HELD_OUT)
    # Machines draw their states: a last digit of a sum decides, and all draws after it. With fewer seeds in
    # the stack the batches come in another order, too. The end is alike.
    assert np.abs(again[-1] - kept[-1]).max() < 0.04


def test_machines_learn_from_the_digits_of_their_seed():
    task = digits_task(examples=100, seeds=3)
    v = task.x[task.train[2]]
    fresh = pretrain(np.random.default_rng(2), v, [64], optimizer=SGD(0.1, 0.5), epochs=200, batch_size=20)
    np.testing.assert_array_equal(ch04.rbm_stack(2, 100)[0].W, fresh[0].W)


def test_a_curve_starts_where_its_networks_do_and_learns():
    settings = {"activation": "relu", "start": "he", "depth": 1, "examples": 100, "seeds": [4]}
    right = ch04.start_curve(**settings, lr=0.05)
    assert right.shape == (len(ch04.RECORDS), 1, 2)
    (net,) = unstack(ch04.start_nets(**settings))
    tasks = [digits_task(examples=100, part=part) for part in ("validation", "test")]
    parts = [(task.x[task.test[4]], task.y[task.test[4]]) for task in tasks]
    np.testing.assert_allclose(right[0, 0], [accuracy(net, *part) for part in parts])
    assert right[-1].min() > 0.8 > 2 * right[0].max()


def test_a_stack_that_diverged_counts_as_guessing():
    settings = {"activation": "relu", "start": "he", "depth": 1, "examples": 100, "seeds": [4, 5]}
    right = ch04.start_curve(**settings, lr=1e30)
    np.testing.assert_array_equal(right[1:], 0.1)
