import numpy as np

from nnbook.chapters import ch05
from nnbook.chapters.ch05.dropout_masks import dropout_masks
from nnbook.ensembles import MonteCarloDropout
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import Network, mlp


def rng(seed=0):
    return np.random.default_rng(seed)


def test_all_masks_are_all_different_and_their_odds_add_up():
    masks = ch05.all_masks(5)
    assert masks.shape == (32, 5)
    assert len({tuple(mask) for mask in masks}) == 32
    odds = ch05.mask_odds(masks, 0.3)
    np.testing.assert_allclose(odds.sum(), 1)
    np.testing.assert_allclose(odds @ masks, 0.7)
    assert masks[-1].all()


def test_average_over_masks_is_what_monte_carlo_tends_to():
    net = mlp(rng(), [2, 6, 1], "relu", "he", dropout=0.4)
    x = rng(1).normal(size=(5, 2))
    exact = ch05.average_over_masks(net, x, 0.4)
    sampled, spread = MonteCarloDropout(net, rng(2), 4000).mean_and_spread(x)
    assert (abs(exact - sampled) < 5 * spread / 4000**0.5 + 1e-12).all()


def test_masked_is_the_network_under_that_mask():
    net = mlp(rng(), [2, 4, 1], "tanh", "xavier")
    x, mask = rng(1).normal(size=(3, 2)), np.array([1.0, 0.0, 1.0, 0.0])
    first, act, last = net.layers
    hidden = Network([first, act])(x) * mask / 0.75
    np.testing.assert_allclose(ch05.masked(net, mask, 0.25)(x), Network([last])(hidden))


def test_moon_nets_have_dropout_only_when_asked():
    assert any(isinstance(layer, Dropout) for layer in ch05.moon_nets(0.5, 1).layers)
    kinds = [type(layer) for layer in dropout_masks(rate=0.5, members=1, show="weight scaling").net.layers]
    assert kinds == [Dense, Activate, Dense]
