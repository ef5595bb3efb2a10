from itertools import product

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import activations, initializers, losses
from nnbook.gradcheck import numerical_gradient
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import Network, accuracy, mlp

# The same functions once more, in plain forms that HIPS autograd differentiates on its own.
HIPS = {
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: z * (z > 0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.exp(z) - 1),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "gelu": lambda z: 0.5 * z * (1 + anp.tanh(anp.sqrt(2 / anp.pi) * (z + 0.044715 * z**3))),
    "identity": lambda z: z,
}


def hips_cross_entropy(z, t):
    p = anp.exp(z) / anp.sum(anp.exp(z), axis=-1, keepdims=True)
    return -anp.sum(anp.log(p) * np.eye(z.shape[-1])[t]) / z.shape[-2]


def hips_binary(z, t):
    p = 1 / (1 + anp.exp(-z))
    return -anp.sum(t * anp.log(p) + (1 - t) * anp.log(1 - p)) / z.shape[-2]


HIPS_LOSS = {
    "cross_entropy": hips_cross_entropy,
    "binary_cross_entropy": hips_binary,
    "mean_squared_error": lambda z, t: anp.sum((z - t) ** 2) / (z.shape[-2] * z.shape[-1]),
}


def problem(loss, rng, n=7):
    """Rows of 5 numbers, a target for the loss, and the number of outputs."""
    x = rng.normal(size=(n, 5))
    if loss == "cross_entropy":
        return x, rng.integers(0, 3, n), 3
    return (
        (x, rng.uniform(size=(n, 1)), 1)
        if loss == "binary_cross_entropy"
        else (x, rng.normal(size=(n, 2)), 2)
    )


def hips_gradients(params, x, target, activation, loss):
    def value(params):
        a = x
        for i in range(0, len(params), 2):
            z = anp.matmul(a, params[i]) + params[i + 1]
            a = HIPS[activation](z)
        return HIPS_LOSS[loss](z, target)

    return autograd.grad(value)(params)


def small_mlp(rng, activation, outputs):
    net = mlp(rng, [5, 6, 4, outputs], activation, "glorot_normal")
    for p in net.params:
        p += 0.1 * rng.normal(size=p.shape)  # biases too
    return net


def stack(nets):
    """Their weights one behind the other: a network of networks."""
    columns = zip(*(net.layers for net in nets), strict=True)
    return Network(
        Dense(np.stack([d.W for d in c]), np.stack([d.b[None] for d in c]))
        if isinstance(c[0], Dense)
        else c[0]
        for c in columns
    )


def test_the_oracle_knows_every_activation_and_loss():
    assert set(HIPS) == set(activations.ALL)
    assert set(HIPS_LOSS) == set(losses.ALL)


@pytest.mark.parametrize("loss", losses.ALL)
@pytest.mark.parametrize("activation", activations.ALL)
def test_a_whole_network_agrees_with_hips_autograd(activation, loss):
    rng = np.random.default_rng(1)
    x, target, outputs = problem(loss, rng)
    net = small_mlp(rng, activation, outputs)
    expected = hips_gradients(net.params, x, target, activation, loss)
    grads = net.trace(x, target, losses.ALL[loss]).grads
    for g, e in zip(grads, expected, strict=True):
        np.testing.assert_allclose(g, e, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("loss", losses.ALL)
def test_a_stack_agrees_with_hips_autograd(loss):
    rng = np.random.default_rng(2)
    x, target, outputs = problem(loss, rng)
    net = stack([small_mlp(rng, "tanh", outputs) for _ in range(3)])
    expected = hips_gradients(net.params, x, target, "tanh", loss)
    for g, e in zip(net.trace(x, target, losses.ALL[loss]).grads, expected, strict=True):
        np.testing.assert_allclose(g, e, rtol=1e-10, atol=1e-14)


def test_dropout_in_a_network_is_scaled_forwards_and_back():
    """Central differences with the same seed on both sides: the same masks."""
    x, target, outputs = problem("cross_entropy", np.random.default_rng(3))
    net = mlp(np.random.default_rng(4), [5, 8, 6, outputs], "tanh", "he", dropout=0.4)

    def trace():
        return net.trace(x, target, losses.cross_entropy, np.random.default_rng(5))

    for p, g in zip(net.params, trace().grads, strict=True):
        np.testing.assert_allclose(g, numerical_gradient(lambda _: trace().loss, p), rtol=1e-6, atol=1e-10)


def test_the_mean_over_all_masks_of_a_linear_network_is_its_evaluation():
    """Every mask of three hidden units, weighted by its probability; the generator is a stand-in."""

    class Masks(np.random.Generator):
        def __init__(self, kept):
            super().__init__(np.random.PCG64())
            self.kept = kept

        def random(self, shape, dtype):
            return np.broadcast_to(np.array(self.kept, dtype), shape)  # 1: kept, 0: dropped

    net = mlp(np.random.default_rng(6), [2, 3, 1], "identity", "he", dropout=0.25)
    x = np.random.default_rng(7).normal(size=(4, 2))
    masks = list(product([0, 1], repeat=3))
    weights = [0.75 ** sum(m) * 0.25 ** (3 - sum(m)) for m in masks]
    mean = sum(w * net(x, Masks(m)) for w, m in zip(weights, masks, strict=True))
    np.testing.assert_allclose(mean, net(x), rtol=1e-12)


def test_trace_holds_what_went_through_every_layer():
    rng = np.random.default_rng(8)
    x, target, outputs = problem("cross_entropy", rng)
    net = small_mlp(rng, "sigmoid", outputs)
    trace = net.trace(x, target, losses.cross_entropy)
    assert [t.layer for t in trace.layers] == list(net.layers)
    a = x
    for t in trace.layers:
        a = t.layer.forward(a)[0]
        np.testing.assert_array_equal(t.output, a)
        assert t.doutput.shape == t.output.shape
    assert trace.loss == losses.cross_entropy(net(x), target)[0]
    np.testing.assert_array_equal(trace.layers[-1].doutput, losses.cross_entropy(net(x), target)[1])


def test_doutput_is_the_gradient_in_the_output_of_that_layer():
    """The rest of the network, seen as a function of one layer's output."""
    rng = np.random.default_rng(9)
    x, target, outputs = problem("cross_entropy", rng)
    net = small_mlp(rng, "tanh", outputs)
    layers = net.trace(x, target, losses.cross_entropy).layers
    for i, t in enumerate(layers[:-1]):
        rest = Network(net.layers[i + 1 :])
        gradient = numerical_gradient(
            lambda a, rest=rest: losses.cross_entropy(rest(a), target)[0], t.output.copy()
        )
        np.testing.assert_allclose(t.doutput, gradient, rtol=1e-6, atol=1e-10)


def test_grads_are_in_the_order_of_params_and_of_picks_one_kind():
    net = mlp(np.random.default_rng(10), [2, 3, 4, 1], "relu", "he", dropout=0.1)
    trace = net.trace(np.ones((5, 2)), np.ones((5, 1)), losses.mean_squared_error)
    assert (
        [g.shape for g in trace.grads]
        == [p.shape for p in net.params]
        == [(2, 3), (3,), (3, 4), (4,), (4, 1), (1,)]
    )
    assert [t.layer for t in trace.of(Dense)] == [layer for layer in net.layers if isinstance(layer, Dense)]
    assert len(trace.of(Dropout)) == 2


@pytest.mark.parametrize("loss", losses.ALL)
@pytest.mark.parametrize("activation", activations.ALL)
def test_a_whole_trace_stays_float32(activation, loss):
    rng = np.random.default_rng(11)
    x, target, outputs = problem(loss, rng)
    net = mlp(rng, [5, 4, 4, outputs], activation, "he", dropout=0.3).astype(np.float32)
    trace = net.trace(x.astype(np.float32), target, losses.ALL[loss], rng)
    arrays = [*trace.grads, *(a for t in trace.layers for a in (t.output, t.doutput))]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}
    assert net(x.astype(np.float32)).dtype == net.predict_proba(x.astype(np.float32)).dtype == np.float32


def test_mlp_has_the_activation_after_all_but_the_last_layer():
    net = mlp(np.random.default_rng(12), [2, 3, 4, 1], "tanh", "he")
    kinds = [type(layer) for layer in net.layers]
    assert kinds == [Dense, Activate, Dense, Activate, Dense]
    assert net.layers[1] == Activate(activations.tanh)
    assert repr(net) == "Network(2x3, tanh, 3x4, tanh, 4x1)"


def test_mlp_with_dropout_drops_hidden_units_only():
    net = mlp(np.random.default_rng(13), [2, 3, 1], "relu", "he", dropout=0.5)
    assert repr(net) == "Network(2x3, relu, Dropout(rate=0.5), 3x1)"


def test_mlp_draws_its_weights_layer_by_layer_from_the_generator():
    net = mlp(np.random.default_rng(14), [2, 3, 1], "relu", "he")
    rng = np.random.default_rng(14)
    np.testing.assert_array_equal(net.params[0], initializers.he_normal(rng, 2, 3))
    np.testing.assert_array_equal(net.params[2], initializers.he_normal(rng, 3, 1))


def test_mlp_of_two_sizes_is_one_layer():
    assert repr(mlp(np.random.default_rng(0), [2, 1], "relu", "he")) == "Network(2x1)"
    assert repr(mlp(np.random.default_rng(0), [2, 1], "relu", "he", dropout=0.5)) == "Network(2x1)"


def test_predict_proba_is_the_sigmoid_of_one_logit_and_the_softmax_of_several():
    rng = np.random.default_rng(15)
    x = rng.normal(size=(4, 3))
    one, two = (mlp(rng, [3, k], "relu", "large") for k in (1, 2))
    np.testing.assert_allclose(one.predict_proba(x), 1 / (1 + np.exp(-one(x))), rtol=1e-12)
    np.testing.assert_allclose(
        two.predict_proba(x), np.exp(two(x)) / np.exp(two(x)).sum(1, keepdims=True), rtol=1e-12
    )


def test_an_rng_turns_dropout_on():
    net, x = mlp(np.random.default_rng(16), [3, 50, 2], "relu", "he", dropout=0.5), np.ones((2, 3))
    rng = np.random.default_rng(17)
    assert (net(x, rng) != net(x)).any()
    assert (net.predict_proba(x, rng) != net.predict_proba(x, rng)).any()
    np.testing.assert_array_equal(net(x), net(x))


def test_astype_and_copy_share_nothing_with_the_original():
    net = mlp(np.random.default_rng(18), [3, 4, 2], "relu", "he", dropout=0.2)
    for other in (net.copy(), net.astype(np.float32), net.astype(np.float64)):
        assert repr(other) == repr(net)
        other.params[0][...] = 0
        other.params[1][...] = 7
        assert (net.params[0] != 0).all()
        assert (net.params[1] == 0).all()
    assert {p.dtype for p in net.astype(np.float32).params} == {np.dtype(np.float32)}
    assert net.astype(np.float32).copy().params[0].dtype == np.float32


def test_a_network_without_parameters_can_be_copied():
    assert repr(Network([Activate(activations.relu)]).copy()) == "Network(relu)"


def test_accuracy_counts_the_right_rows():
    three = Network([Dense(np.eye(3), np.zeros(3))])
    assert accuracy(three, np.eye(3)[[0, 1, 2, 2]], np.array([0, 1, 2, 0])) == 0.75
    one = Network([Dense(np.ones((1, 1)), np.zeros(1))])
    x = np.array([[2.0], [0.1], [-0.1], [0.0]])
    assert accuracy(one, x, np.array([1, 1, 0, 0])) == 1
    assert accuracy(one, x, np.array([[1], [0], [1], [0]])) == 0.5


def test_accuracy_of_a_stack_is_the_mean_of_its_members():
    rng = np.random.default_rng(19)
    x, y = rng.normal(size=(30, 5)), rng.integers(0, 3, 30)
    nets = [small_mlp(rng, "tanh", 3) for _ in range(4)]
    assert accuracy(stack(nets), x, y) == pytest.approx(np.mean([accuracy(net, x, y) for net in nets]))


@pytest.mark.parametrize("y", [np.array([0]), np.zeros((2, 2), int), np.zeros(5, int)])
def test_accuracy_wants_one_label_per_row(y):
    net = Network([Dense(np.eye(3), np.zeros(3))])
    with pytest.raises(ValueError, match=r"y .* must hold one label per row of output \(4, 3\)"):
        accuracy(net, np.zeros((4, 3)), y)


def test_layers_must_be_there_and_chain():
    with pytest.raises(ValueError, match="layers is empty"):
        Network([])
    a, b = Dense(np.zeros((2, 3)), np.zeros(3)), Dense(np.zeros((4, 1)), np.zeros(1))
    with pytest.raises(ValueError, match=r"layers do not chain: W \(2, 3\) is followed by \(4, 1\)"):
        Network([a, Activate(activations.relu), b])
    stacked = Dense(np.zeros((5, 3, 1)), np.zeros((5, 1, 1)))
    with pytest.raises(ValueError, match=r"W \(2, 3\) is followed by \(5, 3, 1\)"):
        Network([a, stacked])


def test_layers_may_come_from_a_generator():
    assert repr(Network(layer for layer in [Activate(activations.relu)])) == "Network(relu)"


@pytest.mark.parametrize("shape", [(4, 3), (4,), (2,), (), (1, 1, 1)])
def test_data_that_do_not_fit_the_first_layer_show_both_shapes(shape):
    net = mlp(np.random.default_rng(20), [2, 1], "relu", "he")
    x = np.zeros(shape)
    for call in (net, net.predict_proba, lambda x: net.trace(x, np.zeros((4, 1)), losses.mean_squared_error)):
        with pytest.raises(ValueError) as error:  # noqa: PT011
            call(x)
        assert f"x {shape} does not fit the first layer's W (2, 1)" in str(error.value)


@pytest.mark.parametrize(
    ("loss", "target", "message"),
    [
        (losses.cross_entropy, [0, 1, 2], r"target \(3,\) must hold one label per row of output \(4, 2\)"),
        (losses.cross_entropy, [0, 1, 2, 1], r"labels must be in 0 ... 1"),
        (losses.binary_cross_entropy, [0, 1, 1, 0], r"output \(4, 2\) needs shape \(n, 1\)"),
        (losses.mean_squared_error, [[0.0]] * 4, r"output \(4, 2\) and target \(4, 1\)"),
    ],
)
def test_a_target_that_does_not_fit_the_output_is_refused(loss, target, message):
    net = mlp(np.random.default_rng(20), [3, 2], "relu", "he")
    with pytest.raises(ValueError, match=message):
        net.trace(np.zeros((4, 3)), np.array(target), loss)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([3], r"sizes needs inputs and outputs at least, got \[3\]"),
        ([], r"sizes needs inputs and outputs at least, got \[\]"),
        ([3, 0, 1], "each of sizes must be a positive whole number, got 0"),
        ([-3, 1], "each of sizes must be a positive whole number, got -3"),
        ([3, 1.5], "each of sizes must be a positive whole number, got 1.5"),
    ],
)
def test_mlp_refuses_sizes_that_make_no_network(sizes, message):
    with pytest.raises(ValueError, match=message):
        mlp(np.random.default_rng(0), sizes, "relu", "he")


def test_mlp_refuses_unknown_names_and_rates():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="unknown activation 'step'; known: sigmoid"):
        mlp(rng, [2, 1], "step", "he")
    with pytest.raises(ValueError, match="unknown initializer 'best'; known: zeros"):
        mlp(rng, [2, 1], "relu", "best")
    for bad in (1.0, -0.5, float("nan")):
        with pytest.raises(ValueError, match="dropout must be in"):
            mlp(rng, [2, 3, 1], "relu", "he", dropout=bad)


@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    n=st.integers(1, 5),
    activation=st.sampled_from(sorted(activations.ALL)),
    init=st.sampled_from(sorted(initializers.ALL)),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_any_mlp_maps_rows_to_rows_one_at_a_time_or_together(sizes, n, activation, init, dtype):
    rng = np.random.default_rng(21)
    net = mlp(rng, sizes, activation, init).astype(dtype)
    x = rng.normal(size=(n, sizes[0])).astype(dtype)
    y = net(x)
    assert y.shape == (n, sizes[-1])
    assert y.dtype == dtype
    alone = np.concatenate([net(row[None]) for row in x])
    np.testing.assert_allclose(
        y, alone, rtol=1e-4 if dtype == np.float32 else 1e-10, atol=1e-4 if dtype == np.float32 else 1e-10
    )


@pytest.mark.parametrize("skip", ["yes", 1, None])
def test_skip_is_yes_or_no(rng, skip):
    with pytest.raises(ValueError, match=r"^skip must be of type bool, got "):
        mlp(rng, (2, 3, 3, 1), "tanh", "xavier", skip=skip)
