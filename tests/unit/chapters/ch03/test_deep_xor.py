import numpy as np

from nnbook import initializers
from nnbook.chapters.ch03 import deep_xor
from nnbook.datasets import xor
from nnbook.losses import binary_cross_entropy
from nnbook.network import mlp
from nnbook.optimizers import SGD
from nnbook.training import fit


def test_deep_xor_is_what_one_network_alone_does():
    start = initializers.uniform(1)
    run = deep_xor(activation="tanh", inits=(start, "he"), sizes=(2, 3, 1), seeds=2, steps=30, every=10)
    assert run.steps.tolist() == [0, 10, 20, 30]
    assert run.losses.shape == (4, 2, 2)
    x, y = xor()
    rng = np.random.default_rng(1)
    net = mlp(rng, [2, 3, 1], "tanh", "he")
    steps = fit(net, x, y, rng=rng, optimizer=SGD(0.1), loss=binary_cross_entropy, epochs=31)
    losses = [step.trace.loss for step in steps]
    np.testing.assert_allclose(run.losses[:, 1, 1], [losses[i] for i in (0, 10, 20, 30)])


def test_the_lecture_s_deep_sigmoid_net_does_not_learn():
    run = deep_xor(activation="sigmoid", inits=(initializers.uniform(1),), seeds=10, steps=500)
    assert abs(run.losses[-1] - np.log(2)).max() < 1e-4
    assert run.right.max() < 4


def test_constant_networks_are_silent_ones():
    run = deep_xor(activation="relu", inits=("he",), seeds=20, steps=5)
    assert run.constant.any()
    np.testing.assert_allclose(run.losses[-1][run.constant], np.log(2), atol=1e-4)
