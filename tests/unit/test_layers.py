import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import activations
from nnbook.gradcheck import numerical_gradient
from nnbook.initializers import he_normal
from nnbook.layers import Activate, Dense, Dropout
from nnbook.mapping import mapped
from nnbook.normalization import BatchNorm, LayerNorm
from nnbook.residual import Residual

N, FAN_IN, FAN_OUT = 6, 4, 3


def dense(rng, *lead):
    bias = (*lead, 1, FAN_OUT) if lead else (FAN_OUT,)
    return Dense(rng.normal(size=(*lead, FAN_IN, FAN_OUT)), rng.normal(size=bias))


def vectors(rng, count, *lead):
    shape = (*lead, 1, FAN_IN) if lead else (FAN_IN,)
    return [rng.uniform(0.5, 2, shape) for _ in range(count)]


def batch_norm(rng, *lead):
    return BatchNorm(*vectors(rng, 4, *lead))


def block(rng, *lead):
    """Normalization, activation, dropout and a product, and another block inside."""
    bias = (*lead, 1, FAN_IN) if lead else (FAN_IN,)
    dense = Dense(rng.normal(size=(*lead, FAN_IN, FAN_IN)), rng.normal(size=bias))
    inner = Residual((LayerNorm(*vectors(rng, 2, *lead)), Activate(activations.tanh)))
    return Residual((batch_norm(rng, *lead), Activate(activations.sigmoid), Dropout(0.3), inner, dense))


def layers():
    rng = np.random.default_rng(0)
    yield "dense", dense(rng), (N, FAN_IN)
    yield "stack", dense(rng, 5), (5, N, FAN_IN)
    for name, act in activations.ALL.items():
        yield name, Activate(act), (N, FAN_IN)
        yield f"stack of {name}", Activate(act), (5, N, FAN_IN)
    for rate in (0.0, 0.3, 0.8):
        yield f"dropout {rate}", Dropout(rate), (N, FAN_IN)
    yield "stack of dropout", Dropout(0.3), (5, N, FAN_IN)
    for lead in ((), (5,)):
        of = "stack of " if lead else ""
        yield f"{of}batch norm", batch_norm(rng, *lead), (*lead, N, FAN_IN)
        yield f"{of}layer norm", LayerNorm(*vectors(rng, 2, *lead)), (*lead, N, FAN_IN)
        yield f"{of}blocks", block(rng, *lead), (*lead, N, FAN_IN)


CASES = list(layers())
every = pytest.mark.parametrize(("layer", "shape"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])


@every
@pytest.mark.parametrize("training", [True, False])
def test_backward_is_the_central_difference_in_input_and_parameters(layer, shape, training):
    """Along random directions, with the same seed on both sides of every difference."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=shape)
    x += 0.1 * np.sign(x)  # away from kinks

    def forward(x):
        return layer.forward(x, np.random.default_rng(2) if training else None)

    y, cache = forward(x)
    g = rng.normal(size=y.shape)
    dx, grads = layer.backward(g, cache)
    assert dx.shape == x.shape
    d = rng.normal(size=x.shape)
    difference = numerical_gradient(lambda t: float((g * forward(x + t * d)[0]).sum()), np.zeros(()))
    np.testing.assert_allclose((dx * d).sum(), difference, rtol=1e-6)
    assert grads.keys() == layer.params.keys()
    for name, p in layer.params.items():
        assert grads[name].shape == p.shape
        d, before = rng.normal(size=p.shape), p.copy()

        def moved(t, p=p, d=d, before=before):
            p[...] = before + t * d
            return float((g * forward(x)[0]).sum())

        difference = numerical_gradient(moved, np.zeros(()))
        p[...] = before
        np.testing.assert_allclose((grads[name] * d).sum(), difference, rtol=1e-6)


@every
def test_backward_leaves_everything_it_is_given_as_it_was(layer, shape):
    rng = np.random.default_rng(3)
    x = rng.normal(size=shape)
    y, cache = layer.forward(x, np.random.default_rng(4))
    dy = rng.normal(size=y.shape)
    kept = x.copy(), y.copy(), dy.copy()
    first = layer.backward(dy, cache)
    layer.forward(2 * x + 1, np.random.default_rng(5))  # an evaluation in between changes nothing
    second = layer.backward(dy, cache)
    np.testing.assert_array_equal(first[0], second[0])
    for name in first[1]:
        np.testing.assert_array_equal(first[1][name], second[1][name])
    for before, after in zip(kept, (x, y, dy), strict=True):
        np.testing.assert_array_equal(before, after)


@every
def test_float32_stays_float32(layer, shape):
    layer = mapped(lambda name, p: p.astype(np.float32), layer)
    y, cache = layer.forward(np.ones(shape, np.float32), np.random.default_rng(6))
    dx, grads = layer.backward(np.ones_like(y), cache)
    assert {a.dtype for a in (y, dx, *grads.values())} == {np.dtype(np.float32)}


def test_dense_in_numbers():
    layer = Dense(np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([10.0, 20, 30]))
    z, cache = layer.forward(np.array([[1.0, 0], [0, 1], [1, 1], [2, -1]]))
    np.testing.assert_array_equal(z, [[11, 22, 33], [14, 25, 36], [15, 27, 39], [8, 19, 30]])
    dx, grads = layer.backward(np.eye(4, 3), cache)
    np.testing.assert_array_equal(dx, [[1, 4], [2, 5], [3, 6], [0, 0]])
    np.testing.assert_array_equal(grads["W"], [[1, 0, 1], [0, 1, 1]])
    np.testing.assert_array_equal(grads["b"], [1, 1, 1])


@given(n=st.integers(1, 200), dtype=st.sampled_from([np.float32, np.float64]))
def test_the_gradient_of_the_biases_adds_up_any_number_of_rows_in_their_dtype(n, dtype):
    layer = Dense(np.ones((FAN_IN, FAN_OUT), dtype), np.zeros(FAN_OUT, dtype))
    dy = np.random.default_rng(n).integers(-9, 9, (n, FAN_OUT)).astype(dtype)
    db = layer.backward(dy, np.ones((n, FAN_IN), dtype))[1]["b"]
    assert db.dtype == dtype
    np.testing.assert_array_equal(db, dy.sum(axis=0))


@pytest.mark.parametrize("lead", [(), (5,)])
@pytest.mark.parametrize(
    "make",
    [dense, batch_norm, lambda rng, *lead: LayerNorm(*vectors(rng, 2, *lead)), block],
    ids=["dense", "batch norm", "layer norm", "block"],
)
def test_without_need_of_dx_there_is_none_and_the_gradients_are_the_same(make, lead):
    layer = make(np.random.default_rng(7), *lead)
    x = np.random.default_rng(8).normal(size=(2, FAN_IN))
    y, cache = layer.forward(x, np.random.default_rng(9))
    dx, grads = layer.backward(y, cache, need_dx=False)
    assert dx is None
    for name, g in layer.backward(y, cache)[1].items():
        np.testing.assert_array_equal(grads[name], g)


def test_a_stack_is_its_members_side_by_side():
    rng = np.random.default_rng(8)
    stack, x = dense(rng, 5), rng.normal(size=(N, FAN_IN))
    members = [Dense(W, b[0]) for W, b in zip(stack.W, stack.b, strict=True)]
    z, cache = stack.forward(x)  # the same batch for all
    dy = rng.normal(size=z.shape)
    dx, grads = stack.backward(dy, cache)
    for i, member in enumerate(members):
        mine, c = member.forward(x)
        np.testing.assert_allclose(z[i], mine, rtol=1e-13)
        d, g = member.backward(dy[i], c)
        np.testing.assert_allclose(dx[i], d, rtol=1e-13)
        np.testing.assert_allclose(grads["W"][i], g["W"], rtol=1e-13)
        np.testing.assert_allclose(grads["b"][i, 0], g["b"], rtol=1e-12)


@pytest.mark.parametrize(
    ("W", "b"),
    [((2, 3), (2,)), ((2, 3), (1, 3)), ((2, 3), ()), ((3,), (3,)), ((5, 2, 3), (3,)), ((5, 2, 3), (4, 1, 3)),
     ((1, 5, 2, 3), (1, 5, 1, 3))],
)  # fmt: skip
def test_dense_names_both_shapes_when_they_do_not_fit(W, b):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        Dense(np.zeros(W), np.zeros(b))
    assert f"W {W} and b {b} do not fit" in str(error.value)


@pytest.mark.parametrize(("W", "b"), [(int, float), (float, int), (np.float16, float)])
def test_dense_refuses_weights_that_cannot_be_trained(W, b):
    with pytest.raises(ValueError, match="W and b must be float32 or float64, got"):
        Dense(np.zeros((2, 3), W), np.zeros(3, b))


def test_create_has_zero_biases_and_the_initializers_weights():
    layer = Dense.create(np.random.default_rng(9), 4, 3, he_normal)
    np.testing.assert_array_equal(layer.W, he_normal(np.random.default_rng(9), 4, 3))
    np.testing.assert_array_equal(layer.b, np.zeros(3))


@pytest.mark.parametrize("bad", [0, -1, 2.5, 2.0, float("nan"), float("inf"), "3", None])
def test_create_refuses_sizes_that_are_not_positive_whole_numbers(bad):
    rng = np.random.default_rng(10)
    with pytest.raises(ValueError, match=f"fan_in must be a positive whole number, got {bad!r}"):
        Dense.create(rng, bad, 3, he_normal)
    with pytest.raises(ValueError, match=f"fan_out must be a positive whole number, got {bad!r}"):
        Dense.create(rng, 3, bad, he_normal)


def test_create_takes_numpys_whole_numbers():
    assert Dense.create(np.random.default_rng(0), np.int32(1), np.int64(1), he_normal).W.shape == (1, 1)


@pytest.mark.parametrize(
    ("layer", "name"),
    [
        (dense(np.random.default_rng(0)), "W"),
        (Activate(activations.relu), "activation"),
        (Dropout(0.5), "rate"),
        (BatchNorm.create(2), "gamma"),
        (LayerNorm.create(2), "beta"),
        (Residual((Dropout(0.5),)), "layers"),
    ],
    ids=["dense", "activate", "dropout", "batch norm", "layer norm", "block"],
)
def test_what_a_layer_is_made_of_does_not_change(layer, name):
    with pytest.raises(AttributeError):
        setattr(layer, name, getattr(layer, name))


def test_a_dense_layer_is_only_itself_and_the_others_what_they_are_made_of():
    layer = dense(np.random.default_rng(0))
    assert layer != Dense(layer.W, layer.b)
    assert {layer: "a key"}[layer]
    for other in (BatchNorm.create(2), LayerNorm.create(2), Residual((Dropout(0.1),))):
        assert other != mapped(lambda name, p: p, other)
        assert {other: "a key"}[other]
    assert Activate(activations.relu) == Activate(activations.relu) != Activate(activations.tanh)
    assert Dropout(0.5) == Dropout(0.5) != Dropout(0.4)


def test_params_are_the_arrays_themselves():
    layer = dense(np.random.default_rng(11))
    assert layer.params["W"] is layer.W
    assert layer.params["b"] is layer.b
    assert list(layer.params) == ["W", "b"]


@given(rate=st.floats(0.05, 0.95), seed=st.integers(0, 999))
def test_dropout_values_are_nothing_or_one_over_keep(rate, seed):
    y, _ = Dropout(rate).forward(np.ones((40, 5)), np.random.default_rng(seed))
    kept = y != 0
    np.testing.assert_allclose(y[kept], 1 / (1 - rate), rtol=1e-12)


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_dropout_drops_with_probability_rate_each_unit_on_its_own(rate):
    n = 40_000
    y, _ = Dropout(rate).forward(np.ones((n, 2)), np.random.default_rng(12))
    dropped = y == 0
    five_errors = 5 * np.sqrt(rate * (1 - rate) / n)
    assert np.abs(dropped.mean(axis=0) - rate).max() < five_errors
    both = dropped.all(axis=1).mean()
    assert abs(both - rate**2) < 5 * np.sqrt(rate**2 * (1 - rate**2) / n)
    assert abs(y.mean() - 1) < five_errors / (1 - rate)  # the mean stays where it was


def test_a_draw_on_the_border_is_kept():
    """Draws lie in [0, 1): only if the border is kept is the share below it exactly the rate."""

    class Half:
        def random(self, shape, dtype):
            return np.full(shape, 0.5, dtype)

    x = np.ones((2, 3))
    np.testing.assert_array_equal(Dropout(0.5).forward(x, Half())[0], 2 * x)


def test_dropout_is_new_every_time_and_the_same_for_the_same_seed():
    layer, x, rng = Dropout(0.5), np.ones((4, 8)), np.random.default_rng(13)
    first, second = layer.forward(x, rng)[0], layer.forward(x, rng)[0]
    assert (first != second).any()
    np.testing.assert_array_equal(first, layer.forward(x, np.random.default_rng(13))[0])


def test_dropout_without_rng_or_rate_is_the_identity_and_draws_nothing():
    x, rng = np.ones((2, 3)), np.random.default_rng(14)
    for y, cache in (Dropout(0.5).forward(x), Dropout(0.0).forward(x, rng)):
        assert y is x
        assert Dropout(0.5).backward(x, cache)[0] is x
    assert rng.random() == np.random.default_rng(14).random()


@pytest.mark.parametrize("rate", [-0.1, 1.0, 1.5, float("nan")])
def test_dropout_refuses_a_rate_outside_0_to_1(rate):
    with pytest.raises(ValueError, match=r"rate must be in \[0, 1\), got"):
        Dropout(rate)


@pytest.mark.parametrize("lead", [(), (5,)])
def test_a_dense_layer_says_how_many_units_go_in_and_out(lead):
    assert dense(np.random.default_rng(0), *lead).widths == (FAN_IN, FAN_OUT)


@pytest.mark.parametrize(
    ("rng", "fan_in", "fan_out", "named"),
    [
        (0, 2, 3, "rng"),
        (np.random.default_rng(0), 0, 3, "fan_in"),
        (np.random.default_rng(0), 2, 0.5, "fan_out"),
    ],
)
def test_a_start_of_ones_own_is_not_asked_for_a_layer_that_cannot_be(rng, fan_in, fan_out, named):
    asked = []
    with pytest.raises(ValueError, match=named):
        Dense.create(rng, fan_in, fan_out, lambda *given: asked.append(given))
    assert not asked
