import pickle
from typing import ClassVar

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from nnbook import losses
from nnbook.activations import tanh
from nnbook.datasets import digits, split
from nnbook.ensembles import MonteCarloDropout, stack, unstack
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import Network, accuracy, mlp
from nnbook.normalization import BatchNorm, LayerNorm
from nnbook.optimizers import SGD
from nnbook.residual import Residual, every
from nnbook.training import fit

KINDS = [(normalize, skip) for normalize in (None, "batch", "layer") for skip in (False, True)]
kinds = pytest.mark.parametrize(("normalize", "skip"), KINDS)


def rng(seed=0):
    return np.random.default_rng(seed)


def net(normalize, skip, seed=0, **options):
    made = mlp(rng(seed), (5, 6, 6, 6, 3), "tanh", "he", normalize=normalize, skip=skip, **options)
    for p in made.params:
        p += 0.1 * rng(seed + 1).normal(size=p.shape)
    return made


def rows(n=9, seed=7):
    return rng(seed).normal(size=(n, 5)), rng(seed).integers(0, 3, n)


def test_batch_norm_in_numbers():
    x = np.array([[1.0, 4.0], [3.0, 8.0]])
    layer = BatchNorm(np.array([2.0, 1.0]), np.array([0.0, 5.0]), eps=1e-12)
    np.testing.assert_allclose(layer.forward(x, rng())[0], [[-2, 4], [2, 6]], rtol=1e-10)
    used = layer.settled(x)
    np.testing.assert_array_equal([used.mean, used.var], [[2, 6], [1, 4]])
    np.testing.assert_allclose(used.forward(np.array([[4.0, 6.0]]))[0], [[4, 5]], rtol=1e-10)


def test_layer_norm_in_numbers_and_no_row_knows_of_the_others():
    layer = LayerNorm(np.array([1.0, 2.0, 1.0, 1.0]), np.array([0.0, 0.0, 0.0, 1.0]), eps=1e-12)
    x = np.array([[1.0, 3.0, 1.0, 3.0], [10.0, 10.0, 30.0, 30.0]])
    np.testing.assert_allclose(layer.forward(x)[0], [[-1, 2, -1, 2], [-1, -2, 1, 2]], rtol=1e-10)
    np.testing.assert_array_equal(layer.forward(x[:1], rng())[0], layer.forward(x)[0][:1])


def test_what_comes_out_has_mean_beta_and_deviation_gamma():
    gamma, beta = rng(1).uniform(0.5, 2, 4), rng(2).normal(size=4)
    y, _ = BatchNorm(gamma, beta, eps=1e-12).forward(3 + 5 * rng(3).normal(size=(50, 4)), rng())
    np.testing.assert_allclose(y.mean(axis=0), beta, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=0), gamma, rtol=1e-10)


def test_eps_is_added_to_the_variance():
    for layer, x in (
        (BatchNorm.create(1), np.array([[0.0], [2.0]])),
        (LayerNorm.create(2), np.array([[0.0, 2.0]])),
    ):
        assert layer.eps == 1e-5
        np.testing.assert_allclose(np.abs(layer.forward(x, rng())[0]), 1 / np.sqrt(1 + 1e-5), rtol=1e-12)
    settled = BatchNorm(np.ones(1), np.zeros(1), np.zeros(1), np.ones(1))
    np.testing.assert_allclose(settled.forward(np.ones((1, 1)))[0], 1 / np.sqrt(1 + 1e-5), rtol=1e-12)


def test_without_statistics_there_is_no_answer_in_use():
    one = net("batch", False)
    with pytest.raises(ValueError, match=r"no statistics for use yet: take net.settled\(x\)"):
        one(rows()[0])
    assert one.settled(rows()[0])(rows()[0]).shape == (9, 3)


@kinds
def test_settled_on_a_batch_it_answers_as_in_training_on_that_batch(normalize, skip):
    one, (x, _) = net(normalize, skip), rows()
    np.testing.assert_allclose(one.settled(x)(x), one(x, rng()), rtol=1e-12, atol=1e-13)


def test_settling_changes_a_copy_only_and_may_keep_dropout_on():
    one, (x, _) = net("batch", True, dropout=0.5), rows(400)
    before = [p.copy() for p in one.params]
    still, shaken = one.settled(x), one.settled(x, rng(5))
    assert all(layer.mean is None for layer in every(one.layers) if isinstance(layer, BatchNorm))
    last = [
        [layer.var for layer in every(n.layers) if isinstance(layer, BatchNorm)][-1] for n in (still, shaken)
    ]
    assert (last[1] > last[0]).mean() > 0.5  # dropout spreads what reaches the last layer
    for p, q, other in zip(before, one.params, still.params, strict=True):
        np.testing.assert_array_equal(p, q)
        assert not np.shares_memory(q, other)


def test_nothing_is_stored_by_a_forward_pass():
    one, (x, y) = net("batch", True).settled(rows()[0]), rows(seed=8)
    before = pickle.dumps(one)
    one(x, rng())
    one.trace(x, y, "cross_entropy", rng())
    assert pickle.dumps(one) == before


def hips(one, params, x):
    """The network once more, in plain forms that HIPS autograd differentiates on its own."""
    params = iter(params)

    def through(layers, a):
        for layer in layers:
            match layer:
                case Dense():
                    a = anp.matmul(a, next(params)) + next(params)
                case BatchNorm() | LayerNorm():
                    axis = -2 if isinstance(layer, BatchNorm) else -1
                    centered = a - anp.mean(a, axis=axis, keepdims=True)
                    var = anp.mean(centered**2, axis=axis, keepdims=True)
                    a = next(params) * centered / anp.sqrt(var + layer.eps) + next(params)
                case Activate():
                    a = anp.tanh(a)
                case Residual(inner):
                    a = a + through(inner, a)
        return a

    return through(one.layers, x)


@kinds
@pytest.mark.parametrize("stacked", [False, True])
def test_a_whole_network_agrees_with_hips_autograd(normalize, skip, stacked):
    one = stack([net(normalize, skip, seed) for seed in range(3)]) if stacked else net(normalize, skip)
    x, y = rows()

    def value(params):
        z = hips(one, params, x)
        log_p = z - anp.log(anp.sum(anp.exp(z), axis=-1, keepdims=True))
        return -anp.sum(log_p * np.eye(3)[y]) / len(y)

    expected = autograd.grad(value)(one.params)
    grads = one.trace(x, y, losses.cross_entropy, rng()).grads
    for g, e in zip(grads, expected, strict=True):
        np.testing.assert_allclose(g, e, rtol=1e-9, atol=1e-13)


@kinds
def test_a_stack_is_its_members_settled_or_not_and_comes_apart_again(normalize, skip):
    nets, (x, _) = [net(normalize, skip, seed) for seed in range(3)], rows()
    together = stack(nets)
    np.testing.assert_allclose(together(x, rng()), [one(x, rng()) for one in nets], rtol=1e-10)
    settled = together.settled(x)
    for one, member in zip(nets, unstack(settled), strict=True):
        np.testing.assert_allclose(member(x), one.settled(x)(x), rtol=1e-10)
    np.testing.assert_allclose(stack([one.settled(x) for one in nets])(x), settled(x), rtol=1e-10)


@kinds
def test_it_is_copied_cast_and_pickled_whole(normalize, skip):
    one, (x, _) = net(normalize, skip).settled(rows()[0]), rows(seed=9)
    for other in (one.copy(), pickle.loads(pickle.dumps(one)), one.astype(np.float64)):
        np.testing.assert_array_equal(other(x), one(x))
        assert repr(other) == repr(one)
        for p, q in zip(one.params, other.params, strict=True):
            assert not np.shares_memory(p, q)
    half = one.astype(np.float32)
    assert half(x.astype(np.float32)).dtype == np.float32
    trace = half.trace(x.astype(np.float32), [0] * 9, "cross_entropy", rng())
    assert {g.dtype for g in trace.grads} == {np.dtype(np.float32)}


def test_options_of_mlp_add_layers_and_change_no_weight():
    plain, both = (
        mlp(rng(), (2, 3, 3, 4), "relu", "he", **o) for o in ({}, {"normalize": "batch", "skip": True})
    )
    weights = [layer.W for layer in every(both.layers) if isinstance(layer, Dense)]
    for a, b in zip(plain.params[::2], weights, strict=True):
        np.testing.assert_array_equal(a, b)
    assert repr(both) == "Network(2x3, Residual(BatchNorm, relu, 3x3), BatchNorm, relu, 3x4)"
    dropped = mlp(rng(), (2, 3, 3, 4), "relu", "he", dropout=0.1, skip=True)
    drop = "Dropout(rate=0.1)"
    assert repr(dropped) == f"Network(2x3, Residual(relu, {drop}, 3x3), relu, {drop}, 3x4)"
    with pytest.raises(ValueError, match="unknown normalize 'group'; known: batch, layer"):
        mlp(rng(), (2, 3, 1), "relu", "he", normalize="group")


def test_a_block_of_nothing_doubles_and_of_zeros_is_the_identity():
    x, dy = rng(1).normal(size=(4, 2)), rng(2).normal(size=(4, 2))
    twice = Residual((Dense(np.eye(2), np.zeros(2)),))
    y, cache = twice.forward(x)
    np.testing.assert_array_equal(y, 2 * x)
    np.testing.assert_array_equal(twice.backward(dy, cache)[0], 2 * dy)
    same = Residual((Dense(np.zeros((2, 2)), np.zeros(2)),))
    np.testing.assert_array_equal(same.backward(dy, same.forward(x)[1])[0], dy)
    assert twice.backward(dy, cache, need_dx=False)[0] is None
    assert list(twice.params) == list(twice.backward(dy, cache)[1]) == ["0.W", "0.b"]


def test_a_block_takes_any_row_of_layers_that_ends_as_wide_as_it_began():
    wide = Residual(layer for layer in [Dense.create(rng(), 2, 3, "he"), Dense.create(rng(), 3, 2, "he")])
    assert isinstance(wide.layers, tuple)
    assert wide.widths == (2, 2)
    assert Residual([Activate(tanh)]).widths == (None, None)


def test_data_that_does_not_fit_behind_a_block_of_activations_is_refused_by_name():
    net = Network([Residual((Activate(tanh),)), Dense(np.eye(2), np.zeros(2))])
    with pytest.raises(ValueError, match=r"^x \(3, 5\) does not fit the first layer's W \(2, 2\)$"):
        net(np.ones((3, 5)))


def test_a_block_of_activations_alone_fits_into_every_row():
    inner, x = Residual((Activate(tanh),)), rng(1).normal(size=(4, 2))
    for row in ((inner, Dense(np.eye(2), np.zeros(2))), (Dense(np.eye(2), np.zeros(2)), inner)):
        block = Residual(row)
        assert block.widths == (2, 2)
        np.testing.assert_allclose(block.forward(x)[0], x + x + np.tanh(x))
        assert Network([Dense.create(rng(), 3, 2, "he"), block])(np.ones((1, 3))).shape == (1, 2)


def test_the_first_layer_of_the_first_block_computes_no_gradient_of_the_data():
    asked = []

    class Spy:
        params: ClassVar = {}

        def forward(self, x, rng=None):
            return x, None

        def backward(self, dy, cache, need_dx=True):
            asked.append(need_dx)
            return dy, {}

    one = Network([Residual((Spy(), Spy())), Dense.create(rng(), 5, 3, "he")])
    one.trace(*rows(), "cross_entropy")
    assert asked == [True, False]


def test_what_is_dropped_inside_a_block_is_dropped():
    one = net(None, True, dropout=0.5)
    assert MonteCarloDropout(one, rng(), samples=5).mean_and_spread(rows()[0])[1].max() > 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: BatchNorm(np.ones(2), np.ones(3)), r"gamma \(2,\) and beta \(3,\) do not fit"),
        (lambda: LayerNorm(np.ones((2, 2)), np.ones((2, 2))), r"must be \(units,\)"),
        (lambda: LayerNorm(np.ones(2, int), np.ones(2)), "gamma and beta must be float32 or float64"),
        (
            lambda: BatchNorm(np.ones(2), np.ones(2), np.ones(3), np.ones(3)),
            r"mean \(3,\) does not fit gamma",
        ),
        (lambda: BatchNorm(np.ones(2), np.ones(2), np.ones(2)), "mean and var are settled together"),
        (lambda: BatchNorm(np.ones(2), np.ones(2), None, np.ones(2)), "mean and var are settled together"),
        (lambda: BatchNorm(np.ones(2), np.ones(2), eps=0.0), "eps must be positive"),
        (lambda: LayerNorm.create(0), "units must be a positive whole number, got 0"),
        (lambda: BatchNorm.create(2.0), "units must be a positive whole number, got 2.0"),
        (lambda: Residual(()), "layers is empty"),
        (lambda: Residual((Dense(np.ones((2, 3)), np.ones(3)),)), "layers takes 2 units and gives 3"),
        (lambda: Residual((Dense(np.eye(2), np.zeros(2)), "tanh")), r"layers\[1\] is no layer, got 'tanh'"),
        (
            lambda: Residual((Dense(np.ones((2, 3)), np.ones(3)), Dense(np.eye(2), np.zeros(2)))),
            r"layers do not chain: W \(2, 3\) is followed by \(2, 2\)",
        ),
        (
            lambda: Residual((Dense(np.ones((4, 2, 2)), np.ones((4, 1, 2))), Dense(np.eye(2), np.zeros(2)))),
            r"layers do not chain: W \(4, 2, 2\) is followed by \(2, 2\)",
        ),
        (
            lambda: Network([Dense(np.ones((2, 3)), np.ones(3)), Activate(tanh), BatchNorm.create(2)]),
            "3 units are followed by BatchNorm.*, which takes 2",
        ),
        (
            lambda: Residual((Dense(np.ones((2, 3)), np.ones(3)), BatchNorm.create(2))),
            "3 units are followed by BatchNorm.*, which takes 2",
        ),
        (
            lambda: Network([Dense.create(rng(), 2, 3, "he"), Activate(tanh), BatchNorm.create(2)]),
            "3 units are followed by BatchNorm.*, which takes 2",
        ),
        (
            lambda: Network([Dense(np.ones((2, 3)), np.ones(3)), Residual((BatchNorm.create(2),))]),
            "3 units are followed by Residual.*, which takes 2",
        ),
        (lambda: Network([LayerNorm.create(3)])(np.ones((2, 4))), "x .* first layer, which takes 3 units"),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_thirty_layers_of_sigmoids_learn_with_both_and_not_without():
    (x, y), (x_test, y_test) = split(rng(), *digits())
    right = {}
    for normalize, skip in ((None, False), ("batch", True)):
        one = mlp(rng(), (64, *[32] * 30, 10), "sigmoid", "xavier", normalize=normalize, skip=skip)
        steps = fit(one, x, y, rng=rng(1), optimizer=SGD(0.1), epochs=3, batch_size=64)
        assert all(isinstance(step.index, int) for step in steps)
        right[skip] = accuracy(one.settled(x), x_test, y_test)
    assert right[True] > 0.6 > 0.3 > right[False]


def test_dropout_alone_does_not_ask_for_statistics():
    one = Network([Dropout(0.5), Dense.create(rng(), 5, 3, "he")])
    np.testing.assert_array_equal(one.settled(rows()[0])(rows()[0]), one(rows()[0]))
