import numpy as np
import pytest

from nnbook import activations
from nnbook.experiments import flow
from nnbook.experiments.digits import standard_digits
from nnbook.experiments.flow import activation_flow, deep_nets
from nnbook.layers import Activate
from nnbook.losses import cross_entropy
from nnbook.network import mlp


@pytest.mark.parametrize("name", ["depth", "width", "seeds"])
@pytest.mark.parametrize("size", [0, 2.5, "2", True])
def test_nets_need_positive_sizes(name, size):
    options = {"depth": 2, "width": 3, "seeds": 2, name: size}
    with pytest.raises(ValueError, match=f"{name} must be a positive whole number, got {size!r}"):
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


@pytest.mark.parametrize("activation", ["sigmoid", "softplus", "tanh", "relu"])
def test_a_centered_network_at_rest_stays_at_rest(activation):
    act = activations.get(activation)
    net = flow.centered(flow.deep_net(4, 9, activation, "xavier", seed=0))
    rest = act(np.zeros((1, 9)))
    for layer in net.layers[2::2]:
        np.testing.assert_allclose(layer.forward(rest)[0], 0, atol=1e-14)
    stacked = flow.centered(flow.deep_nets(4, 9, activation, "xavier", seeds=2))
    np.testing.assert_allclose(stacked.layers[4].b[0, 0], net.layers[4].b)
