import numpy as np
import pytest

from nnbook import activations, datasets
from nnbook.ensembles import stack, unstack
from nnbook.layers import Dense
from nnbook.lsuv import lsuv
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.training import fit


def spreads(net, x):
    stds = []
    for layer in net.layers:
        x, _ = layer.forward(x)
        if isinstance(layer, Dense):
            stds.append(x.std())
    return stds


@pytest.mark.parametrize("activation", activations.ALL)
@pytest.mark.parametrize("init", ["orthogonal", "small", "large"])
def test_every_layer_puts_out_unit_variance(activation, init, rng):
    x = rng.normal(size=(200, 12))
    net = mlp(rng, (12, 20, 20, 20, 5), activation, init)
    np.testing.assert_allclose(spreads(lsuv(net, x, tolerance=1e-9), x), 1, rtol=1e-9)
    assert not np.allclose(spreads(net, x), 1)


def test_only_the_scale_of_the_weights_changes(rng):
    x = rng.normal(size=(50, 4))
    net = mlp(rng, (4, 6, 3), "relu", "orthogonal")
    scaled = lsuv(net, x)
    for old, new in zip(net.params[::2], scaled.params[::2], strict=True):
        ratio = new / old
        assert ratio.min() == pytest.approx(ratio.max())
        assert not np.shares_memory(old, new)
    before = [p.copy() for p in net.params]
    for p in scaled.params:
        p += 1
    for p, q in zip(net.params, before, strict=True):
        np.testing.assert_array_equal(p, q)


def test_biases_stay_and_are_allowed_for(rng):
    x = rng.normal(size=(50, 4))
    net = mlp(rng, (4, 30), "relu", "large")
    net.params[1][:] = rng.normal(0, 0.5, 30)
    scaled = lsuv(net, x, tolerance=1e-3)
    assert spreads(scaled, x)[0] == pytest.approx(1, abs=1e-3)
    np.testing.assert_array_equal(scaled.params[1], net.params[1])


def test_dtype_dropout_and_a_net_that_is_right_already(rng):
    x = rng.normal(size=(50, 4)).astype(np.float32)
    net = mlp(rng, (4, 6, 3), "tanh", "orthogonal", dropout=0.5).astype(np.float32)
    once = lsuv(net, x)
    assert {p.dtype for p in once.params} == {np.dtype(np.float32)}
    assert repr(once) == repr(net)
    twice = lsuv(once, x)
    np.testing.assert_array_equal(twice.params[0], once.params[0])
    assert not np.shares_memory(twice.params[0], once.params[0])


def test_a_deep_relu_net_learns_from_it(rng):
    x, y = datasets.digits()
    plain = mlp(rng, [64] + [32] * 10 + [10], "relu", "small")
    for net, learns in ((lsuv(plain, x[:200]), True), (plain, False)):
        options = {"optimizer": SGD(0.01, 0.9), "epochs": 5, "batch_size": 32}
        loss = [step.trace.loss for step in fit(net, x, y, rng=rng, **options)]
        assert (np.mean(loss[-20:]) < 1.2) == learns


def test_what_cannot_be_scaled_is_refused(rng):
    x = rng.normal(size=(50, 4))
    net = mlp(rng, (4, 6, 3), "tanh", "orthogonal")
    with pytest.raises(ValueError, match=r"W \(4, 6\) puts out the same everywhere"):
        lsuv(mlp(rng, (4, 6, 3), "tanh", "zeros"), x)
    with pytest.raises(ValueError, match=r"x \(\d+, 3\) does not fit"):
        lsuv(net, x[:, :3])
    with pytest.raises(ValueError, match="x must be finite"):
        lsuv(net, np.full((2, 4), np.nan))
    for tolerance in (0, -1, np.nan):
        with pytest.raises(ValueError, match="tolerance must be positive"):
            lsuv(net, x, tolerance=tolerance)
    with pytest.raises(ValueError, match="tries must be a positive whole number, got 0"):
        lsuv(net, x, tries=0)
    stubborn = Network([Dense(np.ones((4, 2)), np.array([-5.0, 5.0]))])
    with pytest.raises(ValueError, match=r"W \(4, 2\) still puts out 5, not 1, after 10 divisions"):
        lsuv(stubborn, x)


def test_each_member_of_a_stack_is_scaled_by_itself(rng):
    x = rng.normal(size=(50, 4))
    nets = [mlp(rng, (4, 6, 3), "tanh", init) for init in ("orthogonal", "small", "large")]
    together = lsuv(stack(nets), x)
    for net, member in zip(nets, unstack(together), strict=True):
        for p, q in zip(lsuv(net, x).params, member.params, strict=True):
            np.testing.assert_allclose(q, p, rtol=1e-12)
