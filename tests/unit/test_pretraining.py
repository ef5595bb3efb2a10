import numpy as np
import pytest

from nnbook import datasets
from nnbook.activations import sigmoid
from nnbook.initializers import glorot_normal, zeros
from nnbook.network import accuracy, mlp
from nnbook.optimizers import SGD, Adam
from nnbook.pretraining import fit_rbm, pretrain, to_network
from nnbook.rbm import RBM, draw
from nnbook.training import fit

PATTERNS = np.array([[1, 1, 0, 0], [0, 0, 1, 1]], dtype=float)


@pytest.mark.parametrize("options", [{}, {"k": 5}, {"chains": 50}, {"chains": 20, "k": 2}])
def test_a_tiny_machine_learns_the_likelihood(options, rng):
    rbm = RBM.create(rng, 4, 3)
    v = np.tile(PATTERNS, (10, 1))
    steps = fit_rbm(rbm, v, rng=rng, optimizer=SGD(0.05), epochs=1500, **options)
    likelihood = [step.log_likelihood for step in steps if step.index in (0, 1499)]
    # Chance is log 1/16 = -2.8; to know the two patterns and nothing else, log 1/2 = -0.7.
    assert likelihood[0] == pytest.approx(np.log(1 / 16), abs=0.1)
    assert likelihood[-1] > -1.5
    assert rbm.log_likelihood(PATTERNS) == pytest.approx(likelihood[-1])


def test_zeros_and_ones_are_drawn_from_grey_data(rng):
    grey = np.full((200, 4), [0.0, 0.25, 0.5, 1.0])
    means = []
    for sample_data in (True, False):
        rbm = RBM(np.zeros((4, 1)), np.zeros(4), np.zeros(1))
        options = {"optimizer": SGD(1.0), "epochs": 1, "sample_data": sample_data}
        (step,) = fit_rbm(rbm, grey, rng=np.random.default_rng(1), **options)
        np.testing.assert_array_equal(step.v, grey)
        # After one step from nothing, b is the mean of the data minus that of 200 fantasies.
        np.testing.assert_allclose(rbm.b, grey[0] - 0.5, atol=5 * np.sqrt(0.5 / 200))
        means.append(rbm.b)
    assert not np.array_equal(*means)
    np.testing.assert_array_equal(draw(np.random.default_rng(1), PATTERNS), PATTERNS)


def test_steps_count_and_carry_the_batch(rng):
    v = rng.random((7, 4))
    rbm = RBM.create(rng, 4, 2)
    before = rbm.W.copy()
    steps = list(fit_rbm(rbm, v, rng=rng, optimizer=SGD(0.1), epochs=2, batch_size=3))
    assert [(s.index, s.epoch, len(s.v)) for s in steps] == [
        *[(0, 0, 3), (1, 0, 3), (2, 0, 1)],
        *[(3, 1, 3), (4, 1, 3), (5, 1, 1)],
    ]
    for epoch in (0, 1):
        seen = np.concatenate([s.v for s in steps if s.epoch == epoch])
        np.testing.assert_array_equal(np.sort(seen, axis=0), np.sort(v, axis=0))
    assert all(s.rbm is rbm for s in steps)
    assert not np.array_equal(rbm.W, before)
    by_hand = ((steps[0].v - rbm.reconstruct(steps[0].v)) ** 2).mean()
    assert steps[0].reconstruction_error == pytest.approx(by_hand)


def test_digits_come_back_better_and_better(rng):
    x, _ = datasets.digits()
    rbm = RBM.create(rng, 64, 32)
    blank = np.square(x - x.mean(axis=0)).mean()
    for step in fit_rbm(rbm, x, rng=rng, optimizer=SGD(0.1, 0.5), epochs=8, batch_size=20):
        if step.index == 0:
            first = step.reconstruction_error
    assert first > blank
    assert np.square(x - rbm.reconstruct(x)).mean() < 0.6 * blank
    assert step.reconstruction_error < 0.65 * blank


def test_training_is_a_function_of_the_seed(rng):
    v = rng.random((9, 4))

    def train(seed, **options):
        child = np.random.default_rng(seed)
        rbm = RBM.create(child, 4, 3)
        for _ in fit_rbm(rbm, v, rng=child, optimizer=Adam(0.01), epochs=3, batch_size=4, **options):
            pass
        return rbm.W

    np.testing.assert_array_equal(train(1), train(1))
    np.testing.assert_array_equal(train(1, chains=3), train(1, chains=3))
    assert not np.array_equal(train(1), train(2))
    assert not np.array_equal(train(1), train(1, chains=3))
    assert not np.array_equal(train(1), train(1, k=2))


def test_bad_arguments_are_refused_before_anything_happens(rng):
    rbm = RBM.create(rng, 4, 3)
    before = rbm.W.copy()
    good = {"rng": rng, "optimizer": SGD(0.1), "epochs": 1}
    for v, options, message in [
        (np.full((2, 4), np.nan), {}, r"v must be finite"),
        (np.zeros((0, 4)), {}, r"v is empty"),
        (np.zeros((2, 5)), {}, r"v \(2, 5\) does not fit W \(4, 3\)"),
        (np.zeros(4), {}, r"v \(4,\) does not fit"),
        (np.full((2, 4), 1.5), {}, r"v must be in \[0, 1\], found 1.5 ... 1.5"),
        (np.full((2, 4), -0.5), {}, r"v must be in \[0, 1\]"),
        (PATTERNS, {"epochs": -1}, r"epochs must be a non-negative whole number, got -1"),
        (PATTERNS, {"k": 0}, r"k must be a positive whole number, got 0"),
        (PATTERNS, {"chains": -2}, r"chains must be a non-negative whole number, got -2"),
        (PATTERNS, {"chains": 1.5}, r"chains must be .* got 1.5"),
        (PATTERNS, {"batch_size": 0}, r"batch_size must be .* got 0"),
    ]:
        with pytest.raises(ValueError, match=message):
            fit_rbm(rbm, v, **(good | options))
    np.testing.assert_array_equal(rbm.W, before)


def test_a_step_of_a_large_machine_has_no_exact_likelihood(rng):
    large = RBM.create(rng, 17, 17)
    (step,) = fit_rbm(large, rng.random((2, 17)), rng=rng, optimizer=SGD(0.1), epochs=1)
    assert step.reconstruction_error > 0
    with pytest.raises(ValueError, match="at most 16 units can be summed over, got 17"):
        step.log_likelihood  # noqa: B018 (a property that computes)


def test_divergence_is_reported_with_its_step(rng):
    rbm = RBM.create(rng, 4, 3)
    rbm.W[0, 0] = np.nan
    steps = fit_rbm(rbm, PATTERNS, rng=rng, optimizer=SGD(0.1), epochs=2)
    with pytest.raises(FloatingPointError, match=r"at step 0 \(epoch 0\) with lr 0.1"):
        next(steps)


def test_each_machine_of_a_stack_learns_from_the_one_below(rng, monkeypatch):
    seen = []

    def spy(rbm, v, **options):
        seen.append((rbm, v))
        return fit_rbm(rbm, v, **options)

    monkeypatch.setattr("nnbook.pretraining.fit_rbm", spy)
    v = rng.random((30, 6)).astype(np.float32)
    rbms = pretrain(rng, v, [5, 4, 3], optimizer=SGD(0.1), epochs=3, batch_size=10, k=2, std=0.1)
    assert [r.W.shape for r in rbms] == [(6, 5), (5, 4), (4, 3)]
    assert {r.W.dtype for r in rbms} == {np.dtype(np.float32)}
    assert [rbm for rbm, _ in seen] == rbms
    np.testing.assert_array_equal(seen[0][1], v)
    np.testing.assert_array_equal(seen[1][1], rbms[0].hidden(v))
    np.testing.assert_array_equal(seen[2][1], rbms[1].hidden(rbms[0].hidden(v)))


def test_a_stack_becomes_a_network_that_computes_the_same(rng):
    v = rng.random((8, 6))
    rbms = pretrain(rng, v, [5, 4], optimizer=SGD(0.1), epochs=2)
    net = to_network(rng, rbms, 3, glorot_normal)
    assert repr(net) == "Network(6x5, sigmoid, 5x4, sigmoid, 4x3)"
    top = rbms[1].hidden(rbms[0].hidden(v))
    np.testing.assert_allclose(net(v), top @ net.params[-2], rtol=1e-12)
    assert net.layers[1].activation is sigmoid
    net.params[0][:] = 0
    assert rbms[0].W.any()
    single = to_network(rng, [r.astype(np.float32) for r in rbms], 1, zeros)
    assert {p.dtype for p in single.params} == {np.dtype(np.float32)}


def test_stacks_that_do_not_fit_are_refused(rng):
    with pytest.raises(ValueError, match="rbms is empty"):
        to_network(rng, [], 3, zeros)
    with pytest.raises(ValueError, match="layers do not chain"):
        to_network(rng, [RBM.create(rng, 4, 3), RBM.create(rng, 4, 3)], 2, zeros)
    with pytest.raises(ValueError, match="outputs must be a positive"):
        to_network(rng, [RBM.create(rng, 4, 3)], 0, zeros)
    with pytest.raises(ValueError, match="each of hidden_sizes must be a positive"):
        pretrain(rng, PATTERNS, [0], optimizer=SGD(0.1), epochs=1)


def test_pretraining_lets_a_deep_sigmoid_net_learn_the_digits(rng):
    (x, y), (x_test, y_test) = datasets.split(rng, *datasets.digits(), test=597)
    rbms = pretrain(rng, x, [64] * 4, optimizer=SGD(0.1, 0.5), epochs=10, batch_size=20)
    pretrained = to_network(rng, rbms, 10, glorot_normal)
    plain = mlp(rng, [64] * 5 + [10], "sigmoid", glorot_normal)
    for net, enough in ((pretrained, 0.8), (plain, 0.0)):
        for _ in fit(net, x, y, rng=rng, optimizer=SGD(0.1, 0.9), epochs=5, batch_size=32):
            pass
        assert accuracy(net, x_test, y_test) >= enough
    assert accuracy(plain, x_test, y_test) < 0.4
