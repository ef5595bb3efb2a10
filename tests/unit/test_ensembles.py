from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import activations, datasets
from nnbook.ensembles import Ensemble, MonteCarloDropout, bagging, stack, unstack
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import binary_cross_entropy, cross_entropy, mean_squared_error
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD, Adam
from nnbook.training import fit


class Fixed:
    """A classifier that always answers the same."""

    def __init__(self, *rows):
        self.p = np.array(rows, dtype=float)

    def predict_proba(self, x):
        return self.p


def test_an_ensemble_averages_its_members():
    both = Ensemble([Fixed([0.9, 0.1], [0.2, 0.8]), Fixed([0.3, 0.7], [0.4, 0.6])])
    np.testing.assert_allclose(both.predict_proba(None), [[0.6, 0.4], [0.3, 0.7]])
    assert both.each(None).shape == (2, 2, 2)


def test_votes_count_members_and_can_disagree_with_the_average():
    three = Ensemble([Fixed([0.98, 0.01, 0.01]), *[Fixed([0.4, 0.6, 0.0])] * 2])
    np.testing.assert_allclose(three.votes(None), [[1 / 3, 2 / 3, 0]])
    assert three.predict_proba(None).argmax() == 0
    single = Ensemble([Fixed([0.51], [0.2]), Fixed([0.9], [0.6]), Fixed([0.1], [0.5])])
    np.testing.assert_allclose(single.votes(None), [[2 / 3], [1 / 3]])


def test_an_ensemble_is_a_member_like_any_other(rng):
    x, _ = datasets.moons(rng, 6)
    nets = [mlp(rng, (2, 3, 2), "tanh", "xavier") for _ in range(4)]
    nested = Ensemble([Ensemble(nets[:2]), Ensemble(nets[2:])])
    np.testing.assert_allclose(nested.predict_proba(x), Ensemble(nets).predict_proba(x))


def test_an_empty_ensemble_is_refused():
    with pytest.raises(ValueError, match="members is empty"):
        Ensemble([])


def every_mask(net, x):
    """The exact mean of the sigmoid over all 2^3 masks of a 2-3-1 net with rate 1/4, by hand."""
    first, act, _, last = net.layers
    a = act.activation.f(x @ first.W + first.b)
    mean = 0
    for mask in product((0, 1), repeat=3):
        weight = 0.75 ** sum(mask) * 0.25 ** (3 - sum(mask))
        logit = (a * np.array(mask) / 0.75) @ last.W + last.b
        mean += weight / (1 + np.exp(-logit))
    return mean


def test_monte_carlo_dropout_approaches_the_mean_over_all_masks(rng):
    net = mlp(rng, (2, 3, 1), "tanh", "large", dropout=0.25)
    x = rng.normal(size=(5, 2))
    sampled = MonteCarloDropout(net, rng, 4000)
    mean, spread = sampled.mean_and_spread(x)
    assert mean.shape == spread.shape == (5, 1)
    assert (np.abs(mean - every_mask(net, x)) < 5 * spread / np.sqrt(4000)).all()
    assert (spread > 0.01).all()
    # Weight scaling, the usual shortcut, is another number.
    assert np.abs(net.predict_proba(x) - every_mask(net, x)).max() > 0.003


def test_monte_carlo_dropout_takes_fresh_masks_and_keeps_to_its_rng(rng):
    net = mlp(rng, (2, 8, 3), "relu", "he", dropout=0.5)
    x = rng.normal(size=(4, 2))
    one = MonteCarloDropout(net, np.random.default_rng(1), 7)
    each = one.each(x)
    assert each.shape == (7, 4, 3)
    assert not np.array_equal(one.each(x), each)
    np.testing.assert_array_equal(MonteCarloDropout(net, np.random.default_rng(1), 7).each(x), each)
    again = MonteCarloDropout(net, np.random.default_rng(1), 7)
    np.testing.assert_array_equal(again.predict_proba(x), each.mean(axis=0))


@pytest.mark.parametrize("samples", [1, 0, 2.5])
def test_monte_carlo_dropout_needs_two_samples(samples, rng):
    net = mlp(rng, (2, 3, 1), "relu", "he", dropout=0.5)
    with pytest.raises(ValueError, match=f"samples must be .* at least 2, got {samples}"):
        MonteCarloDropout(net, rng, samples)


@pytest.mark.parametrize("layers", [(), (Dropout(0.0),)])
def test_monte_carlo_dropout_needs_dropout(layers, rng):
    net = Network([*layers, *mlp(rng, (2, 3, 1), "relu", "he").layers])
    with pytest.raises(ValueError, match="net has no dropout to sample"):
        MonteCarloDropout(net, rng)


def test_bagging_draws_rows_with_replacement(rng):
    n, size = 200, 50
    x = np.arange(float(n))[:, None]
    seen = []

    def fit_one(child, x_bag, y_bag):
        assert isinstance(child, np.random.Generator)
        np.testing.assert_array_equal(x_bag[:, 0], y_bag)
        seen.append(x_bag[:, 0])
        return Fixed([len(seen)])

    bag = bagging(rng, x, x[:, 0], fit_one, size)
    assert all(len(rows) == n for rows in seen)
    # A bootstrap sample holds 1 - (1 - 1/n)^n = 0.633 of the rows; its standard deviation is 0.0216.
    shares = [len(set(rows)) / n for rows in seen]
    assert np.mean(shares) == pytest.approx(0.633, abs=5 * 0.0216 / np.sqrt(size))
    assert not np.array_equal(seen[0], seen[1])
    np.testing.assert_allclose(bag.predict_proba(x), [[25.5]])


def test_a_bagged_ensemble_learns(rng):
    (x, y), (x_test, y_test) = datasets.split(rng, *datasets.moons(rng, 400, 0.15))

    def fit_one(rng, x, y):
        net = mlp(rng, (2, 8, 2), "tanh", "xavier")
        for _ in fit(net, x, y, rng=rng, optimizer=Adam(0.05), epochs=60):
            pass
        return net

    bag = bagging(rng, x, y, fit_one, 5)
    assert (bag.predict_proba(x_test).argmax(axis=1) == y_test).mean() > 0.85


def test_bagging_refuses_impossible_sizes_and_data(rng):
    x, y = datasets.xor()
    for size in (0, 1.5):
        with pytest.raises(ValueError, match=f"size must be a positive whole number, got {size}"):
            bagging(rng, x, y, lambda *_: Fixed([1]), size)
    with pytest.raises(ValueError, match=r"x \(4, 2\) and y \(3, 1\)"):
        bagging(rng, x, y[:3], lambda *_: Fixed([1]), 2)
    with pytest.raises(ValueError, match="and some"):
        bagging(rng, x[:0], y[:0], lambda *_: Fixed([1]), 2)


TASKS = {
    "digits": (cross_entropy, 3, lambda rng, n: rng.integers(0, 3, n)),
    "binary": (binary_cross_entropy, 1, lambda rng, n: rng.integers(0, 2, n)),
    "regression": (mean_squared_error, 3, lambda rng, n: rng.normal(size=(n, 3))),
}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ["sigmoid", "relu", "gelu"])
@pytest.mark.parametrize("optimizer", [SGD(0.1, momentum=0.9, weight_decay=0.01), Adam(0.01)])
def test_a_stack_trains_like_its_members_one_by_one(task, activation, optimizer, rng):
    loss, outputs, draw = TASKS[task]
    x, y = rng.normal(size=(23, 4)), draw(rng, 23)
    nets = [mlp(rng, (4, 6, 5, outputs), activation, "xavier") for _ in range(3)]
    together = stack(nets)
    options = {"optimizer": optimizer, "loss": loss, "epochs": 4, "batch_size": 7}
    losses = [s.trace.loss for s in fit(together, x, y, rng=np.random.default_rng(5), **options)]
    alone = [
        [step.trace.loss for step in fit(net, x, y, rng=np.random.default_rng(5), **options)] for net in nets
    ]
    np.testing.assert_allclose(losses, np.sum(alone, axis=0), rtol=1e-12)
    for net, member in zip(nets, unstack(together), strict=True):
        for p, q in zip(net.params, member.params, strict=True):
            np.testing.assert_allclose(q, p, rtol=0, atol=1e-12)
            assert q.shape == p.shape


def test_a_stack_answers_for_every_member(rng):
    nets = [mlp(rng, (4, 6, 3), "relu", "he") for _ in range(5)]
    x = rng.normal(size=(7, 4))
    together = stack(nets)
    assert [p.shape for p in together.params] == [(5, 4, 6), (5, 1, 6), (5, 6, 3), (5, 1, 3)]
    np.testing.assert_allclose(together.predict_proba(x), Ensemble(nets).each(x), rtol=1e-12)


def test_dropout_masks_differ_from_member_to_member(rng):
    net = mlp(rng, (4, 50, 3), "relu", "he", dropout=0.5)
    logits = stack([net, net])(rng.normal(size=(2, 4)), rng)
    assert not np.allclose(logits[0], logits[1])


@given(
    sizes=st.lists(st.integers(1, 4), min_size=2, max_size=4),
    k=st.integers(1, 4),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 99),
)
def test_what_is_stacked_comes_apart_again(sizes, k, dtype, seed):
    rng = np.random.default_rng(seed)
    nets = [mlp(rng, sizes, "tanh", "he").astype(dtype) for _ in range(k)]
    members = unstack(stack(nets))
    assert len(members) == k
    for net, member in zip(nets, members, strict=True):
        assert repr(member) == repr(net)
        for p, q in zip(net.params, member.params, strict=True):
            assert q.dtype == dtype
            np.testing.assert_array_equal(p, q)


def test_stacking_copies_and_unstacking_copies_back(rng):
    nets = [mlp(rng, (2, 3, 1), "elu", "large", dropout=0.5).astype(np.float32) for _ in range(2)]
    together = stack(nets)
    before = nets[0].params[0].copy()
    together.params[0][:] = 0
    np.testing.assert_array_equal(nets[0].params[0], before)
    members = unstack(together)
    members[0].params[2][:] = 9
    assert not (together.params[2][0] == 9).any()
    assert all(p.dtype == np.float32 for p in together.params + members[1].params)
    assert members[0].layers[1:3] == nets[0].layers[1:3]


def test_only_alike_networks_stack(rng):
    net = mlp(rng, (2, 3, 1), "tanh", "he")
    others = [
        mlp(rng, (2, 4, 1), "tanh", "he"),
        mlp(rng, (2, 3, 1), "relu", "he"),
        mlp(rng, (2, 3, 1), "tanh", "he", dropout=0.5),
        mlp(rng, (2, 3, 3, 1), "tanh", "he"),
        net.astype(np.float32),
    ]
    for other in others:
        with pytest.raises(ValueError, match="only networks of the same layers stack"):
            stack([net, other])
    with pytest.raises(ValueError, match="nets is empty"):
        stack([])
    with pytest.raises(ValueError, match="is neither a matrix nor a vector"):
        stack([stack([net]), stack([net])])


def test_only_a_stack_comes_apart(rng):
    with pytest.raises(ValueError, match="not a stack of networks: Network"):
        unstack(mlp(rng, (2, 3, 1), "tanh", "he"))
    with pytest.raises(ValueError, match="not a stack"):
        unstack(Network([Activate(activations.relu)]))
    mixed = Network([Dense(np.zeros((2, 3, 4)), np.zeros((2, 1, 4)))])
    assert len(unstack(mixed)) == 2


def test_members_that_know_other_classes_are_refused(rng):
    members = [mlp(rng, (2, 3, classes), "tanh", "xavier") for classes in (2, 3)]
    with pytest.raises(ValueError, match=r"^members must answer in one shape, got \[\(4, 2\), \(4, 3\)\]$"):
        Ensemble(members).predict_proba(np.ones((4, 2)))
