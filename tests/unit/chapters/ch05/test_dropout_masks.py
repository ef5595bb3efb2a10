import numpy as np
import pytest

from nnbook.chapters.ch05 import dropout_masks as dropout
from nnbook.chapters.ch05.dropout_masks import dropout_masks
from nnbook.ensembles import MonteCarloDropout
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import Network, mlp


def rng(seed=0):
    return np.random.default_rng(seed)


def test_all_masks_are_all_different_and_their_odds_add_up():
    masks = dropout.all_masks(5)
    assert masks.shape == (32, 5)
    assert len({tuple(mask) for mask in masks}) == 32
    odds = dropout.mask_odds(masks, 0.3)
    np.testing.assert_allclose(odds.sum(), 1)
    np.testing.assert_allclose(odds @ masks, 0.7)
    assert masks[-1].all()


def test_average_over_masks_is_what_monte_carlo_tends_to():
    net = mlp(rng(), [2, 6, 1], "relu", "he", dropout=0.4)
    x = rng(1).normal(size=(5, 2))
    exact = dropout.average_over_masks(net, x, 0.4)
    sampled, spread = MonteCarloDropout(net, rng(2), 4000).mean_and_spread(x)
    assert (abs(exact - sampled) < 5 * spread / 4000**0.5 + 1e-12).all()


def test_masked_is_the_network_under_that_mask():
    net = mlp(rng(), [2, 4, 1], "tanh", "xavier")
    x, mask = rng(1).normal(size=(3, 2)), np.array([1.0, 0.0, 1.0, 0.0])
    first, act, last = net.layers
    hidden = Network([first, act])(x) * mask / 0.75
    np.testing.assert_allclose(dropout.masked(net, mask, 0.25)(x), Network([last])(hidden))


def test_figure_counts_members_and_keeps_errors_in_range():
    few, all_on = (dropout_masks(rate=0.5, members=m, show=s) for m, s in ((3, "ensemble"), (9, "one mask")))
    assert len(few.nets) == 3
    assert len(all_on.nets) == 1
    assert set(all_on.mask) <= {0.0, 1.0}
    errors = few.errors
    assert errors.ensemble.shape == errors.sampled.shape == (30,)
    assert 0.05 < errors.ensemble[-1] < errors.one < 0.25
    x = dropout.moon_data()[1][0]
    exact = dropout.average_over_masks(few.net, x, 0.5)
    assert abs(exact - few.net.predict_proba(x)).max() == pytest.approx(errors.gap)


def test_one_mask_is_the_last_of_those_averaged():
    one = dropout_masks(rate=0.3, members=4, show="one mask").nets[0]
    many = dropout_masks(rate=0.3, members=4, show="Monte Carlo dropout").nets
    assert len(many) == 4
    assert one is many[-1]


@pytest.mark.parametrize("point", [{"members": 0}, {"members": 31}, {"show": "all"}])
def test_figure_refuses_what_it_does_not_know(point):
    with pytest.raises(ValueError, match=next(iter(point))):
        dropout_masks(**{"rate": 0.5, "members": 1, "show": "ensemble", **point})


def test_moon_nets_have_dropout_only_when_asked():
    assert any(isinstance(layer, Dropout) for layer in dropout.moon_nets(0.5, 1).layers)
    kinds = [type(layer) for layer in dropout_masks(rate=0.5, members=1, show="weight scaling").net.layers]
    assert kinds == [Dense, Activate, Dense]


def test_rotated_by_quarter_turns_is_numpy_rot90():
    images = rng().random((3, 64))
    for quarters in range(4):
        wanted = np.rot90(images.reshape(-1, 8, 8), quarters, axes=(1, 2)).reshape(3, 64)
        np.testing.assert_allclose(dropout.rotated(images, 90 * quarters), wanted, atol=1e-12)


def test_rotated_keeps_ink_in_range_and_dtype():
    image = rng().random((1, 64), np.float32)
    turned = dropout.rotated(image, 33)
    assert turned.dtype == np.float32
    assert turned.min() >= 0
    assert turned.max() <= image.max() + 1e-6


@pytest.mark.parametrize(("rate", "scale", "factor"), [(0.0, 2.0, 1.0), (0.5, 2.0, 2.0), (0.2, 1.6, 1.0)])
def test_signal_power_grows_by_half_the_scale_over_keep(rate, scale, factor):
    settings = {"depth": 6, "width": 200, "rate": rate, "scale": scale}
    runs = np.log([dropout.signal_power(rng(s), **settings) for s in range(20)])
    growth = np.exp((runs[:, -1] - runs[:, 0]).mean() / 5)
    assert growth == pytest.approx(factor, rel=0.06)
