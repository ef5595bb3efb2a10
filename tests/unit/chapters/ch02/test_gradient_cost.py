from itertools import pairwise

import numpy as np
import pytest

from nnbook.chapters.ch02.gradient_cost import CountedDense, gradient_cost
from nnbook.datasets import xor
from nnbook.experiments.training_xor import xor_net
from nnbook.layers import Dense
from nnbook.losses import binary_cross_entropy, cross_entropy
from nnbook.network import Network, mlp
from nnbook.optimizers import Adam
from nnbook.training import fit


@pytest.fixture
def net():
    return xor_net(width=2, activation="sigmoid", init="N(0, 1)", seed=3)


@pytest.mark.parametrize(("sizes", "n"), [((64, 32, 10), 7), ((5, 4, 3, 2), 1), ((6, 3), 4)])
def test_multiply_adds_are_those_of_the_formula(sizes, n):
    net = mlp(np.random.default_rng(0), sizes, "tanh", "xavier")
    cost = gradient_cost(net, np.ones((n, sizes[0])), np.zeros(n, dtype=int), cross_entropy)
    products = [n * a * b for a, b in pairwise(sizes)]
    assert cost.forward == sum(products)
    assert cost.backward == sum(products) + sum(products[1:])
    assert cost.parameters == sum(a * b + b for a, b in pairwise(sizes))
    assert cost.by_differences == 2 * cost.parameters * cost.forward


def test_counting_changes_no_number_and_leaves_the_network_alone():
    rng = np.random.default_rng(0)
    net = mlp(rng, (4, 3, 2), "sigmoid", "xavier")
    x, y = rng.normal(size=(5, 4)), np.array([0, 1, 1, 0, 1])
    before = net.trace(x, y, cross_entropy)
    gradient_cost(net, x, y, cross_entropy)
    after = net.trace(x, y, cross_entropy)
    assert before.loss == after.loss
    assert not any(isinstance(layer, CountedDense) for layer in net.layers)
    for a, b in zip(before.grads, after.grads, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_counted_layer_computes_what_the_layer_does():
    rng = np.random.default_rng(0)
    dense = mlp(rng, (4, 3), "tanh", "xavier").layers[0]
    counted = CountedDense(dense, [])
    x, dy = rng.normal(size=(5, 4)), rng.normal(size=(5, 3))
    np.testing.assert_array_equal(counted.forward(x)[0], dense.forward(x)[0])
    for need_dx in (True, False):
        mine, its = counted.backward(dy, x, need_dx), dense.backward(dy, x, need_dx)
        assert (mine[0] is None) == (not need_dx)
        np.testing.assert_array_equal(mine[1]["W"], its[1]["W"])
    assert counted.tally == [60, 120, 60]


def test_counts_of_two_networks_do_not_mix():
    net = mlp(np.random.default_rng(0), (4, 3, 2), "sigmoid", "xavier")
    arguments = (net, np.ones((5, 4)), np.zeros(5, dtype=int), cross_entropy)
    assert gradient_cost(*arguments) == gradient_cost(*arguments)


def test_counted_layers_train_like_plain_ones():
    x, y = xor()
    plain = mlp(np.random.default_rng(0), (2, 3, 1), "tanh", "xavier")
    copy = plain.copy()
    counted = Network(CountedDense(la, []) if isinstance(la, Dense) else la for la in copy.layers)
    settings = {"optimizer": Adam(0.1), "loss": binary_cross_entropy, "epochs": 5}
    for net in (plain, counted):
        for _ in fit(net, x, y, rng=np.random.default_rng(0), **settings):
            pass
    for a, b in zip(plain.params, copy.params, strict=True):
        np.testing.assert_array_equal(a, b)
