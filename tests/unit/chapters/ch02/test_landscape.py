import numpy as np
import pytest

from nnbook.chapters.ch02.landscape import descend, xor_landscape
from nnbook.datasets import xor
from nnbook.experiments.training_xor import xor_net
from nnbook.losses import binary_cross_entropy


@pytest.fixture
def net():
    return xor_net(width=2, activation="sigmoid", init="N(0, 1)", seed=3)


def test_the_landscape_holds_the_loss_of_the_network_itself(net):
    W = net.params[0]
    at = np.array([W[0, 0], 0.0, 5.0])
    before = [p.copy() for p in net.params]
    height = xor_landscape(net, (0, 0), (1, 1), at)
    x, y = xor()
    assert height.shape == (3, 3)
    moved = net.copy()
    moved.params[0][0, 0], moved.params[0][1, 1] = 5.0, 0.0
    assert height[2, 1] == pytest.approx(binary_cross_entropy(moved(x), y)[0], rel=1e-12)
    for p, old in zip(net.params, before, strict=True):
        np.testing.assert_array_equal(p, old)


def test_a_way_downhill_starts_where_it_is_told_and_follows_the_slope(net):
    way = descend(net, (0, 0), (1, 1), start=(1.0, -2.0), lr=0.01, steps=50)
    assert way.weights.shape == (51, 2)
    np.testing.assert_array_equal(way.weights[0], [1.0, -2.0])
    assert (np.diff(way.loss) < 0).all()
    h = 1e-6
    height = xor_landscape(net, (0, 0), (1, 1), np.array([1 - h, 1 + h, -2.0]))
    slope = (height[1, 2] - height[0, 2]) / (2 * h)
    assert way.weights[1, 0] - way.weights[0, 0] == pytest.approx(-0.01 * slope, rel=1e-5)
