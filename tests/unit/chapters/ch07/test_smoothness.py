import numpy as np
import pytest

from nnbook.chapters.ch07.kinds import deep_kind
from nnbook.chapters.ch07.smoothness import (
    CHOOSERS,
    LENGTHS,
    RATES,
    SEEDS,
    SMOOTH_AXES,
    SMOOTH_KINDS,
    Shake,
    along,
    less_than_plain,
    smooth_net,
    smooth_right,
)
from nnbook.ensembles import stack
from nnbook.experiments.intervals import mean_interval
from nnbook.experiments.rates import GUESSING
from nnbook.experiments.sweeps import stored
from nnbook.gradcheck import numerical_gradient
from nnbook.losses import cross_entropy


def rng(seed=0):
    return np.random.default_rng(seed)


def test_noise_has_a_law_of_its_own_for_each_unit_and_step_and_none_in_use():
    layer, x = Shake(0.5), np.ones((4000, 50))
    y, _ = layer.forward(x, rng())
    assert layer.forward(x)[0] is x
    means = y.mean(axis=0)
    assert abs(means.mean() - 1) < 0.25
    assert means.std() == pytest.approx(np.sqrt(2 * 0.5**2 / 3), rel=0.25)  # two uniform laws
    np.testing.assert_allclose(y.std(axis=0), 0.1 * np.sqrt(2), rtol=0.1)
    random = rng()
    first, second = (layer.forward(x, random)[0].mean(axis=0) for _ in range(2))
    assert abs(first - second).mean() > 0.2
    assert layer.forward(x.astype(np.float32), rng())[0].dtype == np.float32


@pytest.mark.parametrize("shape", [(6, 4), (3, 6, 4)])
def test_the_way_back_through_noise_is_the_central_difference(shape):
    layer, x, dy = Shake(), rng(1).normal(size=shape), rng(2).normal(size=shape)
    _, cache = layer.forward(x, rng(3))
    numeric = numerical_gradient(lambda v: float((dy * layer.forward(v, rng(3))[0]).sum()), x)
    np.testing.assert_allclose(layer.backward(dy, cache)[0], numeric, atol=1e-7)
    assert layer.backward(dy, None)[0] is dy
    assert layer.params == {}


@pytest.mark.parametrize("kind", SMOOTH_KINDS)
def test_a_short_step_along_the_gradient_lowers_the_loss_as_promised(kind):
    net = stack([smooth_net(seed, kind) for seed in range(2)])
    x, y = rng(1).normal(size=(30, 64)), rng(2).integers(0, 10, 30)
    rise, turned = along(net, x, y, seed=5)
    assert rise.shape == turned.shape == (len(LENGTHS), 2)
    grads = net.trace(x, y, cross_entropy, rng(5)).grads
    squares = sum((g**2).sum(axis=(1, 2)) for g in grads)
    np.testing.assert_allclose(-rise[0], LENGTHS[0] * squares, rtol=0.2)
    assert (turned[0] < turned[-1]).all()
    other = stack([smooth_net(1, kind)])
    alone = along(other, x, y, seed=5)
    if kind != "noisy":  # a stack draws its noise together
        np.testing.assert_allclose(alone, np.array([rise, turned])[:, :, 1:], rtol=1e-6)


def test_the_same_weights_are_trained_in_all_three_kinds():
    plain, *others = (smooth_net(3, kind) for kind in SMOOTH_KINDS)
    for other in others:
        np.testing.assert_array_equal(plain.layers[0].W, other.layers[0].W)
    noisy = others[1]
    assert sum(isinstance(layer, Shake) for layer in noisy.layers) == 10
    assert repr(others[0]) == repr(deep_kind(3, 10, 64, "relu", "he", "normalized"))
    with pytest.raises(ValueError, match="kind"):
        smooth_net(0, "rough")


def test_a_start_that_explodes_guesses_and_takes_no_other_with_it():
    right = smooth_right(kind="plain", lr=3.0, seeds=range(2))
    np.testing.assert_array_equal(right, GUESSING)
    assert smooth_right(kind="normalized", lr=0.3, seeds=range(1))[1].min() > 0.8


def test_what_is_stored_is_what_the_chapter_says():
    assert not set(SEEDS) & set(CHOOSERS)
    assert stored("smoothness", "right").axes == {"kind": list(SMOOTH_KINDS), "lr": RATES}
    assert stored("smoothness", "rise").axes == SMOOTH_AXES
    for lr in SMOOTH_AXES["lr"]:
        turned = less_than_plain("turned", lr=lr)
        assert turned.shape == (len(LENGTHS), len(SEEDS))
        assert mean_interval(turned[0])[2] < 0 < mean_interval(turned[-1])[1]
        assert mean_interval(less_than_plain("range", lr=lr)[0])[1] > 0
    np.testing.assert_array_equal(less_than_plain("rise", lr=0.1, kind="plain"), 0)
    again = smooth_right(kind="normalized", lr=0.3)[1].mean()
    assert abs(again - stored("smoothness", "right").at(kind="normalized", lr=0.3).mean()) < 0.01
