import numpy as np
import pytest

from nnbook.activations import relu
from nnbook.chapters import ch07
from nnbook.gradcheck import numerical_gradient
from nnbook.layers import Activate, Dense
from nnbook.network import Network

RNG = np.random.default_rng(0)
LAYERS = {
    "tied": ch07.Windows.create(RNG, 3, tied=True),
    "free": ch07.Windows.create(RNG, 3, tied=False),
    "pool": ch07.MaxPool(3),
}


@pytest.mark.parametrize("tied", [True, False])
def test_windows_are_a_matrix_that_is_mostly_zeros(tied):
    layer, x = ch07.Windows.create(np.random.default_rng(1), 8, tied=tied), RNG.normal(size=(5, 64))
    W = layer.matrix()
    np.testing.assert_allclose(layer.forward(x)[0], x @ W)
    assert (W != 0).sum() == 36 * 9 * 8
    assert len(np.unique(W[W != 0])) == (72 if tied else 36 * 72)


def test_a_window_moves_with_the_picture():
    layer, image = LAYERS["tied"], np.zeros((8, 8))
    image[3, 3] = 1
    here, there = (
        layer.forward(np.roll(image, shift, axis=1).reshape(1, 64))[0].reshape(6, 6, 3) for shift in (0, 1)
    )
    np.testing.assert_allclose(np.roll(here, 1, axis=1), there)


@pytest.mark.parametrize("name", LAYERS)
def test_gradients_are_those_of_differences(name):
    layer, rng = LAYERS[name], np.random.default_rng(2)
    x = rng.normal(size=(4, layer.widths[0]))
    y, cache = layer.forward(x)
    dy = rng.normal(size=y.shape)

    def loss(_):
        return float((dy * layer.forward(x)[0]).sum())

    dx, grads = layer.backward(dy, cache)
    np.testing.assert_allclose(dx, numerical_gradient(loss, x), atol=1e-6)
    assert grads.keys() == layer.params.keys()
    for key, parameter in layer.params.items():
        np.testing.assert_allclose(grads[key], numerical_gradient(loss, parameter), atol=1e-6)
    if name != "pool":
        assert layer.backward(dy, cache, need_dx=False)[0] is None


def test_the_largest_of_four_neighbors_is_kept():
    x = np.arange(36.0).reshape(1, 36)
    y, _ = ch07.MaxPool(1).forward(x)
    assert y.tolist() == [[7, 9, 11, 19, 21, 23, 31, 33, 35]]


def test_layers_that_change_the_width_chain_in_a_network():
    net = ch07.conv_net(np.random.default_rng(0), "windows, tied")
    assert net(np.zeros((2, 64))).shape == (2, 10)
    layer = ch07.Windows.create(np.random.default_rng(0), 8, tied=True)
    with pytest.raises(ValueError, match="288 units are followed by"):
        Network([layer, Activate(relu), Dense.create(np.random.default_rng(0), 72, 10, "he")])
