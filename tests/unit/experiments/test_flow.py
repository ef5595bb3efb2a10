import numpy as np
import pytest

from nnbook import activations, initializers
from nnbook.chapters.ch03.gradient_flow import gradient_flow
from nnbook.chapters.ch03.nielsen import nielsen_norms
from nnbook.chapters.ch03.slope_product import LAYERS, slope_product
from nnbook.experiments import flow
from nnbook.experiments.digits import standard_digits
from nnbook.experiments.flow import activation_flow, deep_nets
from nnbook.layers import Activate, Dense
from nnbook.losses import cross_entropy
from nnbook.network import mlp


def test_standard_digits_have_mean_0_and_deviation_1():
    x, y = standard_digits()
    assert (x.shape, y.shape) == ((1797, 64), (1797,))
    assert abs(x.mean()) < 1e-12
    assert abs(x.std() - 1) < 1e-12


def test_gradient_flow_is_what_each_network_alone_gives():
    x, y = standard_digits()
    flow = gradient_flow(depth=3, activation="tanh", init="xavier", width=7, seeds=4, batch=16)
    assert flow.dz.shape == flow.dW.shape == flow.signal.shape == (4, 3)
    for seed in range(4):
        net = mlp(np.random.default_rng(seed), [64, 7, 7, 7, 10], "tanh", "xavier")
        trace = net.trace(x[:16], y[:16], cross_entropy)
        for layer, (dense, out) in enumerate(zip(trace.of(Dense), trace.of(Activate), strict=False)):
            np.testing.assert_allclose(flow.dz[seed, layer], np.sqrt((dense.doutput**2).mean()))
            np.testing.assert_allclose(flow.dW[seed, layer], np.sqrt((dense.grads["W"] ** 2).mean()))
            spread = np.sqrt(out.output.var(axis=0).mean() / x[:16].var(axis=0).mean())
            np.testing.assert_allclose(flow.signal[seed, layer], spread)
    np.testing.assert_allclose(flow.ratio, flow.dz[:, 0] / flow.dz[:, 2])


@pytest.mark.parametrize(
    ("activation", "init", "low", "high"),
    [
        ("sigmoid", "xavier", 1e-8, 1e-6),
        ("relu", "xavier", 0.005, 0.05),
        ("relu", "he", 0.4, 2),
        ("relu", "large", 1e7, 1e9),
    ],
)
def test_gradient_flow_vanishes_explodes_or_stays(activation, init, low, high):
    ratio = gradient_flow(depth=12, activation=activation, init=init).ratio
    assert ((low < ratio) & (ratio < high)).all()


def test_zeros_pass_no_gradient_and_no_signal():
    flow = gradient_flow(depth=4, activation="relu", init="zeros")
    assert not flow.dz.any()
    assert not flow.signal.any()
    assert np.isnan(flow.ratio).all()


@pytest.mark.parametrize("name", ["depth", "width", "seeds"])
def test_nets_need_positive_sizes(name):
    options = {"depth": 2, "width": 3, "seeds": 2, name: 0}
    with pytest.raises(ValueError, match=f"{name} must be at least 1, got 0"):
        deep_nets(activation="relu", init="he", **options)


def test_activation_flow_counts_every_output_once():
    flow = activation_flow(depth=3, activation="relu", init="large", width=9, seeds=2, batch=11)
    assert flow.counts.shape == (3, 40)
    assert (flow.counts.sum(axis=1) == 2 * 11 * 9).all()
    assert flow.mean.shape == flow.std.shape == flow.saturated.shape == flow.dead.shape == (2, 3)


def test_activation_flow_agrees_with_its_definitions():
    x, y = standard_digits()
    flow = activation_flow(
        depth=2, activation="relu", init="he", width=30, seeds=1, batch=20, edges=(0, 1, 9)
    )
    net = mlp(np.random.default_rng(0), [64, 30, 30, 10], "relu", "he")
    outputs = [t.output for t in net.trace(x[:20], y[:20], cross_entropy).of(Activate)]
    for layer, a in enumerate(outputs):
        np.testing.assert_allclose(flow.mean[0, layer], a.mean())
        np.testing.assert_allclose(flow.std[0, layer], a.std())
        np.testing.assert_allclose(flow.saturated[0, layer], (a == 0).mean())
        np.testing.assert_allclose(flow.dead[0, layer], (a == 0).all(axis=0).mean())
        assert flow.counts[layer].tolist() == [(a < 1).sum(), (a >= 1).sum()]


def test_large_weights_saturate_the_sigmoid_and_small_ones_do_not():
    large = activation_flow(depth=6, activation="sigmoid", init="large")
    small = activation_flow(depth=6, activation="sigmoid", init="small")
    assert large.saturated.min() > 0.3
    assert small.saturated.max() == small.dead.max() == 0
    # Below a tenth of 1/4 means |z| > 3.64.
    edge = 3.64
    assert activations.sigmoid.df(np.array(edge), activations.sigmoid(np.array(edge))) == pytest.approx(
        0.025, rel=0.01
    )


@pytest.mark.parametrize("images", ["random", "digits"])
def test_nielsen_norms_shrink_by_about_five(images):
    norms = nielsen_norms(hidden=3, images=images, seeds=12)
    assert norms.shape == (12, 3)
    shrink = np.median((norms[:, 2] / norms[:, 0]) ** 0.5)
    assert 4 < shrink < 6


def test_nielsen_norms_name_the_images_they_know():
    with pytest.raises(ValueError, match="'random' or 'digits', got 'cats'"):
        nielsen_norms(hidden=2, images="cats", seeds=1)


@pytest.mark.parametrize("activation", sorted(activations.ALL))
def test_slope_product_is_a_power(activation):
    slope = slope_product(activation=activation, z=0.5, weight=2)
    step = 1e-6
    f = activations.get(activation).f
    numeric = (f(np.array(0.5 + step)) - f(np.array(0.5 - step))) / (2 * step)
    assert slope.slope == pytest.approx(numeric, rel=1e-6)
    np.testing.assert_allclose(slope.products, (2 * slope.slope) ** np.array(LAYERS))
    assert slope.f.shape == slope.df.shape == slope.grid.shape


def test_initializers_may_be_functions():
    flow = gradient_flow(depth=2, activation="tanh", init=initializers.orthogonal(1.5), width=5, seeds=2)
    assert (flow.dz > 0).all()


def test_a_signal_lost_in_rounding_is_0():
    flow = gradient_flow(depth=30, activation="sigmoid", init="small")
    assert (flow.signal[:, 0] > 0).all()
    assert not flow.signal[:, -1].any()
    assert (flow.dz > 0).all()


@pytest.mark.parametrize("activation", ["sigmoid", "softplus", "tanh", "relu"])
def test_a_centered_network_at_rest_stays_at_rest(activation):
    act = activations.get(activation)
    net = flow.centered(flow.deep_net(4, 9, activation, "xavier", seed=0))
    rest = act(np.zeros((1, 9)))
    for layer in net.layers[2::2]:
        np.testing.assert_allclose(layer.forward(rest)[0], 0, atol=1e-14)
    stacked = flow.centered(flow.deep_nets(4, 9, activation, "xavier", seeds=2))
    np.testing.assert_allclose(stacked.layers[4].b[0, 0], net.layers[4].b)


def test_centering_and_four_times_the_weights_level_the_sigmoid():
    at = {"depth": 12, "activation": "sigmoid", "width": 32, "seeds": 4}
    level = gradient_flow(init="xavier_4", biases="centered", **at).ratio
    assert np.median(level) > 0.1
    for init, biases in (("xavier_4", "zero"), ("xavier", "centered"), ("xavier", "zero")):
        assert np.median(gradient_flow(init=init, biases=biases, **at).ratio) < np.median(level) / 3
    with pytest.raises(ValueError, match="unknown biases 'none'"):
        gradient_flow(init="xavier", biases="none", **at)
