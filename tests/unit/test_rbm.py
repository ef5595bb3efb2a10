from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook.activations import sigmoid
from nnbook.gradcheck import numerical_gradient
from nnbook.rbm import (
    RBM,
    contrastive_divergence,
    draw,
    exact_gradients,
    persistent_contrastive_divergence,
    states,
)


@pytest.fixture
def rbm():
    """A 4 x 3 machine: 128 joint states, all of which can be written down."""
    own = np.random.default_rng(9)
    return RBM(1.5 * own.normal(size=(4, 3)), own.normal(size=4), own.normal(size=3))


@pytest.fixture
def data():
    return np.array([[1, 1, 0, 0], [1, 1, 0, 1], [0, 0, 1, 1], [1, 1, 0, 0]], dtype=float)


def joint(rbm):
    """P(v, h) from the definition, state by state: {(v, h): probability}, and log Z."""
    weight = {
        (v, h): np.exp(np.dot(v, rbm.b) + np.dot(h, rbm.c) + np.dot(v, rbm.W @ np.array(h)))
        for v in product((0, 1), repeat=4)
        for h in product((0, 1), repeat=3)
    }
    z = sum(weight.values())
    assert len(weight) == 128
    return {state: w / z for state, w in weight.items()}, np.log(z)


def test_conditionals_and_free_energy_equal_the_sum_over_all_states(rbm):
    p, log_z = joint(rbm)
    for v in product((0, 1), repeat=4):
        p_v = sum(q for (u, _), q in p.items() if u == v)
        on = [sum(q for (u, h), q in p.items() if u == v and h[j]) / p_v for j in range(3)]
        row = np.array([v], dtype=float)
        np.testing.assert_allclose(rbm.hidden(row)[0], on, rtol=1e-12)
        np.testing.assert_allclose(-rbm.free_energy(row)[0] - log_z, np.log(p_v), rtol=1e-12)
    for h in product((0, 1), repeat=3):
        p_h = sum(q for (_, g), q in p.items() if g == h)
        on = [sum(q for (v, g), q in p.items() if g == h and v[i]) / p_h for i in range(4)]
        np.testing.assert_allclose(rbm.visible(np.array([h], dtype=float))[0], on, rtol=1e-12)


def test_partition_and_likelihood_equal_the_sum_over_all_states(rbm, data):
    p, log_z = joint(rbm)
    assert rbm.log_partition() == pytest.approx(log_z, rel=1e-13)
    flipped = RBM(rbm.W.T, rbm.c, rbm.b)
    assert flipped.log_partition() == pytest.approx(log_z, rel=1e-13)
    by_hand = np.mean([np.log(sum(q for (u, _), q in p.items() if u == tuple(v))) for v in data])
    assert rbm.log_likelihood(data) == pytest.approx(by_hand, rel=1e-12)
    assert np.exp([rbm.log_likelihood(v[None]) for v in states(4)]).sum() == pytest.approx(1)


def test_exact_gradients_are_those_of_the_likelihood(rbm, data):
    p, _ = joint(rbm)
    dW, db, dc = exact_gradients(rbm, data)
    expected = sum(q * np.outer(v, h) for (v, h), q in p.items())
    np.testing.assert_allclose(dW, expected - data.T @ rbm.hidden(data) / 4, atol=1e-14)
    for param, gradient in zip(rbm.params, (dW, db, dc), strict=True):
        slope = numerical_gradient(lambda _: -rbm.log_likelihood(data), param)
        np.testing.assert_allclose(gradient, slope, rtol=1e-6, atol=1e-9)


def mean_and_error(samples):
    """For each of W, b, c: the mean over repeated estimates and its standard error."""
    return [(np.mean(g, axis=0), np.std(g, axis=0) / np.sqrt(len(g))) for g in zip(*samples, strict=True)]


def close(estimates, exact, sigmas=5):
    return all(
        (np.abs(mean - e) < sigmas * error).all() for (mean, error), e in zip(estimates, exact, strict=True)
    )


def test_contrastive_divergence_approaches_the_gradient_as_k_grows(rbm, data, rng):
    exact = exact_gradients(rbm, data)
    rows = np.tile(data, (50, 1))
    many = mean_and_error([contrastive_divergence(rbm, rows, rng, k=60) for _ in range(150)])
    assert close(many, exact)
    # A single step stays near the data, and the same test notices.
    one = mean_and_error([contrastive_divergence(rbm, rows, rng) for _ in range(150)])
    assert not close(one, exact, sigmas=8)


def test_one_step_of_contrastive_divergence_has_the_expectation_of_its_definition(rbm, data, rng):
    rows = np.tile(data, (50, 1))
    p_h = rbm.hidden(data)
    model, weights = states(4), np.zeros((4, 16))
    for h in states(3):
        chance = np.prod(np.where(h, p_h, 1 - p_h), axis=1)
        back = rbm.visible(h[None])[0]
        weights += chance[:, None] * np.prod(np.where(model, back, 1 - back), axis=1)
    p = weights.mean(axis=0)
    down = rbm.hidden(model)
    expected = [
        (p * model.T) @ down - data.T @ p_h / 4,
        p @ model - data.mean(axis=0),
        p @ down - p_h.mean(axis=0),
    ]
    assert close(mean_and_error([contrastive_divergence(rbm, rows, rng) for _ in range(200)]), expected)


def test_persistent_chains_reach_the_gradient_with_one_step_each(rbm, data, rng):
    chains, samples = draw(rng, np.full((500, 4), 0.5)), []
    for step in range(300):
        before = chains
        grads, chains = persistent_contrastive_divergence(rbm, data, rng, chains)
        assert chains.shape == before.shape
        if step >= 50 and step % 2:
            samples.append(grads)
    assert not np.array_equal(before, chains)
    # Successive states resemble each other: the error is a little larger than that of fresh ones.
    assert close(mean_and_error(samples), exact_gradients(rbm, data), sigmas=8)


def test_gibbs_chains_visit_each_state_as_often_as_its_probability(rbm, rng):
    p, _ = joint(rbm)
    start = np.zeros((4000, 4))
    (last,) = islice(rbm.chain(rng, start), 40, 41)
    assert set(np.unique(last)) == {0, 1}
    code = last.astype(int) @ [8, 4, 2, 1]
    expected = np.array([sum(q for (u, _), q in p.items() if u == tuple(v)) for v in states(4)])
    error = np.sqrt(expected * (1 - expected) / 4000)
    assert (np.abs(np.bincount(code, minlength=16) / 4000 - expected) < 5 * error).all()
    assert (start == 0).all()


def test_gibbs_is_one_link_of_the_chain(rbm, data):
    once = rbm.gibbs(np.random.default_rng(2), data)
    chained = next(rbm.chain(np.random.default_rng(2), data))
    np.testing.assert_array_equal(once, chained)


def test_draw_has_the_given_probability_and_dtype(rng):
    p = np.full((20000, 3), [0.0, 0.3, 1.0], dtype=np.float32)
    drawn = draw(rng, p)
    assert drawn.dtype == np.float32
    assert set(np.unique(drawn)) == {0, 1}
    share = drawn.mean(axis=0, dtype=float)
    assert share[0] == 0
    assert share[2] == 1
    assert share[1] == pytest.approx(0.3, abs=5 * np.sqrt(0.21 / 20000))


def test_what_has_no_chance_is_never_drawn():
    class Lowest(np.random.Generator):
        def random(self, shape, dtype):
            return np.zeros(shape, dtype)

    assert draw(Lowest(np.random.PCG64()), np.array([0.0, 1e-30, 1.0])).tolist() == [0, 1, 1]


def test_a_divergence_takes_one_step_unless_told(rbm, data):
    def seeded(function, *rest):
        return function(rbm, data, np.random.default_rng(4), *rest)

    chains = data[::-1]
    for a, b in zip(seeded(contrastive_divergence), seeded(contrastive_divergence, 1), strict=True):
        np.testing.assert_array_equal(a, b)
    _, now = seeded(persistent_contrastive_divergence, chains)
    np.testing.assert_array_equal(now, seeded(persistent_contrastive_divergence, chains, 1)[1])
    assert (now != seeded(persistent_contrastive_divergence, chains, 2)[1]).any()


def test_reconstruction_is_up_and_down(rbm, data):
    np.testing.assert_array_equal(rbm.reconstruct(data), rbm.visible(rbm.hidden(data)))


@settings(max_examples=30, deadline=None)
@given(hnp.arrays(float, (2, 3), elements=st.floats(-1e4, 1e4)))
def test_huge_weights_do_no_harm(W):
    rbm = RBM(W, np.array([1e4, -1e4]), np.array([-1e4, 0, 1e4]))
    v = states(2)
    assert np.isfinite(rbm.free_energy(v)).all()
    assert np.isfinite(rbm.log_partition())
    for p in (rbm.hidden(v), rbm.reconstruct(v)):
        assert ((p >= 0) & (p <= 1)).all()


def test_probabilities_are_the_sigmoid(rng):
    rbm = RBM(np.array([[1.0]]), np.zeros(1), np.zeros(1))
    z = np.linspace(-60, 60, 401)[:, None]
    np.testing.assert_allclose(rbm.hidden(z), sigmoid.f(z), rtol=1e-15, atol=1e-15)


def test_to_dense_copies_the_way_up(rbm, data):
    dense = rbm.to_dense()
    np.testing.assert_allclose(sigmoid.f(dense.forward(data)[0]), rbm.hidden(data), rtol=1e-14)
    dense.W[:] = 0
    dense.b[:] = 0
    assert rbm.W.any()
    assert rbm.c.any()


def test_a_float32_machine_stays_float32(rbm, data, rng):
    small, v = rbm.astype(np.float32), data.astype(np.float32)
    chains = np.zeros((2, 4), dtype=np.float32)
    results = [
        small.hidden(v),
        small.reconstruct(v),
        small.gibbs(rng, v),
        small.free_energy(v),
        *contrastive_divergence(small, v, rng),
        *persistent_contrastive_divergence(small, v, rng, chains)[0],
    ]
    assert {a.dtype for a in results} == {np.dtype(np.float32)}
    assert not np.shares_memory(rbm.astype(float).W, rbm.W)


def test_create_starts_small_and_unbiased(rng):
    rbm = RBM.create(rng, 60, 50)
    assert rbm.W.shape == (60, 50)
    assert rbm.W.std() == pytest.approx(0.01, rel=5 / np.sqrt(2 * 3000))
    assert not rbm.b.any()
    assert not rbm.c.any()
    assert not RBM.create(rng, 3, 2, std=0).W.any()


def test_a_machine_keeps_its_arrays_and_is_only_itself(rbm):
    with pytest.raises(AttributeError):
        rbm.W = np.zeros((4, 3))
    assert rbm != rbm.astype(float)
    assert {rbm: "a key"}[rbm]


def test_the_smallest_machine():
    one = RBM.create(np.random.default_rng(0), 1, 1)
    assert one.log_partition() == pytest.approx(np.log(3 + np.exp(one.W[0, 0])))


def test_states_count_up_in_binary():
    np.testing.assert_array_equal(states(2), [[0, 0], [0, 1], [1, 0], [1, 1]])
    assert states(10).shape == (1024, 10)


def test_bad_machines_are_refused(rng):
    with pytest.raises(ValueError, match=r"W \(2, 3\), b \(3,\) and c \(2,\) do not fit"):
        RBM(np.zeros((2, 3)), np.zeros(3), np.zeros(2))
    with pytest.raises(ValueError, match="do not fit"):
        RBM(np.zeros((2, 3)), np.zeros((2, 3)), np.zeros(()))
    with pytest.raises(ValueError, match="visible must be a positive whole number, got 0"):
        RBM.create(rng, 0, 3)
    with pytest.raises(ValueError, match=r"hidden must be a positive whole number, got 2.5"):
        RBM.create(rng, 3, 2.5)
    for std in (-1, np.nan):
        with pytest.raises(ValueError, match=r"std must (not be negative|be a finite number)"):
            RBM.create(rng, 3, 2, std)


@pytest.mark.parametrize("k", [0, -1, 1.5])
def test_impossible_numbers_of_steps_are_refused(k, rbm, data, rng):
    with pytest.raises(ValueError, match=f"k must be a positive whole number, got {k}"):
        contrastive_divergence(rbm, data, rng, k)
    with pytest.raises(ValueError, match="k must be a positive"):
        persistent_contrastive_divergence(rbm, data, rng, data, k)


def test_what_cannot_be_summed_is_refused(rng):
    # Sixteen units can: with zero weights each of the 2^33 states counts 1.
    assert RBM.create(rng, 16, 17, std=0).log_partition() == pytest.approx(33 * np.log(2))
    big = RBM.create(rng, 17, 18)
    with pytest.raises(ValueError, match="at most 16 units can be summed over, got 17"):
        big.log_likelihood(np.zeros((1, 17)))
    wide = RBM.create(rng, 40, 5)
    assert wide.log_partition() == pytest.approx(45 * np.log(2), rel=0.01)
    with pytest.raises(ValueError, match="got 40"):
        exact_gradients(wide, np.zeros((1, 40)))


@pytest.mark.parametrize(
    "call",
    [
        lambda rng: draw(rng, np.full((2, 3), 0.5)),
        lambda rng: RBM.create(rng, 3, 2),
        lambda rng: contrastive_divergence(RBM.create(np.random.default_rng(0), 3, 2), np.ones((4, 3)), rng),
        lambda rng: persistent_contrastive_divergence(
            RBM.create(np.random.default_rng(0), 3, 2), np.ones((4, 3)), rng, np.ones((4, 3))
        ),
    ],
)
def test_an_rng_that_is_none_is_refused_with_the_line_to_write(call):
    with pytest.raises(ValueError, match=r"write np\.random\.default_rng\(3\)$"):
        call(3)


@pytest.mark.parametrize("n", [0, -1, 2.5, "3"])
def test_a_layer_must_have_a_whole_number_of_units_to_be_counted(n):
    with pytest.raises(ValueError, match=r"^n must be a positive whole number"):
        states(n)


def test_parameters_of_another_kind_are_refused_by_name():
    with pytest.raises(ValueError, match=r"^W and b and c must be float32 or float64, got int64 and"):
        RBM(np.ones((3, 2), np.int64), np.zeros(3), np.zeros(2))
