import json

import numpy as np
import pytest

from nnbook import drawing, initializers
from nnbook.chapters import ch03
from nnbook.chapters.ch03.gradient_flow import gradient_flow
from nnbook.experiments.digits import standard_digits
from nnbook.layers import Activate, Dense
from nnbook.losses import cross_entropy
from nnbook.network import mlp


def test_gradient_flow_says_what_layer_1_receives():
    flow = gradient_flow(depth=12, activation="sigmoid", init="xavier")
    drawn = ch03.gradient_flow_drawing(flow)
    backwards, forwards = drawn["panels"]
    values = backwards["series"][0]["values"]
    assert len(values) == len(forwards["series"][0]["values"]) == 12
    assert values[-1] == pytest.approx(1, rel=0.01)
    assert values[0] == pytest.approx(np.median(flow.dz[:, 0]) / np.median(flow.dz[:, -1]), rel=0.01)
    said = drawing.fill_summary(drawn, {"activation": "sigmoid", "init": "xavier", "depth": 12})
    assert "layer 1 receives 1/" in said
    assert "layer 12" in said
    json.dumps(drawn, allow_nan=False)


def test_gradient_flow_of_zeros_and_of_one_layer():
    zeros = ch03.gradient_flow_drawing(gradient_flow(depth=3, activation="relu", init="zeros"))
    assert zeros["panels"][0]["series"][0]["values"] == [0, 0, 0]
    assert "no hidden layer receives any gradient" in zeros["summary"]
    single = ch03.gradient_flow_drawing(gradient_flow(depth=1, activation="relu", init="he"))
    assert "one hidden layer" in single["summary"]


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


def test_initializers_may_be_functions():
    flow = gradient_flow(depth=2, activation="tanh", init=initializers.orthogonal(1.5), width=5, seeds=2)
    assert (flow.dz > 0).all()


def test_a_signal_lost_in_rounding_is_0():
    flow = gradient_flow(depth=30, activation="sigmoid", init="small")
    assert (flow.signal[:, 0] > 0).all()
    assert not flow.signal[:, -1].any()
    assert (flow.dz > 0).all()


def test_centering_and_four_times_the_weights_level_the_sigmoid():
    at = {"depth": 12, "activation": "sigmoid", "width": 32, "seeds": 4}
    level = gradient_flow(init="xavier_4", biases="centered", **at).ratio
    assert np.median(level) > 0.1
    for init, biases in (("xavier_4", "zero"), ("xavier", "centered"), ("xavier", "zero")):
        assert np.median(gradient_flow(init=init, biases=biases, **at).ratio) < np.median(level) / 3
    with pytest.raises(ValueError, match="unknown biases 'none'"):
        gradient_flow(init="xavier", biases="none", **at)
